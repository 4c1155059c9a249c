export const id = 360;
export const ids = [360];
export const modules = {

/***/ 360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  neonBranch: () => (/* binding */ neonBranch)
});

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
// EXTERNAL MODULE: ./build/shared/ports/sql.js
var sql = __webpack_require__(303);
;// CONCATENATED MODULE: ./build/shared/ports/sql-connect.js

const ATTEMPT = 10_000;
const PAUSE = { first: 250, most: 5_000 };
const HOPELESS = /^(?:28\w{3}|3D000|ADDRESS|ERR_TLS\w*|ENOENT|EACCES|\w*CERT\w*|UNABLE_TO_\w+)$/;
const isHopeless = (error) => HOPELESS.test(error.code);
async function connectPatiently(connect, url, patience) {
    const { clock, signal, random, deadline, mayPass = (error) => !isHopeless(error), onRetry, onNotice } = patience;
    for (let pause = PAUSE.first;; pause = Math.min(pause * 2, PAUSE.most)) {
        signal.throwIfAborted();
        try {
            const timeout = Math.max(1_000, Math.min(ATTEMPT, deadline - clock.now()));
            return await connect(url, { timeout, ...(onNotice === undefined ? {} : { onNotice }) });
        }
        catch (thrown) {
            if (!(thrown instanceof sql/* SqlError */.L) || !mayPass(thrown))
                throw thrown;
            const wait = pause * (0.5 + random() / 2);
            if (clock.now() + wait >= deadline)
                throw thrown;
            onRetry?.(thrown);
            await clock.sleep(wait, signal);
        }
    }
}

;// CONCATENATED MODULE: ./build/actions/neon-branch/login.js

async function chooseLogin(databases, branch, target) {
    const [names, roles] = await Promise.all([databases.databases(branch), databases.roles(branch)]);
    return {
        database: choose("database", target.database, names, "neondb"),
        role: choose("role", target.role, roles, "neondb_owner"),
    };
}
function choose(what, wanted, there, usual) {
    if (wanted !== undefined && there.includes(wanted))
        return wanted;
    const [only, second] = there;
    if (wanted === undefined && only !== undefined && second === undefined)
        return only;
    if (wanted === undefined && there.includes(usual))
        return usual;
    const list = there.length === 0 ? "none" : there.map((name) => `\`${name}\``).join(", ");
    throw new failure/* Failure */.H("SLIP-NEON-AMBIGUOUS", wanted === undefined
        ? `It is not clear which ${what} is meant; there are: ${list}.`
        : `The branch has no ${what} \`${wanted}\`; there are: ${list}.`, { blame: "user", state: "Nothing was changed.", next: `Set \`${what}\` to one of them.` });
}

;// CONCATENATED MODULE: ./build/actions/neon-branch/addresses.js




const WAKE_UP = 120_000;
async function findAddresses(desk, branch, target) {
    const { databases } = desk;
    const login = await chooseLogin(databases, branch.id, target);
    const [direct, pooled] = [
        await databases.connection(branch.id, { ...login, pooled: false }),
        await databases.connection(branch.id, { ...login, pooled: true }),
    ];
    const own = (await databases.endpoints(branch.id)).filter((endpoint) => endpoint.branch === branch.id);
    for (const connection of [direct, pooled]) {
        if (!own.some((endpoint) => endpoint.writable && connection.leadsTo(endpoint)))
            throw foreign(connection, branch);
    }
    await answers(desk, direct, branch);
    return { direct, pooled };
}
async function answers({ connect, context, deadline }, { url, host }, branch) {
    const { clock, signal, random, log } = context;
    log.info(`Waiting for the compute of ${branch.name} to answer a query.`);
    try {
        const session = await connectPatiently(connect, url, {
            clock,
            signal,
            random,
            deadline: Math.min(deadline, clock.now() + WAKE_UP),
            mayPass: (error) => !isHopeless(error) || /^(?:28|3D)/.test(error.code),
        });
        try {
            await session.query("select 1");
        }
        finally {
            await session.close();
        }
    }
    catch (thrown) {
        throw thrown instanceof sql/* SqlError */.L ? silent(thrown, host, branch) : thrown;
    }
}
const foreign = ({ host }, { name, id }) => new failure/* Failure */.H("SLIP-NEON-PROTECTED", `Neon's address for ${name} (${id}) leads to ${host}, which is no compute of this branch.`, {
    blame: "provider",
    state: "The address was not handed out: it may be another branch's.",
    next: "Look at the branch's computes in Neon's console, then run the step again.",
});
const silent = (error, host, { name, id }) => new failure/* Failure */.H("SLIP-DB-CONNECT", `The compute of ${name} (${id}) at ${host} does not answer: ${error.message} (${error.code}).`, {
    blame: "provider",
    next: "Look at the branch's compute in Neon's console. If the project allows certain addresses only, allow this runner's.",
    cause: error,
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./build/actions/neon-branch/guard.js

const refused = (what, next) => new failure/* Failure */.H("SLIP-NEON-PROTECTED", what, { blame: "user", state: "Nothing was changed.", next });
const kind = ({ isDefault }) => isDefault ? "the project's default branch" : "a protected branch";
function guardCreate(branch, { protect }) {
    if (!branch.isDefault && (!branch.isProtected || protect))
        return;
    throw refused(`\`create\` found ${branch.name} (${branch.id}), which is ${kind(branch)}.`, "Use `command: get` to work with this very branch, or give `branch` another name.");
}
function guardGet(branch, { named }) {
    if (named || (!branch.isDefault && !branch.isProtected))
        return;
    throw refused(`The name made from the git ref is that of ${branch.name} (${branch.id}), which is ${kind(branch)}.`, "Name the branch with `branch` if it is the one that is meant.");
}
function guardDelete(branch, all) {
    if (branch.isDefault || branch.isProtected) {
        throw refused(`${branch.name} (${branch.id}) is ${kind(branch)} and is not deleted.`, "Check `branch`. If it really has to go, take its protection away in Neon's console and delete it there.");
    }
    const children = all.filter(({ parent }) => parent === branch.id).map(({ name, id }) => `${name} (${id})`);
    if (children.length === 0)
        return;
    throw refused(`${branch.name} (${branch.id}) has branches of its own: ${children.join(", ")}.`, "Delete those first, then run the step again.");
}

;// CONCATENATED MODULE: ./build/actions/neon-branch/settle.js

const settle_PAUSE = { first: 250, most: 3_000 };
const STUCK = 60_000;
async function settle({ databases, context: { clock, signal }, deadline }, branch, operations, { isNew }) {
    let stuckSince;
    for (let pause = settle_PAUSE.first;; pause = Math.min(pause * 1.5, settle_PAUSE.most)) {
        const now = await databases.branch(branch.id);
        if (now === undefined && !isNew)
            throw vanished(branch);
        const pending = await databases.pending(branch.id, operations);
        if (now?.ready && pending.length === 0)
            return now;
        const hopeless = pending.length > 0 && pending.every(({ status }) => status === "failed" || status === "error");
        stuckSince = hopeless ? (stuckSince ?? clock.now()) : undefined;
        const late = clock.now() + pause >= deadline;
        if (late || clock.now() - (stuckSince ?? clock.now()) >= STUCK)
            throw unfinished(now ?? branch, pending);
        await clock.sleep(pause, signal);
    }
}
async function settleDeletion({ databases, context: { clock, signal }, deadline }, branch, operations) {
    for (let pause = settle_PAUSE.first;; pause = Math.min(pause * 1.5, settle_PAUSE.most)) {
        const pending = await databases.pending(branch.id, operations);
        if (pending.length === 0 && (await databases.branch(branch.id)) === undefined)
            return;
        if (clock.now() + pause >= deadline)
            throw unfinished(branch, pending);
        await clock.sleep(pause, signal);
    }
}
const unfinished = (branch, pending) => {
    const list = pending.map(({ action, status, error, failures }) => `${action} is ${status}${failures > 0 ? ` after ${failures} failures` : ""}${error === undefined ? "" : ` (${error})`}`);
    return new failure/* Failure */.H("SLIP-NEON-OPERATION", `Neon has not ended its work on ${branch.name} (${branch.id}, ${branch.state}): ${list.join("; ") || "the branch is not ready"}.`, {
        blame: "provider",
        next: "Look at the project's operations in Neon's console and at Neon's status page, then run the step again.",
    });
};
const vanished = ({ name, id }) => new failure/* Failure */.H("SLIP-NEON-NOT-FOUND", `${name} (${id}) was deleted while this step worked with it.`, {
    blame: "user",
    next: "Run the step again.",
});

;// CONCATENATED MODULE: ./build/actions/neon-branch/create.js






const toSecond = (date) => date.toISOString().replace(/\.\d+Z$/, "Z");
const expiryOf = ({ expiresIn }, now) => expiresIn === undefined ? undefined : toSecond(new Date(now.getTime() + expiresIn * 1000));
async function findParent({ databases, context: { inputs } }) {
    const { parent } = inputs;
    const found = parent === undefined ? (await databases.list()).find(({ isDefault }) => isDefault) : await databases.find(parent);
    if (found)
        return found;
    throw new failure/* Failure */.H("SLIP-NEON-NOT-FOUND", parent === undefined
        ? "The project has no default branch."
        : `There is no branch \`${parent}\` to branch off from.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: "Give `parent` the name or id of a branch of this project.",
    });
}
async function freeName({ databases }, name) {
    const taken = new Set((await databases.list()).map((branch) => branch.name));
    for (let number = 1;; number += 1) {
        const candidate = number === 1 ? name : `${name}-${number}`;
        if (!taken.has(candidate))
            return candidate;
    }
}
const RIVALS = 5;
async function create(desk, wanted, attempt = 1) {
    const { context, databases } = desk;
    const { fresh } = context.inputs;
    const target = fresh ? { ...wanted, name: await freeName(desk, wanted.name) } : wanted;
    const existing = fresh ? undefined : await databases.find(target.name);
    if (existing) {
        guardCreate(existing, context.inputs);
        context.log.info(`${existing.name} (${existing.id}) is there already, with the data that it has.`);
        return finish(existing, []);
    }
    const parent = await findParent(desk);
    await chooseLogin(databases, parent.id, target);
    const order = wish(parent);
    const keep = context.onCancel(`deletion of the new branch ${order.name}`, async () => {
        await databases.withdraw(order);
    });
    try {
        const { value: branch, created, operations } = await databases.create(order);
        if (created) {
            context.log.info(`Created ${branch.name} (${branch.id}) from ${parent.name}.`);
            return { created, ...(await ready(branch, operations, true)) };
        }
        if (fresh && attempt < RIVALS)
            return await create(desk, wanted, attempt + 1);
        if (fresh)
            throw noName(target.name);
        guardCreate(branch, context.inputs);
        context.log.info(`${branch.name} (${branch.id}) was created by somebody else in the meantime.`);
        return await finish(branch, operations);
    }
    catch (thrown) {
        throw context.signal.aborted ? thrown : await undo(order, thrown);
    }
    finally {
        if (!context.signal.aborted)
            keep();
    }
    function wish({ id }) {
        const { parentTimestamp, schemaOnly, protect } = context.inputs;
        return {
            name: target.name,
            parent: id,
            parentTimestamp,
            schemaOnly,
            protect,
            expiresAt: expiryOf(target, context.clock.date()),
            labels: {
                slipway: "1",
                "slipway-repository": context.run.repository,
                "slipway-ref": context.run.ref,
                "slipway-run": context.run.runId,
                "slipway-token": (0,external_node_crypto_.randomUUID)(),
            },
        };
    }
    async function finish(branch, operations) {
        const { value, operations: more } = await reconcile(branch);
        return { created: false, ...(await ready(value, [...operations, ...more], false)) };
    }
    async function ready(branch, operations, isNew) {
        const first = await settle(desk, branch, operations, { isNew });
        const endpoints = await databases.endpoints(branch.id);
        const added = endpoints.some(({ writable }) => writable) ? undefined : await databases.addEndpoint(branch.id);
        if (added)
            context.log.info(`Added a compute (${added.value.id}): the branch had none.`);
        const settled = added ? await settle(desk, first, added.operations, { isNew }) : first;
        return { branch: settled, addresses: await findAddresses(desk, settled, target) };
    }
    async function reconcile(branch) {
        const expiresAt = expiryOf(target, context.clock.date());
        const expiryDiffers = expiresAt !== undefined && Math.abs(Date.parse(expiresAt) - Date.parse(branch.expiresAt ?? "0")) > 60_000;
        const protect = context.inputs.protect && !branch.isProtected;
        if (!expiryDiffers && !protect)
            return { value: branch, operations: [] };
        return databases.update(branch.id, {
            expiresAt: expiryDiffers ? expiresAt : undefined,
            protect: protect ? true : undefined,
        });
    }
    async function undo(order, thrown) {
        const undone = await databases.withdraw(order).then(({ value }) => value, () => "unknown");
        if (!(thrown instanceof failure/* Failure */.H) || undone === "absent")
            return thrown;
        const { code, message, blame, next, outcome, cause } = thrown;
        const state = undone === "deleted"
            ? `The branch ${order.name}, which this step had created, was deleted again.`
            : `A branch ${order.name} that this step created may still be there: delete it.`;
        return new failure/* Failure */.H(code, message, { blame, next, outcome, cause, state });
    }
}
const noName = (name) => new failure/* Failure */.H("SLIP-NEON-PROTECTED", `Somebody else takes each name that is chosen, the last was ${name}.`, {
    blame: "user",
    state: "No branch was taken or changed.",
    next: "Run the step again, or give `branch` a name that only this step uses.",
});

;// CONCATENATED MODULE: ./build/actions/neon-branch/not-found.js

const SHOWN = 10;
async function notFound(databases, name) {
    const all = await databases.list();
    const names = all.slice(0, SHOWN).map((branch) => branch.name);
    const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : "";
    return new failure/* Failure */.H("SLIP-NEON-NOT-FOUND", `There is no branch \`${name}\`; there are: ${names.join(", ")}${more}.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: "Check `branch`, or use `command: create`.",
    });
}

;// CONCATENATED MODULE: ./build/actions/neon-branch/plan.js




async function plan(desk, target) {
    const { databases, context } = desk;
    const { command, fresh } = context.inputs;
    const name = fresh ? await freeName(desk, target.name) : target.name;
    const found = await databases.find(name);
    const steps = [];
    if (command === "delete") {
        if (found)
            guardDelete(found, await databases.list());
        steps.push(found ? `Delete ${found.name} (${found.id}).` : `Nothing: there is no branch ${target.name}.`);
    }
    else if (found) {
        if (command === "create")
            guardCreate(found, context.inputs);
        else
            guardGet(found, target);
        await chooseLogin(databases, found.id, target);
        steps.push(`Take ${found.name} (${found.id}) with the data that it has.`);
    }
    else if (command === "create") {
        const parent = await findParent(desk);
        await chooseLogin(databases, parent.id, target);
        steps.push(`Create ${name} from ${parent.name} (${parent.id}), with a compute.`);
    }
    else {
        throw await notFound(databases, target.name);
    }
    if (command === "create" && target.expiresIn !== undefined)
        steps.push(`Let it expire ${target.expiresIn} s from now.`);
    if (command === "create" && context.inputs.protect && !found?.isProtected)
        steps.push("Protect it.");
    for (const step of steps)
        context.log.info(step);
    context.summary.heading("Neon branch: plan").list(steps);
    return { outcome: "planned", branch: found?.name ?? name, branchId: found?.id, created: "false" };
}

;// CONCATENATED MODULE: ./build/actions/neon-branch/summary.js
function describeBranch(summary, { inputs }, { project }, { branch, created, addresses }) {
    const console = new URL(inputs.apiUrl).origin;
    summary.heading(created ? "Neon branch created" : "Neon branch ready").facts({
        Branch: { link: branch.name, to: `${console}/app/projects/${project}/branches/${branch.id}` },
        Id: { code: branch.id },
        Data: created
            ? inputs.schemaOnly
                ? "the parent's schema, no rows"
                : `a copy of its parent's${inputs.parentTimestamp === undefined ? "" : ` as of ${inputs.parentTimestamp}`}`
            : "what the branch already had",
        Expires: branch.expiresAt ?? "never",
        Protected: branch.isProtected,
        Host: { code: addresses.direct.host },
    });
}

// EXTERNAL MODULE: ./build/shared/domain/duration.js
var duration = __webpack_require__(301);
;// CONCATENATED MODULE: ./build/shared/domain/names.js

const HASH = 12;
const slugOf = (text) => text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
const hashOf = (text) => (0,external_node_crypto_.createHash)("sha256").update(text).digest("hex").slice(0, HASH);
const nameFor = (ref, { prefix, reserved, limit = 63 }) => {
    const taken = new Set(reserved.map((name) => name.toLowerCase()));
    const head = slugOf(prefix).slice(0, limit - HASH - 1);
    const slug = slugOf(ref.replace(/^refs\/(heads|tags|pull)\//, ""));
    const room = Math.max(0, limit - head.length - HASH - 2);
    const candidate = (round) => {
        const hash = hashOf(round === 0 ? ref : `${ref}\0${round}`);
        return [head, slug.slice(0, room).replace(/-$/, ""), hash].filter(Boolean).join("-");
    };
    let round = 0;
    let name = candidate(round);
    while (taken.has(name))
        name = candidate(++round);
    return name;
};

// EXTERNAL MODULE: ./build/shared/domain/manifest/suggest.js
var suggest = __webpack_require__(325);
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
    throw new failure/* Failure */.H("SLIP-INPUT-INVALID", `The manifest has no environment \`${name}\`.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: (0,suggest/* suggestion */.h)(name, known, "Add it to `environments`."),
    });
};
const own = (record, name) => Object.hasOwn(record, name) ? record[name] : undefined;
const idOf = ({ ids }, environment) => own(ids, environment);
const urlOf = ({ urls }, environment) => own(urls, environment);
const branchOf = (database, environment) => database && own(database.branches, environment);

;// CONCATENATED MODULE: ./build/actions/neon-branch/target.js




const PREVIEW = "preview";
const USABLE = /^(?!refs\/)[^\p{C}]{1,256}$/u;
async function findTarget({ inputs, run }, { readManifest }) {
    const manifest = inputs.manifest === undefined ? undefined : await readManifest(inputs.manifest);
    const database = manifest?.database;
    const project = inputs.projectId ?? database?.project;
    if (project === undefined)
        throw noProject();
    const written = inputs.branch?.trim() ?? (manifest && writtenBranch(manifest, database, inputs.environment));
    const named = written !== undefined && USABLE.test(written);
    const reserved = Object.values(database?.branches ?? {});
    const ttl = inputs.expiresIn ??
        (written === undefined && inputs.command === "create" ? manifest?.previews?.expiresIn : undefined);
    return {
        project,
        named,
        name: named ? written : nameFor(written ?? run.ref, { prefix: PREVIEW, reserved }),
        database: inputs.database ?? database?.database,
        role: inputs.role ?? database?.role,
        expiresIn: ttl === undefined ? undefined : (0,duration/* parseDuration */.E)(ttl),
    };
}
function writtenBranch(manifest, database, environment) {
    if (environment === undefined)
        return undefined;
    const branch = branchOf(database, environment);
    if (branch !== undefined || environment === PREVIEW)
        return branch;
    const { name } = environmentOf(manifest, environment);
    throw new failure/* Failure */.H("SLIP-INPUT-INVALID", `The manifest names no database branch for the environment \`${name}\`.`, {
        blame: "user",
        state: "Nothing was changed.",
        next: `Add \`${name}: <branch>\` to \`database.branches\` in the manifest, or give \`branch\`.`,
    });
}
const noProject = () => new failure/* Failure */.H("SLIP-INPUT-INVALID", "No Neon project is named: the manifest has no `database`.", {
    blame: "user",
    state: "Nothing was changed.",
    next: "Give `project-id`, or add `database.project` to the manifest.",
});

;// CONCATENATED MODULE: ./build/actions/neon-branch/main.js








const RESERVE = 20_000;
async function neonBranch(context, ports) {
    const { inputs, clock, summary } = context;
    const target = await findTarget(context, ports);
    const whole = inputs.timeout * 1000;
    const desk = {
        context,
        databases: ports.branching(target.project),
        connect: ports.connect,
        deadline: clock.now() + whole - Math.min(RESERVE, whole / 4),
    };
    if (inputs.dryRun)
        return plan(desk, target);
    if (inputs.command === "delete")
        return remove(desk, target);
    const usable = inputs.command === "get" ? await get(desk, target) : await create(desk, target);
    describeBranch(summary, context, target, usable);
    return outputs(usable);
}
const outputs = ({ branch, created, addresses: { direct, pooled } }) => ({
    outcome: created ? "created" : "found",
    branchId: branch.id,
    branch: branch.name,
    created: String(created),
    databaseUrl: direct.url.reveal(),
    databaseUrlPooled: pooled.url.reveal(),
    host: direct.host,
    expiresAt: branch.expiresAt ?? "",
});
async function get(desk, target) {
    const found = await desk.databases.find(target.name);
    if (found === undefined)
        throw await notFound(desk.databases, target.name);
    guardGet(found, target);
    const branch = await settle(desk, found, [], { isNew: false });
    return { branch, created: false, addresses: await findAddresses(desk, branch, target) };
}
async function remove(desk, { name }) {
    const { databases, context } = desk;
    const found = await databases.find(name);
    if (found === undefined)
        return absent(desk, name);
    guardDelete(found, await databases.list());
    const { value, operations } = await databases.remove(found.id);
    if (value === "absent")
        return absent(desk, name);
    await settleDeletion(desk, found, operations);
    context.log.info(`Deleted ${found.name} (${found.id}).`);
    context.summary.heading("Neon branch deleted").facts({ Branch: { code: found.name }, Id: { code: found.id } });
    return { outcome: "deleted", branch: found.name, branchId: found.id, deleted: [{ id: found.id, name: found.name }] };
}
function absent({ context }, name) {
    context.log.info(`There is no branch ${name}: nothing to delete.`);
    context.summary.heading("Neon branch: nothing to delete").facts({ Branch: { code: name } });
    return { outcome: "absent", branch: name, deleted: [] };
}


/***/ }),

/***/ 325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ suggestion),
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
const distance = (from, to) => {
    const known = new Map();
    const rest = (i, j) => {
        if (i === from.length || j === to.length)
            return from.length - i + to.length - j;
        if (from[i] === to[j])
            return rest(i + 1, j + 1);
        const found = known.get(`${i} ${j}`);
        if (found !== undefined)
            return found;
        const isSwap = from[i] === to[j + 1] && from[i + 1] === to[j];
        const further = [rest(i + 1, j), rest(i, j + 1), rest(i + 1, j + 1), ...(isSwap ? [rest(i + 2, j + 2)] : [])];
        const steps = 1 + Math.min(...further);
        known.set(`${i} ${j}`, steps);
        return steps;
    };
    return rest(0, 0);
};
const normal = (word) => word.toLowerCase().replaceAll(/[_\s]/g, "-");
const steps = (word, candidate) => word.length >= 3 && candidate.startsWith(word) && candidate !== word ? 1 : distance(word, candidate);
const nearest = (word, known) => {
    if (word.length > 60)
        return undefined;
    const ranked = known
        .map((candidate) => ({ candidate, steps: steps(normal(word), normal(candidate)) }))
        .filter(({ candidate, steps: far }) => far <= Math.max(1, Math.floor(Math.min(word.length, candidate.length) / 3)))
        .toSorted((a, b) => a.steps - b.steps);
    return ranked[0]?.candidate;
};
const list = (words) => words.map((word) => `\`${word}\``).join(", ");
const suggestion = (word, known, none) => {
    const meant = nearest(word, known);
    if (meant !== undefined)
        return `Did you mean \`${meant}\`?`;
    if (known.length === 0)
        return none;
    return known.length === 1 ? `Use ${list(known)}.` : `Use one of ${list(known)}.`;
};


/***/ }),

/***/ 303:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ SqlError)
/* harmony export */ });
class SqlError extends Error {
    name = "SqlError";
    kind;
    code;
    detail;
    hint;
    where;
    position;
    constructor(message, { kind, code, detail, hint, where, position }) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.detail = detail;
        this.hint = hint;
        this.where = where;
        this.position = position;
    }
}


/***/ })

};
