export const id = 827;
export const ids = [827];
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

/***/ 569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ COMMENT_ROOM)
/* harmony export */ });
const COMMENT_ROOM = 65_536 - 256;


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

/***/ 827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   stickyComments: () => (/* binding */ stickyComments)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(913);
/* harmony import */ var _action_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(888);
/* harmony import */ var _http_paginate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(576);
/* harmony import */ var _ports_comments_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(569);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(483);





const PAGE = 100;
const CUT = "\n\n_This comment was cut: GitHub takes at most 65,536 characters._";
const Comment = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik({
    id: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .ai(),
    body: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .Yj().nullish(),
    user: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik({ login: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .Yj().nullish(), type: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .Yj().nullish() }).nullish(),
});
function stickyComments(access) {
    const { http, token } = access;
    const root = (0,_access_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryAddress */ .n)(access);
    let self;
    const isOurs = async ({ user }) => {
        if (user?.type === "Bot")
            return true;
        const schema = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik({ login: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .Yj().nullish() }).nullish().catch(undefined);
        const url = `${access.api.replace(/\/+$/, "")}/user`;
        self ??= http({ url, token, headers: _access_js__WEBPACK_IMPORTED_MODULE_2__/* .HEADERS */ .d, schema, accept: [401, 403, 404] }).then(({ body }) => body?.login ?? undefined);
        const login = await self;
        return login !== undefined && user?.login === login;
    };
    const find = async (pull, marker) => {
        const all = await (0,_http_paginate_js__WEBPACK_IMPORTED_MODULE_1__/* .collect */ .F)((0,_http_paginate_js__WEBPACK_IMPORTED_MODULE_1__/* .paginate */ .E)({
            what: "the comments of the pull request",
            page: async (number = "1") => {
                const url = `${root}/issues/${pull}/comments?per_page=${PAGE}&page=${number}`;
                const { body } = await http({ url, token, headers: _access_js__WEBPACK_IMPORTED_MODULE_2__/* .HEADERS */ .d, schema: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YO(Comment) });
                return { items: body, next: body.length < PAGE ? undefined : String(Number(number) + 1) };
            },
            key: ({ id }) => String(id),
        }));
        for (const comment of all) {
            if (comment.body?.startsWith(marker) && (await isOurs(comment)))
                return comment;
        }
        return undefined;
    };
    return {
        put: (pull, key, text) => explained(async () => {
            const marker = markerOf(key);
            const body = `${marker}\n${fit(text)}`;
            const schema = zod__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5();
            const found = await find(pull, marker);
            if (found?.body === body)
                return "unchanged";
            if (found !== undefined) {
                const url = `${root}/issues/comments/${found.id}`;
                await http({ method: "PATCH", url, token, headers: _access_js__WEBPACK_IMPORTED_MODULE_2__/* .HEADERS */ .d, body: { body }, schema, repeatable: true });
                return "updated";
            }
            await http({
                method: "POST",
                url: `${root}/issues/${pull}/comments`,
                token,
                headers: _access_js__WEBPACK_IMPORTED_MODULE_2__/* .HEADERS */ .d,
                body: { body },
                schema,
                adopt: async () => {
                    const there = await find(pull, marker);
                    return there && { status: 201, headers: new Headers(), body: there };
                },
            });
            return "created";
        }),
        remove: (pull, key) => explained(async () => {
            const found = await find(pull, markerOf(key));
            if (found === undefined)
                return "absent";
            const url = `${root}/issues/comments/${found.id}`;
            await http({ method: "DELETE", url, token, headers: _access_js__WEBPACK_IMPORTED_MODULE_2__/* .HEADERS */ .d, schema: zod__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5(), accept: [404] });
            return "deleted";
        }),
    };
}
const markerOf = (key) => `<!-- slipway:${key.replaceAll(/[^\w./-]/g, "-").slice(0, 100)} -->`;
const fit = (text) => text.length <= _ports_comments_js__WEBPACK_IMPORTED_MODULE_4__/* .COMMENT_ROOM */ ._ ? text : text.slice(0, _ports_comments_js__WEBPACK_IMPORTED_MODULE_4__/* .COMMENT_ROOM */ ._ - CUT.length).toWellFormed() + CUT;
async function explained(work) {
    try {
        return await work();
    }
    catch (thrown) {
        if (!(thrown instanceof _action_failure_js__WEBPACK_IMPORTED_MODULE_0__.Failure) || thrown.code !== "SLIP-HTTP-AUTH")
            throw thrown;
        throw new _action_failure_js__WEBPACK_IMPORTED_MODULE_0__.Failure(thrown.code, `GitHub did not let us comment on the pull request: ${thrown.message}`, {
            blame: "user",
            state: thrown.state,
            next: "Give the job `permissions: pull-requests: write`. Runs from forks never have it.",
            cause: thrown,
        });
    }
}


/***/ })

};
