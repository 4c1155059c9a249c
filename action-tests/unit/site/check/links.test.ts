import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { createClashes } from "../../../../shared/site/check/clashes.ts";
import { createLinkCheck } from "../../../../shared/site/check/links.ts";
import { readPage } from "../../../../shared/site/check/page.ts";
import type { SiteToCheck } from "../../../../shared/site/types.ts";

const check = (pages: Readonly<Record<string, string>>, given: Partial<SiteToCheck> = {}) => {
  const site: SiteToCheck = {
    files: [],
    basePath: "/shop/",
    rootPath: "/shop/",
    elsewhere: () => false,
    linkCheck: "new",
    knownBroken: undefined,
    allowHidden: [],
    untrusted: false,
    ...given,
  };
  const paths = new Set(Object.keys(pages));
  const clashes = createClashes();
  for (const path of paths) clashes.add(path);
  const links = createLinkCheck(site, paths, clashes);
  for (const [path, html] of Object.entries(pages)) if (path.endsWith(".html")) links.add(path, readPage(html));
  return links.finish();
};
const rules = (result: ReturnType<typeof check>) =>
  result.findings.map(({ rule, severity, path, line }) => `${severity} ${rule} ${path}:${line}`);

const SITE = {
  "index.html": "",
  "guide/index.html": '<h2 id="set-up">x</h2>',
  "guide/api.html": '<a name="old">',
  "img/a.png": "",
};

describe("links that are right", () => {
  test.each([
    [
      "relative, with a fragment, a query and dots",
      '<a href="guide/#set-up"><a href="./guide/api.html?x=1#old"><img src="guide/../img/a.png">',
    ],
    ["absolute with the base", '<a href="/shop/"><a href="/shop/guide/"><a href="/shop"><img src="/shop/img/a.png">'],
    ["without ending, as Pages serves it", '<a href="guide/api"><a href="guide">'],
    [
      "to other hosts and schemes",
      '<a href="https://acme.io/x"><a href="//cdn.io/y"><a href="mailto:a@b"><a href="data:,x"><a href="javascript:;">',
    ],
    [
      "to the page itself",
      '<b id="here"><a href="#here"><a href="#"><a href="#top"><a href="#:~:text=x"><a href="#/route">',
    ],
    ["percent-encoded and with entities", '<a href="guide/%61pi.html"><a href="guide/api.html?a=1&amp;b=2#old">'],
    [
      "in comments, scripts and text",
      '<!-- <a href="no"> --><script>"<a href=no>"</script><textarea><a href="no"></textarea>&lt;a href="no"&gt;',
    ],
    ["of another project on the same host", '<a href="/other/">'],
    ["in srcset", '<img srcset="img/a.png 1x, img/a.png 2x, ,img/a.png,\n img/a.png">'],
    ["with a base element", '<base href="/shop/guide/"><a href="api.html">'],
  ])("%s", (_, html) => {
    expect(check({ ...SITE, "index.html": html }).findings).toEqual([]);
  });
});

describe("links that are broken", () => {
  test.each([
    ["a page that is not there", '\n<p><a href="nowhere.html">', "error broken-link index.html:2"],
    ["the base path is missing", '<a href="/guide/">', "error broken-link index.html:1"],
    ["another case", '<a href="Guide/API.html">', "error broken-link index.html:1"],
    ["an anchor that is not there", '\n\n<a href="guide/#setup">', "error broken-anchor index.html:3"],
    ["an anchor of its own page", '<b id="x"><a href="#y">', "error broken-anchor index.html:1"],
    ["a picture", "<img src=img/b.png>", "error broken-link index.html:1"],
    ["a redirect", '<meta http-equiv="refresh" content="0; url=gone/">', "error broken-link index.html:1"],
    ["one of srcset", '<img srcset="img/a.png 1x, img/c.png 2x">', "error broken-link index.html:1"],
    ["out of the site", '<a href="/shop/pr/7/x">', "error broken-link index.html:1"],
    [
      "a script from a machine of its own",
      '<script src="http://localhost:5173/x.js"></script>',
      "error internal-url index.html:1",
    ],
    ["a link to such a machine", '<a href="http://10.1.2.3/x">', "warning internal-url index.html:1"],
    ["a file of the builder", '<img src="file:///home/me/x.png">', "error internal-url index.html:1"],
  ])("%s", (_, html, expected) => {
    expect(rules(check({ ...SITE, "index.html": html }))).toEqual([expected]);
  });

  test("names the path that differs only in case", () => {
    expect(check({ ...SITE, "index.html": '<a href="guide/API.html">' }).findings[0]?.message).toContain(
      "`guide/api.html`",
    );
  });

  test("previews: other publications are looked up, the base is the preview's", () => {
    const given = { basePath: "/shop/pr/7/", elsewhere: (path: string) => path === "v/1.0/index.html" };
    const html = '<a href="/shop/v/1.0/"><a href="/shop/v/2.0/"><a href="/shop/pr/7/guide/"><a href="../../v/1.0/">';
    expect(rules(check({ ...SITE, "index.html": html }, given))).toEqual(["error broken-link index.html:1"]);
    const site = { elsewhere: (path: string) => path === "v/1.0/index.html" };
    expect(check({ ...SITE, "index.html": '<a href="v/1.0/">' }, site).findings).toEqual([]);
  });

  test("only new ones fail; moving the link, another base or another page makes none new", () => {
    const before = check({ ...SITE, "index.html": '<a href="old.html">' });
    expect(before.broken).toHaveLength(1);
    const pages = {
      ...SITE,
      "index.html": '\n\n<a href="old.html"><a href="new.html">',
      "guide/api.html": '<a href="../old.html">',
    };
    const after = check(pages, { knownBroken: before.broken, basePath: "/shop/pr/1/" });
    expect(rules(after).toSorted()).toEqual([
      "error broken-link index.html:3",
      "warning broken-link guide/api.html:1",
      "warning broken-link index.html:3",
    ]);
    expect(
      rules(check(pages, { knownBroken: before.broken, linkCheck: "all" })).every((rule) => rule.startsWith("error")),
    ).toBe(true);
    expect(rules(check(pages, { linkCheck: "warn" })).every((rule) => rule.startsWith("warning"))).toBe(true);
    expect(check(pages, { linkCheck: "off" })).toEqual({ findings: [], broken: [] });
  });

  test("a broken link on every page is told ten times, and counted", () => {
    const pages = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`p${index}.html`, '<a href="gone">']));
    const { findings, broken } = check(pages);
    expect([findings.length, broken.length]).toEqual([10, 1]);
    expect(findings.at(-1)?.message).toContain("190 more");
  });
});

test("addresses that go on for megabytes take no time", () => {
  const long = "a,".repeat(1_000_000);
  const html = `<base href="${"b".repeat(1_000_000)}/x"><img srcset="${long}"><img srcset="${" ,".repeat(1_000_000)}"><a href="${"../".repeat(500_000)}">`;
  const { findings } = check({ "index.html": html, "a.html": html.replace("<base", "<b") });
  expect(findings.length).toBeGreaterThan(0);
});

test("any text is read as a page in time that grows with it, and gives lines that it has", () => {
  const part = fc.constantFrom(
    "<a href=",
    '"',
    "'",
    ">",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<title",
    " ",
    "=",
    "/",
    "id=x",
    "\n",
    "<",
    "&#x110000;",
    "&amp",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(part, fc.string({ unit: "binary", minLength: 1, maxLength: 5 })), { minLength: 1 }),
      (parts) => {
        const html = parts.join("");
        const lines = html.split("\n").length;
        for (const { line, column } of readPage(html).links) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
        }
        readPage(html.repeat(Math.ceil(200_000 / html.length)));
      },
    ),
    { numRuns: 100 },
  );
});
