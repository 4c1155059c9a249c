export const id = 49;
export const ids = [49];
export const modules = {

/***/ 576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ paginate),
/* harmony export */   F: () => (/* binding */ collect)
/* harmony export */ });
/* harmony import */ var _action_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(888);

const endless = (what, why) => new _action_failure_js__WEBPACK_IMPORTED_MODULE_0__.Failure("SLIP-HTTP-MALFORMED", `The list of ${what} does not end: ${why}.`, {
    blame: "provider",
    state: "Nothing was changed by reading it.",
    next: "Run the step again; if it happens again, report it to the provider.",
});
async function* paginate(options) {
    const { what, page, key, maxPages = 1000 } = options;
    const cursors = new Set();
    const seen = new Set();
    let cursor;
    for (let count = 0; count < maxPages; count++) {
        const { items, next } = await page(cursor);
        for (const item of items) {
            const id = key(item);
            if (seen.has(id))
                continue;
            seen.add(id);
            yield item;
        }
        if (next === undefined)
            return;
        if (cursors.has(next))
            throw endless(what, "a page leads back to an earlier one");
        cursors.add(next);
        cursor = next;
    }
    throw endless(what, `there are more than ${maxPages} pages`);
}
const collect = async (items) => {
    const all = [];
    for await (const item of items)
        all.push(item);
    return all;
};


/***/ }),

/***/ 483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ HEADERS),
/* harmony export */   n: () => (/* binding */ repositoryAddress)
/* harmony export */ });
const HEADERS = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
const repositoryAddress = ({ api, repository }) => `${api.replace(/\/+$/, "")}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;


/***/ }),

/***/ 49:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   githubPulls: () => (/* binding */ githubPulls)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(913);
/* harmony import */ var _http_paginate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(576);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(483);



const PAGE = 100;
const End = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik({
    sha: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj(),
    ref: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj(),
    repo: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik({ full_name: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj() }).nullish(),
});
const GithubPull = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik({
    number: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai(),
    state: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj(),
    merged_at: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj().nullish(),
    closed_at: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj().nullish(),
    head: End,
    base: End,
});
function githubPulls(access) {
    const { http, token } = access;
    const root = `${(0,_access_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryAddress */ .n)(access)}/pulls`;
    return {
        async get(number) {
            const schema = zod__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KC([GithubPull, zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5().transform(() => undefined)]);
            const { status, body } = await http({ url: `${root}/${number}`, token, headers: _access_js__WEBPACK_IMPORTED_MODULE_1__/* .HEADERS */ .d, schema, accept: [404] });
            return status === 404 || body === undefined ? undefined : view(body);
        },
        async ofHead(sha) {
            const open = await (0,_http_paginate_js__WEBPACK_IMPORTED_MODULE_0__/* .collect */ .F)((0,_http_paginate_js__WEBPACK_IMPORTED_MODULE_0__/* .paginate */ .E)({
                what: "the open pull requests",
                page: async (number = "1") => {
                    const url = `${root}?state=open&sort=updated&direction=desc&per_page=${PAGE}&page=${number}`;
                    const { body } = await http({ url, token, headers: _access_js__WEBPACK_IMPORTED_MODULE_1__/* .HEADERS */ .d, schema: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YO(GithubPull) });
                    return { items: body, next: body.length < PAGE ? undefined : String(Number(number) + 1) };
                },
                key: ({ number }) => String(number),
            }));
            return open.filter(({ head }) => head.sha === sha).map(view);
        },
    };
}
const view = ({ number, state, merged_at, closed_at, head, base }) => ({
    number,
    open: state === "open",
    merged: typeof merged_at === "string",
    headSha: head.sha,
    headRef: head.ref,
    headRepository: head.repo?.full_name,
    baseSha: base.sha,
    baseRef: base.ref,
    closedAt: closed_at ?? undefined,
});


/***/ })

};
