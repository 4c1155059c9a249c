export const id = 239;
export const ids = [239];
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


/***/ }),

/***/ 239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sqlTool: () => (/* binding */ sqlTool)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./build/shared/providers/migrations/drizzle-folder.js
var drizzle_folder = __webpack_require__(726);
// EXTERNAL MODULE: ./build/shared/providers/migrations/files.js
var migrations_files = __webpack_require__(400);
;// CONCATENATED MODULE: ./build/shared/providers/migrations/sql-folder.js



const NUMBERED = /^(\d+)(?:[._-].*)?\.sql$/i;
const UNDO = /\.(?:down|undo|rollback|revert)\.sql$/i;
const FOREIGN = /^[ \t]*--[ \t]*(?:migrate:(?:up|down)|\+goose|\+migrate)/im;
async function readSqlFolder(folder) {
    const names = await (0,promises_.readdir)((0,migrations_files/* inFolder */._z)(folder)).catch((cause) => {
        throw (0,migrations_files/* unreadable */.O$)(folder.directory, cause);
    });
    const scripts = names.filter((file) => /\.sql$/i.test(file) && !UNDO.test(file)).toSorted();
    const numbered = scripts
        .flatMap((file) => {
        const number = NUMBERED.exec(file)?.[1];
        return number === undefined ? [] : [{ file, number: BigInt(number), name: file.replace(/\.sql$/i, "") }];
    })
        .toSorted((one, other) => (one.number < other.number ? -1 : one.number > other.number ? 1 : 0));
    const files = await Promise.all(numbered.map(({ file, name }) => (0,migrations_files/* readMigration */.V7)(folder, { file, name, key: name })));
    const problem = (rule, file, message) => ({
        rule,
        file,
        message,
        severity: "error",
    });
    return {
        directory: folder.directory,
        files,
        problems: [
            ...scripts
                .filter((file) => !NUMBERED.test(file))
                .map((file) => problem("no-number", (0,external_node_path_.join)(folder.directory, file), "Its name does not begin with a number, so its place is not known. Name it like `0001_add_orders.sql`.")),
            ...numbered.flatMap(({ file, number }, index) => {
                const before = numbered[index - 1];
                if (before?.number !== number)
                    return [];
                return [
                    problem("duplicate-number", (0,external_node_path_.join)(folder.directory, file), `It has the same number as ${before.file}, so their order is not known. Give one of them another number.`),
                ];
            }),
            ...files
                .filter(({ text }) => FOREIGN.test(text))
                .map(({ file }) => problem("foreign-format", file, "It holds sections of another tool (dbmate, goose, sql-migrate): run as a whole it would undo itself. Keep only what leads forward.")),
        ],
    };
}

;// CONCATENATED MODULE: ./build/shared/providers/migrations/sql.js





const CREATE = `create table if not exists slipway.migrations (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default clock_timestamp(),
  duration_ms integer not null,
  statements integer not null,
  run text not null
)`;
async function journalExists(session) {
    const [row] = await session.query("select to_regclass('slipway.migrations') is not null as there");
    return row?.["there"] === true;
}
const sqlTool = ({ workspace }) => ({
    name: "sql",
    identity: "key",
    recognises: async (directory) => !(await (0,migrations_files/* isFile */.fo)((0,external_node_path_.resolve)(workspace, directory, drizzle_folder/* JOURNAL */.E))) &&
        (await (0,promises_.readdir)((0,external_node_path_.resolve)(workspace, directory)).catch(() => [])).some((file) => /^\d.*\.sql$/i.test(file)),
    read: (directory) => readSqlFolder({ workspace, directory }),
    async applied(session) {
        if (!(await journalExists(session)))
            return [];
        const rows = await session.query("select name, checksum from slipway.migrations order by applied_at, name");
        return rows.map((row) => ({ key: String(row["name"]), hash: String(row["checksum"]) }));
    },
    async prepare(session) {
        if (await journalExists(session))
            return;
        const [schema] = await session.query("select to_regnamespace('slipway') is not null as there");
        if (schema?.["there"] !== true)
            await session.execute("create schema if not exists slipway");
        await session.execute(CREATE);
    },
    async record(session, { name, hash }, { durationMs, statements, run }) {
        await session.query("insert into slipway.migrations (name, checksum, duration_ms, statements, run) values ($1, $2, $3::int, $4::int, $5)", [name, hash, Math.round(durationMs), statements, run]);
    },
});


/***/ })

};
