export const id = 653;
export const ids = [653];
export const modules = {

/***/ 726:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ JOURNAL),
/* harmony export */   F: () => (/* binding */ readDrizzleFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(913);
/* harmony import */ var _action_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(888);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(400);





const JOURNAL = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)("meta", "_journal.json");
const journalSchema = zod__WEBPACK_IMPORTED_MODULE_4__/* .looseObject */ ._H({
    dialect: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .Yj().optional(),
    entries: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YO(zod__WEBPACK_IMPORTED_MODULE_4__/* .looseObject */ ._H({ idx: zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .ai().int(), when: zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .ai().int(), tag: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .Yj().regex(/^[^/\\\0]+$/) })),
});
async function readDrizzleFolder(folder) {
    const { entries } = await readJournal(folder);
    const files = await Promise.all(entries.map(({ tag, when }) => (0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readMigration */ .V7)(folder, { file: `${tag}.sql`, name: tag, key: String(when), cutAt: "--> statement-breakpoint" })));
    const known = new Set(entries.map(({ tag }) => `${tag}.sql`));
    const scripts = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .inFolder */ ._z)(folder))).filter((file) => file.endsWith(".sql"));
    const twice = entries.filter(({ when }, index) => entries.findIndex((other) => other.when === when) !== index);
    return {
        directory: folder.directory,
        files,
        problems: [
            ...scripts
                .filter((file) => !known.has(file))
                .map((file) => ({
                rule: "not-in-journal",
                file: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.directory, file),
                message: `It is not listed in ${JOURNAL}, so Drizzle never applies it. Add it with drizzle-kit, or delete it.`,
                severity: "warning",
            })),
            ...twice.map(({ tag }) => ({
                rule: "duplicate-number",
                file: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.directory, `${tag}.sql`),
                message: `Another entry of ${JOURNAL} has the same \`when\`; Drizzle would skip one of them. Generate it anew.`,
                severity: "error",
            })),
        ],
    };
}
async function readJournal(folder) {
    const shown = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.directory, JOURNAL);
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .inFolder */ ._z)(folder, JOURNAL), "utf8").catch((cause) => {
        throw (0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .unreadable */ .O$)(shown, cause);
    });
    try {
        const journal = journalSchema.parse(JSON.parse(text));
        if (journal.dialect === undefined || /^(?:postgresql|pg)$/.test(journal.dialect))
            return journal;
        throw new Error(`its dialect is ${journal.dialect}, not postgresql`);
    }
    catch (cause) {
        throw new _action_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H("SLIP-DB-TOOL", `${shown} is not a journal of Drizzle for PostgreSQL.`, {
            blame: "user",
            state: "Nothing was changed.",
            next: "Look for conflict markers of a merge in it, or generate the migrations anew with drizzle-kit.",
            cause,
        });
    }
}


/***/ }),

/***/ 653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   drizzleTool: () => (/* binding */ drizzleTool)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(760);
/* harmony import */ var _action_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(888);
/* harmony import */ var _drizzle_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(726);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(400);




const CREATE = `create table if not exists %s (
  id serial primary key,
  hash text not null,
  created_at bigint
)`;
const TABLE = "__drizzle_migrations";
async function table(session) {
    const rows = await session.query("select format('%I.%I', n.nspname, c.relname) as name, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = $1 and c.relkind = 'r' order by n.nspname = 'drizzle' desc, n.nspname", [TABLE]);
    const name = rows[0]?.["name"];
    if (rows.length > 1 && rows[0]?.["schema"] !== "drizzle")
        throw several(rows.map((row) => String(row["name"])));
    return typeof name === "string" ? { name, exists: true } : { name: `drizzle.${TABLE}`, exists: false };
}
const several = (names) => new _action_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H("SLIP-DB-TOOL", `The database has more than one journal of Drizzle: ${names.join(", ")}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Keep the one that belongs to these migrations in the schema `drizzle`, or drop those that nobody uses.",
});
const drizzleTool = ({ workspace }) => ({
    name: "drizzle",
    identity: "hash",
    recognises: (directory) => (0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isFile */ .fo)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, _drizzle_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .JOURNAL */ .E))),
    read: (directory) => (0,_drizzle_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .readDrizzleFolder */ .F)({ workspace, directory }),
    async applied(session) {
        const { name, exists } = await table(session);
        if (!exists)
            return [];
        const rows = await session.query(`select hash, created_at from ${name} order by created_at, id`);
        return rows.map((row) => ({ key: String(row["created_at"]), hash: String(row["hash"]) }));
    },
    async prepare(session) {
        const { name, exists } = await table(session);
        if (exists)
            return;
        const [schema] = await session.query("select to_regnamespace('drizzle') is not null as there");
        if (schema?.["there"] !== true)
            await session.execute("create schema if not exists drizzle");
        await session.execute(CREATE.replace("%s", name));
    },
    async record(session, { key, hash }) {
        const { name } = await table(session);
        await session.query(`insert into ${name} (hash, created_at) values ($1, $2::bigint)`, [hash, key]);
    },
});


/***/ }),

/***/ 400:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   V7: () => (/* binding */ readMigration),
/* harmony export */   _z: () => (/* binding */ inFolder),
/* harmony export */   fo: () => (/* binding */ isFile)
/* harmony export */ });
/* unused harmony export sha256 */
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(573);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(760);
/* harmony import */ var _action_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(888);





const sha256 = (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)("sha256").update(text).digest("hex");
const otherLineEnds = (text) => {
    const unix = text.replaceAll("\r\n", "\n");
    return [unix, unix.replaceAll("\n", "\r\n")].filter((form) => form !== text).map(sha256);
};
const isFile = async (path) => (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(path).catch(() => undefined))?.isFile() ?? false;
const inFolder = ({ workspace, directory }, ...parts) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(workspace, directory, ...parts);
async function readMigration(folder, { file, name, key, cutAt }) {
    const path = inFolder(folder, file);
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(path).catch((cause) => {
        throw unreadable((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder.directory, file), cause);
    });
    const text = bytes.toString("utf8");
    return {
        name,
        key,
        file: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)(folder.workspace, path) || file,
        hash: sha256(text),
        otherHashes: otherLineEnds(text),
        text,
        garbled: !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes) || bytes.includes(0),
        parts: cutAt === undefined ? [{ start: 0, end: text.length }] : partsBetween(text, cutAt),
    };
}
function partsBetween(text, mark) {
    let at = 0;
    return text.split(mark).map((part) => {
        const start = at;
        at += part.length + mark.length;
        return { start, end: start + part.length };
    });
}
const unreadable = (path, cause) => new _action_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .H("SLIP-DB-TOOL", `${path} cannot be read.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Check `directory`, and that the repository is checked out before this step.",
    cause,
});


/***/ })

};
