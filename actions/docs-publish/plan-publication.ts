import { Failure } from "../../shared/action/failure.ts";
import { digestOf, editsTo } from "../../shared/site/edits.ts";
import { ownership, type Place } from "../../shared/site/layout.ts";
import { formatPages, PAGES } from "../../shared/site/pages.ts";
import { joinPath } from "../../shared/site/paths.ts";
import { formatLive, LIVE, type Publication } from "../../shared/site/record.ts";
import type { Change } from "./apply.ts";
import { type Branch, placeOf } from "./branch.ts";
import type { Desk } from "./desk.ts";
import { planVersions, type VersionsPlan } from "./plan-versions.ts";

/** What is to be published, whatever the branch is like. */
export interface Content {
  /** Path in the place to blob id. */
  readonly ids: ReadonlyMap<string, string>;
  /** Page to blob id of a redirect to it, for aliases. */
  readonly redirects: () => Promise<ReadonlyMap<string, string>>;
  readonly prints: ReadonlyMap<string, string> | undefined;
  /** Bytes. */
  readonly size: number;
  readonly commit: string;
  readonly preview: number | undefined;
  readonly broken: readonly string[];
}

export interface Publishing extends Change {
  readonly place: Place;
  readonly publication: Publication;
  readonly pruned: VersionsPlan["pruned"];
}

/** What publishing the content changes on a branch that is like this; undefined when it is there already. */
export async function planPublication(
  { context }: Desk,
  { layout, texts, snapshot }: Branch,
  content: Content,
): Promise<Publishing | undefined> {
  const { inputs, run, clock } = context;
  const place = placeOf(inputs, layout, content.preview);
  const own = ownership(place, layout, inputs.keepFiles);
  const [live, pages] = [joinPath(place.path, LIVE), joinPath(place.path, PAGES)];
  const wanted =
    place.path === "" ? content.ids : new Map([...content.ids].map(([path, id]) => [joinPath(place.path, path), id]));
  refuseTaken(wanted.keys(), own);
  const site = editsTo(wanted, snapshot.entries, (path) => own(path) && path !== live && path !== pages);
  const versions = await planVersions(inputs, { layout, texts, entries: snapshot.entries, place }, content.redirects);
  const before = layout.publications.get(place.path);
  const digest = digestOf(content.ids);
  const nothing =
    site.edits.put.size +
      site.edits.remove.length +
      versions.put.size +
      versions.remove.length +
      versions.texts.size ===
    0;
  if (nothing && before?.digest === digest) return undefined;

  const publication: Publication = {
    kind: place.kind,
    number: (before?.number ?? 0) + 1,
    commit: content.commit,
    run: `${run.runId}/${run.attempt}`,
    at: clock.date().toISOString(),
    files: content.ids.size,
    size: content.size,
    digest,
    ...(content.broken.length === 0 ? {} : { broken: [...content.broken] }),
  };
  const publications = new Map(layout.publications);
  for (const { path } of versions.pruned) publications.delete(path);
  publications.set(place.path, publication);
  const extra = new Map([...versions.texts, [live, formatLive(run.repository, publication)]]);
  if (place.kind === "site" && content.prints !== undefined) extra.set(pages, formatPages(content.prints));
  return {
    place,
    publication,
    publications,
    pruned: versions.pruned,
    changes: site.changes,
    edits: {
      remove: [...site.edits.remove, ...versions.remove],
      put: new Map([...site.edits.put, ...versions.put]),
      texts: extra,
    },
    message: `Publish ${place.path === "" ? "the site" : place.path} from ${content.commit.slice(0, 7)}`,
    notes: { Place: `/${place.path}`, Commit: content.commit, Digest: digest, Number: String(publication.number) },
  };
}

const SHOWN = 10;

/** Nobody's site may lie over what somebody else published. */
function refuseTaken(paths: Iterable<string>, own: (path: string) => boolean): void {
  const taken = [...paths].filter((path) => !own(path) && !/^(?:CNAME|\.nojekyll)$/.test(path));
  if (taken.length === 0) return;
  throw new Failure(
    "SLIP-DOCS-REFUSED",
    [
      `${taken.length} files lie where another publication is:`,
      ...taken.slice(0, SHOWN).map((path) => `  ${path}`),
    ].join("\n"),
    {
      blame: "user",
      outcome: "refused",
      state: "Nothing was published.",
      next: "Rename these in the site, or publish it to a `destination` of its own.",
    },
  );
}
