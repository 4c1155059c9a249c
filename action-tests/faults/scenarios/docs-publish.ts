import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startGithub } from "../../cloud/github/start.ts";
import { branchHost } from "../../tools/branch-host.ts";
import { startGitFront } from "../../tools/git-front.ts";
import type { Scenario, World } from "../scenario.ts";

const REPOSITORY = "acme/shop";
const BRANCH = "gh-pages";
const BASE = "/shop/";

const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><title>${body}</title></head><body><p>${body}</p></body></html>`;

/** The branch before: a site that this step must leave alone. */
const BEFORE = { "index.html": page("Home"), "pr/3/index.html": page("Three"), CNAME: "docs.example.com\n" };
const SITE = { "index.html": page("New home"), "guide/index.html": page("Guide"), "app.css": "body{}" };

/** What says when, by which run and of which address, which differs from try to try. */
const VOLATILE = /"(?:at|run|digest)":\s*"[^"]*"/g;

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

async function world(inputs: Readonly<Record<string, string>>): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-docs-fault-"));
  const remote = join(folder, "remote.git");
  const work = join(folder, "work");
  const source = join(folder, "site");
  writeFiles(work, BEFORE);
  writeFiles(source, SITE);
  const git = (cwd: string, ...args: readonly string[]): string =>
    execFileSync("git", ["-C", cwd, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", HOME: folder },
    });
  git(folder, "init", "--quiet", "--bare", remote);
  git(folder, "init", "--quiet", "--initial-branch=main", work);
  git(work, "commit", "--quiet", "--allow-empty", "-m", "earlier");
  git(work, "add", "--all");
  git(work, "commit", "--quiet", "-m", "before");
  git(work, "push", "--quiet", remote, `HEAD:${BRANCH}`, "HEAD:main", "HEAD:topic");
  const before = git(remote, "rev-parse", BRANCH).trim();

  const github = await startGithub({ repositories: { [REPOSITORY]: { git: remote } } });
  const served = await github.serveGit();
  const front = await startGitFront(served.url);
  const host = await branchHost(remote, BRANCH, BASE);
  const token = github.issueToken(REPOSITORY, { contents: "write", "pull-requests": "write" });
  const number = github.openPull(REPOSITORY, { head: "topic", base: "main", title: "Docs" });
  const created = (): number => github.effects()["comments created"] ?? 0;
  let since = 0;

  const call = async (method: string, path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${github.url}/repos/${REPOSITORY}${path}`, { method, headers });
    return response.status === 204 ? undefined : response.json();
  };
  const shown = (path: string): string =>
    git(remote, "show", `${BRANCH}:${path}`)
      .replaceAll(VOLATILE, "")
      .replaceAll(/127\.0\.0\.1:\d+/g, "*");

  return {
    step: {
      inputs: {
        source,
        preview: String(number),
        "github-token": token,
        "api-url": github.url,
        "site-url": host.url.replace(/\/$/, ""),
        timeout: "60",
        ...inputs,
      },
      env: { GITHUB_SERVER_URL: front.url, GITHUB_REPOSITORY: REPOSITORY, GITHUB_SHA: "1".repeat(40) },
    },
    emulators: [front, github],
    secrets: { given: [token], outputs: [] },
    dump: () => {
      const paths = git(remote, "ls-tree", "-r", "--name-only", BRANCH).trim().split("\n");
      const files = Object.fromEntries(paths.map((path) => [path, shown(path)]));
      return Promise.resolve({ files, github: github.dump() });
    },
    effects: () => ({
      commits: git(remote, "rev-list", "--count", `${before}..${BRANCH}`).trim(),
      comments: created() - since,
    }),
    settled: () => Promise.resolve(),
    reset: async () => {
      git(remote, "update-ref", `refs/heads/${BRANCH}`, before);
      const comments = (await call("GET", `/issues/${number}/comments`)) as readonly { readonly id: number }[];
      await Promise.all(comments.map(({ id }) => call("DELETE", `/issues/comments/${id}`)));
      since = created();
    },
    close: async () => {
      await Promise.all([front.close(), served.close(), host.close()]);
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const open = (inputs: Readonly<Record<string, string>>) => (count: number) =>
  Promise.all(Array.from({ length: count }, () => world(inputs)));

/** A preview is all that a publication is: a fetch, a push, a look at the live site, and a comment. */
export const docsPublish: readonly Scenario[] = [
  {
    name: "docs-publish a preview",
    action: "docs-publish",
    outcome: "published",
    again: ["unchanged"],
    stride: 2,
    afterCancel: (state) => state,
    open: open({}),
  },
  {
    name: "docs-publish sweep",
    action: "docs-publish",
    outcome: "swept",
    again: ["unchanged"],
    stride: 3,
    afterCancel: (state) => state,
    open: open({ command: "sweep", "max-count": "0", preview: "", comment: "false" }),
  },
  {
    name: "docs-publish compact",
    action: "docs-publish",
    outcome: "compacted",
    again: ["unchanged"],
    stride: 3,
    afterCancel: (state) => state,
    open: open({ command: "compact", preview: "", comment: "false" }),
  },
];
