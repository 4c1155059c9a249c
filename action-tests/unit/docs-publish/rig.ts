import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { docsPublish } from "../../../actions/docs-publish/main.ts";
import type { Ports, Result } from "../../../actions/docs-publish/ports.ts";
import { spec } from "../../../actions/docs-publish/spec.ts";
import type { RunInfo } from "../../../shared/action/context.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Inputs } from "../../../shared/action/spec.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { createCommand } from "../../../shared/command/create-command.ts";
import { knownSecrets } from "../../../shared/leaks/known-secrets.ts";
import type { Pull } from "../../../shared/ports/pulls.ts";
import type { Announcement } from "../../../shared/ports/site.ts";
import type { WorkflowRun } from "../../../shared/ports/workflow-runs.ts";
import { createGit } from "../../../shared/providers/git/git.ts";
import { branchStore } from "../../../shared/providers/site-branch/store.ts";
import { createSiteCheck } from "../../../shared/providers/site-files/check.ts";
import { readPageSources } from "../../../shared/providers/site-files/page-sources.ts";
import { walkSite } from "../../../shared/providers/site-files/walk.ts";
import { createSitePacker } from "../../../shared/providers/site-pack/packer.ts";
import { type FakeContext, fakeContext } from "../../fakes/context.ts";

export type Site = Readonly<Record<string, string | Buffer>>;

const clock = {
  ...systemClock,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 200), signal),
};

export const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><title>${body}</title></head><body><h1>${body}</h1></body></html>`;

export const sha = (digit: number): string => String(digit).repeat(40);

export interface Published {
  readonly result: Result;
  readonly context: FakeContext<typeof spec, typeof clock>;
}

/** A bare repository on this machine, and the action with real git, real files and everything else faked. */
export function rig() {
  const folder = mkdtempSync(join(tmpdir(), "slipway-docs-"));
  const remote = join(folder, "remote.git");
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", remote, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", HOME: folder },
    }).trim();
  mkdirSync(remote);
  git("init", "--quiet", "--bare");
  git("config", "uploadpack.allowFilter", "true");
  git("config", "uploadpack.allowAnySHA1InWant", "true");
  const comments = new Map<number, string>();
  const announced: Announcement[] = [];
  const runs = new Map<string, WorkflowRun>();
  const pulls = new Map<number, Partial<Pull>>();
  let count = 0;

  const write = (site: Site): string => {
    const source = join(folder, `site-${count++}`);
    mkdirSync(source);
    for (const [path, content] of Object.entries(site)) {
      mkdirSync(dirname(join(source, path)), { recursive: true });
      writeFileSync(join(source, path), content);
    }
    return source;
  };

  const full = (number: number, pull: Partial<Pull>): Pull => ({
    number,
    open: true,
    merged: false,
    headSha: sha(0),
    headRef: "topic",
    headRepository: "acme/shop",
    baseSha: sha(0),
    baseRef: "main",
    closedAt: undefined,
    ...pull,
  });

  async function run(
    inputs: Partial<Inputs<typeof spec>>,
    { info = {}, address = `file://${remote}`, change = (ports) => ports }: RunOptions = {},
  ): Promise<Published> {
    const context = fakeContext(
      spec,
      { wait: false, githubToken: new Secret("token-of-the-job-123"), ...inputs },
      {
        clock,
        run: { sha: sha(1), ...info },
        random: Math.random,
      },
    );
    const command = createCommand(context, { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" });
    const { githubToken: token } = context.inputs;
    const login = token && { token, server: new URL(address).origin };
    const ports: Ports = {
      walk: (source) => walkSite(source),
      check: createSiteCheck({ isKnown: knownSecrets(context.redact) }),
      store: branchStore({
        address,
        branch: "gh-pages",
        temp: join(folder, "temp"),
        gitIn: (cwd) =>
          createGit({ command, cwd, login: address.startsWith("http") ? login : undefined, protect: context.protect }),
        committer: { name: "Slipway", email: "slipway@example.com" },
        clock,
        signal: context.signal,
      }),
      pageSources: readPageSources,
      packer: createSitePacker(context.signal),
      announce: (announcement) => Promise.resolve(void announced.push(announcement)),
      pages: () => ({ publish: () => Promise.reject(new Error("no")), address: () => Promise.resolve(undefined) }),
      pulls: () => ({
        get: (number) => {
          const pull = pulls.get(number);
          return Promise.resolve(pull && full(number, pull));
        },
        ofHead: (head) =>
          Promise.resolve([...pulls].map(([number, pull]) => full(number, pull)).filter((one) => one.headSha === head)),
      }),
      runs: () => ({ get: (id) => Promise.resolve(runs.get(id)) }),
      comments: () => ({
        put: (number, _, body) => {
          comments.set(number, body);
          return Promise.resolve("created");
        },
        remove: (number) => Promise.resolve(comments.delete(number) ? "deleted" : "absent"),
      }),
    };
    return { result: await docsPublish(context, change(ports)), context };
  }

  return {
    folder,
    remote,
    git,
    comments,
    announced,
    pulls,
    runs,
    write,
    run,
    publish: (site: Site, inputs: Partial<Inputs<typeof spec>> = {}, options: RunOptions = {}) =>
      run({ source: write(site), ...inputs }, options),
    files: (): string[] => (hasBranch() ? git("ls-tree", "-r", "--name-only", "gh-pages").split("\n") : []),
    show: (path: string): string => git("show", `gh-pages:${path}`),
    head: (): string => (hasBranch() ? git("rev-parse", "gh-pages") : ""),
    commits: (): number => (hasBranch() ? Number(git("rev-list", "--count", "gh-pages")) : 0),
    /** The branch as somebody else leaves it, in one commit. */
    plant: (planted: Readonly<Record<string, string>>): void => {
      const env = {
        PATH: process.env["PATH"],
        GIT_INDEX_FILE: join(folder, `index-${count++}`),
        GIT_AUTHOR_NAME: "m",
        GIT_AUTHOR_EMAIL: "m@m",
        GIT_COMMITTER_NAME: "m",
        GIT_COMMITTER_EMAIL: "m@m",
      };
      const make = (input: string, ...args: readonly string[]) =>
        execFileSync("git", ["-C", remote, ...args], { input, encoding: "utf8", env }).trim();
      const rows = Object.entries(planted).map(
        ([path, content]) => `100644 ${make(content, "hash-object", "-w", "--stdin")}\t${path}\n`,
      );
      make(rows.join(""), "update-index", "--index-info");
      git(
        "update-ref",
        "refs/heads/gh-pages",
        make("", "commit-tree", "-m", "by another tool", make("", "write-tree")),
      );
    },
    leftovers: (): string[] => {
      try {
        return readdirSync(join(folder, "temp"));
      } catch {
        return [];
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };

  function hasBranch(): boolean {
    return git("for-each-ref", "refs/heads/gh-pages") !== "";
  }
}

export interface RunOptions {
  readonly info?: Partial<RunInfo>;
  readonly address?: string;
  readonly change?: (ports: Ports) => Ports;
}

export type Rig = ReturnType<typeof rig>;
