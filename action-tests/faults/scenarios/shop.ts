import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "../../../shared/action/secret.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { verifiedNote } from "../../../shared/domain/record.ts";
import type { ReleaseRecord } from "../../../shared/domain/release.ts";
import { createHttp } from "../../../shared/http/client.ts";
import { githubLedger } from "../../../shared/providers/github/ledger.ts";
import { type GithubEmulator, startGithub } from "../../cloud/github/start.ts";
import { type RenderEmulator, startRender } from "../../cloud/render/start.ts";
import { app, newSetting, type Setting } from "../../unit/cloud/render/setting.ts";

const REPOSITORY = "acme/shop";
const IDS = { web: "srv-faults00000000000web", worker: "srv-faults0000000worker0" };

export const MANIFEST = `version: 1
services:
  worker:
    provider: render
    kind: worker
    ids: { production: ${IDS.worker} }
  web:
    provider: render
    kind: web
    ids: { production: ${IDS.web} }
    after: [worker]
    checks: [{ path: /healthz, version-path: commit }]
environments:
  production: { from: main }
gate: { successes: 1, interval: 1, deadline: 30 }
`;

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

/** A web service and its worker at Render, two commits, and a ledger in which the first one is verified. */
export interface Shop {
  readonly render: RenderEmulator;
  readonly github: GithubEmulator;
  readonly first: string;
  readonly second: string;
  readonly token: string;
  readonly workspace: string;
  /** Environment of a step in this repository. */
  readonly env: Readonly<Record<string, string>>;
  /** Puts a commit live on both services and writes what a deploy of it would have written. Answers the ledger's id. */
  readonly release: (commit: string, run: string, end: "verified" | "failed" | "open") => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function openShop({ setting, first, second }: Code): Promise<Shop> {
  const workspace = mkdtempSync(join(tmpdir(), "slipway-shop-"));
  mkdirSync(join(workspace, ".github"));
  writeFileSync(join(workspace, ".github", "slipway.yml"), MANIFEST);
  const of = (name: keyof typeof IDS) => ({
    id: IDS[name],
    name,
    repository: REPOSITORY,
    initial: first,
    autoDeploy: "off" as const,
  });
  const [render, github] = await Promise.all([
    startRender({
      repositories: { [REPOSITORY]: { git: setting.git } },
      services: [
        { ...of("worker"), type: "worker", startCommand: "exec node server.mjs" },
        { ...of("web"), type: "web", startCommand: "exec node server.mjs", healthCheckPath: "/healthz" },
      ],
      limits: false,
      timings: { terminateAfter: 1, grace: 60 },
    }),
    startGithub({
      repositories: { [REPOSITORY]: { git: setting.git, environments: { production: {} } } },
      hourly: 1e9,
      writesPerMinute: 1e9,
    }),
  ]);
  const token = github.issueToken(REPOSITORY, { actions: "read", contents: "read", deployments: "write" });

  const deploy = async (service: string, commit: string) => {
    const response = await fetch(`${render.url}/services/${service}/deploys`, {
      method: "POST",
      headers: { authorization: `Bearer ${render.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ commitId: commit }),
    });
    if (!response.ok) throw new Error(`deploy of ${service}: ${response.status}`);
    await render.settled();
  };
  const ledger = githubLedger({
    http: createHttp({
      clock: systemClock,
      random: Math.random,
      signal: new AbortController().signal,
      log: { debug: () => {}, warning: () => {} },
      redact: (text) => text,
    }),
    token: new Secret(token),
    api: github.url,
    repository: REPOSITORY,
    runUrl: "https://github.com/acme/shop/actions/runs/1",
  });

  return {
    render,
    github,
    first,
    second,
    token,
    workspace,
    env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: REPOSITORY, GITHUB_SHA: second, GITHUB_RUN_ID: "20" },
    async release(commit, run, end) {
      const record: ReleaseRecord = {
        slipway: 1,
        kind: "deploy",
        environment: "production",
        commit,
        services: {
          worker: { provider: "render", id: IDS.worker, commit },
          web: { provider: "render", id: IDS.web, commit },
        },
        run: { id: run, attempt: 1, url: `https://github.com/acme/shop/actions/runs/${run}` },
      };
      if (commit !== first) for (const id of [IDS.worker, IDS.web]) await deploy(id, commit);
      const { id } = await ledger.open(record);
      await ledger.mark(id, "in_progress", { description: "deploying" });
      if (end === "failed") await ledger.mark(id, "failure", { description: "the gate failed" });
      if (end === "verified")
        await ledger.mark(id, "success", { description: verifiedNote(`sha256:${"a".repeat(64)}`) });
      return id;
    },
    async close() {
      await Promise.all([render.close(), github.close()]);
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}
