import { randomBytes } from "node:crypto";
import { loadContract } from "../contract.ts";
import type { Incoming, Reply } from "../routes.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import { artifactRoutes } from "./artifacts.ts";
import { deploymentRoutes } from "./deployments.ts";
import { servedRoutes, type SiteFiles, unpack } from "./served.ts";
import { type Deployment, liveDeployment, type PagesOptions, statusOf, type World } from "./world.ts";

export interface PagesEmulator extends Emulator {
  readonly token: string;
  readonly repository: string;
  /** Where the site is served. */
  readonly siteUrl: string;
  /** What a job that may publish has in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly deployments: readonly Deployment[];
  /** Files that visitors see. */
  readonly live: () => Promise<SiteFiles>;
  /** Begins a deployment of somebody else. */
  readonly occupy: (version: string, milliseconds: number | "stuck") => void;
  /** How often something was done, such as `deployments created`. */
  readonly effects: () => Readonly<Record<string, number>>;
}

/** A JSON Web Token as a job's runtime has it: its scope names run and job. */
const runtimeToken = (): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part({ scp: "Actions.ExampleScope Actions.Results:run-1:job-1" })}.${randomBytes(48).toString("base64url")}`;
};

const forward = async (upstream: string, { method, path, query, headers, raw }: Incoming): Promise<Reply> => {
  const { host: _, connection: __, "content-length": ___, "transfer-encoding": ____, ...rest } = headers;
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  const body = raw.length === 0 ? {} : { body: new Uint8Array(raw) };
  const answer = await fetch(`${upstream}${path}${search}`, { method, headers: rest, redirect: "manual", ...body });
  const kept = ["content-type", "link", "location", "retry-after", "x-ratelimit-remaining"].flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    status: answer.status,
    raw: Buffer.from(await answer.arrayBuffer()),
    headers: Object.fromEntries(kept) as Record<string, string>,
  };
};

/** GitHub Pages with all that a job needs of GitHub to publish there: artifacts, proofs of identity, the site itself. */
export const startPages = async (options: PagesOptions = {}): Promise<PagesEmulator> => {
  const world: World = {
    options,
    repository: options.repository ?? "acme/shop",
    token: options.token ?? `ghs_${randomBytes(18).toString("hex")}`,
    runtimeToken: runtimeToken(),
    requestToken: randomBytes(24).toString("hex"),
    now: options.now ?? Date.now,
    artifacts: [],
    deployments: [],
    identities: new Map(),
    endings: [...(options.endings ?? [])],
    effects: {},
    url: "",
  };
  const { upstream } = options;
  const server = await startServer({
    routes: [
      ...deploymentRoutes(world),
      ...artifactRoutes(world),
      ...servedRoutes(world),
      ...(upstream === undefined
        ? []
        : ["GET", "POST", "PATCH", "PUT", "DELETE"].map((method) => ({
            method,
            path: "/*rest",
            described: false,
            handler: (request: Incoming) => forward(upstream, request),
          }))),
    ],
    contract: loadContract("github-cut.json"),
    port: options.port,
  });
  world.url = server.url;
  return {
    ...server,
    token: world.token,
    repository: world.repository,
    siteUrl: `${server.url}/site/`,
    environment: {
      ACTIONS_RESULTS_URL: `${server.url}/`,
      ACTIONS_RUNTIME_TOKEN: world.runtimeToken,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/oidc/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: world.requestToken,
    },
    deployments: world.deployments,
    live: async () => {
      const artifact = world.artifacts.find(({ id }) => id === liveDeployment(world)?.artifact);
      return artifact?.content === undefined ? new Map<string, Buffer>() : unpack(artifact.content);
    },
    occupy: (version, milliseconds) => {
      const at = world.now();
      const stuck = milliseconds === "stuck";
      const overAt = at + (stuck ? 0 : milliseconds);
      world.deployments.push({
        version,
        artifact: 0,
        at,
        ending: stuck ? "stuck" : "succeed",
        cancelled: false,
        overAt,
      });
    },
    effects: () => ({ ...world.effects }),
    dump: () => ({
      artifacts: world.artifacts.map(({ name, finished, hash }) => ({ name, finished, hash })),
      deployments: world.deployments.map((deployment) => ({
        version: deployment.version,
        status: statusOf(world, deployment),
      })),
    }),
  };
};
