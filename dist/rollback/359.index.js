export const id = 359;
export const ids = [359];
export const modules = {

/***/ 33:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hx: () => (/* binding */ rollbackTargets),
/* harmony export */   K9: () => (/* binding */ isLaterRun),
/* harmony export */   KH: () => (/* binding */ isAbout),
/* harmony export */   X1: () => (/* binding */ evidenceOf),
/* harmony export */   nt: () => (/* binding */ concerning),
/* harmony export */   p4: () => (/* binding */ isVerified),
/* harmony export */   uM: () => (/* binding */ share)
/* harmony export */ });
/* unused harmony export overtakenBy */
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(235);

const evidenceOf = ({ statuses }) => statuses
    .map(({ state, description }) => (state === "success" ? (0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .verifiedDigest */ .vd)(description) : undefined))
    .find(Boolean);
const isVerified = (entry) => evidenceOf(entry) !== undefined;
const rollbackTargets = ([current, ...older]) => {
    if (current === undefined)
        return [];
    const targets = new Map();
    const { commit, kind } = current.record;
    let resumeAt = kind === "rollback" ? commit : undefined;
    for (const entry of older) {
        const { record } = entry;
        if (resumeAt !== undefined && record.commit !== resumeAt)
            continue;
        if (isVerified(entry) && record.commit !== commit && !targets.has(record.commit))
            targets.set(record.commit, entry);
        resumeAt = record.kind === "rollback" ? record.commit : undefined;
    }
    return [...targets.values()];
};
const isLaterRun = (one, other) => /^\d{1,30}$/.test(one) && /^\d{1,30}$/.test(other) && BigInt(one) > BigInt(other);
const share = (one, other) => {
    const ids = new Set(Object.values(one.services).map(({ id }) => id));
    return Object.values(other.services).some(({ id }) => ids.has(id));
};
const isAbout = ({ services }, ids) => {
    const released = Object.values(services).map(({ id }) => id);
    return released.length === 0 || released.some((id) => ids.includes(id));
};
const concerning = (entries, ids) => {
    const released = ({ record }) => Object.values(record.services).map(({ id }) => id);
    const isOwn = (entry) => released(entry).some((id) => ids.includes(id));
    return entries.some(isOwn) ? entries.filter(({ record }) => isAbout(record, ids)) : entries;
};
const counts = ({ statuses }) => statuses.some(({ state }) => state === "success") || ["queued", "in_progress"].includes(statuses[0]?.state ?? "");
const overtakenBy = (entries, record) => entries.find((entry) => isLaterRun(entry.record.run.id, record.run.id) &&
    entry.record.commit !== record.commit &&
    share(entry.record, record) &&
    counts(entry));


/***/ }),

/***/ 235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Hh: () => (/* binding */ parseRecord),
  Md: () => (/* binding */ payloadOf),
  vd: () => (/* binding */ verifiedDigest),
  zT: () => (/* binding */ verifiedNote)
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
;// CONCATENATED MODULE: ./build/shared/domain/json.js
function parseJson(text) {
    try {
        return text === undefined ? undefined : JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const record = (value) => (isRecord(value) ? value : {});

;// CONCATENATED MODULE: ./build/shared/domain/release.js
const RELEASE_KINDS = ["deploy", "rollback"];

;// CONCATENATED MODULE: ./build/shared/domain/record.js




const record_text = zod/* string */.Yj()
    .nullish()
    .transform((value) => value ?? undefined);
const before = zod/* object */.Ik({ deploy: zod/* string */.Yj(), commit: record_text, image: record_text })
    .nullish()
    .transform((value) => value ?? undefined);
const recordSchema = zod/* object */.Ik({
    slipway: zod/* literal */.eu(1),
    kind: zod/* enum */.k5(RELEASE_KINDS),
    environment: zod/* string */.Yj(),
    commit: zod/* string */.Yj(),
    version: record_text,
    services: zod/* record */.g1(zod/* string */.Yj(), zod/* object */.Ik({ provider: zod/* string */.Yj(), id: zod/* string */.Yj(), commit: record_text, image: record_text, before })),
    images: zod/* record */.g1(zod/* string */.Yj(), zod/* string */.Yj())
        .nullish()
        .transform((value) => value ?? undefined),
    migrationHead: record_text,
    checkpoint: record_text,
    reason: record_text,
    run: zod/* object */.Ik({ id: zod/* coerce */.au.string(), attempt: zod/* number */.ai(), url: zod/* string */.Yj() }),
});
const parseRecord = (payload) => {
    const parsed = recordSchema.safeParse(typeof payload === "string" ? parseJson(payload) : payload);
    return parsed.success ? parsed.data : undefined;
};
const MAX_PAYLOAD = 60_000;
const MAX_REASON = 1000;
const size = (record) => JSON.stringify(record).length;
const payloadOf = (record) => {
    const short = { ...record, reason: record.reason?.slice(0, MAX_REASON) };
    if (size(short) <= MAX_PAYLOAD)
        return short;
    const { images: _, ...rest } = short;
    if (size(rest) <= MAX_PAYLOAD)
        return rest;
    throw new failure/* Failure */.H("SLIP-INPUT-INVALID", `The record of this release is longer than ${MAX_PAYLOAD} characters.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: "Deploy fewer services in one step.",
    });
};
const verifiedNote = (digest) => `verified ${digest}`;
const verifiedDigest = (description) => /^verified (sha256:[0-9a-f]{64})$/.exec(description.trim())?.[1];


/***/ }),

/***/ 28:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kd: () => (/* binding */ sameCommit),
/* harmony export */   Np: () => (/* binding */ runs),
/* harmony export */   T4: () => (/* binding */ isPinned),
/* harmony export */   dp: () => (/* binding */ pinned),
/* harmony export */   h0: () => (/* binding */ short),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* unused harmony export repositoryOf */
const DIGEST = /@(sha256:[0-9a-f]{64})$/;
const digestOf = (reference) => DIGEST.exec(reference)?.[1];
function repositoryOf(reference) {
    const name = reference.replace(DIGEST, "").replace(/:[^/:]*$/, "");
    const [first = "", ...rest] = name.split("/");
    const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
    const host = isHost ? first.toLowerCase() : "docker.io";
    const path = isHost ? rest : [first, ...rest];
    return [host, ...(host === "docker.io" && path.length === 1 ? ["library"] : []), ...path].join("/");
}
const tagOf = (reference) => /:([^/:@]+)$/.exec(reference.replace(DIGEST, ""))?.[1] ?? "latest";
function sameImage(wanted, digests, running) {
    const digest = digestOf(wanted);
    const named = running.image === undefined ? undefined : digestOf(running.image);
    if (digest !== undefined) {
        if (running.digest !== undefined && digests.length > 0 && ![digest, ...digests].includes(running.digest))
            return false;
        if (running.digest !== digest && named !== digest)
            return false;
        return running.image === undefined || repositoryOf(running.image) === repositoryOf(wanted);
    }
    return (running.image !== undefined &&
        named === undefined &&
        repositoryOf(running.image) === repositoryOf(wanted) &&
        tagOf(running.image) === tagOf(wanted));
}
function sameCommit(one, other) {
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    return short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase());
}
function runs(running, wanted) {
    if (wanted.image !== undefined)
        return sameImage(wanted.image, wanted.digests ?? [], running);
    if (wanted.commit !== undefined)
        return running.commit !== undefined && sameCommit(wanted.commit, running.commit);
    return true;
}
const isPinned = ({ commit, image }) => image === undefined ? commit !== undefined : digestOf(image) !== undefined;
const pinned = ({ image, digest }) => image === undefined || digest === undefined ? image : `${repositoryOf(image)}@${digest}`;
const short = (revision) => /^[0-9a-f]{40,}$/.test(revision) ? revision.slice(0, 12) : revision;


/***/ }),

/***/ 359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  githubLedger: () => (/* binding */ githubLedger)
});

// EXTERNAL MODULE: ./build/shared/domain/history.js
var domain_history = __webpack_require__(33);
// EXTERNAL MODULE: ./build/shared/domain/record.js + 2 modules
var domain_record = __webpack_require__(235);
// EXTERNAL MODULE: ./build/shared/domain/revision.js
var revision = __webpack_require__(28);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
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

;// CONCATENATED MODULE: ./build/shared/providers/github/access.js
const HEADERS = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
const repositoryAddress = ({ api, repository }) => `${api.replace(/\/+$/, "")}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;

;// CONCATENATED MODULE: ./build/shared/providers/github/pages.js

const PAGE = 100;
const byPageNumber = (what, page, key) => paginate({
    what,
    page: async (number = "1") => {
        const items = await page(`per_page=${PAGE}&page=${number}`);
        return { items, next: items.length < PAGE ? undefined : String(Number(number) + 1) };
    },
    key: (item) => String(key(item)),
});

;// CONCATENATED MODULE: ./build/shared/providers/github/permission.js

async function withPermission(what, next, work) {
    try {
        return await work();
    }
    catch (thrown) {
        if (!(thrown instanceof failure/* Failure */.H) || thrown.code !== "SLIP-HTTP-AUTH")
            throw thrown;
        throw new failure/* Failure */.H(thrown.code, `GitHub did not let us ${what}: ${thrown.message}`, {
            blame: "user",
            state: thrown.state,
            next,
            cause: thrown,
        });
    }
}

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
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





function deploymentsApi(access) {
    const { http, token } = access;
    const root = `${repositoryAddress(access)}/deployments`;
    const call = (path, request) => withPermission("use Deployments", "Give the job `permissions: deployments: write`, or pass a `github-token` that has it.", () => http({ ...request, headers: HEADERS, url: root + path, token }));
    const pages = (path, query, schema) => byPageNumber("GitHub's Deployments", async (page) => {
        const search = [new URLSearchParams(query).toString(), page].filter((part) => part !== "").join("&");
        return (await call(`${path}?${search}`, { schema })).body;
    }, ({ id }) => id);
    return {
        call,
        list: (query) => pages("", query, Deployments),
        async statuses(id) {
            const found = await collect(pages(`/${encodeURIComponent(id)}/statuses`, {}, Statuses));
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

;// CONCATENATED MODULE: ./build/shared/providers/github/ledger.js





const LONGEST = 140;
const DEPTH = 30;
const FARTHEST = 1000;
function githubLedger({ runUrl, ...access }) {
    const api = deploymentsApi(access);
    const entry = async (deployment, record) => ({
        id: String(deployment.id),
        environment: deployment.environment,
        createdAt: deployment.created_at,
        record,
        statuses: await api.statuses(String(deployment.id)),
    });
    const entries = async (environment, limit, about) => {
        const own = [];
        let seen = 0;
        for await (const deployment of api.list({ environment })) {
            const record = (0,domain_record/* parseRecord */.Hh)(deployment.payload);
            if (record?.environment === environment && (about === undefined || (0,domain_history/* isAbout */.KH)(record, about))) {
                own.push([deployment, record]);
            }
            if (own.length >= limit || ++seen >= FARTHEST)
                break;
        }
        own.sort(([one], [other]) => other.id - one.id);
        return Promise.all(own.map(([deployment, record]) => entry(deployment, record)));
    };
    const write = async (id, state, description, environmentUrl = "") => {
        const isWritten = async () => {
            const [newest] = await api.statuses(id);
            return newest?.state === state && saysTheSame(newest.description, description);
        };
        if (await isWritten())
            return;
        await api.call(`/${encodeURIComponent(id)}/statuses`, {
            method: "POST",
            body: {
                state,
                description,
                log_url: runUrl,
                auto_inactive: false,
                ...(/^https?:\/\//.test(environmentUrl) ? { environment_url: environmentUrl } : {}),
            },
            schema: Status,
            adopt: async () => ((await isWritten()) ? { status: 201, headers: new Headers(), body: undefined } : undefined),
        });
    };
    return {
        entries,
        async open(record) {
            const find = () => findOwn(api, record);
            const deployment = (await find()) ??
                (await api.call("", {
                    method: "POST",
                    body: deploymentOf(record),
                    schema: Deployment,
                    adopt: async () => {
                        const found = await find();
                        return found && { status: 201, headers: new Headers(), body: found };
                    },
                })).body;
            return entry(deployment, (0,domain_record/* parseRecord */.Hh)(deployment.payload) ?? record);
        },
        async mark(id, state, { description, environmentUrl }) {
            await write(id, state, cut(description), environmentUrl);
            if (state !== "success")
                return;
            const marked = await api.call(`/${encodeURIComponent(id)}`, { schema: Deployment });
            const record = (0,domain_record/* parseRecord */.Hh)(marked.body.payload);
            const ids = record && Object.values(record.services).map(({ id: service }) => service);
            for (const older of await entries(marked.body.environment, DEPTH, ids)) {
                const isReplaced = Number(older.id) < Number(id) && (record === undefined || (0,domain_history/* share */.uM)(record, older.record));
                if (isReplaced && older.statuses[0]?.state === "success") {
                    await write(older.id, "inactive", cut(`replaced by deployment ${id}`));
                }
            }
        },
    };
}
async function findOwn(api, wanted) {
    const own = await findWritten(api, wanted);
    if (own === undefined)
        return undefined;
    for await (const deployment of api.list({ environment: wanted.environment })) {
        if (deployment.id <= own.id)
            break;
        const record = (0,domain_record/* parseRecord */.Hh)(deployment.payload);
        if (record?.environment === wanted.environment && (0,domain_history/* share */.uM)(record, wanted))
            return undefined;
    }
    return own;
}
async function findWritten(api, wanted) {
    const { environment, commit, kind } = wanted;
    for await (const deployment of api.list({ environment, sha: commit, task: kind })) {
        const record = (0,domain_record/* parseRecord */.Hh)(deployment.payload);
        if (record?.run.id === wanted.run.id &&
            record.kind === kind &&
            record.commit === commit &&
            record.environment === environment &&
            idsOf(record) === idsOf(wanted)) {
            return deployment;
        }
    }
    return undefined;
}
const idsOf = ({ services }) => Object.values(services)
    .map(({ id }) => id)
    .toSorted()
    .join();
const deploymentOf = (record) => ({
    ref: record.commit,
    task: record.kind,
    environment: record.environment,
    description: cut(`Slipway ${record.kind} of ${(0,revision/* short */.h0)(record.commit)}`),
    payload: (0,domain_record/* payloadOf */.Md)(record),
    required_contexts: [],
    auto_merge: false,
    production_environment: record.environment === "production",
    transient_environment: /^preview\b/.test(record.environment),
});
const saysTheSame = (written, description) => written === description || ((0,domain_record/* verifiedDigest */.vd)(written) !== undefined && (0,domain_record/* verifiedDigest */.vd)(description) !== undefined);
const cut = (description) => description.length <= LONGEST ? description : `${description.slice(0, LONGEST - 1)}…`;


/***/ })

};
