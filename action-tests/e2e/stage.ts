import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isMap, parseDocument } from "yaml";
import { commitAll, newRepository, publishSlipway } from "../../demo/git.ts";
import { startGithub } from "../cloud/github/start.ts";
import { startNeon } from "../cloud/neon/start.ts";
import type { ServiceOptions } from "../cloud/render/options.ts";
import { startRender } from "../cloud/render/start.ts";
import { createRunner } from "../runner/runner.ts";
import type { Run, RunReport } from "../runner/types.ts";
import { type Chapter, SETTINGS, writeChapter } from "./story/commits.ts";

const REPOSITORY = "acme/reminders";
const ENVIRONMENTS = ["staging", "production"] as const;
const REVIEWER = "grace";
/** As on a small instance: without a limit, a Node on a large machine lets its heap grow to five times of what it needs. */
const NODE = "node --max-old-space-size=128";

/** The same app as in examples/, its caller told where the local cloud is; nothing else of it is changed. */
const adaptCaller = async (
  folder: string,
  [file, job]: readonly [file: string, job: string],
  inputs: Readonly<Record<string, string | boolean>>,
): Promise<void> => {
  const path = join(folder, ".github", "workflows", file);
  const caller = parseDocument(await readFile(path, "utf8"));
  const given = caller.getIn(["jobs", job, "with"]);
  if (!isMap(given)) throw new Error(`${path} gives ${job} no inputs`);
  for (const [name, value] of Object.entries(inputs)) given.set(name, value);
  await writeFile(path, caller.toString());
};

const adaptManifest = async (folder: string, project: string): Promise<void> => {
  const path = join(folder, ".github", "slipway.yml");
  const manifest = parseDocument(await readFile(path, "utf8"));
  manifest.setIn(["database", "project"], project);
  await writeFile(path, manifest.toString());
};

/** A Neon branch with a compute, as a person would have made it once in the console. */
const addBranch = async (neon: { url: string; apiKey: string; projectId: string }, name: string): Promise<void> => {
  const answer = await fetch(`${neon.url}/projects/${neon.projectId}/branches`, {
    method: "POST",
    headers: { authorization: `Bearer ${neon.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ branch: { name }, endpoints: [{ type: "read_write" }] }),
  });
  if (!answer.ok) throw new Error(`The branch ${name} could not be made: ${await answer.text()}`);
};

const servicesOf = (
  environment: (typeof ENVIRONMENTS)[number],
  databaseUrl: string,
  settings: Settings,
): readonly ServiceOptions[] => {
  const shared = {
    repository: REPOSITORY,
    branch: "main",
    autoDeploy: "off",
    env: { DATABASE_URL: databaseUrl, ...settings[environment] },
  } as const;
  const filled = (kind: string): string => `srv-${`d4${environment}${kind}`.padEnd(20, "0")}`;
  return [
    {
      ...shared,
      name: `worker-${environment}`,
      id: filled("worker"),
      type: "worker",
      startCommand: `${NODE} src/worker.js`,
    },
    {
      ...shared,
      name: `web-${environment}`,
      id: filled("web"),
      type: "web",
      startCommand: `${NODE} src/web.js`,
      healthCheckPath: "/healthz",
    },
  ];
};

/** Variables of the services beside DATABASE_URL, by environment. */
export type Settings = Readonly<Record<(typeof ENVIRONMENTS)[number], Readonly<Record<string, string>>>>;

export interface StageOptions {
  readonly root?: string;
  readonly settings?: Settings;
  /** Names of the secrets that the repository has. */
  readonly secrets?: readonly string[];
}

export type Stage = Awaited<ReturnType<typeof raiseStage>>;

/** A user's repository, Slipway itself as published, the local cloud and a runner, before anything was ever deployed. */
export const raiseStage = async ({
  root = process.cwd(),
  settings = SETTINGS,
  secrets = ["RENDER_API_KEY", "NEON_API_KEY"],
}: StageOptions = {}) => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-stage-"));
  const started: { readonly close: () => Promise<void> }[] = [];
  /** Newest first, so that nothing is taken away from under what uses it. */
  const close = async (): Promise<void> => {
    for (let one = started.pop(); one !== undefined; one = started.pop()) await one.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await furnish(folder, root, settings, secrets, (one) => started.push(one))), close };
  } catch (error) {
    await close();
    throw error;
  }
};

const furnish = async (
  folder: string,
  root: string,
  settings: Settings,
  secrets: readonly string[],
  keep: (one: { readonly close: () => Promise<void> }) => void,
) => {
  const [app, slipway, work] = [join(folder, "app"), join(folder, "slipway"), join(folder, "work")];
  await mkdir(work);
  // Node looks for packages in all folders above a workspace, which spares the story an `npm ci` over the network.
  await symlink(resolve(root, "node_modules"), join(folder, "node_modules"));
  await newRepository(app);
  await publishSlipway(root, slipway);
  const neon = await startNeon({});
  keep(neon);
  await addBranch(neon, "staging");
  await neon.settled();
  const render = await startRender({
    repositories: { [REPOSITORY]: { git: app, nodeModules: resolve(root, "node_modules") } },
    services: [
      ...servicesOf("staging", neon.uri("staging", { pooled: true }), settings),
      ...servicesOf("production", neon.uri("main", { pooled: true }), settings),
    ],
  });
  keep(render);
  const github = await startGithub({
    repositories: {
      [REPOSITORY]: {
        git: app,
        environments: { staging: {}, production: {}, "production-approval": { reviewers: [REVIEWER] } },
      },
    },
  });
  keep(github);
  const keys = { RENDER_API_KEY: render.apiKey, NEON_API_KEY: neon.apiKey };
  const runner = createRunner({
    host: github.host,
    folder: work,
    // The evidence of the gates lies there; it goes with the folder.
    keepWorkspaces: true,
    repositories: {
      [REPOSITORY]: {
        git: app,
        secrets: Object.fromEntries(Object.entries(keys).filter(([name]) => secrets.includes(name))),
      },
      "slipway/slipway": { git: slipway },
    },
  });
  keep(runner);

  const commit = async (chapter: Chapter): Promise<string> => {
    await writeChapter(chapter, root, app);
    const cloud = { "render-api-url": render.url, "allow-private": true };
    await adaptCaller(app, ["deploy.yml", "pipeline"], {
      ...cloud,
      "test-command": "npm test",
      "neon-api-url": neon.url,
    });
    await adaptCaller(app, ["rollback.yml", "rollback"], cloud);
    await adaptManifest(app, neon.projectId);
    return commitAll(app, chapter.message);
  };

  return {
    /** Temporary folder of everything; Node finds packages from anywhere in it. */
    folder,
    /** Working tree of the user's repository. */
    app,
    neon,
    render,
    github,
    runner,
    productionUrl: render.service("web-production").url,
    /** Commits a chapter and starts nothing; the commit's full id. */
    commit,
    /** Commits a chapter and starts what the push starts. Approve what it waits for, then await `done`. */
    async push(chapter: Chapter): Promise<{ readonly sha: string; readonly run: Run }> {
      const sha = await commit(chapter);
      const run = runner.start({
        repository: REPOSITORY,
        workflow: ".github/workflows/deploy.yml",
        event: "push",
        sha,
        ref: "refs/heads/main",
        actor: "ada",
      });
      return { sha, run };
    },
    /** Dispatches the rollback workflow by hand; `sha` is the head of the branch that it is dispatched on. */
    rollBack: (sha: string, inputs: Readonly<Record<string, string>>): Run =>
      runner.start({
        repository: REPOSITORY,
        workflow: ".github/workflows/rollback.yml",
        event: "workflow_dispatch",
        sha,
        ref: "refs/heads/main",
        actor: "ada",
        inputs,
      }),
  };
};

/** Lets a run go to its end, with a yes to everything that it asks. */
export const approveAll = async (run: Run): Promise<RunReport> => {
  run.onEvent((event) => {
    if (event.type !== "job" || event.state !== "waiting") return;
    // The event comes a moment before the run can be asked what it waits for.
    queueMicrotask(() => {
      for (const name of run.pending()) run.approve(name, REVIEWER);
    });
  });
  return run.done;
};
