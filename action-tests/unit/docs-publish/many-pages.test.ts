import { expect, test } from "@jest/globals";
import { previewComment } from "../../../actions/docs-publish/comment.ts";
import { wantedFiles } from "../../../actions/docs-publish/wanted.ts";
import type { Place } from "../../../shared/site/layout.ts";
import { fingerprint, formatPages } from "../../../shared/site/pages.ts";
import type { SiteFile } from "../../../shared/site/types.ts";

const place: Place = { kind: "preview", path: "pr/7" };
const options = { noindex: true, banner: true, commit: "a".repeat(40), preview: 7, site: "https://acme.example/" };

const filesOf = (count: number): readonly SiteFile[] =>
  Array.from({ length: count }, (_, index) => ({ path: `guide/${index}/index.html`, file: "/nowhere", size: 20 }));

/** The fingerprints of a preview of so many pages, each read once, as when they are published. */
function printsOf(count: number): ReadonlyMap<string, string> | undefined {
  const { sources, prints } = wantedFiles(filesOf(count), place, options);
  for (const source of sources) {
    if ("change" in source) source.change?.(Buffer.from(`<p>New words on ${source.path}</p>`));
  }
  return prints;
}

const commentOn = (count: number, live: number): string =>
  previewComment({
    number: 7,
    address: "https://acme.example/pr/7/",
    publication: {
      kind: "preview",
      number: 1,
      files: count,
      size: count * 20,
      commit: "a".repeat(40),
      digest: "",
      at: "",
      run: "1",
    },
    prints: printsOf(count),
    sitePages: formatPages(new Map(filesOf(live).map(({ path }) => [path, fingerprint("<p>Old words</p>")]))),
  });

test("of a site with thousands of pages the comment lists the first, and says how many there are", () => {
  const comment = commentOn(6_000, 5_500);
  expect(comment).toContain("6000 pages differ from the published site");
  // What is new comes first.
  expect(comment).toContain("/guide/5500/");
  expect(comment).toContain("… and 5950 more.");
  expect(comment.length).toBeLessThan(65_536);
});

test("of one that is too large for a list it says that", () => {
  expect(commentOn(20_001, 1)).toContain("Which pages differ is not told: the site has more than 20,000 pages.");
});
