import { previewsOf } from "../../shared/site/layout.ts";
import { joinPath } from "../../shared/site/paths.ts";
import { prune } from "../../shared/site/prune.ts";
import { sweep as choose, type SweepCandidate, type Swept } from "../../shared/site/sweep.ts";
import { apply } from "./apply.ts";
import { type Branch, readBranch } from "./branch.ts";
import { dropComment } from "./comment.ts";
import { tellHost } from "./deliver.ts";
import type { Desk } from "./desk.ts";
import { planRemoval } from "./plan-removal.ts";
import type { Result } from "./ports.ts";
import { type Gone, reportGone } from "./report.ts";

/** So many pull requests are asked for at once. */
const AT_ONCE = 8;

/** Removes previews of closed pull requests and those past the limits, and versions that `keep` gives up. */
export async function sweep(desk: Desk): Promise<Result> {
  const { inputs, log, summary } = desk.context;
  let swept: readonly Swept[] = [];
  const { change, commit } = await apply(
    desk,
    async (branch) => {
      // Each attempt asks anew: a pull request may have been opened again, a preview published since.
      swept = await sweptPreviews(desk, branch);
      return planRemoval(branch, [...swept, ...prunedVersions(desk, branch)]);
    },
    await readBranch(desk),
  );
  const gone = change?.gone ?? [];
  const freed = gone.reduce((sum, { size }) => sum + (size ?? 0), 0);
  log.info(`${gone.length} folders ${inputs.dryRun ? "would go" : "went"}, ${freed} bytes.`);
  for (const { path, reason } of gone) log.info(`${path}: ${reason}.`);
  summary.heading("Docs swept").facts({ Folders: gone.length, Files: change?.changes.removed.length ?? 0 });
  reportGone(summary, gone, inputs.dryRun ? "What would go" : "What went");
  if (change !== undefined && !inputs.dryRun) {
    await tellHost(desk);
    // oxlint-disable-next-line no-await-in-loop -- GitHub asks for comments one after the other
    for (const { number } of swept) await dropComment(desk, number);
  }
  return {
    outcome: inputs.dryRun ? "planned" : change === undefined ? "unchanged" : "swept",
    deleted: gone,
    removed: String(change?.changes.removed.length ?? 0),
    commit: commit ?? "",
  };
}

async function sweptPreviews({ context, ports }: Desk, { layout, snapshot }: Branch): Promise<readonly Swept[]> {
  const { inputs, clock, log } = context;
  const previews = [...previewsOf(layout, snapshot.entries.keys())];
  const candidates: SweepCandidate[] = [];
  if (inputs.githubToken === undefined && previews.length > 0) {
    log.warning("Without a `github-token`, which pull requests are closed is not known.");
  }
  for (let start = 0; start < previews.length; start += AT_ONCE) {
    // oxlint-disable-next-line no-await-in-loop -- a few at a time spares GitHub's limits
    const some = await Promise.all(
      previews.slice(start, start + AT_ONCE).map(async ([path, number]) => {
        const { at, size } = layout.publications.get(path) ?? {};
        const pull = inputs.githubToken === undefined ? undefined : await ports.pulls().get(number);
        const time = Date.parse(at ?? "");
        return { path, number, size, at: Number.isNaN(time) ? undefined : time, open: pull?.open };
      }),
    );
    candidates.push(...some);
  }
  const { maxAge, maxCount, maxTotalSize } = inputs;
  const limits = { maxAge, maxTotalSize, maxCount: maxCount === undefined ? undefined : Number(maxCount) };
  return choose(candidates, limits, clock.date().getTime());
}

function prunedVersions({ context: { inputs } }: Desk, { layout }: Branch): readonly Gone[] {
  if (inputs.keep === undefined) return [];
  const { versions, home, publications } = layout;
  const held = new Set(versions.filter(({ aliases }) => aliases.length > 0).map(({ version }) => version));
  return prune(
    versions.map(({ version }) => version),
    inputs.keep,
    held,
  ).map((name) => {
    const path = joinPath(home, name);
    return { path, reason: "`keep` gives it up", size: publications.get(path)?.size };
  });
}
