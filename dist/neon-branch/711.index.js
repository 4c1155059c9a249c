export const id = 711;
export const ids = [711];
export const modules = {

/***/ 711:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createHttp: () => (/* binding */ createHttp)
});

;// CONCATENATED MODULE: ./build/shared/http/bucket.js
const CAPACITY = 500;
const COST = 5;
const COST_OF_TIMEOUT = 10;
const createBucket = () => {
    let tokens = CAPACITY;
    return {
        take: (afterTimeout) => {
            const cost = afterTimeout ? COST_OF_TIMEOUT : COST;
            if (tokens < cost)
                return false;
            tokens -= cost;
            return true;
        },
        succeeded: () => {
            tokens = Math.min(CAPACITY, tokens + 1);
        },
    };
};

;// CONCATENATED MODULE: ./build/shared/http/delay.js
const BASE = 100;
const BASE_WHEN_LIMITED = 500;
const CAP = 20_000;
const backoff = (retry, limited, random) => Math.round(random() * Math.min(CAP, (limited ? BASE_WHEN_LIMITED : BASE) * 2 ** Math.min(retry, 30)));
const HTTP_DATE = /^(mon|tue|wed|thu|fri|sat|sun)/i;
const NUMBER = /^\d+(\.\d+)?$/;
const EPOCH_FROM = 1e9;
const remaining = (headers) => headers.get("ratelimit-remaining") ?? headers.get("x-ratelimit-remaining");
const serverNow = (headers, now) => {
    const date = Date.parse(headers.get("date") ?? "");
    return Number.isNaN(date) ? now.getTime() : date;
};
const retryAfter = (headers, now) => {
    const value = headers.get("retry-after")?.trim() ?? "";
    if (NUMBER.test(value))
        return Number(value) * 1000;
    if (HTTP_DATE.test(value))
        return Date.parse(value) - serverNow(headers, now);
    return undefined;
};
const rateLimitReset = (headers, now) => {
    const value = headers.get("ratelimit-reset") ?? headers.get("x-ratelimit-reset") ?? "";
    if (remaining(headers)?.trim() !== "0" || !NUMBER.test(value))
        return undefined;
    return Number(value) > EPOCH_FROM ? Number(value) * 1000 - serverNow(headers, now) : Number(value) * 1000;
};
const LONGEST = 366 * 86_400_000;
const askedDelay = (headers, now) => {
    const asked = [retryAfter(headers, now), rateLimitReset(headers, now)].find((wait) => wait !== undefined && wait > 0);
    return asked && Math.min(asked, LONGEST);
};
const isLimited = (status, headers) => status === 429 ||
    status === 425 ||
    (status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining")?.trim() === "0"));

;// CONCATENATED MODULE: ./build/shared/http/decide.js

const isAnswer = (status, accept) => (status >= 200 && status < 300) || accept.includes(status);
const isFailure = (status) => status === 408 || status >= 500;
const mayHaveHappened = (exchange) => exchange.kind === "lost" || (exchange.kind === "answered" && isFailure(exchange.status));
const unlessRepeatable = ({ repeatable, canLook }) => {
    if (repeatable)
        return "retry";
    return canLook ? "look" : "uncertain";
};
const decide = (exchange, rules) => {
    switch (exchange.kind) {
        case "too-large":
            return "fail";
        case "unsent":
            return exchange.permanent ? "fail" : "retry";
        case "lost":
            return unlessRepeatable(rules);
        case "answered": {
            const { status, headers } = exchange;
            if (isAnswer(status, rules.accept))
                return "answer";
            if (isLimited(status, headers) || rules.safeToRepeat.includes(status))
                return "retry";
            return isFailure(status) ? unlessRepeatable(rules) : "fail";
        }
    }
};
const mayStillHappen = (exchange) => exchange.kind === "lost" ? exchange.slow : exchange.kind === "answered" && [408, 504, 524].includes(exchange.status);

;// CONCATENATED MODULE: ./build/shared/http/follow.js
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const next = (response, from) => {
    const location = response.headers.get("location");
    if (!REDIRECTS.has(response.status) || location === null || !URL.canParse(location, from.href))
        return undefined;
    const to = new URL(location, from.href);
    const safe = to.protocol === "https:" || (to.protocol === "http:" && from.protocol === "http:");
    return safe && to.username === "" && to.password === "" ? to : undefined;
};
const follow = async (target, init, most, send) => {
    let url = target;
    let current = init;
    for (let left = most;; left--) {
        const response = await send(url, current);
        const to = left > 0 ? next(response, url) : undefined;
        if (to === undefined)
            return response;
        await response.body?.cancel();
        if (to.origin !== url.origin)
            current = { method: init.method ?? "GET", headers: { "user-agent": "slipway", "accept-encoding": "identity" } };
        url = to;
    }
};

;// CONCATENATED MODULE: ./build/shared/http/network-error.js
const UNSENT = new Set([
    "EAI_AGAIN",
    "ENOTFOUND",
    "ECONNREFUSED",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "EADDRNOTAVAIL",
    "UND_ERR_CONNECT_TIMEOUT",
]);
const TLS = /CERT|SELF_SIGNED|^ERR_TLS_|^ERR_SSL_|UNABLE_TO_/;
const isObject = (value) => typeof value === "object" && value !== null;
const innermost = (thrown, depth = 0) => {
    if (!isObject(thrown) || depth > 5)
        return undefined;
    const first = Array.isArray(thrown.errors) ? thrown.errors[0] : undefined;
    const inner = innermost(thrown.cause, depth + 1) ?? innermost(first, depth + 1);
    return inner ?? (typeof thrown.code === "string" ? thrown : undefined);
};
const isRedirect = (thrown) => isObject(thrown) && isObject(thrown.cause) && thrown.cause.message === "unexpected redirect";
const describeNetworkError = (thrown) => {
    if (!isObject(thrown) || thrown.name !== "TypeError")
        return undefined;
    const error = innermost(thrown);
    if (error === undefined) {
        return thrown.message === "fetch failed" || thrown.message === "terminated"
            ? { reason: String(thrown.message), sent: true, permanent: false }
            : undefined;
    }
    const code = String(error.code);
    const reason = code.startsWith("UND_ERR_") ? `${String(error.message)} (${code})` : code;
    if (TLS.test(code))
        return { reason, sent: false, permanent: true };
    return {
        reason,
        sent: !(UNSENT.has(code) || error.syscall === "connect"),
        permanent: code === "ENOTFOUND",
    };
};

;// CONCATENATED MODULE: ./build/shared/http/exchange.js


const ERROR_BYTES = 64 * 1024;
const exchange = async (target, init, options) => {
    const { fetch, signal, timeout, maxBytes, isAnswer, bytes = false, redirects = 0, pieces = () => 0 } = options;
    const controller = new AbortController();
    const cancel = () => controller.abort(signal.reason);
    const newTimer = () => AbortSignal.timeout(Math.max(1, Math.ceil(timeout)));
    let timer = newTimer();
    let seen = 0;
    let expired = false;
    const expire = () => {
        const sent = pieces();
        expired = sent === seen;
        if (expired) {
            controller.abort(timer.reason);
            return;
        }
        seen = sent;
        timer = newTimer();
        timer.addEventListener("abort", expire, { once: true });
    };
    signal.addEventListener("abort", cancel, { once: true });
    timer.addEventListener("abort", expire, { once: true });
    let response;
    let text = "";
    try {
        signal.throwIfAborted();
        response = await follow(target, init, redirects, (url, each) => fetch(url, { redirect: "manual", ...each, signal: controller.signal }));
        const { status, headers } = response;
        const limit = isAnswer(status) ? maxBytes : ERROR_BYTES;
        const decoder = new TextDecoder();
        const raw = bytes && isAnswer(status);
        const chunks = [];
        let size = 0;
        for await (const chunk of response.body ?? []) {
            size += chunk.byteLength;
            if (size > limit) {
                if (isAnswer(status))
                    return { kind: "too-large", status, headers };
                break;
            }
            if (raw)
                chunks.push(chunk);
            else
                text += decoder.decode(chunk, { stream: true });
        }
        if (raw)
            return { kind: "answered", status, headers, text, bytes: Buffer.concat(chunks) };
        return { kind: "answered", status, headers, text: text + decoder.decode() };
    }
    catch (thrown) {
        signal.throwIfAborted();
        if (response !== undefined && !isAnswer(response.status)) {
            return { kind: "answered", status: response.status, headers: response.headers, text };
        }
        if (init.redirect === "error" && isRedirect(thrown))
            return { kind: "answered", status: 307, headers: new Headers(), text: "" };
        if (expired)
            return { kind: "lost", reason: `no full answer within ${timeout} ms`, slow: true };
        const problem = describeNetworkError(thrown);
        if (problem === undefined)
            throw thrown;
        const { reason, sent, permanent } = problem;
        return sent || response !== undefined
            ? { kind: "lost", reason, slow: false }
            : { kind: "unsent", reason, permanent };
    }
    finally {
        signal.removeEventListener("abort", cancel);
        timer.removeEventListener("abort", expire);
    }
};

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/http/problem.js
var http_problem = __webpack_require__(698);
;// CONCATENATED MODULE: ./build/shared/http/failures.js



const MESSAGE_LIMIT = 500;
const cut = (text) => (text.length > MESSAGE_LIMIT ? `${text.slice(0, MESSAGE_LIMIT - 1)}…` : text);
const sentence = ({ label, redact, effort }, what) => cut(`${redact(label).slice(0, 250)} ${what}${effort === "" ? "" : ` (${effort})`}`);
const NOTHING = "Nothing was changed by this request.";
const stateOf = ({ reads, unsure, repeatable }) => {
    if (reads || !unsure)
        return NOTHING;
    return repeatable
        ? "The request may have been carried out; sending it again does no harm."
        : "An earlier attempt of this request got no answer and may have been carried out.";
};
const codeOf = (status, limited) => {
    if (limited)
        return "SLIP-HTTP-LIMITED";
    if (status >= 300 && status < 400)
        return "SLIP-HTTP-REDIRECT";
    if (status === 401 || status === 403)
        return "SLIP-HTTP-AUTH";
    if (status === 404 || status === 410)
        return "SLIP-HTTP-NOT-FOUND";
    return status === 408 || status >= 500 ? "SLIP-HTTP-FAILED" : "SLIP-HTTP-REFUSED";
};
const NEXT = {
    400: "Check the values given to this step: the provider finds the request wrong.",
    401: "Check that the key given to this step is the right one and has neither expired nor been revoked.",
    402: "Check the plan and the payment details in the provider's dashboard.",
    404: "Check the ids and names given to this step, and that the key belongs to the account that owns them.",
    409: "Something of that name exists, or another change is under way: look at the provider's dashboard, then run the step again.",
    410: "It was deleted: give this step the id of one that exists.",
    422: "Check the values given to this step: the provider understands them but cannot accept them.",
    451: "The provider withholds this for legal reasons: ask its support.",
};
const nextStep = (status, headers) => {
    if (status === 403) {
        const permissions = headers.get("x-accepted-github-permissions");
        return permissions
            ? `Give the token this permission: \`${permissions.replaceAll("=", ": ").slice(0, 120)}\` (\`permissions:\` of the job).`
            : "Give the key or token the permission that this needs, or use one that has it.";
    }
    if (status >= 300 && status < 400)
        return "Give `api-url` the address that the provider answers under, without a redirect.";
    if (status >= 500 || status === 408)
        return "Look at the provider's status page, then run the step again.";
    return NEXT[status] ?? "Read what the provider says above and change the values given to this step.";
};
const quoted = ({ vendorCode, vendorMessage, requestId }) => [
    vendorCode === "" ? "" : ` ${vendorCode}`,
    vendorMessage === "" ? "" : `: ${vendorMessage}`,
    requestId === undefined ? "" : ` [request ${requestId}]`,
].join("");
const refusal = (told, { status, headers, text }, retryAt) => {
    const limited = isLimited(status, headers);
    const code = codeOf(status, limited);
    const byUs = code !== "SLIP-HTTP-LIMITED" && code !== "SLIP-HTTP-FAILED";
    const problem = (0,http_problem/* readProblem */.K)(status, headers, text, { redact: told.redact, limit: 200 });
    const next = retryAt === undefined ? nextStep(limited ? 503 : status, headers) : `Run the step again after ${utc(retryAt)}.`;
    return new failure/* Failure */.H(code, sentence(told, `answered ${status}${quoted(problem)}`), {
        blame: byUs ? "user" : "provider",
        state: stateOf(told),
        next,
        cause: problem,
    });
};
const utc = (date) => `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
const unreachable = (told, reason, permanent) => new failure/* Failure */.H("SLIP-HTTP-UNREACHABLE", sentence(told, `got no answer: ${told.redact(reason)}`), {
    blame: permanent ? "user" : "provider",
    state: stateOf(told),
    next: permanent
        ? "Check `api-url`: the name must exist and its certificate must be valid."
        : "Look at the provider's status page and at the runner's network, then run the step again.",
});
const uncertain = (told, reason, cause) => new failure/* Failure */.H("SLIP-HTTP-UNCERTAIN", sentence(told, `was sent, but what became of it is not known: ${told.redact(reason)}`), {
    blame: "provider",
    state: "The provider may have carried the request out, or may still do so. It was not sent again.",
    next: "Look in the provider's dashboard whether it happened, then run the step again.",
    cause,
});
const tooLarge = (told, maxBytes) => new failure/* Failure */.H("SLIP-HTTP-TOO-LARGE", sentence(told, `answered with more than ${maxBytes} bytes`), {
    blame: "provider",
    state: told.reads ? NOTHING : "The request was carried out, but its answer was not read.",
    next: "Check that `api-url` is the address of the provider's API.",
});
const malformed = (told, detail) => new failure/* Failure */.H("SLIP-HTTP-MALFORMED", sentence(told, `gave an answer that cannot be understood: ${told.redact(detail)}`), {
    blame: "provider",
    state: told.reads ? NOTHING : "The request was probably carried out.",
    next: "Check that `api-url` is the address of the provider's API. If it is, please report this: the provider may have changed its answers.",
});

;// CONCATENATED MODULE: ./build/shared/http/interpret.js
const ISSUES = 3;
const describe = (error) => {
    const issues = error.issues
        .slice(0, ISSUES)
        .map((issue) => `${issue.path.join(".") || "(whole body)"}: ${issue.message}`);
    const more = error.issues.length - issues.length;
    return issues.join("; ") + (more > 0 ? `; and ${more} more` : "");
};
const understand = (schema, body, { status, headers }) => {
    const result = schema.safeParse(body);
    return result.success
        ? { kind: "understood", answer: { status, headers, body: result.data } }
        : { kind: "foreign", detail: describe(result.error) };
};
const asText = ({ text }) => (/^\s*<(!doctype|html)/i.test(text) ? "an HTML page" : "text");
const interpret = (received, schema, plain) => {
    if (received.bytes !== undefined)
        return understand(schema, received.bytes, received);
    if (plain)
        return understand(schema, received.text, received);
    if (received.text.trim() === "")
        return understand(schema, undefined, received);
    let body;
    try {
        body = JSON.parse(received.text);
    }
    catch {
        if (received.status >= 400)
            return understand(schema, undefined, received);
        if (/^\s*[[{"]/.test(received.text))
            return { kind: "cut" };
        return { kind: "foreign", detail: `(whole body): expected JSON, received ${asText(received)}` };
    }
    return understand(schema, body, received);
};

;// CONCATENATED MODULE: ./build/shared/http/prepare.js

const stream = ({ size, open }, headers, onPiece) => {
    const counted = async function* () {
        for await (const piece of open()) {
            onPiece();
            yield piece;
        }
    };
    headers.set("content-length", String(size));
    const once = { redirect: "error", window: null };
    return size === 0 ? {} : { body: ReadableStream.from(counted()), duplex: "half", ...once };
};
const prepare = (request) => {
    const { method = "GET", body, upload, token, accept = [], safeToRepeat = [] } = request;
    const target = new URL(request.url);
    if (!/^https?:$/.test(target.protocol) || target.username !== "" || target.password !== "") {
        throw new failure/* Failure */.H("SLIP-INPUT-INVALID", `${target.host || target.protocol} is not an address that a key may be sent to.`, {
            blame: "user",
            state: "Nothing was sent.",
            next: "Give `api-url` an address with https, without name and password in it.",
        });
    }
    const inline = body === undefined ? {} : { body: JSON.stringify(body) };
    const label = `${method} ${target.origin}${target.pathname}`;
    const headers = new Headers({ accept: "application/json", "user-agent": "slipway" });
    if (body !== undefined)
        headers.set("content-type", "application/json");
    if (upload !== undefined)
        headers.set("content-type", "application/octet-stream");
    try {
        for (const [name, value] of Object.entries(request.headers ?? {}))
            headers.set(name, value);
        if (token !== undefined)
            headers.set("authorization", `Bearer ${token.reveal()}`);
    }
    catch {
        throw new failure/* Failure */.H("SLIP-INPUT-INVALID", `The key or a header for ${label} has characters that cannot be sent.`, {
            blame: "user",
            state: "Nothing was sent.",
            next: "Check the secret: a line break or a blank in the middle of a pasted key is the usual cause.",
        });
    }
    return {
        target,
        label,
        init: () => {
            let sent = 0;
            const body = upload === undefined ? inline : stream(upload, headers, () => void sent++);
            return { init: { method, headers, ...body }, pieces: () => sent };
        },
        rules: {
            repeatable: request.repeatable ?? (method !== "POST" && method !== "PATCH"),
            accept,
            safeToRepeat,
            canLook: request.adopt !== undefined,
        },
        reads: method === "GET" || method === "HEAD",
    };
};

;// CONCATENATED MODULE: ./build/shared/http/client.js







const WARN_AFTER = 10_000;
const SETTLE = 30_000;
const createHttp = (options) => {
    const { clock, log, signal, redact, fetch = globalThis.fetch } = options;
    const { budgetMs = 120_000, attemptTimeoutMs = 30_000, maxBytes = 32 * 1024 * 1024 } = options;
    const buckets = new Map();
    const bucketOf = (host) => {
        const bucket = buckets.get(host) ?? createBucket();
        buckets.set(host, bucket);
        return bucket;
    };
    return async (request) => {
        const { target, label, init, rules, reads } = prepare(request);
        const { bytes = false, redirects = 0 } = request;
        const most = request.maxBytes ?? maxBytes;
        const bucket = bucketOf(target.host);
        const started = clock.now();
        const deadline = started + (request.budget ?? budgetMs);
        let attempt = 0;
        let pauses = 0;
        let warned = false;
        let unsure = false;
        let lostAt;
        const told = () => {
            const seconds = Math.round((clock.now() - started) / 1000);
            const { repeatable } = rules;
            return {
                label,
                reads,
                redact,
                unsure,
                repeatable,
                effort: attempt > 1 ? `gave up after ${attempt} attempts in ${seconds} s` : "",
            };
        };
        const failureOf = (sent, asked) => {
            if (sent.kind === "too-large")
                return tooLarge(told(), most);
            if (sent.kind === "unsent")
                return unreachable(told(), sent.reason, sent.permanent);
            if (sent.kind === "lost")
                return unreachable(told(), sent.reason, false);
            if (isAnswer(sent.status, rules.accept))
                return malformed(told(), "(whole body): the JSON is cut off");
            return refusal(told(), sent, asked === undefined ? undefined : new Date(clock.date().getTime() + asked));
        };
        const pause = async (sent, give) => {
            const limited = sent.kind === "answered" && isLimited(sent.status, sent.headers);
            const asked = sent.kind === "answered" ? askedDelay(sent.headers, clock.date()) : undefined;
            const jitter = backoff(asked === undefined ? pauses : 0, limited, options.random);
            const wait = (asked ?? 0) + jitter;
            if (clock.now() + wait >= deadline)
                throw give(asked);
            if (!bucket.take(sent.kind === "lost" && sent.slow))
                throw give(asked);
            if (!warned && clock.now() + wait - started > WARN_AFTER) {
                warned = true;
                log.warning(`${label} is still being retried (${summarize(sent)}), next in ${Math.ceil(wait / 1000)} s.`);
            }
            pauses++;
            await clock.sleep(wait, signal);
        };
        const look = async (sent, since) => {
            const give = () => uncertain(told(), summarize(sent));
            do {
                await pause(sent, give);
                const adopted = await request.adopt?.().catch((thrown) => {
                    signal.throwIfAborted();
                    throw uncertain(told(), summarize(sent), thrown);
                });
                if (adopted !== undefined)
                    return adopted;
            } while (mayStillHappen(sent) && clock.now() - since < SETTLE);
            return undefined;
        };
        for (;;) {
            attempt++;
            const timeout = Math.max(1, Math.min(request.attempt ?? attemptTimeoutMs, deadline - clock.now()));
            const before = clock.now();
            const isFinal = (status) => isAnswer(status, rules.accept);
            const attempted = init();
            const limits = { timeout, pieces: attempted.pieces, maxBytes: most, redirects };
            const sent = await exchange(target, attempted.init, { fetch, signal, isAnswer: isFinal, bytes, ...limits });
            log.debug(`${label} ${summarize(sent)} in ${Math.round(clock.now() - before)} ms, attempt ${attempt}`);
            let decision = decide(sent, rules);
            unsure ||= mayHaveHappened(sent);
            if (decision === "answer" && sent.kind === "answered") {
                const read = interpret(sent, request.schema, request.text === true);
                if (read.kind === "understood") {
                    bucket.succeeded();
                    return read.answer;
                }
                if (read.kind === "foreign")
                    throw malformed(told(), read.detail);
                decision = decide({ kind: "lost", reason: "the JSON is cut off", slow: false }, rules);
            }
            if (decision === "fail" && lostAt !== undefined && sent.kind === "answered" && sent.status === 409)
                decision = "look";
            if (decision === "retry")
                await pause(sent, (asked) => failureOf(sent, asked));
            else if (decision === "look") {
                lostAt ??= clock.now();
                const adopted = await look(sent, lostAt);
                if (adopted !== undefined)
                    return adopted;
            }
            else if (decision === "uncertain")
                throw uncertain(told(), summarize(sent));
            else
                throw failureOf(sent);
        }
    };
};
const summarize = (sent) => sent.kind === "answered" || sent.kind === "too-large" ? `answered ${sent.status}` : sent.reason;


/***/ }),

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


/***/ })

};
