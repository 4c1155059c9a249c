import { jest } from "@jest/globals";
import type { GithubOptions } from "../../../cloud/github/options.ts";
import { type GithubEmulator, startGithub } from "../../../cloud/github/start.ts";
import type { Permissions } from "../../../cloud/github/world.ts";
import type { Repository } from "../../../tools/repository.ts";

/** Real processes take their time on a busy machine; a test that hangs ends all the same. */
jest.setTimeout(60_000);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; tests look into it as they like. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface Client {
  readonly github: GithubEmulator;
  readonly call: (method: string, path: string, body?: unknown, token?: string) => Promise<Answer>;
  readonly token: (permissions: Permissions, login?: string) => string;
  /** Ends the emulator; rejects when a request or an answer broke the vendor's API description. */
  readonly close: () => Promise<void>;
}

export const repository = "acme/shop";

const everything: Permissions = {
  contents: "read",
  deployments: "write",
  actions: "write",
  checks: "write",
  statuses: "write",
  issues: "write",
  "pull-requests": "write",
  administration: "write",
  environments: "read",
};

export const startClient = async (
  sources: Repository,
  options: Omit<GithubOptions, "repositories"> = {},
): Promise<Client> => {
  const github = await startGithub({ ...options, repositories: { [repository]: { git: sources.folder } } });
  const token = (permissions: Permissions, login?: string): string => github.issueToken(repository, permissions, login);
  const all = token(everything);
  return {
    github,
    token,
    call: async (method, path, body, as = all) => {
      const response = await fetch(`${github.url}/repos/${repository}${path}`, {
        method,
        headers: { authorization: `Bearer ${as}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
    },
    close: async () => {
      const { violations } = github;
      await github.close();
      if (violations.length > 0) throw new Error(violations.join("\n"));
    },
  };
};
