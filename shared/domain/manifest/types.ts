/** What a service is; `mcp` is a web service that speaks MCP. */
export const KINDS = ["web", "private", "worker", "cron", "static", "mcp"] as const;
export type Kind = (typeof KINDS)[number];

/** One HTTP check. Milliseconds never appear in the manifest: all durations are seconds. */
export interface HttpCheck {
  readonly name: string;
  /** Absolute, or a path below the service's address. */
  readonly url: string;
  readonly method: "GET" | "HEAD";
  readonly expectStatus: readonly number[];
  /** Text that the body must contain, or `/pattern/`. */
  readonly expectBody?: string | undefined;
  readonly expectHeaders?: Readonly<Record<string, string>> | undefined;
  /** Where the answer tells the commit that it runs: a dotted path into JSON, `header:<name>`, or `body` for plain text. */
  readonly versionPath?: string | undefined;
  readonly timeout: number;
}

/** One deployable unit. */
export interface Service {
  readonly name: string;
  readonly provider: "render";
  readonly kind: Kind;
  /** The provider's id by environment. */
  readonly ids: Readonly<Record<string, string>>;
  /** Address by environment, where the provider's own is not the one to check. */
  readonly urls: Readonly<Record<string, string>>;
  /** Deployed as a commit, or as one of the manifest's images. */
  readonly image?: string | undefined;
  readonly after: readonly string[];
  readonly checks: readonly HttpCheck[];
}

/** An image that is built from this repository. */
export interface Image {
  readonly name: string;
  /** Without tag or digest: `ghcr.io/acme/shop`. */
  readonly repository: string;
  /** Folder and file from the root of the repository. */
  readonly context: string;
  readonly file: string;
  readonly target?: string | undefined;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** None: the builder's own. */
  readonly platforms: readonly string[];
  /** None: what the Dockerfile copies. */
  readonly paths: readonly string[];
  /** As it is written: `250MB`, `10%`. */
  readonly maxSize?: string | undefined;
  readonly maxGrowth?: string | undefined;
  readonly smoke?: Smoke | undefined;
}

/** What an image has to do before a tag that people deploy from moves to it. Seconds. */
export interface Smoke {
  readonly test:
    | { readonly kind: "http"; readonly path: string; readonly port: number; readonly statuses: readonly number[] }
    | { readonly kind: "exec"; readonly command: readonly string[] }
    | { readonly kind: "exit"; readonly code: number; readonly command: readonly string[] };
  readonly env: Readonly<Record<string, string>>;
  readonly timeout: number;
}

/** What applies migrations; `auto` finds it out from the folder. */
export const TOOLS = [
  "auto",
  "sql",
  "drizzle",
  "knex",
  "prisma",
  "alembic",
  "flyway",
  "node-pg-migrate",
  "command",
] as const;
export type Tool = (typeof TOOLS)[number];

/** The project at the database's provider, and its branch of each environment. */
export interface Database {
  readonly provider: "neon";
  readonly project: string;
  readonly tool: Tool;
  readonly directory?: string | undefined;
  readonly command?: string | undefined;
  readonly database?: string | undefined;
  readonly role?: string | undefined;
  /** Database branch by environment. */
  readonly branches: Readonly<Record<string, string>>;
}

/** A place where releases run. */
export interface Environment {
  readonly name: string;
  /** Git branch that feeds it. */
  readonly from: string;
  readonly approval: boolean;
  /** Environment that a release must have passed before. */
  readonly after?: string | undefined;
}

/** When a release counts as healthy: answers in a row, and seconds. */
export interface Gate {
  readonly successes: number;
  readonly interval: number;
  readonly deadline: number;
}

/** `.github/slipway.yml`, valid and with every default filled in. */
export interface Manifest {
  readonly version: 1;
  readonly services: readonly Service[];
  readonly images: readonly Image[];
  readonly database?: Database | undefined;
  readonly environments: readonly Environment[];
  readonly gate: Gate;
  readonly previews?: { readonly expiresIn: string; readonly limit: number } | undefined;
  readonly notifications?: { readonly slack?: boolean; readonly pagerduty?: boolean } | undefined;
}
