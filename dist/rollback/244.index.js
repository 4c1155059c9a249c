export const id = 244;
export const ids = [244];
export const modules = {

/***/ 244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readManifest: () => (/* binding */ readManifest)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var _action_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(888);



const MAX_BYTES = 1024 * 1024;
const missing = (file, why, cause) => new _action_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .H("SLIP-MANIFEST-MISSING", `${file}: ${why}`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Check out the repository before this step (`actions/checkout`) and give `manifest` the path of the file in it.",
    cause,
});
const readManifest = async (path, { workspace }, env, advise = () => { }) => {
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path);
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, absolute);
    if (file.startsWith("..") || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(file))
        throw missing(path, "is outside of the workspace.");
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(absolute).catch((thrown) => {
        const isFolder = typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "EISDIR";
        throw missing(file, isFolder ? "is a folder." : "there is no such file.", thrown);
    });
    const { parseManifestWithAdvice } = await Promise.all(/* import() */[__webpack_require__.e(913), __webpack_require__.e(377), __webpack_require__.e(110)]).then(__webpack_require__.bind(__webpack_require__, 110));
    const { manifest, advice } = parseManifestWithAdvice(bytes.toString("utf8", 0, MAX_BYTES), { file, vars: env });
    for (const sentence of advice)
        advise(sentence);
    return manifest;
};


/***/ })

};
