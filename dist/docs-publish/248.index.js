export const id = 248;
export const ids = [248];
export const modules = {

/***/ 483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ HEADERS),
/* harmony export */   n: () => (/* binding */ repositoryAddress)
/* harmony export */ });
const HEADERS = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
const repositoryAddress = ({ api, repository }) => `${api.replace(/\/+$/, "")}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;


/***/ }),

/***/ 248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createPagesHost: () => (/* binding */ createPagesHost)
});

// EXTERNAL MODULE: ./build/node_modules/zod/index.js
var zod = __webpack_require__(913);
// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/providers/github/access.js
var github_access = __webpack_require__(483);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
;// CONCATENATED MODULE: ./build/shared/providers/pages/blob.js


const PART = 32 * 1024 * 1024;
const ATTEMPT = 10 * 60_000;
const BUDGET = 20 * 60_000;
const slice = (file, from, size) => ({
    size,
    open: () => (0,external_node_fs_.createReadStream)(file, { start: from, end: from + size - 1, highWaterMark: 1 << 18 }),
});
const uploadBlob = async (http, address, file, size) => {
    const put = (upload, query, headers) => {
        const url = new URL(address);
        for (const [name, value] of Object.entries(query))
            url.searchParams.set(name, value);
        return http({
            method: "PUT",
            url,
            upload,
            headers,
            schema: zod/* string */.Yj(),
            text: true,
            attempt: ATTEMPT,
            budget: BUDGET,
        });
    };
    if (size <= PART) {
        await put(slice(file, 0, size), {}, { "x-ms-blob-type": "BlockBlob", "content-type": "application/zip" });
        return;
    }
    const ids = [];
    for (let from = 0; from < size; from += PART) {
        const id = Buffer.from(String(ids.length).padStart(8, "0")).toString("base64");
        await put(slice(file, from, Math.min(PART, size - from)), { comp: "block", blockid: id }, {});
        ids.push(id);
    }
    const list = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.map((id) => `<Latest>${id}</Latest>`).join("")}</BlockList>`);
    const upload = {
        size: list.length,
        open: async function* () {
            yield list;
        },
    };
    await put(upload, { comp: "blocklist" }, { "content-type": "application/xml", "x-ms-blob-content-type": "application/zip" });
};

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(75);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(522);
;// CONCATENATED MODULE: ./build/shared/providers/pages/zip.js





const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const DATE = 0x0021;
const DEFLATED = 8;
const VERSION = 20;
const fields = (name, crc, packed, size) => {
    const buffer = Buffer.alloc(26);
    buffer.writeUInt16LE(VERSION, 0);
    buffer.writeUInt16LE(DEFLATED, 4);
    buffer.writeUInt16LE(DATE, 8);
    buffer.writeUInt32LE(crc, 10);
    buffer.writeUInt32LE(packed, 14);
    buffer.writeUInt32LE(size, 18);
    buffer.writeUInt16LE(Buffer.byteLength(name), 22);
    return buffer;
};
const signed = (signature, ...parts) => {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(signature);
    return Buffer.concat([head, ...parts]);
};
const zipFile = async (file, name, zip, signal) => {
    let crc = 0;
    let size = 0;
    let packed = 0;
    const count = new external_node_stream_.Transform({
        transform: (chunk, _, done) => {
            crc = (0,external_node_zlib_.crc32)(chunk, crc);
            size += chunk.length;
            done(null, chunk);
        },
    });
    const measure = new external_node_stream_.Transform({
        transform: (chunk, _, done) => {
            packed += chunk.length;
            done(null, chunk);
        },
    });
    const header = () => signed(SIGNATURE.local, fields(name, crc, packed, size), Buffer.from(name));
    const target = (0,external_node_fs_.createWriteStream)(zip, { mode: 0o600 });
    target.write(header());
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file, { highWaterMark: 1 << 20 }), count, (0,external_node_zlib_.createDeflateRaw)({ level: 6 }), measure, target, { signal });
    const local = header();
    const by = Buffer.alloc(2);
    by.writeUInt16LE(VERSION);
    const directory = signed(SIGNATURE.central, by, fields(name, crc, packed, size), Buffer.alloc(14), Buffer.from(name));
    const end = Buffer.alloc(18);
    end.writeUInt16LE(1, 4);
    end.writeUInt16LE(1, 6);
    end.writeUInt32LE(directory.length, 8);
    end.writeUInt32LE(local.length + packed, 12);
    const handle = await (0,promises_.open)(zip, "r+");
    try {
        await handle.write(local, 0, local.length, 0);
        const tail = Buffer.concat([directory, signed(SIGNATURE.end, end)]);
        await handle.write(tail, 0, tail.length, local.length + packed);
    }
    finally {
        await handle.close();
    }
    return (await (0,promises_.stat)(zip)).size;
};

;// CONCATENATED MODULE: ./build/shared/providers/pages/artifact.js








const SERVICE = "twirp/github.actions.results.api.v1.ArtifactService";
const NAMES = 20;
const noService = () => new failure.Failure("SLIP-DOCS-PAGES", "This step does not see the service that keeps artifacts, through which Pages gets a site.", {
    blame: "user",
    state: "Nothing was handed to Pages.",
    next: "Run the action in a job of GitHub Actions, not from a container without the runner's variables; or use `backend: branch`.",
});
const idsOf = (token) => {
    const [, payload = ""] = token.reveal().split(".");
    try {
        const { scp } = zod/* object */.Ik({ scp: zod/* string */.Yj() }).parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
        const [, run = "", job = ""] = /(?:^| )Actions\.Results:([^: ]+):([^: ]+)/.exec(scp) ?? [];
        if (run !== "" && job !== "")
            return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
    }
    catch {
    }
    throw noService();
};
const sha256 = async (file) => {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for await (const chunk of (0,external_node_fs_.createReadStream)(file, { highWaterMark: 1 << 20 }))
        hash.update(chunk);
    return hash.digest("hex");
};
const uploadArtifact = async (access, tar) => {
    const { http, job, protect, signal, temp } = access;
    const { resultsUrl, runtimeToken: token } = job;
    if (resultsUrl === undefined || token === undefined)
        throw noService();
    const ids = idsOf(token);
    const call = (method, body, schema, accept = []) => http({
        method: "POST",
        url: `${resultsUrl.replace(/\/+$/, "")}/${SERVICE}/${method}`,
        token,
        body,
        schema,
        accept,
        repeatable: true,
    });
    const created = zod/* looseObject */._H({ ok: zod/* boolean */.zM().optional(), signed_upload_url: zod/* string */.Yj().optional() });
    const finished = zod/* looseObject */._H({ ok: zod/* boolean */.zM().optional(), artifact_id: zod/* coerce */.au.number().optional() });
    const zip = (0,external_node_path_.join)(temp, "slipway-pages.zip");
    try {
        const size = await zipFile(tar, "artifact.tar", zip, signal);
        const hash = `sha256:${await sha256(zip)}`;
        for (let turn = 1; turn <= NAMES; turn++) {
            const name = turn === 1 ? "github-pages" : `github-pages-${turn}`;
            const { status, body } = await call("CreateArtifact", { ...ids, name, version: 4 }, created, [409]);
            if (status === 409)
                continue;
            const address = body.signed_upload_url;
            if (body.ok !== true || address === undefined)
                break;
            const signature = new URL(address).searchParams.get("sig");
            if (signature !== null)
                protect(signature);
            await uploadBlob(http, address, zip, size);
            const { body: end } = await call("FinalizeArtifact", { ...ids, name, size: String(size), hash }, finished);
            if (end.artifact_id !== undefined && end.artifact_id > 0)
                return end.artifact_id;
            break;
        }
    }
    finally {
        await (0,promises_.rm)(zip, { force: true });
    }
    throw new failure.Failure("SLIP-DOCS-PAGES", "The service that keeps artifacts did not take the site.", {
        blame: "provider",
        state: "Nothing was handed to Pages.",
        next: "Run the job again.",
    });
};

;// CONCATENATED MODULE: ./build/shared/providers/pages/oidc.js


const identify = async ({ http, job, protect }) => {
    const { idTokenUrl, idTokenRequestToken } = job;
    if (idTokenUrl === undefined || idTokenRequestToken === undefined)
        throw new failure.Failure("SLIP-DOCS-PAGES", "The job may not prove who it is, which GitHub Pages asks for.", {
            blame: "user",
            state: "Nothing was handed to Pages.",
            next: "Give the job `permissions: pages: write, id-token: write`.",
        });
    const { body } = await http({
        url: idTokenUrl,
        token: idTokenRequestToken,
        schema: zod/* object */.Ik({ value: zod/* string */.Yj().min(1) }),
    });
    return protect(body.value);
};

;// CONCATENATED MODULE: ./build/shared/providers/pages/deployment.js




const Created = zod/* looseObject */._H({
    id: zod/* union */.KC([zod/* number */.ai(), zod/* string */.Yj()]).nullish(),
    status_url: zod/* string */.Yj().nullish(),
    page_url: zod/* string */.Yj().nullish(),
    message: zod/* string */.Yj().nullish(),
});
const Status = zod/* looseObject */._H({ status: zod/* string */.Yj().nullish() });
const root = ({ api, repository }) => `${api.replace(/\/+$/, "")}/repos/${repository}/pages`;
const statusOf = async (access, id) => {
    const { status, body } = await access.http({
        url: `${root(access)}/deployments/${encodeURIComponent(id)}`,
        token: access.token,
        headers: github_access/* HEADERS */.d,
        schema: Status,
        accept: [404],
        budget: 20_000,
    });
    return status === 404 ? undefined : (body.status ?? "unknown");
};
const cancel = async (access, id) => {
    await access.http({
        method: "POST",
        url: `${root(access)}/deployments/${encodeURIComponent(id)}/cancel`,
        token: access.token,
        headers: github_access/* HEADERS */.d,
        schema: zod/* unknown */.L5(),
        accept: [400, 404, 409, 422],
        repeatable: true,
        budget: 4_000,
    });
};
const isFailed = (status) => status !== undefined && /^deployment_(?:cancelled|failed|content_failed|lost)$/.test(status);
const start = async (access, artifact, version) => {
    const oidc = await identify(access);
    const { status, body } = await access.http({
        method: "POST",
        url: `${root(access)}/deployments`,
        token: access.token,
        headers: github_access/* HEADERS */.d,
        body: { artifact_id: artifact, pages_build_version: version, oidc_token: oidc.reveal() },
        schema: Created,
        accept: [400, 404],
        adopt: async () => {
            const found = await statusOf(access, version);
            if (found === undefined || isFailed(found))
                return undefined;
            return { status: 200, headers: new Headers(), body: { id: version } };
        },
    });
    const message = body.message ?? "";
    if (status === 404)
        throw new failure.Failure("SLIP-DOCS-PAGES", "This repository has no GitHub Pages that a workflow may deploy to.", {
            blame: "user",
            state: "Nothing was published by Pages.",
            next: 'Choose "GitHub Actions" as the source under Settings, Pages; a private repository needs a plan that has Pages.',
        });
    if (status === 400) {
        if (/in progress/i.test(message))
            return { busy: /cancel\s+([\w.-]{1,100})/i.exec(message)?.[1] };
        if (/(?:oidc|token).{0,80}(?:expired|invalid)|(?:expired|invalid).{0,80}(?:oidc|token)/i.test(message))
            return { stale: true };
        if (/artifact/i.test(message))
            return { notReady: message };
        throw new failure.Failure("SLIP-DOCS-PAGES", `GitHub Pages did not take the deployment: ${message.slice(0, 300)}`, {
            blame: "provider",
            state: "The site that was live before still is.",
            next: "Run the job again; what was uploaded is not used.",
        });
    }
    const last = body.status_url
        ?.slice(0, 2_000)
        .replace(/[?#].*$/, "")
        .replace(/\/+$/, "")
        .split("/")
        .at(-1);
    const id = body.id ?? (last === "status" || last === undefined || last === "" ? version : last);
    return { id: String(id), pageUrl: body.page_url ?? undefined };
};

;// CONCATENATED MODULE: ./build/shared/providers/pages/watch.js


const FIRST = 500;
const OFTEN = 1_500;
const OFTEN_FOR = 5 * 60_000;
const SELDOM = 5_000;
const UNKNOWN_FOR = 60_000;
const FAILURES = 5;
const STALE_FOR = 5_000;
const watch = async (access, id, deadline, again) => {
    const { clock, signal, log } = access;
    const started = clock.now();
    let seen;
    let known = started;
    let failures = 0;
    for (let pause = FIRST;; pause = clock.now() - started < OFTEN_FOR ? Math.min(OFTEN, pause * 1.5) : SELDOM) {
        if (clock.now() + pause > deadline)
            return "late";
        await clock.sleep(pause, signal);
        let status;
        try {
            status = await statusOf(access, id);
            failures = 0;
        }
        catch (thrown) {
            signal.throwIfAborted();
            if (!(thrown instanceof failure.Failure) || thrown.blame !== "provider" || ++failures >= FAILURES)
                throw thrown;
            continue;
        }
        if (status === undefined) {
            if (clock.now() - known > UNKNOWN_FOR)
                return "lost";
            continue;
        }
        known = clock.now();
        if (status !== seen)
            log.info(`GitHub Pages: ${status.replaceAll("_", " ")}`);
        seen = status;
        if (status === "succeed")
            return "succeed";
        if (isFailed(status) && again && clock.now() - started < STALE_FOR)
            continue;
        if (isFailed(status))
            return status === "deployment_lost" ? "lost" : status;
    }
};

;// CONCATENATED MODULE: ./build/shared/providers/pages/pages.js






const TRIES = 3;
const PAUSE = 3_000;
const PATIENCE = 5 * 60_000;
const WHY = {
    late: "GitHub Pages did not finish in time; the deployment was cancelled, so that it is in nobody's way.",
    lost: "GitHub Pages lost the deployment, time and again.",
    deployment_cancelled: "Somebody cancelled the deployment on GitHub Pages, perhaps a newer one.",
    deployment_failed: "GitHub Pages failed to deploy the site, time and again.",
    deployment_content_failed: "GitHub Pages cannot serve what it was given.",
};
const pages_failure = (why) => new failure.Failure("SLIP-DOCS-PAGES", WHY[why], {
    blame: why === "deployment_content_failed" ? "user" : "provider",
    state: "The storage branch has the new tree; Pages still serves what it served before.",
    next: why === "deployment_content_failed"
        ? "Look at the deployment under the repository's Environments for what is wrong with the content."
        : "Run the job again: the same tree is published once.",
    outcome: why === "deployment_cancelled" ? "cancelled" : "failed",
});
const createPagesHost = (access) => {
    const { clock, signal, log, onCancel } = access;
    const clear = async (busy, deadline) => {
        const until = Math.min(clock.now() + PATIENCE, clock.now() + (deadline - clock.now()) / 2);
        for (let pause = 1_000;; pause = Math.min(pause * 1.5, 5_000)) {
            await clock.sleep(Math.min(pause, Math.max(1, deadline - clock.now())), signal);
            if (busy === undefined)
                return;
            const status = await statusOf(access, busy);
            if (status === undefined || status === "succeed" || isFailed(status))
                return;
            if (clock.now() < until)
                continue;
            log.warning(`The deployment ${busy} on GitHub Pages does not end; it is cancelled.`);
            return cancel(access, busy);
        }
    };
    const begin = async (artifact, version, deadline) => {
        let told = false;
        for (let turn = 0;; turn++) {
            const started = await start(access, artifact, version);
            if ("id" in started)
                return started;
            const late = clock.now() + PAUSE > deadline;
            if ("busy" in started && !late) {
                if (!told)
                    log.info("Another deployment is in progress on GitHub Pages; waiting for its end.");
                told = true;
                await clear(started.busy, deadline);
            }
            else if (!("busy" in started) && !late && turn < TRIES)
                await clock.sleep(1_000 * (turn + 1), signal);
            else
                throw new failure.Failure("SLIP-DOCS-PAGES", "busy" in started
                    ? "Another deployment was in progress on GitHub Pages all the time."
                    : "stale" in started
                        ? "GitHub Pages did not accept the job's proof of identity."
                        : `GitHub Pages did not take the artifact: ${started.notReady.slice(0, 300)}`, {
                    blame: "provider",
                    state: "The storage branch has the new tree; Pages still serves what it served before.",
                    next: "Run the job again when the other deployment is over. Give jobs that publish one `concurrency` group.",
                });
        }
    };
    const deployOnce = async (artifact, version, deadline, again) => {
        let id = version;
        const done = onCancel("the deployment on GitHub Pages", () => cancel(access, id));
        const begun = await begin(artifact, version, deadline);
        const { pageUrl } = begun;
        ({ id } = begun);
        const outcome = await watch(access, id, deadline, again);
        done();
        if (outcome === "late")
            await cancel(access, id).catch(() => undefined);
        return { outcome, pageUrl };
    };
    return {
        publish: async ({ tar, commit, deadline }) => {
            const artifact = await uploadArtifact(access, tar);
            for (let turn = 1;; turn++) {
                const { outcome, pageUrl } = await deployOnce(artifact, commit, deadline, turn > 1);
                if (outcome === "succeed")
                    return { pageUrl };
                const mayPass = outcome === "lost" || outcome === "deployment_failed";
                if (!mayPass || turn === TRIES || clock.now() + PAUSE * turn > deadline)
                    throw pages_failure(outcome);
                log.warning(`GitHub Pages: ${outcome.replaceAll("_", " ")}; trying again.`);
                await clock.sleep(PAUSE * turn, signal);
            }
        },
        address: async () => {
            const { api, http, repository, token } = access;
            const { status, body } = await http({
                url: `${api.replace(/\/+$/, "")}/repos/${repository}/pages`,
                token,
                headers: github_access/* HEADERS */.d,
                schema: zod/* looseObject */._H({ html_url: zod/* string */.Yj().nullish() }),
                accept: [403, 404],
            });
            return status === 200 ? (body.html_url ?? undefined) : undefined;
        },
    };
};


/***/ })

};
