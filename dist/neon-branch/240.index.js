export const id = 240;
export const ids = [240];
export const modules = {

/***/ 698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readProblem),
/* harmony export */   Zw: () => (/* binding */ problemOf)
/* harmony export */ });
/* unused harmony export HttpProblem */
/* harmony import */ var _action_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(888);

class HttpProblem extends Error {
    name = "HttpProblem";
    status;
    vendorCode;
    vendorMessage;
    requestId;
    constructor(status, vendorCode, vendorMessage, requestId) {
        super(`${status} ${vendorCode} ${vendorMessage}`);
        this.status = status;
        this.vendorCode = vendorCode;
        this.vendorMessage = vendorMessage;
        this.requestId = requestId;
    }
}
const problemOf = (thrown) => {
    if (thrown instanceof HttpProblem)
        return thrown;
    return thrown instanceof _action_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H ? problemOf(thrown.cause) : undefined;
};
const messageIn = (body) => {
    if (typeof body === "string")
        return body;
    if (typeof body !== "object" || body === null)
        return "";
    const fields = new Map(Object.entries(body));
    const main = ["message", "error", "detail", "title"].map((name) => messageIn(fields.get(name))).find(Boolean) ?? "";
    const errors = fields.get("errors");
    const further = Array.isArray(errors) ? errors.slice(0, 3).map(entryMessage) : [];
    return [main, ...further].filter(Boolean).join("; ");
};
const entryMessage = (error) => {
    const message = messageIn(error);
    if (message !== "" || typeof error !== "object" || error === null)
        return message;
    return Object.values(error)
        .filter((value) => typeof value === "string")
        .join(" ");
};
const stringIn = (body, name) => {
    if (typeof body !== "object" || body === null)
        return undefined;
    const value = new Map(Object.entries(body)).get(name);
    return typeof value === "string" && value !== "" ? value : undefined;
};
const REQUEST_IDS = ["x-github-request-id", "render-request-id", "x-request-id", "x-neon-ret-request-id"];
const parsed = (text) => {
    try {
        return JSON.parse(text);
    }
    catch {
        return /^\s*</.test(text) ? "an HTML page" : text;
    }
};
const readProblem = (status, headers, text, { redact, limit }) => {
    const body = parsed(text);
    const clean = (value) => redact(value.slice(0, 16_384)).replaceAll(/\s+/g, " ").trim().slice(0, limit);
    const header = REQUEST_IDS.map((name) => headers.get(name)).find((id) => id !== null && id !== "");
    const requestId = header ?? stringIn(body, "request_id");
    return new HttpProblem(status, clean(stringIn(body, "code") ?? ""), clean(messageIn(body)), requestId === undefined ? undefined : clean(requestId).slice(0, 80));
};


/***/ }),

/***/ 240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  neonBranching: () => (/* binding */ neonBranching)
});

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/http/problem.js
var http_problem = __webpack_require__(698);
;// CONCATENATED MODULE: ./build/shared/providers/neon/api.js


const SAFE = [423, 503];
const UNREADY = { most: 60_000, pause: 1_000 };
function neonCall({ http, token, api, project, clock, signal }) {
    const root = `${api.replace(/\/+$/, "")}/projects/${encodeURIComponent(project)}`;
    return async (path, { query = {}, ...request }) => {
        const search = new URLSearchParams(query).toString();
        const url = `${root}${path.map((part) => `/${encodeURIComponent(part)}`).join("")}${search === "" ? "" : `?${search}`}`;
        for (const end = clock.now() + UNREADY.most;;) {
            try {
                return await http({ ...request, url, token, safeToRepeat: SAFE });
            }
            catch (thrown) {
                const problem = (0,http_problem/* problemOf */.Zw)(thrown);
                const unready = problem?.status === 422 && problem.vendorMessage.includes("not ready");
                if (!unready || clock.now() + UNREADY.pause >= end)
                    throw problem?.status === 423 ? busy(thrown) : thrown;
                await clock.sleep(UNREADY.pause, signal);
            }
        }
    };
}
const isStatus = (thrown, status) => (0,http_problem/* problemOf */.Zw)(thrown)?.status === status;
const busy = (cause) => new failure/* Failure */.H("SLIP-NEON-LOCKED", cause instanceof Error ? cause.message : "Neon is busy.", {
    blame: "provider",
    state: "Nothing was changed by this request.",
    next: "Another operation of the project has not ended: look at its operations in Neon's console, then run the step again.",
    cause,
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
;// CONCATENATED MODULE: ./build/shared/providers/neon/schemas.js

const schemas_text = zod/* string */.Yj().nullish();
const yes = zod/* boolean */.zM().nullish();
const Branch = zod/* looseObject */._H({
    id: zod/* string */.Yj(),
    name: zod/* string */.Yj(),
    parent_id: schemas_text,
    current_state: schemas_text,
    pending_state: schemas_text,
    default: yes,
    primary: yes,
    protected: yes,
    created_at: schemas_text,
    expires_at: schemas_text,
});
const Operation = zod/* looseObject */._H({
    id: zod/* string */.Yj(),
    branch_id: schemas_text,
    action: schemas_text,
    status: schemas_text,
    error: schemas_text,
    failures_count: zod/* number */.ai().nullish(),
});
const Endpoint = zod/* looseObject */._H({ id: zod/* string */.Yj(), branch_id: schemas_text, host: zod/* string */.Yj(), type: schemas_text });
const operations = zod/* array */.YO(Operation).nullish();
const BranchAnswer = zod/* looseObject */._H({ branch: Branch, operations });
const EndpointAnswer = zod/* looseObject */._H({ endpoint: Endpoint, operations });
const EndpointsAnswer = zod/* looseObject */._H({ endpoints: zod/* array */.YO(Endpoint) });
const OperationAnswer = zod/* looseObject */._H({ operation: Operation });
const OperationsAnswer = zod/* looseObject */._H({ operations: zod/* array */.YO(Operation) });
const DatabasesAnswer = zod/* looseObject */._H({ databases: zod/* array */.YO(zod/* looseObject */._H({ name: zod/* string */.Yj() })) });
const RolesAnswer = zod/* looseObject */._H({ roles: zod/* array */.YO(zod/* looseObject */._H({ name: zod/* string */.Yj(), protected: yes })) });
const UriAnswer = zod/* looseObject */._H({ uri: zod/* string */.Yj() });
const Created = BranchAnswer.extend({
    roles: zod/* array */.YO(zod/* looseObject */._H({ password: schemas_text })).nullish(),
    connection_uris: zod/* array */.YO(zod/* looseObject */._H({ connection_uri: schemas_text })).nullish(),
});
const BranchesAnswer = zod/* looseObject */._H({
    branches: zod/* array */.YO(Branch),
    annotations: zod/* record */.g1(zod/* string */.Yj(), zod/* looseObject */._H({ value: zod/* record */.g1(zod/* string */.Yj(), zod/* unknown */.L5()).nullish() })).nullish(),
    pagination: zod/* looseObject */._H({ next: schemas_text }).nullish(),
});

;// CONCATENATED MODULE: ./build/shared/providers/neon/connection.js



const neonConnection = (call, protect) => async (branch, { database, role, pooled }) => {
    const { body } = await call(["connection_uri"], {
        query: { branch_id: branch, database_name: database, role_name: role, pooled: String(pooled) },
        schema: UriAnswer,
    }).catch((thrown) => {
        throw isStatus(thrown, 412) ? noPassword(role, thrown) : thrown;
    });
    const url = protect(body.uri);
    const { host, hostname } = new URL(body.uri);
    return { url, host: hostname, leadsTo: (endpoint) => matches(endpoint, host, pooled) };
};
function matches(endpoint, host, pooled) {
    if (!pooled)
        return host === endpoint.host || host.replace(/:\d+$/, "") === endpoint.host;
    const [label = "", ...rest] = host.replace(/:\d+$/, "").split(".");
    return [label.replace(/-pooler$/, ""), ...rest].join(".") === endpoint.host.replace(/:\d+$/, "");
}
const noPassword = (role, cause) => new failure/* Failure */.H("SLIP-HTTP-REFUSED", `Neon does not tell the password of role ${role}: the project does not store passwords.`, {
    blame: "user",
    state: "The branch is there, but no address with a password can be given.",
    next: "Switch password storage on in the project's settings in Neon's console.",
    cause,
});

;// CONCATENATED MODULE: ./build/shared/http/paginate.js

const endless = (what, why) => new failure/* Failure */.H("SLIP-HTTP-MALFORMED", `The list of ${what} does not end: ${why}.`, {
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

;// CONCATENATED MODULE: ./build/shared/providers/neon/list.js


const PAGE = 100;
function listBranches(call, search) {
    const pages = paginate({
        what: "the project's branches",
        key: ({ branch }) => branch.id,
        page: async (cursor) => {
            const { body } = await call(["branches"], {
                query: {
                    sort_by: "created_at",
                    sort_order: "asc",
                    limit: String(PAGE),
                    ...(search === undefined ? {} : { search }),
                    ...(cursor === undefined ? {} : { cursor }),
                },
                schema: BranchesAnswer,
            });
            const items = body.branches.map((branch) => ({ branch, labels: body.annotations?.[branch.id]?.value ?? {} }));
            return { items, next: items.length < PAGE ? undefined : (body.pagination?.next ?? undefined) };
        },
    });
    return collect(pages);
}
async function findBranch(call, nameOrId) {
    const found = await listBranches(call, nameOrId);
    return found.find(({ branch }) => branch.name === nameOrId) ?? found.find(({ branch }) => branch.id === nameOrId);
}

;// CONCATENATED MODULE: ./build/shared/providers/neon/views.js
const READY = new Set(["ready", "archived"]);
const DONE = new Set(["finished", "skipped", "cancelled"]);
const toBranch = (branch) => ({
    id: branch.id,
    name: branch.name,
    parent: branch.parent_id ?? undefined,
    ready: READY.has(branch.current_state ?? "") && !branch.pending_state,
    state: branch.current_state ?? "unknown",
    isDefault: branch.default ?? branch.primary ?? false,
    isProtected: branch.protected ?? false,
    createdAt: branch.created_at ?? "",
    expiresAt: branch.expires_at ?? undefined,
});
const toEndpoint = (endpoint) => ({
    id: endpoint.id,
    branch: endpoint.branch_id ?? "",
    host: endpoint.host,
    writable: endpoint.type === "read_write",
});
const toOperation = (operation) => ({
    id: operation.id,
    action: operation.action ?? "unknown",
    status: operation.status ?? "unknown",
    done: DONE.has(operation.status ?? ""),
    error: operation.error ?? undefined,
    failures: operation.failures_count ?? 0,
});
const ids = (operations) => (operations ?? []).map(({ id }) => id);

;// CONCATENATED MODULE: ./build/shared/providers/neon/create.js






async function createBranch({ call, protect }, wish) {
    const adopted = async () => {
        const found = await findBranch(call, wish.name);
        if (found?.branch.name !== wish.name)
            return undefined;
        return { value: toBranch(found.branch), operations: [], created: isOurs(found, wish) };
    };
    let adoption;
    try {
        const { body } = await call(["branches"], {
            method: "POST",
            body: bodyOf(wish),
            schema: Created,
            adopt: async () => {
                adoption = await adopted();
                return adoption && { status: 200, headers: new Headers(), body: { branch: raw(adoption.value) } };
            },
        });
        if (adoption)
            return adoption;
        for (const { password } of body.roles ?? [])
            if (password)
                protect(password);
        for (const { connection_uri } of body.connection_uris ?? [])
            if (connection_uri)
                protect(connection_uri);
        return { value: toBranch(body.branch), operations: ids(body.operations), created: true };
    }
    catch (thrown) {
        const taken = isStatus(thrown, 409) ? await adopted() : undefined;
        if (taken)
            return taken;
        throw await explainLimit(call, thrown);
    }
}
const isOurs = ({ labels }, wish) => Object.entries(wish.labels).every(([name, value]) => labels[name] === value);
async function withdrawBranch(call, wish) {
    const found = await findBranch(call, wish.name);
    return found?.branch.name === wish.name && isOurs(found, wish)
        ? removeBranch(call, found.branch.id)
        : { value: "absent", operations: [] };
}
async function removeBranch(call, id) {
    const { status, body } = await call(["branches", id], {
        method: "DELETE",
        schema: BranchAnswer.partial().optional(),
        accept: [404],
    });
    const gone = status === 404 || status === 204;
    return { value: gone ? "absent" : "deleted", operations: gone ? [] : ids(body?.operations) };
}
const bodyOf = (wish) => ({
    branch: {
        name: wish.name,
        ...(wish.parent === undefined ? {} : { parent_id: wish.parent }),
        ...(wish.parentTimestamp === undefined ? {} : { parent_timestamp: wish.parentTimestamp }),
        ...(wish.schemaOnly ? { init_source: "schema-only" } : {}),
        ...(wish.protect ? { protected: true } : {}),
        ...(wish.expiresAt === undefined ? {} : { expires_at: wish.expiresAt }),
    },
    endpoints: [{ type: "read_write" }],
    annotation_value: wish.labels,
});
const raw = ({ id, name }) => ({ id, name });
const SHOWN = 5;
async function explainLimit(call, thrown) {
    const problem = (0,http_problem/* problemOf */.Zw)(thrown);
    if (problem?.status !== 422 || !/LIMIT_EXCEEDED|TIME_EXCEEDED/.test(problem.vendorCode))
        return thrown;
    const branches = await listBranches(call).catch(() => undefined);
    const oldest = (branches ?? [])
        .map(({ branch }) => toBranch(branch))
        .filter(({ isDefault, isProtected }) => !isDefault && !isProtected)
        .slice(0, SHOWN)
        .map(({ name, id, createdAt }) => `${name} (${id}, since ${createdAt.slice(0, 10)})`);
    const what = problem.vendorMessage || problem.vendorCode;
    return new failure/* Failure */.H("SLIP-NEON-LIMIT", `Neon refused a new branch: ${what} (${problem.vendorCode}).`, {
        blame: "user",
        state: `No branch was created.${branches === undefined ? "" : ` The project has ${branches.length} branches.`}`,
        next: oldest.length === 0
            ? "Raise the plan's limit, or delete what is not needed any more."
            : `Delete what is not needed any more; the oldest are ${oldest.join(", ")}. Give branches an \`expires-in\` so that they go by themselves.`,
        cause: thrown,
    });
}

;// CONCATENATED MODULE: ./build/shared/providers/neon/operations.js


const ACTIVE = new Set(["scheduling", "running", "cancelling"]);
const neonOperations = (call) => async (branch, known) => {
    const { body } = await call(["operations"], { query: { limit: "100" }, schema: OperationsAnswer });
    const listed = new Map(body.operations
        .filter(({ id, branch_id, status }) => known.includes(id) || (branch_id === branch && ACTIVE.has(status ?? "")))
        .map((operation) => [operation.id, toOperation(operation)]));
    for (const id of known) {
        if (listed.has(id))
            continue;
        const answer = await call(["operations", id], { schema: OperationAnswer.partial().optional(), accept: [404] });
        if (answer.body?.operation)
            listed.set(id, toOperation(answer.body.operation));
    }
    return [...listed.values()].filter(({ done }) => !done);
};

;// CONCATENATED MODULE: ./build/shared/providers/neon/branching.js







function neonBranching({ protect, ...access }) {
    const call = neonCall(access);
    const endpoints = async (branch) => {
        const { body } = await call(["branches", branch, "endpoints"], { schema: EndpointsAnswer });
        return body.endpoints.map(toEndpoint);
    };
    const writable = async (branch) => (await endpoints(branch)).find((endpoint) => endpoint.writable);
    return {
        endpoints,
        pending: neonOperations(call),
        connection: neonConnection(call, protect),
        create: (wish) => createBranch({ call, protect }, wish),
        withdraw: (wish) => withdrawBranch(call, wish),
        remove: (id) => removeBranch(call, id),
        async find(nameOrId) {
            const found = await findBranch(call, nameOrId);
            return found && toBranch(found.branch);
        },
        async branch(id) {
            const { status, body } = await call(["branches", id], {
                schema: BranchAnswer.partial().optional(),
                accept: [404],
            });
            return status === 404 || !body?.branch ? undefined : toBranch(body.branch);
        },
        async list() {
            return (await listBranches(call)).map(({ branch }) => toBranch(branch));
        },
        async update(id, { expiresAt, protect: protection }) {
            const { body } = await call(["branches", id], {
                method: "PATCH",
                body: {
                    branch: {
                        ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
                        ...(protection === undefined ? {} : { protected: protection }),
                    },
                },
                schema: BranchAnswer,
                repeatable: true,
            });
            return { value: toBranch(body.branch), operations: ids(body.operations) };
        },
        async addEndpoint(branch) {
            let adopted = false;
            try {
                const { body } = await call(["endpoints"], {
                    method: "POST",
                    body: { endpoint: { branch_id: branch, type: "read_write" } },
                    schema: EndpointAnswer,
                    adopt: async () => {
                        const found = await writable(branch);
                        adopted = found !== undefined;
                        return (found && {
                            status: 200,
                            headers: new Headers(),
                            body: { endpoint: { ...found, branch_id: branch, type: "read_write" } },
                        });
                    },
                });
                return { value: toEndpoint(body.endpoint), operations: adopted ? [] : ids(body.operations) };
            }
            catch (thrown) {
                const found = isStatus(thrown, 409) ? await writable(branch) : undefined;
                if (found)
                    return { value: found, operations: [] };
                throw thrown;
            }
        },
        async databases(branch) {
            const { body } = await call(["branches", branch, "databases"], { schema: DatabasesAnswer });
            return body.databases.map(({ name }) => name);
        },
        async roles(branch) {
            const { body } = await call(["branches", branch, "roles"], { schema: RolesAnswer });
            return body.roles.map(({ name }) => name);
        },
    };
}


/***/ })

};
