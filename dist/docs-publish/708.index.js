export const id = 708;
export const ids = [708];
export const modules = {

/***/ 708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  branchStore: () => (/* binding */ branchStore)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
;// CONCATENATED MODULE: ./build/shared/providers/site-branch/commit-stream.js
const PIECE = 256 * 1024;
async function* commitStream(request) {
    const { ref, committer, date, message, before, edits } = request;
    let text = "feature done\n";
    const header = (at, said) => `commit ${ref}\ncommitter ${identity(committer)} ${Math.floor(at.getTime() / 1000)} +0000\n${data(said)}`;
    for (const earlier of before) {
        text += `${header(new Date(earlier.at), earlier.message)}M 040000 ${earlier.tree} \n\n`;
    }
    text += header(date, message);
    if (request.parent !== undefined)
        text += `from ${request.parent}\n`;
    if (request.tree !== undefined)
        text += `M 040000 ${request.tree} \n`;
    for (const path of edits.remove)
        text += `D ${quotePath(path)}\n`;
    for (const [path, id] of edits.put) {
        text += /^\d{6} /.test(id) ? `M ${id} ${quotePath(path)}\n` : `M 100644 ${id} ${quotePath(path)}\n`;
        if (text.length < PIECE)
            continue;
        yield Buffer.from(text);
        text = "";
    }
    for (const [path, content] of edits.texts)
        text += `M 100644 inline ${quotePath(path)}\n${data(content)}`;
    yield Buffer.from(`${text}\ndone\n`);
}
const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
const identity = ({ name, email }) => `${name.replaceAll(/[<>\n\0]/g, "").trim()} <${email.replaceAll(/[<>\s\0]/g, "")}>`;
const quotePath = (path) => /^"|[\n\\]|^$/.test(path) ? `"${path.replaceAll(/["\\]/g, String.raw `\$&`).replaceAll("\n", String.raw `\n`)}"` : path;

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
;// CONCATENATED MODULE: ./build/shared/providers/site-branch/failures.js

const incomplete = (what) => new failure.Failure("SLIP-COMMAND-FAILED", `\`${what}\` did not answer whole.`, {
    blame: "bug",
    state: "Nothing was published.",
    next: "Run the job again.",
});
const unreachable = (tail) => new failure.Failure("SLIP-HTTP-UNREACHABLE", ["The repository could not be read.", ...tail.slice(-8).map((line) => `  ${line}`)].join("\n"), {
    blame: "provider",
    state: "Nothing was published.",
    next: "Run the job again; when it persists, look at the repository's address and at the host's status page.",
});
const tooLarge = (branch) => new failure.Failure("SLIP-DOCS-REFUSED", `The branch \`${branch}\` holds more files than can be listed.`, {
    blame: "user",
    state: "Nothing was published.",
    next: "Remove previews and versions with `command: sweep`, or publish to a branch of its own.",
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
;// CONCATENATED MODULE: ./build/shared/providers/site-branch/import-stream.js



const BATCH = 512 * 1024;
const ROOM = 256 * 1024;
const LARGE = 4 * 1024 * 1024;
const hashOf = (size) => (0,external_node_crypto_.createHash)("sha1").update(`blob ${size}\0`);
function blobId(text) {
    const content = Buffer.from(text);
    return hashOf(content.length).update(content).digest("hex");
}
async function* blobStream(sources, has, ids) {
    let batch = [Buffer.from("feature done\n")];
    let bytes = 0;
    const room = Buffer.allocUnsafe(ROOM);
    const sent = new Set();
    const flush = () => {
        const whole = Buffer.concat(batch);
        batch = [];
        bytes = 0;
        return whole;
    };
    const isNew = (path, id) => {
        ids.set(path, id);
        if (has(path, id) || sent.has(id))
            return false;
        sent.add(id);
        return true;
    };
    for (const source of sources) {
        if ("file" in source && source.change === undefined && source.size > LARGE) {
            const hash = hashOf(source.size);
            for (const piece of pieces(source.file, source.size))
                hash.update(piece);
            if (!isNew(source.path, hash.digest("hex")))
                continue;
            yield flush();
            yield Buffer.from(`blob\ndata ${source.size}\n`);
            for (const piece of pieces(source.file, source.size))
                yield Buffer.from(piece);
            yield Buffer.from("\n");
            continue;
        }
        const content = contentOf(source, room);
        if (!isNew(source.path, hashOf(content.length).update(content).digest("hex")))
            continue;
        batch.push(Buffer.from(`blob\ndata ${content.length}\n`), Buffer.from(content), Buffer.from("\n"));
        bytes += content.length;
        if (bytes >= BATCH)
            yield flush();
    }
    batch.push(Buffer.from("done\n"));
    yield flush();
}
function contentOf(source, room) {
    if ("content" in source)
        return source.content;
    const { file, size, change } = source;
    const target = size < room.length ? room : Buffer.allocUnsafe(size + 1);
    const length = reading(file, () => {
        const descriptor = (0,external_node_fs_.openSync)(file, "r");
        try {
            let read = 0;
            for (let count = 1; count > 0 && read <= size; read += count) {
                count = (0,external_node_fs_.readSync)(descriptor, target, read, size + 1 - read, null);
            }
            return read;
        }
        finally {
            (0,external_node_fs_.closeSync)(descriptor);
        }
    });
    if (length !== size)
        throw changed(file);
    const content = target.subarray(0, size);
    return change?.(content) ?? content;
}
function* pieces(file, size) {
    const descriptor = reading(file, () => (0,external_node_fs_.openSync)(file, "r"));
    try {
        const buffer = Buffer.allocUnsafe(BATCH);
        for (let left = size; left > 0;) {
            const count = reading(file, () => (0,external_node_fs_.readSync)(descriptor, buffer, 0, Math.min(BATCH, left), null));
            if (count === 0)
                throw changed(file);
            left -= count;
            yield buffer.subarray(0, count);
        }
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
function reading(file, read) {
    try {
        return read();
    }
    catch (cause) {
        throw new failure.Failure("SLIP-DOCS-REFUSED", `\`${file}\` cannot be read: ${String(cause.message)}.`, {
            blame: "user",
            state: "Nothing was published.",
            next: "Look at who wrote the file, with which mode, and whether something removed it in the meantime.",
            cause,
        });
    }
}
const changed = (file) => new failure.Failure("SLIP-DOCS-REFUSED", `\`${file}\` changed while it was read.`, {
    blame: "user",
    state: "Nothing was published.",
    next: "Let the build end before the site is published.",
});

;// CONCATENATED MODULE: ./build/shared/providers/site-branch/listing.js
const PLAIN = "100644 ";
function parseListing(text) {
    const entries = new Map();
    for (let start = 0; start < text.length;) {
        const end = text.indexOf("\0", start);
        const tab = text.indexOf("\t", start);
        if (end < 0 || tab < 0)
            break;
        const mode = text.slice(start, start + 7);
        const id = text.slice(text.lastIndexOf(" ", tab) + 1, tab);
        entries.set(text.slice(tab + 1, end), mode === PLAIN ? id : mode + id);
        start = end + 1;
    }
    return entries;
}

;// CONCATENATED MODULE: ./build/shared/providers/site-branch/log.js
async function readLog(git, from, most) {
    const { stdout } = await git(["log", "--first-parent", `--max-count=${most}`, "-z", "--format=%H%n%cI%n%B", "--no-show-signature", from, "--"], { keep: 64 * 1024 * 1024 });
    return stdout
        .split("\0")
        .filter((record) => record.trim() !== "")
        .map((record) => {
        const [commit = "", at = "", ...message] = record.split("\n");
        return { commit, at, message: message.join("\n").trimEnd() };
    });
}

;// CONCATENATED MODULE: ./build/shared/providers/site-branch/push.js

const MOVED = /stale info|fetch first|non-fast-forward|failed to update ref|cannot lock ref|unable to (?:create|lock)|incorrect old value|reference already exists|but expected|failed to lock/i;
const DENIED = /authentication failed|could not read (?:username|password)|permission(?: to \S+)? denied|denied to|access denied|repository not found|write access to repository not granted|returned error: (?:401|403|404)|does not appear to be a git repository|not authorized/i;
function readPush({ code, stdout, tail }, branch) {
    const line = stdout.split("\n").find((row) => /^[!=*+ -]\t/.test(row));
    if (code === 0 && (line === undefined || !line.startsWith("!")))
        return "pushed";
    const said = `${line ?? ""}\n${tail.join("\n")}`;
    if (line?.startsWith("!") === true) {
        if (MOVED.test(said))
            return "moved";
        throw refused(`The repository rejected the push to \`${branch}\`.`, tail);
    }
    if (DENIED.test(said))
        throw denied(branch, tail);
    return { lost: tail.slice(-SHOWN).join("\n") };
}
const SHOWN = 12;
const quoted = (what, tail) => [what, ...tail.slice(-SHOWN).map((line) => `  ${line}`)].join("\n");
const refused = (what, tail) => new failure.Failure("SLIP-GIT-REFUSED", quoted(what, tail), {
    blame: "user",
    state: "The branch is as it was; nothing was published.",
    next: "Look whether a rule or a hook protects the branch; its words are above.",
});
const isDenied = (tail) => DENIED.test(tail.join("\n"));
const denied = (branch, tail) => new failure.Failure("SLIP-GIT-REFUSED", quoted(`The repository does not let us work on \`${branch}\`.`, tail), {
    blame: "user",
    state: "The branch is as it was; nothing was published.",
    next: "Give the job `permissions: contents: write`, or a `github-token` that may write to the repository.",
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
;// CONCATENATED MODULE: ./build/shared/providers/site-branch/weigh.js


async function weigh({ folder, git }, names) {
    const target = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, "weigh-"));
    try {
        await git(["pack-objects", "--revs", "--quiet", (0,external_node_path_.join)(target, "pack")], { input: `${names.join("\n")}\n` });
        const packs = (await (0,promises_.readdir)(target)).filter((name) => name.endsWith(".pack"));
        const sizes = await Promise.all(packs.map(async (name) => (await (0,promises_.stat)((0,external_node_path_.join)(target, name))).size));
        return sizes.reduce((sum, size) => sum + size, 0);
    }
    finally {
        await (0,promises_.rm)(target, { recursive: true, force: true });
    }
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(136);
;// CONCATENATED MODULE: ./build/shared/providers/site-branch/repository.js




const config = (address) => [
    "[core]",
    "\trepositoryformatversion = 1",
    "\tbare = true",
    "\tcompression = 1",
    "\tlooseCompression = 1",
    "[extensions]",
    "\tpartialClone = origin",
    '[remote "origin"]',
    `\turl = ${repository_quoted(address)}`,
    "\tpromisor = true",
    "\tpartialclonefilter = blob:none",
    "[pack]",
    "\tthreads = 2",
    "[receive]",
    "\tautogc = false",
    "",
].join("\n");
const repository_quoted = (text) => `"${text.replaceAll(/["\\]/g, String.raw `\$&`).replaceAll("\n", "")}"`;
function objectsOf(address) {
    if (!address.startsWith("file://"))
        return undefined;
    const path = (0,external_node_url_.fileURLToPath)(address);
    return [(0,external_node_path_.join)(path, "objects"), (0,external_node_path_.join)(path, ".git", "objects")].find((folder) => (0,external_node_fs_.existsSync)(folder));
}
async function openRepository(temp, address, gitIn) {
    await (0,promises_.mkdir)(temp, { recursive: true });
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, "slipway-site-"));
    await Promise.all(["objects/pack", "refs/heads", "info"].map((path) => (0,promises_.mkdir)((0,external_node_path_.join)(folder, path), { recursive: true })));
    await Promise.all([
        (0,promises_.writeFile)((0,external_node_path_.join)(folder, "HEAD"), "ref: refs/heads/none\n"),
        (0,promises_.writeFile)((0,external_node_path_.join)(folder, "config"), config(address)),
        (0,promises_.writeFile)((0,external_node_path_.join)(folder, "info", "attributes"), "* -text -export-ignore -export-subst\n"),
    ]);
    const local = objectsOf(address);
    if (local !== undefined) {
        await (0,promises_.mkdir)((0,external_node_path_.join)(folder, "objects", "info"));
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, "objects", "info", "alternates"), `${local}\n`);
    }
    return { folder, git: gitIn(folder), remove: () => (0,promises_.rm)(folder, { recursive: true, force: true }) };
}

;// CONCATENATED MODULE: ./build/shared/providers/site-branch/store.js









const BASE = "refs/slipway/base";
const NEXT = "refs/slipway/next";
const LISTING = 64 * 1024 * 1024;
const WHOLE = "--depth=2147483647";
const TRIES = 5;
const PAUSE = 500;
function branchStore(options) {
    const { address, branch, temp, gitIn, committer, clock, signal } = options;
    const ref = `refs/heads/${branch}`;
    let isWhole = false;
    let opened;
    const open = () => (opened ??= openRepository(temp, address, gitIn));
    async function fetched(refspec, ...settings) {
        const { git } = await open();
        for (let attempt = 1;; attempt++) {
            const { code, tail } = await git([
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-write-fetch-head",
                "--no-recurse-submodules",
                ...settings,
                "origin",
                refspec,
            ], { accept: [0, 1, 128] });
            isWhole ||= tail.some((line) => /filtering not recognized/i.test(line));
            if (code === 0)
                return true;
            if (tail.some((line) => /couldn't find remote ref/i.test(line)))
                return false;
            if (isDenied(tail))
                throw denied(branch, tail);
            if (attempt === TRIES)
                throw unreachable(tail);
            await clock.sleep(PAUSE * 2 ** attempt, signal);
        }
    }
    async function snapshotOf(commit) {
        const { git } = await open();
        const { stdout, truncated } = await git(["ls-tree", "-r", "-z", "--full-tree", commit], { keep: LISTING });
        if (truncated)
            throw tooLarge(branch);
        if (stdout !== "" && !stdout.endsWith("\0"))
            throw incomplete("git ls-tree");
        return { commit, entries: parseListing(stdout) };
    }
    const resolve = async (name) => {
        const { git } = await open();
        const id = (await git(["rev-parse", "--verify", "--end-of-options", name])).stdout.trim();
        if (!isPlain(id))
            throw incomplete("git rev-parse");
        return id;
    };
    async function bring(ids) {
        if (ids.length === 0)
            return;
        const { git } = await open();
        const input = `${ids.join("\n")}\n`;
        await git([
            "-c",
            "fetch.negotiationAlgorithm=noop",
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--stdin",
            "origin",
        ], { input });
    }
    let last;
    const added = new Set();
    const texts = new Map();
    return {
        async fetch() {
            if (!(await fetched(`+${ref}:${BASE}`, "--depth=1", "--filter=blob:none")))
                return { commit: undefined, entries: new Map() };
            const commit = await resolve(`${BASE}^{commit}`);
            if (last?.commit !== commit)
                last = await snapshotOf(commit);
            return last;
        },
        async read({ entries }, paths) {
            const { git } = await open();
            const wanted = paths.filter((path) => isPlain(entries.get(path)));
            await bring(wanted.map((path) => entries.get(path) ?? "").filter((id) => !texts.has(id)));
            const found = new Map();
            for (const path of wanted) {
                const id = entries.get(path) ?? "";
                const text = texts.get(id) ?? (await git(["cat-file", "blob", id], { keep: LISTING })).stdout;
                if (!text.includes("\ufffd") && blobId(text) !== id)
                    throw incomplete("git cat-file");
                texts.set(id, text);
                found.set(path, text);
            }
            return found;
        },
        async add(sources, has) {
            const { git } = await open();
            const ids = new Map();
            await git(["fast-import", "--quiet", "--done"], { input: blobStream(sources, has, ids) });
            for (const id of ids.values())
                added.add(id);
            return ids;
        },
        async commit({ base, edits, message, most }) {
            const { git } = await open();
            const before = most === undefined || base.commit === undefined ? [] : await earlier(base.commit, most - 1);
            const whole = most === undefined || (before === undefined && base.commit !== undefined);
            const input = commitStream({
                ref: NEXT,
                committer,
                date: clock.date(),
                message,
                parent: whole ? base.commit : undefined,
                tree: whole || base.commit === undefined ? undefined : await resolve(`${base.commit}^{tree}`),
                before: before ?? [],
                edits,
            });
            await bring([...new Set(edits.put.values())].filter((id) => isPlain(id) && !added.has(id)));
            await git(["update-ref", "-d", NEXT]);
            await git(["fast-import", "--quiet", "--done", "--force"], { input });
            return resolve(`${NEXT}^{commit}`);
        },
        async push(base, commit) {
            const { git } = await open();
            const result = await git([
                "push",
                "--porcelain",
                "--no-verify",
                "--no-follow-tags",
                "--recurse-submodules=no",
                `--force-with-lease=${ref}:${base.commit ?? ""}`,
                "origin",
                `${commit}:${ref}`,
            ], { accept: [0, 1, 128, 141] });
            return readPush(result, branch);
        },
        async log(most) {
            if (!(await fetched(`+${ref}:${BASE}`, `--depth=${most}`, "--filter=tree:0")))
                return [];
            const { git } = await open();
            return readLog(git, BASE, most);
        },
        async at(commit) {
            return snapshotOf(commit);
        },
        async weigh(names) {
            const repository = await open();
            await fetched(`+${ref}:${BASE}`, WHOLE, "--no-filter", "--refetch");
            return weigh(repository, names);
        },
        async archive() {
            const { git, folder } = await open();
            await fetched(`+${ref}:${BASE}`, "--depth=1", "--no-filter", "--refetch");
            const commit = await resolve(`${BASE}^{commit}`);
            const tar = (0,external_node_path_.join)(folder, "site.tar");
            await git(["archive", "--format=tar", `--output=${tar}`, commit]);
            return { commit, tar };
        },
        async folder(name) {
            return (0,external_node_path_.join)((await open()).folder, name);
        },
        async close() {
            await (await opened)?.remove();
        },
    };
    async function earlier(commit, most) {
        if (most === 0)
            return [];
        await fetched(`+${ref}:${BASE}`, `--depth=${most + 1}`, "--filter=blob:none");
        const { git } = await open();
        const found = await readLog(git, commit, most + 1);
        if (found.length <= most)
            return undefined;
        return Promise.all(found
            .slice(0, most)
            .toReversed()
            .map(async (one) => ({ ...one, tree: await resolve(`${one.commit}^{tree}`) })));
    }
}
const isPlain = (id) => /^[0-9a-f]{40}$/.test(id ?? "");


/***/ })

};
