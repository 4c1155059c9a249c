import { Failure } from "../../shared/action/failure.ts";
import type { Snapshot } from "../../shared/ports/site.ts";
import { type Layout, previewPlace, readLayout, versionPlace, versionsFiles } from "../../shared/site/layout.ts";
import type { Place } from "../../shared/site/layout.ts";
import { PAGES } from "../../shared/site/pages.ts";
import { joinPath } from "../../shared/site/paths.ts";
import { parsePublications, RECORD } from "../../shared/site/record.ts";
import type { Desk } from "./desk.ts";

/** The branch as it is now, read. */
export interface Branch {
  readonly snapshot: Snapshot;
  readonly texts: ReadonlyMap<string, string>;
  readonly layout: Layout;
  /** The domain that the branch's CNAME names. */
  readonly domain: string | undefined;
}

/** What is read of a snapshot beside the names of its files. */
const textsOf = (destination: string, withDefault: boolean): string[] => [
  RECORD,
  ...versionsFiles(destination),
  "CNAME",
  joinPath(destination, PAGES),
  ...(withDefault ? [joinPath(destination, "index.html"), joinPath(destination, "v", "index.html")] : []),
];

export async function readBranch({ ports, context: { inputs } }: Desk, given?: Snapshot): Promise<Branch> {
  const { destination, branch = "gh-pages" } = inputs;
  const snapshot = given ?? (await ports.store.fetch());
  const texts = await ports.store.read(snapshot, textsOf(destination, inputs.default !== undefined));
  const publications = parsePublications(texts.get(RECORD));
  if (publications === undefined) throw unreadable(RECORD, branch, "the record of what is published");
  const layout = readLayout(destination, texts, publications, (folder) =>
    [...snapshot.entries.keys()].some((path) => path.startsWith(`${folder}/`)),
  );
  if ("unreadable" in layout) throw unreadable(layout.unreadable, branch, "the list of versions");
  return { snapshot, texts, layout, domain: domainOf(texts.get("CNAME")) };
}

const unreadable = (path: string, branch: string, what: string): Failure =>
  new Failure("SLIP-DOCS-REFUSED", `\`${path}\` on the branch \`${branch}\` cannot be read: it is not ${what}.`, {
    blame: "user",
    outcome: "refused",
    state: "Nothing was changed.",
    next: "Bring the file back from an earlier commit of the branch. If a newer version of this action wrote it, use that one.",
  });

const domainOf = (text: string | undefined): string | undefined => {
  const domain = text?.trim().split(/\s/)[0]?.toLowerCase();
  return domain !== undefined && /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain) ? domain : undefined;
};

/** The place that the inputs name; `preview` is the number that was found for it. */
export function placeOf(
  { destination, version }: { readonly destination: string; readonly version: string | undefined },
  layout: Layout,
  preview: number | undefined,
): Place {
  if (version !== undefined) return versionPlace(layout, version);
  return preview === undefined ? { kind: "site", path: destination } : previewPlace(destination, preview);
}
