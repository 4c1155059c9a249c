import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { parsePageSources } from "../../../shared/site/page-sources.ts";
import { type Rig, rig } from "./rig.ts";

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

const SITE = {
  "index.html": '<a href="gone/">x</a>',
  "guide/index.html": '<p>\n<a href="../none/">x</a>',
  "app.html": '<a href="gone/">x</a>',
};
const sourcesFile = (text: string): string => {
  const file = join(docs.folder, "sources.json");
  writeFileSync(file, text);
  return file;
};

test("broken links are told where they were written", async () => {
  const pageSources = sourcesFile('{"./index.html": "docs/index.md", "guide/index.html": "docs/guide.md:7"}');
  const publishing = docs.publish(SITE, { linkCheck: "all", pageSources });
  await expect(publishing).rejects.toMatchObject({ code: "SLIP-DOCS-LINKS" });
  await expect(publishing).rejects.toThrow(/docs\/guide\.md:7: links to .*on the page `guide\/index\.html:2`/);
  await expect(publishing).rejects.toThrow(/docs\/index\.md: links to `gone\/`/);
  // A page without a source is told as it is.
  await expect(publishing).rejects.toThrow(/app\.html:1: links to `gone\/`/);
});

test("annotations stand at the sources, and findings tell them", async () => {
  const pageSources = sourcesFile('{"index.html": "docs/index.md", "guide/index.html": "docs/guide.md:7"}');
  const { context } = await docs.publish(SITE, { linkCheck: "warn", pageSources });
  const log = context.runner.log.join("\n");
  expect(log).toMatch(/warning.*docs\/guide\.md.*7/);
  expect(log).toMatch(/warning.*docs\/index\.md.*1/);
  const findings = context.published.findings as readonly { readonly path: string; readonly line?: number }[];
  expect(findings.map(({ path, line }) => [path, line])).toEqual(
    expect.arrayContaining([
      ["docs/guide.md", 7],
      ["docs/index.md", undefined],
      ["app.html", 1],
    ]),
  );
  expect(JSON.stringify(findings)).not.toContain('"source"');
});

test.each([
  ["no JSON", "index.html = docs/index.md"],
  ["a list", "[]"],
  ["a path out of the repository", '{"index.html": "../../etc/passwd"}'],
  ["an absolute path", '{"index.html": "/etc/passwd"}'],
  ["a line break", String.raw`{"index.html": "a\n::error::x"}`],
])("%s is refused", async (_, text) => {
  const publishing = docs.publish(SITE, { linkCheck: "warn", pageSources: sourcesFile(text) });
  await expect(publishing).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID", next: expect.stringMatching(/JSON/) });
  expect(docs.head()).toBe("");
});

test("a file that is not there is named", async () => {
  const publishing = docs.publish(SITE, { linkCheck: "warn", pageSources: join(docs.folder, "none.json") });
  await expect(publishing).rejects.toThrow(/none\.json, cannot be read: ENOENT/);
});

describe("any text", () => {
  test("is read or refused, and never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.dictionary(fc.string(), fc.string()).map((all) => JSON.stringify(all)),
        ),
        (text) => {
          for (const [, { file }] of parsePageSources(text) ?? []) expect(file).not.toMatch(/^\/|\n/);
        },
      ),
    );
  });
});
