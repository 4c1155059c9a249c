import { runUrl } from "../../shared/action/run-info.ts";
import type { ReleaseRecord } from "../../shared/domain/release.ts";
import { pinned } from "../../shared/domain/revision.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";
import type { DeployInputs, Ports } from "./ports.ts";
import type { Target } from "./targets.ts";

/** What was live before, for the record; undefined on a service that was never deployed. */
export const beforeOf = ({ state: { live } }: Target) =>
  live && { deploy: live.id, commit: live.commit, image: pinned(live) };

/** The record of this release, as it is written before anything changes. */
export const recordOf = (
  { environment = "", migrationHead, checkpoint, images }: DeployInputs,
  commit: string,
  targets: readonly Target[],
  run: Ports["run"],
): ReleaseRecord => ({
  slipway: 1,
  kind: "deploy",
  environment,
  commit,
  services: Object.fromEntries(
    targets.map((target) => [
      target.name,
      {
        provider: "render",
        id: target.id,
        commit: target.revision.commit,
        image: target.revision.image,
        before: beforeOf(target),
      },
    ]),
  ),
  ...(Object.keys(images).length > 0 ? { images: referencesOf(images) } : {}),
  migrationHead,
  checkpoint,
  run: { id: run.runId, attempt: run.attempt, url: runUrl(run) },
});

const referencesOf = (images: DeployInputs["images"]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(images).map(([name, { reference }]) => [name, reference]));

const idsOf = (record: ReleaseRecord): readonly string[] => Object.values(record.services).map(({ id }) => id);

/** The newest entry, when it already is about this very release: a run that finds all live goes on with it. */
export const sameRelease = (entries: readonly LedgerEntry[], record: ReleaseRecord): LedgerEntry | undefined => {
  const [newest] = entries;
  if (newest?.record.commit !== record.commit) return undefined;
  return idsOf(newest.record).toSorted().join() === idsOf(record).toSorted().join() ? newest : undefined;
};
