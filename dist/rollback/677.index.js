export const id = 677;
export const ids = [677];
export const modules = {

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

/***/ 677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderDeployer: () => (/* binding */ renderDeployer)
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
;// CONCATENATED MODULE: ./build/shared/providers/render/schemas.js

const schemas_text = zod/* string */.Yj().nullish();
const Deploy = zod/* looseObject */._H({
    id: zod/* string */.Yj(),
    status: schemas_text,
    trigger: schemas_text,
    commit: zod/* looseObject */._H({ id: schemas_text }).nullish(),
    image: zod/* looseObject */._H({ ref: schemas_text, sha: schemas_text }).nullish(),
    createdAt: schemas_text,
    finishedAt: schemas_text,
});
const Started = Deploy.optional();
const Deploys = zod/* array */.YO(zod/* looseObject */._H({ deploy: Deploy, cursor: schemas_text }));
const Service = zod/* looseObject */._H({
    id: zod/* string */.Yj(),
    name: schemas_text,
    type: schemas_text,
    ownerId: schemas_text,
    autoDeploy: schemas_text,
    autoDeployTrigger: schemas_text,
    suspended: schemas_text,
    imagePath: schemas_text,
    serviceDetails: zod/* looseObject */._H({ url: schemas_text, runtime: schemas_text, env: schemas_text }).nullish(),
});
const Ref = zod/* looseObject */._H({ id: schemas_text }).nullish();
const Events = zod/* array */.YO(zod/* looseObject */._H({
    event: zod/* looseObject */._H({
        type: schemas_text,
        details: zod/* looseObject */._H({
            deployId: schemas_text,
            deployStatus: schemas_text,
            reason: zod/* looseObject */._H({
                buildFailed: Ref,
                newBuild: Ref,
                newDeploy: Ref,
                failure: zod/* looseObject */._H({
                    evicted: zod/* boolean */.zM().nullish(),
                    nonZeroExit: zod/* number */.ai().nullish(),
                    earlyExit: zod/* boolean */.zM().nullish(),
                    oomKilled: zod/* looseObject */._H({ memoryLimit: schemas_text }).nullish(),
                    timedOutSeconds: zod/* number */.ai().nullish(),
                    timedOutReason: schemas_text,
                    unhealthy: schemas_text,
                })
                    .nullish(),
            })
                .nullish(),
        })
            .nullish(),
    }),
    cursor: schemas_text,
}));
const Logs = zod/* looseObject */._H({
    logs: zod/* array */.YO(zod/* looseObject */._H({ message: schemas_text, timestamp: schemas_text })).nullish(),
});

;// CONCATENATED MODULE: ./build/shared/providers/render/states.js
const STATES = new Map([
    ["live", "live"],
    ["deactivated", "superseded"],
    ["canceled", "cancelled"],
    ["build_failed", "failed"],
    ["pre_deploy_failed", "failed"],
    ["update_failed", "failed"],
]);
const KINDS = new Map([
    ["web_service", "web"],
    ["private_service", "private"],
    ["background_worker", "worker"],
    ["cron_job", "cron"],
    ["static_site", "static"],
]);
const toDeploy = (deploy) => ({
    id: deploy.id,
    status: deploy.status ?? "unknown",
    state: STATES.get(deploy.status ?? "") ?? "running",
    commit: deploy.commit?.id ?? undefined,
    image: deploy.image?.ref ?? undefined,
    digest: deploy.image?.sha ?? undefined,
    trigger: deploy.trigger ?? undefined,
    createdAt: deploy.createdAt ?? undefined,
    finishedAt: deploy.finishedAt ?? undefined,
});
function toService(service, live) {
    const usesImage = Boolean(service.imagePath) || service.serviceDetails?.runtime === "image";
    return {
        id: service.id,
        name: service.name ?? service.id,
        kind: KINDS.get(service.type ?? "") ?? "private",
        url: service.serviceDetails?.url || undefined,
        autoDeploy: !usesImage && service.autoDeploy === "yes" && service.autoDeployTrigger !== "off",
        suspended: service.suspended === "suspended",
        usesImage,
        live,
    };
}

;// CONCATENATED MODULE: ./build/shared/providers/render/api.js


const withQuery = (where, query) => `${where}?${new URLSearchParams(query).toString()}`;
const path = (...parts) => parts.map((part) => `/${encodeURIComponent(part)}`).join("");
const age = (deploy) => Date.parse(deploy.createdAt ?? "") || 0;
function renderApi({ http, token, api }) {
    const root = api.replace(/\/+$/, "");
    const call = (where, request) => http({ ...request, url: root + where, token });
    const get = async (where, schema) => (await call(where, { schema })).body;
    return {
        call,
        service: (id) => get(path("services", id), Service),
        async list(service, query) {
            const found = await get(withQuery(path("services", service, "deploys"), query), Deploys);
            return found.map(({ deploy }) => toDeploy(deploy)).toSorted((one, other) => age(other) - age(one));
        },
    };
}

;// CONCATENATED MODULE: ./build/shared/providers/render/explain.js
const BY_STATUS = new Map([
    ["build_failed", { reason: "build", detail: "The build failed." }],
    ["pre_deploy_failed", { reason: "pre-deploy", detail: "The pre-deploy command failed." }],
    ["update_failed", { reason: "other", detail: "The new version did not start." }],
]);
function crash(failure) {
    if (failure.unhealthy)
        return { reason: "unhealthy", detail: `The health check failed: ${failure.unhealthy}` };
    if (failure.oomKilled) {
        return { reason: "crashed", detail: `It ran out of memory (limit ${failure.oomKilled.memoryLimit ?? "unknown"}).` };
    }
    if (failure.timedOutSeconds || failure.timedOutReason) {
        const after = failure.timedOutSeconds ? ` after ${failure.timedOutSeconds} s` : "";
        const why = failure.timedOutReason ? `: ${failure.timedOutReason}` : ".";
        return { reason: "timed-out", detail: `Render gave up waiting${after}${why}` };
    }
    if (failure.nonZeroExit) {
        return { reason: "crashed", detail: `The process exited with status ${failure.nonZeroExit}.` };
    }
    if (failure.earlyExit)
        return { reason: "crashed", detail: "The process exited, although it should keep running." };
    if (failure.evicted)
        return { reason: "crashed", detail: "Render evicted the instance." };
    return { reason: "other", detail: "Render gives no cause." };
}
function ending(deploy, events, newer) {
    const ended = events.find(({ event }) => event.details?.deployId === deploy.id)?.event.details;
    const reason = ended?.reason;
    const replaced = reason?.newDeploy ?? reason?.newBuild;
    if (replaced)
        return superseded(reason?.newDeploy?.id ?? newer?.id);
    if (reason?.failure) {
        const cause = crash(reason.failure);
        const known = BY_STATUS.get(deploy.status);
        return known && known.reason !== "other"
            ? { reason: known.reason, detail: `${known.detail} ${cause.detail}` }
            : cause;
    }
    if (reason?.buildFailed)
        return { reason: "build", detail: "The build failed." };
    if (deploy.state === "superseded")
        return superseded(newer?.id);
    if (deploy.state === "cancelled") {
        return newer ? superseded(newer.id) : { reason: "cancelled", detail: "Somebody or something cancelled it." };
    }
    return BY_STATUS.get(deploy.status);
}
const superseded = (by) => ({
    reason: "superseded",
    detail: by === undefined ? "A newer deploy took its place." : `The newer deploy ${by} took its place.`,
    ...(by === undefined ? {} : { by }),
});

// EXTERNAL MODULE: ./build/shared/domain/revision.js
var domain_revision = __webpack_require__(28);
;// CONCATENATED MODULE: ./build/shared/providers/render/start.js





const Answered = Started.transform((deploy) => (deploy === undefined ? undefined : toDeploy(deploy)));
const SKEW = 60_000;
const APPEARS = 60_000;
const LOOKS = 3;
async function startDeploy(order, { api, clock, signal }) {
    const { service, action, body, trigger, revision, since } = order;
    const window = { createdAfter: new Date(since.getTime() - SKEW).toISOString(), limit: "100" };
    const before = new Set((await api.list(service, window)).map(({ id }) => id));
    const find = async () => (await api.list(service, window)).findLast((deploy) => !before.has(deploy.id) && deploy.trigger === trigger && (0,domain_revision/* runs */.Np)(deploy, revision));
    const adopt = async () => {
        for (let look = 1;; look++) {
            const found = await find();
            if (found !== undefined)
                return { status: 201, headers: new Headers(), body: found };
            if (look === LOOKS)
                return undefined;
            await clock.sleep(1000, signal);
        }
    };
    const { body: started } = await api.call(path("services", service, action), {
        method: "POST",
        body,
        schema: Answered,
        adopt,
    });
    if (started !== undefined)
        return started;
    for (const end = clock.now() + APPEARS;; await clock.sleep(1000, signal)) {
        const found = await find();
        if (found !== undefined)
            return found;
        if (clock.now() >= end)
            break;
    }
    throw new failure/* Failure */.H("SLIP-HTTP-UNCERTAIN", `Render accepted a deploy of ${service}, but none has appeared in its list.`, {
        blame: "provider",
        state: "The deploy may still start.",
        next: "Look at the service in Render's dashboard, then run this step again: it adopts the deploy if it is there.",
    });
}

;// CONCATENATED MODULE: ./build/shared/providers/render/deployer.js







const MARGIN = 60_000;
const NOT_CANCELLABLE = [400, 404, 409, 410];
function renderDeployer({ clock, signal, ...access }) {
    const api = renderApi(access);
    const starting = { api, clock, signal };
    const deploy = async (service, id) => toDeploy((await api.call(path("services", service, "deploys", id), { schema: Deploy })).body);
    return {
        deploy,
        async describe(service) {
            const found = await api.service(service);
            const [live] = await api.list(service, { status: "live", limit: "1" });
            return toService(found, live);
        },
        start: (service, revision, { clearCache, since }) => startDeploy({
            service,
            action: "deploys",
            body: { clearCache: clearCache ? "clear" : "do_not_clear", ...target(service, revision) },
            trigger: "api",
            revision: service.startsWith("crn-") && revision.image === undefined ? {} : revision,
            since,
        }, starting),
        recent: (service, limit) => api.list(service, { limit: String(Math.min(100, limit)) }),
        async cancel(service, id) {
            await api.call(path("services", service, "deploys", id, "cancel"), {
                method: "POST",
                schema: zod/* unknown */.L5(),
                accept: NOT_CANCELLABLE,
                repeatable: true,
            });
            const { state, status } = await deploy(service, id);
            if (state !== "running")
                return;
            throw new failure/* Failure */.H("SLIP-HTTP-REFUSED", `Render did not cancel deploy ${id} of ${service} (${status}).`, {
                blame: "provider",
                state: "The deploy goes on.",
                next: "Cancel it in Render's dashboard if it must not go live. Deploys of cron jobs cannot be cancelled.",
            });
        },
        async rollback(service, id, { since }) {
            const { commit, image } = await deploy(service, id);
            const revision = { commit, image };
            const order = {
                service,
                action: "rollback",
                body: { deployId: id },
                trigger: "rollback",
                revision,
                since,
            };
            return startDeploy(order, starting);
        },
        async setAutoDeploy(service, on) {
            await api.call(path("services", service), {
                method: "PATCH",
                body: { autoDeploy: on ? "yes" : "no" },
                schema: zod/* unknown */.L5(),
                repeatable: true,
            });
        },
        async explain(service, ended) {
            const startTime = new Date((Date.parse(ended.createdAt ?? "") || clock.date().getTime()) - MARGIN).toISOString();
            const query = { type: "deploy_ended", startTime, limit: "100" };
            const { body: events } = await api.call(withQuery(path("services", service, "events"), query), {
                schema: Events,
            });
            const later = (await api.list(service, { createdAfter: startTime, limit: "100" })).filter(({ id, createdAt }) => id !== ended.id && Date.parse(createdAt ?? "") >= Date.parse(ended.createdAt ?? ""));
            return ending(ended, events, later.at(-1));
        },
        async logs(service, since, limit) {
            const { ownerId } = await api.service(service);
            if (!ownerId)
                return [];
            const query = {
                ownerId,
                resource: service,
                startTime: since.toISOString(),
                direction: "backward",
                limit: String(Math.min(100, limit)),
            };
            const { body } = await api.call(withQuery("/logs", query), { schema: Logs });
            return (body.logs ?? []).map(({ message }) => message ?? "").toReversed();
        },
    };
}
const target = (service, { commit, image }) => {
    if (image !== undefined)
        return { imageUrl: image };
    return commit === undefined || service.startsWith("crn-") ? {} : { commitId: commit };
};


/***/ })

};
