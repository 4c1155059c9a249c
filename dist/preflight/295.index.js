export const id = 295;
export const ids = [295];
export const modules = {

/***/ 295:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   neonProject: () => (/* binding */ neonProject)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(913);

const neonProject = ({ http, token, api }) => async (id) => {
    const url = `${api.replace(/\/+$/, "")}/projects/${encodeURIComponent(id)}`;
    await http({ url, token, schema: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik({ project: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik({ id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj() }) }), budget: 30_000 });
};


/***/ })

};
