export const id = 174;
export const ids = [174];
export const modules = {

/***/ 174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createCommand: () => (/* binding */ createCommand)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(421);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(500);
// EXTERNAL MODULE: ./build/shared/action/text.js
var action_text = __webpack_require__(56);
;// CONCATENATED MODULE: ./build/shared/command/lines.js

const LONGEST = 4_096;
const TAIL = 60;
function createLines(onLine) {
    let line = "";
    let dropped = 0;
    const finish = () => {
        onLine(dropped === 0 ? line : `${line.toWellFormed()}… (${dropped} more characters)`);
        line = "";
        dropped = 0;
    };
    const append = (text) => {
        const room = Math.max(0, LONGEST - line.length);
        line += text.slice(0, room);
        dropped += Math.max(0, text.length - room);
    };
    return {
        push: (text) => {
            const pieces = text.split(/\r\n|\n/);
            pieces.forEach((piece, index) => {
                append(piece);
                if (index < pieces.length - 1)
                    finish();
            });
        },
        end: () => {
            if (line !== "" || dropped > 0)
                finish();
        },
    };
}
function createTail() {
    let kept = [];
    return {
        add: (line) => {
            kept.push((0,action_text/* safeLine */.om)(line, 500));
            if (kept.length > TAIL * 4)
                kept = kept.slice(-TAIL);
        },
        lines: () => kept.slice(-TAIL),
    };
}

;// CONCATENATED MODULE: ./build/shared/command/echo.js


const MOST = 4_000_000;
function createEcho({ log, redactStream }, print, listen) {
    const tail = createTail();
    let [count, printed, hidden] = [0, 0, 0];
    const onLine = (line) => {
        tail.add(line);
        listen?.((0,action_text/* safeLine */.om)(line));
        if (!print)
            return;
        if (printed > MOST) {
            hidden++;
            return;
        }
        printed += line.length + 1;
        log.quote(line);
        if (printed > MOST)
            log.info("There is more output; only the end of it will be shown.");
    };
    const stream = () => {
        const safe = redactStream();
        const lines = createLines(onLine);
        return {
            push: (chunk) => {
                count += chunk.length;
                lines.push(safe.push(chunk));
            },
            end: () => {
                lines.push(safe.end());
                lines.end();
            },
        };
    };
    const [out, err] = [stream(), stream()];
    return {
        out: out.push,
        err: err.push,
        count: () => count,
        tail: tail.lines,
        end: () => {
            out.end();
            err.end();
            if (hidden === 0)
                return;
            const last = tail.lines().slice(-Math.min(hidden, 60));
            log.info(`${hidden - last.length} lines were not shown; the last ones:`);
            for (const line of last)
                log.quote(line);
        },
    };
}

// EXTERNAL MODULE: ./build/shared/action/secret.js
var secret = __webpack_require__(183);
;// CONCATENATED MODULE: ./build/shared/command/environment.js

const WITHHELD = /^(?:INPUT_.*|ACTIONS_.*|GITHUB_TOKEN|GH_TOKEN|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY|ARTIFACTS(?:_LIST)?))$/i;
function childEnvironment(own, added = {}) {
    const environment = {};
    for (const [name, value] of Object.entries(own)) {
        if (value !== undefined && !WITHHELD.test(name))
            environment[name] = value;
    }
    for (const [name, value] of Object.entries(added)) {
        if (value !== undefined)
            environment[name] = value instanceof secret/* Secret */.z ? value.reveal() : value;
    }
    return environment;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
;// CONCATENATED MODULE: ./build/shared/command/failures.js



const SHOWN = 12;
const labelOf = ({ label, file }) => label ?? file.split("/").at(-1) ?? file;
function refused(request) {
    return new failure.Failure("SLIP-COMMAND-FAILED", `\`${labelOf(request)}\` was not started: one of its arguments holds a secret, and arguments can be read by every process.`, {
        blame: "user",
        state: "It did not run.",
        next: "Take the secret out of the command; pass it in an environment variable.",
    });
}
function notStarted(request, cause) {
    const { code } = cause;
    const nowhere = code === "ENOENT" && request.cwd !== undefined && !(0,external_node_fs_.existsSync)(request.cwd);
    const why = nowhere
        ? `could not be started: there is no folder \`${(0,action_text/* oneLine */.TN)(request.cwd ?? "")}\``
        : code === "ENOENT"
            ? "was not found"
            : code === "EACCES"
                ? "is not executable"
                : `could not be started (${String(code)})`;
    return new failure.Failure("SLIP-COMMAND-FAILED", `\`${(0,action_text/* oneLine */.TN)(request.file)}\` ${why}.`, {
        blame: "user",
        state: "It did not run.",
        next: "Install it in a step before this one, and look whether PATH and the working directory are right.",
        cause,
    });
}
function ended(request, { code, signal, timedOut, tail }) {
    const how = timedOut
        ? `was ended after ${Math.round((request.timeout ?? 0) / 1000)} s`
        : signal === null
            ? `ended with exit code ${code}`
            : `was ended by ${signal}${signal === "SIGKILL" ? ", perhaps for lack of memory" : ""}`;
    const last = tail.slice(-SHOWN).map((line) => `  ${line}`);
    return new failure.Failure("SLIP-COMMAND-FAILED", [`\`${labelOf(request)}\` ${how}.`, ...last].join("\n"), {
        blame: "user",
        next: "Read its last lines above; the whole output is in the log of this step.",
    });
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(75);
;// CONCATENATED MODULE: ./build/shared/command/feed.js


function feed(stdin, input, failed) {
    stdin?.on("error", () => { });
    let fault;
    if (stdin === null || input === undefined || typeof input === "string" || input instanceof secret/* Secret */.z) {
        stdin?.end(input instanceof secret/* Secret */.z ? input.reveal() : input);
    }
    else {
        const source = external_node_stream_.Readable.from(input, { objectMode: false });
        source.once("error", (thrown) => {
            fault = { thrown };
            failed();
        });
        stdin.once("close", () => source.destroy());
        source.pipe(stdin);
    }
    return () => {
        if (fault !== undefined)
            throw fault.thrown;
    };
}

;// CONCATENATED MODULE: ./build/shared/command/group.js
const groups = new Set();
let watching = false;
function leadGroup(child) {
    const { pid } = child;
    if (pid === undefined)
        return { signal: () => false, forget: () => { } };
    groups.add(pid);
    if (!watching) {
        watching = true;
        process.once("exit", () => groups.forEach((group) => send(group, "SIGKILL")));
    }
    return {
        signal: (name) => send(pid, name),
        forget: () => void groups.delete(pid),
    };
}
function send(group, signal) {
    try {
        process.kill(-group, signal);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/shared/command/create-command.js







const MERCY = 2_000;
const DRAIN = 500;
const TURNS = 4;
const SILENCE = 60_000;
const KEPT = 1024 * 1024;
function createCommand(needs, env) {
    return async (request) => {
        const { clock, log, redact, signal } = needs;
        signal.throwIfAborted();
        if ([request.file, ...request.args].some((argument) => redact(argument) !== argument))
            throw refused(request);
        const done = new AbortController();
        const echo = createEcho(needs, request.echo ?? true, request.onLine);
        const child = await start(request, childEnvironment(env, request.env));
        const group = leadGroup(child);
        let timedOut = false;
        const stop = () => {
            group.signal("SIGTERM");
            clock.sleep(MERCY, done.signal).then(() => group.signal("SIGKILL"), () => { });
        };
        const expire = () => {
            timedOut = true;
            stop();
        };
        signal.addEventListener("abort", stop, { once: true });
        if (request.timeout !== undefined)
            clock.sleep(request.timeout, done.signal).then(expire, () => { });
        void heartbeat();
        const output = collect(child, echo, request.keep ?? KEPT);
        const unfed = feed(child.stdin, request.input, stop);
        const [code, by] = await exitOf(child);
        group.signal("SIGTERM");
        const closed = new Promise((resolve) => void child.once("close", resolve));
        if (!output.isClosed())
            await Promise.race([closed, clock.sleep(DRAIN, done.signal)]);
        for (let turn = 0; turn < TURNS && !output.isClosed(); turn++)
            await (0,promises_.setImmediate)();
        group.signal("SIGKILL");
        group.forget();
        child.stdout?.destroy();
        child.stderr?.destroy();
        done.abort();
        signal.removeEventListener("abort", stop);
        echo.end();
        signal.throwIfAborted();
        unfed();
        const tail = echo.tail();
        if (timedOut || code === null || !(request.accept ?? [0]).includes(code)) {
            throw ended(request, { code, signal: by, timedOut, tail });
        }
        return { code, tail, ...output.result() };
        async function heartbeat() {
            const since = clock.now();
            try {
                for (let last = echo.count();; last = echo.count()) {
                    await clock.sleep(SILENCE, done.signal);
                    const seconds = Math.round((clock.now() - since) / 1000);
                    if (echo.count() === last)
                        log.info(`${labelOf(request)} is still running after ${seconds} s.`);
                }
            }
            catch {
            }
        }
    };
}
async function start(request, env) {
    const { file, args, cwd, input } = request;
    try {
        const child = (0,external_node_child_process_.spawn)(file, [...args], {
            cwd,
            env,
            shell: false,
            detached: true,
            stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
        });
        await new Promise((resolve, reject) => {
            child.once("spawn", resolve);
            child.once("error", reject);
        });
        return child;
    }
    catch (cause) {
        throw notStarted(request, cause);
    }
}
const exitOf = (child) => new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null)
        resolve([child.exitCode, child.signalCode]);
    else
        child.once("exit", (code, signal) => resolve([code, signal]));
});
function collect(child, echo, most) {
    const chunks = [];
    let [kept, truncated, open] = [0, false, 2];
    child.stdout?.on("data", (chunk) => {
        const room = most - kept;
        if (room > 0)
            chunks.push(chunk.subarray(0, room));
        truncated ||= chunk.length > room;
        kept += chunk.length;
        echo.out(chunk);
    });
    child.stderr?.on("data", (chunk) => echo.err(chunk));
    for (const stream of [child.stdout, child.stderr])
        stream?.once("close", () => open--);
    return {
        isClosed: () => open === 0,
        result: () => ({ stdout: Buffer.concat(chunks).toString(), truncated }),
    };
}


/***/ })

};
