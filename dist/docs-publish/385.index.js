export const id = 385;
export const ids = [385];
export const modules = {

/***/ 667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ errorCode)
/* harmony export */ });
const errorCode = (thrown) => typeof thrown === "object" && thrown !== null && "code" in thrown ? String(thrown.code) : "";


/***/ }),

/***/ 385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createSitePacker: () => (/* binding */ createSitePacker)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(466);
// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
;// CONCATENATED MODULE: ./build/shared/providers/site-pack/manifest.js

const FOLDER = "site/";
const MANIFEST = "slipway-site.json";
const MOST = {
    archive: 1_300_000_000,
    file: 100 * 1024 * 1024,
    site: 1_000_000_000,
    files: 200_000,
    manifest: 48 * 1024 * 1024,
};
const Manifest = zod/* strictObject */.re({
    schema: zod/* literal */.eu(1),
    commit: zod/* string */.Yj().regex(/^[0-9a-f]{40}$/),
    basePath: zod/* string */.Yj()
        .regex(/^\/(?:[\w.~!$&'()*+,;=:@%-]+\/)*$/)
        .max(1_024),
    files: zod/* record */.g1(zod/* string */.Yj(), zod/* string */.Yj().regex(/^[0-9a-f]{64}$/)),
});

;// CONCATENATED MODULE: ./build/shared/providers/site-pack/tar-entry.js
const BLOCK = 512;
const padded = (content) => {
    const rest = content.length % BLOCK;
    return rest === 0 ? content : Buffer.concat([content, Buffer.alloc(BLOCK - rest)]);
};
const header = (name, size, type) => {
    const block = Buffer.alloc(BLOCK);
    block.write(name, 0, 100, "utf8");
    block.write("0000644\0" + "0000000\0".repeat(2), 100, "latin1");
    block.write(`${size.toString(8).padStart(11, "0")}\0${"0".repeat(11)}\0`, 124, "latin1");
    block.write(" ".repeat(8), 148, "latin1");
    block.write(type, 156, "latin1");
    block.write("ustar\u000000", 257, "latin1");
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return block;
};
const record = (name) => {
    const rest = ` path=${name}\n`;
    const bytes = Buffer.byteLength(rest);
    let length = bytes + String(bytes).length;
    if (bytes + String(length).length > length)
        length++;
    return Buffer.from(`${length}${rest}`);
};
const tarEntry = (name, content) => {
    const plain = /^[\x20-\x7e]{1,100}$/.test(name);
    const extended = plain ? [] : [header("PaxHeader", record(name).length, "x"), padded(record(name))];
    return [...extended, header(plain ? name : "long-name", content.length, "0"), padded(content)];
};
const TAR_END = Buffer.alloc(2 * BLOCK);

;// CONCATENATED MODULE: ./build/shared/providers/site-pack/pack.js






const packSite = async (files, { commit, basePath }, archive, signal) => {
    let bytes = 0;
    async function* blocks() {
        const hashes = [];
        for (const { path, file } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
            signal?.throwIfAborted();
            const content = await (0,promises_.readFile)(file);
            hashes.push([path, (0,external_node_crypto_.createHash)("sha256").update(content).digest("hex")]);
            yield* tarEntry(FOLDER + path, content);
        }
        const manifest = { schema: 1, commit, basePath, files: Object.fromEntries(hashes) };
        yield* tarEntry(MANIFEST, Buffer.from(`${JSON.stringify(manifest)}\n`));
        yield TAR_END;
    }
    async function* counted() {
        for await (const block of blocks()) {
            bytes += block.length;
            yield block;
        }
    }
    try {
        await (0,external_node_stream_promises_.pipeline)(counted, (0,external_node_fs_.createWriteStream)(archive));
    }
    catch (thrown) {
        await (0,promises_.rm)(archive, { force: true });
        throw thrown;
    }
    return { bytes };
};

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/site/check/exposure.js + 1 modules
var exposure = __webpack_require__(143);
// EXTERNAL MODULE: ./build/shared/site/check/names.js
var names = __webpack_require__(497);
// EXTERNAL MODULE: ./build/shared/providers/site-files/error-code.js
var error_code = __webpack_require__(667);
;// CONCATENATED MODULE: ./build/shared/providers/site-pack/read-tar.js
const read_tar_BLOCK = 512;
const LONGEST_HEADER = 16 * 1024;
class TarProblem extends Error {
    name = "TarProblem";
}
const octal = (block, from, length) => {
    const text = block
        .toString("latin1", from, from + length)
        .replace(/[\0 ]+$/, "")
        .trimStart();
    if (!/^[0-7]{1,12}$/.test(text))
        throw new TarProblem("a header has a number that is none");
    return Number.parseInt(text, 8);
};
const read_tar_text = (block, from, length) => {
    const end = block.indexOf(0, from);
    const bytes = block.subarray(from, end < 0 || end > from + length ? from + length : end);
    const read = bytes.toString("utf8");
    if (!Buffer.from(read).equals(bytes))
        throw new TarProblem("a name is no text in UTF-8");
    return read;
};
const checksum = (block) => {
    let sum = 8 * 0x20;
    for (const [index, byte] of block.entries())
        if (index < 148 || index >= 156)
            sum += byte;
    return sum;
};
const records = (header) => {
    const found = new Map();
    for (let at = 0; at < header.length;) {
        const length = Number(/^\d{1,5}(?= )/.exec(header.toString("latin1", at, at + 8))?.[0] ?? 0);
        const record = header.subarray(at, at + length);
        const [, key = "", value] = /^\d+ ([^=]+)=([\s\S]*)\n$/.exec(record.toString("utf8")) ?? [];
        if (length === 0 || at + length > header.length || value === undefined || found.has(key))
            throw new TarProblem("an extended header cannot be understood");
        found.set(key, value);
        at += length;
    }
    return found;
};
async function* readTar(handle, size) {
    const exactly = async (from, length) => {
        const buffer = Buffer.alloc(length);
        const { bytesRead } = await handle.read(buffer, 0, length, from);
        if (bytesRead < length)
            throw new TarProblem("it is cut off");
        return buffer;
    };
    let extended;
    for (let at = 0; at < size;) {
        const block = await exactly(at, read_tar_BLOCK);
        at += read_tar_BLOCK;
        if (block.every((byte) => byte === 0))
            return;
        if (block.toString("latin1", 257, 262) !== "ustar" || octal(block, 148, 8) !== checksum(block))
            throw new TarProblem("it is no tar, or was changed");
        const declared = octal(block, 124, 12);
        const type = block.toString("latin1", 156, 157);
        if (declared > size - at)
            throw new TarProblem("it is cut off");
        const next = at + Math.ceil(declared / read_tar_BLOCK) * read_tar_BLOCK;
        if (type === "x") {
            if (declared > LONGEST_HEADER || extended !== undefined)
                throw new TarProblem("an extended header is too long");
            extended = records(await exactly(at, declared));
            for (const key of extended.keys())
                if (key !== "path")
                    throw new TarProblem("an extended header has more than a name");
            at = next;
            continue;
        }
        if (type !== "0" && type !== "\0")
            throw new TarProblem(`it holds ${KINDS[type] ?? "something other than files"}`);
        const prefix = read_tar_text(block, 345, 155);
        const name = extended?.get("path") ?? (prefix === "" ? "" : `${prefix}/`) + read_tar_text(block, 0, 100);
        extended = undefined;
        const from = at;
        yield {
            name,
            size: declared,
            read: async function* () {
                const step = 1 << 20;
                for (let done = 0; done < declared; done += step)
                    yield await exactly(from + done, Math.min(step, declared - done));
            },
        };
        at = next;
    }
    throw new TarProblem("it has no end");
}
const KINDS = {
    "1": "a hard link",
    "2": "a link",
    "3": "a device",
    "4": "a device",
    "5": "a folder as an entry of its own",
    "6": "a pipe",
};

;// CONCATENATED MODULE: ./build/shared/providers/site-pack/unpack.js










const TOLD = 20;
const refused = (problems) => new failure.Failure("SLIP-DOCS-PACK", `The packed site is refused: ${problems.slice(0, TOLD).join("; ")}${problems.length > TOLD ? `; and ${problems.length - TOLD} more` : ""}.`, {
    blame: "user",
    state: "Nothing of it was published, and nothing was executed.",
    next: "Pack the site with `command: pack` of this action. If that was done, look at what the pull request changed.",
    outcome: "refused",
});
const collect = async (entry) => {
    const chunks = [];
    for await (const chunk of entry.read())
        chunks.push(chunk);
    return Buffer.concat(chunks);
};
const extract = async (entry, file) => {
    const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = external_node_fs_.constants;
    const handle = await (0,promises_.open)(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
    const hash = (0,external_node_crypto_.createHash)("sha256");
    try {
        for await (const chunk of entry.read()) {
            hash.update(chunk);
            await handle.writeFile(chunk);
        }
    }
    finally {
        await handle.close();
    }
    return hash.digest("hex");
};
const parseManifest = (bytes) => {
    try {
        return Manifest.parse(JSON.parse(bytes.toString("utf8")));
    }
    catch {
        throw new TarProblem("its manifest cannot be understood");
    }
};
const unpackFrom = async (handle, folder, signal) => {
    const { size } = await handle.stat();
    if (size > MOST.archive)
        throw new TarProblem("it is larger than any site may be");
    const hashes = new Map();
    const problems = [];
    const made = new Set();
    let manifest;
    let total = 0;
    let count = 0;
    for await (const entry of readTar(handle, size)) {
        signal?.throwIfAborted();
        if (manifest !== undefined)
            throw new TarProblem("something follows the manifest");
        if (entry.name === MANIFEST) {
            if (entry.size > MOST.manifest)
                throw new TarProblem("its manifest is too large");
            manifest = parseManifest(await collect(entry));
            continue;
        }
        total += entry.size;
        if (++count > MOST.files || total > MOST.site || entry.size > MOST.file)
            throw new TarProblem("it holds more than a site may hold");
        const path = entry.name.startsWith(FOLDER) ? entry.name.slice(FOLDER.length) : undefined;
        const wrong = path === undefined ? undefined : ((0,names/* nameProblem */.rH)(path) ?? (0,exposure/* controlProblem */.Rw)(path));
        if (path === undefined)
            problems.push(`\`${(0,names/* shownPath */.pS)(entry.name.slice(0, 200))}\` is outside of the site`);
        else if (wrong?.severity === "error")
            problems.push(`\`${(0,names/* shownPath */.pS)(path.slice(0, 200))}\`: ${wrong.message}`);
        else if (hashes.has(path))
            problems.push(`\`${(0,names/* shownPath */.pS)(path.slice(0, 200))}\` is there twice`);
        if (path === undefined || problems.length > 0)
            continue;
        const file = (0,external_node_path_.join)(folder, path);
        if (!made.has((0,external_node_path_.dirname)(file)))
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
        made.add((0,external_node_path_.dirname)(file));
        hashes.set(path, await extract(entry, file));
    }
    if (problems.length > 0)
        throw refused(problems);
    if (manifest === undefined)
        throw new TarProblem("it has no manifest");
    const { files, commit, basePath } = manifest;
    const same = Object.keys(files).length === hashes.size &&
        [...hashes].every(([path, hash]) => Object.hasOwn(files, path) && files[path] === hash);
    if (!same)
        throw new TarProblem("its files are not those of its manifest");
    return { commit, basePath };
};
const unpackSite = async (archive, folder, signal) => {
    const handle = await (0,promises_.open)(archive, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW).catch((thrown) => {
        throw new failure.Failure("SLIP-DOCS-PACK", "The packed site cannot be opened.", {
            blame: "user",
            state: "Nothing was published.",
            next: "Give the path of the file that `command: pack` wrote, after the artifact that holds it was downloaded.",
            cause: thrown,
        });
    });
    let own = false;
    try {
        await (0,promises_.mkdir)(folder);
        own = true;
        return await unpackFrom(handle, folder, signal);
    }
    catch (thrown) {
        if (!own)
            throw thrown;
        await (0,promises_.rm)(folder, { recursive: true, force: true });
        if (thrown instanceof TarProblem)
            throw refused([thrown.message]);
        if (/^E(?:EXIST|NOTDIR|ISDIR|NAMETOOLONG)$/.test((0,error_code/* errorCode */.C)(thrown)))
            throw refused(["two of its paths are in each other's way"]);
        throw thrown;
    }
    finally {
        await handle.close();
    }
};

;// CONCATENATED MODULE: ./build/shared/providers/site-pack/packer.js


const createSitePacker = (signal) => ({
    pack: (files, about, archive) => packSite(files, about, archive, signal),
    unpack: (archive, folder) => unpackSite(archive, folder, signal),
});


/***/ }),

/***/ 143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nB: () => (/* binding */ allowance),
  Rw: () => (/* binding */ controlProblem),
  rU: () => (/* binding */ exposureProblem)
});

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(916);
;// CONCATENATED MODULE: ./build/shared/leaks/risky-name.js
const NAMES = [
    { rule: "git-folder", what: "a part of a git repository", pattern: /(?:^|\/)\.git(?:\/|$)/i },
    { rule: "git-credentials", what: "git's stored passwords", pattern: /(?:^|\/)\.git-credentials$/i },
    {
        rule: "env-file",
        what: "an environment file",
        pattern: /(?:^|\/)(?:\.env(?:rc|\.(?!example$|sample$|template$|dist$|defaults?$)[^/]*)?|[^/]+\.env|\.flaskenv|\.dev\.vars)$/i,
    },
    {
        rule: "npmrc",
        what: "a package manager's login",
        pattern: /(?:^|\/)(?:\.npmrc|\.yarnrc|\.pypirc|\.gem\/credentials|\.cargo\/credentials(?:\.toml)?|auth\.json\.bak)$/i,
    },
    {
        rule: "netrc",
        what: "logins of command-line tools",
        pattern: /(?:^|\/)(?:[._]netrc|\.pgpass|pgpass\.conf|\.my\.cnf|\.mylogin\.cnf|\.wgetrc|\.curlrc|\.s3cfg|\.boto|\.htpasswd|\.dockercfg|\.vault-token|\.terraformrc|terraform\.rc)$/i,
    },
    {
        rule: "cloud-login",
        what: "a cloud's login",
        pattern: /(?:^|\/)(?:\.aws|\.azure|\.config\/gcloud|\.gcloud|\.oci|\.bluemix|\.doctl|\.config\/gh|\.config\/rclone)(?:\/|$)/i,
    },
    { rule: "docker-login", what: "a container registry's login", pattern: /(?:^|\/)\.docker\/config\.json$/i },
    {
        rule: "kubeconfig",
        what: "a login for Kubernetes",
        pattern: /(?:^|\/)(?:\.kube(?:\/|$)|kubeconfig(?:\.(?:ya?ml|json))?$|[^/]+\.kubeconfig$)/i,
    },
    { rule: "ssh-folder", what: "an SSH or GnuPG folder", pattern: /(?:^|\/)(?:\.ssh|\.gnupg)(?:\/|$)/i },
    {
        rule: "private-key-file",
        what: "a private key",
        pattern: /(?:^|\/)(?:[^/]*_)?id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?(?:\.(?!pub$)[^/]*)?$|\.(?:pem|key|p12|pfx|ppk|jks|keystore|bks|pkcs12|kdbx?|agilekeychain|ovpn|snk)$|(?:^|\/)master\.key$/i,
    },
    {
        rule: "terraform-state",
        what: "Terraform's state or variables",
        pattern: /\.tfstate(?:\.[^/]*)?$|\.tfvars(?:\.json)?$|(?:^|\/)\.terraform(?:\/|$)/i,
    },
    {
        rule: "database-dump",
        what: "a dump of a database",
        pattern: /(?:^|\/)(?:[^/]*(?:dump|backup|prod|production)[^/]*\.(?:sql|sql\.(?:gz|bz2|xz|zst|zip)|bak|archive|bson)|dump\.rdb|appendonly\.aof|[^/]+\.(?:pgdump|dump|mdf|ldf|sql\.(?:gz|bz2|xz|zst)))$/i,
    },
    {
        rule: "database-file",
        what: "a database",
        pattern: /\.(?:sqlite3?|db3?|mdb|accdb|rdb)(?:-(?:wal|shm|journal))?$/i,
    },
    {
        rule: "core-dump",
        what: "a program's memory",
        pattern: /(?:^|\/)(?:core(?:\.\d+)?|[^/]+\.(?:core|dmp|mdmp|hprof|heapsnapshot|heapdump|stackdump))$/,
    },
    {
        rule: "history-file",
        what: "a shell's history",
        pattern: /(?:^|\/)\.(?:bash|zsh|sh|psql|mysql|sqlite|node_repl|python|irb|rediscli|dbshell|lesshst)_?history$/i,
    },
    {
        rule: "secrets-file",
        what: "a file of secrets",
        pattern: /(?:^|\/)(?:\.?secrets?\.(?:ya?ml|json|toml|env|ini|txt)|credentials\.(?:json|ya?ml|csv|xml|yml\.enc)|client_secrets?[^/]*\.json|service[-_]?account[^/]*\.json|[^/]*firebase-adminsdk[^/]*\.json|wp-config\.php(?:\.bak)?|[^/]*accesskeys\.csv|rootkey\.csv|\.vault_pass(?:\.txt)?|filezilla\.xml|sftp(?:-config)?\.json|recentservers\.xml|gha-creds-[^/]*\.json)$/i,
    },
    { rule: "version-control", what: "a part of a repository", pattern: /(?:^|\/)\.(?:svn|hg|bzr|jj)(?:\/|$)/i },
];
const riskyName = (path, allow = () => false) => {
    const found = NAMES.find(({ pattern }) => pattern.test(path));
    if (found === undefined || allow(path))
        return undefined;
    return { rule: found.rule, what: found.what, line: undefined, column: undefined };
};

// EXTERNAL MODULE: ./build/shared/site/check/finding.js
var finding = __webpack_require__(296);
;// CONCATENATED MODULE: ./build/shared/site/check/exposure.js



const ALWAYS = /^(?:\.nojekyll|\.well-known)$/;
const within = (path, pattern) => {
    const wanted = pattern.replace(/^(?:\.?\/)+|\/+$/g, "");
    if (wanted === "")
        return false;
    if (path === wanted || path.startsWith(`${wanted}/`) || (!wanted.includes("/") && path.split("/").includes(wanted)))
        return true;
    return /[*?[{]/.test(wanted) && (0,posix_.matchesGlob)(path, wanted);
};
const allowance = (patterns) => (path) => patterns.some((pattern) => within(path, pattern));
const exposureProblem = (path, isAllowed) => {
    const names = path.split("/");
    if (names[0] === ".slipway")
        return (0,finding/* error */.z)("reserved-folder", "`.slipway` belongs to this action");
    const risk = riskyName(path);
    if (risk !== undefined && (risk.rule === "git-folder" || !isAllowed(path)))
        return (0,finding/* error */.z)(risk.rule, `${risk.what} must not be public; if this one may, name it in \`allow-hidden\``);
    if (names.every((name) => !name.startsWith(".") || ALWAYS.test(name)) || isAllowed(path))
        return undefined;
    return (0,finding/* error */.z)("dotfile", "a hidden file; if it is meant to be public, name it in `allow-hidden`");
};
const CONTROL = /^(?:_worker\.js(?:\/|$)|functions\/|_(?:headers|redirects|routes\.json|middleware\.[jt]s)$|netlify(?:\/|\.toml$)|edge-functions\/|(?:vercel|now|firebase|staticwebapp\.config|apphosting|amplify)\.(?:json|ya?ml)$|wrangler\.(?:toml|jsonc?)$|web\.config$|render\.ya?ml$|static\.json$|CNAME$)|(?:^|\/)(?:\.htaccess|web\.config|_worker\.js|_headers|_redirects)$/i;
const controlProblem = (path) => CONTROL.test(path)
    ? (0,finding/* error */.z)("control-file", "it would tell the host what to do, which only the repository's own jobs may")
    : undefined;


/***/ }),

/***/ 296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ warning),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   z: () => (/* binding */ error)
/* harmony export */ });
const error = (rule, message) => ({ rule, severity: "error", message });
const warning = (rule, message) => ({ rule, severity: "warning", message });
const at = (problem, path, line, column) => ({
    ...problem,
    path,
    line,
    column,
});


/***/ }),

/***/ 497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z$: () => (/* binding */ isGitFolder),
/* harmony export */   pS: () => (/* binding */ shownPath),
/* harmony export */   rH: () => (/* binding */ nameProblem)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(296);

const isGitFolder = (name) => /^(?:\.git|git~\d{1,3})$/.test(name
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/:.*$/s, "")
    .replace(/[. ]+$/, "")
    .toLowerCase());
const HIDES = /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufffd]|[\ud800-\udfff]/u;
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const ofSegment = (name) => {
    if (name === "" || name === "." || name === "..")
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("path-traversal", "the path leads out of the site");
    if (Buffer.byteLength(name) > 255)
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("name-too-long", "the name is longer than 255 bytes");
    if (isGitFolder(name))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("git-folder", "a part of a git repository is never published");
    if (name.includes("\\"))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("path-traversal", "a backslash separates folders on some systems");
    if (HIDES.test(name))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("bad-name", "the name has characters that cannot be seen, reorder what is read, or are no text");
    if (/[. ]$/.test(name))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("bad-name", "the name ends with a dot or a blank, which some systems drop");
    if (RESERVED.test(name))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("reserved-name", "the name is reserved on Windows, so that nobody there can check it out");
    return undefined;
};
const nameProblem = (path) => {
    if (/^(?:\/|[A-Za-z]:)/.test(path))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("path-traversal", "the path is absolute");
    for (const name of path.split("/")) {
        const problem = ofSegment(name);
        if (problem !== undefined)
            return problem;
    }
    if (path.length > 1_024)
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z)("path-too-long", "the path is longer than 1,024 characters");
    if (/[<>:"|?*]/.test(path))
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$)("unusual-name", "the name has a character that Windows does not allow");
    return undefined;
};
const shownPath = (path) => path.replace(new RegExp(HIDES.source, "gu"), "\u{fffd}");


/***/ })

};
