import * as z from "zod";
import { parseDuration } from "../duration.ts";
import { byEnvironment, formed, inside, named, seconds, text } from "./fields.ts";
import { image } from "./image-schema.ts";
import { KINDS, TOOLS } from "./types.ts";

const BRANCH = /^(?![/.-])(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[^\s~^:?*[\]\\\p{Cc}]{1,250}(?<![/.])$/u;
const ADDRESS = /^https?:\/\/[^\s/@]+(?:\/[^\s]*)?$/;

const status = z.union([
  z.int().min(100).max(599),
  z.array(z.int().min(100).max(599)).min(1),
  z.string().regex(/^[1-5]xx$/, { error: "must be a status, a list of statuses, or a class such as `2xx`" }),
]);

const check = z
  .strictObject({
    name: text("What messages call this check; its path when absent", "health").optional(),
    path: formed(/^\/[^\s]{0,2000}$/, "must begin with `/`", "Path below the service's address", "/healthz").optional(),
    url: formed(
      ADDRESS,
      "must be an address with http or https",
      "Address in place of a path",
      "https://shop.example.com/healthz",
    ).optional(),
    method: z
      .enum(["GET", "HEAD"])
      .meta({ description: "`GET` when absent", examples: ["GET"] })
      .optional(),
    "expect-status": status
      .meta({ description: "Status or statuses that are healthy; 200 when absent", examples: [200, [200, 204], "2xx"] })
      .optional(),
    "expect-body": text("Text that the body must contain, or `/pattern/`", "ok").optional(),
    "expect-headers": z
      .record(
        z.string().regex(/^[A-Za-z0-9-]{1,80}$/, { error: "must be the name of a header" }),
        text("Value", "application/json"),
      )
      .meta({ description: "Headers that the answer must have", examples: [{ "content-type": "application/json" }] })
      .optional(),
    "version-path": text(
      "Where the answer tells its commit: dotted path into JSON, `header:<name>`, or `body`",
      "commit",
      "header:x-commit",
      "body",
    ).optional(),
    timeout: seconds("Seconds for one request; 5 when absent", 60, 5).optional(),
  })
  .meta({ description: "One HTTP check", examples: [{ path: "/healthz" }] });

const service = z
  .strictObject({
    provider: z.enum(["render"]).meta({ description: "Who runs it", examples: ["render"] }),
    kind: z.enum(KINDS).meta({ description: "What it is", examples: ["web"] }),
    ids: byEnvironment(
      formed(
        /^(srv|crn)-[A-Za-z0-9][A-Za-z0-9-]*$/,
        "must be the id of a Render service",
        "The provider's id",
        "srv-abc123",
      ),
      "The provider's id by environment",
      { production: "srv-abc123" },
    ),
    urls: byEnvironment(
      formed(ADDRESS, "must be an address with http or https", "Address", "https://shop.example.com"),
      "Address to check by environment, where the provider's own is not the one",
      { production: "https://shop.example.com" },
    ).optional(),
    image: text("One of `images`; deployed as a commit when absent", "app").optional(),
    after: z
      .array(text("Name of a service", "worker"))
      .meta({ description: "Services that must be live before this one is deployed", examples: [["worker"]] })
      .optional(),
    checks: z
      .array(check)
      .meta({ description: "What must answer before a release counts as healthy", examples: [[{ path: "/healthz" }]] })
      .optional(),
  })
  .meta({
    description: "One deployable unit",
    examples: [{ provider: "render", kind: "web", ids: { production: "srv-abc123" } }],
  });

const branch = (description: string) => formed(BRANCH, "must be the name of a branch", description, "main");

const database = z
  .strictObject({
    provider: z.enum(["neon"]).meta({ description: "Who runs it", examples: ["neon"] }),
    project: formed(
      /^[A-Za-z0-9-]{1,60}$/,
      "must be the id of a Neon project",
      "Id of the project",
      "quiet-river-12345678",
    ),
    tool: z
      .enum(TOOLS)
      .meta({ description: "What migrates; found out when absent", examples: ["drizzle"] })
      .optional(),
    directory: inside("Folder of the migrations", "drizzle").optional(),
    command: text("What to run, for `tool: command`", "npm run migrate").optional(),
    database: text("Name of the database, where the branch has several", "neondb").optional(),
    role: text("Name of the role, where the branch has several", "neondb_owner").optional(),
    branches: byEnvironment(branch("Database branch"), "Database branch by environment", { production: "main" }),
  })
  .meta({
    description: "The database beside the services",
    examples: [{ provider: "neon", project: "my-project-123", branches: { production: "main" } }],
  });

const environment = z
  .strictObject({
    from: branch("Git branch that feeds it"),
    after: text("Environment that a release must have passed before", "staging").optional(),
    approval: z
      .enum(["required", "none"])
      .meta({ description: "Whether a person must say yes; `none` when absent", examples: ["required"] })
      .optional(),
  })
  .meta({ description: "One place where releases run", examples: [{ from: "main" }] });

const gate = z
  .strictObject({
    successes: z
      .int()
      .min(1)
      .max(100)
      .meta({ description: "Healthy answers in a row; 3 when absent", examples: [3] })
      .optional(),
    interval: seconds("Seconds between two rounds; 2 when absent", 300, 2).optional(),
    deadline: seconds("Seconds until the gate gives up; 300 when absent", 21_600, 300).optional(),
  })
  .meta({ description: "When a release counts as healthy", examples: [{ successes: 3, interval: 2, deadline: 300 }] });

const previews = z
  .strictObject({
    "expires-in": z
      .string()
      .refine((value) => parseDuration(value) !== undefined, { error: "must be a duration" })
      .meta({ description: "Life of a preview; 7d when absent", examples: ["7d", "36h"] })
      .optional(),
    limit: z
      .int()
      .min(1)
      .max(500)
      .meta({ description: "Previews at one time; 10 when absent", examples: [10] })
      .optional(),
  })
  .meta({ description: "Environments of pull requests", examples: [{ "expires-in": "7d", limit: 10 }] });

const notifications = z
  .strictObject({
    slack: z
      .boolean()
      .meta({ description: "Tell Slack", examples: [true] })
      .optional(),
    pagerduty: z
      .boolean()
      .meta({ description: "Tell PagerDuty when production fails", examples: [true] })
      .optional(),
  })
  .meta({ description: "Who is told", examples: [{ slack: true }] });

/** The manifest as it is written. Durations are seconds unless they say otherwise. */
export const manifestSchema = z
  .strictObject({
    version: z.literal(1).meta({ description: "Version of this format", examples: [1] }),
    services: named(service, "What is deployed", {
      api: { provider: "render", kind: "web", ids: { production: "srv-abc123" } },
    }),
    images: named(image, "What is built", { app: { repository: "ghcr.io/acme/shop" } }).optional(),
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

export type RawManifest = z.infer<typeof manifestSchema>;
export type RawService = RawManifest["services"][string];
export type RawCheck = NonNullable<RawService["checks"]>[number];

/** The schemas of single entries: what is right in a manifest is checked on although something else is wrong. */
export const parts = { service, image, environment, database, gate } as const;
