export const id = 822;
export const ids = [822];
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

/***/ 822:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  announce: () => (/* binding */ announce)
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/http/paginate.js
var paginate = __webpack_require__(576);
// EXTERNAL MODULE: ./build/shared/providers/github/access.js
var github_access = __webpack_require__(483);
;// CONCATENATED MODULE: ./build/shared/providers/github/schemas.js

const Deployment = zod/* looseObject */._H({
    id: zod/* number */.ai(),
    environment: zod/* string */.Yj(),
    created_at: zod/* string */.Yj(),
    payload: zod/* unknown */.L5(),
});
const Deployments = zod/* array */.YO(Deployment);
const Status = zod/* looseObject */._H({
    id: zod/* number */.ai(),
    state: zod/* string */.Yj(),
    description: zod/* string */.Yj().nullish(),
    environment_url: zod/* string */.Yj().nullish(),
    created_at: zod/* string */.Yj(),
});
const Statuses = zod/* array */.YO(Status);

;// CONCATENATED MODULE: ./build/shared/providers/github/deployments.js




const PAGE = 100;
function deploymentsApi(access) {
    const { http, token } = access;
    const root = `${(0,github_access/* repositoryAddress */.n)(access)}/deployments`;
    const call = async (path, request) => {
        try {
            return await http({ ...request, headers: github_access/* HEADERS */.d, url: root + path, token });
        }
        catch (thrown) {
            throw thrown instanceof failure.Failure && thrown.code === "SLIP-HTTP-AUTH" ? withoutPermission(thrown) : thrown;
        }
    };
    const pages = (path, query, schema) => (0,paginate/* paginate */.E)({
        what: "GitHub's Deployments",
        page: async (number = "1") => {
            const search = new URLSearchParams({ ...query, per_page: String(PAGE), page: number });
            const { body } = await call(`${path}?${search.toString()}`, { schema });
            return { items: body, next: body.length < PAGE ? undefined : String(Number(number) + 1) };
        },
        key: ({ id }) => String(id),
    });
    return {
        call,
        list: (query) => pages("", query, Deployments),
        async statuses(id) {
            const found = await (0,paginate/* collect */.F)(pages(`/${encodeURIComponent(id)}/statuses`, {}, Statuses));
            return found
                .toSorted((one, other) => other.id - one.id)
                .map(({ state, description, created_at, environment_url }) => ({
                state,
                description: description ?? "",
                createdAt: created_at,
                environmentUrl: environment_url ?? "",
            }));
        },
    };
}
const withoutPermission = (cause) => new failure.Failure(cause.code, `GitHub did not let us use Deployments: ${cause.message}`, {
    blame: "user",
    state: cause.state,
    next: "Give the job `permissions: deployments: write`, or pass a `github-token` that has it.",
    cause,
});

;// CONCATENATED MODULE: ./build/shared/providers/github/announce.js


const Created = zod/* object */.Ik({ id: zod/* union */.KC([zod/* number */.ai(), zod/* string */.Yj()]) });
const LONGEST = 140;
async function announce(access, announcement) {
    const { commit, environment, address, description, transient } = announcement;
    const { call } = deploymentsApi(access);
    const { body } = await call("", {
        method: "POST",
        body: {
            ref: commit,
            environment,
            task: "docs",
            description: description.slice(0, LONGEST),
            auto_merge: false,
            required_contexts: [],
            transient_environment: transient,
            production_environment: !transient,
            payload: { slipway: "docs", address },
        },
        schema: Created,
    });
    await call(`/${body.id}/statuses`, {
        method: "POST",
        body: { state: "success", environment_url: address, description: "The address shows it", auto_inactive: true },
        schema: zod/* unknown */.L5(),
    });
}


/***/ })

};
