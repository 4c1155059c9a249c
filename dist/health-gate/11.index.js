export const id = 11;
export const ids = [11];
export const modules = {

/***/ 11:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gate: () => (/* binding */ main_gate)
});

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/domain/record.js + 2 modules
var record = __webpack_require__(235);
// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
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
        throw new failure/* Failure */.H("SLIP-INPUT-INVALID", `${where}: ${expected} is not a regular expression.`, {
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
const refuse = (what, next) => new failure/* Failure */.H("SLIP-INPUT-INVALID", what, {
    blame: "user",
    state: "Nothing was measured.",
    next,
    outcome: "inconclusive",
});

// EXTERNAL MODULE: ./build/shared/domain/manifest/build.js + 1 modules
var build = __webpack_require__(951);
// EXTERNAL MODULE: ./build/shared/domain/manifest/schema.js + 5 modules
var schema = __webpack_require__(706);
// EXTERNAL MODULE: ./build/node_modules/js-yaml/index.js
var js_yaml = __webpack_require__(377);
;// CONCATENATED MODULE: ./build/shared/yaml/parse-yaml.js

const DEPTH = 40;
function parseYaml(text, aliases) {
    if (text.split("\n").every((line) => /^\s*(?:#.*)?$/.test(line)))
        return null;
    try {
        return (0,js_yaml/* load */.Hh)(text, { schema: js_yaml/* CORE_SCHEMA */.OU, maxAliases: aliases, maxDepth: DEPTH });
    }
    catch (cause) {
        if (!(cause instanceof js_yaml/* YAMLException */.tB))
            throw cause;
        const { mark, reason } = cause;
        const place = mark === undefined ? "" : ` at line ${mark.line + 1}, column ${mark.column + 1}`;
        throw new SyntaxError(`${reason}${place}`, { cause });
    }
}

;// CONCATENATED MODULE: ./build/actions/health-gate/given-checks.js





const checksSchema = schema/* parts */.K.service.shape.checks.unwrap().min(1);
const parseChecks = (text) => {
    const result = checksSchema.safeParse(read(text));
    if (!result.success) {
        const problems = result.error.issues.map(({ path, message }) => `${place(path)}: ${message}`);
        throw invalid(problems.join("; "), result.error);
    }
    const service = { provider: "render", kind: "web", ids: {}, checks: result.data };
    return (0,build/* build */.j)({ version: 1, services: { given: service }, environments: {} }).services[0]?.checks ?? [];
};
const read = (text) => {
    try {
        return parseYaml(text, 10);
    }
    catch (cause) {
        throw invalid(cause instanceof Error ? cause.message : String(cause), cause);
    }
};
const place = (path) => path.reduce((text, key) => text + (typeof key === "number" ? `[${key}]` : `.${String(key)}`), "checks");
const invalid = (what, cause) => new failure/* Failure */.H("SLIP-INPUT-INVALID", `\`checks\` cannot be used: ${what}.`, {
    blame: "user",
    state: "Nothing was measured.",
    outcome: "inconclusive",
    next: "Write a YAML list such as `- {path: /healthz, version-path: commit}`.",
    cause: cause instanceof zod/* ZodError */.G ? undefined : cause,
});

;// CONCATENATED MODULE: ./build/shared/gate/plot.js
const BARS = "▁▂▃▄▅▆▇█";
const plot = (samples, width = 60) => {
    const shown = samples.slice(-width);
    const top = Math.max(1, ...shown.map(({ latency = 0 }) => latency));
    return shown.map((sample) => mark(sample, top)).join("");
};
const mark = ({ verdict, latency = 0 }, top) => {
    if (verdict === "unhealthy")
        return "✕";
    if (verdict === "other-version")
        return "○";
    if (verdict === "unmeasured")
        return "·";
    return BARS[Math.min(BARS.length - 1, Math.floor((latency / top) * BARS.length))] ?? "▁";
};

;// CONCATENATED MODULE: ./build/actions/health-gate/report.js

const MARKS = { passed: "✅", failed: "❌", inconclusive: "❔", cancelled: "🚫" };
const report = (summary, evidence, digest) => {
    const { outcome, reason, environment, latency, seconds, checks, provider } = evidence;
    summary
        .heading(`${MARKS[outcome]} Health gate ${outcome}${environment === undefined ? "" : ` in ${environment}`}`)
        .paragraph(reason)
        .table(["", "Check", "Version", "Tries", "Latency (p50 · p95 · p99)", "Why"], [...checks.map(checkRow), ...provider.map(proofRow)]);
    if (checks.length > 0) {
        summary.code(checks.map(({ name, samples }) => `${plot(samples)}  ${name}`).join("\n"));
        summary.paragraph("Bars are healthy answers by latency, ✕ unhealthy, ○ another version, · not measured.");
    }
    summary.facts({
        Took: `${seconds} s`,
        Latency: latency === undefined ? undefined : `${latency.p50} · ${latency.p95} · ${latency.p99} ms`,
        Evidence: { code: digest },
    });
};
const checkRow = (check) => {
    const { name, verdict, observedVersion, counts, latency, reason } = check;
    const tries = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return [
        MARKS[verdict],
        name,
        observedVersion === undefined ? "" : { code: observedVersion.slice(0, 40) },
        String(tries),
        latency === undefined ? "" : `${latency.p50} · ${latency.p95} · ${latency.p99} ms`,
        reason,
    ];
};
const proofRow = ({ service, verdict, commit, reason }) => [
    MARKS[verdict],
    service,
    commit === undefined ? "" : { code: commit },
    "",
    "",
    reason,
];

;// CONCATENATED MODULE: ./build/actions/health-gate/services.js


const services_text = zod/* string */.Yj()
    .nullish()
    .transform((value) => value ?? undefined);
const rowSchema = zod/* object */.Ik({
    name: zod/* string */.Yj(),
    state: zod/* string */.Yj(),
    commit: services_text,
    image: services_text,
    url: services_text,
});
const parseServices = (text) => {
    if (text === undefined)
        return new Map();
    try {
        return new Map(zod/* array */.YO(rowSchema)
            .parse(JSON.parse(text))
            .map((row) => [row.name, row]));
    }
    catch (cause) {
        throw new failure/* Failure */.H("SLIP-INPUT-INVALID", "`services` is not what deploy-render's output `services` is.", {
            blame: "user",
            state: "Nothing was measured.",
            outcome: "inconclusive",
            next: "Pass `services: ${{ steps.<id of the deploy step>.outputs.services }}`.",
            cause,
        });
    }
};

;// CONCATENATED MODULE: ./build/actions/health-gate/main.js








const main_gate = async (context, ports) => {
    const { inputs, log, clock, signal, summary, publish } = context;
    if (inputs.deploymentId !== undefined && ports.ledger === undefined)
        throw noToken();
    const manifest = inputs.manifest === undefined ? undefined : await ports.readManifest(inputs.manifest);
    const plan = planOf(inputs, manifest);
    const settings = settingsOf(inputs, manifest);
    log.info(`Until ${settings.successes} healthy answers in a row from each of ${plan.checks.length} checks, at most ${settings.deadline} s.`);
    const onSample = sampleLog(log);
    const evidence = await runGate({ ...plan, settings, environment: inputs.environment }, { probe: ports.probe, clock, onSample }, signal);
    const { text, digest } = seal(evidence, context.redact);
    report(summary, evidence, digest);
    const late = evidence.outcome === "cancelled" ? outOfTime(signal.reason) : undefined;
    const outputs = {
        outcome: late === undefined ? evidence.outcome : "inconclusive",
        evidence: await ports.keep(`slipway-gate-${digest.slice(7, 19)}.json`, text),
        evidenceDigest: digest,
        ...figures(evidence),
    };
    publish(outputs);
    if (evidence.outcome === "cancelled")
        throw late ?? signal.reason;
    log.info(`${evidence.outcome}: ${evidence.reason}`);
    if (inputs.dryRun)
        return { ...outputs, outcome: "observed" };
    await main_mark(context, ports, evidence, digest);
    if (evidence.outcome !== "passed")
        throw refusal(evidence);
    return outputs;
};
const planOf = (inputs, manifest) => {
    const { url, checks, environment = "", expectVersion } = inputs;
    if (manifest !== undefined) {
        return planManifest(manifest, { environment, expectVersion, deployed: parseServices(inputs.services) });
    }
    if (checks !== undefined)
        return planChecks(parseChecks(checks), url, expectVersion);
    const single = {
        name: "url",
        url: url ?? "",
        method: "GET",
        expectStatus: inputs.expectStatus,
        expectBody: inputs.expectBody,
        versionPath: inputs.versionPath,
        timeout: 5,
    };
    return planChecks([single], undefined, expectVersion);
};
const sampleLog = (log) => {
    const last = new Map();
    return ({ name }, { verdict, status, version, latency, note, at }) => {
        const state = `${verdict} ${status} ${version}`;
        if (last.get(name) === state)
            return;
        last.set(name, state);
        const details = [note, version === undefined ? undefined : `version ${version}`, latency && `${latency} ms`];
        log.info(`${(at / 1000).toFixed(1)} s ${name}: ${verdict} (${details.filter(Boolean).join(", ")})`);
    };
};
const figures = ({ latency, checks, provider }) => ({
    observedVersion: checks.findLast(({ observedVersion }) => observedVersion !== undefined)?.observedVersion,
    p50: latency && String(latency.p50),
    p95: latency && String(latency.p95),
    p99: latency && String(latency.p99),
    samples: String(checks.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0)),
    failedChecks: [
        ...checks.map(({ name, verdict, reason }) => ({ name, verdict, reason })),
        ...provider.map(({ service: name, verdict, reason }) => ({ name, verdict, reason })),
    ].filter(({ verdict }) => verdict !== "passed"),
});
const main_mark = async (context, { ledger }, evidence, digest) => {
    const { deploymentId } = context.inputs;
    if (deploymentId === undefined || ledger === undefined)
        return;
    const { outcome, reason, checks } = evidence;
    const environmentUrl = checks[0] === undefined ? undefined : new URL(checks[0].url).origin;
    try {
        if (outcome === "passed")
            await ledger.mark(deploymentId, "success", { description: (0,record/* verifiedNote */.zT)(digest), environmentUrl });
        else
            await ledger.mark(deploymentId, outcome === "failed" ? "failure" : "error", {
                description: `gate ${outcome}: ${reason}`,
            });
    }
    catch (cause) {
        if (outcome !== "passed")
            return context.log.warning(`Deployment ${deploymentId} could not be marked: ${(0,failure/* toFailure */.w)(cause).message}`);
        throw new failure/* Failure */.H("SLIP-GATE-INCONCLUSIVE", "The gate passed, but the Deployment could not be marked as verified.", {
            blame: "provider",
            state: "The new version is live and healthy, and no rollback target yet.",
            next: "Run this job again: nothing is deployed twice, and the gate marks the Deployment.",
            outcome: "inconclusive",
            cause,
        });
    }
};
const refusal = ({ outcome, reason }) => outcome === "failed"
    ? new failure/* Failure */.H("SLIP-GATE-FAILED", reason, {
        blame: "user",
        state: "The new version is live, but not verified.",
        next: "Look at the samples in the summary and at the service's log; roll back if users are affected.",
    })
    : new failure/* Failure */.H("SLIP-GATE-INCONCLUSIVE", reason, {
        blame: "user",
        state: "Nothing is known about the new version's health, so it does not count as verified.",
        next: "Look why nothing could be measured, then run the gate again.",
        outcome: "inconclusive",
    });
const outOfTime = (reason) => reason instanceof failure/* Failure */.H && reason.code === "SLIP-TIMEOUT"
    ? new failure/* Failure */.H("SLIP-GATE-INCONCLUSIVE", `${reason.message} The gate was not done by then.`, {
        blame: "user",
        state: "Nothing is known about the new version's health, so it does not count as verified.",
        next: "Give the step a `timeout` that is longer than the gate's `deadline`, then run the gate again.",
        outcome: "inconclusive",
    })
    : undefined;
const noToken = () => new failure/* Failure */.H("SLIP-INPUT-INVALID", "`deployment-id` is given, but there is no `github-token` to mark it with.", {
    blame: "user",
    state: "Nothing was measured.",
    outcome: "inconclusive",
    next: "Leave `github-token` at its default, and give the job `permissions: deployments: write`.",
});


/***/ }),

/***/ 951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ build)
});

// EXTERNAL MODULE: ./build/shared/domain/manifest/gate.js
var gate = __webpack_require__(300);
;// CONCATENATED MODULE: ./build/shared/domain/manifest/image.js
const testOf = (raw) => {
    if (raw.http !== undefined) {
        return { kind: "http", path: raw.http, port: raw.port ?? 8080, statuses: raw["expect-status"] ?? [200] };
    }
    return raw.exec === undefined
        ? { kind: "exit", code: raw.exit ?? 0, command: raw.command ?? [] }
        : { kind: "exec", command: raw.exec };
};
const imageOf = (name, raw) => {
    const { repository, context: written = ".", target, platforms = [], paths = [], smoke } = raw;
    const context = written.replace(/\/+$/, "").replace(/^(?:\.\/)+(?=.)/, "");
    return {
        name,
        repository,
        context,
        file: raw.file ?? (context === "." ? "Dockerfile" : `${context}/Dockerfile`),
        target,
        buildArgs: raw["build-args"] ?? {},
        platforms,
        paths,
        maxSize: raw["max-size"],
        maxGrowth: raw["max-growth"],
        smoke: smoke && { test: testOf(smoke), env: smoke.env ?? {}, timeout: smoke.timeout ?? 30 },
    };
};

;// CONCATENATED MODULE: ./build/shared/domain/manifest/build.js


const statuses = (raw) => {
    if (raw === undefined)
        return [200];
    if (typeof raw === "number")
        return [raw];
    if (typeof raw === "string")
        return Array.from({ length: 100 }, (_, index) => Number(raw[0]) * 100 + index);
    return raw;
};
const check = (raw) => {
    const url = raw.url ?? raw.path ?? "/";
    return {
        name: raw.name ?? url,
        url,
        method: raw.method ?? "GET",
        expectStatus: statuses(raw["expect-status"]),
        expectBody: raw["expect-body"],
        expectHeaders: raw["expect-headers"],
        versionPath: raw["version-path"],
        timeout: raw.timeout ?? 5,
    };
};
const service = (name, { provider, kind, ids, urls = {}, image, after = [], checks = [] }) => ({
    name,
    provider,
    kind,
    ids,
    urls,
    image,
    after,
    checks: checks.map(check),
});
const build = (raw) => ({
    version: 1,
    services: Object.entries(raw.services).map(([name, entry]) => service(name, entry)),
    images: Object.entries(raw.images ?? {}).map(([name, entry]) => imageOf(name, entry)),
    database: raw.database && { ...raw.database, tool: raw.database.tool ?? "auto" },
    environments: Object.entries(raw.environments).map(([name, { from, after, approval }]) => ({
        name,
        from,
        approval: approval === "required",
        after,
    })),
    gate: (0,gate/* gateOf */.R)(raw.gate),
    previews: raw.previews && { expiresIn: raw.previews["expires-in"] ?? "7d", limit: raw.previews.limit ?? 10 },
    notifications: raw.notifications && {
        slack: raw.notifications.slack ?? false,
        pagerduty: raw.notifications.pagerduty ?? false,
    },
});


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

/***/ 706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ manifestSchema),
  K: () => (/* binding */ parts)
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
;// CONCATENATED MODULE: ./build/shared/domain/duration.js
const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const SHORT = /^(\d{1,9})\s*([smhdw])$/;
const ISO = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/;
const ISO_UNITS = [604_800, 86_400, 3600, 60, 1];
const parseDuration = (text) => {
    const [, count = "", unit = ""] = SHORT.exec(text.trim()) ?? [];
    const iso = ISO.exec(text.trim());
    const seconds = iso
        ? ISO_UNITS.reduce((sum, worth, index) => sum + worth * Number(iso[index + 1] ?? 0), 0)
        : Number(count) * (UNITS[unit] ?? 0);
    return seconds > 0 ? seconds : undefined;
};

;// CONCATENATED MODULE: ./build/shared/domain/manifest/fields.js

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const INSIDE = /^(?!\/)(?!.*(?:^|[/\\])\.\.(?:[/\\]|$))[^\\\p{Cc}]{1,200}$/u;
const fields_text = (description, ...examples) => zod/* string */.Yj().min(1).max(500).meta({ description, examples });
const formed = (form, must, description, ...examples) => zod/* string */.Yj().regex(form, { error: must }).meta({ description, examples });
const inside = (description, ...examples) => formed(INSIDE, "must be a path inside the repository", description, ...examples);
const seconds = (description, max, example) => zod/* number */.ai()
    .positive()
    .max(max)
    .meta({ description, examples: [example] });
const fields_name = zod/* string */.Yj()
    .regex(NAME, { error: "must be letters, digits, `.`, `_` and `-`, and begin and end with a letter or digit" });
const byEnvironment = (value, description, example) => zod/* record */.g1(fields_name, value).meta({ description, examples: [example] });
const named = (value, description, example) => zod/* record */.g1(fields_name, value)
    .refine((entries) => Object.keys(entries).length > 0, { error: "must have at least one entry" })
    .meta({ description, examples: [example], minProperties: 1 });

;// CONCATENATED MODULE: ./build/shared/domain/size.js
const size_UNITS = {
    "": 1,
    k: 1e3,
    m: 1e6,
    g: 1e9,
    ki: 1024,
    mi: 1024 ** 2,
    gi: 1024 ** 3,
};
const AMOUNT = /^\d{1,6}(?:\.\d{1,3})?\s?(?:B|[kKMG]i?B)$/;
const GROWTH = /^\d{1,6}(?:\.\d{1,3})?\s?(?:%|B|[kKMG]i?B)$/;
function parseSize(text) {
    const [, count, unit = ""] = /^(\d{1,12}(?:\.\d{1,3})?)\s*(?:([kmg]i?)?b)?$/i.exec(text.trim()) ?? [];
    return count === undefined ? undefined : Math.round(Number(count) * (size_UNITS[unit.toLowerCase()] ?? 1));
}
function formatSize(bytes) {
    const [value, unit] = bytes >= 1e9 ? [bytes / 1e9, "GB"] : bytes >= 1e6 ? [bytes / 1e6, "MB"] : [bytes / 1e3, "kB"];
    return bytes < 1000 ? `${bytes} B` : `${value.toFixed(1)} ${unit}`;
}

;// CONCATENATED MODULE: ./build/shared/domain/manifest/image-schema.js



const IMAGE = /^[a-z0-9.-]+(?::\d{1,5})?(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+$/;
const PLATFORM = /^[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9]+)?$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const variables = (description, example) => zod/* record */.g1(zod/* string */.Yj().regex(VARIABLE, { error: "must be letters, digits and `_`" }), zod/* string */.Yj()
    .max(4000)
    .meta({ description: "Value", examples: ["20"] }))
    .meta({ description, examples: [example] });
const words = (description, ...example) => zod/* array */.YO(fields_text("Word", ...example))
    .min(1)
    .meta({ description, examples: [example] });
const smoke = zod/* strictObject */.re({
    http: formed(/^\/[^\s]{0,2000}$/, "must begin with `/`", "Path that must answer", "/healthz").optional(),
    port: zod/* int */.Wh()
        .min(1)
        .max(65_535)
        .meta({ description: "Port it listens on; 8080 when absent", examples: [8080] })
        .optional(),
    "expect-status": zod/* array */.YO(zod/* int */.Wh().min(100).max(599))
        .min(1)
        .meta({ description: "Statuses that are right; 200 when absent", examples: [[200]] })
        .optional(),
    exec: words("Command that must succeed inside the running container", "/app", "--check").optional(),
    exit: zod/* int */.Wh()
        .min(0)
        .max(255)
        .meta({ description: "Code that the container must end with", examples: [0] })
        .optional(),
    command: words("Arguments of the container, for `exit`", "--version").optional(),
    env: variables("Environment of the container", { PORT: "8080" }).optional(),
    timeout: seconds("Seconds for the whole test; 30 when absent", 600, 30).optional(),
})
    .refine((raw) => [raw.http, raw.exec, raw.exit].filter((way) => way !== undefined).length === 1, {
    error: "must have one of `http`, `exec` and `exit`",
})
    .meta({ description: "Test of the image before its tags move", examples: [{ http: "/healthz", port: 8080 }] });
const image_schema_image = zod/* strictObject */.re({
    repository: formed(IMAGE, "must be a lower-case image name with its registry, without tag or digest", "Image without tag", "ghcr.io/acme/shop"),
    context: inside("Folder that the build sees; the repository when absent", ".").optional(),
    file: inside("Dockerfile, from the root of the repository; the one in the context when absent", "Dockerfile").optional(),
    target: formed(/^[A-Za-z0-9][\w.-]{0,127}$/, "must be the name of a stage", "Stage to build", "release").optional(),
    "build-args": variables("Build arguments; never secrets, they are stored in the image", {
        NODE_VERSION: "24",
    }).optional(),
    platforms: zod/* array */.YO(formed(PLATFORM, "must be an operating system and an architecture", "Platform", "linux/amd64"))
        .min(1)
        .meta({ description: "Platforms; the builder's own when absent", examples: [["linux/amd64", "linux/arm64"]] })
        .optional(),
    paths: zod/* array */.YO(inside("Folder or pattern", "packages/api"))
        .min(1)
        .meta({
        description: "What it depends on, where its Dockerfile copies more; packages of the workspace bring those that they need",
        examples: [["packages/api"]],
    })
        .optional(),
    "max-size": formed(AMOUNT, "must be a size", "Largest compressed image", "250MB").optional(),
    "max-growth": formed(GROWTH, "must be a size or a percentage", "Most that it may grow at once", "10%").optional(),
    smoke: smoke.optional(),
})
    .meta({ description: "One image to build", examples: [{ repository: "ghcr.io/acme/shop" }] });

;// CONCATENATED MODULE: ./build/shared/domain/manifest/types.js
const KINDS = ["web", "private", "worker", "cron", "static", "mcp"];
const TOOLS = [
    "auto",
    "sql",
    "drizzle",
    "knex",
    "prisma",
    "alembic",
    "flyway",
    "node-pg-migrate",
    "command",
];

;// CONCATENATED MODULE: ./build/shared/domain/manifest/schema.js





const BRANCH = /^(?![/.-])(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[^\s~^:?*[\]\\\p{Cc}]{1,250}(?<![/.])$/u;
const ADDRESS = /^https?:\/\/[^\s/@]+(?:\/[^\s]*)?$/;
const schema_status = zod/* union */.KC([
    zod/* int */.Wh().min(100).max(599),
    zod/* array */.YO(zod/* int */.Wh().min(100).max(599)).min(1),
    zod/* string */.Yj().regex(/^[1-5]xx$/, { error: "must be a status, a list of statuses, or a class such as `2xx`" }),
]);
const check = zod/* strictObject */.re({
    name: fields_text("What messages call this check; its path when absent", "health").optional(),
    path: formed(/^\/[^\s]{0,2000}$/, "must begin with `/`", "Path below the service's address", "/healthz").optional(),
    url: formed(ADDRESS, "must be an address with http or https", "Address in place of a path", "https://shop.example.com/healthz").optional(),
    method: zod/* enum */.k5(["GET", "HEAD"])
        .meta({ description: "`GET` when absent", examples: ["GET"] })
        .optional(),
    "expect-status": schema_status
        .meta({ description: "Status or statuses that are healthy; 200 when absent", examples: [200, [200, 204], "2xx"] })
        .optional(),
    "expect-body": fields_text("Text that the body must contain, or `/pattern/`", "ok").optional(),
    "expect-headers": zod/* record */.g1(zod/* string */.Yj().regex(/^[A-Za-z0-9-]{1,80}$/, { error: "must be the name of a header" }), fields_text("Value", "application/json"))
        .meta({ description: "Headers that the answer must have", examples: [{ "content-type": "application/json" }] })
        .optional(),
    "version-path": fields_text("Where the answer tells its commit: dotted path into JSON, `header:<name>`, or `body`", "commit", "header:x-commit", "body").optional(),
    timeout: seconds("Seconds for one request; 5 when absent", 60, 5).optional(),
})
    .meta({ description: "One HTTP check", examples: [{ path: "/healthz" }] });
const service = zod/* strictObject */.re({
    provider: zod/* enum */.k5(["render"]).meta({ description: "Who runs it", examples: ["render"] }),
    kind: zod/* enum */.k5(KINDS).meta({ description: "What it is", examples: ["web"] }),
    ids: byEnvironment(formed(/^(srv|crn)-[A-Za-z0-9][A-Za-z0-9-]*$/, "must be the id of a Render service", "The provider's id", "srv-abc123"), "The provider's id by environment", { production: "srv-abc123" }),
    urls: byEnvironment(formed(ADDRESS, "must be an address with http or https", "Address", "https://shop.example.com"), "Address to check by environment, where the provider's own is not the one", { production: "https://shop.example.com" }).optional(),
    image: fields_text("One of `images`; deployed as a commit when absent", "app").optional(),
    after: zod/* array */.YO(fields_text("Name of a service", "worker"))
        .meta({ description: "Services that must be live before this one is deployed", examples: [["worker"]] })
        .optional(),
    checks: zod/* array */.YO(check)
        .meta({ description: "What must answer before a release counts as healthy", examples: [[{ path: "/healthz" }]] })
        .optional(),
})
    .meta({
    description: "One deployable unit",
    examples: [{ provider: "render", kind: "web", ids: { production: "srv-abc123" } }],
});
const branch = (description) => formed(BRANCH, "must be the name of a branch", description, "main");
const database = zod/* strictObject */.re({
    provider: zod/* enum */.k5(["neon"]).meta({ description: "Who runs it", examples: ["neon"] }),
    project: formed(/^[A-Za-z0-9-]{1,60}$/, "must be the id of a Neon project", "Id of the project", "quiet-river-12345678"),
    tool: zod/* enum */.k5(TOOLS)
        .meta({ description: "What migrates; found out when absent", examples: ["drizzle"] })
        .optional(),
    directory: inside("Folder of the migrations", "drizzle").optional(),
    command: fields_text("What to run, for `tool: command`", "npm run migrate").optional(),
    database: fields_text("Name of the database, where the branch has several", "neondb").optional(),
    role: fields_text("Name of the role, where the branch has several", "neondb_owner").optional(),
    branches: byEnvironment(branch("Database branch"), "Database branch by environment", { production: "main" }),
})
    .meta({
    description: "The database beside the services",
    examples: [{ provider: "neon", project: "my-project-123", branches: { production: "main" } }],
});
const environment = zod/* strictObject */.re({
    from: branch("Git branch that feeds it"),
    after: fields_text("Environment that a release must have passed before", "staging").optional(),
    approval: zod/* enum */.k5(["required", "none"])
        .meta({ description: "Whether a person must say yes; `none` when absent", examples: ["required"] })
        .optional(),
})
    .meta({ description: "One place where releases run", examples: [{ from: "main" }] });
const gate = zod/* strictObject */.re({
    successes: zod/* int */.Wh()
        .min(1)
        .max(100)
        .meta({ description: "Healthy answers in a row; 3 when absent", examples: [3] })
        .optional(),
    interval: seconds("Seconds between two rounds; 2 when absent", 300, 2).optional(),
    deadline: seconds("Seconds until the gate gives up; 300 when absent", 21_600, 300).optional(),
})
    .meta({ description: "When a release counts as healthy", examples: [{ successes: 3, interval: 2, deadline: 300 }] });
const previews = zod/* strictObject */.re({
    "expires-in": zod/* string */.Yj()
        .refine((value) => parseDuration(value) !== undefined, { error: "must be a duration" })
        .meta({ description: "Life of a preview; 7d when absent", examples: ["7d", "36h"] })
        .optional(),
    limit: zod/* int */.Wh()
        .min(1)
        .max(500)
        .meta({ description: "Previews at one time; 10 when absent", examples: [10] })
        .optional(),
})
    .meta({ description: "Environments of pull requests", examples: [{ "expires-in": "7d", limit: 10 }] });
const notifications = zod/* strictObject */.re({
    slack: zod/* boolean */.zM()
        .meta({ description: "Tell Slack", examples: [true] })
        .optional(),
    pagerduty: zod/* boolean */.zM()
        .meta({ description: "Tell PagerDuty when production fails", examples: [true] })
        .optional(),
})
    .meta({ description: "Who is told", examples: [{ slack: true }] });
const manifestSchema = zod/* strictObject */.re({
    version: zod/* literal */.eu(1).meta({ description: "Version of this format", examples: [1] }),
    services: named(service, "What is deployed", {
        api: { provider: "render", kind: "web", ids: { production: "srv-abc123" } },
    }),
    images: named(image_schema_image, "What is built", { app: { repository: "ghcr.io/acme/shop" } }).optional(),
    database: database.optional(),
    environments: named(environment, "Where it is deployed, in the order of this list", {
        production: { from: "main" },
    }),
    gate: gate.optional(),
    previews: previews.optional(),
    notifications: notifications.optional(),
})
    .meta({
    title: "Slipway manifest",
    description: "`.github/slipway.yml`: what Slipway deploys, where to, and how it knows that it works",
});
const parts = { service, image: image_schema_image, environment, database, gate };


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


/***/ })

};
