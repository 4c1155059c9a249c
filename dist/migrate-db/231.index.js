export const id = 231;
export const ids = [231];
export const modules = {

/***/ 231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseManifestWithAdvice: () => (/* binding */ parseManifestWithAdvice)
});

// UNUSED EXPORTS: parseManifest

;// CONCATENATED MODULE: ./build/shared/domain/manifest/gate.js
const gateOf = ({ successes = 3, interval = 2, deadline = 300 } = {}) => ({
    successes,
    interval,
    deadline,
});

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
    gate: gateOf(raw.gate),
    previews: raw.previews && { expiresIn: raw.previews["expires-in"] ?? "7d", limit: raw.previews.limit ?? 10 },
    notifications: raw.notifications && {
        slack: raw.notifications.slack ?? false,
        pagerduty: raw.notifications.pagerduty ?? false,
    },
});

;// CONCATENATED MODULE: ./build/shared/domain/graph.js
const findCycle = (after) => {
    const done = new Set();
    const visit = (name, trail) => {
        const start = trail.indexOf(name);
        if (start >= 0)
            return [...trail.slice(start), name];
        if (done.has(name))
            return undefined;
        for (const earlier of after.get(name) ?? []) {
            const cycle = visit(earlier, [...trail, name]);
            if (cycle !== undefined)
                return cycle;
        }
        done.add(name);
        return undefined;
    };
    for (const name of after.keys()) {
        const cycle = visit(name, []);
        if (cycle !== undefined)
            return cycle;
    }
    return undefined;
};

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
const schema_check = zod/* strictObject */.re({
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
const schema_service = zod/* strictObject */.re({
    provider: zod/* enum */.k5(["render"]).meta({ description: "Who runs it", examples: ["render"] }),
    kind: zod/* enum */.k5(KINDS).meta({ description: "What it is", examples: ["web"] }),
    ids: byEnvironment(formed(/^(srv|crn)-[A-Za-z0-9][A-Za-z0-9-]*$/, "must be the id of a Render service", "The provider's id", "srv-abc123"), "The provider's id by environment", { production: "srv-abc123" }),
    urls: byEnvironment(formed(ADDRESS, "must be an address with http or https", "Address", "https://shop.example.com"), "Address to check by environment, where the provider's own is not the one", { production: "https://shop.example.com" }).optional(),
    image: fields_text("One of `images`; deployed as a commit when absent", "app").optional(),
    after: zod/* array */.YO(fields_text("Name of a service", "worker"))
        .meta({ description: "Services that must be live before this one is deployed", examples: [["worker"]] })
        .optional(),
    checks: zod/* array */.YO(schema_check)
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
    services: named(schema_service, "What is deployed", {
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
const parts = { service: schema_service, image: image_schema_image, environment, database, gate };

;// CONCATENATED MODULE: ./build/shared/domain/manifest/draft.js

const alternatives = (name, names) => names === undefined || names.includes(name) ? undefined : names;
const entriesOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
const parsed = (schema, value) => {
    const result = schema.safeParse(value);
    return result.success ? result.data : undefined;
};
const right = (schema, value) => {
    const entries = new Map();
    for (const [name, entry] of entriesOf(value)) {
        const data = parsed(schema, entry);
        if (data !== undefined)
            entries.set(name, data);
    }
    return entries;
};
const isFirst = (name, index, all) => all.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index;
const draftOf = (value) => {
    const top = new Map(entriesOf(value));
    const names = (key) => {
        const entries = entriesOf(top.get(key)).map(([name]) => name);
        return entries.length > 0 ? entries : undefined;
    };
    return {
        services: right(parts.service, top.get("services")),
        environments: right(parts.environment, top.get("environments")),
        database: parsed(parts.database, top.get("database")),
        gate: parsed(parts.gate, top.get("gate")),
        names: {
            services: names("services"),
            images: top.has("images") ? names("images") : [],
            environments: names("environments")?.filter(isFirst),
        },
    };
};

;// CONCATENATED MODULE: ./build/shared/domain/manifest/suggest.js
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

;// CONCATENATED MODULE: ./build/shared/domain/manifest/check-database.js


const checkDatabase = ({ database, names }, report) => {
    if (database === undefined)
        return;
    const owners = new Map();
    let strange = false;
    for (const [environment, branch] of Object.entries(database.branches)) {
        const path = ["database", "branches", environment];
        const others = alternatives(environment, names.environments);
        if (others !== undefined) {
            strange = true;
            report(path, "key", `There is no environment \`${environment}\``, suggestion(environment, others, ""));
        }
        const owner = owners.get(branch);
        if (owner === undefined)
            owners.set(branch, environment);
        else
            report(path, "value", `\`${environment}\` and \`${owner}\` share the database branch \`${branch}\``, "Give each environment a branch of its own.");
    }
    for (const environment of names.environments ?? []) {
        if (strange || Object.hasOwn(database.branches, environment))
            continue;
        report(["database", "branches"], "key", `There is no database branch for \`${environment}\``, `Add \`${environment}: <branch>\`.`);
    }
    if (database.tool === "command" && database.command === undefined) {
        report(["database", "tool"], "value", "`tool: command` needs a `command`", "Add `command: npm run migrate`.");
    }
    if (database.tool !== "command" && database.command !== undefined) {
        report(["database", "command"], "key", "`command` is only run with `tool: command`", "Write `tool: command`, or remove this line.");
    }
};

;// CONCATENATED MODULE: ./build/shared/domain/manifest/check-service.js


const PREVIEW = "preview";
const WITHOUT_ADDRESS = new Set(["private", "worker", "cron"]);
const isPattern = (text) => {
    if (!/^\/.*\/$/s.test(text) || text.length < 3)
        return true;
    try {
        return new RegExp(text.slice(1, -1), "u") instanceof RegExp;
    }
    catch {
        return false;
    }
};
const checkCheck = (path, service, one, report) => {
    const versionPath = one["version-path"];
    const body = one["expect-body"];
    if (one.path === undefined && one.url === undefined) {
        report(path, "value", "This check has neither `path` nor `url`", "Add `path: /healthz`.");
    }
    else if (one.path !== undefined && one.url !== undefined) {
        report([...path, "url"], "key", "This check has both `path` and `url`", "Remove one of the two.");
    }
    else if (one.path !== undefined && WITHOUT_ADDRESS.has(service.kind) && service.urls === undefined) {
        report([...path, "path"], "value", `A ${service.kind} service has no address that a check could reach`, "Remove the check, or give it an absolute `url`.");
    }
    if (one.method === "HEAD" && body !== undefined) {
        report([...path, "expect-body"], "key", "An answer to `HEAD` has no body", "Write `method: GET`.");
    }
    if (one.method === "HEAD" && versionPath !== undefined && !versionPath.startsWith("header:")) {
        report([...path, "version-path"], "value", "An answer to `HEAD` has no body to find the version in", "Write `method: GET`, or `version-path: header:x-commit`.");
    }
    if (body !== undefined && !isPattern(body)) {
        report([...path, "expect-body"], "value", `\`${body.slice(0, 60)}\` is not a valid pattern`, "Correct the regular expression, or leave the slashes out to look for the text itself.");
    }
};
const checkPlaces = (name, service, { names }, report) => {
    const others = (environment) => environment === PREVIEW ? undefined : alternatives(environment, names.environments);
    for (const key of ["ids", "urls"]) {
        for (const environment of Object.keys(service[key] ?? {})) {
            const known = others(environment);
            if (known === undefined)
                continue;
            const fix = suggestion(environment, known, "");
            report(["services", name, key, environment], "key", `There is no environment \`${environment}\``, fix);
        }
    }
    const strange = Object.keys(service.ids).some((environment) => others(environment) !== undefined);
    for (const environment of names.environments ?? []) {
        if (strange || Object.hasOwn(service.ids, environment))
            continue;
        report(["services", name, "ids"], "key", `\`${name}\` has no id for \`${environment}\``, `Add \`${environment}: ${service.kind === "cron" ? "crn" : "srv"}-…\`, the id in the address of its page in the dashboard.`);
    }
    for (const [environment, id] of Object.entries(service.ids)) {
        const isCron = id.startsWith("crn-");
        if (isCron === (service.kind === "cron"))
            continue;
        const what = isCron
            ? `\`${id}\` is a cron job, but \`${name}\` is of kind \`${service.kind}\``
            : `\`${id}\` is not a cron job, but \`${name}\` is of kind \`cron\``;
        report(["services", name, "ids", environment], "value", what, isCron
            ? "Write `kind: cron`, or the id of the right service."
            : "Write the id that begins with `crn-`, or another `kind`.");
    }
};
const checkService = (name, service, draft, report) => {
    checkPlaces(name, service, draft, report);
    const { image, kind, checks = [] } = service;
    const path = ["services", name, "image"];
    const images = image === undefined ? undefined : alternatives(image, draft.names.images);
    if (image !== undefined && kind === "static") {
        report(path, "key", "A static site is not deployed as an image", "Remove this line, or write another `kind`.");
    }
    else if (images !== undefined) {
        const fix = suggestion(`${image}`, images, `Add \`${image}\` to \`images\`.`);
        report(path, "value", `There is no image \`${image}\``, fix);
    }
    const names = new Set();
    for (const [index, one] of checks.entries()) {
        const here = ["services", name, "checks", index];
        const called = one.name ?? `#${index}`;
        if (names.has(called))
            report([...here, "name"], "value", `Two checks are called \`${called}\``, "Choose another name.");
        names.add(called);
        checkCheck(here, service, one, report);
    }
};

;// CONCATENATED MODULE: ./build/shared/domain/manifest/check.js






const quoted = (names) => names.map((name) => `\`${name}\``).join(" → ");
const checkCircle = (what, graph, report) => {
    const [first, ...rest] = findCycle(graph) ?? [];
    if (first === undefined)
        return;
    const path = [what, first, "after"];
    report(path, "value", `These ${what} wait for each other: ${quoted([first, ...rest])}`, "Remove one `after` of the circle.");
};
const checkOrder = ({ services, names }, report) => {
    for (const [name, { after = [] }] of services) {
        for (const [index, earlier] of after.entries()) {
            const path = ["services", name, "after", index];
            const others = alternatives(earlier, names.services);
            if (after.indexOf(earlier) < index)
                report(path, "value", `\`${earlier}\` is named twice`, "Remove one of the two.");
            else if (earlier === name)
                report(path, "value", `\`${name}\` cannot come after itself`, "Remove it from the list.");
            else if (others !== undefined) {
                const fix = suggestion(earlier, others.filter((other) => other !== name), "Remove it from the list.");
                report(path, "value", `There is no service \`${earlier}\``, fix);
            }
        }
    }
    const graph = new Map([...services].map(([name, { after = [] }]) => [name, after.filter((other) => other !== name)]));
    checkCircle("services", graph, report);
};
const checkIds = ({ services }, report) => {
    const owners = new Map();
    for (const [name, { ids }] of services) {
        for (const [environment, id] of Object.entries(ids)) {
            const owner = owners.get(id);
            const here = `${name} in ${environment}`;
            if (owner === undefined)
                owners.set(id, here);
            else
                report(["services", name, "ids", environment], "value", `\`${id}\` is already the id of ${owner}`, `Give ${here} the id of its own service.`);
        }
    }
};
const checkEnvironments = ({ environments, names }, report) => {
    const spelled = new Map();
    for (const name of environments.keys()) {
        const other = spelled.get(name.toLowerCase());
        if (other !== undefined) {
            report(["environments", name], "key", `\`${name}\` is the same environment as \`${other}\` to GitHub`, "Keep one of the two.");
        }
        spelled.set(name.toLowerCase(), name);
    }
    for (const [name, { after }] of environments) {
        const others = after === undefined ? undefined : alternatives(after, names.environments);
        if (others === undefined)
            continue;
        const fix = suggestion(`${after}`, others.filter((other) => other !== name), "Remove this line.");
        report(["environments", name, "after"], "value", `There is no environment \`${after}\``, fix);
    }
    const graph = new Map([...environments].map(([name, { after }]) => [name, after === undefined ? [] : [after]]));
    checkCircle("environments", graph, report);
};
const checkGate = ({ gate }, report) => {
    const { successes, interval, deadline } = gateOf(gate);
    const least = (successes - 1) * interval;
    if (least < deadline)
        return;
    const path = gate?.deadline === undefined ? ["gate"] : ["gate", "deadline"];
    report(path, "value", `${successes} successes every ${interval} s take ${least} s, and the gate ends after ${deadline} s`, least < 10_000
        ? `Write \`deadline: ${Math.ceil(least) * 2}\`.`
        : "Write fewer `successes` or a shorter `interval`.");
};
const check_check = (draft, report) => {
    checkOrder(draft, report);
    checkIds(draft, report);
    for (const [name, service] of draft.services)
        checkService(name, service, draft, report);
    checkDatabase(draft, report);
    checkEnvironments(draft, report);
    checkGate(draft, report);
};
const advise = ({ services }) => [...services]
    .filter(([, { checks = [] }]) => checks.length > 0 && checks.every((one) => one["version-path"] === undefined))
    .map(([name]) => `No check of the service \`${name}\` has a \`version-path\`: an old instance that still answers cannot be told from the new one.`);

;// CONCATENATED MODULE: ./build/shared/domain/manifest/place.js


const unwrap = (schema) => schema instanceof zod/* ZodOptional */.Ii ? schema.unwrap() : schema;
const place_inside = (schema, key) => {
    if (schema instanceof zod/* ZodObject */.bv) {
        return unwrap(new Map(Object.entries(schema.shape)).get(key) ?? schema);
    }
    if (schema instanceof zod/* ZodRecord */.b8)
        return schema.valueType;
    return schema instanceof zod/* ZodArray */.n ? schema.element : schema;
};
const schemaAt = (path) => path.reduce((schema, key) => place_inside(schema, String(key)), manifestSchema);
const keysAt = (path) => {
    const schema = schemaAt(path);
    return schema instanceof zod/* ZodObject */.bv ? Object.keys(schema.shape) : [];
};
const fits = (path, value) => schemaAt(path).safeParse(value).success;
const nameOf = (path) => {
    const name = path
        .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
        .join("");
    return name === "" ? "The manifest" : `\`${name.slice(0, 120)}\``;
};
const flow = (value) => {
    if (Array.isArray(value))
        return `[${value.map(flow).join(", ")}]`;
    if (typeof value !== "object" || value === null)
        return String(value);
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner)}`);
    return `{ ${entries.join(", ")} }`;
};
const withExamples = zod/* object */.Ik({ examples: zod/* array */.YO(zod/* unknown */.L5()) }).catch({ examples: [] });
const like = (path, verb) => {
    const { examples } = withExamples.parse(schemaAt(path).meta());
    const key = path.findLast((step) => typeof step === "string");
    const choices = examples.map((example) => `\`${key}: ${flow(example)}\``);
    const last = choices.pop() ?? "another value";
    return `${verb} ${choices.length === 0 ? last : `${choices.join(", ")} or ${last}`}.`;
};

;// CONCATENATED MODULE: ./build/shared/domain/manifest/explain.js


const explain_KINDS = {
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "`true` or `false`",
    array: "a list",
    object: "a group of keys",
    record: "a group of keys",
};
const shown = (value) => {
    if (typeof value === "number" || typeof value === "boolean")
        return `\`${value}\``;
    if (typeof value === "string")
        return "text";
    return Array.isArray(value) ? "a list" : "a group of keys";
};
const explain_quoted = (text) => `\`${text.slice(0, 60)}\``;
const explainAbsence = (path, source) => {
    const key = String(path.at(-1) ?? "");
    if (path.length === 0)
        return { what: "The manifest is empty", fix: "Begin with `version: 1`." };
    if (source.has(path))
        return { what: `${nameOf(path)} is empty`, fix: like(path, "Write, for example,") };
    return { what: `${nameOf(path.slice(0, -1))} has no ${explain_quoted(key)}`, fix: like(path, "Add") };
};
const explainType = ({ expected, input }, path) => {
    if (path.length === 0)
        return { what: "The manifest must be a group of keys", fix: "Begin with `version: 1`." };
    const what = `${nameOf(path)} must be ${explain_KINDS[expected] ?? expected}, not ${shown(input)}`;
    const isPlain = typeof input === "number" || typeof input === "boolean";
    return isPlain && expected === "string" && fits(path, String(input))
        ? { what, fix: `Put it in quotes: \`"${input}"\`.` }
        : { what, fix: like(path, "Write, for example,") };
};
const explainRange = (issue, path) => {
    const fix = like(path, "Write, for example,");
    const isText = issue.origin === "string";
    if (issue.code === "too_big") {
        return { what: `${nameOf(path)} must be at most ${issue.maximum}${isText ? " characters long" : ""}`, fix };
    }
    if (isText || issue.origin === "array")
        return { what: `${nameOf(path)} is empty`, fix };
    return { what: `${nameOf(path)} must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`, fix };
};
const explainValue = ({ input, values }, path) => {
    const words = values.map(String);
    if (typeof input !== "string") {
        const word = typeof input === "object" ? "" : String(input);
        return { what: `${nameOf(path)} cannot be ${shown(input)}`, fix: suggestion(word, words, "") };
    }
    return words.includes(input)
        ? { what: `${nameOf(path)} must not be in quotes`, fix: `Write \`${path.at(-1)}: ${input}\`.` }
        : { what: `${nameOf(path)} cannot be ${explain_quoted(input)}`, fix: suggestion(input, words, "") };
};
const find = (issue, path, source) => {
    if (issue.input === undefined || issue.input === null)
        return explainAbsence(path, source);
    if (issue.code === "invalid_type")
        return explainType(issue, path);
    if (issue.code === "invalid_value")
        return explainValue(issue, path);
    if (issue.code === "too_small" || issue.code === "too_big")
        return explainRange(issue, path);
    const what = issue.code === "invalid_union" ? "has a value that it cannot have" : issue.message;
    return { what: `${nameOf(path)} ${what}`, fix: like(path, "Write, for example,") };
};
const explain = (issue, source) => {
    const path = issue.path.filter((key) => typeof key !== "symbol");
    if (source.isBlamed(path))
        return [];
    if (issue.code === "unrecognized_keys") {
        const owner = path.length === 0 ? "a manifest" : nameOf(path);
        return issue.keys.map((key) => ({
            ...source.locate([...path, key], "key"),
            what: `${explain_quoted(key)} is no key of ${owner}`,
            fix: suggestion(key, keysAt(path), ""),
        }));
    }
    if (issue.code === "invalid_key") {
        const what = `The name ${explain_quoted(String(path.at(-1)))} ${issue.issues.map(({ message }) => message).join(", ")}`;
        return [{ ...source.locate(path, "key"), what, fix: "Choose another name." }];
    }
    return [{ ...source.locate(path, "value"), ...find(issue, path, source) }];
};
const isMisspelt = (issue, all) => {
    const missing = issue.path.at(-1);
    if (issue.input !== undefined || typeof missing !== "string")
        return false;
    const parent = JSON.stringify(issue.path.slice(0, -1));
    return all.some((other) => other.code === "unrecognized_keys" &&
        JSON.stringify(other.path) === parent &&
        other.keys.some((key) => nearest(key, [missing]) !== undefined));
};

// EXTERNAL MODULE: ./build/shared/action/failure.js + 1 modules
var failure = __webpack_require__(888);
;// CONCATENATED MODULE: ./build/shared/domain/manifest/problem.js

const SHOWN = 20;
const inOrder = (a, b) => a.line - b.line || a.column - b.column;
const render = (file, { line, column, what, fix }) => `${file}:${line}:${column}: ${what}. ${fix}`;
const manifestFailure = (file, problems) => {
    const lines = problems.toSorted(inOrder).map((problem) => render(file, problem));
    const more = lines.length - SHOWN;
    return new failure/* Failure */.H("SLIP-MANIFEST-INVALID", [...lines.slice(0, SHOWN), ...(more > 0 ? [`… and ${more} more`] : [])].join("\n"), {
        blame: "user",
        state: "Nothing was changed.",
        next: `Correct ${lines.length === 1 ? "this" : "these"} in ${file}.`,
    });
};

// EXTERNAL MODULE: ./build/node_modules/js-yaml/index.js
var js_yaml = __webpack_require__(377);
;// CONCATENATED MODULE: ./build/shared/yaml/offsets.js

function startOf(text, event, before) {
    if (event.type === js_yaml/* EVENT_ID */.hy.ALIAS)
        return event.anchorStart - 1;
    if (event.type === js_yaml/* EVENT_ID */.hy.SEQUENCE || event.type === js_yaml/* EVENT_ID */.hy.MAPPING)
        return event.start;
    if (event.type !== js_yaml/* EVENT_ID */.hy.SCALAR)
        return undefined;
    if (event.valueStart < 0) {
        const named = Math.max(event.anchorEnd, event.tagEnd);
        return named < 0 ? emptyStart(text, before) : named;
    }
    const { style, valueStart } = event;
    if (style === js_yaml/* SCALAR_STYLE */.jK.PLAIN)
        return valueStart;
    if (style === js_yaml/* SCALAR_STYLE */.jK.SINGLE_QUOTED || style === js_yaml/* SCALAR_STYLE */.jK.DOUBLE_QUOTED)
        return valueStart - 1;
    return headerOf(text, valueStart);
}
const ASKS = /(?:["'\]}\s]|(?<=\s)#[^\n]*\n)*[-?:]/y;
function emptyStart(text, before) {
    ASKS.lastIndex = before;
    return ASKS.test(text) ? ASKS.lastIndex : undefined;
}
function headerOf(text, valueStart) {
    const end = text.slice(0, valueStart).replace(/\r?\n$|\r$/, "").length;
    const start = Math.max(text.lastIndexOf("\n", end - 1), text.lastIndexOf("\r", end - 1)) + 1;
    const header = /[|>][-+\d]{0,2}[ \t]*(?:[ \t]#.*)?$/.exec(text.slice(start, end));
    return header === null ? valueStart : start + header.index;
}
const MARK = /^(?:---|\.\.\.)(?=\s|$)/m;
function documentMark(text, events) {
    const [first] = events;
    const end = events.findIndex(({ type }, index) => index > 0 && type === js_yaml/* EVENT_ID */.hy.DOCUMENT);
    const isMarked = first?.type === js_yaml/* EVENT_ID */.hy.DOCUMENT && first.explicitStart;
    const begin = isMarked ? Math.max(0, text.search(MARK)) + 3 : 0;
    const last = events.slice(0, end).reduce((most, event) => Math.max(most, endOf(event)), begin);
    const found = text.slice(last).search(MARK);
    return found < 0 ? last : last + found;
}
function endOf(event) {
    if (event.type === js_yaml/* EVENT_ID */.hy.SCALAR)
        return Math.max(event.valueEnd, event.anchorEnd, event.tagEnd);
    if (event.type === js_yaml/* EVENT_ID */.hy.ALIAS)
        return event.anchorEnd;
    return event.type === js_yaml/* EVENT_ID */.hy.SEQUENCE || event.type === js_yaml/* EVENT_ID */.hy.MAPPING ? event.start : 0;
}

;// CONCATENATED MODULE: ./build/shared/yaml/nodes.js


function readNodes(text, { depth, events: most }) {
    try {
        const events = (0,js_yaml/* parseEvents */.PH)(text, { maxDepth: depth });
        if (events.length > most)
            return { kind: "excess", at: 0 };
        if (events.filter(({ type }) => type === js_yaml/* EVENT_ID */.hy.DOCUMENT).length > 1)
            return { kind: "second-document", at: documentMark(text, events) };
        const [node] = treeOf(text, events);
        return node === undefined ? {} : { node };
    }
    catch (thrown) {
        if (!(thrown instanceof js_yaml/* YAMLException */.tB))
            throw thrown;
        const at = thrown.mark?.position ?? 0;
        return /\bmaxDepth\b/.test(thrown.reason)
            ? { kind: "excess", at }
            : { kind: "syntax", at, reason: thrown.reason.replace(/\.$/, "") };
    }
}
function treeOf(text, events) {
    const roots = [];
    const anchors = new Map();
    const open = [];
    let before = 0;
    for (const event of events) {
        if (event.type === js_yaml/* EVENT_ID */.hy.POP) {
            open.pop();
            continue;
        }
        if (event.type === js_yaml/* EVENT_ID */.hy.DOCUMENT) {
            open.push({ add: (node) => roots.push(node) });
            continue;
        }
        const [node, inside] = nodeOf(text, event, startOf(text, event, before), anchors);
        before = Math.max(before, endOf(event));
        open.at(-1)?.add(node);
        if (event.type !== js_yaml/* EVENT_ID */.hy.ALIAS && event.anchorStart >= 0)
            anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
        if (inside !== undefined)
            open.push(inside);
    }
    return roots;
}
function nodeOf(text, event, at, anchors) {
    if (event.type === js_yaml/* EVENT_ID */.hy.ALIAS) {
        const name = text.slice(event.anchorStart, event.anchorEnd);
        return [{ kind: "alias", at, tag: undefined, name, target: anchors.get(name) }];
    }
    const common = { at, tag: event.tagStart < 0 ? undefined : event.tagStart };
    if (event.type === js_yaml/* EVENT_ID */.hy.SCALAR)
        return [{ kind: "scalar", ...common, value: nodes_valueOf(text, event) }];
    if (event.type === js_yaml/* EVENT_ID */.hy.SEQUENCE) {
        const items = [];
        return [{ kind: "sequence", ...common, items }, { add: (node) => items.push(node) }];
    }
    const pairs = [];
    let key;
    const add = (node) => {
        if (key !== undefined)
            pairs.push([key, node]);
        key = key === undefined ? node : undefined;
    };
    return [{ kind: "mapping", ...common, pairs }, { add }];
}
function nodes_valueOf(text, event) {
    const document = { type: js_yaml/* EVENT_ID */.hy.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] };
    const plain = { ...event, tagStart: -1, tagEnd: -1 };
    const [value] = (0,js_yaml/* constructFromEvents */.fw)([document, plain, { type: js_yaml/* EVENT_ID */.hy.POP }], {
        source: text,
        schema: js_yaml/* CORE_SCHEMA */.OU,
    });
    return value;
}

;// CONCATENATED MODULE: ./build/shared/yaml/places.js
function placesIn(text) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
        starts.push(at + 1);
    return (offset) => {
        let [low, high] = [0, starts.length - 1];
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((starts[middle] ?? 0) <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return { line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) + 1 };
    };
}

;// CONCATENATED MODULE: ./build/shared/domain/manifest/variables.js
const REFERENCE = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;
const variables_VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SECRET_NAME = /(^|_)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PWD|CREDENTIALS?|PRIVATE|DSN|DATABASE_URL|AUTH)(_|$)/i;
const SECRET_SHAPE = /\b(rnd_|napi_|gh[opsur]_|github_pat_|xox[abprs]-|sk-|sk_live_|AKIA)[A-Za-z0-9_-]{8,}|-----BEGIN|\beyJ[\w-]{8,}\.[\w-]+\.|:\/\/[^\s/:@]*:[^\s/@]+@/;
const looksSecret = (value) => SECRET_SHAPE.test(value);
const asInput = "Secrets are never part of the manifest: give it to the action as an input, such as `api-key`.";
const variables_valueOf = (name, vars) => {
    if (!variables_VARIABLE.test(name)) {
        return {
            what: "This is not a proper `${NAME}`",
            fix: "Write the name of a variable in the braces, or `$${` for the characters themselves.",
        };
    }
    if (SECRET_NAME.test(name))
        return { what: `\`\${${name}}\` is the name of a secret`, fix: asInput };
    const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
    if (value === undefined || value === "") {
        return {
            what: `The variable \`${name}\` is not set`,
            fix: `Set \`${name}\` in the \`env:\` of the step, or write the value itself.`,
        };
    }
    return looksSecret(value) ? { what: `The value of \`${name}\` looks like a secret`, fix: asInput } : value;
};
const resolve = (text, vars) => {
    if (looksSecret(text))
        return { kind: "problem", problem: { what: "This looks like a secret", fix: asInput } };
    let problem;
    const value = text.replaceAll(REFERENCE, (whole, name) => {
        if (whole === "$${")
            return "${";
        const found = variables_valueOf(name ?? "", vars);
        if (typeof found === "string")
            return found;
        problem ??= found;
        return "";
    });
    return problem === undefined ? { kind: "value", value } : { kind: "problem", problem };
};

;// CONCATENATED MODULE: ./build/shared/domain/manifest/source.js



const MAX_CHARACTERS = 64 * 1024;
const MAX_DEPTH = 20;
const MAX_NODES = 8000;
const LIMITS = { depth: MAX_DEPTH + 2, events: 5000 };
const STAIRCASE = /^[ \t]{200,}\S|(?:[-?:][ \t]+){40}/m;
const START = { line: 1, column: 1 };
const EXCESS = {
    ...START,
    what: "There are too many values here, or they are nested too deeply",
    fix: "Check that this is the right file, write aliases out, and check brackets and indentation.",
};
const only = (problem) => ({
    value: undefined,
    problems: [problem],
    locate: () => START,
    has: () => false,
    isBlamed: () => true,
});
const WORDS = [
    [/^tab characters/, "This line is indented with a tab", "Indent with blanks: YAML allows no tabs there."],
    [
        /^deficient indentation|^unexpected end of the stream within/,
        "Something above is not closed, or not indented far enough",
        "Look for the quote, bracket or brace that has no other half.",
    ],
    [
        /^bad indentation/,
        "This is not indented like what stands around it, or needs quotes",
        "Give keys of one group the same indentation, and put what begins with a sign in quotes.",
    ],
    [/^missed comma/, "A comma or a closing bracket is missing before this", "Write it, or put the text in quotes."],
    [/a multiline key may not be|^expected ':'/, "There is a line before this without `:`", "Write it as `key: value`."],
    [/^name of an a/, "This alias or anchor has no proper name", "Write the value out."],
];
const syntaxProblem = (problem, text, position) => {
    if (problem.kind === "excess")
        return { ...EXCESS, ...position };
    if (problem.kind === "second-document")
        return { ...position, what: "A second document begins here", fix: "Remove the `---`: a manifest is one document." };
    const { at, reason } = problem;
    if (text.startsWith("${", at - 1)) {
        const column = Math.max(1, position.column - 1);
        return { ...position, column, what: "YAML takes this brace for its own", fix: 'Put it in quotes: `"${NAME}"`.' };
    }
    const [, what, fix] = WORDS.find(([pattern]) => pattern.test(reason)) ?? [
        undefined,
        `This is not valid YAML: ${reason}`,
        "Check indentation, quotes and brackets here and just before.",
    ];
    return { ...position, what, fix };
};
const keyProblem = (name, before) => {
    if (typeof name !== "string")
        return { what: "A key must be text", fix: "Put it in quotes." };
    if (name === "<<")
        return { what: "Merging with `<<` is not possible here", fix: "Write the keys out." };
    if (name in Object.prototype) {
        return { what: `\`${name}\` cannot be a key or a name here`, fix: "Choose another name." };
    }
    return before.has(name)
        ? { what: `\`${name.slice(0, 60)}\` is there twice`, fix: "Keep one of the two." }
        : undefined;
};
const readSource = (raw, vars) => {
    const text = raw.replace(/^\uFEFF/, "");
    if (text.length > MAX_CHARACTERS) {
        return only({
            ...START,
            what: `The manifest is longer than ${MAX_CHARACTERS / 1024} KiB`,
            fix: "Check that this is the right file.",
        });
    }
    if (STAIRCASE.test(text))
        return only(EXCESS);
    const at = placesIn(text);
    const read = readNodes(text, LIMITS);
    if ("kind" in read)
        return only(syntaxProblem(read, text, at(read.at)));
    const places = new Map();
    const blamed = new Set();
    const problems = [];
    let nodes = 0;
    let overflow;
    const keyOf = (path) => JSON.stringify(path);
    const walk = (node, path, around, key) => {
        const here = node.at === undefined ? (key ?? around) : at(node.at);
        places.set(keyOf(path), { ...(key === undefined ? {} : { key }), value: here });
        const blame = (what, fix) => {
            blamed.add(keyOf(path));
            problems.push({ ...here, what, fix });
            return undefined;
        };
        if (overflow !== undefined)
            return undefined;
        if (++nodes > MAX_NODES || path.length > MAX_DEPTH) {
            overflow = { ...EXCESS, ...here };
            return undefined;
        }
        if (node.kind === "alias") {
            return node.target === undefined
                ? blame(`There is no anchor \`&${node.name.slice(0, 60)}\` before this`, "Write the value out.")
                : walk(node.target, path, here, key);
        }
        if (node.tag !== undefined)
            return blame("A tag means nothing here", "Remove the word that begins with `!`: values are written plainly.");
        if (node.kind === "mapping") {
            const entries = new Map();
            for (const [keyNode, value] of node.pairs) {
                const keyPosition = keyNode.at === undefined ? here : at(keyNode.at);
                const name = keyNode.kind === "scalar" ? keyNode.value : undefined;
                const wrong = keyProblem(name, entries);
                if (wrong !== undefined)
                    problems.push({ ...keyPosition, ...wrong });
                if (name === "<<")
                    blamed.add(keyOf(path));
                if (wrong === undefined)
                    entries.set(String(name), walk(value, [...path, String(name)], here, keyPosition));
            }
            return Object.fromEntries(entries);
        }
        if (node.kind === "sequence")
            return node.items.map((item, index) => walk(item, [...path, index], here, undefined));
        if (typeof node.value !== "string")
            return node.value;
        const resolved = resolve(node.value, vars);
        return resolved.kind === "value" ? resolved.value : blame(resolved.problem.what, resolved.problem.fix);
    };
    const value = read.node === undefined ? null : walk(read.node, [], START, undefined);
    if (overflow !== undefined)
        return only(overflow);
    const isBlamed = (path) => path.some((_, index) => blamed.has(keyOf(path.slice(0, index + 1)))) || blamed.has(keyOf([]));
    const locate = (path, part) => {
        for (let length = path.length; length > 0; length--) {
            const place = places.get(keyOf(path.slice(0, length)));
            if (place !== undefined)
                return length === path.length && part === "value" ? place.value : (place.key ?? place.value);
        }
        return START;
    };
    return { value, problems, locate, has: (path) => places.has(keyOf(path)), isBlamed };
};

;// CONCATENATED MODULE: ./build/shared/domain/manifest/parse.js







const parseManifestWithAdvice = (text, { file, vars }) => {
    const source = readSource(text, vars);
    const problems = [...source.problems];
    const result = manifestSchema.safeParse(source.value, { reportInput: true });
    const issues = result.error?.issues ?? [];
    for (const issue of issues) {
        if (!isMisspelt(issue, issues))
            problems.push(...explain(issue, source));
    }
    const draft = draftOf(source.value);
    check_check(draft, (path, part, what, fix) => {
        if (!source.isBlamed(path))
            problems.push({ ...source.locate(path, part), what, fix });
    });
    if (!result.success || problems.length > 0)
        throw manifestFailure(file, problems);
    return { manifest: build(result.data), advice: advise(draft) };
};
const parseManifest = (text, options) => parseManifestWithAdvice(text, options).manifest;


/***/ })

};
