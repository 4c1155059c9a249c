export const id = 826;
export const ids = [826];
export const modules = {

/***/ 826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  docsPublish: () => (/* binding */ docsPublish)
});

// EXTERNAL MODULE: ./build/shared/site/size.js
var site_size = __webpack_require__(401);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
// EXTERNAL MODULE: ./build/shared/site/paths.js
var site_paths = __webpack_require__(514);
;// CONCATENATED MODULE: ./build/shared/site/record.js


const RECORD = ".slipway/publications.json";
const KINDS = ["site", "version", "preview"];
const Publication = zod/* object */.Ik({
    kind: zod/* enum */.k5(KINDS),
    number: zod/* number */.ai().int().nonnegative(),
    commit: zod/* string */.Yj().regex(/^[0-9a-f]{40}$/),
    run: zod/* string */.Yj(),
    at: zod/* string */.Yj(),
    files: zod/* number */.ai(),
    size: zod/* number */.ai(),
    digest: zod/* string */.Yj(),
    broken: zod/* array */.YO(zod/* string */.Yj()).optional(),
});
const Whole = zod/* object */.Ik({ schema: zod/* literal */.eu(1), publications: zod/* record */.g1(zod/* string */.Yj(), Publication) });
function parsePublications(text) {
    if (text === undefined)
        return new Map();
    const { data } = Whole.safeParse(json(text));
    const rows = Object.entries(data?.publications ?? {}).map(([place, entry]) => [place === "/" ? "" : place, entry]);
    return data === undefined || !rows.every(([place]) => (0,site_paths/* isTreePath */.m5)(place)) ? undefined : new Map(rows);
}
function json(text) {
    try {
        return text === undefined ? undefined : JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function formatPublications(publications) {
    const rows = [...publications]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([place, publication]) => `    ${JSON.stringify(place === "" ? "/" : place)}: ${JSON.stringify(publication)}`);
    return `{\n  "schema": 1,\n  "publications": {\n${rows.join(",\n")}\n  }\n}\n`;
}
const Live = zod/* object */.Ik({ number: zod/* number */.ai(), commit: zod/* string */.Yj(), digest: zod/* string */.Yj() });
const LIVE = ".slipway/version.json";
const formatLive = (repository, publication) => `${JSON.stringify({ schema: 1, repository, ...publication, broken: undefined }, undefined, 2)}\n`;

;// CONCATENATED MODULE: ./build/shared/site/versions.js



const Version = zod/* object */.Ik({
    version: zod/* string */.Yj(),
    title: zod/* string */.Yj(),
    aliases: zod/* array */.YO(zod/* string */.Yj()),
    properties: zod/* unknown */.L5().optional(),
});
function parseVersions(text) {
    const { data } = zod/* array */.YO(Version).safeParse(json(text));
    return data?.every(({ version, aliases }) => [version, ...aliases].every(site_paths/* isPlaceName */.vG)) === true ? data : undefined;
}
function formatVersions(versions) {
    const rows = versions.toSorted(compare).map(({ version, title, aliases, properties }) => ({
        version,
        title,
        aliases,
        ...(properties === undefined || properties === null ? {} : { properties }),
    }));
    return JSON.stringify(rows, undefined, 2).replaceAll(/[^\x20-\x7e\n]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function withVersion(versions, { version, title, aliases }) {
    const others = versions
        .filter((other) => other.version !== version)
        .map((other) => ({
        ...other,
        aliases: other.aliases.filter((alias) => alias !== version && !aliases.includes(alias)),
    }));
    const earlier = versions.find((other) => other.version === version);
    const all = [...new Set([...(earlier?.aliases ?? []), ...aliases])];
    return [...others, { ...earlier, version, title: title ?? earlier?.title ?? version, aliases: all }];
}
const findVersion = (versions, name) => versions.find(({ version }) => version === name) ?? versions.find(({ aliases }) => aliases.includes(name));
function compare({ version: one }, { version: other }) {
    const [released, otherReleased] = [/^v?\d/.test(one), /^v?\d/.test(other)];
    if (released !== otherReleased)
        return released ? 1 : -1;
    const [key, otherKey] = [sortKey(one), sortKey(other)];
    for (let index = 0; index < Math.max(key.length, otherKey.length); index++) {
        const [part, otherPart] = [key[index], otherKey[index]];
        if (part === otherPart)
            continue;
        if (part === undefined || otherPart === undefined)
            return part === undefined ? 1 : -1;
        return part < otherPart ? 1 : -1;
    }
    return 0;
}
const WORDS = { pre: "c", preview: "c", rc: "c", "-": "final-", dev: "@" };
const ZERO = "00000000";
function sortKey(version) {
    const key = [];
    const words = version.toLowerCase().split(/(\d+|[a-z]+|\.|-)/);
    for (const word of [...words, "final"]) {
        const part = WORDS[word] ?? word;
        if (part === "" || part === ".")
            continue;
        if (/^\d/.test(part)) {
            key.push(part.padStart(8, "0"));
            continue;
        }
        if (part < "final")
            while (key.at(-1) === "*final-")
                key.pop();
        while (key.at(-1) === ZERO)
            key.pop();
        key.push(`*${part}`);
    }
    return key;
}

;// CONCATENATED MODULE: ./build/shared/site/layout.js



const VERSIONS = "versions.json";
const versionsFiles = (destination) => [
    (0,site_paths/* joinPath */.uJ)(destination, "v", VERSIONS),
    (0,site_paths/* joinPath */.uJ)(destination, VERSIONS),
];
function readLayout(destination, texts, publications, hasFolder) {
    const [ours, mikes] = versionsFiles(destination);
    const own = texts.get(ours);
    if (own !== undefined) {
        const versions = parseVersions(own);
        return versions === undefined
            ? { unreadable: ours }
            : { destination, home: (0,site_paths/* joinPath */.uJ)(destination, "v"), versions, publications };
    }
    const adopted = parseVersions(texts.get(mikes) ?? "");
    return adopted === undefined || !adopted.some(({ version }) => hasFolder((0,site_paths/* joinPath */.uJ)(destination, version)))
        ? { destination, home: (0,site_paths/* joinPath */.uJ)(destination, "v"), versions: [], publications }
        : { destination, home: destination, versions: adopted, publications };
}
const versionsFile = ({ home }) => (0,site_paths/* joinPath */.uJ)(home, VERSIONS);
const versionPlace = ({ home }, name) => ({
    kind: "version",
    path: (0,site_paths/* joinPath */.uJ)(home, name),
});
const previewPlace = (destination, number) => ({
    kind: "preview",
    path: (0,site_paths/* joinPath */.uJ)(destination, "pr", String(number)),
});
function previewOf(folder, path) {
    if (!path.startsWith(`${folder}/`))
        return undefined;
    const [, number] = /^([1-9]\d{0,9})\//.exec(path.slice(folder.length + 1)) ?? [];
    return number === undefined ? undefined : Number(number);
}
function previewsOf({ destination }, paths) {
    const folder = (0,site_paths/* joinPath */.uJ)(destination, "pr");
    const found = new Map();
    for (const path of paths) {
        const number = previewOf(folder, path);
        if (number !== undefined)
            found.set((0,site_paths/* joinPath */.uJ)(folder, String(number)), number);
    }
    return found;
}
const OF_THE_HOST = new Set(["CNAME", ".nojekyll"]);
function ownership(place, layout, kept) {
    const { destination, home, versions, publications } = layout;
    if (place.kind !== "site")
        return (path) => (0,site_paths/* isWithin */.UO)(path, place.path) && path !== place.path;
    const inner = new Set([...publications.keys()].filter((path) => path !== place.path && (0,site_paths/* isWithin */.UO)(path, place.path)));
    for (const { version, aliases } of versions)
        for (const name of [version, ...aliases])
            inner.add((0,site_paths/* joinPath */.uJ)(home, name));
    const single = new Set([RECORD, versionsFile(layout), ...kept.filter((path) => !path.endsWith("/"))]);
    if (home !== destination && versions.length > 0)
        single.add((0,site_paths/* joinPath */.uJ)(home, "index.html"));
    for (const path of kept)
        if (path.endsWith("/"))
            inner.add(path.replace(/\/+$/, ""));
    const previews = (0,site_paths/* joinPath */.uJ)(destination, "pr");
    const foreign = `${(0,site_paths/* joinPath */.uJ)(destination, "pr-preview")}/`;
    return (path) => {
        if (!(0,site_paths/* isWithin */.UO)(path, place.path) || single.has(path) || OF_THE_HOST.has(path))
            return false;
        if (previewOf(previews, path) !== undefined || path.startsWith(foreign))
            return false;
        for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
            if (inner.has(path.slice(0, slash)))
                return false;
        }
        return true;
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./build/shared/site/html.js
const RAW = new Set([
    "script",
    "style",
    "textarea",
    "title",
    "template",
    "noscript",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
]);
const TAG = /<!--|<(\/?)([a-z][^\s/>]*)/gi;
const REST = /(?:[^"'>]|"[^"]*"|'[^']*')*>/y;
function* tags(html) {
    TAG.lastIndex = 0;
    for (let found = TAG.exec(html); found !== null; found = TAG.exec(html)) {
        const start = found.index;
        if (found[0] === "<!--") {
            const end = html.indexOf("-->", start + 2);
            if (end < 0)
                return;
            TAG.lastIndex = end + 3;
            continue;
        }
        const name = (found[2] ?? "").toLowerCase();
        const closing = found[1] === "/";
        REST.lastIndex = TAG.lastIndex;
        const end = REST.test(html) ? REST.lastIndex : -1;
        if (end < 0)
            return;
        const position = { name, closing, start, end };
        TAG.lastIndex = end;
        const resume = TAG.lastIndex;
        yield position;
        TAG.lastIndex = resume;
        if (closing || !RAW.has(name))
            continue;
        const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
        close.lastIndex = end;
        const ending = close.exec(html);
        if (ending === null)
            return;
        TAG.lastIndex = ending.index;
    }
}
function insert(html, head, foot) {
    let headAt;
    let first;
    let bodyEnd;
    let bodyFound = false;
    for (const { name, closing, start, end } of tags(html)) {
        if (name === "head" && !closing)
            headAt ??= end;
        else if (name === "html" && !closing)
            first ??= end;
        else if (name === "body" && !closing) {
            bodyFound = true;
            headAt ??= start;
        }
        else if (name === "body" || (name === "html" && closing))
            bodyEnd ??= start;
        else if (!bodyFound)
            first ??= start;
    }
    const doctype = /^(?:\u00ef\u00bb\u00bf)?\s*(?:<!--[\s\S]*?-->\s*)*<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0;
    const at = headAt ?? Math.max(first ?? doctype, doctype);
    const end = Math.max(bodyEnd ?? html.length, at);
    return html.slice(0, at) + head + html.slice(at, end) + foot + html.slice(end);
}
const mentions = (html, element) => {
    for (const { start, end } of tags(html))
        if (element.test(html.slice(start, end)))
            return true;
    return false;
};
function visibleText(html) {
    let text = "";
    let from = 0;
    let hidden;
    for (const { name, closing, start, end } of tags(html)) {
        if (hidden === undefined)
            text += ` ${html.slice(from, start)}`;
        if (!closing && hidden === undefined && RAW.has(name) && name !== "title" && name !== "textarea")
            hidden = name;
        else if (closing && name === hidden)
            hidden = undefined;
        from = end;
    }
    if (hidden === undefined)
        text += ` ${html.slice(from)}`;
    return text
        .replaceAll(/<!--[\s\S]*?-->/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim();
}

;// CONCATENATED MODULE: ./build/shared/site/pages.js



const PAGES = ".slipway/pages.json";
const MOST_PAGES = 5_000;
const fingerprint = (html) => (0,external_node_crypto_.createHash)("sha256").update(visibleText(html)).digest("base64url").slice(0, 12);
const formatPages = (pages) => `${JSON.stringify(Object.fromEntries([...pages].toSorted(([one], [other]) => (one < other ? -1 : 1))), undefined, 0)}\n`;
function parsePages(text) {
    const value = json(text);
    if (typeof value !== "object" || value === null || Array.isArray(value))
        return undefined;
    return new Map(Object.entries(value).filter((entry) => typeof entry[1] === "string"));
}
function changedPages(before, after) {
    const changes = [];
    for (const [page, print] of after) {
        const there = before.get(page);
        if (there !== print)
            changes.push({ page, how: there === undefined ? "added" : "changed" });
    }
    for (const page of before.keys())
        if (!after.has(page))
            changes.push({ page, how: "removed" });
    const rank = { added: 0, changed: 1, removed: 2 };
    const depth = (page) => page.replace(/\/?index\.html$/, "").split("/").length;
    return changes.toSorted((one, other) => rank[one.how] - rank[other.how] || depth(one.page) - depth(other.page) || (one.page < other.page ? -1 : 1));
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/branch.js





const textsOf = (destination, withDefault) => [
    RECORD,
    ...versionsFiles(destination),
    "CNAME",
    (0,site_paths/* joinPath */.uJ)(destination, PAGES),
    ...(withDefault ? [(0,site_paths/* joinPath */.uJ)(destination, "index.html"), (0,site_paths/* joinPath */.uJ)(destination, "v", "index.html")] : []),
];
async function readBranch({ ports, context: { inputs } }, given) {
    const { destination, branch = "gh-pages" } = inputs;
    const snapshot = given ?? (await ports.store.fetch());
    const texts = await ports.store.read(snapshot, textsOf(destination, inputs.default !== undefined));
    const publications = parsePublications(texts.get(RECORD));
    if (publications === undefined)
        throw unreadable(RECORD, branch, "the record of what is published");
    const layout = readLayout(destination, texts, publications, (folder) => [...snapshot.entries.keys()].some((path) => path.startsWith(`${folder}/`)));
    if ("unreadable" in layout)
        throw unreadable(layout.unreadable, branch, "the list of versions");
    return { snapshot, texts, layout, domain: domainOf(texts.get("CNAME")) };
}
const unreadable = (path, branch, what) => new failure.Failure("SLIP-DOCS-REFUSED", `\`${path}\` on the branch \`${branch}\` cannot be read: it is not ${what}.`, {
    blame: "user",
    outcome: "refused",
    state: "Nothing was changed.",
    next: "Bring the file back from an earlier commit of the branch. If a newer version of this action wrote it, use that one.",
});
const domainOf = (text) => {
    const domain = text?.trim().split(/\s/)[0]?.toLowerCase();
    return domain !== undefined && /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain) ? domain : undefined;
};
function placeOf({ destination, version }, layout, preview) {
    if (version !== undefined)
        return versionPlace(layout, version);
    return preview === undefined ? { kind: "site", path: destination } : previewPlace(destination, preview);
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/apply.js



const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 4_000;
const MOST_LOST = 6;
async function apply(desk, plan, first) {
    const { context, ports, deadline } = desk;
    const { inputs, clock, signal, log, random } = context;
    let tried;
    let lost = 0;
    for (let attempt = 1; attempt <= inputs.attempts && clock.now() < deadline; attempt++) {
        const branch = attempt === 1 && first !== undefined ? first : await readBranch(desk);
        const change = await plan(branch);
        if (change === undefined)
            return { branch, change: tried, commit: branch.snapshot.commit };
        if (inputs.dryRun)
            return { branch, change, commit: undefined };
        const commit = await ports.store.commit({
            base: branch.snapshot,
            edits: change.compactTo === undefined ? withRecord(change) : change.edits,
            message: messageOf(change, inputs.message),
            most: change.compactTo ?? (inputs.history.kind === "keep" ? undefined : inputs.history.commits),
        });
        const end = await ports.store.push(branch.snapshot, commit);
        if (end === "pushed")
            return { branch, change, commit };
        tried = end === "moved" ? undefined : change;
        lost = end === "moved" ? 0 : lost + 1;
        if (end !== "moved" && lost >= MOST_LOST)
            throw disconnected(end.lost);
        const pause = random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt);
        const why = end === "moved" ? "Others published at the same time" : "The connection failed while pushing";
        log.info(`${why}; attempt ${attempt + 1} follows in ${Math.round(pause)} ms.`);
        await clock.sleep(pause, signal);
    }
    throw new failure.Failure("SLIP-DOCS-CONFLICT", "Others kept moving the branch until our time or our attempts were used up.", {
        blame: "provider",
        state: "Nothing of this run was published; what the others published is there.",
        next: "Run the job again. If this is frequent, give the jobs one `concurrency` group, or a longer `timeout`.",
    });
}
const disconnected = (said) => new failure.Failure("SLIP-HTTP-UNREACHABLE", ["The connection failed with every push.", said].join("\n"), {
    blame: "provider",
    state: "The branch is as it was, or holds the publication whole; it is never in between.",
    next: "Run the job again: what is there already is found.",
});
const withRecord = ({ edits, publications }) => ({
    ...edits,
    texts: new Map([...edits.texts, [RECORD, formatPublications(publications)], [".nojekyll", ""]]),
});
function messageOf({ message, notes }, given) {
    const said = (given ?? message)
        .split("\n")
        .filter((line) => !/^\s*slipway-/i.test(line))
        .join("\n")
        .trim();
    const lines = Object.entries(notes).map(([name, value]) => `Slipway-${name}: ${value}`);
    return `${said === "" ? message : said}\n\n${lines.join("\n")}\n`;
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/compact.js



const ALL = 2_000_000;
async function compact(desk) {
    const { inputs, log, summary } = desk.context;
    const { branch, change, commit } = await apply(desk, (now) => planCompaction(desk, now), await readBranch(desk));
    if (change === undefined) {
        const what = branch.snapshot.commit === undefined ? "There is no branch yet" : "There are no earlier commits to drop";
        log.info(`${what}.`);
        summary.heading("Docs: nothing to compact").paragraph(`${what}.`);
        return { outcome: "unchanged", commit: commit ?? "" };
    }
    const { before, after, commits, compactTo } = change;
    const freed = Math.max(0, before - after);
    const said = inputs.dryRun ? "would be compacted" : "compacted";
    log.info(`The branch ${inputs.dryRun ? "would go" : "went"} from ${commits} commits with ${(0,site_size/* formatSize */.X)(before)} to ${compactTo} with ${(0,site_size/* formatSize */.X)(after)}: ${(0,site_size/* formatSize */.X)(freed)} less.`);
    summary
        .heading(`Docs ${said}`)
        .table(["", "Before", "After"], [
        ["Commits", String(commits), String(compactTo)],
        ["Size of the branch", (0,site_size/* formatSize */.X)(before), (0,site_size/* formatSize */.X)(after)],
        ["Files", String(branch.snapshot.entries.size), String(branch.snapshot.entries.size)],
    ])
        .paragraph(`${(0,site_size/* formatSize */.X)(freed)} ${inputs.dryRun ? "would be" : "are"} freed as soon as the host collects its garbage. Going back to earlier publications ends at this commit.`);
    return {
        outcome: inputs.dryRun ? "planned" : "compacted",
        commit: commit ?? "",
        bytesBefore: String(before),
        bytesAfter: String(after),
        bytesFreed: String(freed),
    };
}
async function planCompaction({ context, ports }, { snapshot, layout }) {
    const { history } = context.inputs;
    const compactTo = history.kind === "keep" ? 1 : history.commits;
    if (snapshot.commit === undefined)
        return undefined;
    const commits = await ports.store.log(ALL);
    if (commits.length <= compactTo)
        return undefined;
    const before = await ports.store.weigh([snapshot.commit]);
    const kept = [snapshot, ...commits.slice(1, compactTo)].map(({ commit }) => `${commit}^{tree}`);
    return {
        edits: { remove: [], put: new Map(), texts: new Map() },
        changes: { added: [], changed: [], removed: [] },
        publications: layout.publications,
        message: `Drop ${commits.length - compactTo} earlier commits`,
        notes: { Compacted: String(commits.length - compactTo) },
        commits: commits.length,
        compactTo,
        before,
        after: await ports.store.weigh(kept),
    };
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/address.js
function siteAddress(run, { siteUrl, pages, domain, repository }) {
    if (siteUrl !== undefined)
        return `${siteUrl}/`;
    if (pages !== undefined)
        return pages.endsWith("/") ? pages : `${pages}/`;
    if (domain !== undefined)
        return `https://${domain}/`;
    const [owner = "", name = ""] = repository.toLowerCase().split("/");
    const server = URL.parse(run.serverUrl);
    if (server !== null && server.hostname !== "github.com" && /^https?:$/.test(server.protocol)) {
        return `${server.origin}/pages/${repository}/`;
    }
    return name === `${owner}.github.io`
        ? `https://${name}/`
        : `https://${owner}.github.io/${repository.split("/")[1] ?? ""}/`;
}
const placeAddress = (site, { path }) => path === "" ? site : `${site}${path.split("/").map(encodeURIComponent).join("/")}/`;

;// CONCATENATED MODULE: ./build/actions/docs-publish/preview.js

async function previewNumber({ context: { inputs, run }, ports }) {
    const { preview, headSha } = inputs;
    if (preview === undefined)
        return undefined;
    if (headSha !== undefined && inputs.command === "publish") {
        const found = (await ports.pulls().ofHead(headSha)).map(({ number }) => number);
        const [number] = preview === "auto" ? found : found.filter((other) => other === Number(preview));
        if (number !== undefined && (preview !== "auto" || found.length === 1))
            return number;
        throw new failure.Failure("SLIP-DOCS-NOT-FOUND", `${described(found)} has ${headSha.slice(0, 7)} as its head.`, {
            blame: "user",
            state: "Nothing was published.",
            next: "The pull request got newer commits or was closed: its next run publishes the preview. Where several have the same head, give `preview` a number.",
        });
    }
    if (preview !== "auto")
        return Number(preview);
    const [, number] = /^refs\/pull\/(\d+)\//.exec(run.ref) ?? [];
    if (number !== undefined)
        return Number(number);
    const found = await ports.pulls().ofHead(headSha ?? run.sha);
    const [pull] = found;
    if (pull !== undefined && found.length === 1)
        return pull.number;
    throw new failure.Failure("SLIP-DOCS-NOT-FOUND", `${described(found.map((one) => one.number))} has this commit as its head.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: "Give `preview` the number of the pull request.",
    });
}
const described = (numbers) => numbers.length === 0
    ? "No open pull request"
    : `More than one open pull request (${numbers.map((one) => `#${one}`).join(", ")})`;

;// CONCATENATED MODULE: ./build/actions/docs-publish/site-of.js

async function siteOf({ context, ports }, { domain }) {
    const { inputs, run } = context;
    const pages = inputs.backend === "pages" && inputs.siteUrl === undefined ? await ports.pages().address() : undefined;
    return siteAddress(run, { siteUrl: inputs.siteUrl, pages, domain, repository: inputs.repository ?? run.repository });
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/list.js






async function list(desk) {
    const { inputs, summary, log } = desk.context;
    const preview = await previewNumber(desk);
    const branch = await readBranch(desk);
    const { layout, snapshot } = branch;
    const site = await siteOf(desk, branch);
    const folders = new Set(layout.publications.keys());
    for (const path of previewsOf(layout, snapshot.entries.keys()).keys())
        folders.add(path);
    for (const { version } of layout.versions)
        folders.add(versionPlace(layout, version).path);
    const publications = [...folders].toSorted().map((path) => {
        const { kind, commit, at, files, size } = layout.publications.get(path) ?? {};
        return { path: `/${path}`, url: placeAddress(site, { path }), kind, commit, at, files, size };
    });
    const address = placeAddress(site, placeOf(inputs, layout, preview));
    log.info(`${publications.length} publications; ${address} is the address of what the inputs name.`);
    summary.heading("Docs that are published").table(["Folder", "Commit", "Published", "Files", "Size"], publications.map(({ path, url, commit, at, files, size }) => [
        { link: path, to: url },
        commit === undefined ? "" : { code: commit.slice(0, 7) },
        at ?? "",
        String(files ?? ""),
        size === undefined ? "" : (0,site_size/* formatSize */.X)(size),
    ]));
    return {
        outcome: "listed",
        pageUrl: address,
        basePath: new URL(address).pathname,
        commit: snapshot.commit ?? "",
        publications,
    };
}

// EXTERNAL MODULE: ./build/shared/site/budget.js
var budget = __webpack_require__(109);
;// CONCATENATED MODULE: ./build/shared/site/shrink.js
const SMALL = 10;
const LEFT = 0.25;
const finding = (message) => ({
    rule: "empty-site",
    severity: "error",
    path: "",
    line: undefined,
    column: undefined,
    message,
});
function findEmptiness(paths, earlier, allowed) {
    if (paths.size === 0)
        return [finding("the folder is empty")];
    if (allowed)
        return [];
    if (earlier !== undefined && earlier.files >= SMALL && paths.size < earlier.files * LEFT) {
        return [
            finding(`it has ${paths.size} files where ${earlier.files} are published; \`allow-shrink: true\` lets that pass`),
        ];
    }
    if (earlier?.hasIndex === true && !paths.has("index.html")) {
        return [finding("its first page, `index.html`, is gone; `allow-shrink: true` lets that pass")];
    }
    return [];
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/report.js

const ROWS = 200;
const NAMES = 100;
const where = ({ path, line, column }) => ({
    code: [path === "" ? "(the folder)" : path, line, column].filter((part) => part !== undefined).join(":"),
});
function reportFindings(summary, findings) {
    if (findings.length === 0)
        return;
    const errors = findings.filter(({ severity }) => severity === "error").length;
    summary.heading(`${errors} to mend, ${findings.length - errors} to know`, 3);
    const sorted = findings.toSorted((one, other) => Number(other.severity === "error") - Number(one.severity === "error"));
    summary.table(["", "Rule", "Where", "What"], sorted.slice(0, ROWS).map((finding) => [finding.severity, { code: finding.rule }, where(finding), finding.message]));
    if (findings.length > ROWS)
        summary.paragraph(`… and ${findings.length - ROWS} more; all are in the output \`findings\`.`);
}
function reportChanges(summary, changes) {
    for (const [how, paths] of Object.entries(changes)) {
        if (paths.length === 0)
            continue;
        summary.details(`${paths.length} ${how}`, (inner) => {
            inner.list(paths.slice(0, NAMES).map((path) => ({ code: path })));
            if (paths.length > NAMES)
                inner.paragraph(`… and ${paths.length - NAMES} more.`);
        });
    }
}
function reportGone(summary, gone, heading) {
    if (gone.length === 0)
        return;
    summary.heading(heading, 3).table(["Folder", "Why", "Size"], gone.map(({ path, reason, size }) => [{ code: path }, reason, size === undefined ? "" : (0,site_size/* formatSize */.X)(size)]));
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/check-site.js






async function checkSite(desk, checked) {
    const { context, ports } = desk;
    const { inputs } = context;
    const { files, first, place, site, address, untrusted } = checked;
    const { layout, snapshot } = first;
    const owns = ownership(place, layout, inputs.keepFiles);
    const before = layout.publications.get(place.path);
    const baseline = before ?? layout.publications.get(inputs.destination);
    const { findings, broken } = await ports.check({
        files,
        basePath: new URL(address).pathname,
        rootPath: new URL(site).pathname,
        elsewhere: (path) => snapshot.entries.has(path) && !owns(path),
        linkCheck: inputs.linkCheck,
        knownBroken: baseline === undefined ? undefined : (baseline.broken ?? []),
        allowHidden: inputs.allowHidden,
        untrusted,
    });
    const earlier = before && {
        files: before.files,
        hasIndex: snapshot.entries.has((0,site_paths/* joinPath */.uJ)(place.path, "index.html")),
    };
    const empty = findEmptiness(new Set(files.map(({ path }) => path)), earlier, inputs.allowShrink);
    judge(desk, [...checked.findings, ...findings, ...empty, ...overBudgets(desk, checked)]);
    return broken;
}
function overBudgets({ context: { inputs } }, { files, first, place }) {
    const { layout, snapshot } = first;
    const home = place.kind === "preview" ? inputs.destination : place.path;
    const path = layout.publications.has(home) ? home : place.path;
    const live = layout.publications.get(path);
    const has = (file) => snapshot.entries.has((0,site_paths/* joinPath */.uJ)(path, file));
    const sizes = new Map([...layout.publications].map(([one, { size }]) => [one, size]));
    sizes.set(place.path, files.reduce((sum, { size }) => sum + size, 0));
    return [...(0,budget/* overBudget */.qj)(files, inputs, live && { size: live.size, has }), ...(0,budget/* overTotal */.NT)(sizes, inputs.maxTotalSize)];
}
const SHOWN = 15;
function judge({ context }, findings) {
    const { summary, log } = context;
    context.publish({ findings });
    const errors = findings.filter(({ severity }) => severity === "error");
    const warnings = findings.length - errors.length;
    if (errors.length === 0) {
        reportFindings(summary, findings);
        if (warnings > 0)
            log.notice(`${warnings} findings do not stop the publication; they are in the summary.`);
        return;
    }
    const links = errors.every(({ rule }) => rule.startsWith("broken-"));
    const shown = errors
        .slice(0, SHOWN)
        .map(({ path, line, message }) => `  ${path}${line === undefined ? "" : `:${line}`}: ${message}`);
    const more = errors.length > SHOWN ? [`  … and ${errors.length - SHOWN} more in the summary`] : [];
    reportFindings(summary, findings);
    throw new failure.Failure(links ? "SLIP-DOCS-LINKS" : "SLIP-DOCS-REFUSED", [`${errors.length} ${links ? "links are broken" : "findings forbid publishing"}:`, ...shown, ...more].join("\n"), {
        blame: "user",
        outcome: "refused",
        state: "Nothing was published.",
        next: links
            ? "Correct the links, or set `link-check: warn`."
            : "Take these out of the folder. A hidden file that is meant to be public goes into `allow-hidden`; a secret that was ever published has to be replaced. What is over a budget has to shrink, or the budget to grow.",
    });
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/take-source.js

async function takeSource({ context: { inputs, run, log }, ports }) {
    const { source, archive, headSha } = inputs;
    if (archive === undefined || inputs.command === "pack") {
        const walked = await ports.walk(source ?? "");
        return { ...walked, commit: headSha ?? run.sha, untrusted: false };
    }
    const folder = await ports.store.folder("unpacked");
    const packed = await ports.packer.unpack(archive, folder);
    if (packed.commit !== headSha) {
        throw new failure.Failure("SLIP-DOCS-PACK", `The packed site says that it belongs to ${packed.commit.slice(0, 40)}, not to ${headSha}.`, {
            blame: "user",
            outcome: "refused",
            state: "Nothing was published.",
            next: "Take the packed site of the run that built this commit.",
        });
    }
    log.info(`The packed site was built for ${packed.basePath}.`);
    return { ...(await ports.walk(folder)), commit: headSha, untrusted: true };
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/pack.js






async function pack(desk) {
    const { context, ports } = desk;
    const { inputs, run, log, summary } = context;
    const { archive = `${run.temp}/slipway-site.tar` } = inputs;
    const taken = await takeSource(desk);
    const { siteUrl, repository = run.repository, destination, version } = inputs;
    const site = siteAddress(run, { siteUrl, repository, domain: undefined });
    const number = inputs.preview ?? "";
    const path = [
        destination,
        version === undefined ? (number === "" ? "" : `pr/${numberOf(number, run.ref)}`) : `v/${version}`,
    ];
    const address = placeAddress(site, { path: path.filter((part) => part !== "").join("/") });
    const basePath = new URL(address).pathname;
    const { findings } = await ports.check({
        files: taken.files,
        basePath,
        rootPath: new URL(site).pathname,
        elsewhere: () => true,
        linkCheck: inputs.linkCheck === "new" ? "warn" : inputs.linkCheck,
        knownBroken: undefined,
        allowHidden: inputs.allowHidden,
        untrusted: true,
    });
    const empty = findEmptiness(new Set(taken.files.map((file) => file.path)), undefined, inputs.allowShrink);
    judge(desk, [...taken.findings, ...findings, ...empty, ...(0,budget/* overBudget */.qj)(taken.files, inputs, undefined)]);
    const counts = { pageUrl: address, basePath, files: String(taken.files.length) };
    if (inputs.dryRun)
        return { outcome: "planned", ...counts };
    const { bytes } = await ports.packer.pack(taken.files, { commit: taken.commit, basePath }, archive);
    log.info(`Packed ${taken.files.length} files of ${taken.commit.slice(0, 7)} into ${archive} (${(0,site_size/* formatSize */.X)(bytes)}).`);
    summary.heading("Docs packed").facts({
        File: { code: archive },
        Files: taken.files.length,
        Size: (0,site_size/* formatSize */.X)(bytes),
        Commit: { code: taken.commit },
    });
    return { outcome: "packed", archive, ...counts };
}
const numberOf = (preview, ref) => preview === "auto" ? (/^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? "0") : preview;

;// CONCATENATED MODULE: ./build/shared/site/redirect.js

const escapeHtml = (text) => text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
const escapeScript = (text) => JSON.stringify(text).replaceAll("<", String.raw `\u003c`);
const encodePath = (path) => path.split("/").map(encodeURIComponent).join("/");
function redirectPage(to) {
    const href = escapeHtml(to);
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Redirecting</title>
<link rel="canonical" href="${href}">
<script>location.replace(${escapeScript(to)} + location.search + location.hash)</script>
<noscript><meta http-equiv="refresh" content="0; url=${href}"></noscript>
</head>
<body><p>This page is at <a href="${href}">${href}</a>.</p></body>
</html>
`;
}
function addressOf(page, version) {
    const up = "../".repeat(page.split("/").length);
    const to = page === "index.html" ? "" : page.replace(/\/index\.html$/, "/");
    return `${up}${encodePath((0,site_paths/* joinPath */.uJ)(version, to))}${to === "" ? "/" : ""}`;
}
function aliasPages(pages, version) {
    const redirects = new Map();
    for (const page of pages)
        if (/\.html?$/i.test(page))
            redirects.set(page, redirectPage(addressOf(page, version)));
    return redirects;
}

// EXTERNAL MODULE: ./build/shared/action/summary.js + 1 modules
var summary = __webpack_require__(114);
// EXTERNAL MODULE: ./build/shared/ports/comments.js
var comments = __webpack_require__(569);
;// CONCATENATED MODULE: ./build/actions/docs-publish/comment.js





const comment_SHOWN = 50;
const keyOf = (destination) => (destination === "" ? "docs-preview" : `docs-preview/${destination}`);
function previewComment({ address, publication, prints, sitePages }) {
    const text = (0,summary/* createSummary */.F)(comments/* COMMENT_ROOM */._);
    text.heading("Preview of the docs", 3);
    text.facts({
        Preview: { link: address, to: address },
        Commit: { code: publication.commit.slice(0, 7) },
        Size: `${publication.files} files, ${(0,site_size/* formatSize */.X)(publication.size)}`,
    });
    const before = parsePages(sitePages);
    if (before === undefined || prints === undefined)
        return text.markdown();
    const changes = changedPages(before, prints);
    if (changes.length === 0)
        return text.paragraph("No page says anything else than the published site.").markdown();
    const rows = changes.slice(0, comment_SHOWN).map(({ page, how }) => {
        const shown = page.replace(/(^|\/)index\.html$/, "$1");
        const to = address + shown.split("/").map(encodeURIComponent).join("/");
        return [how === "removed" ? { code: `/${shown}` } : { link: `/${shown}`, to }, how];
    });
    text.heading(`${changes.length} pages differ from the published site`, 4).table(["Page", ""], rows);
    if (changes.length > comment_SHOWN)
        text.paragraph(`… and ${changes.length - comment_SHOWN} more.`);
    return text.markdown();
}
const putComment = (desk, number, body) => comment(desk, number, (comments, key) => comments.put(number, key, body));
const dropComment = (desk, number) => comment(desk, number, (comments, key) => comments.remove(number, key));
async function comment({ context, ports }, number, work) {
    const { inputs, log, signal } = context;
    if (!inputs.comment || inputs.githubToken === undefined)
        return;
    try {
        log.info(`The comment on #${number}: ${await work(ports.comments(), keyOf(inputs.destination))}.`);
    }
    catch (thrown) {
        signal.throwIfAborted();
        const { message, next } = (0,failure/* toFailure */.w)(thrown);
        log.warning(`The comment on #${number} is not up to date: ${message} ${next ?? ""}`);
    }
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/live.js




const live_FIRST_PAUSE = 1_000;
const live_LONGEST_PAUSE = 10_000;
const LOOK = 8_000;
const UNKNOWN = zod/* unknown */.L5().transform(() => undefined);
async function look({ context: { http, signal } }, address) {
    const url = `${address}${LIVE}?look=${(0,external_node_crypto_.randomUUID)()}`;
    try {
        const { status, body } = await http({ url, schema: Live.or(UNKNOWN), accept: [404], budget: LOOK });
        return body !== undefined && status !== 404
            ? body
            : { why: status === 404 ? "it answers 404" : "it shows another site" };
    }
    catch (thrown) {
        signal.throwIfAborted();
        return { why: (0,failure/* toFailure */.w)(thrown).message };
    }
}
async function untilLive(desk, address, wanted) {
    const { clock, signal, log } = desk.context;
    const since = clock.now();
    let pause = live_FIRST_PAUSE;
    for (;;) {
        const shown = await look(desk, address);
        const seconds = ((clock.now() - since) / 1000).toFixed(1);
        if ("number" in shown && shown.number > wanted.number) {
            return log.notice(`A newer publication (from ${shown.commit.slice(0, 7)}) took the place of this one at ${address}.`);
        }
        if ("number" in shown && shown.number === wanted.number && shown.digest === wanted.digest) {
            return log.info(`${address} shows ${wanted.commit.slice(0, 7)} after ${seconds} s.`);
        }
        const why = "why" in shown ? shown.why : `it still shows publication ${shown.number}, from ${shown.commit.slice(0, 7)}`;
        if (clock.now() + pause > desk.deadline)
            throw notLive(address, why, seconds);
        await clock.sleep(pause, signal);
        pause = Math.min(live_LONGEST_PAUSE, pause * 1.5);
    }
}
const notLive = (address, why, seconds) => new failure.Failure("SLIP-DOCS-NOT-LIVE", `${address} does not show what was published, after ${seconds} s: ${why}.`, {
    blame: "provider",
    state: "The branch holds the publication.",
    next: "Look in Settings, Pages whether the site is built from this branch, and which address it has; give that as `site-url`. `wait: false` does without the proof.",
});

;// CONCATENATED MODULE: ./build/actions/docs-publish/deliver.js


async function deliver(desk, { address, publication, isNew }) {
    const { inputs } = desk.context;
    if (inputs.backend === "pages" && (isNew || !(await isShown(desk, address, publication))))
        await handOver(desk);
    if (inputs.wait)
        await untilLive(desk, address, publication);
    if (isNew)
        await announce(desk, address, publication);
}
async function announce({ context, ports }, address, { commit, kind, number }) {
    const { environment, githubToken } = context.inputs;
    if (environment === undefined || githubToken === undefined)
        return;
    const description = `Publication ${number} of the docs`;
    try {
        await ports.announce({ commit, environment, address, description, transient: kind === "preview" });
    }
    catch (thrown) {
        context.signal.throwIfAborted();
        const { message, next } = (0,failure/* toFailure */.w)(thrown);
        context.log.warning(`The publication is not listed under ${environment}: ${message} ${next ?? ""}`);
    }
}
async function handOver({ context, ports, deadline }) {
    const { tar, commit } = await ports.store.archive();
    const { pageUrl } = await ports.pages().publish({ tar, commit, deadline });
    context.log.info(`GitHub Pages took ${commit.slice(0, 7)}${pageUrl === undefined ? "" : ` for ${pageUrl}`}.`);
}
async function isShown(desk, address, { number, digest }) {
    const shown = await look(desk, address);
    return "number" in shown && (shown.number > number || (shown.number === number && shown.digest === digest));
}

;// CONCATENATED MODULE: ./build/shared/site/edits.js

function editsTo(wanted, entries, owns) {
    const put = new Map();
    const [added, changed, removed] = [[], [], []];
    for (const [path, id] of wanted) {
        const there = entries.get(path);
        if (there === id)
            continue;
        put.set(path, id);
        (there === undefined ? added : changed).push(path);
    }
    for (const path of entries.keys())
        if (!wanted.has(path) && owns(path))
            removed.push(path);
    return { edits: { remove: removed, put }, changes: { added, changed, removed } };
}
function digestOf(files) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for (const path of [...files.keys()].toSorted())
        hash.update(`${path}\0${files.get(path) ?? ""}\n`);
    return hash.digest("hex").slice(0, 40);
}

// EXTERNAL MODULE: ./build/shared/site/prune.js
var prune = __webpack_require__(510);
;// CONCATENATED MODULE: ./build/actions/docs-publish/plan-versions.js







async function planVersions(given, now, redirects) {
    const { layout, texts, entries } = now;
    const { home, versions: before } = layout;
    const { version, title, alias } = given;
    refuseAliases(before, alias, version);
    const all = version === undefined ? before : withVersion(before, { version, title, aliases: alias });
    const held = new Set(all.filter(({ aliases }) => aliases.length > 0).map((one) => one.version));
    for (const name of [version, findVersion(all, given.default ?? "")?.version])
        if (name !== undefined)
            held.add(name);
    const pruned = given.keep === undefined
        ? []
        : (0,prune/* prune */.R)(all.map((one) => one.version), given.keep, held);
    const after = all.filter((one) => !pruned.includes(one.version));
    const put = new Map();
    const remove = pruned.map((name) => (0,site_paths/* joinPath */.uJ)(home, name));
    const aliases = after.find((one) => one.version === version)?.aliases ?? [];
    const pages = aliases.length === 0 ? new Map() : await redirects();
    for (const name of aliases) {
        const folder = (0,site_paths/* joinPath */.uJ)(home, name);
        const wanted = new Map([...pages].map(([page, id]) => [(0,site_paths/* joinPath */.uJ)(folder, page), id]));
        const { edits } = editsTo(wanted, entries, (path) => (0,site_paths/* isWithin */.UO)(path, folder));
        for (const [path, id] of edits.put)
            put.set(path, id);
        remove.push(...edits.remove);
    }
    const changed = new Map();
    const file = versionsFile(layout);
    const list = formatVersions(after);
    if ((version !== undefined || pruned.length > 0) && texts.get(file) !== list)
        changed.set(file, list);
    for (const [path, page] of defaultPages(given.default, after, now))
        changed.set(path, page);
    const size = (name) => layout.publications.get((0,site_paths/* joinPath */.uJ)(home, name))?.size;
    return {
        put,
        remove,
        texts: changed,
        pruned: pruned.map((name) => ({ path: (0,site_paths/* joinPath */.uJ)(home, name), reason: "`keep` gives it up", size: size(name) })),
    };
}
function* defaultPages(name, versions, { layout: { home, destination, publications }, entries, texts, place }) {
    if (name === undefined)
        return;
    if (findVersion(versions, name) === undefined) {
        throw new failure.Failure("SLIP-DOCS-NOT-FOUND", `There is no version or alias \`${name}\` to be the \`default\`.`, {
            blame: "user",
            state: "Nothing was published.",
            next: `Give one of: ${versions.flatMap(({ version, aliases }) => [version, ...aliases]).join(", ") || "none is there yet"}.`,
        });
    }
    const top = (0,site_paths/* joinPath */.uJ)(destination, "index.html");
    const wanted = new Map([[(0,site_paths/* joinPath */.uJ)(home, "index.html"), redirectPage(`${name}/`)]]);
    if (home !== destination && !publications.has(destination) && place.kind !== "site") {
        wanted.set(top, redirectPage(`v/${name}/`));
    }
    for (const [path, page] of wanted) {
        if (path === top && (place.kind === "site" || publications.has(destination)))
            continue;
        if (!entries.has(path) || texts.get(path) !== page)
            yield [path, page];
    }
}
function refuseAliases(versions, aliases, version) {
    const taken = aliases.find((alias) => alias !== version && versions.some((other) => other.version === alias));
    if (taken === undefined)
        return;
    throw new failure.Failure("SLIP-DOCS-REFUSED", `\`${taken}\` is a version, so it cannot be an alias.`, {
        blame: "user",
        outcome: "refused",
        state: "Nothing was published.",
        next: `Choose another alias, or remove the version \`${taken}\` first.`,
    });
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/plan-publication.js








async function planPublication({ context }, { layout, texts, snapshot }, content) {
    const { inputs, run, clock } = context;
    const place = placeOf(inputs, layout, content.preview);
    const own = ownership(place, layout, inputs.keepFiles);
    const [live, pages] = [(0,site_paths/* joinPath */.uJ)(place.path, LIVE), (0,site_paths/* joinPath */.uJ)(place.path, PAGES)];
    const wanted = place.path === "" ? content.ids : new Map([...content.ids].map(([path, id]) => [(0,site_paths/* joinPath */.uJ)(place.path, path), id]));
    refuseTaken(wanted.keys(), own);
    const site = editsTo(wanted, snapshot.entries, (path) => own(path) && path !== live && path !== pages);
    const versions = await planVersions(inputs, { layout, texts, entries: snapshot.entries, place }, content.redirects);
    const before = layout.publications.get(place.path);
    const digest = digestOf(content.ids);
    const nothing = site.edits.put.size +
        site.edits.remove.length +
        versions.put.size +
        versions.remove.length +
        versions.texts.size ===
        0;
    if (nothing && before?.digest === digest)
        return undefined;
    const publication = {
        kind: place.kind,
        number: (before?.number ?? 0) + 1,
        commit: content.commit,
        run: `${run.runId}/${run.attempt}`,
        at: clock.date().toISOString(),
        files: content.ids.size,
        size: content.size,
        digest,
        ...(content.broken.length === 0 ? {} : { broken: [...content.broken] }),
    };
    const publications = new Map(layout.publications);
    for (const { path } of versions.pruned)
        publications.delete(path);
    publications.set(place.path, publication);
    const extra = new Map([...versions.texts, [live, formatLive(run.repository, publication)]]);
    if (place.kind === "site" && content.prints !== undefined)
        extra.set(pages, formatPages(content.prints));
    return {
        place,
        publication,
        publications,
        pruned: versions.pruned,
        changes: site.changes,
        edits: {
            remove: [...site.edits.remove, ...versions.remove],
            put: new Map([...site.edits.put, ...versions.put]),
            texts: extra,
        },
        message: `Publish ${place.path === "" ? "the site" : place.path} from ${content.commit.slice(0, 7)}`,
        notes: { Place: `/${place.path}`, Commit: content.commit, Digest: digest, Number: String(publication.number) },
    };
}
const plan_publication_SHOWN = 10;
function refuseTaken(paths, own) {
    const taken = [...paths].filter((path) => !own(path) && !/^(?:CNAME|\.nojekyll)$/.test(path));
    if (taken.length === 0)
        return;
    throw new failure.Failure("SLIP-DOCS-REFUSED", [
        `${taken.length} files lie where another publication is:`,
        ...taken.slice(0, plan_publication_SHOWN).map((path) => `  ${path}`),
    ].join("\n"), {
        blame: "user",
        outcome: "refused",
        state: "Nothing was published.",
        next: "Rename these in the site, or publish it to a `destination` of its own.",
    });
}

;// CONCATENATED MODULE: ./build/shared/site/preview-page.js

const CANONICAL = /^<link\b[^>]*\brel\s*=\s*["']?canonical\b/i;
const STYLE = "position:fixed;right:8px;bottom:8px;z-index:2147483647;padding:4px 10px;border-radius:6px;background:#1f2328;color:#fff;font:13px/1.5 system-ui,sans-serif";
const isWide = (content) => (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
function previewPage(content, path, options) {
    const { noindex, banner, number, commit, site } = options;
    if ((!noindex && !banner) || isWide(content))
        return content;
    const html = content.toString("latin1");
    const page = site + encodeURI(path.replace(/(^|\/)index\.html$/, "$1"));
    const canonical = mentions(html, CANONICAL) ? "" : `<link rel="canonical" href="${page.replaceAll('"', "%22")}">`;
    const head = noindex ? `<meta name="robots" content="noindex">${canonical}` : "";
    const foot = banner
        ? `<aside aria-label="Preview" style="${STYLE}">Preview of #${number} at ${commit.slice(0, 7)}</aside>`
        : "";
    return Buffer.from(insert(html, head, foot), "latin1");
}
const PREVIEW_ROBOTS = "User-agent: *\nDisallow: /\n";
const isPage = (path) => /\.html?$/i.test(path);

;// CONCATENATED MODULE: ./build/actions/docs-publish/wanted.js


function wantedFiles(files, place, options) {
    const { preview, noindex } = options;
    const pages = files.filter(({ path }) => isPage(path)).length;
    const prints = place.kind !== "version" && pages <= MOST_PAGES ? new Map() : undefined;
    const change = (path) => !isPage(path) || (prints === undefined && preview === undefined)
        ? undefined
        : (content) => {
            prints?.set(path, fingerprint(content.toString("utf8")));
            return preview === undefined ? content : previewPage(content, path, { ...options, number: preview });
        };
    function* sources() {
        for (const { path, file, size } of files) {
            if (preview !== undefined && noindex && path === "robots.txt")
                continue;
            const changed = change(path);
            yield { path, file, size, ...(changed === undefined ? {} : { change: changed }) };
        }
        if (preview !== undefined && noindex)
            yield { path: "robots.txt", content: Buffer.from(PREVIEW_ROBOTS) };
    }
    return { sources: sources(), prints };
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/publish.js















async function publish(desk) {
    const { context, ports } = desk;
    const { inputs, log, summary } = context;
    const preview = await previewNumber(desk);
    const closed = preview === undefined ? false : await isClosed(desk, preview);
    if (closed) {
        log.notice(`#${preview} is closed: there is nothing to preview any more.`);
        return { outcome: "unchanged" };
    }
    const [first, taken] = await allOf([readBranch(desk), takeSource(desk)]);
    const place = placeOf(inputs, first.layout, preview);
    const site = await siteOf(desk, first);
    const address = placeAddress(site, place);
    const paths = { pageUrl: address, basePath: new URL(address).pathname };
    context.publish(paths);
    const check = () => checkSite(desk, { ...taken, first, place, site, address });
    if (taken.findings.some(({ severity }) => severity === "error"))
        await check();
    const wanted = wantedFiles(taken.files, place, { ...inputs, commit: taken.commit, preview, site });
    const isFirst = !first.layout.publications.has(place.path);
    const [ids, found] = await allOf([
        ports.store.add(wanted.sources, isThere(first, place.path)),
        isFirst ? check() : Promise.resolve(undefined),
    ]);
    const content = {
        ids,
        redirects: redirectsOf(desk, taken.files),
        prints: wanted.prints,
        size: taken.files.reduce((sum, { size }) => sum + size, 0),
        commit: taken.commit,
        preview,
    };
    let broken = found;
    const plan = async (now) => {
        const planned = await planPublication(desk, now, { ...content, broken: broken ?? [] });
        if (planned === undefined || broken !== undefined)
            return planned;
        broken = await check();
        return planPublication(desk, now, { ...content, broken });
    };
    const { branch, change, commit } = await apply(desk, plan, first);
    const publication = change?.publication ?? branch.layout.publications.get(place.path);
    const { added = [], changed = [], removed = [] } = change?.changes ?? {};
    const counts = {
        files: String(ids.size),
        added: String(added.length),
        changed: String(changed.length),
        removed: String(removed.length),
        deleted: change?.pruned ?? [],
        commit: commit ?? "",
    };
    context.publish(counts);
    const outcome = change === undefined ? "unchanged" : inputs.dryRun ? "planned" : "published";
    const said = { unchanged: "unchanged", planned: "would be published", published: "published" }[outcome];
    log.info(`${address} ${said}: ${ids.size} files, ${added.length} added, ${changed.length} changed, ${removed.length} removed.`);
    summary.heading(`Docs ${said}`).facts({
        Address: { link: address, to: address },
        Commit: { code: taken.commit.slice(0, 7) },
        Files: ids.size,
        Added: added.length,
        Changed: changed.length,
        Removed: removed.length,
    });
    if (change !== undefined)
        reportChanges(summary, change.changes);
    reportGone(summary, change?.pruned ?? [], inputs.dryRun ? "Versions that would go" : "Versions that went");
    if (publication !== undefined && !inputs.dryRun) {
        await deliver(desk, { address, publication, isNew: change !== undefined });
        if (preview !== undefined) {
            const sitePages = first.texts.get((0,site_paths/* joinPath */.uJ)(inputs.destination, PAGES));
            const { prints } = wanted;
            await putComment(desk, preview, previewComment({ number: preview, address, publication, prints, sitePages }));
        }
    }
    return { outcome, ...paths, ...counts };
}
async function allOf(promises) {
    await Promise.allSettled(promises);
    return Promise.all(promises);
}
const isThere = ({ snapshot }, folder) => (path, id) => snapshot.entries.get((0,site_paths/* joinPath */.uJ)(folder, path)) === id;
function redirectsOf({ context: { inputs }, ports }, files) {
    let made;
    function* sources() {
        for (const [path, page] of aliasPages(files.map((file) => file.path), inputs.version ?? "")) {
            yield { path, content: Buffer.from(page) };
        }
    }
    return () => (made ??= ports.store.add(sources(), () => false));
}
async function isClosed({ context, ports }, number) {
    if (context.inputs.githubToken === undefined)
        return false;
    try {
        return (await ports.pulls().get(number))?.open === false;
    }
    catch (thrown) {
        context.signal.throwIfAborted();
        context.log.debug(`Whether #${number} is open is not known: ${String(thrown)}`);
        return false;
    }
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/plan-removal.js




function planRemoval({ layout, snapshot }, wanted, aliases = []) {
    const { home, versions } = layout;
    const folders = new Set(wanted.map(({ path }) => path));
    const after = [];
    for (const one of versions) {
        const left = one.aliases.filter((alias) => !aliases.includes(alias));
        if (folders.has((0,site_paths/* joinPath */.uJ)(home, one.version)))
            for (const alias of one.aliases)
                folders.add((0,site_paths/* joinPath */.uJ)(home, alias));
        else
            after.push({ ...one, aliases: left });
        for (const alias of one.aliases)
            if (aliases.includes(alias))
                folders.add((0,site_paths/* joinPath */.uJ)(home, alias));
    }
    const removed = [...snapshot.entries.keys()].filter((path) => isUnder(path, folders));
    const list = formatVersions(after);
    const texts = list === formatVersions(versions) ? new Map() : new Map([[versionsFile(layout), list]]);
    const publications = new Map([...layout.publications].filter(([place]) => !folders.has(place)));
    if (removed.length === 0 && texts.size === 0 && publications.size === layout.publications.size)
        return undefined;
    const there = new Set([...folders].filter((folder) => removed.some((path) => (0,site_paths/* isWithin */.UO)(path, folder))));
    const names = [...there].toSorted();
    return {
        gone: [
            ...wanted.filter(({ path }) => there.has(path)),
            ...names
                .filter((path) => !wanted.some((one) => one.path === path))
                .map((path) => ({ path, reason: "it is an alias", size: undefined })),
        ],
        publications,
        changes: { added: [], changed: [], removed },
        edits: { remove: names, put: new Map(), texts },
        message: `Remove ${names.length === 1 ? names[0] : `${names.length} folders`}`,
        notes: { Removed: names.map((name) => `/${name}`).join(" ") },
    };
}
function isUnder(path, folders) {
    for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
        if (folders.has(path.slice(0, slash)))
            return true;
    }
    return false;
}
function namedFolders(layout, named) {
    const { version, preview } = named;
    const places = [
        ...(version === undefined ? [] : [versionPlace(layout, checkedVersion(layout, version))]),
        ...(preview === undefined ? [] : [previewPlace(layout.destination, preview)]),
    ];
    return places.map(({ path }) => ({ path, reason: "removed", size: layout.publications.get(path)?.size }));
}
function checkedVersion({ versions }, name) {
    const owner = versions.find(({ aliases }) => aliases.includes(name));
    if (owner === undefined)
        return name;
    throw new failure.Failure("SLIP-DOCS-NOT-FOUND", `\`${name}\` is an alias of the version \`${owner.version}\`, no version.`, {
        blame: "user",
        state: "Nothing was removed.",
        next: `Give \`version: ${owner.version}\` to remove the version, or \`alias: ${name}\` to remove the alias only.`,
    });
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/remove.js








async function remove(desk) {
    const { context } = desk;
    const { inputs, log, summary } = context;
    const preview = await previewNumber(desk);
    const { version, alias } = inputs;
    const { change, commit } = await apply(desk, async (branch) => planRemoval(branch, namedFolders(branch.layout, { version, preview }), alias), await readBranch(desk));
    if (change === undefined) {
        log.info("Nothing of it is on the branch.");
        summary.heading("Docs: nothing to remove");
        return { outcome: "absent", deleted: [], commit: commit ?? "" };
    }
    const said = inputs.dryRun ? "Docs that would be removed" : "Docs removed";
    summary.heading(said);
    reportGone(summary, change.gone, said);
    for (const { path } of change.gone)
        log.info(`${inputs.dryRun ? "Would remove" : "Removed"} ${path}.`);
    if (!inputs.dryRun) {
        if (inputs.backend === "pages")
            await handOver(desk);
        if (preview !== undefined)
            await putComment(desk, preview, goneComment());
    }
    return {
        outcome: inputs.dryRun ? "planned" : "removed",
        deleted: change.gone,
        removed: String(change.changes.removed.length),
        commit: commit ?? "",
    };
}
const goneComment = () => (0,summary/* createSummary */.F)().heading("Preview of the docs", 3).paragraph("The preview was removed.").markdown();

;// CONCATENATED MODULE: ./build/actions/docs-publish/find-target.js

const note = (message, name) => message
    .split("\n")
    .findLast((line) => line.startsWith(`Slipway-${name}: `))
    ?.slice(`Slipway-${name}: `.length)
    .trim();
function publicationsOf(log, place) {
    const all = [];
    const stack = [];
    for (const { commit: at, message, at: when } of log.toReversed()) {
        const [where, commit, digest] = [note(message, "Place"), note(message, "Commit"), note(message, "Digest")];
        if (where !== `/${place}` || commit === undefined || digest === undefined)
            continue;
        if (note(message, "Rollback") === "yes") {
            const target = stack.findLastIndex((one) => one.digest === digest && one.commit === commit);
            if (target >= 0)
                stack.length = target;
        }
        if (stack.at(-1)?.digest === digest)
            stack.pop();
        stack.push({ at, commit, digest, when });
        all.push({ at, commit, digest, when });
    }
    return { all, standing: stack };
}
function findTarget({ all, standing }, to) {
    const found = to === "previous" ? standing.at(-2) : all.findLast(({ commit }) => commit.startsWith(to));
    if (found !== undefined)
        return found;
    const earlier = all.slice(0, -1);
    const known = earlier.slice(-10).map(({ commit, when }) => `  ${commit.slice(0, 12)} of ${when}`);
    throw new failure.Failure("SLIP-DOCS-NOT-FOUND", to === "previous"
        ? "There is no earlier publication to go back to."
        : [`No publication was made from ${to}.`, ...known.toReversed()].join("\n"), {
        blame: "user",
        state: "Nothing was changed.",
        next: earlier.length === 0
            ? "With `history: squash` nothing earlier is kept; publish the commit that you want again."
            : "Give one of the commits above, or `previous`.",
    });
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/rollback.js














const MOST = 2_000;
async function rollback(desk) {
    const { context, ports } = desk;
    const { inputs, log, summary } = context;
    const preview = await previewNumber(desk);
    const first = await readBranch(desk);
    const place = placeOf(inputs, first.layout, preview);
    const target = findTarget(publicationsOf(await ports.store.log(MOST), place.path), inputs.to ?? "");
    const past = await readBranch(desk, await ports.store.at(target.at));
    const address = placeAddress(await siteOf(desk, first), place);
    const paths = { pageUrl: address, basePath: new URL(address).pathname };
    context.publish(paths);
    const { branch, change, commit } = await apply(desk, async (now) => planReturn(desk, { now, past, place, target }), first);
    const publication = change?.publication ?? branch.layout.publications.get(place.path);
    const { added = [], changed = [], removed = [] } = change?.changes ?? {};
    const counts = {
        commit: commit ?? "",
        files: String(publication?.files ?? 0),
        added: String(added.length),
        changed: String(changed.length),
        removed: String(removed.length),
    };
    context.publish(counts);
    const short = target.commit.slice(0, 7);
    log.info(`${address} ${change === undefined ? "is" : inputs.dryRun ? "would go" : "goes"} back at ${short}, of ${target.when}.`);
    summary.heading(inputs.dryRun ? "Docs that would be rolled back" : "Docs rolled back").facts({
        Address: { link: address, to: address },
        "Back to": { code: short },
        "Published at": target.when,
        Added: added.length,
        Changed: changed.length,
        Removed: removed.length,
    });
    if (change !== undefined)
        reportChanges(summary, change.changes);
    if (inputs.dryRun)
        return { outcome: "planned", ...paths, ...counts };
    if (publication !== undefined)
        await deliver(desk, { address, publication, isNew: change !== undefined });
    return { outcome: change === undefined ? "unchanged" : "rolled-back", ...paths, ...counts };
}
function planReturn({ context }, { now, past, place, target }) {
    const { inputs, run, clock } = context;
    const live = (0,site_paths/* joinPath */.uJ)(place.path, LIVE);
    const was = past.layout.publications.get(place.path);
    if (was === undefined || was.digest !== target.digest)
        throw rollback_unreadable(target);
    const before = now.layout.publications.get(place.path);
    if (before?.digest === was.digest)
        return undefined;
    const [owned, owns] = [past.layout, now.layout].map((layout) => ownership(place, layout, inputs.keepFiles));
    const wanted = new Map([...past.snapshot.entries].filter(([path]) => path !== live && owned?.(path) && owns?.(path)));
    const { edits, changes } = editsTo(wanted, now.snapshot.entries, (path) => path !== live && owns?.(path) === true);
    const publication = {
        ...was,
        number: (before?.number ?? was.number) + 1,
        run: `${run.runId}/${run.attempt}`,
        at: clock.date().toISOString(),
    };
    const told = (paths) => paths.filter((path) => path !== (0,site_paths/* joinPath */.uJ)(place.path, PAGES));
    return {
        publication,
        changes: { added: told(changes.added), changed: told(changes.changed), removed: told(changes.removed) },
        publications: new Map([...now.layout.publications, [place.path, publication]]),
        edits: { ...edits, texts: new Map([[live, formatLive(run.repository, publication)]]) },
        message: `Go back to ${target.commit.slice(0, 7)} at /${place.path}`,
        notes: {
            Place: `/${place.path}`,
            Commit: was.commit,
            Digest: was.digest,
            Number: String(publication.number),
            Rollback: "yes",
        },
    };
}
const rollback_unreadable = ({ at }) => new failure.Failure("SLIP-DOCS-NOT-FOUND", `The commit ${at.slice(0, 12)} of the branch does not hold what it says.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Somebody wrote to the branch by hand; publish the commit that you want again.",
});

;// CONCATENATED MODULE: ./build/shared/site/sweep.js
function sweep(candidates, limits, now) {
    const { maxAge = Infinity, maxCount = Infinity, maxTotalSize = Infinity } = limits;
    const newestFirst = candidates.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0) || other.number - one.number);
    let [count, total] = [0, 0];
    return newestFirst.flatMap(({ path, number, at, size, open }) => {
        const swept = (reason) => [{ path, number, size, reason }];
        if (open === false)
            return swept("the pull request is closed");
        if (at !== undefined && now - at > maxAge * 1000)
            return swept("it is older than `max-age`");
        if (count + 1 > maxCount)
            return swept("there are more than `max-count`");
        if (total + (size ?? 0) > maxTotalSize)
            return swept("together they are larger than `max-total-size`");
        count += 1;
        total += size ?? 0;
        return [];
    });
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/sweep.js










const AT_ONCE = 8;
async function sweep_sweep(desk) {
    const { inputs, log, summary } = desk.context;
    let swept = [];
    const { change, commit } = await apply(desk, async (branch) => {
        swept = await sweptPreviews(desk, branch);
        return planRemoval(branch, [...swept, ...prunedVersions(desk, branch)]);
    }, await readBranch(desk));
    const gone = change?.gone ?? [];
    const freed = gone.reduce((sum, { size }) => sum + (size ?? 0), 0);
    log.info(`${gone.length} folders ${inputs.dryRun ? "would go" : "went"}, ${freed} bytes.`);
    for (const { path, reason } of gone)
        log.info(`${path}: ${reason}.`);
    summary.heading("Docs swept").facts({ Folders: gone.length, Files: change?.changes.removed.length ?? 0 });
    reportGone(summary, gone, inputs.dryRun ? "What would go" : "What went");
    if (change !== undefined && !inputs.dryRun) {
        if (inputs.backend === "pages")
            await handOver(desk);
        for (const { number } of swept)
            await dropComment(desk, number);
    }
    return {
        outcome: inputs.dryRun ? "planned" : change === undefined ? "unchanged" : "swept",
        deleted: gone,
        removed: String(change?.changes.removed.length ?? 0),
        commit: commit ?? "",
    };
}
async function sweptPreviews({ context, ports }, { layout, snapshot }) {
    const { inputs, clock, log } = context;
    const previews = [...previewsOf(layout, snapshot.entries.keys())];
    const candidates = [];
    if (inputs.githubToken === undefined && previews.length > 0) {
        log.warning("Without a `github-token`, which pull requests are closed is not known.");
    }
    for (let start = 0; start < previews.length; start += AT_ONCE) {
        const some = await Promise.all(previews.slice(start, start + AT_ONCE).map(async ([path, number]) => {
            const { at, size } = layout.publications.get(path) ?? {};
            const pull = inputs.githubToken === undefined ? undefined : await ports.pulls().get(number);
            const time = Date.parse(at ?? "");
            return { path, number, size, at: Number.isNaN(time) ? undefined : time, open: pull?.open };
        }));
        candidates.push(...some);
    }
    const { maxAge, maxCount, maxTotalSize } = inputs;
    const limits = { maxAge, maxTotalSize, maxCount: maxCount === undefined ? undefined : Number(maxCount) };
    return sweep(candidates, limits, clock.date().getTime());
}
function prunedVersions({ context: { inputs } }, { layout }) {
    if (inputs.keep === undefined)
        return [];
    const { versions, home, publications } = layout;
    const held = new Set(versions.filter(({ aliases }) => aliases.length > 0).map(({ version }) => version));
    return (0,prune/* prune */.R)(versions.map(({ version }) => version), inputs.keep, held).map((name) => {
        const path = (0,site_paths/* joinPath */.uJ)(home, name);
        return { path, reason: "`keep` gives it up", size: publications.get(path)?.size };
    });
}

;// CONCATENATED MODULE: ./build/actions/docs-publish/main.js







const RESERVE = 10_000;
const COMMANDS = { compact: compact, list: list, pack: pack, publish: publish, remove: remove, rollback: rollback, sweep: sweep_sweep };
async function docsPublish(context, ports) {
    const { inputs, clock } = context;
    const whole = inputs.timeout * 1000;
    const desk = { context, ports, deadline: clock.now() + whole - Math.min(RESERVE, whole / 4) };
    try {
        return await COMMANDS[inputs.command](desk);
    }
    finally {
        await ports.store.close();
    }
}


/***/ }),

/***/ 569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ COMMENT_ROOM)
/* harmony export */ });
const COMMENT_ROOM = 65_536 - 256;


/***/ })

};
