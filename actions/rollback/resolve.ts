import { Failure } from "../../shared/action/failure.ts";
import { isVerified } from "../../shared/domain/history.ts";
import { short } from "../../shared/domain/revision.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";
import { type History, named, readHistory } from "./history.ts";

/** Which release is left for which. */
export interface Resolution {
  readonly current: LedgerEntry;
  readonly target: LedgerEntry;
  readonly unfinished: LedgerEntry | undefined;
  /** Verified releases that are left if this one cannot be had. */
  readonly others: readonly LedgerEntry[];
}

/** A release as people read it. */
export const shortly = ({ id, record: { commit } }: LedgerEntry): string => `${short(commit)} (deployment ${id})`;

const UNTOUCHED = "Nothing was changed.";

/** A refusal before anything was done. */
export const refused = (what: string, next: string): Failure =>
  new Failure("SLIP-ROLLBACK-REFUSED", what, { blame: "user", outcome: "refused", state: UNTOUCHED, next });

/** Where else one could go, for the end of a refusal. */
export const nextBest = (others: readonly LedgerEntry[]): string => {
  const [next] = others;
  return next === undefined
    ? "There is no other verified release; deploy a commit that repairs the matter instead."
    : `The next verified release is ${shortly(next)}: pass \`to: ${next.id}\` to go there.`;
};

/** Which release to leave and which to go back to. Only what a gate has verified is ever a target. */
export function resolve(entries: readonly LedgerEntry[], to: string | undefined, run: string): Resolution {
  const { current, unfinished, candidates }: History = readHistory(entries, run, to);
  if (current === undefined) throw noTarget("Nothing was ever deployed here, as far as the ledger knows.");
  if (to !== undefined) return explicit(entries, to, { current, unfinished, candidates });

  const begun = candidates.find(({ record }) => record.commit === unfinished?.record.commit);
  const target = begun ?? candidates[0];
  if (target === undefined)
    throw noTarget(`No release before ${shortly(current)} is known that passed its gate and was not rolled back.`);
  return { current, target, unfinished: begun && unfinished, others: candidates.filter((other) => other !== target) };
}

function explicit(
  entries: readonly LedgerEntry[],
  to: string,
  history: History & { current: LedgerEntry },
): Resolution {
  const { current, unfinished, candidates } = history;
  const matches = named(entries, to);
  const others = candidates.filter((candidate) => !matches.includes(candidate));
  if (matches.length === 0)
    throw refused(`The ledger knows no release \`${to}\` of this environment.`, nextBest(others));
  if (new Set(matches.map(({ record }) => record.commit)).size > 1) {
    throw refused(`\`${to}\` is the beginning of several commits.`, "Write more digits of the commit.");
  }
  const target = matches.find(isVerified);
  if (target === undefined) {
    throw refused(`The release \`${to}\` never passed its gate, so nobody knows whether it works.`, nextBest(others));
  }
  if (target.record.commit === current.record.commit) {
    throw refused(`The release \`${to}\` is the current one.`, nextBest(others));
  }
  const isBegun = unfinished?.record.commit === target.record.commit;
  return { current, target, unfinished: isBegun ? unfinished : undefined, others };
}

const noTarget = (what: string): Failure =>
  new Failure("SLIP-ROLLBACK-NO-TARGET", what, {
    blame: "user",
    outcome: "refused",
    state: UNTOUCHED,
    next: "Deploy a commit that repairs the matter, or name an older verified release with `to`. Releases become targets once health-gate has verified them.",
  });
