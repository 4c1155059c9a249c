import type { SiteSource } from "../../shared/ports/site.ts";
import { PAGES } from "../../shared/site/pages.ts";
import { joinPath } from "../../shared/site/paths.ts";
import { aliasPages } from "../../shared/site/redirect.ts";
import type { SiteFile } from "../../shared/site/types.ts";
import { placeAddress } from "./address.ts";
import { apply } from "./apply.ts";
import { type Branch, placeOf, readBranch } from "./branch.ts";
import { checkSite } from "./check-site.ts";
import { previewComment, putComment } from "./comment.ts";
import { deliver } from "./deliver.ts";
import type { Desk } from "./desk.ts";
import { type Content, planPublication, type Publishing } from "./plan-publication.ts";
import type { Result } from "./ports.ts";
import { previewNumber } from "./preview.ts";
import { reportChanges, reportGone } from "./report.ts";
import { siteOf } from "./site-of.ts";
import { takeSource } from "./take-source.ts";
import { wantedFiles } from "./wanted.ts";

export async function publish(desk: Desk): Promise<Result> {
  const { context, ports } = desk;
  const { inputs, log, summary } = context;
  const preview = await previewNumber(desk);
  const closed = preview === undefined ? false : await isClosed(desk, preview);
  if (closed) {
    log.notice(`#${preview} is closed: there is nothing to preview any more.`);
    return { outcome: "unchanged" };
  }
  const [first, taken] = await allOf([readBranch(desk), takeSource(desk)]);
  const place = placeOf(inputs, first.layout, preview);
  const site = await siteOf(desk, first);
  const address = placeAddress(site, place);
  const paths = { pageUrl: address, basePath: new URL(address).pathname };
  context.publish(paths);
  const check = () => checkSite(desk, { ...taken, first, place, site, address });
  // What the walk refused is left out of the files: it is said before anything compares them.
  if (taken.findings.some(({ severity }) => severity === "error")) await check();

  const wanted = wantedFiles(taken.files, place, { ...inputs, commit: taken.commit, preview, site });
  // Git takes the files in while they are checked: neither is anything that others could see. What may be there already is
  // looked at first, since then nothing needs to be checked.
  const isFirst = !first.layout.publications.has(place.path);
  const [ids, found] = await allOf([
    ports.store.add(wanted.sources, isThere(first, place.path)),
    isFirst ? check() : Promise.resolve(undefined),
  ]);
  const content = {
    ids,
    redirects: redirectsOf(desk, taken.files),
    prints: wanted.prints,
    size: taken.files.reduce((sum, { size }) => sum + size, 0),
    commit: taken.commit,
    preview,
  };
  let broken = found;
  const plan = async (now: Branch): Promise<Publishing | undefined> => {
    const planned = await planPublication(desk, now, { ...content, broken: broken ?? [] });
    if (planned === undefined || broken !== undefined) return planned;
    broken = await check();
    return planPublication(desk, now, { ...content, broken });
  };
  const { branch, change, commit } = await apply(desk, plan, first);

  const publication = change?.publication ?? branch.layout.publications.get(place.path);
  const { added = [], changed = [], removed = [] } = change?.changes ?? {};
  const counts = {
    files: String(ids.size),
    added: String(added.length),
    changed: String(changed.length),
    removed: String(removed.length),
    deleted: change?.pruned ?? [],
    commit: commit ?? "",
  };
  context.publish(counts);
  const outcome = change === undefined ? "unchanged" : inputs.dryRun ? "planned" : "published";
  const said = { unchanged: "unchanged", planned: "would be published", published: "published" }[outcome];
  log.info(
    `${address} ${said}: ${ids.size} files, ${added.length} added, ${changed.length} changed, ${removed.length} removed.`,
  );
  summary.heading(`Docs ${said}`).facts({
    Address: { link: address, to: address },
    Commit: { code: taken.commit.slice(0, 7) },
    Files: ids.size,
    Added: added.length,
    Changed: changed.length,
    Removed: removed.length,
  });
  if (change !== undefined) reportChanges(summary, change.changes);
  reportGone(summary, change?.pruned ?? [], inputs.dryRun ? "Versions that would go" : "Versions that went");
  if (publication !== undefined && !inputs.dryRun) {
    await deliver(desk, { address, publication, isNew: change !== undefined });
    if (preview !== undefined) {
      const sitePages = first.texts.get(joinPath(inputs.destination, PAGES));
      const { prints } = wanted;
      await putComment(desk, preview, previewComment({ number: preview, address, publication, prints, sitePages }));
    }
  }
  return { outcome, ...paths, ...counts };
}

/** All results, or the first rejection once none of them goes on any more. */
async function allOf<const T extends readonly Promise<unknown>[]>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
}

const isThere =
  ({ snapshot }: Branch, folder: string) =>
  (path: string, id: string): boolean =>
    snapshot.entries.get(joinPath(folder, path)) === id;

/** The redirects of an alias are the same for all aliases of a version, and needed only where there are any. */
function redirectsOf({ context: { inputs }, ports }: Desk, files: readonly SiteFile[]): Content["redirects"] {
  let made: Promise<ReadonlyMap<string, string>> | undefined;
  function* sources(): Generator<SiteSource> {
    for (const [path, page] of aliasPages(
      files.map((file) => file.path),
      inputs.version ?? "",
    )) {
      yield { path, content: Buffer.from(page) };
    }
  }
  return () => (made ??= ports.store.add(sources(), () => false));
}

/** Whoever closed it has removed the preview already, and nobody would remove it again. Without a right to ask, it is open. */
async function isClosed({ context, ports }: Desk, number: number): Promise<boolean> {
  if (context.inputs.githubToken === undefined) return false;
  try {
    return (await ports.pulls().get(number))?.open === false;
  } catch (thrown) {
    context.signal.throwIfAborted();
    context.log.debug(`Whether #${number} is open is not known: ${String(thrown)}`);
    return false;
  }
}
