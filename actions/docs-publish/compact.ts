import { formatSize } from "../../shared/domain/size.ts";
import { apply, type Change } from "./apply.ts";
import { type Branch, readBranch } from "./branch.ts";
import type { Desk } from "./desk.ts";
import type { Result } from "./ports.ts";

/** More commits than any branch has. */
const ALL = 2_000_000;

interface Compaction extends Change {
  readonly commits: number;
  readonly compactTo: number;
  readonly before: number;
  readonly after: number;
}

/** Drops the earlier commits of the branch. Its tree stays what it is: site, versions, previews and their record. */
export async function compact(desk: Desk): Promise<Result> {
  const { inputs, log, summary } = desk.context;
  const { branch, change, commit } = await apply(desk, (now) => planCompaction(desk, now), await readBranch(desk));
  if (change === undefined) {
    const what =
      branch.snapshot.commit === undefined ? "There is no branch yet" : "There are no earlier commits to drop";
    log.info(`${what}.`);
    summary.heading("Docs: nothing to compact").paragraph(`${what}.`);
    return { outcome: "unchanged", commit: commit ?? "" };
  }
  const { before, after, commits, compactTo } = change;
  const freed = Math.max(0, before - after);
  const said = inputs.dryRun ? "would be compacted" : "compacted";
  log.info(
    `The branch ${inputs.dryRun ? "would go" : "went"} from ${commits} commits with ${formatSize(before)} to ${compactTo} with ${formatSize(after)}: ${formatSize(freed)} less.`,
  );
  summary
    .heading(`Docs ${said}`)
    .table(
      ["", "Before", "After"],
      [
        ["Commits", String(commits), String(compactTo)],
        ["Size of the branch", formatSize(before), formatSize(after)],
        ["Files", String(branch.snapshot.entries.size), String(branch.snapshot.entries.size)],
      ],
    )
    .paragraph(
      `${formatSize(freed)} ${inputs.dryRun ? "would be" : "are"} freed as soon as the host collects its garbage. Going back to earlier publications ends at this commit.`,
    );
  return {
    outcome: inputs.dryRun ? "planned" : "compacted",
    commit: commit ?? "",
    bytesBefore: String(before),
    bytesAfter: String(after),
    bytesFreed: String(freed),
  };
}

async function planCompaction({ context, ports }: Desk, { snapshot, layout }: Branch): Promise<Compaction | undefined> {
  const { history } = context.inputs;
  const compactTo = history.kind === "keep" ? 1 : history.commits;
  if (snapshot.commit === undefined) return undefined;
  const commits = await ports.store.log(ALL);
  if (commits.length <= compactTo) return undefined;
  // Weighed before the branch moves: afterwards nobody has the earlier commits any more.
  const before = await ports.store.weigh([snapshot.commit]);
  const kept = [snapshot, ...commits.slice(1, compactTo)].map(({ commit }) => `${commit}^{tree}`);
  return {
    edits: { remove: [], put: new Map(), texts: new Map() },
    changes: { added: [], changed: [], removed: [] },
    publications: layout.publications,
    message: `Drop ${commits.length - compactTo} earlier commits`,
    notes: { Compacted: String(commits.length - compactTo) },
    commits: commits.length,
    compactTo,
    before,
    after: await ports.store.weigh(kept),
  };
}
