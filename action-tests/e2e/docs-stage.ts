import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { commitAll, git, newRepository, publishSlipway } from "../../demo/git.ts";
import { startGithub } from "../cloud/github/start.ts";
import { createRunner } from "../runner/runner.ts";
import type { RunReport, Trigger } from "../runner/types.ts";
import { branchHost } from "../tools/branch-host.ts";

const REPOSITORY = "acme/guide";

/** What builds the user's site: pages with links that are only right at the base path that it is told. */
const BUILD = `set -eu
mkdir -p site/guide
printf '<!doctype html><html><head><title>Guide</title></head><body><h1>%s</h1><a href="%sguide/">Guide</a></body></html>' "$(cat text.txt)" "$BASE_PATH" > site/index.html
printf '<!doctype html><html><head><title>More</title></head><body><a href="%s">Home</a></body></html>' "$BASE_PATH" > site/guide/index.html
`;

/** The YAML blocks of the how-to page: what people copy is what is tested. */
const callers = async (): Promise<readonly string[]> => {
  const page = await readFile(join("docs", "how-to", "publish-docs.md"), "utf8");
  return [...page.matchAll(/^(?<indent> *)```yaml\n(?<text>.*?)^ *```/gms)].map(({ groups }) =>
    (groups?.["text"] ?? "").replaceAll(new RegExp(`^${groups?.["indent"] ?? ""}`, "gm"), ""),
  );
};

const adapt = (text: string, job: string, inputs: Readonly<Record<string, string>>): string => {
  const caller = parseDocument(text);
  for (const [name, value] of Object.entries(inputs)) caller.setIn(["jobs", job, "with", name], value);
  return caller.toString();
};

/** A user's repository with the callers of the how-to page, GitHub, and the host that serves its branch. */
export const raiseDocsStage = async () => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-docs-"));
  const [app, slipway, work] = [join(folder, "app"), join(folder, "slipway"), join(folder, "work")];
  await mkdir(work);
  await newRepository(app);
  await publishSlipway(".", slipway);
  const site = await branchHost(app, "gh-pages", "/guide/");
  const github = await startGithub({ repositories: { [REPOSITORY]: { git: app } } });
  const served = await github.serveGit();
  const runner = createRunner({
    host: { ...github.host, serverUrl: served.url },
    folder: work,
    repositories: { [REPOSITORY]: { git: app }, "slipway/slipway": { git: slipway } },
  });

  const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) {
      // oxlint-disable-next-line no-await-in-loop -- few
      await mkdir(dirname(join(app, name)), { recursive: true });
      // oxlint-disable-next-line no-await-in-loop
      await writeFile(join(app, name), text);
    }
  };
  const [publishing = "", forks = "", back = ""] = await callers();
  const address = { "site-url": site.url };
  await write({
    "build.sh": BUILD,
    ".github/workflows/docs.yml": adapt(publishing, "docs", { ...address, "build-command": "bash build.sh" }),
    ".github/workflows/tight.yml": adapt(publishing, "docs", {
      ...address,
      "build-command": `bash build.sh && echo '<a href="gone/">x</a>' > site/index.html && echo '{"index.html": "docs/start.md:3"}' > pages.json`,
      "link-check": "warn",
      "page-sources": "pages.json",
      "max-total-size": "100B",
    }),
    ".github/workflows/fork.yml": adapt(forks, "preview", address),
    ".github/workflows/back.yml": adapt(
      `name: Back\non: workflow_dispatch\npermissions: {}\njobs:\n  back:\n    permissions: ${JSON.stringify({
        contents: "write",
        "id-token": "write",
        pages: "write",
        "pull-requests": "write",
        actions: "read",
      })}\n${back.replaceAll(/^(?=.)/gm, "    ")}`,
      "back",
      address,
    ),
  });

  const start = (given: Pick<Trigger, "event" | "sha"> & Partial<Trigger>): Promise<RunReport> => {
    const trigger: Trigger = {
      repository: REPOSITORY,
      workflow: ".github/workflows/docs.yml",
      ref: "refs/heads/main",
      actor: "ada",
      ...given,
    };
    const run = runner.start(trigger);
    github.attachRun(REPOSITORY, trigger, run);
    return run.done;
  };

  return {
    github,
    site,
    git: (...args: readonly string[]) => git(app, ...args),
    /** Commits the text of the site on the branch that is checked out; the commit's id. */
    async commit(text: string): Promise<string> {
      await write({ "text.txt": text });
      return commitAll(app, text);
    },
    start,
    /** What GitHub starts when something happens to a pull request from a repository. */
    pull: (number: number, action: string, sha: string, from: string): Promise<RunReport> =>
      start({
        event: "pull_request",
        sha,
        ref: `refs/pull/${number}/merge`,
        payload: {
          action,
          number,
          pull_request: {
            number,
            head: { sha, ref: "change", repo: { full_name: from } },
            base: { ref: "main", repo: { full_name: REPOSITORY } },
          },
        },
      }),
    /** Status and text of a page of the published site. */
    async page(path: string): Promise<{ readonly status: number; readonly text: string }> {
      const answer = await fetch(new URL(path, site.url));
      return { status: answer.status, text: await answer.text() };
    },
    comments: async (number: number): Promise<readonly string[]> => {
      const token = github.issueToken(REPOSITORY, { "pull-requests": "read" });
      const answer = await fetch(`${github.url}/repos/${REPOSITORY}/issues/${number}/comments`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await answer.json()) as readonly { readonly body: string }[]).map(({ body }) => body);
    },
    async close(): Promise<void> {
      await runner.close();
      await served.close();
      await github.close();
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
