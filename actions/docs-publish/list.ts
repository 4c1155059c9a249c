import { formatSize } from "../../shared/domain/size.ts";
import { previewsOf, versionPlace } from "../../shared/site/layout.ts";
import { placeAddress } from "./address.ts";
import { placeOf, readBranch } from "./branch.ts";
import type { Desk } from "./desk.ts";
import type { Result } from "./ports.ts";
import { previewNumber } from "./preview.ts";
import { siteOf } from "./site-of.ts";

/** What is published where, and the address and base of what the inputs name, for the build. */
export async function list(desk: Desk): Promise<Result> {
  const { inputs, summary, log } = desk.context;
  const preview = await previewNumber(desk);
  const branch = await readBranch(desk);
  const { layout, snapshot } = branch;
  const site = await siteOf(desk, branch);
  const folders = new Set(layout.publications.keys());
  for (const path of previewsOf(layout, snapshot.entries.keys()).keys()) folders.add(path);
  for (const { version } of layout.versions) folders.add(versionPlace(layout, version).path);
  const publications = [...folders].toSorted().map((path) => {
    const { kind, commit, at, files, size } = layout.publications.get(path) ?? {};
    return { path: `/${path}`, url: placeAddress(site, { path }), kind, commit, at, files, size };
  });
  const address = placeAddress(site, placeOf(inputs, layout, preview));
  log.info(`${publications.length} publications; ${address} is the address of what the inputs name.`);
  summary.heading("Docs that are published").table(
    ["Folder", "Commit", "Published", "Files", "Size"],
    publications.map(({ path, url, commit, at, files, size }) => [
      { link: path, to: url },
      commit === undefined ? "" : { code: commit.slice(0, 7) },
      at ?? "",
      String(files ?? ""),
      size === undefined ? "" : formatSize(size),
    ]),
  );
  return {
    outcome: "listed",
    pageUrl: address,
    basePath: new URL(address).pathname,
    commit: snapshot.commit ?? "",
    publications,
  };
}
