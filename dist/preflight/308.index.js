export const id = 308;
export const ids = [308];
export const modules = {

/***/ 308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   repositorySettings: () => (/* binding */ repositorySettings)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(913);

const BUDGET = 30_000;
const Environment = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik({
    protection_rules: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik({ type: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj().nullish(), reviewers: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO(zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5()).nullish() }))
        .nullish(),
});
const repositorySettings = ({ http, token, api, repository }) => {
    const root = `${api.replace(/\/+$/, "")}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
    const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
    return {
        async environment(name) {
            const { status, body } = await http({
                url: `${root}/environments/${encodeURIComponent(name)}`,
                token,
                headers,
                schema: zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5(),
                accept: [403, 404],
                budget: BUDGET,
            });
            if (status === 404)
                return "missing";
            if (status === 403)
                return "forbidden";
            const rules = Environment.parse(body).protection_rules ?? [];
            const reviewers = rules.filter(({ type }) => type === "required_reviewers");
            return { reviewers: reviewers.reduce((sum, rule) => sum + (rule.reviewers?.length ?? 0), 0) };
        },
        async mayDeploy() {
            const { status } = await http({
                method: "POST",
                url: `${root}/deployments`,
                token,
                headers,
                body: {},
                schema: zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5(),
                accept: [400, 403, 404, 422],
                repeatable: true,
                budget: BUDGET,
            });
            return status === 422 || status === 400;
        },
    };
};


/***/ })

};
