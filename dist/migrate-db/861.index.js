export const id = 861;
export const ids = [861];
export const modules = {

/***/ 704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GV: () => (/* binding */ directInstead),
/* harmony export */   d3: () => (/* binding */ poolerIn),
/* harmony export */   mx: () => (/* binding */ parseDatabaseUrl)
/* harmony export */ });
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


/***/ }),

/***/ 861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   inspectAddress: () => (/* binding */ inspectAddress)
/* harmony export */ });
/* harmony import */ var _domain_database_url_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(704);

const inspectAddress = (url) => {
    const text = url.reveal();
    const parsed = (0,_domain_database_url_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDatabaseUrl */ .mx)(text);
    if ("problem" in parsed)
        return { problem: parsed.problem };
    const why = (0,_domain_database_url_js__WEBPACK_IMPORTED_MODULE_0__/* .poolerIn */ .d3)(text);
    return why === undefined ? {} : { pooler: { why, direct: (0,_domain_database_url_js__WEBPACK_IMPORTED_MODULE_0__/* .directInstead */ .GV)(text) } };
};


/***/ })

};
