import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { commitAll, git, newRepository, publishSlipway } from "../../demo/git.ts";
import { startGithub } from "../cloud/github/start.ts";
import { startOsv } from "../cloud/osv/start.ts";
import { startRegistries } from "../cloud/registries/start.ts";
import type { PackageOptions, ReleaseOptions } from "../cloud/registries/world.ts";
import { createRunner } from "../runner/runner.ts";
import type { RunReport, Trigger } from "../runner/types.ts";
import { integrityOf, npmLock, type Packages } from "../unit/dependency-review/npm-lock.ts";

const REPOSITORY = "acme/shop";
const FORK = "mallory/shop";
const WORKFLOW = ".github/workflows/dependencies.yml";

const release = (name: string, version: string, more: Partial<ReleaseOptions> = {}): ReleaseOptions => ({
  version,
  publishedAt: "2020-01-01T00:00:00Z",
  license: "MIT",
  integrity: integrityOf(name, version),
  ...more,
});

const PACKAGES: readonly PackageOptions[] = [
  { ecosystem: "npm", name: "steady", releases: [release("steady", "1.0.0"), release("steady", "1.1.0")] },
  { ecosystem: "npm", name: "leaky", releases: [release("leaky", "1.0.0"), release("leaky", "1.0.1")] },
];

/** The first block of the how-to page: what people copy is what is tested. */
const caller = async (osv: string): Promise<string> => {
  const page = await readFile(join("docs", "how-to", "review-dependencies.md"), "utf8");
  const copied = parseDocument(/^```yaml\n(.*?)^```/ms.exec(page)?.[1] ?? "");
  copied.setIn(["on", "push"], { branches: ["main"] });
  copied.setIn(["jobs", "review", "with", "osv-url"], osv);
  return copied.toString();
};

/** A user's repository with the caller of the how-to page, GitHub, OSV and the registries. */
export const raiseDependencyStage = async () => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-review-"));
  const [app, slipway, work] = [join(folder, "app"), join(folder, "slipway"), join(folder, "work")];
  await mkdir(work);
  await newRepository(app);
  await publishSlipway(".", slipway);
  const registries = await startRegistries({ packages: PACKAGES });
  const osv = await startOsv({
    records: [
      {
        id: "GHSA-aaaa-bbbb-cccc",
        summary: "It leaks",
        database_specific: { severity: "CRITICAL" },
        affected: [
          {
            package: { ecosystem: "npm", name: "leaky" },
            ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.0.1" }] }],
          },
        ],
      },
    ],
  });
  const github = await startGithub({ repositories: { [REPOSITORY]: { git: app, private: false } } });
  const served = await github.serveGit();
  const runner = createRunner({
    host: { ...github.host, serverUrl: served.url },
    folder: work,
    repositories: { [REPOSITORY]: { git: app }, "slipway/slipway": { git: slipway } },
  });
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(app, name)), { recursive: true });
    await writeFile(join(app, name), text);
  };
  await write(WORKFLOW, await caller(osv.url));
  await write(".npmrc", `registry=${registries.npm}\n`);

  const commit = async (message: string, packages: Packages): Promise<string> => {
    await write("package-lock.json", npmLock(packages));
    return commitAll(app, message);
  };
  const start = (trigger: Pick<Trigger, "event" | "sha"> & Partial<Trigger>): Promise<RunReport> =>
    runner.start({ repository: REPOSITORY, workflow: WORKFLOW, ref: "refs/heads/main", actor: "ada", ...trigger }).done;
  const base = await commit("Begin", { steady: "1.0.0" });

  return {
    github,
    osv,
    registries,
    base,
    commit,
    start,
    /** Commits on a branch of its own, and opens a pull request for it. */
    async open(branch: string, packages: Packages): Promise<{ readonly number: number; readonly head: string }> {
      await git(app, "checkout", "--quiet", "-b", branch, base);
      const head = await commit(branch, packages);
      await git(app, "checkout", "--quiet", "main");
      return { number: github.openPull(REPOSITORY, { head: branch, base: "main" }), head };
    },
    /** What GitHub starts when commits of a pull request arrive. */
    pull: (number: number, sha: string, { fork = false } = {}): Promise<RunReport> =>
      start({
        event: "pull_request",
        sha,
        ref: `refs/pull/${number}/merge`,
        actor: fork ? "mallory" : "ada",
        payload: {
          action: "synchronize",
          number,
          pull_request: {
            number,
            head: { sha, ref: "change", repo: { full_name: fork ? FORK : REPOSITORY } },
            base: { sha: base, ref: "main", repo: { full_name: REPOSITORY } },
          },
          repository: { full_name: REPOSITORY, default_branch: "main", private: false, visibility: "public" },
        },
      }),
    comments: async (number: number): Promise<readonly string[]> => {
      const token = github.issueToken(REPOSITORY, { "pull-requests": "read" });
      const answer = await fetch(`${github.url}/repos/${REPOSITORY}/issues/${number}/comments`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await answer.json()) as readonly { readonly body: string }[]).map(({ body }) => body);
    },
    close: async (): Promise<void> => {
      await runner.close();
      await Promise.all([served.close(), github.close(), osv.close(), registries.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
