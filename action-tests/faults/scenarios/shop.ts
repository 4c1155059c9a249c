import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GithubEmulator, startGithub } from "../../cloud/github/start.ts";
import { type RenderEmulator, startRender } from "../../cloud/render/start.ts";
import { app, newSetting, type Setting } from "../../unit/cloud/render/setting.ts";
import { type EntryEnd, writeEntry } from "./entry.ts";
import { API_KEY, IDS, MANIFEST, REPOSITORY } from "./manifest.ts";

/** The commits of the repository, which outlive the world that is made new for each try. */
export interface Code {
  readonly setting: Setting;
  readonly first: string;
  readonly second: string;
}

export function writeCode(): Code {
  const setting = newSetting();
  return { setting, first: setting.commit(app()), second: setting.commit(app("/* second */")) };
}

/** A web service and its worker at Render, two commits, and a ledger. */
export interface Shop {
  readonly render: RenderEmulator;
  readonly github: GithubEmulator;
  readonly first: string;
  readonly second: string;
  readonly token: string;
  readonly workspace: string;
  /** Environment of a step in this repository. */
  readonly env: Readonly<Record<string, string>>;
  /** Puts a commit live on both services. */
  readonly deploy: (commit: string) => Promise<void>;
  /** Writes what a run that deployed a commit would have written. Answers the ledger's id. */
  readonly enter: (commit: string, run: string, end: EntryEnd) => Promise<string>;
  /** Render as it was, the ledger empty. */
  readonly withNewLedger: () => Promise<Shop>;
  readonly close: () => Promise<void>;
}

export async function openShop(code: Code): Promise<Shop> {
  const workspace = mkdtempSync(join(tmpdir(), "slipway-shop-"));
  mkdirSync(join(workspace, ".github"));
  writeFileSync(join(workspace, ".github", "slipway.yml"), MANIFEST);
  return shopOf(code, workspace, await openRender(code), await openGithub(code));
}

function shopOf(code: Code, workspace: string, render: RenderEmulator, github: GithubEmulator): Shop {
  const token = github.issueToken(REPOSITORY, { actions: "read", contents: "read", deployments: "write" });
  return {
    render,
    github,
    first: code.first,
    second: code.second,
    token,
    workspace,
    env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: REPOSITORY, GITHUB_SHA: code.second, GITHUB_RUN_ID: "20" },
    async deploy(commit) {
      for (const service of [IDS.worker, IDS.web]) {
        const response = await fetch(`${render.url}/services/${service}/deploys`, {
          method: "POST",
          headers: { authorization: `Bearer ${render.apiKey}`, "content-type": "application/json" },
          body: JSON.stringify({ commitId: commit }),
        });
        if (!response.ok) throw new Error(`deploy of ${service}: ${response.status}`);
      }
      await render.settled();
    },
    enter: (commit, run, end) => writeEntry({ github, token, commit, run, end }),
    async withNewLedger() {
      await github.close();
      return shopOf(code, workspace, render, await openGithub(code));
    },
    async close() {
      await Promise.all([render.close(), github.close()]);
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

const openGithub = ({ setting }: Code): Promise<GithubEmulator> =>
  startGithub({
    repositories: { [REPOSITORY]: { git: setting.git, environments: { production: {} } } },
    hourly: 1e9,
    writesPerMinute: 1e9,
  });

const openRender = ({ setting, first }: Code): Promise<RenderEmulator> => {
  const of = (name: keyof typeof IDS) => ({
    id: IDS[name],
    name,
    repository: REPOSITORY,
    initial: first,
    autoDeploy: "off" as const,
  });
  return startRender({
    repositories: { [REPOSITORY]: { git: setting.git } },
    services: [
      { ...of("worker"), type: "worker", startCommand: "exec sleep 3600" },
      { ...of("web"), type: "web", startCommand: "exec node server.mjs", healthCheckPath: "/healthz" },
    ],
    apiKeys: [API_KEY],
    limits: false,
    timings: { terminateAfter: 1, grace: 60 },
  });
};
