export const id = 950;
export const ids = [950];
export const modules = {

/***/ 667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ errorCode)
/* harmony export */ });
const errorCode = (thrown) => typeof thrown === "object" && thrown !== null && "code" in thrown ? String(thrown.code) : "";


/***/ }),

/***/ 950:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   walkSite: () => (/* binding */ walkSite)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(500);
/* harmony import */ var _action_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(888);
/* harmony import */ var _site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(296);
/* harmony import */ var _site_check_names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(497);
/* harmony import */ var _error_code_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(667);







const MOST = 500_000;
const DEPTH = 100;
const special = (stats) => (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("special-file", `a ${stats.isFIFO() ? "pipe" : stats.isSocket() ? "socket" : "device"} is nothing that can be published`);
const walkSite = async (source, signal) => {
    const root = rootOf(source);
    const files = [];
    const findings = [];
    const names = new Map();
    const report = (path, problem) => findings.push((0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__.at)(problem, (0,_site_check_names_js__WEBPACK_IMPORTED_MODULE_5__/* .shownPath */ .pS)(path)));
    const isInside = (disk) => disk === root || disk.startsWith(root + node_path__WEBPACK_IMPORTED_MODULE_1__.sep);
    const takeFile = (disk, path, stats) => {
        if (files.length >= MOST)
            return;
        files.push({ path, file: disk, size: stats.size });
        if (stats.nlink < 2)
            return;
        const key = `${stats.dev}:${stats.ino}`;
        const known = names.get(key) ?? { links: stats.nlink, disks: new Set(), paths: [] };
        known.disks.add(disk);
        known.paths.push(path);
        names.set(key, known);
    };
    const followLink = (disk, path, { linked, depth }) => {
        let target;
        let stats;
        try {
            target = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(disk);
            stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(target);
        }
        catch {
            report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("dead-link", "a link that leads to nothing"));
            return undefined;
        }
        const inner = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, target).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join("/");
        if (!isInside(target))
            report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("link-out", "a link that leads out of the folder; nothing of what it leads to is read"));
        else if (inner.split("/").some(_site_check_names_js__WEBPACK_IMPORTED_MODULE_5__/* .isGitFolder */ .Z$))
            report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("git-folder", "a link into a git repository"));
        else if (stats.isFile())
            takeFile(target, path, stats);
        else if (!stats.isDirectory())
            report(path, special(stats));
        else if (linked)
            report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("link-chain", "a linked folder within a linked folder"));
        else if (disk.startsWith(target + node_path__WEBPACK_IMPORTED_MODULE_1__.sep) || target === root)
            report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("link-loop", "a link to a folder that it is in itself"));
        else if (/(?:^|\/)\./.test(inner) && !/(?:^|\/)\./.test(path))
            report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("dotfile", "a link to a hidden folder"));
        else
            return { disk: target, path, linked: true, depth: depth + 1 };
        return undefined;
    };
    const queue = [{ disk: root, path: "", linked: false, depth: 0 }];
    for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
        signal?.throwIfAborted();
        let entries;
        try {
            entries = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder.disk, { withFileTypes: true, encoding: "buffer" });
        }
        catch {
            report(folder.path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("unreadable", "the folder cannot be read"));
            continue;
        }
        for (const [index, entry] of entries.entries()) {
            if (index % 2_000 === 1_999)
                await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setImmediate)();
            const name = entry.name.toString("utf8");
            const path = folder.path === "" ? name : `${folder.path}/${name}`;
            const problem = Buffer.compare(Buffer.from(name), entry.name) === 0
                ? (0,_site_check_names_js__WEBPACK_IMPORTED_MODULE_5__/* .nameProblem */ .rH)(path)
                : (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("bad-name", "the name is no text in UTF-8");
            if (problem !== undefined)
                report(path, problem);
            if (problem?.severity === "error")
                continue;
            const disk = `${folder.disk}/${name}`;
            if (entry.isDirectory()) {
                if (folder.depth < DEPTH)
                    queue.push({ disk, path, linked: folder.linked, depth: folder.depth + 1 });
                else
                    report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("path-too-long", "folders within more than 100 folders"));
                continue;
            }
            try {
                if (entry.isSymbolicLink()) {
                    const linked = followLink(disk, path, folder);
                    if (linked !== undefined)
                        queue.push(linked);
                    continue;
                }
                const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(disk);
                if (stats.isFile())
                    takeFile(disk, path, stats);
                else
                    report(path, special(stats));
            }
            catch (thrown) {
                report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("unreadable", `it cannot be read: ${(0,_error_code_js__WEBPACK_IMPORTED_MODULE_6__/* .errorCode */ .C)(thrown)}`));
            }
        }
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setImmediate)();
    }
    for (const { links, disks, paths } of names.values())
        if (disks.size < links)
            for (const path of paths)
                report(path, (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("hard-link-out", "the same file has another name outside of the folder; publish a copy of it"));
    if (files.length >= MOST)
        report("", (0,_site_check_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .error */ .z)("too-many", `more than ${MOST} files`));
    files.sort((one, other) => (one.path < other.path ? -1 : 1));
    return { files, findings: findings.toSorted((one, other) => (one.path < other.path ? -1 : 1)) };
};
const rootOf = (source) => {
    try {
        const root = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(source);
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(root).isDirectory())
            return root;
    }
    catch {
    }
    throw new _action_failure_js__WEBPACK_IMPORTED_MODULE_3__.Failure("SLIP-INPUT-INVALID", `The folder ${source} does not exist, or is none.`, {
        blame: "user",
        state: "Nothing was published.",
        next: "Give the folder that the build writes as `source`, relative to the workspace.",
    });
};


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
