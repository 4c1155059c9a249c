import { Failure } from "../../shared/action/failure.ts";
import { editsTo } from "../../shared/site/edits.ts";
import { ownership, type Place, versionPlace, versionsFile } from "../../shared/site/layout.ts";
import { PAGES } from "../../shared/site/pages.ts";
import { joinPath } from "../../shared/site/paths.ts";
import { formatLive, LIVE, type Publication } from "../../shared/site/record.ts";
import { formatVersions } from "../../shared/site/versions.ts";
import { placeAddress } from "./address.ts";
import { apply, type Change } from "./apply.ts";
import { type Branch, placeOf, readBranch } from "./branch.ts";
import { deliver } from "./deliver.ts";
import type { Desk } from "./desk.ts";
import { type Earlier, findTarget, publicationsOf } from "./find-target.ts";
import type { Result } from "./ports.ts";
import { previewNumber } from "./preview.ts";
import { reportChanges } from "./report.ts";
import { siteOf } from "./site-of.ts";

/** Commits of the branch that are looked through. */
const MOST = 2_000;

interface Return extends Change {
  readonly publication: Publication;
}

/**
 * A place as an earlier publication left it: a new commit with those files, and everything else of the branch as it is
 * now.
 */
export async function rollback(desk: Desk): Promise<Result> {
  const { context, ports } = desk;
  const { inputs, log, summary } = context;
  const preview = await previewNumber(desk);
  const first = await readBranch(desk);
  const place = placeOf(inputs, first.layout, preview);
  const told = publicationsOf(await ports.store.log(MOST), place.path);
  const target = findTarget(told, inputs.to ?? "", first.layout.publications.has(place.path));
  const past = await readBranch(desk, await ports.store.at(target.at));
  const address = placeAddress(await siteOf(desk, first), place);
  const paths = { pageUrl: address, basePath: new URL(address).pathname };
  context.publish(paths);

  const { branch, change, commit } = await apply(
    desk,
    async (now) => planReturn(desk, { now, past, place, target }),
    first,
  );
  const publication = change?.publication ?? branch.layout.publications.get(place.path);
  const { added = [], changed = [], removed = [] } = change?.changes ?? {};
  const counts = {
    commit: commit ?? "",
    files: String(publication?.files ?? 0),
    added: String(added.length),
    changed: String(changed.length),
    removed: String(removed.length),
  };
  context.publish(counts);
  const short = target.commit.slice(0, 7);
  log.info(
    `${address} ${change === undefined ? "is" : inputs.dryRun ? "would go" : "goes"} back at ${short}, of ${target.when}.`,
  );
  summary.heading(inputs.dryRun ? "Docs that would be rolled back" : "Docs rolled back").facts({
    Address: { link: address, to: address },
    "Back to": { code: short },
    "Published at": target.when,
    Added: added.length,
    Changed: changed.length,
    Removed: removed.length,
  });
  if (change !== undefined) reportChanges(summary, change.changes);
  if (inputs.dryRun) return { outcome: "planned", ...paths, ...counts };
  if (publication !== undefined) await deliver(desk, { address, publication, isNew: change !== undefined });
  return { outcome: change === undefined ? "unchanged" : "rolled-back", ...paths, ...counts };
}

interface Ends {
  readonly now: Branch;
  readonly past: Branch;
  readonly place: Place;
  readonly target: Earlier;
}

function planReturn({ context }: Desk, { now, past, place, target }: Ends): Return | undefined {
  const { inputs, run, clock } = context;
  const live = joinPath(place.path, LIVE);
  const was = past.layout.publications.get(place.path);
  if (was === undefined || was.digest !== target.digest) throw unreadable(target);
  const before = now.layout.publications.get(place.path);
  const list = versionsBack(now, past, place);
  if (before?.digest === was.digest && list.size === 0) return undefined;
  const [owned, owns] = [past.layout, now.layout].map((layout) => ownership(place, layout, inputs.keepFiles));
  const wanted = new Map([...past.snapshot.entries].filter(([path]) => path !== live && owned?.(path) && owns?.(path)));
  const { edits, changes } = editsTo(wanted, now.snapshot.entries, (path) => path !== live && owns?.(path) === true);
  const publication: Publication = {
    ...was,
    number: (before?.number ?? was.number) + 1,
    run: `${run.runId}/${run.attempt}`,
    at: clock.date().toISOString(),
  };
  const told = (paths: readonly string[]) => paths.filter((path) => path !== joinPath(place.path, PAGES));
  return {
    publication,
    changes: { added: told(changes.added), changed: told(changes.changed), removed: told(changes.removed) },
    publications: new Map([...now.layout.publications, [place.path, publication]]),
    edits: { ...edits, texts: new Map([...list, [live, formatLive(run.repository, publication)]]) },
    message: `Go back to ${target.commit.slice(0, 7)} at /${place.path}`,
    notes: {
      Place: `/${place.path}`,
      Commit: was.commit,
      Digest: was.digest,
      Number: String(publication.number),
      Rollback: "yes",
    },
  };
}

/** The list with the version in it again, where it was removed since. Its aliases lead to others by now, or nowhere. */
function versionsBack({ layout: now }: Branch, { layout: past }: Branch, place: Place): ReadonlyMap<string, string> {
  if (place.kind !== "version" || now.versions.some(({ version }) => versionPlace(now, version).path === place.path)) {
    return new Map();
  }
  const was = past.versions.find(({ version }) => versionPlace(past, version).path === place.path);
  const version = place.path.slice(place.path.lastIndexOf("/") + 1);
  const entry = { version, title: version, ...was, aliases: [] };
  return new Map([[versionsFile(now), formatVersions([...now.versions, entry])]]);
}

const unreadable = ({ at }: Earlier): Failure =>
  new Failure("SLIP-DOCS-NOT-FOUND", `The commit ${at.slice(0, 12)} of the branch does not hold what it says.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Somebody wrote to the branch by hand; publish the commit that you want again.",
  });
