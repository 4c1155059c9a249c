import { Failure } from "../../shared/action/failure.ts";
import type { StoredCommit } from "../../shared/ports/site.ts";

/** One publication of a place, as a commit of the branch tells it. */
export interface Earlier {
  /** Commit of the branch. */
  readonly at: string;
  /** Commit that it was made from. */
  readonly commit: string;
  readonly digest: string;
  readonly when: string;
}

const note = (message: string, name: string): string | undefined =>
  message
    .split("\n")
    .findLast((line) => line.startsWith(`Slipway-${name}: `))
    ?.slice(`Slipway-${name}: `.length)
    .trim();

export interface Told {
  /** Every publication of the place, oldest first. */
  readonly all: readonly Earlier[];
  /** Those that were not taken back, oldest first; the last one is what is there now. */
  readonly standing: readonly Earlier[];
}

/** What the commits of the branch tell of a place. Going back to a publication takes back all that came after it. */
export function publicationsOf(log: readonly StoredCommit[], place: string): Told {
  const all: Earlier[] = [];
  const stack: Earlier[] = [];
  for (const { commit: at, message, at: when } of log.toReversed()) {
    const [where, commit, digest] = [note(message, "Place"), note(message, "Commit"), note(message, "Digest")];
    if (where !== `/${place}` || commit === undefined || digest === undefined) continue;
    if (note(message, "Rollback") === "yes") {
      const target = stack.findLastIndex((one) => one.digest === digest && one.commit === commit);
      if (target >= 0) stack.length = target;
    }
    if (stack.at(-1)?.digest === digest) stack.pop();
    stack.push({ at, commit, digest, when });
    all.push({ at, commit, digest, when });
  }
  return { all, standing: stack };
}

/**
 * What `to` names: the one before, or the newest one of a commit, also one that was taken back. Of a place that was removed,
 * the one before is the last that it had.
 */
export function findTarget({ all, standing }: Told, to: string, isThere: boolean): Earlier {
  const found =
    to === "previous" ? standing.at(isThere ? -2 : -1) : all.findLast(({ commit }) => commit.startsWith(to));
  if (found !== undefined) return found;
  const earlier = isThere ? all.slice(0, -1) : all;
  const known = earlier.slice(-10).map(({ commit, when }) => `  ${commit.slice(0, 12)} of ${when}`);
  throw new Failure(
    "SLIP-DOCS-NOT-FOUND",
    to === "previous"
      ? "There is no earlier publication to go back to."
      : [`No publication was made from ${to}.`, ...known.toReversed()].join("\n"),
    {
      blame: "user",
      state: "Nothing was changed.",
      next:
        earlier.length === 0
          ? "With `history: squash` nothing earlier is kept; publish the commit that you want again."
          : "Give one of the commits above, or `previous`.",
    },
  );
}
