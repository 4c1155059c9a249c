export const id = 912;
export const ids = [912];
export const modules = {

/***/ 912:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   knownSecrets: () => (/* binding */ knownSecrets)
/* harmony export */ });
/* harmony import */ var _action_redaction_shape_stream_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58);

const knownSecrets = (redact) => (text) => {
    const hidden = redact(text);
    if (hidden === text)
        return false;
    if (hidden !== (0,_action_redaction_shape_stream_js__WEBPACK_IMPORTED_MODULE_0__/* .hideShapes */ .v)(text))
        return true;
    const torn = text.replace(/[^\r\n](?=[^\r\n])/g, "$&\n");
    return redact(torn) !== torn;
};


/***/ })

};
