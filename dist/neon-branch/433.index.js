export const id = 433;
export const ids = [433];
export const modules = {

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


/***/ }),

/***/ 433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  postgresConnect: () => (/* binding */ postgresConnect)
});

;// CONCATENATED MODULE: ./build/shared/domain/database-url.js
const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
const decode = (text) => {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
};
function parseDatabaseUrl(url) {
    if (!/^postgres(?:ql)?:\/\//i.test(url))
        return { problem: "it does not begin with `postgresql://`" };
    if (!URL.canParse(url))
        return { problem: "it is no valid address; special characters in the password must be percent-encoded" };
    const { username, password, hostname, port, pathname, searchParams } = new URL(url);
    const parts = [username, password, hostname, pathname.slice(1)].map(decode);
    const [user, secret, name, path] = parts;
    if (user === undefined || secret === undefined || name === undefined || path === undefined) {
        return { problem: "a percent sign in it is not followed by two hexadecimal digits" };
    }
    const host = searchParams.get("host") ?? name.replace(/^\[(.*)\]$/, "$1");
    const login = user || (searchParams.get("user") ?? "");
    if (host === "" || host.includes(","))
        return { problem: "it must name exactly one host" };
    if (login === "")
        return { problem: "it names no user" };
    const mode = searchParams.get("sslmode") ?? "prefer";
    const sslmode = SSL_MODES.find((known) => known === mode);
    if (sslmode === undefined)
        return { problem: `its sslmode is none of ${SSL_MODES.join(", ")}` };
    if ((searchParams.get("schema") ?? "public") !== "public")
        return { problem: "its `schema` is not known to PostgreSQL; write `options=-csearch_path%3D<schema>` instead" };
    const options = searchParams.get("options");
    return {
        user: login,
        password: secret || (searchParams.get("password") ?? ""),
        host,
        port: Number(port || (searchParams.get("port") ?? "5432")),
        database: (searchParams.get("dbname") ?? path) || login,
        sslmode,
        ...(options === null ? {} : { options }),
    };
}
function poolerIn(url) {
    if (!URL.canParse(url))
        return undefined;
    const address = new URL(url);
    const { searchParams } = address;
    const hostname = searchParams.get("host") ?? address.hostname;
    const port = address.port || searchParams.get("port");
    if (/^[^.]*-pooler(?:\.|$)/i.test(hostname))
        return "its host is a `-pooler` host";
    if (port === "6543" || port === "6432")
        return `its port ${port} is a pooler's`;
    return searchParams.get("pgbouncer") === "true" ? "it says `pgbouncer=true`" : undefined;
}
function directInstead(url) {
    const direct = new URL(url);
    const { searchParams } = direct;
    const host = searchParams.get("host");
    if (host !== null && !host.startsWith("/")) {
        direct.host = host;
        searchParams.delete("host");
    }
    if (direct.port === "")
        direct.port = searchParams.get("port") ?? "";
    searchParams.delete("port");
    if (searchParams.has("password"))
        searchParams.set("password", "***");
    const [label = "", ...rest] = direct.hostname.split(".");
    direct.hostname = [label.replace(/-pooler$/i, ""), ...rest].join(".");
    if (direct.port === "6543" || direct.port === "6432")
        direct.port = "5432";
    searchParams.delete("pgbouncer");
    searchParams.delete("connection_limit");
    if (direct.password !== "")
        direct.password = "***";
    return direct.href;
}

// EXTERNAL MODULE: ./build/shared/ports/sql.js
var ports_sql = __webpack_require__(303);
;// CONCATENATED MODULE: ./build/shared/providers/postgres/errors.js

const errors_text = (fields, name) => {
    const value = fields[name];
    return typeof value === "string" && value !== "" ? value : undefined;
};
const FATAL = /^(?:57P0[1-5]|08\w{3})$/;
function toSqlError(thrown, redact) {
    if (thrown instanceof ports_sql/* SqlError */.L)
        return thrown;
    const fields = typeof thrown === "object" && thrown !== null ? thrown : {};
    const clean = (name) => {
        const value = errors_text(fields, name);
        return value === undefined ? undefined : redact(value);
    };
    const code = errors_text(fields, "code") ?? "UNKNOWN";
    const message = clean("message") ?? code;
    const severity = errors_text(fields, "severity");
    const isServer = /^[0-9A-Z]{5}$/.test(code) && severity !== undefined && severity !== "FATAL" && !FATAL.test(code);
    const position = Number(errors_text(fields, "position"));
    return new ports_sql/* SqlError */.L(message, {
        kind: isServer ? "server" : "connection",
        code,
        detail: clean("detail"),
        hint: clean("hint"),
        where: clean("where"),
        position: Number.isInteger(position) && position > 0 ? position - 1 : undefined,
    });
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(692);
;// CONCATENATED MODULE: ./build/shared/providers/postgres/tls.js


async function tls({ sslmode, host }, url) {
    if (sslmode === "disable")
        return false;
    if (sslmode === "allow" || sslmode === "prefer")
        return "prefer";
    const file = new URL(url).searchParams.get("sslrootcert");
    if (sslmode === "require" && file === null)
        return "require";
    const ca = file === null || file === "system" ? external_node_tls_.rootCertificates : await (0,promises_.readFile)(file, "utf8");
    const anyName = sslmode !== "verify-full" && file !== "system";
    const names = anyName ? { checkServerIdentity: () => undefined } : {};
    return { rejectUnauthorized: true, host, ca, ...names };
}

;// CONCATENATED MODULE: ./build/shared/providers/postgres/connect.js




const GOODBYE_SECONDS = 1;
const GRACE = 500;
const ONE_STATEMENT = { prepare: false, simple: false };
const postgresConnect = (redact) => async (url, options) => {
    try {
        return await connect_open(url, options, redact);
    }
    catch (thrown) {
        throw toSqlError(thrown, redact);
    }
};
async function connect_open(url, { timeout, onNotice }, redact) {
    const address = parseDatabaseUrl(url.reveal());
    if ("problem" in address)
        throw new ports_sql/* SqlError */.L(`The address cannot be used: ${address.problem}.`, { kind: "connection", code: "ADDRESS" });
    const { default: postgres } = await __webpack_require__.e(/* import() */ 23).then(__webpack_require__.bind(__webpack_require__, 23));
    let lost = false;
    let running;
    const { user, password, host, port, database, options } = address;
    const target = {
        host: [host],
        port: [port],
        ...(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : {}),
    };
    const sql = postgres({
        ...target,
        user,
        password,
        database,
        ssl: await tls(address, url.reveal()),
        max: 1,
        prepare: false,
        fetch_types: false,
        connect_timeout: Math.max(1, Math.ceil(timeout / 1000)),
        idle_timeout: 0,
        max_lifetime: null,
        connection: { application_name: "slipway", ...(options === undefined ? {} : { options }) },
        onnotice: (notice) => onNotice?.(redact(`${notice["severity"] ?? "NOTICE"}: ${notice["message"] ?? ""}`)),
        onclose: () => {
            lost = true;
        },
    });
    async function guarded(query) {
        if (lost)
            throw new ports_sql/* SqlError */.L("The connection to the database was lost.", { kind: "connection", code: "CONNECTION_CLOSED" });
        const pending = query();
        running = pending;
        try {
            return await pending;
        }
        catch (thrown) {
            const error = toSqlError(thrown, redact);
            lost ||= error.kind === "connection";
            throw error;
        }
        finally {
            running = undefined;
        }
    }
    const query = (text, parameters = []) => guarded(() => sql.unsafe(text, [...parameters], ONE_STATEMENT));
    const close = () => sql.end({ timeout: GOODBYE_SECONDS }).catch(() => undefined);
    const late = AbortSignal.timeout(timeout + GRACE);
    const giveUp = () => void sql.end({ timeout: 0 }).catch(() => undefined);
    late.addEventListener("abort", giveUp, { once: true });
    try {
        const [row] = await query("select current_setting('server_version') as version, current_setting('server_version_num')::int as number, current_database() as database, current_user as user, pg_backend_pid() as pid");
        return {
            server: {
                version: String(row?.["version"]),
                versionNumber: Number(row?.["number"]),
                database: String(row?.["database"]),
                user: String(row?.["user"]),
                pid: Number(row?.["pid"]),
            },
            query,
            execute: async (text) => {
                await guarded(() => sql.unsafe(text, [], ONE_STATEMENT));
            },
            cancel: () => running?.cancel(),
            close,
        };
    }
    catch (thrown) {
        await close();
        throw thrown;
    }
    finally {
        late.removeEventListener("abort", giveUp);
    }
}


/***/ })

};
