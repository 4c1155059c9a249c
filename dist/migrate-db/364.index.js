export const id = 364;
export const ids = [364];
export const modules = {

/***/ 364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  migrate: () => (/* binding */ migrate)
});

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/ports/sql.js
var sql = __webpack_require__(303);
;// CONCATENATED MODULE: ./build/actions/migrate-db/address.js

function checkAddress(url, inspect) {
    const { problem, pooler } = inspect(url);
    if (problem !== undefined) {
        throw new failure/* Failure */.H("SLIP-INPUT-INVALID", `\`database-url\` cannot be used: ${problem}.`, {
            blame: "user",
            state: "Nothing was changed.",
            next: "Give it the form `postgresql://user:password@host/database`.",
        });
    }
    if (pooler)
        throw pooled(pooler.why, `Give \`database-url\` the direct address: ${pooler.direct}`);
}
const pooled = (why, next) => new failure/* Failure */.H("SLIP-DB-POOLED", `\`database-url\` leads to a connection pooler: ${why}.`, {
    blame: "user",
    state: "Nothing was changed. Behind a pooler locks and settings belong to somebody else's session a moment later.",
    next,
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./build/actions/migrate-db/affinity.js


const MARK = "slipway.affinity";
async function proveAffinity(session, second) {
    const value = (0,external_node_crypto_.randomUUID)();
    await session.query(`select set_config('${MARK}', $1, false)`, [value]);
    const other = await second();
    try {
        await other?.execute("begin");
        const [theirs] = (await other?.query("select pg_backend_pid() as pid")) ?? [];
        const [ours] = await session.query(`select pg_backend_pid() as pid, current_setting('${MARK}', true) as value`);
        const kept = ours?.["value"] === value && Number(ours["pid"]) === session.server.pid;
        if (kept && Number(theirs?.["pid"] ?? 0) !== session.server.pid)
            return;
        throw pooled("two of our sessions share one backend", "Give `database-url` the address of the database server itself, not of PgBouncer or another pooler.");
    }
    finally {
        await other?.close();
    }
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/blockers.js
const WHO = `select pid, usename, application_name, state, left(query, 120) as query, (now() - xact_start)::text as age
from pg_stat_activity where pid = any(pg_blocking_pids($1::int)) order by xact_start limit 3`;
function watchBlockers(pid, { clock, inputs, signal }, open) {
    let found;
    let second;
    async function look() {
        second ??= open().catch(() => undefined);
        const rows = await (await second)?.query(WHO, [pid]).catch(() => []);
        if (rows && rows.length > 0)
            found = rows.map(describe).join("; ");
    }
    async function watching(stop) {
        try {
            for (let wait = inputs.lockTimeout * 500;; wait = inputs.lockTimeout * 250) {
                await clock.sleep(wait, stop);
                await look();
            }
        }
        catch {
        }
    }
    return {
        last: () => found,
        async watch(work) {
            const stop = new AbortController();
            const watcher = watching(AbortSignal.any([stop.signal, signal]));
            try {
                return await work();
            }
            finally {
                stop.abort(new Error("stopped"));
                await watcher;
            }
        },
        close: async () => {
            await (await second)?.close();
        },
    };
}
const describe = (row) => {
    const [pid, user, name, state, age] = ["pid", "usename", "application_name", "state", "age"].map((key) => String(row[key]));
    return `backend ${pid} (user ${user}, application ${name || "without a name"}, ${state} for ${age}): ${String(row["query"])}`;
};

;// CONCATENATED MODULE: ./build/actions/migrate-db/lock.js

const KEY = [0x736c6970, 0x77617901];
const HOLDER = `select a.pid, a.application_name, a.usename, a.state, a.backend_start::text as since
from pg_locks l join pg_stat_activity a using (pid)
where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid::bigint = $1 and l.objid::bigint = $2
  and l.database = (select oid from pg_database where datname = current_database())`;
const REMIND = 30_000;
async function takeLock(session, { clock, signal, random, log }, waitSeconds) {
    const since = clock.now();
    let told = Number.NEGATIVE_INFINITY;
    for (;;) {
        signal.throwIfAborted();
        const [row] = await session.query("select pg_try_advisory_lock($1::int, $2::int) as taken", KEY);
        if (row?.["taken"] === true)
            return;
        const holder = await describeHolder(session);
        const waited = clock.now() - since;
        if (waited >= waitSeconds * 1000)
            throw locked(holder, waitSeconds);
        if (waited - told >= REMIND) {
            told = waited;
            log.info(`Waiting for another migration of this database: ${holder}.`);
        }
        await clock.sleep(250 + random() * 750, signal);
    }
}
const HELD = `select 1 from pg_locks where pid = pg_backend_pid() and locktype = 'advisory' and granted
  and objsubid = 2 and classid::bigint = $1 and objid::bigint = $2`;
async function proveLock(session, file, state) {
    if ((await session.query(HELD, KEY)).length > 0)
        return;
    throw new failure/* Failure */.H("SLIP-DB-LOCKED", `${file} frees the lock that keeps other runs away from this database.`, {
        blame: "user",
        state,
        next: "Take `pg_advisory_unlock_all` or what else frees all locks out of it, then run the step again.",
    });
}
const freeLock = async (session) => {
    await session.query("select pg_advisory_unlock($1::int, $2::int)", KEY);
};
async function describeHolder(session) {
    const [row] = await session.query(HOLDER, KEY);
    if (!row)
        return "it has just ended";
    const [pid, name, user] = [row["pid"], row["application_name"], row["usename"]].map(String);
    return `backend ${pid} (application ${name || "without a name"}, user ${user}, connected since ${String(row["since"])})`;
}
const locked = (holder, seconds) => new failure/* Failure */.H("SLIP-DB-LOCKED", `Another migration still runs after ${seconds} s of waiting: ${holder}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Wait until it has ended and run the step again, or raise `lock-wait`. Should it be a left-over, end it with `select pg_terminate_backend(<pid>)`.",
});

;// CONCATENATED MODULE: ./build/actions/migrate-db/compare.js
function compare(files, journal, identity) {
    const rows = new Set(journal);
    const known = new Map();
    const renamed = new Set();
    const sameText = (file, row) => file.hash === row.hash || file.otherHashes.includes(row.hash);
    const claim = (matches, mark) => {
        for (const file of files.filter((candidate) => !known.has(candidate) && !renamed.has(candidate))) {
            const row = [...rows].find((candidate) => matches(file, candidate));
            if (!row)
                continue;
            rows.delete(row);
            mark(file);
        }
    };
    claim((file, row) => file.key === row.key && sameText(file, row), (file) => known.set(file, "same"));
    if (identity === "hash")
        claim(sameText, (file) => known.set(file, "same"));
    claim((file, row) => file.key === row.key, (file) => known.set(file, "edited"));
    if (identity === "key")
        claim(sameText, (file) => renamed.add(file));
    const pending = files.filter((file) => !known.has(file));
    const lastApplied = files.findLastIndex((file) => known.has(file));
    return {
        applied: files.filter((file) => known.has(file)),
        pending,
        edited: files.filter((file) => known.get(file) === "edited"),
        renamed: [...renamed],
        missing: [...rows],
        outOfOrder: pending.filter((file) => files.indexOf(file) < lastApplied),
    };
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/sql/scan.js
const SPACE = /[ \t\n\r\f\v]+/y;
const LINE_COMMENT = /--[^\n\r]*/y;
const WORD = /[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_$\u0080-\u{10ffff}]*/uy;
const NUMBER = /\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*)?\$/uy;
const PLAIN_STRING = /'[^']*(?:''[^']*)*'/y;
const ESCAPE_STRING = /'[^'\\]*(?:(?:''|\\[^])[^'\\]*)*'/y;
const QUOTED = /"[^"]*(?:""[^"]*)*"/y;
const CONTINUATION = /(?:[ \t\f\v]|--[^\n\r]*)*[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*(?=')/y;
const matchEnd = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
};
function scan(text) {
    const tokens = [];
    for (let at = 0; at < text.length; at = tokens.at(-1)?.end ?? text.length)
        tokens.push(next(text, at));
    return tokens;
}
function next(text, start) {
    const token = (kind, end) => end === undefined ? { kind: "unterminated", start, end: text.length } : { kind, start, end };
    const two = text.slice(start, start + 2);
    const first = text.charAt(start);
    if (start === 0 && first === "\ufeff")
        return token("space", 1);
    if (two === "--")
        return token("comment", matchEnd(LINE_COMMENT, text, start));
    if (two === "/*")
        return token("comment", blockCommentEnd(text, start));
    if (first === "'")
        return token("string", stringEnd(PLAIN_STRING, text, start));
    if (first === '"')
        return token("quoted", matchEnd(QUOTED, text, start));
    if (two === "e'" || two === "E'")
        return token("string", stringEnd(ESCAPE_STRING, text, start + 1));
    if (/[bxn]'/i.test(two))
        return token("string", stringEnd(PLAIN_STRING, text, start + 1));
    if (/u&/i.test(two) && text[start + 2] === "'")
        return token("string", stringEnd(PLAIN_STRING, text, start + 2));
    if (/u&/i.test(two) && text[start + 2] === '"')
        return token("quoted", matchEnd(QUOTED, text, start + 2));
    const tagEnd = first === "$" ? matchEnd(DOLLAR_TAG, text, start) : undefined;
    if (tagEnd !== undefined)
        return token("string", dollarEnd(text, start, tagEnd));
    for (const [kind, pattern] of [
        ["space", SPACE],
        ["word", WORD],
        ["number", NUMBER],
    ]) {
        const end = matchEnd(pattern, text, start);
        if (end !== undefined)
            return token(kind, end);
    }
    return token("symbol", start + 1);
}
function blockCommentEnd(text, start) {
    const marks = /\/\*|\*\//g;
    marks.lastIndex = start;
    let depth = 0;
    for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
        depth += mark[0] === "/*" ? 1 : -1;
        if (depth === 0)
            return marks.lastIndex;
    }
    return undefined;
}
function stringEnd(form, text, quote) {
    const end = matchEnd(form, text, quote);
    const more = end === undefined ? undefined : matchEnd(CONTINUATION, text, end);
    return more === undefined ? end : stringEnd(form, text, more);
}
function dollarEnd(text, start, tagEnd) {
    const close = text.indexOf(text.slice(start, tagEnd), tagEnd);
    return close < 0 ? undefined : close + tagEnd - start;
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/sql/split.js

function lineCounter(text) {
    let line = 1;
    let at = 0;
    return (offset) => {
        for (let next = text.indexOf("\n", at); next >= 0 && next < offset; next = text.indexOf("\n", at)) {
            line += 1;
            at = next + 1;
        }
        return line;
    };
}
function split(text, parts = [{ start: 0, end: text.length }]) {
    const line = lineCounter(text);
    return parts.flatMap(({ start, end }) => cut(text.slice(start, end))
        .map((pieces) => statement(text, pieces, start, line))
        .filter((found) => found !== undefined));
}
function cut(text) {
    const statements = [[]];
    let parentheses = 0;
    let blocks = 0;
    for (const token of scan(text)) {
        const piece = { ...token, word: normal(token, text) };
        const current = statements.at(-1) ?? [];
        if (piece.word === ";" && parentheses === 0 && blocks === 0) {
            statements.push([]);
            parentheses = 0;
            continue;
        }
        current.push(piece);
        if (piece.word === "(")
            parentheses += 1;
        if (piece.word === ")")
            parentheses = Math.max(0, parentheses - 1);
        if (parentheses === 0 && token.kind === "word")
            blocks += nesting(piece.word, blocks, current);
    }
    return statements;
}
function nesting(word, blocks, pieces) {
    if (word === "end" && blocks > 0)
        return -1;
    if (word === "case" && blocks > 0)
        return 1;
    if (word !== "atomic")
        return 0;
    const words = pieces.filter(significant).map((piece) => piece.word);
    return words.at(-2) === "begin" && createsRoutine(words) ? 1 : 0;
}
const createsRoutine = (words) => words[0] === "create" &&
    ["function", "procedure"].includes((words[1] === "or" && words[2] === "replace" ? words[3] : words[1]) ?? "");
const significant = ({ kind }) => kind !== "space" && kind !== "comment";
function normal({ kind, start, end }, text) {
    if (kind === "word")
        return text.slice(start, end).toLowerCase();
    if (kind === "string")
        return "'";
    return kind === "number" ? "0" : text.slice(start, end);
}
function statement(text, pieces, offset, line) {
    const real = pieces.filter(significant);
    const [first, last] = [real[0], real.at(-1)];
    if (!first || !last)
        return undefined;
    const start = offset + first.start;
    return {
        text: text.slice(start, offset + last.end),
        start,
        line: line(start),
        words: real.map(({ word }) => word),
        unterminated: pieces.some(({ kind }) => kind === "unterminated"),
    };
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/sql/shape.js
const shape = ({ words }) => words.map((word) => (word.startsWith('"') ? word.replaceAll(/\s/g, "_") : word)).join(" ");
const NAME = String.raw `(?:"[^ ]*"|[^ .(),;"]+)`;
const QUALIFIED = String.raw `${NAME}(?: \. ${NAME})*`;
const objectName = (name) => name
    .split(" . ")
    .map((part) => part.replace(/^"([a-z_][a-z0-9_]*)"$/, "$1"))
    .filter((part, index, parts) => !(index === 0 && parts.length > 1 && part === "public"))
    .join(".");
function listItems(words) {
    const items = [[]];
    let depth = 0;
    for (const word of words) {
        if (word === "(" || word === "[")
            depth += 1;
        if (word === ")" || word === "]")
            depth -= 1;
        if (word === "," && depth === 0)
            items.push([]);
        else
            items.at(-1)?.push(word);
    }
    return items;
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/sql/transaction.js

const OUTSIDE = [
    /^create (?:unique )?index concurrently\b/,
    /^drop index concurrently\b/,
    /^reindex\b.*\bconcurrently\b/,
    /^reindex (?:\( .*? \) )?(?:database|system|schema)\b/,
    /^vacuum\b/,
    /^(?:create|drop) (?:database|tablespace)\b/,
    /^alter system\b/,
    /^alter database\b.* set tablespace\b/,
    /^alter table\b.* detach partition\b.* concurrently$/,
    /^(?:create|drop) subscription\b/,
    /^cluster(?: verbose)?$/,
    /^(?:commit|rollback) prepared\b/,
];
const CONTROL = /^(?:begin|start transaction|commit|end|rollback|abort|prepare transaction)\b/;
const OPENS = /^(?:begin(?: work| transaction)?|start transaction)$/;
const CLOSES = /^(?:commit|end)(?: work| transaction)?$/;
const runsOutsideTransactions = (statement) => {
    const form = shape(statement);
    return OUTSIDE.some((pattern) => pattern.test(form));
};
const SETS = /^(?:set (?!local\b|constraints\b|transaction\b)|reset\b|select (?:pg_catalog \. )?set_config \()/;
const setsSession = (statement) => SETS.test(shape(statement));
const controlsTransaction = (statement) => {
    const form = shape(statement);
    return CONTROL.test(form) && !/^rollback (?:work |transaction )?to\b/.test(form);
};
function unwrap(statements) {
    const [first, last] = [statements[0], statements.at(-1)];
    if (!first || !last || statements.length < 2)
        return statements;
    return OPENS.test(shape(first)) && CLOSES.test(shape(last)) ? statements.slice(1, -1) : statements;
}
const needsPsql = (statement) => /^copy\b.* from stdin\b/.test(shape(statement)) || statement.text.startsWith("\\");

;// CONCATENATED MODULE: ./build/actions/migrate-db/findings/alter-table.js

const breaks = (rule, message) => ({ rule, effect: "breaks", message });
const unknown = (rule, message) => ({ rule, effect: "unknown", message });
const safe = { rule: "safe", effect: "safe", message: "" };
const CONSTRAINT = unknown("constraint-added", "Rows that the running code writes may violate the new constraint.");
const NOT_NULL_ADDED = breaks("not-null-without-default", "The running code does not write the new column, so its inserts fail; existing rows make the statement itself fail.");
const RULES = [
    [/^rename constraint\b/, safe],
    [/^rename\b/, breaks("rename", "The running code still uses the old name.")],
    [/^set schema\b/, breaks("rename", "The running code looks for the table in its old schema.")],
    [/^drop constraint\b/, safe],
    [/^drop\b/, breaks("column-dropped", "The running code may still read or write the column.")],
    [/^add (?:constraint|check|unique|primary key|foreign key|exclude)\b/, CONSTRAINT],
    [/^alter (?:column )?\S+ set not null$/, breaks("not-null", "Inserts of the running code that leave it out fail.")],
    [
        /^alter (?:column )?\S+ (?:set data )?type\b/,
        unknown("type-changed", "The running code may read or write values of the old type; the table may be rewritten."),
    ],
    [
        /^alter (?:column )?\S+ (?:set default|drop not null|set statistics|set storage|set compression|set \(|reset \()/,
        safe,
    ],
    [/^alter (?:column )?\S+ drop default$/, unknown("default-dropped", "The running code may rely on the default.")],
    [/^validate constraint\b/, safe],
    [/^attach partition\b/, safe],
    [/^detach partition\b/, breaks("partition-detached", "The running code no longer finds the partition's rows.")],
    [/^(?:replica identity|cluster on|set without cluster|set (?:un)?logged|set tablespace|set \(|reset \()/, safe],
];
const ADDS_COLUMN = /^add (?!constraint\b|check\b|unique\b|primary key\b|foreign key\b|exclude\b)/;
const FILLED = /\b(?:default|generated|serial|bigserial|smallserial|serial[248])\b/;
const judgeAlterTable = (words) => listItems(words).map((item) => judgeAction(item.join(" ")));
function judgeAction(form) {
    if (ADDS_COLUMN.test(form))
        return / not null\b/.test(form) && !FILLED.test(form) ? NOT_NULL_ADDED : safe;
    const rule = RULES.find(([pattern]) => pattern.test(form));
    return rule
        ? rule[1]
        : unknown("not-judged", `What \`${form.slice(0, 60)}\` means for the running code is not known.`);
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/findings/statements.js


const OPTIONS = "(?:concurrently )?(?:if (?:not )?exists )?(?:only )?";
const RELATION = "(?:table|view|materialized view|schema|type|domain|function|procedure|sequence|aggregate|extension)";
const CREATES = new RegExp(`^create (?:(?:global |local )?(?:temporary |temp )|unlogged |recursive )?(${RELATION}) ${OPTIONS}(${QUALIFIED})`);
const CREATES_INDEX = new RegExp(`^create (unique )?index ${OPTIONS}(?:(?!on )${QUALIFIED} )?on (?:only )?(${QUALIFIED})`);
const DROPS = new RegExp(`^drop ${RELATION} ${OPTIONS}(.*?)(?: cascade| restrict)?$`);
const ALTERS_TABLE = new RegExp(`^alter table ${OPTIONS}(${QUALIFIED})(?: \\*)? (.*)$`);
const TRUNCATES = new RegExp(`^truncate (?:table )?(?:only )?(${QUALIFIED})`);
const ON_TABLE = new RegExp(`^create (?:or replace )?(?:constraint )?(?:trigger|rule|policy)\\b.*? (?:on|to) (${QUALIFIED})`);
const HEADS = [
    [/^create or replace\b/, statements_unknown("replaced", "The running code may rely on how it worked before.")],
    [/^create (?:collation|statistics|role|user|group|publication|cast|operator|text search)\b/, statements_safe()],
    [
        /^(?:comment|analyze|set|reset|insert|grant|vacuum|reindex|refresh materialized view|cluster|update|savepoint|release|lock)\b/,
        statements_safe(),
    ],
    [/^select (?:pg_catalog \. )?(?:setval|set_config) \(/, statements_safe()],
    [/^delete from [^;]*? where\b/, statements_unknown("rows-deleted", "The running code may need the rows that are deleted.")],
    [/^delete\b/, statements_breaks("rows-deleted", "All rows of the table are deleted.")],
    [/^drop index\b/, statements_unknown("index-dropped", "Queries may become slow, and `on conflict` may need a unique index.")],
    [/^alter type\b.* add value\b/, statements_safe()],
    [/^alter sequence\b(?!.* (?:rename|set schema)\b)/, statements_safe()],
    [/^alter index\b/, statements_safe()],
    [/^alter\b.* (?:rename|set schema)\b/, statements_breaks("rename", "The running code still uses the old name.")],
];
function statements_safe() {
    return { rule: "safe", effect: "safe", message: "" };
}
function statements_breaks(rule, message) {
    return { rule, effect: "breaks", message };
}
function statements_unknown(rule, message) {
    return { rule, effect: "unknown", message };
}
function judgeStatement(statement, created) {
    const form = shape(statement);
    const isNew = (name) => name !== undefined && created.has(objectName(name));
    const creates = CREATES.exec(form);
    if (creates?.[2]) {
        if (!creates[0].includes(" if not exists "))
            created.add(objectName(creates[2]));
        return [statements_safe()];
    }
    const index = CREATES_INDEX.exec(form);
    if (index)
        return isNew(index[2]) ? [statements_safe()] : judgeIndex(form, index[1] !== undefined);
    const drops = DROPS.exec(form);
    if (drops?.[1]) {
        const names = drops[1].split(" , ").map((name) => name.replace(/ \(.*$/, ""));
        return names.every(isNew) ? [statements_safe()] : [statements_breaks("dropped", "The running code may still use what is dropped.")];
    }
    const alters = ALTERS_TABLE.exec(form);
    if (alters?.[2])
        return isNew(alters[1]) ? [statements_safe()] : judgeAlterTable(alters[2].split(" "));
    const truncates = TRUNCATES.exec(form);
    if (truncates)
        return isNew(truncates[1]) ? [statements_safe()] : [statements_breaks("truncated", "All rows of the table are deleted.")];
    const attached = ON_TABLE.exec(form);
    if (attached && isNew(attached[1]))
        return [statements_safe()];
    const head = HEADS.find(([pattern]) => pattern.test(form));
    return [head ? head[1] : statements_unknown("not-judged", "What this statement means for the running code is not known.")];
}
function judgeIndex(form, unique) {
    const remarks = [];
    if (unique)
        remarks.push(statements_unknown("constraint-added", "Rows that the running code writes may violate the new unique index."));
    if (!/^create (?:unique )?index concurrently\b/.test(form)) {
        remarks.push({
            rule: "index-blocks-writes",
            effect: "safe",
            message: "Writes to the table wait until the index is built; `create index concurrently` lets them go on.",
        });
    }
    return remarks;
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/findings/collect.js



function steps(pending) {
    return pending.map((migration) => {
        const statements = unwrap(split(migration.text, migration.parts));
        return { migration, statements, transactional: !statements.some(runsOutsideTransactions) };
    });
}
function statementFindings(all, allowed) {
    const created = new Set();
    return all.flatMap((step) => [
        ...garbled(step),
        ...mixed(step, allowed),
        ...step.statements.flatMap((one) => remarks(step, one)),
    ]);
    function remarks({ migration: { file } }, statement) {
        const finding = (rule, severity, message, effect) => ({
            rule,
            severity,
            file,
            line: statement.line,
            message,
            effect,
        });
        if (statement.unterminated) {
            return [
                finding("unterminated", "error", "A string, name or comment that begins here or later never ends.", "unknown"),
            ];
        }
        if (needsPsql(statement)) {
            return [
                finding("needs-psql", "error", "This works in psql only. Write it as plain SQL, such as `insert`.", "unknown"),
            ];
        }
        if (controlsTransaction(statement)) {
            return [
                finding("transaction-control", "error", "Each migration runs in one transaction together with its row in the journal; it cannot begin or end one itself. Take the statement out.", "unknown"),
            ];
        }
        return judgeStatement(statement, created)
            .filter(({ rule }) => rule !== "safe")
            .map(({ rule, effect, message }) => finding(rule, effect === "unknown" ? "note" : "warning", message, effect));
    }
}
const garbled = ({ migration }) => migration.garbled === true
    ? [
        {
            rule: "not-utf8",
            severity: "error",
            file: migration.file,
            message: "Its bytes are no UTF-8 text, so letters would be stored damaged. Save it as UTF-8.",
            effect: "unknown",
        },
    ]
    : [];
const NO_TRANSACTION = "no-transaction";
function mixed({ migration: { file }, statements, transactional }, allowed) {
    if (transactional || statements.length === 1)
        return [];
    return [
        {
            rule: NO_TRANSACTION,
            severity: allowed.has(NO_TRANSACTION) ? "warning" : "error",
            file,
            line: statements.find(runsOutsideTransactions)?.line,
            message: "This statement cannot run in a transaction, so the file cannot be applied all or nothing. Put it into a migration of its own, or let the file run statement by statement with `allow: no-transaction`.",
            effect: "safe",
        },
    ];
}
function compatibility(findings) {
    const effects = new Set(findings.map(({ effect }) => effect));
    if (effects.has("breaks"))
        return "false";
    return effects.has("unknown") ? "unknown" : "true";
}

// EXTERNAL MODULE: ./build/actions/migrate-db/findings/journal.js
var journal = __webpack_require__(437);
;// CONCATENATED MODULE: ./build/actions/migrate-db/indexes.js
function createdIndex({ words }) {
    const at = words.indexOf("index");
    if (words[0] !== "create" || at < 1 || at > 2)
        return undefined;
    const rest = words.slice(at + 1);
    if (rest[0] === "concurrently")
        rest.shift();
    if (rest[0] === "if")
        rest.splice(0, 3);
    const on = rest.indexOf("on");
    if (on < 1)
        return undefined;
    const tableAt = rest[on + 1] === "only" ? on + 2 : on + 1;
    const table = [rest[tableAt] ?? ""];
    for (let next = tableAt + 1; rest[next] === "."; next += 2)
        table.push(".", rest[next + 1] ?? "");
    return { index: unquote(rest[on - 1] ?? ""), table: table.join("") };
}
function droppedIndex({ words }) {
    if (words[0] !== "drop" || words[1] !== "index" || words[2] !== "concurrently")
        return undefined;
    return words
        .slice(words[3] === "if" ? 5 : 3)
        .filter((word) => !["cascade", "restrict"].includes(word))
        .join("");
}
const unquote = (name) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);
const STATE = `select i.indisvalid as valid, format('%I.%I', n.nspname, c.relname) as name
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where i.indrelid = to_regclass($1) and c.relname = $2 and c.relkind = 'i'`;
async function indexState(session, { table, index }) {
    const [row] = await session.query(STATE, [table, index]);
    return row && { valid: row["valid"] === true, name: String(row["name"]) };
}
async function relationExists(session, name) {
    const [row] = await session.query("select to_regclass($1) is not null as there", [name]);
    return row?.["there"] === true;
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/progress.js


const CREATE = `create table if not exists slipway.progress (
  tool text not null,
  migration text not null,
  position integer not null,
  statement_hash text not null,
  state text not null check (state in ('running', 'done')),
  run text not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (tool, migration, position)
)`;
const READABLE = `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'slipway' and c.relname = 'progress'
  and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`;
async function halfDone(session, tool) {
    const [readable] = await session.query(READABLE);
    if (readable === undefined)
        return [];
    const rows = await session.query("select distinct migration from slipway.progress where tool = $1 order by 1", [
        tool,
    ]);
    return rows.map((row) => String(row["migration"]));
}
const statementHash = ({ text }) => (0,external_node_crypto_.createHash)("sha256").update(text).digest("hex");
async function openProgress(session, tool, { migration }, run) {
    if (!(await relationExists(session, "slipway.progress"))) {
        const [schema] = await session.query("select to_regnamespace('slipway') is not null as there");
        if (schema?.["there"] !== true)
            await session.execute("create schema if not exists slipway");
        await session.execute(CREATE);
    }
    const key = [tool, migration.name];
    const where = `tool = '${tool}' and migration = '${migration.name.replaceAll("'", "''")}'`;
    return {
        async read() {
            const rows = await session.query("select position, statement_hash, state from slipway.progress where tool = $1 and migration = $2", key);
            return new Map(rows.map((row) => [
                Number(row["position"]),
                { state: row["state"] === "done" ? "done" : "running", hash: String(row["statement_hash"]) },
            ]));
        },
        async write(position, statement, state) {
            await session.query(`insert into slipway.progress (tool, migration, position, statement_hash, state, run) values ($1, $2, $3::int, $4, $5, $6)
        on conflict (tool, migration, position) do update set statement_hash = $4, state = $5, run = $6, updated_at = clock_timestamp()`, [...key, position, statementHash(statement), state, run]);
        },
        async forget(position) {
            await session.query("delete from slipway.progress where tool = $1 and migration = $2 and ($3::int is null or position = $3::int)", [...key, position ?? null]);
        },
        commands: (position) => ({
            itRan: `update slipway.progress set state = 'done' where ${where} and position = ${position}`,
            itDidNot: `delete from slipway.progress where ${where} and position = ${position}`,
        }),
    };
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/plan.js





async function makePlan(session, tool, { directory, files, problems }, allow) {
    const comparison = compare(files, await tool.applied(session), tool.identity);
    const begun = await halfDone(session, tool.name);
    const lost = begun.filter((name) => !files.some((file) => file.name === name));
    const allowed = new Set(allow);
    const pending = steps(comparison.pending);
    const aboutStatements = statementFindings(pending, allowed);
    return {
        comparison,
        steps: pending,
        findings: [
            ...(0,journal/* journalFindings */.S)(comparison, problems, directory, allowed),
            ...lost.map((name) => abandoned(name, tool.name, directory)),
            ...aboutStatements,
        ],
        compatible: compatibility(aboutStatements),
    };
}
const abandoned = (name, tool, file) => ({
    rule: "half-done",
    severity: "error",
    file,
    message: `An earlier run carried out a part of ${name}, which the folder has not any more. Put it back under this name; or undo that part by hand and run \`delete from slipway.progress where tool = '${tool}' and migration = '${name.replaceAll("'", "''")}'\`.`,
    effect: "safe",
});
const ABOUT_THE_FOLDER = new Set([
    "edited",
    "renamed",
    "missing",
    "out-of-order",
    "duplicate-number",
    "no-number",
    "foreign-format",
    "half-done",
]);
function refuse(findings) {
    const errors = findings.filter(({ severity }) => severity === "error");
    const [first] = errors;
    if (!first)
        return;
    const code = errors.some(({ rule }) => ABOUT_THE_FOLDER.has(rule)) ? "SLIP-DB-DIVERGED" : "SLIP-DB-REFUSED";
    throw new failure/* Failure */.H(code, errors.map(plan_describe).join("\n"), {
        blame: "user",
        state: "Nothing was changed.",
        next: errors.length === 1
            ? "Do what the message says, then run the step again."
            : "Do what each message says, then run the step again.",
    });
}
const plan_describe = ({ file, line, rule, message }) => `${file}${line === undefined ? "" : `:${line}`}: ${message} [${rule}]`;

;// CONCATENATED MODULE: ./build/shared/ports/sql-connect.js

const ATTEMPT = 10_000;
const PAUSE = { first: 250, most: 5_000 };
const HOPELESS = /^(?:28\w{3}|3D000|ADDRESS|ERR_TLS\w*|ENOENT|EACCES|\w*CERT\w*|UNABLE_TO_\w+)$/;
const isHopeless = (error) => HOPELESS.test(error.code);
async function connectPatiently(connect, url, patience) {
    const { clock, signal, random, deadline, mayPass = (error) => !isHopeless(error), onRetry, onNotice } = patience;
    for (let pause = PAUSE.first;; pause = Math.min(pause * 2, PAUSE.most)) {
        signal.throwIfAborted();
        try {
            const timeout = Math.max(1_000, Math.min(ATTEMPT, deadline - clock.now()));
            return await connect(url, { timeout, ...(onNotice === undefined ? {} : { onNotice }) });
        }
        catch (thrown) {
            if (!(thrown instanceof sql/* SqlError */.L) || !mayPass(thrown))
                throw thrown;
            const wait = pause * (0.5 + random() / 2);
            if (clock.now() + wait >= deadline)
                throw thrown;
            onRetry?.(thrown);
            await clock.sleep(wait, signal);
        }
    }
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/session.js



const BUDGET = 60_000;
async function openSession(context, { connect }) {
    const { clock, signal, random, inputs, log, run } = context;
    const session = await connectPatiently(connect, inputs.databaseUrl, {
        clock,
        signal,
        random,
        deadline: clock.now() + BUDGET,
        onRetry: (error) => log.info(`The database does not answer yet (${error.code}), trying again.`),
        onNotice: log.debug,
    }).catch((thrown) => {
        throw thrown instanceof sql/* SqlError */.L ? unreachable(thrown) : thrown;
    });
    signal.addEventListener("abort", session.cancel, { once: true });
    await session.query("select set_config('application_name', $1, false)", [
        `slipway run ${run.runId}.${run.attempt}`.slice(0, 63),
    ]);
    await session.execute("set client_connection_check_interval = '2s'").catch(() => undefined);
    return {
        ...session,
        close: () => {
            signal.removeEventListener("abort", session.cancel);
            return session.close();
        },
    };
}
async function resetSession(session, { lockTimeout, statementTimeout }) {
    const [row] = await session.query("select current_setting('application_name') as name");
    await session.execute("reset session authorization");
    await session.execute("reset all");
    await session.query("select set_config('application_name', $1, false), set_config('lock_timeout', $2, false), set_config('statement_timeout', $3, false)", [String(row?.["name"]), `${lockTimeout}s`, `${statementTimeout}s`]);
    await session.execute("set client_connection_check_interval = '2s'").catch(() => undefined);
}
const unreachable = (error) => new failure/* Failure */.H("SLIP-DB-CONNECT", `The database does not answer: ${error.message} (${error.code}).`, {
    blame: "user",
    state: "Nothing was changed.",
    next: error.code.startsWith("28")
        ? "Check user and password in `database-url`."
        : "Check host, port and database in `database-url`, that the database runs, and that this runner may reach it.",
    cause: error,
});

;// CONCATENATED MODULE: ./build/actions/migrate-db/hints.js
const HINTS = [
    ["25006", "The database is read-only: give `database-url` the primary's address, not a replica's."],
    ["25001", "This statement cannot run in a transaction: put it into a migration of its own."],
    [
        "42P07",
        "It exists already, but the journal does not know this migration: was it created by hand or by another tool? Bring both in line, then run the step again.",
    ],
    [
        "42701",
        "The column exists already, but the journal does not know this migration: was it created by hand? Bring both in line, then run the step again.",
    ],
    [
        "42710",
        "It exists already, but the journal does not know this migration: was it created by hand? Bring both in line, then run the step again.",
    ],
    ["42501", "Give the role in `database-url` the privilege, or use the owner of the database."],
    ["55P04", "A new enum value cannot be used in the transaction that adds it: use it in a later migration."],
    ["57014", "The statement took longer than `statement-timeout`: raise it, or split the work into smaller pieces."],
    [
        "55P03",
        "Somebody holds a lock that the statement needs: end that transaction, or raise `lock-wait` and `lock-timeout`.",
    ],
    ["40P01", "Other transactions kept colliding with this one: run the step again at a quieter time."],
    ["53100", "The database's disk is full: free or add space, then run the step again."],
    ["53", "The database has no resources left: free connections or memory, then run the step again."],
    ["23", "The data in the database does not fit: correct the rows or the migration, then run the step again."],
    ["42", "Correct the migration, then run the step again."],
];
const nextStep = (sqlstate) => HINTS.find(([prefix]) => sqlstate.startsWith(prefix))?.[1] ?? "Correct the cause, then run the step again.";

;// CONCATENATED MODULE: ./build/actions/migrate-db/failures.js


const SHOWN = 300;
function place({ migration: { file, text } }, statement, offset = 0) {
    const before = text.slice(0, statement.start + offset);
    return `${file}:${before.split("\n").length}:${before.length - before.lastIndexOf("\n")}`;
}
const excerpt = ({ text }) => text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
function statementFailure(step, statement, error, { state, blocker }) {
    const where = statement === undefined ? `${step.migration.file} (at commit)` : place(step, statement, error.position);
    const lines = [
        `${where}: ${error.message} (SQLSTATE ${error.code})`,
        statement && `Statement: ${excerpt(statement)}`,
        error.detail && `Detail: ${error.detail}`,
        error.hint && `Hint: ${error.hint}`,
        error.where && `Where: ${error.where}`,
        blocker && `In the way: ${blocker}`,
    ];
    const waited = error.code === "55P03" || error.code === "40P01";
    return new failure/* Failure */.H(waited ? "SLIP-DB-TIMEOUT" : "SLIP-DB-MIGRATION", lines.filter(Boolean).join("\n"), {
        blame: "user",
        state,
        next: nextStep(error.code),
        cause: error,
    });
}
const invalidIndex = (name, file, state) => new failure/* Failure */.H("SLIP-DB-INVALID-INDEX", `${file}: the index ${name} is there, but invalid: an earlier build of it broke off.`, {
    blame: "user",
    state,
    next: `Run \`drop index concurrently ${name}\`, then run the step again.`,
});
const databaseFailure = (error) => new failure/* Failure */.H(error.kind === "connection" ? "SLIP-DB-CONNECT" : "SLIP-DB-MIGRATION", `The database answered: ${error.message} (${error.code})`, { blame: "user", next: nextStep(error.code), cause: error });

;// CONCATENATED MODULE: ./build/actions/migrate-db/recover.js




const REPEATABLE = /^(?:reindex|vacuum|cluster|alter system)\b/;
async function recover(session, step, statement, commands) {
    if (REPEATABLE.test(shape(statement)))
        return "repeat";
    const dropped = droppedIndex(statement);
    if (dropped !== undefined)
        return (await relationExists(session, dropped)) ? "repeat" : "done";
    const created = createdIndex(statement);
    if (created === undefined)
        throw undecided(step, statement, commands);
    const found = await indexState(session, created);
    if (found?.valid)
        return "done";
    if (found)
        await session.execute(`drop index concurrently ${found.name}`);
    return "repeat";
}
const undecided = (step, statement, { itRan, itDidNot }) => new failure/* Failure */.H("SLIP-DB-MIGRATION", `${place(step, statement)}: an earlier run began this statement and did not see it end.\nStatement: ${excerpt(statement)}`, {
    blame: "user",
    state: "The statements before it are carried out, those after it are not.",
    next: `Look whether it had its effect. If so, run \`${itRan}\`; if not, run \`${itDidNot}\`. Then run the step again.`,
});

;// CONCATENATED MODULE: ./build/actions/migrate-db/retry.js

const PASSING = new Set(["55P03", "40P01", "40001"]);
async function untilUnblocked({ session, context, blockers }, what, attempt) {
    const { clock, random, signal, inputs, log } = context;
    const end = clock.now() + inputs.lockWait * 1000;
    for (let tries = 1;; tries += 1) {
        signal.throwIfAborted();
        try {
            return await blockers.watch(attempt);
        }
        catch (thrown) {
            if (!(thrown instanceof sql/* SqlError */.L) || thrown.kind === "connection")
                throw thrown;
            await session.execute("rollback");
            const pause = Math.min(500 * 2 ** tries, 10_000) * (0.5 + random() / 2);
            if (!PASSING.has(thrown.code) || signal.aborted || clock.now() + pause >= end)
                throw thrown;
            const who = blockers.last();
            log.info(`${what} gave way (${thrown.message}), try ${tries + 1} follows.${who === undefined ? "" : ` In the way: ${who}`}`);
            await clock.sleep(pause, signal);
        }
    }
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/stepwise.js










async function runStepwise(work, step, state) {
    const { session, tool, context, blockers } = work;
    const { migration, statements } = step;
    const since = context.clock.now();
    const record = await openProgress(session, tool.name, step, context.run.runId);
    const progress = await record.read();
    refuseChanged(step, progress);
    let current;
    try {
        for (const [position, statement] of statements.entries()) {
            current = statement;
            if (progress.get(position)?.state === "done")
                continue;
            await resetSession(session, context.inputs);
            const begun = progress.get(position)?.state === "running";
            if (runsOutsideTransactions(statement))
                await outside(position, statement, begun);
            else
                await inside(position, statement);
        }
        current = undefined;
        await transaction(async () => {
            const durationMs = elapsed();
            await proveLock(session, migration.file, state());
            await tool.record(session, migration, { durationMs, statements: statements.length, run: context.run.runId });
            await record.forget();
        });
    }
    catch (thrown) {
        if (!(thrown instanceof sql/* SqlError */.L) || thrown.kind === "connection" || context.signal.aborted)
            throw thrown;
        const carriedOut = (await record.read().catch(() => new Map())).size;
        const left = carriedOut === 0 ? "" : ` The next run goes on in ${migration.file} where this one stopped.`;
        throw statementFailure(step, current, thrown, { state: `${state()}${left}`, blocker: blockers.last() });
    }
    return { name: migration.name, file: migration.file, statements: statements.length, durationMs: elapsed() };
    function elapsed() {
        return Math.round(context.clock.now() - since);
    }
    function transaction(body) {
        return untilUnblocked(work, migration.file, async () => {
            await session.execute("begin");
            await body();
            context.signal.throwIfAborted();
            await session.execute("commit");
        });
    }
    async function settings(position) {
        for (const earlier of statements.slice(0, position).filter(setsSession))
            await session.execute(earlier.text);
    }
    async function inside(position, statement) {
        await transaction(async () => {
            await settings(position);
            await session.execute(statement.text);
            await session.execute("reset role");
            await record.write(position, statement, "done");
        });
    }
    async function outside(position, statement, begun) {
        let unfinished = begun;
        await untilUnblocked(work, migration.file, async () => {
            if (unfinished && (await under(position, recovery)) === "done")
                return;
            await record.write(position, statement, "running");
            unfinished = true;
            if (statement.words.includes("concurrently"))
                await session.execute("set lock_timeout = 0");
            try {
                await under(position, () => session.execute(statement.text));
            }
            catch (error) {
                unfinished = !(await withdraw(error, position, statement, record));
                throw error;
            }
        });
        await checkIndex(position, statement);
        await record.write(position, statement, "done");
        function recovery() {
            return recover(session, step, statement, record.commands(position));
        }
    }
    async function under(position, body) {
        try {
            await settings(position);
            return await body();
        }
        finally {
            await resetSession(session, context.inputs);
        }
    }
    async function checkIndex(position, statement) {
        const target = createdIndex(statement);
        const found = target && (await under(position, () => indexState(session, target)));
        if (!found || found.valid)
            return;
        await record.forget(position);
        throw invalidIndex(found.name, migration.file, state());
    }
}
async function withdraw(error, position, statement, record) {
    const refused = error instanceof sql/* SqlError */.L && error.kind === "server";
    if (!refused || statement.words.includes("concurrently"))
        return false;
    await record.forget(position);
    return true;
}
function refuseChanged(step, progress) {
    for (const [position, { state, hash }] of progress) {
        const statement = step.statements[position];
        if (state === "running" || (statement && statementHash(statement) === hash))
            continue;
        throw new failure/* Failure */.H("SLIP-DB-DIVERGED", `${statement ? place(step, statement) : step.migration.file}: statement ${position + 1} was carried out by an earlier run and changed since.`, {
            blame: "user",
            state: `${progress.size} of its statements were begun or carried out.`,
            next: "Put back what the file said; statements that were not carried out yet may be changed.",
        });
    }
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/transaction.js






async function runAtOnce(work, step, state) {
    const { session, tool, context, blockers } = work;
    const { migration, statements } = step;
    const since = context.clock.now();
    let current;
    await resetSession(session, context.inputs);
    try {
        await untilUnblocked(work, migration.file, async () => {
            await session.execute("begin");
            for (current of statements) {
                context.signal.throwIfAborted();
                await session.execute(current.text);
                await checkIndex(current);
            }
            current = undefined;
            await session.execute("set constraints all immediate");
            await session.execute("reset role");
            await proveLock(session, migration.file, state());
            await tool.record(session, migration, {
                durationMs: elapsed(),
                statements: statements.length,
                run: context.run.runId,
            });
            context.signal.throwIfAborted();
            await session.execute("commit");
        });
    }
    catch (thrown) {
        if (!(thrown instanceof sql/* SqlError */.L) || thrown.kind === "connection" || context.signal.aborted)
            throw thrown;
        throw statementFailure(step, current, thrown, { state: state(), blocker: blockers.last() });
    }
    return { name: migration.name, file: migration.file, statements: statements.length, durationMs: elapsed() };
    function elapsed() {
        return Math.round(context.clock.now() - since);
    }
    async function checkIndex(statement) {
        const target = createdIndex(statement);
        const found = target && (await indexState(session, target));
        if (found && !found.valid)
            throw invalidIndex(found.name, migration.file, state());
    }
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/apply.js









const CONNECTIONS = 3;
const SECOND = 5_000;
async function apply(context, ports, location, folder, journey) {
    for (let connection = 1;; connection += 1) {
        const session = await openSession(context, ports);
        journey.server = session.server;
        try {
            await once(session);
            return;
        }
        catch (thrown) {
            context.signal.throwIfAborted();
            if (!(thrown instanceof sql/* SqlError */.L) || thrown.kind !== "connection")
                throw thrown;
            if (connection === CONNECTIONS)
                throw lost(thrown, stateOf(journey));
            context.log.warning(`The connection was lost (${thrown.message}). Connecting again to see what was carried out.`);
        }
        finally {
            await session.close();
        }
    }
    async function once(session) {
        const { tool } = location;
        const second = () => ports.connect(context.inputs.databaseUrl, { timeout: SECOND }).catch(() => undefined);
        await proveAffinity(session, second);
        await takeLock(session, context, context.inputs.lockWait);
        const plan = await makePlan(session, tool, folder, context.inputs.allow);
        adopt(plan, journey);
        refuse(plan.findings);
        const blockers = watchBlockers(session.server.pid, context, second);
        try {
            if (plan.steps.length > 0)
                await tool.prepare(session);
            else
                context.log.info("Nothing is pending.");
            for (const step of plan.steps) {
                const carryOut = step.transactional ? runAtOnce : runStepwise;
                const done = await carryOut({ session, tool, context, blockers }, step, () => stateOf(journey));
                journey.done.push(done);
                context.log.info(`Applied ${done.file} (${done.statements} statements, ${done.durationMs} ms).`);
            }
        }
        finally {
            await blockers.close();
        }
        await freeLock(session);
    }
}
function adopt(plan, journey) {
    const before = journey.plan?.steps ?? [];
    const counted = new Set(journey.done.map(({ name }) => name));
    for (const { migration, statements } of before) {
        const applied = plan.comparison.applied.some(({ name }) => name === migration.name);
        if (!applied || counted.has(migration.name))
            continue;
        journey.done.push({ name: migration.name, file: migration.file, statements: statements.length, durationMs: 0 });
    }
    journey.plan ??= plan;
}
function stateOf({ plan, done }) {
    const last = done.at(-1);
    if (last)
        return `Applied up to ${last.name} (${done.length} of ${plan?.steps.length ?? done.length}); nothing was applied after it.`;
    return "Nothing was applied.";
}
const lost = (error, state) => new failure/* Failure */.H("SLIP-DB-CONNECT", `The connection to the database was lost ${CONNECTIONS} times: ${error.message} (${error.code}).`, {
    blame: "provider",
    state: `${state} An open transaction is rolled back by the server.`,
    next: "Look into the database's log for why it ends connections, then run the step again.",
    cause: error,
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
;// CONCATENATED MODULE: ./build/actions/migrate-db/findings/finding.js

const EFFECTS = ["safe", "breaks", "unknown"];
const findingSchema = zod/* object */.Ik({
    rule: zod/* string */.Yj(),
    severity: zod/* enum */.k5(["error", "warning", "note"]),
    file: zod/* string */.Yj(),
    line: zod/* number */.ai().int().positive().optional(),
    message: zod/* string */.Yj(),
    effect: zod/* enum */.k5(EFFECTS),
});

;// CONCATENATED MODULE: ./build/actions/migrate-db/evidence.js


const named = { name: zod/* string */.Yj(), file: zod/* string */.Yj() };
const evidenceSchema = zod/* object */.Ik({
    slipway: zod/* literal */.eu(1),
    kind: zod/* literal */.eu("migration"),
    outcome: zod/* enum */.k5(["planned", "applied", "unchanged", "failed", "cancelled"]),
    tool: zod/* string */.Yj(),
    directory: zod/* string */.Yj(),
    database: zod/* object */.Ik({ name: zod/* string */.Yj(), server: zod/* string */.Yj() }).optional(),
    head: zod/* string */.Yj(),
    applied: zod/* array */.YO(zod/* object */.Ik({ ...named, statements: zod/* number */.ai().int().nonnegative(), durationMs: zod/* number */.ai().int().nonnegative() })),
    pending: zod/* array */.YO(zod/* object */.Ik(named)),
    findings: zod/* array */.YO(findingSchema),
    compatible: zod/* enum */.k5(["true", "false", "unknown"]),
    checkpoint: zod/* string */.Yj().optional(),
    error: zod/* object */.Ik({ code: zod/* string */.Yj(), message: zod/* string */.Yj() }).optional(),
    startedAt: zod/* iso */.KH.datetime(),
    finishedAt: zod/* iso */.KH.datetime(),
    run: zod/* object */.Ik({ id: zod/* string */.Yj(), attempt: zod/* number */.ai().int(), repository: zod/* string */.Yj(), sha: zod/* string */.Yj() }),
});

;// CONCATENATED MODULE: ./build/actions/migrate-db/locate.js

const USUAL = ["drizzle", "migrations", "db/migrations"];
async function locate({ inputs }, { tools, readManifest }) {
    const database = inputs.manifest === undefined ? undefined : (await readManifest(inputs.manifest)).database;
    const wanted = inputs.tool === "auto" ? (database?.tool ?? "auto") : inputs.tool;
    const given = inputs.directory ?? database?.directory;
    const candidates = wanted === "auto" ? tools : [known(wanted, tools)];
    const found = [];
    for (const directory of given === undefined ? USUAL : [given]) {
        for (const tool of candidates)
            if (await tool.recognises(directory))
                found.push({ tool, directory });
    }
    const [only, second] = found;
    if (only && !second)
        return only;
    const [tool] = candidates;
    if (!only && tool && candidates.length === 1 && given !== undefined)
        return { tool, directory: given };
    throw only ? several(found) : none(given, wanted);
}
function known(wanted, tools) {
    const tool = tools.find(({ name }) => name === wanted);
    if (tool)
        return tool;
    throw new failure/* Failure */.H("SLIP-DB-TOOL", `Migrations of ${wanted} cannot be applied by this version.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: `Set \`tool\` to one of ${tools.map(({ name }) => name).join(", ")}, or run ${wanted} in a step of its own.`,
    });
}
const several = (found) => new failure/* Failure */.H("SLIP-DB-TOOL", `There is more than one folder of migrations: ${found.map(({ tool, directory }) => `${directory} (${tool.name})`).join(", ")}.`, { blame: "user", state: "Nothing was changed.", next: "Say which one with `tool` and `directory`." });
const none = (given, tool) => new failure/* Failure */.H("SLIP-DB-TOOL", `No ${tool === "auto" ? "" : `${tool} `}migrations were found in ${given ?? USUAL.join(", ")}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Check out the repository before this step, and give `directory` the folder that holds `meta/_journal.json` (Drizzle) or numbered `.sql` files.",
});

;// CONCATENATED MODULE: ./build/actions/migrate-db/report.js

function evidenceOf({ inputs, run, clock, redact }, { location, folder, journey: { plan, done, server }, outcome, startedAt, thrown }) {
    const applied = new Set([...(plan?.comparison.applied ?? []), ...done].map(({ name }) => name));
    const error = thrown instanceof failure/* Failure */.H ? { code: thrown.code, message: redact(thrown.message) } : undefined;
    return {
        slipway: 1,
        kind: "migration",
        outcome,
        tool: location.tool.name,
        directory: location.directory,
        ...(server === undefined ? {} : { database: { name: server.database, server: server.version } }),
        head: folder.files.findLast(({ name }) => applied.has(name))?.name ?? "",
        applied: [...done],
        pending: (plan?.comparison.pending ?? [])
            .filter(({ name }) => !applied.has(name))
            .map(({ name, file }) => ({ name, file })),
        findings: [...(plan?.findings ?? [])],
        compatible: plan?.compatible ?? "unknown",
        ...(inputs.checkpoint === undefined ? {} : { checkpoint: inputs.checkpoint }),
        ...(error === undefined ? {} : { error }),
        startedAt: startedAt.toISOString(),
        finishedAt: clock.date().toISOString(),
        run: { id: run.runId, attempt: run.attempt, repository: run.repository, sha: run.sha },
    };
}
const HEADINGS = {
    planned: "Migrations: plan",
    applied: "Migrations applied",
    unchanged: "Migrations: nothing to do",
    failed: "Migrations failed",
    cancelled: "Migrations cancelled",
};
const SAFETY = {
    true: "yes, as far as these statements show",
    false: "no: deploy code that can live with both first",
    unknown: "depends on what the running code does, see below",
};
function summarize(summary, evidence) {
    const { outcome, tool, directory, database, head, applied, pending, findings, compatible, checkpoint } = evidence;
    summary.heading(HEADINGS[outcome]).facts({
        Migrations: { code: `${directory} (${tool})` },
        Database: database && `${database.name} on PostgreSQL ${database.server}`,
        "Last migration there": head === "" ? "none" : { code: head },
        "Can the running code go on?": pending.length + applied.length === 0 ? undefined : SAFETY[compatible],
        Checkpoint: checkpoint === undefined ? undefined : { code: checkpoint },
    });
    if (applied.length > 0) {
        summary.table(["Applied", "Statements", "Time"], applied.map(({ file, statements, durationMs }) => [{ code: file }, String(statements), `${durationMs} ms`]));
    }
    if (pending.length > 0)
        summary.table(["Still to be applied"], pending.map(({ file }) => [{ code: file }]));
    if (findings.length === 0)
        return;
    summary.heading("Findings", 3).table(["", "Where", "What"], findings.map(({ severity, file, line, message, rule }) => [
        severity,
        { code: line === undefined ? file : `${file}:${line}` },
        `${message} (${rule})`,
    ]));
}

;// CONCATENATED MODULE: ./build/actions/migrate-db/main.js










async function migrate(context, ports) {
    const { inputs, log, publish, summary, clock, signal } = context;
    const startedAt = clock.date();
    checkAddress(inputs.databaseUrl, ports.inspectAddress);
    const location = await locate(context, ports);
    const folder = await location.tool.read(location.directory);
    const journey = { done: [] };
    const planning = inputs.mode === "plan" || inputs.dryRun;
    log.info(`${folder.files.length} migrations (${location.tool.name}) in ${location.directory}.`);
    try {
        if (planning)
            await plan();
        else
            await apply(context, ports, location, folder, journey);
        for (const finding of journey.plan?.findings ?? [])
            tell(plan_describe(finding), finding.severity);
        return await finish(planning ? "planned" : journey.done.length > 0 ? "applied" : "unchanged");
    }
    catch (thrown) {
        const failure = explain(signal.aborted ? signal.reason : thrown);
        publish(await finish(failure.outcome === "cancelled" ? "cancelled" : "failed", failure));
        throw failure;
    }
    async function plan() {
        const session = await openSession(context, ports);
        try {
            journey.server = session.server;
            await session.execute("begin transaction isolation level repeatable read read only");
            journey.plan = await makePlan(session, location.tool, folder, inputs.allow);
            for (const { migration } of journey.plan.steps)
                log.info(`Pending: ${migration.file}`);
            refuse(journey.plan.findings);
        }
        finally {
            await session.close();
        }
    }
    async function finish(outcome, thrown) {
        const evidence = evidenceSchema.parse(evidenceOf(context, { location, folder, journey, outcome, startedAt, thrown }));
        summarize(summary, evidence);
        const stamp = startedAt.toISOString().replaceAll(/[-:.]/g, "");
        return {
            outcome,
            applied: evidence.applied,
            pending: evidence.pending,
            head: evidence.head,
            findings: evidence.findings,
            compatible: evidence.compatible,
            evidence: await ports.keep(`slipway-migration-${stamp}.json`, JSON.stringify(evidence, null, 2)),
            checkpoint: inputs.checkpoint,
        };
    }
    function tell(text, severity) {
        if (severity === "warning")
            log.warning(text, "Migration");
        else
            log.info(text);
    }
    function explain(thrown) {
        const { code, message, blame, state, next, outcome, cause } = (0,failure/* toFailure */.w)(thrown instanceof sql/* SqlError */.L ? databaseFailure(thrown) : thrown);
        const back = inputs.checkpoint === undefined || journey.done.length === 0
            ? ""
            : ` The state before is kept in ${inputs.checkpoint}.`;
        return new failure/* Failure */.H(code, message, { blame, next, outcome, cause, state: `${state ?? stateOf(journey)}${back}` });
    }
}


/***/ }),

/***/ 303:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ SqlError)
/* harmony export */ });
class SqlError extends Error {
    name = "SqlError";
    kind;
    code;
    detail;
    hint;
    where;
    position;
    constructor(message, { kind, code, detail, hint, where, position }) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.detail = detail;
        this.hint = hint;
        this.where = where;
        this.position = position;
    }
}


/***/ })

};
