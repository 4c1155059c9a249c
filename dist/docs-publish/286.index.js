export const id = 286;
export const ids = [286];
export const modules = {

/***/ 286:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createGit: () => (/* binding */ createGit)
/* harmony export */ });
const SETTINGS = [
    ["safe.directory", "*"],
    ["core.hooksPath", "/dev/null"],
    ["core.fsmonitor", "false"],
    ["core.quotePath", "false"],
    ["credential.helper", ""],
    ["protocol.ext.allow", "never"],
    ["gc.auto", "0"],
    ["maintenance.auto", "false"],
    ["advice.detachedHead", "false"],
];
function createGit({ command, cwd, login, protect }) {
    const settings = [...SETTINGS];
    if (login !== undefined) {
        const key = `http.${login.server.replace(/\/+$/, "")}/.extraheader`;
        const pair = Buffer.from(`x-access-token:${login.token.reveal()}`).toString("base64");
        settings.push([key, ""], [key, protect(`AUTHORIZATION: basic ${pair}`)]);
    }
    const base = {
        LC_ALL: "C",
        GIT_TERMINAL_PROMPT: "0",
        GIT_OPTIONAL_LOCKS: "0",
        GIT_CONFIG_COUNT: String(settings.length),
    };
    settings.forEach(([key, value], index) => {
        base[`GIT_CONFIG_KEY_${index}`] = key;
        base[`GIT_CONFIG_VALUE_${index}`] = value;
    });
    return (args, { env, ...options } = {}) => command({
        file: "git",
        args,
        cwd,
        label: `git ${args[0] ?? ""}`,
        echo: false,
        ...options,
        env: { ...base, ...env },
    });
}


/***/ })

};
