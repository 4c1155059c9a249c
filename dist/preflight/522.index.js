export const id = 522;
export const ids = [522];
export const modules = {

/***/ 522:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  preflight: () => (/* binding */ preflight)
});

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var action_failure = __webpack_require__(888);
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

;// CONCATENATED MODULE: ./build/actions/preflight/problem.js

const problemOf = (about, subject, thrown) => {
    const failure = (0,action_failure/* toFailure */.w)(thrown);
    if (failure.blame === "bug" || failure.code === "SLIP-CANCELLED" || failure.code === "SLIP-TIMEOUT")
        throw thrown;
    return { about, what: `${subject}: ${failure.message}`, fix: failure.next ?? "Try again." };
};
const summarized = (problems) => new action_failure/* Failure */.H("SLIP-PREFLIGHT", problems.map(({ what, fix }, index) => `${index + 1}. ${what} ${fix}`).join("\n"), {
    blame: "user",
    state: "Nothing was changed.",
    next: problems.length === 1
        ? "Put this right, then run the workflow again."
        : "Put these right, then run the workflow again.",
});

;// CONCATENATED MODULE: ./build/actions/preflight/environments.js

const SETTINGS = "Settings → Environments";
const approvalEnvironment = (environment, { approvalEnvironment: given }) => given ?? `${environment}-approval`;
const checkEnvironments = async (inputs, manifest, { environment }) => {
    const wanted = inputs.environments.map((name) => ({ name, reviewers: false }));
    const needed = manifest?.environments.filter(({ name, approval }) => approval && inputs.environments.includes(name));
    const approvals = (needed ?? []).map(({ name }) => ({ name: approvalEnvironment(name, inputs), reviewers: true }));
    const found = await Promise.all([...wanted, ...approvals].map((one) => ask(one, environment)));
    const problems = found.filter((problem) => problem !== undefined);
    const forbidden = problems.filter(({ about }) => about === "permission").slice(0, 1);
    return [...forbidden, ...problems.filter(({ about }) => about !== "permission")];
};
const ask = async ({ name, reviewers }, environment) => {
    try {
        const state = await environment(name);
        if (state === "forbidden")
            return NO_PERMISSION;
        if (state === "missing") {
            return {
                about: "environment",
                what: `The repository has no environment ${name}.`,
                fix: `Make it under ${SETTINGS}${reviewers ? ", with at least one required reviewer" : ""}.`,
            };
        }
        if (!reviewers || state.reviewers > 0)
            return undefined;
        return {
            about: "environment",
            what: `The manifest wants an approval, but the environment ${name} has no required reviewers: nobody would be asked.`,
            fix: `Add reviewers under ${SETTINGS} (private repositories need GitHub Enterprise for that), or write \`approval: none\` in the manifest.`,
        };
    }
    catch (thrown) {
        return problemOf("environment", `The environment ${name} could not be looked up`, thrown);
    }
};
const NO_PERMISSION = {
    about: "permission",
    what: "The job's token may not read the repository's environments.",
    fix: "Add `actions: read` to the `permissions` of the job that calls this workflow.",
};

;// CONCATENATED MODULE: ./build/actions/preflight/providers.js



const checkServices = async ({ environments, renderApiKey }, { services }, surroundings) => {
    if (renderApiKey === undefined)
        return [];
    const wanted = environments.flatMap((environment) => services.flatMap((service) => {
        const id = idOf(service, environment);
        return id === undefined ? [] : [{ service, environment, id }];
    }));
    const found = await Promise.all(wanted.map((one) => askService(one, surroundings)));
    const problems = found.flat();
    const key = problems.find(({ about }) => about === "secret");
    return key === undefined ? problems : [key, ...problems.filter(({ about }) => about !== "secret")];
};
const askService = async ({ service, environment, id }, surroundings) => {
    const subject = `Service ${service.name} of ${environment} (${id})`;
    try {
        const { suspended, autoDeploy } = await surroundings.service(id);
        return [
            ...(suspended
                ? [{ about: "service", what: `${subject} is suspended.`, fix: "Resume it in Render's dashboard." }]
                : []),
            ...(autoDeploy
                ? [
                    {
                        about: "service",
                        what: `${subject} deploys every push by itself, past tests, approval and gate.`,
                        fix: "Set Auto-Deploy to Off in the service's settings on Render.",
                    },
                ]
                : []),
        ];
    }
    catch (thrown) {
        if (!(thrown instanceof action_failure/* Failure */.H))
            throw thrown;
        if (thrown.code === "SLIP-HTTP-AUTH")
            return [refused("RENDER_API_KEY", "Render", thrown)];
        if (thrown.code === "SLIP-HTTP-NOT-FOUND") {
            return [
                {
                    about: "service",
                    what: `${subject} is not known to Render.`,
                    fix: "Correct its id in the manifest, or use a key of the account that owns it.",
                },
            ];
        }
        return [problemOf("service", subject, thrown)];
    }
};
const checkDatabase = async ({ neonApiKey }, { database }, { project }) => {
    if (neonApiKey === undefined || database === undefined)
        return [];
    try {
        await project(database.project);
        return [];
    }
    catch (thrown) {
        if (thrown instanceof action_failure/* Failure */.H && thrown.code === "SLIP-HTTP-AUTH")
            return [refused("NEON_API_KEY", "Neon", thrown)];
        if (thrown instanceof action_failure/* Failure */.H && thrown.code === "SLIP-HTTP-NOT-FOUND") {
            return [
                {
                    about: "database",
                    what: `The Neon project ${database.project} is not known to Neon.`,
                    fix: "Correct `database.project` in the manifest, or use a key of the account that owns it.",
                },
            ];
        }
        return [problemOf("database", `The Neon project ${database.project} could not be looked up`, thrown)];
    }
};
const refused = (name, provider, { message }) => ({
    about: "secret",
    what: `${provider} does not accept the secret ${name}: ${message}.`,
    fix: `Make a new API key at ${provider} and store it as ${name}.`,
});

;// CONCATENATED MODULE: ./build/actions/preflight/secrets.js
const missing = (name, input, provider) => ({
    about: "secret",
    what: `The secret ${name} is empty, so ${provider} cannot be asked for anything.`,
    fix: `Add it under Settings → Secrets and variables → Actions as a secret of the repository or organisation (secrets of an environment do not ` +
        `reach a workflow of another repository), and pass it on: \`secrets: {${input}: \${{ secrets.${name} }}}\`.`,
});
const checkSecrets = ({ renderApiKey, neonApiKey }, manifest) => [
    ...(renderApiKey === undefined ? [missing("RENDER_API_KEY", "render-api-key", "Render")] : []),
    ...(neonApiKey === undefined && manifest?.database !== undefined
        ? [missing("NEON_API_KEY", "neon-api-key", "Neon")]
        : []),
];

;// CONCATENATED MODULE: ./build/actions/preflight/sources.js
const checkSources = (wanted, { environments }, ref) => environments
    .filter(({ name }) => wanted.includes(name))
    .flatMap(({ name, from, after }) => [
    ...(ref === `refs/heads/${from}` ? [] : [notFed(name, from, ref)]),
    ...(after === undefined || comesBefore(wanted, after, name) ? [] : [notPassed(name, after)]),
]);
const comesBefore = (wanted, one, other) => wanted.includes(one) && wanted.indexOf(one) < wanted.indexOf(other);
const notFed = (name, from, ref) => ({
    about: "environment",
    what: `The branch ${from} feeds ${name}, but this run is of ${ref.replace(/^refs\/(?:heads\/)?/, "") || "nothing that is known"}.`,
    fix: `Let only pushes to ${from} call the pipeline, or correct \`from\` of ${name} in the manifest.`,
});
const notPassed = (name, after) => ({
    about: "environment",
    what: `A release has to pass ${after} before ${name}, but this pipeline does not deploy to ${after} first.`,
    fix: `Name ${after} before ${name} (\`staging-environment\` of the pipeline), or take \`after\` from ${name} in the manifest.`,
});

;// CONCATENATED MODULE: ./build/actions/preflight/main.js







const preflight = async ({ inputs, log, summary, publish, run }, ports) => {
    const read = await readOr(inputs, ports);
    const manifest = "problem" in read ? undefined : read.manifest;
    const asked = await Promise.all([
        checkEnvironments(inputs, manifest, ports),
        checkPermission(ports),
        manifest === undefined ? [] : checkServices(inputs, manifest, ports),
        manifest === undefined ? [] : checkDatabase(inputs, manifest, ports),
    ]);
    const problems = [
        ...("problem" in read ? [read.problem] : []),
        ...(manifest === undefined ? [] : unknownEnvironments(inputs, manifest)),
        ...(manifest === undefined ? [] : checkSources(inputs.environments, manifest, run.ref)),
        ...checkSecrets(inputs, manifest),
        ...asked.flat(),
    ];
    const outputs = { problems, ...(manifest === undefined ? {} : facts(inputs, manifest)) };
    publish({ ...outputs, outcome: problems.length === 0 ? "ready" : "failed" });
    if (problems.length > 0) {
        summary.heading("Before the pipeline can start").table(["What is missing", "What to do"], problems.map(({ what, fix }) => [what, fix]));
        throw summarized(problems);
    }
    log.info(`Everything is there for ${inputs.environments.join(" and ")}.`);
    return { ...outputs, outcome: "ready" };
};
const readOr = async ({ manifest: path }, { readManifest }) => {
    try {
        return { manifest: await readManifest(path) };
    }
    catch (thrown) {
        if (!(thrown instanceof action_failure/* Failure */.H))
            throw thrown;
        return { problem: problemOf("manifest", "The manifest cannot be used", thrown) };
    }
};
const checkPermission = async ({ mayDeploy }) => {
    try {
        if (await mayDeploy())
            return [];
    }
    catch (thrown) {
        return [problemOf("permission", "GitHub could not be asked for the token's permissions", thrown)];
    }
    return [
        {
            about: "permission",
            what: "The job's token may not write Deployments, which record every release.",
            fix: "Add `deployments: write` to the `permissions` of the job that calls this workflow.",
        },
    ];
};
const unknownEnvironments = ({ environments }, manifest) => {
    const known = manifest.environments.map(({ name }) => name);
    return environments
        .filter((name) => !known.includes(name))
        .map((name) => ({
        about: "manifest",
        what: `The manifest has no environment ${name}.`,
        fix: `Add it under \`environments\`, or name one of ${known.join(", ")}.`,
    }));
};
const facts = ({ environments }, { database, environments: known, images, services }) => ({
    hasDatabase: String(database !== undefined),
    hasImages: String(images.length > 0),
    approvals: known.filter(({ name, approval }) => approval && environments.includes(name)).map(({ name }) => name),
    services: Object.fromEntries(environments.map((environment) => [
        environment,
        services.flatMap((service) => {
            const id = idOf(service, environment);
            return id === undefined ? [] : [{ name: service.name, kind: service.kind, id }];
        }),
    ])),
});


/***/ })

};
