import { Failure } from "../../shared/action/failure.ts";
import type { TreeEdits } from "../../shared/ports/site.ts";
import type { Changes } from "../../shared/site/edits.ts";
import { formatPublications, type Publications, RECORD } from "../../shared/site/record.ts";
import { type Branch, readBranch } from "./branch.ts";
import type { Desk } from "./desk.ts";

/** What one commit is to do. */
export interface Change {
  readonly edits: TreeEdits;
  readonly changes: Changes;
  /** The record after it. */
  readonly publications: Publications;
  /** First line and body; what follows for machines is `notes`. */
  readonly message: string;
  readonly notes: Readonly<Record<string, string>>;
  /** Commits that the branch has afterwards at most; as `history` says when absent. The tree is then left as it is. */
  readonly compactTo?: number;
}

export interface Applied<C extends Change> {
  readonly branch: Branch;
  /** Undefined: there was nothing to change. */
  readonly change: C | undefined;
  /** The commit of the branch that holds it; undefined while there is no branch, and for a plan. */
  readonly commit: string | undefined;
}

/** Milliseconds: the longest pause between two attempts, doubled from the first on. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 4_000;
/** Connections in a row that fail while pushing. */
const MOST_LOST = 6;

/**
 * Makes the change on the branch as it is, again on what others made of it in the meantime, until it is in or the
 * deadline has come. `plan` is asked anew each time; undefined means that there is nothing to do.
 */
export async function apply<C extends Change>(
  desk: Desk,
  plan: (branch: Branch) => Promise<C | undefined>,
  first?: Branch,
): Promise<Applied<C>> {
  const { context, ports, deadline } = desk;
  const { inputs, clock, signal, log, random } = context;
  let tried: C | undefined;
  let lost = 0;
  for (let attempt = 1; attempt <= inputs.attempts && clock.now() < deadline; attempt++) {
    // oxlint-disable no-await-in-loop -- each attempt stands on what the one before it found
    const branch = attempt === 1 && first !== undefined ? first : await readBranch(desk);
    const change = await plan(branch);
    // A push whose answer was lost: what it was to do is done.
    if (change === undefined) return { branch, change: tried, commit: branch.snapshot.commit };
    if (inputs.dryRun) return { branch, change, commit: undefined };
    const commit = await ports.store.commit({
      base: branch.snapshot,
      edits: change.compactTo === undefined ? withRecord(change) : change.edits,
      message: messageOf(change, inputs.message),
      most: change.compactTo ?? (inputs.history.kind === "keep" ? undefined : inputs.history.commits),
    });
    const end = await ports.store.push(branch.snapshot, commit);
    if (end === "pushed") return { branch, change, commit };
    tried = end === "moved" ? undefined : change;
    lost = end === "moved" ? 0 : lost + 1;
    if (end !== "moved" && lost >= MOST_LOST) throw disconnected(end.lost);
    const pause = random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt);
    const why = end === "moved" ? "Others published at the same time" : "The connection failed while pushing";
    log.info(`${why}; attempt ${attempt + 1} follows in ${Math.round(pause)} ms.`);
    await clock.sleep(pause, signal);
    // oxlint-enable no-await-in-loop
  }
  throw new Failure(
    "SLIP-DOCS-CONFLICT",
    "Others kept moving the branch until our time or our attempts were used up.",
    {
      blame: "provider",
      state: "Nothing of this run was published; what the others published is there.",
      next: "Run the job again. If this is frequent, give the jobs one `concurrency` group, or a longer `timeout`.",
    },
  );
}

const disconnected = (said: string): Failure =>
  new Failure("SLIP-HTTP-UNREACHABLE", ["The connection failed with every push.", said].join("\n"), {
    blame: "provider",
    state: "The branch is as it was, or holds the publication whole; it is never in between.",
    next: "Run the job again: what is there already is found.",
  });

const withRecord = ({ edits, publications }: Change): TreeEdits => ({
  ...edits,
  // Without it, Jekyll would leave out whatever begins with an underscore.
  texts: new Map([...edits.texts, [RECORD, formatPublications(publications)], [".nojekyll", ""]]),
});

/** Machines read the notes at the end: nothing in a message may pass for one. */
function messageOf({ message, notes }: Change, given: string | undefined): string {
  const said = (given ?? message)
    .split("\n")
    .filter((line) => !/^\s*slipway-/i.test(line))
    .join("\n")
    .trim();
  const lines = Object.entries(notes).map(([name, value]) => `Slipway-${name}: ${value}`);
  return `${said === "" ? message : said}\n\n${lines.join("\n")}\n`;
}
