import { join } from "node:path";
import type { Clock } from "../../ports/clock.ts";
import type { Git } from "../../ports/git.ts";
import type { SiteStore, Snapshot } from "../../ports/site.ts";
import { openRepository, type OwnRepository } from "../git/own-repository.ts";
import type { Committer } from "./commit-stream.ts";
import { commitStream } from "./commit-stream.ts";
import { incomplete, tooLarge, unreachable } from "./failures.ts";
import { blobId, blobStream } from "./import-stream.ts";
import { parseListing } from "./listing.ts";
import { readLog } from "./log.ts";
import { denied, isDenied, readPush } from "./push.ts";
import { weigh } from "./weigh.ts";

export interface BranchOptions {
  /** Address of the repository, without credentials. */
  readonly address: string;
  readonly branch: string;
  /** Folder for temporary files. */
  readonly temp: string;
  readonly gitIn: (folder: string) => Git;
  readonly committer: Committer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const BASE = "refs/slipway/base";
const NEXT = "refs/slipway/next";
/** A listing of half a million files. */
const LISTING = 64 * 1024 * 1024;
/** As deep as git can count, which it takes for all there is. */
const WHOLE = "--depth=2147483647";
const TRIES = 5;
const PAUSE = 500;

/** The branch of a remote repository, by git plumbing: no checkout, no index, nothing of the workspace. */
export function branchStore(options: BranchOptions): SiteStore {
  const { address, branch, temp, gitIn, committer, clock, signal } = options;
  const ref = `refs/heads/${branch}`;
  /** The remote knows no filters, and sends everything. */
  let isWhole = false;
  let opened: Promise<OwnRepository> | undefined;
  const open = (): Promise<OwnRepository> => (opened ??= openRepository(temp, address, gitIn));

  /** Fetches, again after a failed connection. False: the remote has no such ref. */
  async function fetched(refspec: string, ...settings: readonly string[]): Promise<boolean> {
    const { git } = await open();
    for (let attempt = 1; ; attempt++) {
      // oxlint-disable-next-line no-await-in-loop -- the next try depends on this one
      const { code, tail } = await git(
        [
          "fetch",
          "--quiet",
          "--no-tags",
          "--no-write-fetch-head",
          "--no-recurse-submodules",
          ...settings,
          "origin",
          refspec,
        ],
        { accept: [0, 1, 128] },
      );
      isWhole ||= tail.some((line) => /filtering not recognized/i.test(line));
      if (code === 0) return true;
      if (tail.some((line) => /couldn't find remote ref/i.test(line))) return false;
      if (isDenied(tail)) throw denied(branch, tail);
      if (attempt === TRIES) throw unreachable(tail);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await clock.sleep(PAUSE * 2 ** attempt, signal);
    }
  }

  async function snapshotOf(commit: string): Promise<Snapshot> {
    const { git } = await open();
    const { stdout, truncated } = await git(["ls-tree", "-r", "-z", "--full-tree", commit], { keep: LISTING });
    if (truncated) throw tooLarge(branch);
    if (stdout !== "" && !stdout.endsWith("\0")) throw incomplete("git ls-tree");
    return { commit, entries: parseListing(stdout) };
  }

  const resolve = async (name: string): Promise<string> => {
    const { git } = await open();
    const id = (await git(["rev-parse", "--verify", "--end-of-options", name])).stdout.trim();
    if (!isPlain(id)) throw incomplete("git rev-parse");
    return id;
  };

  /** Blobs that fast-import would ask the remote for, one by one, come in one go. */
  async function bring(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { git } = await open();
    const input = `${ids.join("\n")}\n`;
    await git(
      [
        "-c",
        "fetch.negotiationAlgorithm=noop",
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--stdin",
        "origin",
      ],
      { input },
    );
  }

  let last: Snapshot | undefined;
  const added = new Set<string>();
  const texts = new Map<string, string>();

  return {
    async fetch() {
      if (!(await fetched(`+${ref}:${BASE}`, "--depth=1", "--filter=blob:none")))
        return { commit: undefined, entries: new Map() };
      const commit = await resolve(`${BASE}^{commit}`);
      if (last?.commit !== commit) last = await snapshotOf(commit);
      return last;
    },

    async read({ entries }, paths) {
      const { git } = await open();
      const wanted = paths.filter((path) => isPlain(entries.get(path)));
      await bring(wanted.map((path) => entries.get(path) ?? "").filter((id) => !texts.has(id)));
      const found = new Map<string, string>();
      for (const path of wanted) {
        const id = entries.get(path) ?? "";
        // oxlint-disable-next-line no-await-in-loop -- a few small files, and one process at a time
        const text = texts.get(id) ?? (await git(["cat-file", "blob", id], { keep: LISTING })).stdout;
        // What is no text in UTF-8 cannot be compared, and holds nothing that is written back.
        if (!text.includes("\ufffd") && blobId(text) !== id) throw incomplete("git cat-file");
        texts.set(id, text);
        found.set(path, text);
      }
      return found;
    },

    async add(sources, has) {
      const { git } = await open();
      const ids = new Map<string, string>();
      await git(["fast-import", "--quiet", "--done"], { input: blobStream(sources, has, ids) });
      for (const id of ids.values()) added.add(id);
      return ids;
    },

    async commit({ base, edits, message, most }) {
      const { git } = await open();
      const before = most === undefined || base.commit === undefined ? [] : await earlier(base.commit, most - 1);
      const whole = most === undefined || (before === undefined && base.commit !== undefined);
      const input = commitStream({
        ref: NEXT,
        committer,
        date: clock.date(),
        message,
        parent: whole ? base.commit : undefined,
        tree: whole || base.commit === undefined ? undefined : await resolve(`${base.commit}^{tree}`),
        before: before ?? [],
        edits,
      });
      await bring([...new Set(edits.put.values())].filter((id) => isPlain(id) && !added.has(id)));
      await git(["update-ref", "-d", NEXT]);
      await git(["fast-import", "--quiet", "--done", "--force"], { input });
      return resolve(`${NEXT}^{commit}`);
    },

    async push(base, commit) {
      const { git } = await open();
      const result = await git(
        [
          "push",
          "--porcelain",
          "--no-verify",
          "--no-follow-tags",
          "--recurse-submodules=no",
          `--force-with-lease=${ref}:${base.commit ?? ""}`,
          "origin",
          `${commit}:${ref}`,
        ],
        { accept: [0, 1, 128, 141] },
      );
      return readPush(result, branch);
    },

    async log(most) {
      if (!(await fetched(`+${ref}:${BASE}`, `--depth=${most}`, "--filter=tree:0"))) return [];
      const { git } = await open();
      return readLog(git, BASE, most);
    },

    async at(commit) {
      return snapshotOf(commit);
    },

    async weigh(names) {
      const repository = await open();
      await fetched(`+${ref}:${BASE}`, WHOLE, "--no-filter", "--refetch");
      return weigh(repository, names);
    },

    async archive() {
      const { git, folder } = await open();
      await fetched(`+${ref}:${BASE}`, "--depth=1", "--no-filter", "--refetch");
      const commit = await resolve(`${BASE}^{commit}`);
      const tar = join(folder, "site.tar");
      await git(["archive", "--format=tar", `--output=${tar}`, commit]);
      return { commit, tar };
    },

    async folder(name) {
      return join((await open()).folder, name);
    },

    async close() {
      await (await opened)?.remove();
    },
  };

  /** So many commits before the new one, oldest first; undefined when the branch has no more than these anyway. */
  async function earlier(commit: string, most: number) {
    if (most === 0) return [];
    await fetched(`+${ref}:${BASE}`, `--depth=${most + 1}`, "--filter=blob:none");
    const { git } = await open();
    const found = await readLog(git, commit, most + 1);
    if (found.length <= most) return undefined;
    return Promise.all(
      found
        .slice(0, most)
        .toReversed()
        .map(async (one) => ({ ...one, tree: await resolve(`${one.commit}^{tree}`) })),
    );
  }
}

const isPlain = (id: string | undefined): boolean => /^[0-9a-f]{40}$/.test(id ?? "");
