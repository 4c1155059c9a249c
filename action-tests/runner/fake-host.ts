import type { Host, HostEnvironment } from "./types.ts";

export interface FakeDeployment {
  readonly repository: string;
  readonly environment: string;
  readonly sha: string;
  readonly ref: string;
  readonly states: string[];
  url: string | undefined;
}

export interface FakeHost extends Host {
  /** By repository and name, in lower case: `owner/name production`. */
  readonly environments: Map<string, HostEnvironment>;
  readonly tokens: Map<string, Readonly<Record<string, "read" | "write">>>;
  readonly revoked: Set<string>;
  readonly deployments: FakeDeployment[];
}

const keyOf = (repository: string, name: string) => `${repository} ${name}`.toLowerCase();

/** A Host that remembers what it was asked for. */
export const createFakeHost = (): FakeHost => {
  const environments: FakeHost["environments"] = new Map();
  const tokens: FakeHost["tokens"] = new Map();
  const revoked = new Set<string>();
  const deployments: FakeDeployment[] = [];
  return {
    serverUrl: "http://127.0.0.1:1",
    apiUrl: "http://127.0.0.1:1/api",
    environments,
    tokens,
    revoked,
    deployments,
    issueToken: (repository, permissions) => {
      const token = `ghs_fake${tokens.size + 1}${Buffer.from(repository).toString("hex")}`;
      tokens.set(token, permissions);
      return token;
    },
    jobServices: (repository, permissions) => ({
      ACTIONS_RESULTS_URL: "http://127.0.0.1:1/results/",
      ACTIONS_RUNTIME_TOKEN: `runtime-of-${repository}`,
      ...(permissions["id-token"] === "write"
        ? { ACTIONS_ID_TOKEN_REQUEST_URL: "http://127.0.0.1:1/oidc?v=2", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "requests-1" }
        : {}),
    }),
    revokeToken: (token) => void revoked.add(token),
    environment: (repository, name) => environments.get(keyOf(repository, name)),
    deployment: (repository, { environment, sha, ref }) => {
      const deployment: FakeDeployment = { repository, environment, sha, ref, states: [], url: undefined };
      deployments.push(deployment);
      return {
        mark: (state, url) => {
          deployment.states.push(state);
          deployment.url = url ?? deployment.url;
        },
      };
    },
  };
};
