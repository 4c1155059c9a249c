export const id = 564;
export const ids = [564];
export const modules = {

/***/ 564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  repositorySettings: () => (/* binding */ repositorySettings)
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
;// CONCATENATED MODULE: ./build/shared/providers/github/access.js
const HEADERS = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
const repositoryAddress = ({ api, repository }) => `${api.replace(/\/+$/, "")}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;

;// CONCATENATED MODULE: ./build/shared/providers/github/settings.js


const BUDGET = 30_000;
const Environment = zod/* looseObject */._H({
    protection_rules: zod/* array */.YO(zod/* looseObject */._H({ type: zod/* string */.Yj().nullish(), reviewers: zod/* array */.YO(zod/* unknown */.L5()).nullish() }))
        .nullish(),
})
    .nullish();
const repositorySettings = (access) => {
    const { http, token } = access;
    const root = repositoryAddress(access);
    return {
        async environment(name) {
            const { status, body } = await http({
                url: `${root}/environments/${encodeURIComponent(name)}`,
                token,
                headers: HEADERS,
                schema: Environment,
                accept: [403, 404],
                budget: BUDGET,
            });
            if (status === 404)
                return "missing";
            if (status === 403)
                return "forbidden";
            const rules = body?.protection_rules ?? [];
            const reviewers = rules.filter(({ type }) => type === "required_reviewers");
            return { reviewers: reviewers.reduce((sum, rule) => sum + (rule.reviewers?.length ?? 0), 0) };
        },
        async mayDeploy() {
            const { status } = await http({
                method: "POST",
                url: `${root}/deployments`,
                token,
                headers: HEADERS,
                body: {},
                schema: zod/* unknown */.L5(),
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
