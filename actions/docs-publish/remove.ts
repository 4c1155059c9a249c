import { createSummary } from "../../shared/action/summary.ts";
import { apply } from "./apply.ts";
import { readBranch } from "./branch.ts";
import { putComment } from "./comment.ts";
import { tellHost } from "./deliver.ts";
import type { Desk } from "./desk.ts";
import { namedFolders, planRemoval } from "./plan-removal.ts";
import type { Result } from "./ports.ts";
import { previewNumber } from "./preview.ts";
import { reportGone } from "./report.ts";

/** Takes a version, aliases or a preview off the branch. */
export async function remove(desk: Desk): Promise<Result> {
  const { context } = desk;
  const { inputs, log, summary } = context;
  const preview = await previewNumber(desk);
  const { version, alias } = inputs;
  const { change, commit } = await apply(
    desk,
    async (branch) => planRemoval(branch, namedFolders(branch.layout, { version, preview }), alias),
    await readBranch(desk),
  );
  if (change === undefined) {
    log.info("Nothing of it is on the branch.");
    summary.heading("Docs: nothing to remove");
    return { outcome: "absent", deleted: [], commit: commit ?? "" };
  }
  const said = inputs.dryRun ? "Docs that would be removed" : "Docs removed";
  summary.heading(said);
  reportGone(summary, change.gone, said);
  for (const { path } of change.gone) log.info(`${inputs.dryRun ? "Would remove" : "Removed"} ${path}.`);
  if (!inputs.dryRun) {
    await tellHost(desk);
    if (preview !== undefined) await putComment(desk, preview, goneComment());
  }
  return {
    outcome: inputs.dryRun ? "planned" : "removed",
    deleted: change.gone,
    removed: String(change.changes.removed.length),
    commit: commit ?? "",
  };
}

const goneComment = (): string =>
  createSummary().heading("Preview of the docs", 3).paragraph("The preview was removed.").markdown();
