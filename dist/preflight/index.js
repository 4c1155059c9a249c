import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 40:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _shared_action_run_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(518);
/* harmony import */ var _shared_action_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(183);
/* harmony import */ var _spec_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6);



await (0,_shared_action_run_js__WEBPACK_IMPORTED_MODULE_0__/* .run */ .e)(_spec_js__WEBPACK_IMPORTED_MODULE_2__/* .spec */ .I, async ({ inputs, http, clock, signal, run: info, log, ...context }) => {
    const [{ preflight }, { repositorySettings }, { renderDeployer }, { neonProject }] = await Promise.all([
        __nccwpck_require__.e(/* import() */ 522).then(__nccwpck_require__.bind(__nccwpck_require__, 522)),
        Promise.all(/* import() */[__nccwpck_require__.e(913), __nccwpck_require__.e(564)]).then(__nccwpck_require__.bind(__nccwpck_require__, 564)),
        Promise.all(/* import() */[__nccwpck_require__.e(913), __nccwpck_require__.e(294)]).then(__nccwpck_require__.bind(__nccwpck_require__, 294)),
        Promise.all(/* import() */[__nccwpck_require__.e(913), __nccwpck_require__.e(295)]).then(__nccwpck_require__.bind(__nccwpck_require__, 295)),
    ]);
    const none = new _shared_action_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z("");
    const { githubToken = none, renderApiKey = none, neonApiKey = none, renderApiUrl, neonApiUrl } = inputs;
    const deployer = renderDeployer({ http, clock, signal, token: renderApiKey, api: renderApiUrl });
    return preflight({ ...context, inputs, http, clock, signal, run: info, log }, {
        ...repositorySettings({ http, token: githubToken, api: info.apiUrl, repository: info.repository }),
        service: deployer.describe,
        project: neonProject({ http, token: neonApiKey, api: neonApiUrl }),
        readManifest: async (path) => {
            const { readManifest } = await __nccwpck_require__.e(/* import() */ 244).then(__nccwpck_require__.bind(__nccwpck_require__, 244));
            return readManifest(path, info, process.env, log.notice);
        },
    });
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ spec_spec)
});

// EXTERNAL MODULE: ./build/shared/action/fields.js
var fields = __nccwpck_require__(562);
// EXTERNAL MODULE: ./build/shared/action/spec.js
var spec = __nccwpck_require__(148);
;// CONCATENATED MODULE: ./build/shared/action/common-inputs.js


const common = {
    githubToken: (0,spec/* optionalSecret */.Ny)("Token for the GitHub API; the job's own unless you give another", "${{ github.token }}"),
    manifest: (0,spec/* optionalText */.mR)("Path of the manifest, such as `.github/slipway.yml`; together with `environment` it takes the place of the plain inputs"),
    environment: (0,spec/* optionalPattern */.F4)("Environment of the manifest to act on, such as `staging`", /^[A-Za-z0-9][\w.-]{0,99}$/, "staging"),
    timeout: (0,spec/* seconds */.YA)("Seconds that the whole step may take", 900),
    dryRun: (0,spec/* flag */.Jt)("Say what would be done, and change nothing", false),
    githubApiUrl: (0,fields/* field */.ZZ)("Base address of GitHub's API; the run's own when absent", fields/* readUrl */.wo, {
        absent: { value: undefined },
    }),
    apiUrl: (fallback) => (0,spec/* url */.OZ)("Base address of the provider's API", fallback),
};

;// CONCATENATED MODULE: ./build/actions/preflight/spec.js


const spec_spec = (0,spec/* defineAction */.QP)({
    name: "Preflight",
    description: "Say in words, all at once, what a pipeline lacks before it changes anything",
    icon: "check-square",
    inputs: {
        manifest: (0,spec/* text */.Qq)("Path of the manifest", ".github/slipway.yml"),
        environments: (0,spec/* lines */.Mn)("Environments of the manifest that the pipeline deploys to, one a line, in their order"),
        "approval-environment": (0,spec/* optionalPattern */.F4)("GitHub environment whose reviewers approve; `<environment>-approval` when absent", /^[^\p{Cc}]{1,255}$/u, "production-approval"),
        "render-api-key": (0,spec/* optionalSecret */.Ny)("Render API key; its absence is one of the things that are told"),
        "neon-api-key": (0,spec/* optionalSecret */.Ny)("Neon API key; its absence is one of the things that are told"),
        "render-api-url": (0,spec/* url */.OZ)("Base address of the Render API", "https://api.render.com/v1"),
        "neon-api-url": (0,spec/* url */.OZ)("Base address of the Neon API", "https://console.neon.tech/api/v2"),
        "github-token": common.githubToken,
        timeout: common.timeout,
    },
    outputs: {
        outcome: (0,spec/* outcome */.bu)("Whether the pipeline can start", ["ready"]),
        problems: (0,spec/* jsonOutput */.W3)("What is missing: a list of `about`, `what` and `fix`"),
        "has-database": (0,spec/* output */.CG)("`true` when the manifest names a database"),
        "has-images": (0,spec/* output */.CG)("`true` when the manifest names images that are built from this repository"),
        approvals: (0,spec/* jsonOutput */.W3)("The given environments that a person has to approve, a list"),
        services: (0,spec/* jsonOutput */.W3)("By environment, the services that run there: name, kind and id"),
    },
    check: ({ environments }) => environments.length > 0 ? [] : [{ inputs: ["environments"], message: "name at least one environment" }],
});


/***/ }),

/***/ 888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  H: () => (/* binding */ Failure),
  w: () => (/* binding */ toFailure)
});

;// CONCATENATED MODULE: ./build/shared/action/codes.js
const CODES = {
    "SLIP-INPUT-INVALID": "Invalid inputs",
    "SLIP-INPUT-UNSAFE": "Unsafe runner settings",
    "SLIP-RUNNER": "The runner's files cannot be used",
    "SLIP-MANIFEST-INVALID": "Invalid manifest",
    "SLIP-MANIFEST-MISSING": "Manifest not found",
    "SLIP-PREFLIGHT": "The pipeline cannot start yet",
    "SLIP-HTTP-REFUSED": "The provider refused the request",
    "SLIP-HTTP-AUTH": "The provider did not accept the credentials",
    "SLIP-HTTP-NOT-FOUND": "The provider knows no such thing",
    "SLIP-HTTP-LIMITED": "The provider's rate limit is used up",
    "SLIP-HTTP-FAILED": "The provider failed",
    "SLIP-HTTP-UNREACHABLE": "The provider could not be reached",
    "SLIP-HTTP-UNCERTAIN": "It is not known whether the request was carried out",
    "SLIP-HTTP-REDIRECT": "The provider answered with a redirect",
    "SLIP-HTTP-TOO-LARGE": "The answer is too large",
    "SLIP-HTTP-MALFORMED": "The answer cannot be understood",
    "SLIP-NEON-LIMIT": "The Neon plan's limit is reached",
    "SLIP-NEON-LOCKED": "Neon is busy with another operation",
    "SLIP-NEON-OPERATION": "A Neon operation did not finish",
    "SLIP-NEON-PROTECTED": "The branch is protected",
    "SLIP-NEON-NOT-FOUND": "No such branch",
    "SLIP-NEON-AMBIGUOUS": "The database or role must be named",
    "SLIP-DB-CONNECT": "The database does not answer",
    "SLIP-DB-POOLED": "Migrations need a direct connection",
    "SLIP-DB-LOCKED": "Another migration is running",
    "SLIP-DB-TIMEOUT": "The migration waited too long for a lock",
    "SLIP-DB-MIGRATION": "A migration failed",
    "SLIP-DB-REFUSED": "These migrations are not safe to apply",
    "SLIP-DB-DIVERGED": "Journal and migrations disagree",
    "SLIP-DB-TOOL": "The migration tool cannot be used",
    "SLIP-DB-INVALID-INDEX": "A migration left an invalid index",
    "SLIP-RENDER-FAILED": "The deploy failed",
    "SLIP-RENDER-CANCELLED": "The deploy was cancelled",
    "SLIP-RENDER-SUPERSEDED": "A newer deploy took this one's place",
    "SLIP-RENDER-TIMEOUT": "The deploy is not live yet",
    "SLIP-RENDER-SUSPENDED": "The service is suspended",
    "SLIP-RENDER-MISMATCH": "Something else than the requested version is live",
    "SLIP-GATE-FAILED": "The new version is not healthy",
    "SLIP-GATE-INCONCLUSIVE": "The gate could not decide",
    "SLIP-ROLLBACK-NO-TARGET": "There is no verified release to go back to",
    "SLIP-ROLLBACK-REFUSED": "This rollback is refused",
    "SLIP-ROLLBACK-FAILED": "The rollback did not succeed",
    "SLIP-ROLLBACK-CONSENT": "The rollback needs your consent",
    "SLIP-IMAGE-ENGINE": "There is nothing to build images with",
    "SLIP-IMAGE-BUILD": "The image could not be built",
    "SLIP-IMAGE-BASE": "The registry of a base image does not give it out",
    "SLIP-IMAGE-SECRET": "A secret would be published in the image",
    "SLIP-IMAGE-SIZE": "The image is too large",
    "SLIP-IMAGE-SMOKE": "The image does not start",
    "SLIP-IMAGE-DIFFERS": "The same inputs gave another image",
    "SLIP-IMAGE-UNVERIFIED": "The image is not proven to be ours",
    "SLIP-IMAGE-TRUST": "What signatures are checked by cannot be believed",
    "SLIP-REGISTRY-DENIED": "The registry did not accept the credentials",
    "SLIP-REGISTRY-IDENTITY": "The registry's cloud did not take the job's identity",
    "SLIP-REGISTRY-FAILED": "The registry failed",
    "SLIP-REGISTRY-MISMATCH": "The registry holds something else",
    "SLIP-DOCS-REFUSED": "This site must not be published",
    "SLIP-DOCS-LINKS": "The site has new broken links",
    "SLIP-DOCS-CONFLICT": "Others kept publishing at the same time",
    "SLIP-DOCS-NOT-FOUND": "No such publication",
    "SLIP-DOCS-PAGES": "GitHub Pages did not publish the site",
    "SLIP-DOCS-NOT-LIVE": "The site does not show the new version",
    "SLIP-DOCS-PACK": "The packed site cannot be trusted",
    "SLIP-GIT-REFUSED": "The repository did not take the push",
    "SLIP-DEPS-BLOCKED": "Dependencies that your rules refuse",
    "SLIP-DEPS-NOT-CHECKED": "Not every dependency could be checked",
    "SLIP-DEPS-LOCKFILE": "A lock file cannot be read",
    "SLIP-DEPS-CONFIG": "Invalid configuration of the dependency review",
    "SLIP-DEPS-BASE": "There is nothing to compare with",
    "SLIP-COMMAND-FAILED": "A command failed",
    "SLIP-CANCELLED": "Cancelled",
    "SLIP-TIMEOUT": "Out of time",
    "SLIP-BUG": "Unexpected error",
};

;// CONCATENATED MODULE: ./build/shared/action/failure.js

class Failure extends Error {
    name = "Failure";
    code;
    blame;
    state;
    next;
    outcome;
    constructor(code, what, { blame, state, next, outcome = "failed", cause }) {
        super(what, { cause });
        this.code = code;
        this.blame = blame;
        this.state = state;
        this.next = next;
        this.outcome = outcome;
    }
    get title() {
        return CODES[this.code];
    }
}
const toFailure = (thrown) => thrown instanceof Failure
    ? thrown
    : new Failure("SLIP-BUG", thrown instanceof Error ? thrown.message : String(thrown), {
        blame: "bug",
        next: "This is a bug in the action: please report it with the log of this step.",
        cause: thrown,
    });


/***/ }),

/***/ 562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Se: () => (/* binding */ readLines),
/* harmony export */   ZS: () => (/* binding */ readPattern),
/* harmony export */   ZZ: () => (/* binding */ field),
/* harmony export */   fG: () => (/* binding */ readFlag),
/* harmony export */   oD: () => (/* binding */ readWhole),
/* harmony export */   wo: () => (/* binding */ readUrl),
/* harmony export */   xe: () => (/* binding */ givenText)
/* harmony export */ });
/* unused harmony exports shown, readChoice */
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(56);

const MISSING = { problem: "is missing" };
function field(description, read, { secret = false, fallback, choices = [], absent } = {}) {
    const otherwise = absent ?? (fallback === undefined || fallback.includes("${{") ? MISSING : read(fallback));
    return {
        description,
        secret,
        fallback,
        choices,
        read: (raw) => {
            const given = raw.trim();
            return given === "" ? otherwise : read(given);
        },
    };
}
const shown = (raw) => `\`${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(raw, 80).replaceAll("`", "'")}\``;
const accept = (value) => ({ value });
const givenText = (raw) => raw.includes("\0") ? { problem: "contains a NUL character; remove it" } : accept(raw);
const readFlag = (raw) => {
    const word = raw.toLowerCase();
    if (["true", "yes", "on", "1"].includes(word))
        return accept(true);
    if (["false", "no", "off", "0"].includes(word))
        return accept(false);
    return { problem: `is ${shown(raw)}; write \`true\` or \`false\`` };
};
const readWhole = ({ min, max, unit }) => (raw) => {
    const value = Number(raw);
    return /^[+-]?\d{1,15}$/.test(raw) && value >= min && value <= max
        ? accept(value)
        : { problem: `is ${shown(raw)}; write a whole number${unit} from ${min} to ${max}` };
};
const readChoice = (words) => (raw) => {
    const word = words.find((candidate) => candidate === raw) ?? words.find((other) => other === raw.toLowerCase());
    return word === undefined
        ? { problem: `is ${shown(raw)}; write one of ${words.map((choice) => `\`${choice}\``).join(", ")}` }
        : accept(word);
};
const readPattern = (form, example) => (raw) => form.test(raw) ? accept(raw) : { problem: `is ${shown(raw)}; it has to look like \`${example}\`` };
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const readUrl = (raw) => {
    const address = URL.parse(raw);
    if (address === null || !/^https?:$/.test(address.protocol)) {
        return { problem: `is ${shown(raw)}; write a whole address such as \`https://api.example.com\`` };
    }
    if (address.username !== "" || address.password !== "") {
        return { problem: "has a user or password in the address; take them out, credentials have inputs of their own" };
    }
    if (address.protocol === "http:" && !LOOPBACK.test(address.hostname)) {
        return { problem: `is ${shown(raw)}; use https://, else the credentials travel unencrypted` };
    }
    return accept(raw.replace(/\/+$/, ""));
};
const readLines = (raw) => accept(raw
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== ""));


/***/ }),

/***/ 518:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var action_failure = __nccwpck_require__(888);
// EXTERNAL MODULE: ./build/shared/action/spec.js
var action_spec = __nccwpck_require__(148);
;// CONCATENATED MODULE: ./build/shared/action/inputs.js


function readInputs(spec, runner, protect) {
    const raw = new Map(Object.keys(spec.inputs).map((name) => [name, runner.input(name)]));
    for (const [name, text] of raw)
        if (spec.inputs[name]?.secret && text.trim() !== "")
            protect(name, text);
    const values = Object.create(null);
    const bad = new Set();
    const problems = [];
    for (const [name, now] of Object.entries(spec.renamed ?? {})) {
        if (runner.input(name) !== "")
            problems.push(`\`${name}\` is now called \`${now}\`; rename it in the workflow`);
    }
    for (const [name, field] of Object.entries(spec.inputs)) {
        const reading = field.read(raw.get(name) ?? "");
        if ("value" in reading) {
            values[(0,action_spec/* camel */.nJ)(name)] = reading.value;
            continue;
        }
        bad.add(name);
        problems.push(`\`${name}\` ${reading.problem} (${field.description})`);
    }
    const inputs = { ...values };
    problems.push(...crossChecks(spec, inputs, bad));
    if (problems.length === 0)
        return inputs;
    const [only, ...more] = problems;
    throw new action_failure/* Failure */.H("SLIP-INPUT-INVALID", more.length === 0
        ? `An input of this step is not valid: ${only}.`
        : `${problems.length} inputs of this step are not valid:\n${problems.map((problem) => `- ${problem}`).join("\n")}`, { blame: "user", state: "Nothing was changed.", next: "Correct the step's `with:` in the workflow." });
}
function crossChecks(spec, inputs, bad) {
    try {
        return (spec.check?.(inputs) ?? [])
            .filter((problem) => !problem.inputs.some((name) => bad.has(name)))
            .map((problem) => `${problem.inputs.map((name) => `\`${name}\``).join(" and ")}: ${problem.message}`);
    }
    catch (thrown) {
        if (bad.size > 0)
            return [];
        throw thrown;
    }
}

;// CONCATENATED MODULE: ./build/shared/action/life.js

const GRACE = 2_500;
const UNDO = 3_500;
const LATE_GRACE = 1_500;
const SLACK = 250;
function createLife({ clock, onSignal, onCrash }) {
    const controller = new AbortController();
    const { signal } = controller;
    const undos = [];
    let undoing = false;
    onSignal((name) => {
        controller.abort(new action_failure/* Failure */.H("SLIP-CANCELLED", `The step was cancelled (${name}).`, { blame: "user", outcome: "cancelled" }));
    });
    onCrash((thrown) => controller.abort((0,action_failure/* toFailure */.w)(thrown)));
    async function undoAll(end) {
        const undone = [];
        const left = [];
        undoing = true;
        for (let entry = undos.pop(); entry !== undefined; entry = undos.pop()) {
            const settled = await within(settle(entry.undo), end - clock.now());
            if (settled === undefined)
                left.push(`${entry.what} (no answer in time)`);
            else if ("thrown" in settled)
                left.push(`${entry.what} (${(0,action_failure/* toFailure */.w)(settled.thrown).message})`);
            else
                undone.push(entry.what);
        }
        return { undone, left };
    }
    async function within(promise, milliseconds) {
        const stop = new AbortController();
        const timer = clock.sleep(Math.max(0, milliseconds), stop.signal).catch(() => undefined);
        const first = await Promise.race([promise, timer.then(() => undefined)]);
        stop.abort();
        return first;
    }
    async function cancelled(reason, settled, since) {
        const { undone, left } = await undoAll(since + UNDO);
        const own = settled !== undefined && "thrown" in settled && settled.thrown instanceof action_failure/* Failure */.H ? settled.thrown : reason;
        const said = own.outcome === "cancelled" ? own : reason;
        throw new action_failure/* Failure */.H(said.code, said.message, {
            blame: said.blame,
            outcome: "cancelled",
            cause: said.cause,
            state: sentences(own.state, undone.length > 0 && `Cancelled as well: ${undone.join("; ")}.`, left.length > 0 && `Not cancelled, look at it yourself: ${left.join("; ")}.`),
            next: said.next ?? "Start the workflow again when you are ready.",
        });
    }
    return {
        signal,
        isUndoing: () => undoing,
        onCancel: (what, undo) => {
            const entry = { what, undo };
            undos.push(entry);
            return () => {
                const index = undos.indexOf(entry);
                if (index >= 0)
                    undos.splice(index, 1);
            };
        },
        async live(work, timeoutSeconds) {
            const done = new AbortController();
            if (timeoutSeconds !== undefined) {
                clock.sleep(timeoutSeconds * 1000 + SLACK, done.signal).then(() => controller.abort(late(timeoutSeconds)), () => { });
            }
            signal.addEventListener("abort", () => done.abort(), { once: true });
            const working = signal.aborted ? Promise.resolve({ thrown: signal.reason }) : settle(work);
            try {
                await Promise.race([working, abortion(signal)]);
                await pendingSignals();
                if (!signal.aborted)
                    return unwrap(await working);
                const since = clock.now();
                const reason = (0,action_failure/* toFailure */.w)(signal.reason);
                const settled = await within(working, reason.code === "SLIP-TIMEOUT" ? LATE_GRACE : GRACE);
                if (reason.code === "SLIP-CANCELLED")
                    return await cancelled(reason, settled, since);
                if (reason.code === "SLIP-TIMEOUT" && settled !== undefined) {
                    if ("value" in settled || settled.thrown instanceof action_failure/* Failure */.H)
                        return unwrap(settled);
                }
                throw reason;
            }
            finally {
                done.abort();
            }
        },
    };
}
const settle = async (work) => {
    try {
        return { value: await work() };
    }
    catch (thrown) {
        return { thrown };
    }
};
function unwrap(settled) {
    if ("value" in settled)
        return settled.value;
    throw (0,action_failure/* toFailure */.w)(settled.thrown);
}
const pendingSignals = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const abortion = (signal) => new Promise((resolve) => {
    if (signal.aborted)
        resolve();
    else
        signal.addEventListener("abort", () => resolve(), { once: true });
});
const late = (seconds) => new action_failure/* Failure */.H("SLIP-TIMEOUT", `The step did not end within its ${seconds} s.`, {
    blame: "user",
    next: "Look in the log for what it waited for last; raise `timeout` if that was only slow.",
});
const sentences = (...parts) => parts.filter((part) => part !== undefined && part !== false).join(" ") || undefined;

// EXTERNAL MODULE: ./build/shared/action/text.js
var action_text = __nccwpck_require__(56);
;// CONCATENATED MODULE: ./build/shared/action/log.js

const MOST_ANNOTATIONS = 10;
const LONGEST_ANNOTATION = 4_000;
function createLog(runner, redact) {
    const lines = (text) => (0,action_text/* splitLines */.uz)(redact(text)).map((line) => redact((0,action_text/* safeLine */.om)(line)));
    const safe = (text) => lines(text).join("\n");
    const short = (text) => redact((0,action_text/* oneLine */.TN)(redact(text), 200));
    const annotate = (kind) => {
        let left = MOST_ANNOTATIONS;
        return (message, title = kind === "warning" ? "Warning" : "Notice", place) => {
            const body = safe(message);
            const where = place && { file: short(place.file), line: place.line };
            if (left-- > 0)
                runner[kind](body.slice(0, LONGEST_ANNOTATION).toWellFormed(), short(title), where);
            else
                for (const line of (0,action_text/* splitLines */.uz)(`${short(title)}: ${body}`))
                    runner.info(line);
        };
    };
    let inGroup = false;
    return {
        safe,
        info: (text) => lines(text).forEach(runner.info),
        debug: (text) => {
            if (runner.isDebug())
                lines(text).forEach(runner.debug);
        },
        notice: annotate("notice"),
        warning: annotate("warning"),
        quote: (text) => {
            for (const line of lines(text.replace(/(?:\r\n|\n)$/, "")))
                runner.info(`│ ${line}`);
        },
        group: async (title, body) => {
            if (inGroup) {
                runner.info(short(title));
                return body();
            }
            inGroup = true;
            runner.group(short(title));
            try {
                return await body();
            }
            finally {
                inGroup = false;
                runner.endGroup();
            }
        },
    };
}

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/index.js
const core_require = (name) => process.getBuiltinModule(name);
function c(e){return e==null?"":typeof e=="string"||e instanceof String?e:JSON.stringify(e)}function l(e){return Object.keys(e).length?{title:e.title,file:e.file,line:e.startLine,endLine:e.endLine,col:e.startColumn,endColumn:e.endColumn}:{}}function u(e,t,r){let n=new g(e,t,r);process.stdout.write(n.toString()+external_os_namespaceObject.EOL)}function x(e,t=""){u(e,{},t)}var O="::",g=class{constructor(t,r,n){t||(t="missing.command"),this.command=t,this.properties=r,this.message=n}toString(){let t=O+this.command;if(this.properties&&Object.keys(this.properties).length>0){t+=" ";let r=!0;for(let n in this.properties)if(this.properties.hasOwnProperty(n)){let o=this.properties[n];o&&(r?r=!1:t+=",",t+=`${n}=${I(o)}`)}}return t+=`${O}${C(this.message)}`,t}};function C(e){return c(e).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A")}function I(e){return c(e).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A").replace(/:/g,"%3A").replace(/,/g,"%2C")}function $(e,t){let r=process.env[`GITHUB_${e}`];if(!r)throw new Error(`Unable to find environment variable for file command ${e}`);if(!external_fs_namespaceObject.existsSync(r))throw new Error(`Missing file at path: ${r}`);external_fs_namespaceObject.appendFileSync(r,`${c(t)}${external_os_namespaceObject.EOL}`,{encoding:"utf8"})}function T(e,t){let r=`ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`,n=c(t);if(e.includes(r))throw new Error(`Unexpected input: name should not contain the delimiter "${r}"`);if(n.includes(r))throw new Error(`Unexpected input: value should not contain the delimiter "${r}"`);return`${e}<<${r}${external_os_namespaceObject.EOL}${n}${external_os_namespaceObject.EOL}${r}`}var E=function(e,t,r,n){function o(i){return i instanceof r?i:new r(function(s){s(i)})}return new(r||(r=Promise))(function(i,s){function d(a){try{f(n.next(a))}catch(p){s(p)}}function w(a){try{f(n.throw(a))}catch(p){s(p)}}function f(a){a.done?i(a.value):o(a.value).then(d,w)}f((n=n.apply(e,t||[])).next())})},{access:F,appendFile:k,writeFile:B}=external_fs_namespaceObject.promises,L="GITHUB_STEP_SUMMARY";var y=class{constructor(){this._buffer=""}filePath(){return E(this,void 0,void 0,function*(){if(this._filePath)return this._filePath;let t=process.env[L];if(!t)throw new Error(`Unable to find environment variable for $${L}. Check if your runtime environment supports job summaries.`);try{yield F(t,external_fs_namespaceObject.constants.R_OK|external_fs_namespaceObject.constants.W_OK)}catch{throw new Error(`Unable to access summary file: '${t}'. Check if the file has correct read/write permissions.`)}return this._filePath=t,this._filePath})}wrap(t,r,n={}){let o=Object.entries(n).map(([i,s])=>` ${i}="${s}"`).join("");return r?`<${t}${o}>${r}</${t}>`:`<${t}${o}>`}write(t){return E(this,void 0,void 0,function*(){let r=!!t?.overwrite,n=yield this.filePath();return yield(r?B:k)(n,this._buffer,{encoding:"utf8"}),this.emptyBuffer()})}clear(){return E(this,void 0,void 0,function*(){return this.emptyBuffer().write({overwrite:!0})})}stringify(){return this._buffer}isEmptyBuffer(){return this._buffer.length===0}emptyBuffer(){return this._buffer="",this}addRaw(t,r=!1){return this._buffer+=t,r?this.addEOL():this}addEOL(){return this.addRaw(external_os_namespaceObject.EOL)}addCodeBlock(t,r){let n=Object.assign({},r&&{lang:r}),o=this.wrap("pre",this.wrap("code",t),n);return this.addRaw(o).addEOL()}addList(t,r=!1){let n=r?"ol":"ul",o=t.map(s=>this.wrap("li",s)).join(""),i=this.wrap(n,o);return this.addRaw(i).addEOL()}addTable(t){let r=t.map(o=>{let i=o.map(s=>{if(typeof s=="string")return this.wrap("td",s);let{header:d,data:w,colspan:f,rowspan:a}=s,p=d?"th":"td",P=Object.assign(Object.assign({},f&&{colspan:f}),a&&{rowspan:a});return this.wrap(p,w,P)}).join("");return this.wrap("tr",i)}).join(""),n=this.wrap("table",r);return this.addRaw(n).addEOL()}addDetails(t,r){let n=this.wrap("details",this.wrap("summary",t)+r);return this.addRaw(n).addEOL()}addImage(t,r,n){let{width:o,height:i}=n||{},s=Object.assign(Object.assign({},o&&{width:o}),i&&{height:i}),d=this.wrap("img",null,Object.assign({src:t,alt:r},s));return this.addRaw(d).addEOL()}addHeading(t,r){let n=`h${r}`,o=["h1","h2","h3","h4","h5","h6"].includes(n)?n:"h1",i=this.wrap(o,t);return this.addRaw(i).addEOL()}addSeparator(){let t=this.wrap("hr",null);return this.addRaw(t).addEOL()}addBreak(){let t=this.wrap("br",null);return this.addRaw(t).addEOL()}addQuote(t,r){let n=Object.assign({},r&&{cite:r}),o=this.wrap("blockquote",t,n);return this.addRaw(o).addEOL()}addLink(t,r){let n=this.wrap("a",t,{href:r});return this.addRaw(n).addEOL()}},V=new y;var U=V;var R;(function(e){e[e.Success=0]="Success",e[e.Failure=1]="Failure"})(R||(R={}));function D(e){u("add-mask",{},e)}function G(e,t){let r=process.env[`INPUT_${e.replace(/ /g,"_").toUpperCase()}`]||"";if(t&&t.required&&!r)throw new Error(`Input required and not supplied: ${e}`);return t&&t.trimWhitespace===!1?r:r.trim()}function M(e,t){if(process.env.GITHUB_OUTPUT||"")return $("OUTPUT",T(e,t));process.stdout.write(external_os_namespaceObject.EOL),u("set-output",{name:e},c(t))}function H(){return process.env.RUNNER_DEBUG==="1"}function N(e){u("debug",{},e)}function K(e,t={}){u("error",l(t),e instanceof Error?e.toString():e)}function W(e,t={}){u("warning",l(t),e instanceof Error?e.toString():e)}function Y(e,t={}){u("notice",l(t),e instanceof Error?e.toString():e)}function q(e){process.stdout.write(e+external_os_namespaceObject.EOL)}function J(e){x("group",e)}function Q(){x("endgroup")}

;// CONCATENATED MODULE: ./build/shared/action/github-runner.js

const at = (place) => (place === undefined ? {} : { file: place.file, startLine: place.line });
const githubRunner = (env) => ({
    input: (name) => G(name, { trimWhitespace: false }),
    output: (name, value) => {
        if (!env["GITHUB_OUTPUT"])
            throw new Error("GITHUB_OUTPUT is not set");
        M(name, value);
    },
    mask: (value) => D(value),
    info: (line) => q(line),
    debug: (line) => N(line),
    isDebug: () => H(),
    notice: (message, title, place) => Y(message, { title, ...at(place) }),
    warning: (message, title, place) => W(message, { title, ...at(place) }),
    error: (message, title) => K(message, { title }),
    group: (title) => J(title),
    endGroup: () => Q(),
    summary: async (markdown) => {
        if (env["GITHUB_STEP_SUMMARY"])
            await U.addRaw(markdown, true).write();
    },
    exitCode: (code) => {
        process.exitCode = code;
    },
});

;// CONCATENATED MODULE: ./build/shared/action/system-clock.js
const systemClock = {
    now: () => performance.now(),
    date: () => new Date(),
    sleep: (milliseconds, signal) => new Promise((resolve, reject) => {
        const abort = () => {
            clearTimeout(timer);
            reject(signal?.reason);
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener("abort", abort);
            resolve();
        }, milliseconds);
        if (signal?.aborted)
            abort();
        else
            signal?.addEventListener("abort", abort, { once: true });
    }),
};

;// CONCATENATED MODULE: ./build/shared/action/machine.js


const LINGER = 250;
const STALL = 2_000;
function githubMachine() {
    for (const stream of [process.stdout, process.stderr])
        stream.on("error", () => { });
    Object.assign(process.report, { reportOnFatalError: false, reportOnSignal: false, reportOnUncaughtException: false });
    return {
        runner: githubRunner(process.env),
        env: process.env,
        clock: systemClock,
        random: Math.random,
        onSignal: (listener) => {
            for (const name of ["SIGINT", "SIGTERM"])
                process.on(name, () => listener(name));
        },
        onCrash: (listener) => {
            process.on("uncaughtException", listener);
            process.on("unhandledRejection", listener);
        },
        end: () => {
            process.stdout.write("", () => setTimeout(() => process.exit(), LINGER).unref());
            setTimeout(() => process.exit(), STALL).unref();
        },
    };
}

;// CONCATENATED MODULE: ./build/shared/action/outputs.js


function outputWriter(spec, runner) {
    const write = (name, value) => {
        try {
            runner.output(name, value);
        }
        catch (cause) {
            throw new action_failure/* Failure */.H("SLIP-RUNNER", "The runner's file for outputs cannot be written.", {
                blame: "user",
                state: "The outputs of this step are incomplete.",
                next: "Run the step on a GitHub Actions runner with free space on its disk; GITHUB_OUTPUT must name a file.",
                cause,
            });
        }
    };
    return {
        clear: () => {
            for (const name of Object.keys(spec.outputs))
                write(name, "");
        },
        publish: (outputs) => {
            const values = outputs;
            for (const [name, output] of Object.entries(spec.outputs)) {
                const value = values[(0,action_spec/* camel */.nJ)(name)];
                if (value !== undefined)
                    write(name, output.write(value));
            }
        },
        outcome: (word) => {
            const { words } = spec.outputs.outcome;
            const known = words.length === 0 || words.includes(word) ? word : "failed";
            write("outcome", known);
            return known;
        },
    };
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/maskable.js
const SHORTEST = 6;
const COMMON = new Set(("changeme default develop development disabled docker enabled example github gitlab localhost master neondb " +
    "neondb_owner nothing password passwd postgres postgresql preview private production public release secret " +
    "secrets staging string success test-123 testing undefined username").split(" "));
function whyShown(value) {
    const bare = value.trim();
    if (bare.length < SHORTEST)
        return `is shorter than ${SHORTEST} characters`;
    if (COMMON.has(bare.toLowerCase()))
        return "is a common word";
    return undefined;
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/forms.js
function formsOf(secret) {
    const bytes = Buffer.from(secret, "utf8");
    const encoded = encodeURIComponent(secret.toWellFormed());
    const forms = [
        secret,
        secret.toUpperCase(),
        secret.toLowerCase(),
        Array.from(secret).toReversed().join(""),
        secret.split("").toReversed().join(""),
        encoded,
        JSON.stringify(secret).slice(1, -1),
        html(secret),
        secret.replaceAll("'", "'\\''"),
        secret.replaceAll("'", "'\"'\"'"),
        secret.replaceAll("'", "''"),
        secret.replaceAll('"', '""'),
        secret.replaceAll(" ", "+"),
        encoded.replaceAll("%20", "+"),
        bytes.toString("latin1"),
        bytes.toString("hex"),
        ...base64Shifts(bytes),
    ];
    return [...new Set(forms)];
}
function base64Shifts(bytes) {
    return [0, 1, 2].map((shift) => {
        const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
        const first = Math.ceil((shift * 8) / 6);
        const last = Math.floor(((shift + bytes.length) * 8) / 6);
        return text.slice(first, last);
    });
}
const html = (text) => text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

;// CONCATENATED MODULE: ./build/shared/action/redaction/automaton.js
const SKIP = 0xffff;
const SKIPPED = [
    [0x0a, 0x0a],
    [0x0d, 0x0d],
    [0x85, 0x85],
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x206f],
    [0x3164, 0x3164],
    [0xfe00, 0xfe0f],
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
    [0xfff0, 0xfffb],
];
const isSkipped = (unit) => SKIPPED.some(([from, to]) => unit >= from && unit <= to);
const normalize = (text) => text
    .replace(/[\r\n]+[ \t]*/g, "")
    .split("")
    .filter((unit) => !isSkipped(unit.charCodeAt(0)))
    .join("");
function fold(character) {
    if (character === "-")
        return "+";
    if (character === "_")
        return "/";
    const lower = character.toLowerCase();
    return lower.length === 1 ? lower : character;
}
function classify(needles) {
    const classes = new Uint16Array(0x10000);
    const byFolded = new Map();
    for (const character of new Set(needles.flatMap((needle) => needle.split("")))) {
        const folded = fold(character);
        const known = byFolded.get(folded) ?? byFolded.size + 1;
        byFolded.set(folded, known);
        for (const same of [character, character.toLowerCase(), character.toUpperCase(), "-", "+", "_", "/"]) {
            if (same.length === 1 && fold(same) === folded)
                classes[same.charCodeAt(0)] = known;
        }
    }
    for (const [from, to] of SKIPPED)
        classes.fill(SKIP, from, to + 1);
    return { classes, count: byFolded.size + 1 };
}
function buildAutomaton(needles) {
    const { classes, count } = classify(needles);
    const room = needles.reduce((sum, needle) => sum + needle.length, 1);
    const goto = hashTable(room);
    const fail = new Int32Array(room);
    const found = new Int32Array(room);
    const depth = new Int32Array(room);
    const parent = new Int32Array(room);
    const via = new Uint16Array(room);
    let states = 1;
    for (const needle of needles) {
        let state = 0;
        for (let index = 0; index < needle.length; index++) {
            const letter = classes[needle.charCodeAt(index)] ?? 0;
            let target = goto.get(state, letter);
            if (target < 0) {
                target = states++;
                goto.set(state, letter, target);
                depth[target] = index + 1;
                parent[target] = state;
                via[target] = letter;
            }
            state = target;
        }
        found[state] = needle.length;
    }
    const first = Int32Array.from({ length: count }, (_, letter) => Math.max(0, goto.get(0, letter)));
    const next = (from, letter) => {
        for (let state = from; state !== 0; state = fail[state] ?? 0) {
            const target = goto.get(state, letter);
            if (target >= 0)
                return target;
        }
        return first[letter] ?? 0;
    };
    const order = Int32Array.from({ length: states - 1 }, (_, index) => index + 1);
    order.sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0));
    for (const state of order) {
        const above = parent[state] ?? 0;
        const back = above === 0 ? 0 : next(fail[above] ?? 0, via[state] ?? 0);
        fail[state] = back;
        if (found[state] === 0)
            found[state] = found[back] ?? 0;
    }
    return { classes, next, found, depth, longest: needles.reduce((most, { length }) => Math.max(most, length), 0) };
}
function hashTable(entries) {
    const bits = Math.max(4, Math.ceil(Math.log2(entries * 2 + 1)));
    const mask = 2 ** bits - 1;
    const froms = new Int32Array(mask + 1).fill(-1);
    const letters = new Uint16Array(mask + 1);
    const targets = new Int32Array(mask + 1);
    const slot = (state, letter) => {
        let index = (Math.imul(state + 1, 0x9e3779b1) ^ Math.imul(letter + 1, 0x85ebca6b)) >>> 0;
        index = (index ^ (index >>> 15)) & mask;
        while (froms[index] !== -1 && (froms[index] !== state || letters[index] !== letter))
            index = (index + 1) & mask;
        return index;
    };
    return {
        get: (state, letter) => {
            const index = slot(state, letter);
            return froms[index] === -1 ? -1 : (targets[index] ?? -1);
        },
        set: (state, letter, target) => {
            const index = slot(state, letter);
            froms[index] = state;
            letters[index] = letter;
            targets[index] = target;
        },
    };
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/decode.js
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const CONTROL = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", 0: "\0" };
const LONGEST = 12;
function decodeAt(text, at, final) {
    const decoded = decoders[text[at] ?? ""]?.(text.slice(at, at + LONGEST));
    return decoded === "more" && (final || at + LONGEST <= text.length) ? undefined : decoded;
}
const decoders = { "%": percent, "\\": backslash, "&": entity };
function percent(rest) {
    const first = /^%([0-9a-f]{2})/i.exec(rest);
    if (first === null)
        return /^%[0-9a-f]?$/i.test(rest) ? "more" : undefined;
    const lead = Number.parseInt(first[1] ?? "", 16);
    if (lead < 0x80)
        return { text: String.fromCharCode(lead), length: 3 };
    const bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
    const run = new RegExp(`^(?:%[0-9a-f]{2}){${bytes}}`, "i").exec(rest)?.[0];
    if (run === undefined)
        return /^(?:%[0-9a-f]{2})+(?:%[0-9a-f]?)?$/i.test(rest) ? "more" : undefined;
    try {
        return { text: decodeURIComponent(run), length: run.length };
    }
    catch {
        return undefined;
    }
}
function backslash(rest) {
    const letter = rest[1];
    if (letter === undefined)
        return "more";
    if (letter === "u" || letter === "x") {
        const form = letter === "x" ? /^\\x([0-9a-f]{2})/i : /^\\u(?:([0-9a-f]{4})|\{([0-9a-f]{1,6})\})/i;
        const match = form.exec(rest);
        if (match === null)
            return /^\\[ux]\{?[0-9a-f]*$/i.test(rest) ? "more" : undefined;
        const code = Number.parseInt(match[1] ?? match[2] ?? "", 16);
        return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length: match[0].length };
    }
    return { text: CONTROL[letter] ?? letter, length: 2 };
}
function entity(rest) {
    const match = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/i.exec(rest);
    if (match === null)
        return /^&(?:#x?[0-9a-f]*|[a-z]*)$/i.test(rest) && rest.length < LONGEST ? "more" : undefined;
    const [whole, decimal, hex, name] = match;
    if (name !== undefined)
        return { text: NAMED[name.toLowerCase()] ?? "", length: whole.length };
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length: whole.length };
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/scanner.js


const MOST_SKIPPED = 256;
function createScanner({ classes, next, found, depth, longest }, from, undoing, report) {
    const [percent, ampersand, backslash] = ["%", "&", "\\"].map((lead) => undoing.includes(lead) ? lead.charCodeAt(0) : -1);
    let position = from;
    let state = 0;
    let afterLineEnd = false;
    let skipped = 0;
    const size = 2 ** Math.ceil(Math.log2(longest + 1));
    const starts = new Float64Array(size);
    let count = 0;
    const take = (unit, start, end) => {
        const letter = classes[unit] ?? 0;
        if (letter === SKIP || (afterLineEnd && (unit === 0x20 || unit === 0x09))) {
            afterLineEnd ||= unit === 0x0a || unit === 0x0d;
            if (++skipped > MOST_SKIPPED)
                state = 0;
            return;
        }
        afterLineEnd = false;
        skipped = 0;
        starts[count++ & (size - 1)] = start;
        state = letter === 0 ? 0 : next(state, letter);
        const length = found[state] ?? 0;
        if (length > 0)
            report({ start: starts[(count - length) & (size - 1)] ?? start, end });
    };
    return {
        read: (text, base, final) => {
            let index = position - base;
            while (index < text.length) {
                const unit = text.charCodeAt(index);
                const escape = unit === percent || unit === ampersand || unit === backslash;
                if (state === 0 && !escape && classes[unit] === 0) {
                    afterLineEnd = false;
                    skipped = 0;
                    index++;
                    continue;
                }
                if (escape) {
                    const decoded = decodeAt(text, index, final);
                    if (decoded === "more")
                        break;
                    if (decoded !== undefined) {
                        const [start, end] = [base + index, base + index + decoded.length];
                        for (let at = 0; at < decoded.text.length; at++)
                            take(decoded.text.charCodeAt(at), start, end);
                        index += decoded.length;
                        continue;
                    }
                }
                take(unit, base + index, base + index + 1);
                index++;
            }
            position = base + index;
        },
        decided: () => {
            const seen = depth[state] ?? 0;
            return seen === 0 ? position : Math.min(position, starts[(count - seen) & (size - 1)] ?? position);
        },
    };
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/needles.js


const STARS = "***";
function readings(text) {
    const kinds = ["%", "&", "\\"].filter((lead) => text.includes(lead));
    return kinds.length > 1 ? ["", ...kinds, kinds.join("")] : ["", ...kinds];
}
const needles_SHORTEST = 6;
function createNeedles() {
    const needles = new Set();
    let automaton;
    function stream() {
        let built;
        let scanners = new Map();
        let held = "";
        let base = 0;
        let coveredTo = -1;
        let spans = [];
        const emitTo = (safe) => {
            let text = "";
            let at = base;
            const rest = [];
            for (const span of spans.toSorted((a, b) => a.start - b.start)) {
                if (span.start >= safe) {
                    rest.push(span);
                    continue;
                }
                if (span.start > coveredTo)
                    text += `${held.slice(Math.max(at, coveredTo) - base, span.start - base)}${STARS}`;
                at = Math.max(at, span.start);
                coveredTo = Math.max(coveredTo, span.end);
            }
            text += held.slice(Math.max(at, coveredTo, base) - base, Math.max(safe, 0) - base);
            spans = rest;
            held = held.slice(safe - base);
            base = safe;
            return text;
        };
        const advance = (final) => {
            automaton ??= buildAutomaton([...needles]);
            if (built !== automaton) {
                built = automaton;
                spans = [];
                scanners = new Map();
            }
            const known = built;
            for (const reading of readings(held)) {
                if (!scanners.has(reading))
                    scanners.set(reading, createScanner(known, base, reading, (span) => spans.push(span)));
            }
            for (const scanner of scanners.values())
                scanner.read(held, base, final);
            const safe = final
                ? base + held.length
                : Math.min(...Array.from(scanners.values(), (scanner) => scanner.decided()));
            const text = emitTo(safe);
            const needed = readings(held);
            for (const reading of scanners.keys())
                if (!needed.includes(reading))
                    scanners.delete(reading);
            return text;
        };
        return {
            push: (text) => {
                held += text;
                return needles.size === 0 ? emitTo(base + held.length) : advance(false);
            },
            end: () => (needles.size === 0 ? emitTo(base + held.length) : advance(true)),
        };
    }
    return {
        add: (forms) => {
            for (const form of forms) {
                const needle = normalize(form);
                if (needle.length < needles_SHORTEST || needles.has(needle))
                    continue;
                needles.add(needle);
                automaton = undefined;
            }
        },
        stream,
    };
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/parts.js
function partsOf(secret) {
    return [...ofAddress(secret), ...ofKeyValues(secret), ...ofLines(secret), ...ofJson(secret)];
}
const TELLTALE = /pass|secret|token|key|pwd|credential/i;
function ofAddress(secret) {
    const address = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/(.*)$/is.exec(secret)?.[1];
    if (address === undefined)
        return [];
    const parts = [];
    const at = address.lastIndexOf("@");
    const colon = address.indexOf(":");
    if (at > 0 && colon >= 0 && colon < at) {
        const [user, password] = [address.slice(0, colon), address.slice(colon + 1, at)];
        parts.push(password, decode(password), `${user}:${password}`, `${decode(user)}:${decode(password)}`);
    }
    for (const [, name = "", value = ""] of address.matchAll(/[?&;]([^=&;#]{1,100})=([^&;#]+)/g)) {
        if (TELLTALE.test(name))
            parts.push(value, decode(value));
    }
    return parts;
}
function ofKeyValues(secret) {
    return [...secret.matchAll(/(?:^|[\s;])(?:password|pwd|sslpassword)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s;]+))/gi)].map(([, quoted, bare]) => quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
}
function ofLines(secret) {
    const lines = secret.split(/\r\n|\n|\r|\\n/).map((line) => line.trim());
    return lines.length < 2
        ? []
        : lines.filter((line) => line.length >= 8 && !line.startsWith("-----") && /\d|\w{12}/.test(line));
}
function ofJson(secret) {
    if (!/^\s*[{[]/.test(secret) || secret.length > 65_536)
        return [];
    const found = [];
    try {
        JSON.parse(secret, (key, value) => {
            if (typeof value === "string" && TELLTALE.test(key))
                found.push(value, ...ofLines(value));
            return value;
        });
    }
    catch {
    }
    return found;
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/shapes.js
const NOT_AFTER_WORD = String.raw `(?<![A-Za-z0-9_])`;
const ASSIGNED = String.raw `["']?[ \t]{0,8}[:=][ \t]{0,8}["']?`;
const TOKENS = [
    String.raw `${NOT_AFTER_WORD}(?:rnd|napi|npg|npm)_[\w*]{10,}`,
    String.raw `${NOT_AFTER_WORD}gh[pousr]_[\w.*-]{16,}`,
    String.raw `${NOT_AFTER_WORD}(?:github_pat_|glpat-|sk_live_|rk_live_|xox[abeoprs]-)[\w*-]{16,}`,
    String.raw `${NOT_AFTER_WORD}(?-i:AIza[\w*-]{30,}|(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9]))`,
    String.raw `(?<![\w-])(?-i:eyJ)(?:[\w-]|\*(?!eyJ)){6,}\.[\w*-]{6,}(?:\.[\w*-]*){0,3}`,
    String.raw `(?<lead>hooks\.slack\.com/(?:services|workflows|triggers)/)[\w/*-]{10,}`,
];
const ASSIGNMENTS = [
    String.raw `(?<lead>://[^\s:/?#@"'<>]{0,256}:)[^\s/?#"'<>@]{1,1024}(?=@)`,
    String.raw `(?<lead>${NOT_AFTER_WORD}(?:proxy-)?authorization${ASSIGNED}(?:(?:bearer|basic|token|digest)[ \t]{1,8})?)[^\s"',;]{6,}`,
    String.raw `(?<lead>${NOT_AFTER_WORD}bearer[ \t]{1,8})(?=[A-Za-z_~./+=*-]{0,64}\d)[\w~./+=*-]{10,}`,
    String.raw `(?<lead>${NOT_AFTER_WORD}x-api-key${ASSIGNED})[^\s"',;]{6,}`,
    String.raw `(?<lead>${NOT_AFTER_WORD}(?:pgpassword|sslpassword|password|passwd|pwd)=)(?!\$)[^\s"'&;]{1,1024}`,
    String.raw `(?<lead>${NOT_AFTER_WORD}aws_(?:secret_access_key|session_token)${ASSIGNED})[\w/+=*]{16,}`,
];
const KIND = String.raw `[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----`;
const GAP = String.raw `(?:\s|\\[nr]|["',|│>]){0,16}`;
const BODY = String.raw `(?:${GAP}(?:[A-Za-z-]{1,20}: [^\r\n\\]{0,200}|[A-Za-z0-9+/=*]{16,4096})){1,1000}`;
const END = String.raw `${GAP}[A-Za-z0-9+/=*]{0,15}${GAP}-----END ${KIND}`;
const KEY_BLOCK = String.raw `-----BEGIN ${KIND}(?:${BODY}(?:${END})?|${END})`;
const shapes = () => new RegExp([KEY_BLOCK, ...TOKENS, ...ASSIGNMENTS].join("|"), "gi");
const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/gi;
const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY/i;
function openKeyBlock(text) {
    const last = [...text.matchAll(KEY_BEGIN)].at(-1);
    return last === undefined || KEY_END.test(text.slice(last.index)) ? undefined : last.index;
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/shape-stream.js


const LONG = 8_192;
const AHEAD = 2_048;
const MOST = 65_536;
const hideShapes = (text) => text.replace(shapes(), (...found) => {
    const groups = found.at(-1);
    return `${groups.lead ?? ""}${STARS}`;
});
function createShapeStream() {
    const pattern = shapes();
    let held = "";
    let before = "";
    let swallowing = false;
    let patience = 0;
    const emit = (final) => {
        if (swallowing) {
            const rest = held.replace(/^[\w/+=.*~-]+/, "");
            if (rest !== "" || final)
                swallowing = false;
            held = rest;
        }
        const text = before + held;
        const found = [...text.matchAll(pattern)];
        const line = text.lastIndexOf("\n") + 1;
        let limit = final ? text.length : line > before.length ? line : text.length - AHEAD;
        if (!final && text.length < MOST)
            limit = Math.min(limit, openKeyBlock(text) ?? limit);
        for (const match of found) {
            const end = match.index + match[0].length;
            if (match.index < limit && (end > limit || (end === text.length && !final)))
                limit = match.index;
        }
        if (limit <= before.length) {
            if (text.length < MOST) {
                patience = held.length + LONG / 8;
                return "";
            }
            swallowing = true;
            held = "";
            before = "*";
            return STARS;
        }
        patience = 0;
        let safe = "";
        let at = before.length;
        for (const match of found) {
            if (match.index >= limit)
                break;
            safe += `${text.slice(at, match.index)}${match.groups?.["lead"] ?? ""}${STARS}`;
            at = match.index + match[0].length;
        }
        safe += text.slice(at, limit);
        held = text.slice(limit);
        before = text.slice(limit - 1, limit);
        return safe;
    };
    return {
        push: (piece) => {
            held += piece;
            const ready = piece.includes("\n") || held.length >= LONG || swallowing;
            return ready && (held.length >= patience || piece.includes("-----END")) ? emit(false) : "";
        },
        end: () => emit(true),
    };
}

;// CONCATENATED MODULE: ./build/shared/action/redaction/redactor.js





function createRedactor() {
    const needles = createNeedles();
    return {
        add: (secret) => {
            for (const part of secretsIn(secret))
                needles.add(formsOf(part));
        },
        redact: (text) => {
            const known = needles.stream();
            return hideShapes(known.push(text) + known.end());
        },
        stream: () => {
            const decoder = new TextDecoder();
            const known = needles.stream();
            const shaped = createShapeStream();
            return {
                push: (chunk) => shaped.push(known.push(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))),
                end: () => shaped.push(known.push(decoder.decode()) + known.end()) + shaped.end(),
            };
        },
        masks: (secret) => {
            const forms = secretsIn(secret).flatMap((part) => {
                if (part.includes("\n") || secret.includes("\n"))
                    return part === secret.trim() ? [part] : [];
                const encoded = encodeURIComponent(part.toWellFormed());
                const lower = encoded.replace(/%../g, (code) => code.toLowerCase());
                const bytes = Buffer.from(part);
                return [part, encoded, lower, bytes.toString("base64url"), bytes.toString("hex")];
            });
            return [...new Set(forms)].filter((form) => whyShown(form) === undefined);
        },
    };
}
const secretsIn = (secret) => {
    const whole = secret.trim();
    return [...new Set([whole, decode(whole), ...partsOf(whole)])].filter((part) => whyShown(part) === undefined);
};

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(975);
;// CONCATENATED MODULE: ./build/shared/action/report.js

const report_MOST = 4_096;
const MOST_PART = 800;
const escapedLength = (text) => text.length + 2 * (text.match(/[%\r\n]/g)?.length ?? 0);
function cut(text, most) {
    if (escapedLength(text) <= most)
        return text;
    let end = Math.min(text.length, most - 1);
    while (end > 0 && escapedLength(text.slice(0, end)) > most - 1)
        end -= escapedLength(text.slice(0, end)) - (most - 1);
    return `${text.slice(0, Math.max(0, end)).toWellFormed()}…`;
}
function annotation(failure, page, safe) {
    const state = failure.state === undefined ? [] : [cut(safe(failure.state), MOST_PART)];
    const next = failure.next === undefined ? [] : [cut(`Next: ${safe(failure.next)}`, MOST_PART)];
    const rest = ["", ...state, ...next, cut(safe(page), MOST_PART / 2)].join("\n");
    return `${cut(`${failure.code}: ${safe(failure.message)}`, report_MOST - escapedLength(rest))}${rest}`;
}
function summarize(summary, action, failure, page) {
    summary
        .heading(`${action}: ${failure.title}`, 3)
        .paragraph({ code: failure.code }, ...failure.message.split("\n", 40));
    if (failure.state !== undefined)
        summary.paragraph(failure.state);
    if (failure.next !== undefined)
        summary.paragraph(`Next: ${failure.next}`);
    summary.paragraph(page.startsWith("http") ? { link: "What this code means", to: page } : { code: page });
}
function causes(failure) {
    const stacks = [];
    for (let cause = failure.blame === "bug" ? failure : failure.cause; cause !== undefined && stacks.length < 10;) {
        stacks.push(cause instanceof Error ? (cause.stack ?? cause.message) : (0,external_node_util_.inspect)(cause));
        cause = cause instanceof Error ? cause.cause : undefined;
    }
    return stacks;
}

;// CONCATENATED MODULE: ./build/shared/action/run-info.js
function runInfo(env) {
    const get = (name, otherwise = "") => env[name] || otherwise;
    return {
        repository: get("GITHUB_REPOSITORY"),
        sha: get("GITHUB_SHA"),
        ref: get("GITHUB_REF"),
        runId: get("GITHUB_RUN_ID"),
        attempt: Number(get("GITHUB_RUN_ATTEMPT", "1")) || 1,
        job: get("GITHUB_JOB"),
        actor: get("GITHUB_ACTOR"),
        event: get("GITHUB_EVENT_NAME"),
        serverUrl: get("GITHUB_SERVER_URL", "https://github.com"),
        apiUrl: get("GITHUB_API_URL", "https://api.github.com"),
        workspace: get("GITHUB_WORKSPACE", "."),
        temp: get("RUNNER_TEMP", get("TMPDIR", "/tmp")),
    };
}
const runUrl = ({ serverUrl, repository, runId }) => `${serverUrl}/${repository}/actions/runs/${runId}`;
function docsPage(code, env) {
    const page = `docs/reference/errors/${code}.md`;
    const repository = env["GITHUB_ACTION_REPOSITORY"] ?? "";
    const ref = env["GITHUB_ACTION_REF"] ?? "";
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w./-]+$/.test(ref))
        return page;
    return `${runInfo(env).serverUrl}/${repository}/blob/${ref}/${page}`;
}

// EXTERNAL MODULE: ./build/shared/action/secret.js
var secret = __nccwpck_require__(183);
;// CONCATENATED MODULE: ./build/shared/action/markdown.js

const ACTIVE = /[#$&*<>[\\\]_`|~]/g;
const reference = (character) => `&#${character.charCodeAt(0)};`;
const BREAK = "&#8203;";
const escapeMarkdown = (text, most = 2_000) => (0,action_text/* oneLine */.TN)(text, most)
    .replace(ACTIVE, reference)
    .replaceAll("@", `@${BREAK}`)
    .replace(/&#35;(?=[\w&])/g, `&#35;${BREAK}`)
    .replace(/(gh)(?=-\d)/gi, `$1${BREAK}`)
    .replace(/:(?=\/)/g, `:${BREAK}`)
    .replace(/(www|mailto|xmpp)(?=[.:])/gi, `$1${BREAK}`)
    .replace(/^(?:[-+=!]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}${BREAK}` : reference(start)));
const inlineCode = (text, most = 500) => `<code>${(0,action_text/* oneLine */.TN)(text, most).replace(ACTIVE, reference)}</code>`;
function fencedCode(text, language = "") {
    const body = (0,action_text/* safeLines */.Bv)(text).join("\n");
    const longest = (body.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
    const fence = "`".repeat(Math.max(3, longest + 1));
    return `${fence}${language.replace(/[^\w-]/g, "")}\n${body}\n${fence}`;
}
function markdown_link(label, address) {
    const target = URL.parse(address);
    if (target === null || !/^https?:$/.test(target.protocol) || target.username !== "" || target.password !== "") {
        return escapeMarkdown(label);
    }
    const href = target.href.replace(/[()<>[\]\\`*_|"'\s]/g, (character) => encodeURIComponent(character));
    return `[${escapeMarkdown(label)}](<${href.replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}>)`;
}

;// CONCATENATED MODULE: ./build/shared/action/summary.js

const summary_MOST = 1_048_576 - 1_024;
const NOTICE = "_This summary was cut: GitHub takes at most 1 MiB._";
function createSummary(most = summary_MOST) {
    const blocks = [];
    let size = 0;
    let full = false;
    const add = (block) => {
        const bytes = Buffer.byteLength(block) + 2;
        if (!full && size + bytes <= most) {
            blocks.push(block);
            size += bytes;
        }
        else if (!full) {
            full = true;
            blocks.push(NOTICE);
        }
        return summary;
    };
    const summary = {
        heading: (text, level = 2) => add(`${"#".repeat(level)} ${inline(text)}`),
        paragraph: (...parts) => add(parts.map(inline).join(" ")),
        list: (items) => (items.length === 0 ? summary : add(items.map((item) => `- ${inline(item)}`).join("\n"))),
        table: (head, rows) => add([row(head), row(head.map(() => ({ raw: "---" }))), ...rows.map((cells) => row(cells))].join("\n")),
        facts: (facts) => {
            const given = Object.entries(facts).filter(([, value]) => value !== undefined && value !== "");
            return given.length === 0
                ? summary
                : add([row(["", ""]), row([{ raw: "---" }, { raw: "---" }]), ...given.map(fact)].join("\n"));
        },
        code: (text, language) => add(fencedCode(text, language)),
        details: (title, body) => {
            const inner = createSummary(Math.max(0, most - size - 1_024));
            body(inner);
            return add(`<details><summary>${escapeMarkdown(title)}</summary>\n\n${inner.markdown()}\n</details>`);
        },
        markdown: () => (blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`),
    };
    return summary;
}
function inline(part) {
    if (typeof part === "string")
        return escapeMarkdown(part);
    return "code" in part ? inlineCode(part.code) : markdown_link(part.link, part.to);
}
const row = (cells) => `| ${cells.map(written).join(" | ")} |`;
function written(cell) {
    if (typeof cell === "object" && "raw" in cell)
        return cell.raw;
    return isList(cell) ? cell.map(inline).join("") : inline(cell);
}
const isList = (cell) => Array.isArray(cell);
const fact = ([name, value]) => row([name, typeof value === "object" ? value : String(value)]);

;// CONCATENATED MODULE: ./build/shared/action/run.js












const RED = new Set(["failed", "cancelled", "timed-out"]);
async function run(spec, main, machine = githubMachine()) {
    const { runner, env, clock, random } = machine;
    const redactor = createRedactor();
    const log = createLog(runner, redactor.redact);
    const summary = createSummary();
    const outputs = outputWriter(spec, runner);
    const life = createLife(machine);
    const protect = (value, name) => {
        const reason = whyShown(value);
        if (reason !== undefined && name !== undefined) {
            log.warning(`The secret \`${name}\` ${reason}; it is not hidden in logs. Use a longer, random value.`);
        }
        redactor.add(value);
        for (const mask of redactor.masks(value))
            runner.mask(mask);
        return new secret/* Secret */.z(value.trim());
    };
    for (const [name, value = ""] of Object.entries(env)) {
        if (/(?<!no)_proxy$/i.test(name) && value.includes("@"))
            redactor.add(value.includes("://") ? value : `http://${value}`);
    }
    let failed = false;
    const fail = (thrown) => {
        const failure = (0,action_failure/* toFailure */.w)(thrown);
        const page = docsPage(failure.code, env);
        attempt(() => outputs.outcome(failure.outcome), log);
        runner.exitCode(1);
        for (const stack of causes(failure))
            log.debug(stack);
        if (!failed)
            runner.error(annotation(failure, page, log.safe), failure.title);
        failed = true;
        summarize(summary, spec.name, failure, page);
    };
    try {
        const cleared = attempt(outputs.clear, log);
        refuseUnsafe(env);
        const inputs = readInputs(spec, runner, (name, value) => protect(value, name));
        if (cleared !== undefined)
            throw (0,action_failure/* toFailure */.w)(cleared);
        const http = await lazyHttp(machine, life, log, redactor.redact);
        const context = {
            inputs,
            log,
            summary,
            publish: outputs.publish,
            protect,
            redact: redactor.redact,
            redactStream: redactor.stream,
            http,
            clock,
            random,
            signal: life.signal,
            onCancel: life.onCancel,
            run: runInfo(env),
        };
        const timeout = inputs["timeout"];
        const result = await life.live(() => main(context), typeof timeout === "number" ? timeout : undefined);
        outputs.publish(result);
        const { outcome } = result;
        if (typeof outcome === "string" && RED.has(outcome))
            throw ended(outcome);
    }
    catch (thrown) {
        fail(thrown);
    }
    finally {
        machine.onCrash(fail);
        await writeSummary();
        machine.end();
    }
    async function writeSummary() {
        const markdown = redactor.redact(summary.markdown());
        try {
            if (markdown !== "")
                await runner.summary(markdown);
        }
        catch (thrown) {
            log.warning(`The summary could not be written: ${(0,action_failure/* toFailure */.w)(thrown).message}`);
        }
    }
}
function refuseUnsafe(env) {
    const unsafe = [
        /^(?:1|\$?true)$/i.test(env["ACTIONS_ALLOW_UNSECURE_COMMANDS"] ?? "") && "ACTIONS_ALLOW_UNSECURE_COMMANDS",
        env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0" && "NODE_TLS_REJECT_UNAUTHORIZED",
    ].find((name) => name !== false);
    if (unsafe === undefined)
        return;
    throw new action_failure/* Failure */.H("SLIP-INPUT-UNSAFE", `${unsafe} is set to \`${env[unsafe]}\`.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: `Remove ${unsafe} from the workflow's \`env:\` and from the runner.`,
    });
}
async function lazyHttp({ clock, random, fetch }, life, log, redact) {
    const { createHttp } = await __nccwpck_require__.e(/* import() */ 352).then(__nccwpck_require__.bind(__nccwpck_require__, 352));
    const options = { clock, random, log, redact, ...(fetch === undefined ? {} : { fetch }) };
    const usual = createHttp({ ...options, signal: life.signal });
    const last = createHttp({ ...options, signal: new AbortController().signal });
    return (request) => (life.isUndoing() ? last(request) : usual(request));
}
function attempt(action, log) {
    try {
        action();
        return undefined;
    }
    catch (thrown) {
        log.debug((0,action_failure/* toFailure */.w)(thrown).message);
        return thrown;
    }
}
const ended = (outcome) => new action_failure/* Failure */.H(outcome === "cancelled" ? "SLIP-CANCELLED" : "SLIP-BUG", `The step ended as \`${outcome}\`.`, {
    blame: "bug",
    outcome,
    next: "Look into the log of this step for the reason.",
});


/***/ }),

/***/ 183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ Secret)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(975);

class Secret {
    #value;
    constructor(value) {
        this.#value = value;
    }
    reveal() {
        return this.#value;
    }
    toString() {
        return "***";
    }
    toJSON() {
        return "***";
    }
    [node_util__WEBPACK_IMPORTED_MODULE_0__.inspect.custom]() {
        return "***";
    }
}


/***/ }),

/***/ 148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CG: () => (/* binding */ output),
/* harmony export */   F4: () => (/* binding */ optionalPattern),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   Ny: () => (/* binding */ optionalSecret),
/* harmony export */   OZ: () => (/* binding */ url),
/* harmony export */   QP: () => (/* binding */ defineAction),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   W3: () => (/* binding */ jsonOutput),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   bu: () => (/* binding */ outcome),
/* harmony export */   mR: () => (/* binding */ optionalText),
/* harmony export */   nJ: () => (/* binding */ camel)
/* harmony export */ });
/* unused harmony exports secret, whole, choice, pattern */
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(562);
/* harmony import */ var _secret_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(183);


const defineAction = (spec) => spec;
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const OPTIONAL = { absent: { value: undefined } };
function text(description, fallback) {
    return (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(description, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .givenText */ .xe, { fallback });
}
const optionalText = (description) => (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(description, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .givenText */ .xe, OPTIONAL);
const readSecret = (raw) => ({ value: new _secret_js__WEBPACK_IMPORTED_MODULE_1__/* .Secret */ .z(raw) });
const secret = (description) => field(description, readSecret, { secret: true });
const optionalSecret = (description, fallback) => (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(description, readSecret, { secret: true, fallback, ...OPTIONAL });
const flag = (description, fallback) => (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(description, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .readFlag */ .fG, { fallback: String(fallback) });
const LONGEST = 432_000;
const seconds = (description, fallback) => (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(description, (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .readWhole */ .oD)({ min: 1, max: LONGEST, unit: " of seconds" }), { fallback: String(fallback) });
const whole = (description, fallback, { min, max }) => field(description, readWhole({ min, max, unit: "" }), { fallback: String(fallback) });
const choice = (description, words, fallback) => field(description, readChoice(words), { fallback, choices: words });
const pattern = (description, form, example) => field(description, readPattern(form, example));
const optionalPattern = (description, form, example) => (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(description, (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .readPattern */ .ZS)(form, example), OPTIONAL);
const url = (description, fallback) => (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(description, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .readUrl */ .wo, { fallback });
const lines = (description, fallback) => (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .field */ .ZZ)(description, _fields_js__WEBPACK_IMPORTED_MODULE_0__/* .readLines */ .Se, { fallback, absent: { value: [] } });
const output = (description) => ({ description, write: (value) => value, words: [] });
const jsonOutput = (description) => ({
    description,
    write: (value) => JSON.stringify(value) ?? "null",
    words: [],
});
const outcome = (description, words) => ({
    description,
    write: (value) => value,
    words: [...new Set([...words, "failed", "cancelled"])],
});


/***/ }),

/***/ 56:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ safeLines),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   om: () => (/* binding */ safeLine),
/* harmony export */   uz: () => (/* binding */ splitLines)
/* harmony export */ });
const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/;
const splitLines = (text) => text.split(LINE_END);
const ESCAPE_SEQUENCE = /[\x1b\x9b](?:\][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|\[?[0-?]*[ -/]*[@-~])/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|[\u2060-\u206f\ufff9-\ufffb]/gu;
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/g;
const visible = (line) => line
    .toWellFormed()
    .replace(ESCAPE_SEQUENCE, "")
    .replace(INVISIBLE, "")
    .replace(CONTROL, (control) => {
    const code = control.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "\u2421" : "\ufffd";
});
const cut = (line, most) => line.length <= most ? line : `${line.slice(0, most).toWellFormed()}… (${line.length - most} more characters)`;
const LONGEST_LINE = 8_192;
const safeLine = (line, most = LONGEST_LINE) => cut(visible(line), most)
    .replaceAll("##[", "# #[")
    .replace(/^(\s*)::/, "$1: :");
const safeLines = (text, most) => splitLines(text).map((line) => safeLine(line, most));
const oneLine = (text, most = 200) => cut(visible(splitLines(text).join(" ").replaceAll("\t", " ")).trim(), most)
    .replaceAll("##[", "# #[")
    .replace(/^(\s*)::/, "$1: :");


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(40);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/
