import { Failure } from "../../action/failure.ts";
import { oneLine } from "../../action/text.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CommitFile, Commits } from "../../ports/commits.ts";
import type { Git } from "../../ports/git.ts";
import { readBlobs, sizesOf } from "./blobs.ts";
import { type Fetch, fetcher } from "./fetch.ts";
import { type OwnRepository, openRepository } from "./own-repository.ts";
import { commitHere, mergeBaseHere, parentOf } from "./past.ts";

export interface CommitsOptions {
  /** Address of the repository, without credentials. */
  readonly address: string;
  /** Folder that was checked out, if any was. */
  readonly workspace: string;
  /** Folder for temporary files. */
  readonly temp: string;
  /** git in a folder, with the login for the address. */
  readonly gitIn: (folder: string) => Git;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Commits of each side that are asked for, step by step; then all of them. */
const DEPTHS = [64, 512, 4_096];
/** So much of the past comes with the folders of a commit: often the common ancestor is in it, and one more fetch is not needed. */
const NEAR = "--depth=64";
/** A listing of half a million files. */
const LISTING = 64 * 1024 * 1024;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
// oxlint-disable-next-line no-control-regex -- no name of a ref has these
const NO_REF = /^[-/]|[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/$|\.lock$|^$/;

/**
 * Reads what was checked out, and fetches what is missing there into repositories of our own, which `close` removes: the checkout stays as
 * it is. Of the past only commits are fetched, of a commit only its folders, of files only those that are read.
 */
export function gitCommits(options: CommitsOptions): Commits & { readonly close: () => Promise<void> } {
  const { address, workspace, temp, gitIn, clock, signal } = options;
  const here = gitIn(workspace);
  const lazy = (): (() => Promise<OwnRepository & { readonly fetch: Fetch }>) => {
    let opened: Promise<OwnRepository & { readonly fetch: Fetch }> | undefined;
    return () =>
      (opened ??= openRepository(temp, address, gitIn).then((own) => {
        folders.push(own);
        return { ...own, fetch: fetcher(own.git, clock, signal) };
      }));
  };
  const folders: OwnRepository[] = [];
  // Apart, since what is shallow in one of them must not cut the past of the other.
  const [past, contents] = [lazy(), lazy()];
  /** Commits whose folders are in `contents`. */
  const fetched = new Map<string, Promise<void>>();

  const fetchCommit = (commit: string): Promise<void> => {
    const known = fetched.get(commit);
    if (known !== undefined) return known;
    const fetching = contents().then(async ({ fetch, git }) => {
      // What another commit brought along, as the common ancestor of a pull request often is.
      if ((await commitHere(git, commit)) !== undefined) return;
      if (!(await fetch([commit], NEAR, "--filter=blob:none"))) throw unknown(commit);
    });
    fetched.set(commit, fetching);
    return fetching;
  };

  /** The repository that has this commit and its folders. */
  async function holding(commit: string): Promise<Git> {
    if ((await commitHere(here, commit)) !== undefined) return here;
    await fetchCommit(commit);
    return (await contents()).git;
  }

  async function find(revision: string): Promise<string> {
    const wanted = revision.trim();
    if (NO_REF.test(wanted)) throw unknown(revision);
    const isCommit = COMMIT.test(wanted.toLowerCase());
    const names = isCommit
      ? [wanted]
      : [
          `refs/remotes/origin/${wanted}`,
          `refs/tags/${wanted}`,
          `refs/heads/${wanted}`,
          ...(wanted === "HEAD" || wanted.startsWith("refs/") || /^[0-9a-f]{7,}$/.test(wanted) ? [wanted] : []),
        ];
    for (const name of names) {
      // oxlint-disable-next-line no-await-in-loop -- the first that exists is it
      const found = await commitHere(here, name);
      if (found !== undefined) return found;
    }
    if (isCommit) {
      await fetchCommit(wanted.toLowerCase());
      return wanted.toLowerCase();
    }
    const { fetch, git } = await contents();
    for (const name of wanted.startsWith("refs/") ? [wanted] : [`refs/heads/${wanted}`, `refs/tags/${wanted}`]) {
      // oxlint-disable no-await-in-loop -- as above
      if (!(await fetch([`+${name}:refs/slipway/wanted`], NEAR, "--filter=blob:none"))) continue;
      const found = await commitHere(git, "refs/slipway/wanted");
      // oxlint-enable no-await-in-loop
      if (found === undefined) continue;
      fetched.set(found, Promise.resolve());
      return found;
    }
    throw unknown(revision);
  }

  async function mergeBase(one: string, other: string): Promise<string | undefined> {
    if (one === other) return one;
    const known = (await commitHere(here, one)) !== undefined && (await commitHere(here, other)) !== undefined;
    const local = known ? await mergeBaseHere(here, one, other) : undefined;
    if (local !== undefined) return local.base;
    const near = await nearBase(one, other);
    if (near !== undefined) return near;
    const { fetch, git } = await past();
    const isNear = fetched.has(one) && fetched.has(other);
    for (const depth of [...DEPTHS.slice(isNear ? 1 : 0).map((count) => `--depth=${count}`), "--unshallow"]) {
      // oxlint-disable no-await-in-loop -- as far back as it takes
      if (!(await fetch([one, other], depth, "--filter=tree:0"))) throw unknown(`${one} or ${other}`);
      const found = await mergeBaseHere(git, one, other);
      // oxlint-enable no-await-in-loop
      if (found !== undefined) return found.base;
    }
    throw unknown(`the common ancestor of ${one} and ${other}`);
  }

  /** From what was fetched for the folders of both; most pull requests are that short. */
  async function nearBase(one: string, other: string): Promise<string | undefined> {
    if (!fetched.has(one) && !fetched.has(other)) return undefined;
    await Promise.all([holding(one), holding(other)]);
    const { git } = await contents();
    const both = [await commitHere(git, one), await commitHere(git, other)];
    return both.includes(undefined) ? undefined : (await mergeBaseHere(git, one, other))?.base;
  }

  async function texts(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(ids)];
    const local = await sizesOf(here, wanted);
    const found = await readBlobs(here, local);
    const missing = wanted.filter((id) => !local.has(id));
    if (missing.length === 0) return found;
    const { fetch, git } = await contents();
    if (!(await fetch(missing, "--filter=blob:none"))) throw unknown("a file of the commits to compare");
    for (const [id, text] of await readBlobs(git, await sizesOf(git, missing))) found.set(id, text);
    return found;
  }

  return {
    find,
    mergeBase,
    texts,
    parent: async (commit) => parentOf(await holding(commit), commit),
    files: async (commit) => {
      const git = await holding(commit);
      const { stdout, truncated } = await git(["ls-tree", "-r", "-z", "--full-tree", commit], { keep: LISTING });
      if (truncated) throw unknown("all files of so large a repository");
      return listed(stdout);
    },
    close: async () => {
      await Promise.all(folders.splice(0).map(({ remove }) => remove()));
    },
  };
}

function listed(listing: string): CommitFile[] {
  return listing.split("\0").flatMap((entry): CommitFile[] => {
    const [, mode, id, path] = /^(\d{6}) blob ([0-9a-f]{40,64})\t(.+)$/s.exec(entry) ?? [];
    if (id === undefined || path === undefined) return [];
    return [{ path, id, kind: mode === "120000" ? "link" : "file" }];
  });
}

const unknown = (what: string): Failure =>
  new Failure("SLIP-DEPS-BASE", `The repository does not give ${oneLine(what)}.`, {
    blame: "user",
    state: "Nothing was judged.",
    next: "Look whether it still exists, name another `base` or `head`, or check out with `fetch-depth: 0`.",
  });
