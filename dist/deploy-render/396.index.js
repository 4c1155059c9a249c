export const id = 396;
export const ids = [396];
export const modules = {

/***/ 396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deploy: () => (/* binding */ deploy)
});

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var action_failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/domain/history.js
var domain_history = __webpack_require__(33);
;// CONCATENATED MODULE: ./build/shared/domain/plan.js


const waves = (items) => {
    const result = [];
    let left = [...items];
    while (left.length > 0) {
        const waiting = new Set(left.map(({ name }) => name));
        const free = left.filter(({ after }) => !after.some((name) => waiting.has(name)));
        const wave = free.length > 0 ? free : left;
        result.push(wave);
        left = left.filter((item) => !wave.includes(item));
    }
    return result;
};
const environmentOf = ({ environments }, name) => {
    const found = environments.find((environment) => environment.name === name);
    if (found !== undefined)
        return found;
    const known = environments.map((environment) => environment.name);
    throw new Failure("SLIP-INPUT-INVALID", `The manifest has no environment \`${name}\`.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: suggestion(name, known, "Add it to `environments`."),
    });
};
const own = (record, name) => Object.hasOwn(record, name) ? record[name] : undefined;
const idOf = ({ ids }, environment) => own(ids, environment);
const urlOf = ({ urls }, environment) => own(urls, environment);
const branchOf = (database, environment) => database && own(database.branches, environment);

// EXTERNAL MODULE: ./build/shared/domain/revision.js
var domain_revision = __webpack_require__(28);
;// CONCATENATED MODULE: ./build/shared/rollout/progress.js
const HEARTBEAT = 30_000;
function progress(clock, info) {
    const start = clock.now();
    const statuses = new Map();
    let printed = start;
    const elapsed = () => `${Math.round((clock.now() - start) / 1000)} s`;
    return {
        report(service, status) {
            const before = statuses.get(service);
            if (before === status) {
                if (clock.now() - printed < HEARTBEAT)
                    return;
                info(`Still waiting after ${elapsed()}: ${[...statuses].map((pair) => pair.join(" ")).join(", ")}`);
            }
            else {
                statuses.set(service, status);
                info(`${service}: ${before === undefined ? "" : `${before} → `}${status} (${elapsed()})`);
            }
            printed = clock.now();
        },
    };
}

;// CONCATENATED MODULE: ./build/actions/deploy-render/ending.js

const BAD = [
    ["failed", "SLIP-RENDER-FAILED", "failed"],
    ["mismatch", "SLIP-RENDER-MISMATCH", "failed"],
    ["timed-out", "SLIP-RENDER-TIMEOUT", "timed-out"],
    ["cancelled", "SLIP-RENDER-CANCELLED", "cancelled"],
    ["superseded", "SLIP-RENDER-SUPERSEDED", "superseded"],
];
const outcomeOf = (results) => {
    const bad = BAD.find(([end]) => results.some((result) => result.end === end));
    if (bad !== undefined)
        return bad[2];
    if (results.every(({ end }) => end === "unchanged"))
        return "unchanged";
    return results.some(({ end }) => end === "started") ? "started" : "live";
};
function sentence({ target: { name, revision }, end, deploy, ending }) {
    const id = deploy?.id ?? "?";
    const wanted = revision.image ?? revision.commit ?? "what was asked for";
    if (end === "timed-out")
        return `${name}: deploy ${id} is ${deploy?.status} and not live yet.`;
    if (end === "mismatch") {
        return `${name}: ${deploy?.image ?? deploy?.commit ?? "something unknown"} is live (deploy ${id}), not ${wanted}.`;
    }
    const how = end === "failed" ? `failed (${deploy?.status})` : `was ${end}`;
    return `${name}: deploy ${id} ${how}. ${ending?.detail ?? ""}`.trim();
}
const NEXT = {
    failed: "Read the end of its log above, correct the cause and push a new commit, or run the rollback.",
    mismatch: "Look in Render's dashboard at who deployed it. Cron jobs deploy the head of their branch: point that at the commit.",
    "timed-out": "Look at the deploy in Render's dashboard; raise `timeout` if it is only slow, then run this again: it goes on with the same deploy.",
    cancelled: "Run this again to deploy the same commit, unless somebody cancelled it for a reason.",
    superseded: "Usually nothing: the newer deploy brings the newer version. Set `on-superseded` if this should not fail.",
};
function serving(unhappy) {
    const names = (test) => unhappy
        .filter(test)
        .map(({ target }) => target.name)
        .join(", ");
    const stayed = ({ end }) => end === "failed" || end === "cancelled";
    const before = names((result) => stayed(result) && result.target.state.live !== undefined);
    const nothing = names((result) => stayed(result) && result.target.state.live === undefined);
    const pending = names(({ end }) => end === "timed-out");
    const newer = names(({ end }) => end === "superseded");
    const other = names(({ end }) => end === "mismatch");
    return [
        before !== "" && `On ${before} the version from before goes on serving.`,
        nothing !== "" && `Nothing has ever been live on ${nothing}.`,
        pending !== "" && `The deploy of ${pending} goes on at Render.`,
        other !== "" && `On ${other} another version serves than was asked for.`,
        newer !== "" && `On ${newer} the newer deploy decides what serves.`,
    ];
}
function failureOf(results) {
    const bad = BAD.find(([end]) => results.some((result) => result.end === end));
    if (bad === undefined)
        return undefined;
    const [end, code, outcome] = bad;
    const is = (...ends) => results.filter((result) => ends.includes(result.end));
    const names = (list) => list.map(({ target }) => target.name).join(", ");
    const unhappy = results.filter((result) => BAD.some(([word]) => word === result.end));
    const [done, begun] = [is("live", "unchanged"), is("planned")];
    return new action_failure/* Failure */.H(code, unhappy.map(sentence).join("\n"), {
        blame: end === "failed" || end === "superseded" || end === "cancelled" ? "user" : "provider",
        outcome,
        state: [
            ...serving(unhappy),
            done.length > 0 && `Live on the new version: ${names(done)}.`,
            begun.length > 0 && `Not begun: ${names(begun)}.`,
        ]
            .filter(Boolean)
            .join(" "),
        next: NEXT[end],
    });
}

;// CONCATENATED MODULE: ./build/shared/rollout/diagnose.js

const TAIL = 20;
async function logTail(service, deploy, { deployer, debug, now }) {
    const created = Date.parse(deploy.createdAt ?? "");
    const since = Number.isNaN(created) ? new Date(now.getTime() - 3_600_000) : new Date(created);
    try {
        return (await deployer.logs(service, since, TAIL)).slice(-TAIL);
    }
    catch (thrown) {
        debug(`The log of ${service} could not be read: ${(0,action_failure/* toFailure */.w)(thrown).message}`);
        return [];
    }
}

;// CONCATENATED MODULE: ./build/shared/rollout/underway.js

const LOOKS = 3;
async function underway(service, revision, patient, { deployer, clock, signal }) {
    for (let look = 1;; look++) {
        const found = (await deployer.recent(service, 20)).find((deploy) => deploy.state === "running" && (0,domain_revision/* runs */.Np)(deploy, revision));
        if (found !== undefined || !patient || look === LOOKS)
            return found;
        await clock.sleep(1000, signal);
    }
}

;// CONCATENATED MODULE: ./build/shared/rollout/watch.js


const FIRST = 500;
const GROWTH = 1.3;
const LONGEST = 10_000;
const CALM = 12;
const SETTLES = 30_000;
const LOOK_AROUND = 30_000;
async function watch(started, watched, ports) {
    const { deployer, clock, signal, progress, warning } = ports;
    const { name, service, revision, deadline, crowd } = watched;
    const slowdown = Math.max(1, crowd / CALM);
    let deploy = started;
    let lookedAround = clock.now();
    progress.report(name, deploy.status);
    for (let pause = FIRST * slowdown; deploy.state === "running"; pause = Math.min(pause * GROWTH, LONGEST * slowdown)) {
        const left = deadline - clock.now();
        if (left <= 0)
            return { end: "timed-out", deploy, ending: undefined };
        await clock.sleep(Math.min(pause, left), signal);
        deploy = (await unlessProviderFails(() => deployer.deploy(service, deploy.id))) ?? deploy;
        progress.report(name, deploy.status);
        if (deploy.state !== "running" || clock.now() - lookedAround < LOOK_AROUND)
            continue;
        lookedAround = clock.now();
        const by = await unlessProviderFails(() => overtaken(deploy, service, deployer));
        if (by !== undefined)
            return (await follow(by.id)) ?? { end: "superseded", deploy, ending: replaced(by) };
    }
    if (deploy.state === "live")
        return watch_confirm(deploy, watched, ports);
    const ended = deploy;
    const ending = await unlessProviderFails(() => deployer.explain(service, ended));
    const end = endOf(deploy.state, ending);
    return (end === "superseded" ? await follow(ending?.by) : undefined) ?? { end, deploy, ending };
    async function follow(by) {
        if (by === undefined || !(0,domain_revision/* isPinned */.T4)(revision))
            return undefined;
        const recent = await unlessProviderFails(() => deployer.recent(service, 20));
        const heir = recent?.find(({ id }) => id === by);
        return heir !== undefined && isNewer(heir, deploy) && (0,domain_revision/* runs */.Np)(heir, revision)
            ? watch(heir, watched, ports)
            : undefined;
    }
    async function unlessProviderFails(look) {
        try {
            return await look();
        }
        catch (thrown) {
            signal.throwIfAborted();
            const failure = (0,action_failure/* toFailure */.w)(thrown);
            if (failure.blame !== "provider")
                throw thrown;
            warning(`${name}: ${failure.message} The deploy may go on all the same, so we keep looking.`);
            return undefined;
        }
    }
}
function endOf(state, ending) {
    if (ending?.reason === "superseded")
        return "superseded";
    return state === "cancelled" && ending !== undefined && ending.reason !== "cancelled" ? "failed" : state;
}
async function overtaken(deploy, service, deployer) {
    const live = (await deployer.recent(service, 10)).find(({ state }) => state === "live");
    return live !== undefined && isNewer(live, deploy) ? live : undefined;
}
async function watch_confirm(deploy, watched, { deployer, clock, signal }) {
    const { service, revision, deadline } = watched;
    for (const end = Math.min(deadline, clock.now() + SETTLES);; await clock.sleep(1000, signal)) {
        const { live } = await deployer.describe(service);
        if (live?.id === deploy.id) {
            return { end: (0,domain_revision/* runs */.Np)(live, revision) ? "live" : "mismatch", deploy: live, ending: undefined };
        }
        if (live !== undefined && isNewer(live, deploy)) {
            const same = (0,domain_revision/* isPinned */.T4)(revision) && (0,domain_revision/* runs */.Np)(live, revision);
            return same
                ? { end: "live", deploy: live, ending: undefined }
                : { end: "superseded", deploy, ending: replaced(live) };
        }
        if (clock.now() >= end)
            return { end: "mismatch", deploy: live ?? deploy, ending: undefined };
    }
}
const isNewer = (one, other) => one.id !== other.id && Date.parse(one.createdAt ?? "") > Date.parse(other.createdAt ?? "");
const replaced = ({ id, commit }) => ({
    reason: "superseded",
    detail: `The newer deploy ${id}${commit === undefined ? "" : ` (commit ${(0,domain_revision/* short */.h0)(commit)})`} took its place.`,
    by: id,
});

// EXTERNAL MODULE: ./build/shared/action/run-info.js
var run_info = __webpack_require__(271);
;// CONCATENATED MODULE: ./build/actions/deploy-render/record.js


const beforeOf = ({ state: { live } }) => live && { deploy: live.id, commit: live.commit, image: (0,domain_revision/* pinned */.dp)(live) };
const recordOf = ({ environment = "", migrationHead, checkpoint, images }, commit, targets, run) => ({
    slipway: 1,
    kind: "deploy",
    environment,
    commit,
    services: Object.fromEntries(targets.map((target) => [
        target.name,
        {
            provider: "render",
            id: target.id,
            commit: target.revision.commit,
            image: target.revision.image,
            before: beforeOf(target),
        },
    ])),
    ...(Object.keys(images).length > 0 ? { images: referencesOf(images) } : {}),
    migrationHead,
    checkpoint,
    run: { id: run.runId, attempt: run.attempt, url: (0,run_info/* runUrl */.Vp)(run) },
});
const referencesOf = (images) => Object.fromEntries(Object.entries(images).map(([name, { reference }]) => [name, reference]));
const idsOf = (record) => Object.values(record.services).map(({ id }) => id);
const sameRelease = (entries, record) => {
    const [newest] = entries;
    if (newest?.record.commit !== record.commit)
        return undefined;
    return idsOf(newest.record).toSorted().join() === idsOf(record).toSorted().join() ? newest : undefined;
};

;// CONCATENATED MODULE: ./build/actions/deploy-render/service.js





const isLive = ({ revision, rival, state: { live } }) => live !== undefined && rival === undefined && (0,domain_revision/* isPinned */.T4)(revision) && (0,domain_revision/* runs */.Np)(live, revision);
async function deployService(target, { clearCache, wait }, { deadline, crowd, since, progress, resumes }, ports) {
    const { name, id: service, revision, rival } = target;
    const { deployer, clock, signal, log, onCancel } = ports;
    if (isLive(target) && !clearCache) {
        progress.report(name, "live already");
        return { target, end: "unchanged", deploy: target.state.live };
    }
    const begun = (0,domain_revision/* isPinned */.T4)(revision) ? await underway(service, revision, resumes, ports) : undefined;
    if (begun !== undefined)
        log.info(`${name}: goes on with deploy ${begun.id}, which is under way.`);
    if (rival !== undefined) {
        log.info(`${name}: deploy ${rival.id} of another version is under way, so this one is deployed after it.`);
    }
    let forget = () => { };
    if (begun === undefined) {
        forget = onCancel(`the deploy of ${name}, if it had started`, async () => {
            const mine = await underway(service, revision, false, ports);
            if (mine !== undefined)
                await deployer.cancel(service, mine.id);
        });
    }
    const deploy = begun ?? (await deployer.start(service, revision, { clearCache, since }));
    if (!wait) {
        forget();
        return { target, end: "started", deploy };
    }
    const seen = await watch(deploy, { name, service, revision, deadline, crowd }, { deployer, clock, signal, progress, warning: log.warning });
    forget();
    const hasLog = seen.end === "failed" || seen.end === "cancelled";
    const tail = hasLog
        ? await logTail(service, seen.deploy, { deployer, debug: log.debug, now: clock.date() })
        : undefined;
    return { target, ...seen, ...(tail === undefined ? {} : { log: tail }) };
}
const liveOf = ({ end, deploy, target }) => {
    if (end === "live" || end === "unchanged" || end === "mismatch")
        return deploy?.commit;
    return end === "failed" || end === "cancelled" || end === "planned" ? beforeOf(target)?.commit : undefined;
};
const rowOf = (result) => {
    const { target, end, deploy } = result;
    return {
        name: target.name,
        id: target.id,
        deploy: deploy?.id,
        state: end,
        commit: deploy?.commit ?? target.revision.commit,
        image: deploy === undefined ? target.revision.image : (0,domain_revision/* pinned */.dp)(deploy),
        live: liveOf(result),
        url: target.url,
        before: beforeOf(target),
    };
};

;// CONCATENATED MODULE: ./build/actions/deploy-render/outputs.js


const outputsOf = (results) => ({
    outcome: outcomeOf(results),
    deployId: results[0]?.deploy?.id,
    url: results.find(({ target }) => target.url !== undefined)?.target.url,
    services: results.map(rowOf),
});
function accept(failure, outputs, { onSuperseded }, { log }) {
    if (failure.outcome !== "superseded" || onSuperseded === "fail")
        throw failure;
    if (onSuperseded === "warn")
        log.warning(failure.message, failure.title);
    else
        log.info(failure.message);
    return outputs;
}

;// CONCATENATED MODULE: ./build/actions/deploy-render/report.js



function report(results, environment, { summary }) {
    summary.heading(environment === undefined ? "Deploy to Render" : `Deploy to Render: ${environment}`);
    summary.table(["Service", "State", "Now", "Before", "Deploy", "Address"], results.map((result) => {
        const { name, state, deploy, commit, image, url, before } = rowOf(result);
        return [
            name,
            state,
            { code: (0,domain_revision/* short */.h0)(image ?? commit ?? "") },
            { code: (0,domain_revision/* short */.h0)(before?.image ?? before?.commit ?? "") },
            { code: deploy ?? "" },
            url === undefined ? "" : { link: url, to: url },
        ];
    }));
    for (const result of results.filter(({ log }) => log !== undefined && log.length > 0)) {
        summary.paragraph(sentence(result)).code((result.log ?? []).join("\n"));
    }
}
async function printLogs(results, { log }) {
    for (const result of results) {
        const lines = result.log ?? [];
        if (lines.length === 0)
            continue;
        await log.group(`End of the log of ${result.target.name}`, async () => log.quote(lines.join("\n")));
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy-render/early.js






function early_overtaken({ record: { commit, run }, id }, targets, inputs, ports) {
    const results = targets.map((target) => ({ target, end: "planned", deploy: undefined }));
    const outputs = { ...outputsOf(results), outcome: "superseded" };
    ports.publish(outputs);
    report(results, inputs.environment, ports);
    const failure = new action_failure/* Failure */.H("SLIP-RENDER-SUPERSEDED", `The later run ${run.id} has taken ${inputs.environment} to ${(0,domain_revision/* short */.h0)(commit)} already (deployment ${id}).`, {
        blame: "user",
        outcome: "superseded",
        state: "Nothing was changed.",
        next: `Usually nothing. To go back on purpose run the rollback, or start a new run for the older commit. ${run.url}`,
    });
    return accept(failure, outputs, inputs, ports);
}
function plan(targets, inputs, ports) {
    const results = targets.map((target) => isLive(target) && !inputs.clearCache
        ? { target, end: "unchanged", deploy: target.state.live }
        : { target, end: "planned", deploy: undefined });
    waves(targets).forEach((wave, index) => {
        for (const { name, revision } of wave) {
            const end = results.find(({ target }) => target.name === name)?.end;
            const what = revision.image ?? revision.commit ?? "";
            ports.log.info(`${index + 1}. ${name}: ${end === "unchanged" ? `${what} is live already` : `would deploy ${what}`}`);
        }
    });
    report(results, inputs.environment, ports);
    return { ...outputsOf(results), outcome: "planned" };
}

;// CONCATENATED MODULE: ./build/actions/deploy-render/targets.js



const refuse = (what, next) => new action_failure/* Failure */.H("SLIP-INPUT-INVALID", what, { blame: "user", state: "Nothing was changed.", next });
function commitOf({ commit }, { event, sha }) {
    if (commit !== undefined)
        return commit;
    if (!event.startsWith("pull_request"))
        return sha;
    throw refuse("In a pull request the run's own commit is a merge that exists only on GitHub's side.", "Pass `commit: ${{ github.event.pull_request.head.sha }}`.");
}
async function targetsOf(inputs, commit, ports) {
    const wanted = await wantedServices(inputs, commit, ports);
    const targets = await Promise.all(wanted.map(async (service) => {
        const [state, recent] = await Promise.all([
            ports.deployer.describe(service.id),
            ports.deployer.recent(service.id, 20),
        ]);
        const rival = recent.find((deploy) => isRival(deploy, service.revision, state.live));
        return { ...service, name: service.name || state.name, url: service.url ?? state.url, state, rival };
    }));
    for (const target of targets)
        check(target, ports);
    return targets;
}
const isRival = (deploy, revision, live) => deploy.state === "running" &&
    deploy.trigger === "api" &&
    !(0,domain_revision/* runs */.Np)(deploy, revision) &&
    Date.parse(deploy.createdAt ?? "") > Date.parse(live?.createdAt ?? "");
async function wantedServices(inputs, commit, ports) {
    const { serviceId, environment = "", manifest = "", image, images } = inputs;
    if (serviceId !== undefined) {
        return [{ name: "", id: serviceId, after: [], revision: { commit, image }, url: undefined }];
    }
    const { services } = await ports.readManifest(manifest);
    const here = services.filter((service) => idOf(service, environment) !== undefined);
    if (here.length === 0) {
        throw refuse(`No service of the manifest has an id for the environment ${environment}.`, `Add \`ids: {${environment}: srv-…}\` to the services, or name another \`environment\`.`);
    }
    for (const { name } of services.filter((service) => !here.includes(service))) {
        ports.log.info(`${name} has no id for ${environment}, so it is not part of this environment.`);
    }
    return here.map((service) => ({
        name: service.name,
        id: idOf(service, environment) ?? "",
        after: service.after,
        revision: { commit, ...imageOf(service, images) },
        url: urlOf(service, environment),
    }));
}
function imageOf({ name, image }, images) {
    if (image === undefined)
        return {};
    const given = Object.hasOwn(images, image) ? images[image] : undefined;
    if (given !== undefined)
        return { image: given.reference, digests: given.digests };
    throw refuse(`The service ${name} is deployed as the image ${image}, but \`images\` has no reference for it.`, `Pass \`images: {"${image}": "…@sha256:…"}\`, such as build-image's output gives it.`);
}
function check({ name, id, revision, state }, { log }) {
    if (state.suspended) {
        throw new action_failure/* Failure */.H("SLIP-RENDER-SUSPENDED", `The service ${name} (${id}) is suspended.`, {
            blame: "user",
            state: "Nothing was changed.",
            next: "Resume the service in Render's dashboard, then run this again.",
        });
    }
    if (state.usesImage && revision.image === undefined) {
        throw refuse(`The service ${name} (${id}) runs an image, but none was given.`, "Pass `image`, or `images` with a manifest.");
    }
    if (!state.usesImage && revision.image !== undefined) {
        throw refuse(`The service ${name} (${id}) is built from its repository and cannot run an image.`, "Leave the image out, or make the service image-backed in Render.");
    }
    if (!(0,domain_revision/* isPinned */.T4)(revision)) {
        log.warning(`${name} is deployed as ${revision.image}, a tag that may mean something else tomorrow: a rollback could not bring it back. Pass the image by digest.`, "Image by tag");
    }
    if (state.autoDeploy) {
        log.warning(`${name} also deploys by itself on every push, so a commit may be deployed twice and a rollback undone by the next push. Set Auto-Deploy to "Off" in the service's settings.`, "Auto-deploy is on");
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy-render/main.js












async function deploy(inputs, ports) {
    const { clock, log, run } = ports;
    const since = clock.date();
    const deadline = clock.now() + patience(inputs.timeout);
    const commit = commitOf(inputs, run);
    const targets = await targetsOf(inputs, commit, ports);
    const ledger = inputs.environment === undefined ? undefined : ports.ledger;
    const record = recordOf(inputs, commit, targets, run);
    const ids = targets.map(({ id }) => id);
    const entries = (await ledger?.entries(record.environment, 20, ids)) ?? [];
    const newer = (0,domain_history/* overtakenBy */.z2)(entries, record);
    if (newer !== undefined)
        return early_overtaken(newer, targets, inputs, ports);
    if (inputs.dryRun)
        return plan(targets, inputs, ports);
    const nothingToDo = targets.every(isLive) && !inputs.clearCache;
    const entry = (nothingToDo ? sameRelease(entries, record) : undefined) ?? (await ledger?.open(record));
    const isProven = nothingToDo && entry?.statuses[0]?.state === "success" && (0,domain_history/* isVerified */.p4)(entry);
    const forget = entry && ports.onCancel("the entry in the ledger", () => mark(entry, "error", "cancelled"));
    if (entry !== undefined && !isProven)
        await mark(entry, "in_progress", `deploying ${(0,domain_revision/* short */.h0)(commit)}`);
    const crowd = targets.length;
    const resumes = entry?.statuses[0]?.state === "in_progress";
    const rollout = { deadline, crowd, since, resumes, progress: progress(clock, log.info) };
    const { results, lost } = await inWaves(targets, inputs, rollout, ports);
    const told = outputsOf(results);
    const broken = ports.signal.aborted ? "cancelled" : lost && "failed";
    const outputs = { ...told, outcome: broken ?? told.outcome, deploymentId: entry?.id };
    ports.publish(outputs);
    report(results, inputs.environment, ports);
    await printLogs(results, ports);
    const failure = lost ?? failureOf(results);
    ports.signal.throwIfAborted();
    if (failure !== undefined && entry !== undefined) {
        await mark(entry, stateOf(failure, lost !== undefined), `${failure.outcome}: ${failure.message.split("\n")[0]}`).catch((thrown) => log.warning(`The ledger could not be told: ${(0,action_failure/* toFailure */.w)(thrown).message}`));
    }
    forget?.();
    if (failure === undefined)
        return outputs;
    if (lost !== undefined)
        throw lost;
    return accept(failure, outputs, inputs, ports);
    async function mark({ id }, state, description) {
        const environmentUrl = targets.find(({ url }) => url !== undefined)?.url;
        await ledger?.mark(id, state, { description, environmentUrl });
    }
}
const stateOf = ({ outcome, blame }, isLost) => {
    if (outcome === "superseded")
        return "inactive";
    return isLost && blame !== "user" ? "error" : "failure";
};
const patience = (timeout) => timeout * 1000 - Math.min(10_000, timeout * 50);
async function inWaves(targets, inputs, rollout, ports) {
    const results = new Map();
    let lost;
    for (const wave of waves(targets)) {
        const ends = await Promise.allSettled(wave.map((target) => deployService(target, inputs, rollout, ports)));
        for (const end of ends) {
            if (end.status === "fulfilled")
                results.set(end.value.target.name, end.value);
            else
                lost ??= (0,action_failure/* toFailure */.w)(end.reason);
        }
        for (const target of wave) {
            if (!results.has(target.name))
                results.set(target.name, { target, end: "unknown", deploy: undefined });
        }
        if (lost !== undefined || failureOf([...results.values()]) !== undefined)
            break;
    }
    const all = targets.map((target) => results.get(target.name) ?? { target, end: "planned", deploy: undefined });
    return { results: all, lost };
}


/***/ }),

/***/ 33:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KH: () => (/* binding */ isAbout),
/* harmony export */   p4: () => (/* binding */ isVerified),
/* harmony export */   uM: () => (/* binding */ share),
/* harmony export */   z2: () => (/* binding */ overtakenBy)
/* harmony export */ });
/* unused harmony exports evidenceOf, rollbackTargets, isLaterRun, concerning */
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87);

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

/***/ 87:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Hh: () => (/* binding */ parseRecord),
  Md: () => (/* binding */ payloadOf),
  vd: () => (/* binding */ verifiedDigest)
});

// UNUSED EXPORTS: verifiedNote

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/domain/json.js
var json = __webpack_require__(159);
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
    const parsed = recordSchema.safeParse(typeof payload === "string" ? (0,json/* parseJson */.qF)(payload) : payload);
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
/* harmony export */   Np: () => (/* binding */ runs),
/* harmony export */   T4: () => (/* binding */ isPinned),
/* harmony export */   dp: () => (/* binding */ pinned),
/* harmony export */   h0: () => (/* binding */ short)
/* harmony export */ });
/* unused harmony exports digestOf, repositoryOf, sameCommit */
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


/***/ })

};
