export const id = 577;
export const ids = [577];
export const modules = {

/***/ 577:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rollback: () => (/* binding */ rollback)
});

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var action_failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/action/run-info.js
var run_info = __webpack_require__(271);
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

// EXTERNAL MODULE: ./build/shared/domain/record.js + 2 modules
var record = __webpack_require__(235);
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

;// CONCATENATED MODULE: ./build/actions/rollback/history.js


const isOpen = ({ statuses: [newest] }) => newest === undefined || newest.state === "in_progress" || newest.state === "queued";
const isRollback = ({ record }) => record.kind === "rollback";
function readHistory(entries, run, to) {
    const begun = entries.filter((entry) => entry.statuses.length > 0 || isRollback(entry));
    const [newest] = begun;
    const takesUp = newest !== undefined &&
        isRollback(newest) &&
        (isOpen(newest) || newest.record.run.id === run || (!(0,domain_history/* isVerified */.p4)(newest) && leadsTo(entries, newest, to)));
    const unfinished = takesUp ? newest : undefined;
    const current = begun.find((entry) => entry !== unfinished && !(isRollback(entry) && isOpen(entry)));
    const candidates = current === undefined ? [] : (0,domain_history/* rollbackTargets */.Hx)(begun.slice(begun.indexOf(current)));
    return { current, unfinished, candidates };
}
const leadsTo = (entries, rollback, to) => to !== undefined && named(entries, to).some(({ record }) => record.commit === rollback.record.commit);
const named = (entries, to) => {
    const byId = entries.filter(({ id }) => id === to);
    return byId.length > 0 ? byId : entries.filter(({ record }) => (0,domain_revision/* sameCommit */.Kd)(record.commit, to));
};

;// CONCATENATED MODULE: ./build/actions/rollback/resolve.js




const shortly = ({ id, record: { commit } }) => `${(0,domain_revision/* short */.h0)(commit)} (deployment ${id})`;
const UNTOUCHED = "Nothing was changed.";
const refused = (what, next) => new action_failure/* Failure */.H("SLIP-ROLLBACK-REFUSED", what, { blame: "user", outcome: "refused", state: UNTOUCHED, next });
const nextBest = (others) => {
    const [next] = others;
    return next === undefined
        ? "There is no other verified release; deploy a commit that repairs the matter instead."
        : `The next verified release is ${shortly(next)}: pass \`to: ${next.id}\` to go there.`;
};
function resolve(entries, to, run) {
    const { current, unfinished, candidates } = readHistory(entries, run, to);
    if (current === undefined)
        throw noTarget("Nothing was ever deployed here, as far as the ledger knows.");
    if (to !== undefined)
        return explicit(entries, to, { current, unfinished, candidates });
    const begun = candidates.find(({ record }) => record.commit === unfinished?.record.commit);
    const target = begun ?? candidates[0];
    if (target === undefined)
        throw noTarget(`No release before ${shortly(current)} is known that passed its gate and was not rolled back.`);
    return { current, target, unfinished: begun && unfinished, others: candidates.filter((other) => other !== target) };
}
function explicit(entries, to, history) {
    const { current, unfinished, candidates } = history;
    const matches = named(entries, to);
    const others = candidates.filter((candidate) => !matches.includes(candidate));
    if (matches.length === 0)
        throw refused(`The ledger knows no release \`${to}\` of this environment.`, nextBest(others));
    if (new Set(matches.map(({ record }) => record.commit)).size > 1) {
        throw refused(`\`${to}\` is the beginning of several commits.`, "Write more digits of the commit.");
    }
    const target = matches.find(domain_history/* isVerified */.p4);
    if (target === undefined) {
        throw refused(`The release \`${to}\` never passed its gate, so nobody knows whether it works.`, nextBest(others));
    }
    if (target.record.commit === current.record.commit) {
        throw refused(`The release \`${to}\` is the current one.`, nextBest(others));
    }
    const isBegun = unfinished?.record.commit === target.record.commit;
    return { current, target, unfinished: isBegun ? unfinished : undefined, others };
}
const noTarget = (what) => new action_failure/* Failure */.H("SLIP-ROLLBACK-NO-TARGET", what, {
    blame: "user",
    outcome: "refused",
    state: UNTOUCHED,
    next: "Deploy a commit that repairs the matter, or name an older verified release with `to`. Releases become targets once health-gate has verified them.",
});

;// CONCATENATED MODULE: ./build/actions/rollback/consent.js



const needsConsent = ({ environments }, environment) => environment === "production" || environments.some(({ name, approval }) => name === environment && approval);
function assertConsent({ id, current, environment }, consent, run) {
    if (consent === "automatic") {
        const state = current.statuses[0]?.state;
        const isOwn = state === "in_progress" && current.record.run.id === run;
        if (current.record.kind === "deploy" && (state === "failure" || isOwn))
            return;
        throw missing(current.record.kind === "rollback"
            ? `${shortly(current)} was a rollback itself: a second one is not begun by itself.`
            : `${shortly(current)} is not marked as failed (${state}), so nothing is rolled back by itself.`, `Read the plan in the summary, then run this with \`consent: ${id}\` if you want it.`);
    }
    if (consent !== undefined && id.startsWith(consent))
        return;
    throw missing(consent === undefined
        ? `A rollback of ${environment} needs the consent of somebody who has read its plan.`
        : `The plan is no longer the one with the id ${consent}: releases or services have changed.`, `Read the plan in the summary, then run this with \`consent: ${id}\`.`);
}
function assertNotOvertaken({ current }, run) {
    const isBad = ["failure", "error", "inactive"].includes(current.statuses[0]?.state ?? "");
    if (isBad || !(0,domain_history/* isLaterRun */.K9)(current.record.run.id, run))
        return;
    throw refused(`${shortly(current)} was deployed by the run ${current.record.run.id}, which is later than this one: it is not what this run was to leave.`, "Start a new run of the rollback if you want to leave that release.");
}
const missing = (what, next) => new action_failure/* Failure */.H("SLIP-ROLLBACK-CONSENT", what, {
    blame: "user",
    outcome: "refused",
    state: "Nothing was changed.",
    next,
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./build/actions/rollback/step.js



const LISTED = 100;
async function stepFor(service, then, commit, environment, { deployer }) {
    const { name, after } = service;
    const id = idOf(service, environment) ?? "";
    const revision = { commit: then?.commit ?? commit, image: then?.image };
    const unable = (problem) => ({
        name,
        id,
        after,
        revision,
        action: { kind: "none" },
        from: undefined,
        url: undefined,
        autoDeploy: false,
        pending: [],
        risks: [],
        problem: `${name}: ${problem}`,
    });
    if (then?.id !== id)
        return unable(`the manifest says ${id}, that release was deployed to ${then?.id ?? "nothing"}.`);
    let state;
    let recent;
    try {
        [state, recent] = await Promise.all([deployer.describe(id), deployer.recent(id, LISTED)]);
    }
    catch (thrown) {
        const failure = (0,action_failure/* toFailure */.w)(thrown);
        if (failure.code !== "SLIP-HTTP-NOT-FOUND")
            throw thrown;
        return unable(`the provider does not know ${id} any more.`);
    }
    if (state.suspended)
        return unable("it is suspended; resume it first.");
    const { live } = state;
    const byDigest = revision.image === undefined || (0,domain_revision/* digestOf */.ol)(revision.image) !== undefined;
    const isThere = live !== undefined && byDigest && (0,domain_revision/* runs */.Np)(live, revision);
    const kept = recent.find((deploy) => wasLive(deploy) && byDigest && (0,domain_revision/* runs */.Np)(deploy, revision));
    if (!isThere && !byDigest)
        return unable(`it ran ${revision.image}, a tag that may mean something else by now.`);
    if (!isThere && kept === undefined && state.kind === "cron" && revision.image === undefined) {
        return unable("its build is no longer kept, and Render deploys no commit to a cron job.");
    }
    const pending = recent.filter((one) => one.state === "running" && !(0,domain_revision/* runs */.Np)(one, revision)).map((one) => one.id);
    const action = isThere
        ? { kind: "none" }
        : kept === undefined
            ? { kind: "deploy" }
            : { kind: "rollback", deploy: kept.id };
    return {
        name,
        id,
        after,
        revision,
        action,
        from: live && { deploy: live.id, commit: live.commit, image: (0,domain_revision/* pinned */.dp)(live) },
        url: urlOf(service, environment) ?? state.url,
        autoDeploy: state.autoDeploy,
        pending,
        risks: risksOf(name, action, state, pending),
        problem: undefined,
    };
}
const wasLive = ({ state }) => state === "live" || state === "superseded";
const risksOf = (name, action, { autoDeploy, usesImage }, pending) => [
    ...pending.map((deploy) => `Deploy ${deploy} of ${name} is under way and is cancelled, else it would go live yet.`),
    ...(action.kind === "deploy" && !usesImage
        ? [`${name} is built again, since its build is no longer kept: that takes as long as a deploy.`]
        : []),
    ...(action.kind === "rollback"
        ? [`${name} also gets back the environment variables of that time, until its next deploy.`]
        : []),
    ...(autoDeploy ? [`Auto-deploy of ${name} is switched off, else the next push would undo the rollback.`] : []),
];

;// CONCATENATED MODULE: ./build/actions/rollback/plan.js





async function planRollback(resolution, entries, manifest, environment, ports) {
    const { current, target, others } = resolution;
    const here = manifest.services.filter((service) => idOf(service, environment) !== undefined);
    const then = servicesOf(target, here, environment);
    const steps = await Promise.all(here
        .filter(({ name }) => then.has(name))
        .map((service) => stepFor(service, then.get(service.name), target.record.commit, environment, ports)));
    const problems = [
        ...(then.size === 0 ? ["The record of that release names no service."] : []),
        ...[...then.keys()]
            .filter((name) => !here.some((service) => service.name === name))
            .map((name) => `${name} was part of that release, but the manifest has no such service here any more.`),
        ...steps.flatMap(({ problem }) => problem ?? []),
    ];
    if (problems.length > 0) {
        throw refused(`Going back to ${shortly(target)} is not possible: ${problems.join(" ")}`, nextBest(others));
    }
    const strangers = here.filter(({ name }) => !then.has(name)).map(({ name }) => name);
    return {
        ...resolution,
        environment,
        id: plan_idOf([environment, current.id, target.id, ...steps.map(({ name, id, revision }) => [name, id, revision])]),
        waves: waves(steps).toReversed(),
        checkpoint: checkpointOf(entries, target),
        risks: [...strangers.map(stays), ...schemaRisk(entries, target), ...steps.flatMap(({ risks }) => risks)],
    };
}
function servicesOf({ record: { services } }, here, environment) {
    const now = new Map(here.map((service) => [idOf(service, environment), service.name]));
    const renamed = new Set(Object.values(services).map(({ id }) => now.get(id)));
    return new Map(Object.entries(services).map(([name, released]) => [
        now.get(released.id) ?? (renamed.has(name) ? `${name} (${released.id})` : name),
        released,
    ]));
}
const plan_idOf = (facts) => (0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12);
const stays = (name) => `${name} was not part of that release and stays as it is.`;
const checkpointOf = (entries, target) => entries.slice(0, entries.indexOf(target)).findLast(({ record }) => record.checkpoint !== undefined)?.record
    .checkpoint;
function schemaRisk(entries, target) {
    const head = entries.find(({ record }) => record.migrationHead !== undefined)?.record.migrationHead;
    const then = target.record.migrationHead;
    const checkpoint = checkpointOf(entries, target);
    const kept = checkpoint === undefined ? "" : ` The branch ${checkpoint} holds the database from before.`;
    if (head === undefined || head === then)
        return [];
    return [
        `The database stays at migration ${head}; the release was verified ${then === undefined ? "before any recorded migration" : `at ${then}`}. Its code must work with the newer schema.${kept}`,
    ];
}
const planJson = ({ id, environment, current, target, waves: all, checkpoint, risks, unfinished }) => ({
    id,
    environment,
    from: { commit: current.record.commit, deployment: current.id },
    to: { commit: target.record.commit, deployment: target.id, evidence: (0,domain_history/* evidenceOf */.X1)(target), at: target.createdAt },
    resumes: unfinished?.id,
    services: all.flatMap((wave, index) => wave.map(({ name, id: service, action, from, revision, autoDeploy }) => ({
        name,
        id: service,
        order: index + 1,
        action: action.kind,
        from,
        to: { ...revision, deploy: action.kind === "rollback" ? action.deploy : undefined },
        autoDeploy,
    }))),
    database: { action: "none", head: target.record.migrationHead, checkpoint },
    risks,
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
;// CONCATENATED MODULE: ./build/shared/domain/digest.js

const sha256Of = (content) => `sha256:${(0,external_node_crypto_.createHash)("sha256").update(content).digest("hex")}`;

;// CONCATENATED MODULE: ./build/shared/domain/verdict.js
const VERDICTS = ["passed", "failed", "inconclusive", "cancelled"];
const WEIGHT = ["cancelled", "failed", "inconclusive", "passed"];
const combine = (verdicts) => WEIGHT.find((verdict) => verdicts.includes(verdict)) ?? "inconclusive";

;// CONCATENATED MODULE: ./build/shared/gate/evidence.js



const SAMPLE_VERDICTS = ["healthy", "unhealthy", "other-version", "unmeasured"];
const sampleSchema = zod/* strictObject */.re({
    at: zod/* number */.ai().int().nonnegative(),
    verdict: zod/* enum */.k5(SAMPLE_VERDICTS),
    status: zod/* number */.ai().int().optional(),
    latency: zod/* number */.ai().nonnegative().optional(),
    version: zod/* string */.Yj().optional(),
    note: zod/* string */.Yj().optional(),
});
const latencySchema = zod/* strictObject */.re({ p50: zod/* number */.ai(), p95: zod/* number */.ai(), p99: zod/* number */.ai() });
const checkSchema = zod/* strictObject */.re({
    name: zod/* string */.Yj(),
    service: zod/* string */.Yj().optional(),
    url: zod/* string */.Yj(),
    verdict: zod/* enum */.k5(VERDICTS),
    reason: zod/* string */.Yj(),
    expectedVersion: zod/* string */.Yj().optional(),
    observedVersion: zod/* string */.Yj().optional(),
    counts: zod/* record */.g1(zod/* enum */.k5(SAMPLE_VERDICTS), zod/* number */.ai().int().nonnegative()),
    latency: latencySchema.optional(),
    samples: zod/* array */.YO(sampleSchema),
    omitted: zod/* number */.ai().int().nonnegative(),
});
const proofSchema = zod/* strictObject */.re({
    service: zod/* string */.Yj(),
    verdict: zod/* enum */.k5(["passed", "failed"]),
    reason: zod/* string */.Yj(),
    source: zod/* literal */.eu("provider"),
    status: zod/* string */.Yj(),
    commit: zod/* string */.Yj().optional(),
});
const evidenceSchema = zod/* strictObject */.re({
    slipway: zod/* literal */.eu(1),
    kind: zod/* literal */.eu("gate"),
    outcome: zod/* enum */.k5(VERDICTS),
    reason: zod/* string */.Yj(),
    environment: zod/* string */.Yj().optional(),
    startedAt: zod/* iso */.KH.datetime(),
    seconds: zod/* number */.ai().nonnegative(),
    settings: zod/* strictObject */.re({
        successes: zod/* number */.ai(),
        interval: zod/* number */.ai(),
        deadline: zod/* number */.ai(),
        failures: zod/* number */.ai(),
    }),
    latency: latencySchema.optional(),
    checks: zod/* array */.YO(checkSchema),
    provider: zod/* array */.YO(proofSchema),
});
const seal = (evidence, redact) => {
    const safe = (_, value) => (typeof value === "string" ? redact(value) : value);
    const text = `${JSON.stringify(evidenceSchema.parse(evidence), safe, 2)}\n`;
    return { text, digest: sha256Of(text) };
};

// EXTERNAL MODULE: ./build/shared/action/text.js
var action_text = __webpack_require__(56);
;// CONCATENATED MODULE: ./build/shared/domain/statistics.js
const percentiles = (samples) => {
    const sorted = samples.toSorted((a, b) => a - b);
    const rank = (share) => sorted[Math.ceil(share * sorted.length) - 1];
    const [p50, p95, p99] = [rank(0.5), rank(0.95), rank(0.99)];
    return p50 === undefined || p95 === undefined || p99 === undefined ? undefined : { p50, p95, p99 };
};

// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./build/shared/gate/matching.js


const PATTERN = /^\/(.+)\/([dgimsuvy]*)$/s;
const assertExpectation = (expected, where) => {
    const [, source, flags] = PATTERN.exec(expected) ?? [];
    if (source === undefined)
        return;
    try {
        RegExp(source, flags);
    }
    catch (cause) {
        throw new action_failure/* Failure */.H("SLIP-INPUT-INVALID", `${where}: ${expected} is not a regular expression.`, {
            blame: "user",
            state: "Nothing was measured.",
            next: "Write plain text, or a JavaScript regular expression between slashes.",
            cause,
        });
    }
};
const matches = (expected, text, milliseconds = 250) => {
    const [, source, flags] = PATTERN.exec(expected) ?? [];
    if (source === undefined)
        return text.includes(expected) ? "yes" : "no";
    try {
        const found = (0,external_node_vm_.runInNewContext)("new RegExp(source, flags).test(text)", { source, flags, text }, { timeout: milliseconds });
        return found === true ? "yes" : "no";
    }
    catch (error) {
        if (error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
            return "slow";
        throw error;
    }
};

;// CONCATENATED MODULE: ./build/shared/gate/version.js

const SHA = /^[0-9a-f]{7,64}$/;
const sameVersion = (expected, observed) => {
    const [a, b] = [expected.trim().toLowerCase(), observed.trim().toLowerCase()];
    const numbers = /^\d+$/.test(a + b) && ![40, 64].includes(Math.max(a.length, b.length));
    if (SHA.test(a) && SHA.test(b) && !numbers)
        return a.startsWith(b) || b.startsWith(a);
    return expected.trim() === observed.trim();
};
const versionAt = (path, { headers, body }) => {
    const told = path.startsWith("header:")
        ? headers[path.slice("header:".length).trim().toLowerCase()]
        : path === "body"
            ? body
            : atPath(path, body);
    const text = told === undefined ? "" : (0,action_text/* oneLine */.TN)(told.slice(0, 1000).trim(), 100);
    return text === "" ? undefined : text;
};
const atPath = (path, body) => {
    let value;
    try {
        value = JSON.parse(body.replace(/^\uFEFF/, ""));
    }
    catch {
        return undefined;
    }
    for (const key of path.split(".")) {
        if (typeof value !== "object" || value === null || !Object.hasOwn(value, key))
            return undefined;
        value = Reflect.get(value, key);
    }
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

;// CONCATENATED MODULE: ./build/shared/gate/judge.js



const judge = (check, result) => {
    if (result.kind === "down")
        return { verdict: "unhealthy", note: (0,action_text/* oneLine */.TN)(result.reason) };
    if (result.kind !== "answer")
        return { verdict: "unmeasured", note: (0,action_text/* oneLine */.TN)(result.reason) };
    const version = check.versionPath === undefined ? undefined : versionAt(check.versionPath, result);
    const age = result.headers["age"];
    const seen = {
        status: result.status,
        latency: Math.round(result.latency * 10) / 10,
        ...(version === undefined ? {} : { version }),
    };
    const cached = age !== undefined && age !== "0" ? ` (from a cache, Age: ${(0,action_text/* oneLine */.TN)(age, 20)})` : "";
    const say = (verdict, note) => ({ ...seen, verdict, note: note + cached });
    if (!check.expectStatus.includes(result.status)) {
        return say("unhealthy", `status ${result.status}, expected ${check.expectStatus.join(" or ")}`);
    }
    for (const [name, expected] of Object.entries(check.expectHeaders ?? {})) {
        const value = result.headers[name.toLowerCase()];
        const match = value === undefined ? "no" : matches(expected, value);
        if (match === "slow")
            return say("unmeasured", `the pattern for header ${(0,action_text/* oneLine */.TN)(name, 50)} takes too long`);
        if (match === "no")
            return say("unhealthy", `header ${(0,action_text/* oneLine */.TN)(name, 50)} is ${(0,action_text/* oneLine */.TN)(value ?? "absent", 80)}`);
    }
    if (check.expectBody !== undefined) {
        const match = matches(check.expectBody, result.body);
        if (match === "slow")
            return say("unmeasured", "the pattern for the body takes too long");
        if (match === "no")
            return say("unhealthy", "the body is not as expected");
    }
    if (check.expectVersion !== undefined && check.versionPath !== undefined) {
        if (version === undefined)
            return say("other-version", `no version at ${(0,action_text/* oneLine */.TN)(check.versionPath, 80)}`);
        if (!sameVersion(check.expectVersion, version))
            return say("other-version", `runs ${version}`);
    }
    return cached === "" ? { ...seen, verdict: "healthy" } : say("healthy", "answered");
};

;// CONCATENATED MODULE: ./build/shared/gate/tally.js
const FIRST = 50;
const LAST = 150;
const tally = () => {
    const head = [];
    const tail = [];
    const latencies = [];
    const counts = { healthy: 0, unhealthy: 0, "other-version": 0, unmeasured: 0 };
    let total = 0;
    let streak = 0;
    let unhealthy = 0;
    let observed;
    return {
        add(sample) {
            total += 1;
            counts[sample.verdict] += 1;
            if (head.length < FIRST)
                head.push(sample);
            else
                tail.push(sample);
            if (tail.length > LAST)
                tail.shift();
            if (sample.latency !== undefined)
                latencies.push(sample.latency);
            if (latencies.length > 10_000)
                latencies.shift();
            observed = sample.version ?? observed;
            if (sample.verdict === "unmeasured")
                return;
            streak = sample.verdict === "healthy" ? streak + 1 : 0;
            unhealthy = sample.verdict === "unhealthy" ? unhealthy + 1 : 0;
        },
        streak: () => streak,
        unhealthy: () => unhealthy,
        counts: () => ({ ...counts }),
        total: () => total,
        observed: () => observed,
        latencies: () => latencies,
        kept: () => [...head, ...tail],
        omitted: () => total - head.length - tail.length,
        last: (count) => [...head, ...tail].slice(-count),
    };
};

;// CONCATENATED MODULE: ./build/shared/gate/check.js




const runCheck = async (check, settings, { probe, clock, onSample }, { start, signal }) => {
    const samples = tally();
    const end = start + settings.deadline * 1000;
    return describe(check, samples, await conclude());
    async function conclude() {
        for (;;) {
            if (signal.aborted)
                return { verdict: "cancelled", reason: "Cancelled." };
            const began = clock.now();
            if (began >= end)
                return atDeadline(check, settings, samples);
            const certain = await once(began);
            if (certain !== undefined)
                return certain;
            const pause = Math.min(began + settings.interval * 1000, end) - clock.now();
            if (pause > 0)
                await clock.sleep(pause, signal).catch(() => undefined);
        }
    }
    async function once(began) {
        const timeout = Math.min(check.timeout * 1000, end - began);
        const result = await probe({ url: check.url, method: check.method, timeout }, signal).catch((error) => ({ kind: "unmeasured", reason: error instanceof Error ? error.message : String(error), latency: 0 }));
        if (signal.aborted)
            return undefined;
        const cut = result.kind === "down" && timeout < check.timeout * 1000 && clock.now() >= end;
        const judged = cut
            ? { verdict: "unmeasured", note: "the deadline came before the answer" }
            : judge(check, result);
        const sample = { at: Math.max(0, Math.round(began - start)), ...judged };
        samples.add(sample);
        onSample?.(check, sample);
        if (result.kind === "refused")
            return { verdict: "inconclusive", reason: (0,action_text/* oneLine */.TN)(result.reason) };
        if (samples.streak() >= settings.successes) {
            return { verdict: "passed", reason: `${settings.successes} healthy answers in a row${running(check, samples)}.` };
        }
        if (settings.failures > 0 && samples.unhealthy() >= settings.failures) {
            return { verdict: "failed", reason: `${samples.unhealthy()} unhealthy answers in a row: ${sample.note}.` };
        }
        return undefined;
    }
};
const running = (check, samples) => check.expectVersion === undefined || samples.observed() === undefined ? "" : ` from ${samples.observed()}`;
const atDeadline = (check, { successes, deadline }, samples) => {
    const wrong = samples
        .last(successes)
        .findLast(({ verdict }) => verdict === "unhealthy" || verdict === "other-version");
    const after = `after ${deadline} s`;
    if (wrong?.verdict === "other-version") {
        const expected = check.expectVersion === undefined ? "" : `, not ${check.expectVersion}`;
        return { verdict: "failed", reason: `${wrong.note}${expected}, ${after}.` };
    }
    if (wrong !== undefined)
        return { verdict: "failed", reason: `${wrong.note}, ${after}.` };
    const unmeasured = samples.last(successes).findLast(({ verdict }) => verdict === "unmeasured");
    return {
        verdict: "inconclusive",
        reason: unmeasured === undefined
            ? `Only ${samples.streak()} of ${successes} healthy answers fitted into ${deadline} s.`
            : `Could not be measured: ${unmeasured.note}.`,
    };
};
const describe = (check, samples, { verdict, reason }) => {
    const latency = percentiles(samples.latencies());
    const observed = samples.observed();
    return {
        name: check.name,
        ...(check.service === undefined ? {} : { service: check.service }),
        url: withoutQuery(check.url),
        verdict,
        reason,
        ...(check.expectVersion === undefined ? {} : { expectedVersion: check.expectVersion }),
        ...(observed === undefined ? {} : { observedVersion: observed }),
        counts: samples.counts(),
        ...(latency === undefined ? {} : { latency }),
        samples: [...samples.kept()],
        omitted: samples.omitted(),
    };
};
const withoutQuery = (url) => {
    if (!URL.canParse(url))
        return (0,action_text/* oneLine */.TN)(url);
    const { origin, pathname } = new URL(url);
    return origin + pathname;
};

;// CONCATENATED MODULE: ./build/shared/gate/gate.js






const runGate = async ({ checks, proofs = [], settings, environment }, ports, signal) => {
    for (const { name, expectBody, expectHeaders } of checks) {
        for (const expected of [expectBody, ...Object.values(expectHeaders ?? {})]) {
            if (expected !== undefined)
                assertExpectation(expected, `Check ${name}`);
        }
    }
    const start = ports.clock.now();
    const startedAt = ports.clock.date().toISOString();
    const results = await Promise.all(checks.map((check) => runCheck(check, settings, ports, { start, signal })));
    const provider = proofs.map(prove);
    const outcome = combine([...results, ...provider].map(({ verdict }) => verdict));
    const latency = percentiles(results.flatMap(({ samples }) => samples.flatMap((sample) => sample.latency ?? [])));
    return {
        slipway: 1,
        kind: "gate",
        outcome,
        reason: explain(outcome, results, provider),
        ...(environment === undefined ? {} : { environment }),
        startedAt,
        seconds: Math.round(ports.clock.now() - start) / 1000,
        settings,
        ...(latency === undefined ? {} : { latency }),
        checks: results,
        provider,
    };
};
const prove = ({ service, live, status, commit, expectVersion }) => {
    const known = {
        service,
        source: "provider",
        status: (0,action_text/* oneLine */.TN)(status, 50),
        ...(commit === undefined ? {} : { commit: (0,action_text/* oneLine */.TN)(commit, 100) }),
    };
    if (!live)
        return { ...known, verdict: "failed", reason: `The provider says ${known.status}, not live.` };
    if (expectVersion === undefined)
        return { ...known, verdict: "passed", reason: "The provider says that it is live." };
    if (commit === undefined)
        return { ...known, verdict: "failed", reason: "The provider does not tell which commit is live." };
    return sameVersion(expectVersion, commit)
        ? { ...known, verdict: "passed", reason: `The provider says that ${known.commit} is live.` }
        : { ...known, verdict: "failed", reason: `The provider says that ${known.commit} is live, not ${expectVersion}.` };
};
const explain = (outcome, checks, provider) => {
    const total = checks.length + provider.length;
    if (total === 0)
        return "There was nothing to check.";
    if (outcome === "passed")
        return `${total} of ${total} checks passed.`;
    const decisive = [
        ...checks.map(({ name, verdict, reason }) => ({ name, verdict, reason })),
        ...provider.map(({ service, verdict, reason }) => ({ name: service, verdict, reason })),
    ].filter(({ verdict }) => verdict === outcome);
    return decisive.map(({ name, reason }) => `${name}: ${reason}`).join(" ");
};

;// CONCATENATED MODULE: ./build/shared/domain/deployed.js
const LIVE = new Set(["live", "unchanged"]);
const isLive = ({ state }) => LIVE.has(state);

// EXTERNAL MODULE: ./build/shared/domain/manifest/gate.js
var gate = __webpack_require__(300);
;// CONCATENATED MODULE: ./build/shared/gate/plan.js




const settingsOf = (given, manifest) => {
    const { successes, interval, deadline } = manifest?.gate ?? (0,gate/* gateOf */.R)();
    return {
        successes: given.successes ?? successes,
        interval: given.interval ?? interval,
        deadline: given.deadline ?? deadline,
        failures: given.failures,
    };
};
const planChecks = (checks, base, expectVersion) => {
    const located = checks.map((check) => locate(check, base, expectVersion, `Check ${check.name}`));
    if (expectVersion !== undefined && !located.some(tellsVersion)) {
        throw refuse(`No check tells which version answers, so nothing would show that it is ${expectVersion}.`, "Give a check `version-path`, such as `commit` or `header:x-commit`, or leave `expect-version` out.");
    }
    return { checks: located, proofs: [] };
};
const planManifest = ({ services }, wanted) => {
    const here = services.filter((service) => idOf(service, wanted.environment) !== undefined);
    if (here.length === 0) {
        throw refuse(`No service of the manifest has an id for ${wanted.environment}, so there is nothing to check.`, `Add \`ids: {${wanted.environment}: srv-…}\` to the services, or name another \`environment\`.`);
    }
    const plans = here.map((service) => planService(service, wanted));
    return { checks: plans.flatMap(({ checks }) => checks), proofs: plans.flatMap(({ proofs }) => proofs) };
};
const planService = (service, { environment, expectVersion, deployed }) => {
    const { name } = service;
    const row = deployed.get(name);
    const base = urlOf(service, environment) ?? row?.url;
    const checks = service.checks.map((check) => ({
        ...locate(check, base, expectVersion, `Service ${name}, check ${check.name}`),
        name: `${name} ${check.name}`,
        service: name,
    }));
    const proven = checks.length > 0 && (expectVersion === undefined || checks.some(tellsVersion));
    if (proven)
        return { checks, proofs: [] };
    if (row === undefined) {
        const missing = checks.length === 0 ? "has no checks" : "has no check with `version-path`";
        throw refuse(`Service ${name} ${missing}, and nothing else tells that it runs${expectVersion === undefined ? "" : ` ${expectVersion}`}.`, "Pass deploy-render's output as `services`, or give the service a check with `version-path` in the manifest.");
    }
    const proof = {
        service: name,
        live: isLive(row),
        status: row.state,
        commit: row.commit,
        ...(service.image === undefined && expectVersion !== undefined ? { expectVersion } : {}),
    };
    return { checks, proofs: [proof] };
};
const tellsVersion = ({ versionPath }) => versionPath !== undefined;
const locate = (check, base, expectVersion, where) => {
    const url = URL.canParse(check.url) ? check.url : below(base, check.url);
    if (url === undefined) {
        throw refuse(`${where} is the path ${check.url}, but the address that it is below is not known.`, "Add the address under the service's `urls`, or pass deploy-render's output as `services`, or `url`.");
    }
    return {
        ...check,
        url,
        ...(expectVersion !== undefined && check.versionPath !== undefined ? { expectVersion } : {}),
    };
};
const below = (base, path) => {
    if (base === undefined || !URL.canParse(base))
        return undefined;
    const { origin, pathname } = new URL(base);
    return origin + pathname.replace(/\/+$/, "") + path;
};
const refuse = (what, next) => new action_failure/* Failure */.H("SLIP-INPUT-INVALID", what, {
    blame: "user",
    state: "Nothing was measured.",
    next,
    outcome: "inconclusive",
});

;// CONCATENATED MODULE: ./build/actions/rollback/prove.js




async function prove_prove(plan, manifest, done, ports) {
    const { environment, target } = plan;
    const { probe, clock, signal, log, redact, keep } = ports;
    const rows = done.map(({ step, deploy }) => ({
        name: step.name,
        state: deploy?.status ?? "unknown",
        commit: deploy?.commit,
        image: deploy?.image,
        url: step.url,
    }));
    const services = manifest.services.filter(({ name }) => rows.some((row) => row.name === name));
    const checks = planManifest({ ...manifest, services }, {
        environment,
        expectVersion: target.record.commit,
        deployed: new Map(rows.map((row) => [row.name, row])),
    });
    const evidence = await runGate({ ...checks, settings: settingsOf({ failures: 0 }, manifest), environment }, { probe, clock }, signal);
    const { text, digest } = seal(evidence, redact);
    const path = await keep(`slipway-gate-${digest.slice(7, 19)}.json`, text);
    log.info(`${evidence.outcome}: ${evidence.reason}`);
    return { evidence, digest, path };
}
const unproven = ({ evidence }, release) => new action_failure/* Failure */.H(evidence.outcome === "failed" ? "SLIP-ROLLBACK-FAILED" : "SLIP-GATE-INCONCLUSIVE", `${release} is live again on every service, but its gate ${evidence.outcome === "failed" ? "failed" : "could not decide"}: ${evidence.reason}`, {
    blame: "user",
    state: "The old release has the traffic and is not verified; auto-deploy stays off. Nothing further is begun.",
    next: "Look at the samples in the evidence and at the services' logs: the cause may lie outside of the code, such as in the database.",
});

;// CONCATENATED MODULE: ./build/actions/rollback/report.js


const doing = ({ action }) => action.kind === "none"
    ? "is there already"
    : action.kind === "rollback"
        ? `back to the build of ${action.deploy}`
        : "deployed anew";
function reportPlan(plan, { log, summary }) {
    const { id, environment, current, target, waves, risks } = plan;
    summary.heading(`Rollback of ${environment}`);
    summary.facts({ Plan: { code: id }, From: shortly(current), To: shortly(target), Verified: target.createdAt });
    summary.table(["Order", "Service", "What happens", "Now", "Then"], waves.flatMap((wave, index) => wave.map((step) => [
        String(index + 1),
        step.name,
        doing(step),
        { code: (0,domain_revision/* short */.h0)(step.from?.image ?? step.from?.commit ?? "") },
        { code: (0,domain_revision/* short */.h0)(step.revision.image ?? step.revision.commit ?? "") },
    ])));
    summary.list(risks);
    log.info(`Plan ${id}: ${environment} from ${shortly(current)} to ${shortly(target)}`);
    waves.forEach((wave, index) => wave.forEach((step) => log.info(`${index + 1}. ${step.name}: ${doing(step)}`)));
    for (const risk of risks)
        log.info(`Note: ${risk}`);
}
const rolledBack = (done) => done.map(({ step, deploy, problem, threats = [] }) => ({
    name: step.name,
    id: step.id,
    deploy: deploy?.id,
    state: problem === undefined ? (step.action.kind === "none" ? "unchanged" : "live") : "failed",
    commit: deploy?.commit,
    image: deploy?.image,
    url: step.url,
    problem: [problem ?? [], threats].flat().join(" ") || undefined,
}));

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


const watch_FIRST = 500;
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
    for (let pause = watch_FIRST * slowdown; deploy.state === "running"; pause = Math.min(pause * GROWTH, LONGEST * slowdown)) {
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

;// CONCATENATED MODULE: ./build/actions/rollback/restore.js




const GONE = new Set(["SLIP-HTTP-REFUSED", "SLIP-HTTP-NOT-FOUND"]);
async function restore(step, pace, ports) {
    try {
        return await attempt(step, pace, ports);
    }
    catch (thrown) {
        ports.signal.throwIfAborted();
        return { step, deploy: undefined, problem: (0,action_failure/* toFailure */.w)(thrown).message };
    }
}
async function attempt(step, { deadline, crowd, since, progress, resumes }, ports) {
    const { name, id: service, revision } = step;
    const { deployer, clock, signal, log, onCancel } = ports;
    if (step.action.kind === "none") {
        const { live } = await deployer.describe(service);
        if (live !== undefined && (0,domain_revision/* runs */.Np)(live, revision)) {
            progress.report(name, "on that release already");
            return { step, deploy: live, problem: undefined };
        }
        log.info(`${name}: another deploy has gone live meanwhile.`);
    }
    const forget = onCancel(`the rollback of ${name}`, async () => {
        throw new action_failure/* Failure */.H("SLIP-CANCELLED", "it goes on at Render, since stopping half-way would leave the bad version", {
            blame: "user",
        });
    });
    const deploy = (await underway(service, revision, resumes, ports)) ?? (await begin(step, since, ports));
    const seen = await watch(deploy, { name, service, revision, deadline, crowd }, { deployer, clock, signal, progress, warning: log.warning });
    forget();
    const problem = seen.end === "live" ? undefined : `deploy ${seen.deploy.id} is ${seen.deploy.status}. ${seen.ending?.detail ?? ""}`;
    return { step, deploy: seen.deploy, problem: problem?.trim() };
}
async function begin(step, since, { deployer, log }) {
    const { name, id: service, revision, action } = step;
    const again = () => deployer.start(service, revision, { clearCache: false, since });
    const build = action.kind === "rollback" ? action.deploy : action.kind === "none" ? step.from?.deploy : undefined;
    if (build === undefined)
        return again();
    try {
        return await deployer.rollback(service, build, { since });
    }
    catch (thrown) {
        const failure = (0,action_failure/* toFailure */.w)(thrown);
        const isCronOfCommits = service.startsWith("crn-") && revision.image === undefined;
        if (!GONE.has(failure.code) || isCronOfCommits)
            throw thrown;
        log.warning(`${name}: the build of ${build} is gone (${failure.message}), so the same version is deployed anew.`);
        return again();
    }
}
const quoted = (text) => `'${text.replaceAll("'", String.raw `'\''`)}'`;
function command({ id, revision, action }, api) {
    const [path, body] = action.kind === "rollback"
        ? ["rollback", { deployId: action.deploy }]
        : ["deploys", revision.image === undefined ? { commitId: revision.commit } : { imageUrl: revision.image }];
    const address = quoted(`${api}/services/${id}/${path}`);
    return `curl -X POST ${address} -H "Authorization: Bearer $RENDER_API_KEY" -H "Content-Type: application/json" -d ${quoted(JSON.stringify(body))}`;
}

;// CONCATENATED MODULE: ./build/actions/rollback/secure.js

async function secure_secure({ name, id, autoDeploy, pending }, ports) {
    const { deployer, signal, log } = ports;
    const problems = [];
    const attempt = async (what, act) => {
        try {
            await act();
        }
        catch (thrown) {
            signal.throwIfAborted();
            problems.push(`${what}: ${(0,action_failure/* toFailure */.w)(thrown).message}`);
        }
    };
    if (autoDeploy) {
        await attempt("auto-deploy may still be on", async () => {
            await deployer.setAutoDeploy(id, false);
            log.notice(`Auto-deploy of ${name} (${id}) is off now. When the cause is repaired, switch it on again in the service's settings in Render.`, "Auto-deploy switched off");
        });
    }
    for (const deploy of pending) {
        log.info(`${name}: cancels deploy ${deploy}.`);
        await attempt(`deploy ${deploy} may yet go live`, () => deployer.cancel(id, deploy));
    }
    return problems;
}

;// CONCATENATED MODULE: ./build/actions/rollback/main.js














const DEPTH = 50;
async function rollback(inputs, ports) {
    const { environment, mode, dryRun, to, consent } = inputs;
    const { ledger, clock, log, run, publish } = ports;
    const start = clock.now();
    const manifest = await ports.readManifest(inputs.manifest);
    const ids = manifest.services.flatMap((service) => idOf(service, environment) ?? []);
    const own = await ledger.entries(environment, DEPTH, ids);
    const entries = (0,domain_history/* concerning */.nt)(own.length > 0 ? own : await ledger.entries(environment, DEPTH), ids);
    const resolution = resolve(entries, to, run.runId);
    const plan = await planRollback(resolution, entries, manifest, environment, ports);
    reportPlan(plan, ports);
    const planned = { outcome: "planned", plan: planJson(plan), release: plan.target.record.commit };
    publish(planned);
    if (mode === "plan" || dryRun) {
        if (needsConsent(manifest, environment))
            log.info(`To execute this very plan, pass \`consent: ${plan.id}\`.`);
        return planned;
    }
    if (consent === "automatic" || needsConsent(manifest, environment))
        assertConsent(plan, consent, run.runId);
    else
        assertNotOvertaken(plan, run.runId);
    if (isDone(plan))
        return settle(plan, planned, ports);
    const entry = plan.unfinished ?? (await ledger.open(recordOf(plan, inputs, run)));
    await ledger.mark(entry.id, "in_progress", { description: `back to ${(0,domain_revision/* short */.h0)(plan.target.record.commit)}` });
    const done = await execute(plan, start + patience(inputs.timeout), ports);
    const outputs = { ...planned, outcome: "failed", rolledBack: rolledBack(done), deploymentId: entry.id };
    publish(outputs);
    const split = splitOf(done, plan, inputs.apiUrl);
    if (split !== undefined) {
        await tell(entry, "failure", split.message);
        throw split;
    }
    const proof = await prove_prove(plan, manifest, done, ports);
    ports.signal.throwIfAborted();
    publish({ ...outputs, evidence: proof.path });
    const { outcome, reason } = proof.evidence;
    if (outcome !== "passed") {
        await tell(entry, outcome === "failed" ? "failure" : "error", `gate ${outcome}: ${reason}`);
        throw unproven(proof, shortly(plan.target));
    }
    const environmentUrl = done.find(({ step }) => step.url !== undefined)?.step.url;
    await ledger.mark(entry.id, "success", { description: (0,record/* verifiedNote */.zT)(proof.digest), environmentUrl });
    const rtoSeconds = String(Math.round((clock.now() - start) / 1000));
    ports.summary.paragraph(`${shortly(plan.target)} is live again and healthy, after ${rtoSeconds} s.`);
    return { ...outputs, outcome: "rolled-back", evidence: proof.path, rtoSeconds };
    async function tell({ id }, state, description) {
        await ledger
            .mark(id, state, { description })
            .catch((thrown) => log.warning(`The ledger could not be told: ${(0,action_failure/* toFailure */.w)(thrown).message}`));
    }
}
const patience = (timeout) => timeout * 1000 - Math.min(10_000, timeout * 50);
const isDone = ({ waves, unfinished }) => waves
    .flat()
    .every(({ action, autoDeploy, pending }) => action.kind === "none" && !autoDeploy && pending.length === 0) &&
    (unfinished === undefined || (unfinished.statuses[0]?.state === "success" && (0,domain_history/* isVerified */.p4)(unfinished)));
async function settle(plan, planned, { ledger, log }) {
    const { unfinished, current, target, others } = plan;
    const [last] = unfinished?.statuses ?? [];
    if (unfinished === undefined || last === undefined) {
        log.notice(`${shortly(target)} has never stopped serving: ${shortly(current)} did not become live, or was left before. If ${(0,domain_revision/* short */.h0)(target.record.commit)} is what you want to leave: ${nextBest(others)}`, "Nothing to roll back");
        return { ...planned, outcome: "unchanged" };
    }
    await ledger.mark(unfinished.id, "success", { description: last.description });
    return { ...planned, outcome: "rolled-back", deploymentId: unfinished.id };
}
const recordOf = ({ target, environment, waves }, { reason }, run) => ({
    slipway: 1,
    kind: "rollback",
    environment,
    commit: target.record.commit,
    version: target.record.version,
    services: Object.fromEntries(waves
        .toReversed()
        .flat()
        .map(({ name, id, revision, from }) => [name, { provider: "render", id, ...revision, before: from }])),
    images: target.record.images,
    migrationHead: target.record.migrationHead,
    reason,
    run: { id: run.runId, attempt: run.attempt, url: (0,run_info/* runUrl */.Vp)(run) },
});
async function execute(plan, deadline, ports) {
    const { clock, log } = ports;
    const crowd = plan.waves.flat().length;
    const resumes = plan.unfinished !== undefined;
    const pace = { deadline, crowd, since: clock.date(), resumes, progress: progress(clock, log.info) };
    const secured = await Promise.all(plan.waves.flat().map(async (step) => [step.name, await secure_secure(step, ports)]));
    const threats = new Map(secured);
    const done = [];
    for (const wave of plan.waves)
        done.push(...(await Promise.all(wave.map((step) => restore(step, pace, ports)))));
    return done.map((one) => ({ ...one, threats: threats.get(one.step.name) ?? [] }));
}
function splitOf(done, plan, api) {
    const bad = done.filter(({ problem }) => problem !== undefined);
    const threats = done.flatMap(({ step, threats: some = [] }) => some.map((threat) => `${step.name}: ${threat}`));
    if (bad.length === 0 && threats.length === 0)
        return undefined;
    const names = (list) => list.map(({ step }) => step.name).join(", ") || "none";
    const release = (0,domain_revision/* short */.h0)(plan.target.record.commit);
    return new action_failure/* Failure */.H("SLIP-ROLLBACK-FAILED", [...bad.map(({ step, problem }) => `${step.name} could not be brought back: ${problem}`), ...threats].join("\n"), {
        blame: "provider",
        state: `SPLIT: on ${release}: ${names(done.filter((one) => !bad.includes(one)))}; not on it: ${names(bad)}.`,
        next: [
            `Run this again with \`to: ${plan.target.id}\`, or set right by hand what is named above${bad.length > 0 ? ":" : "."}`,
            ...bad.map(({ step }) => command(step, api)),
        ].join("\n"),
    });
}


/***/ }),

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

/***/ 300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ gateOf)
/* harmony export */ });
const gateOf = ({ successes = 3, interval = 2, deadline = 300 } = {}) => ({
    successes,
    interval,
    deadline,
});


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


/***/ })

};
