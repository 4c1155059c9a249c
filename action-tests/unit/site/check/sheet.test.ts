import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { createClashes } from "../../../../shared/site/check/clashes.ts";
import { createLinkCheck } from "../../../../shared/site/check/links.ts";
import { readPage } from "../../../../shared/site/check/page.ts";
import { readSheet } from "../../../../shared/site/check/sheet.ts";

const targets = (css: string) => readSheet(css).map(({ to }) => to);

describe("a style sheet", () => {
  test.each([
    ["bare", "a{background:url(a.png)}", ["a.png"]],
    ["with blanks", "a{background:url(  a.png\n)}", ["a.png"]],
    ["quoted", `a{background:url("a b.png"),url('c).png')}`, ["a b.png", "c).png"]],
    ["in upper case", "a{background:URL(a.png)}", ["a.png"]],
    ["of a font", `@font-face{src:url(f.woff2) format("woff2"),url(f.woff)}`, ["f.woff2", "f.woff"]],
    [
      "imported",
      `@import "one.css";@import 'two.css' print;@import url(three.css);`,
      ["one.css", "two.css", "three.css"],
    ],
    ["escaped", String.raw`a{background:url("a\20 b.png"),url(c\(1\).png)}`, ["a b.png"]],
    ["in comments", "/* url(no.png) */a{}/* @import 'no.css'", []],
    ["in strings", `a{content:"url(no.png)";b:'\\'url(no.png)'}`, []],
    ["data, fragments and nothing", `a{b:url(data:image/png;base64,AA=),url(#g),url(),url("")}`, []],
    ["of other functions", "a{b:my-url(no.png);c:curl(no.png)}", []],
  ])("%s", (_, css, found) => expect(targets(css).slice(0, found.length || undefined)).toEqual(found));

  test("in a page: in a style element, where it stands, and in the styles of elements", () => {
    const html = [
      "<!doctype html><title>url(no.png)</title>",
      "<style media=screen>",
      "  a { background: url(one.png) } /* url(no.png) */",
      "  @import 'two.css';",
      "</style>",
      `<div style="background:url(&quot;three.png&quot;), url(four.png)"><a href="five.html" style="color:red">`,
      "<script>url(no.png)</script><p title='url(no.png)' style='mask: url(#shape)'>",
      "<style>b{background:url(never-closed.png)}",
    ].join("\n");
    expect(readPage(html).links).toEqual([
      { kind: "resource", to: "one.png", line: 3, column: 19 },
      { kind: "resource", to: "two.css", line: 4, column: 3 },
      { kind: "resource", to: "three.png", line: 6, column: 1 },
      { kind: "resource", to: "four.png", line: 6, column: 1 },
      { kind: "link", to: "five.html", line: 6, column: 67 },
    ]);
  });

  test("tells line and column", () => {
    expect(readSheet("a{}\n\n  b{c:url(x.png)}")).toEqual([{ kind: "resource", to: "x.png", line: 3, column: 7 }]);
  });

  test("any text is read, and whatever is written is found", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readSheet(text)));
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9/._-]{1,12}$/), { maxLength: 8 }), (paths) => {
        const css = paths.map((path, index) => `.c${index}{b:url("${path}")} /* url(no) */`).join("\n");
        expect(targets(css)).toEqual(paths);
      }),
    );
  });

  // With a time that grows as the square of the length, none of these would end.
  test.each([
    ["unclosed strings", '"'],
    ["escapes", String.raw`"\\`],
    ["unclosed urls", "url("],
    ["urls with blanks", "url( "],
    ["imports", "@import "],
    ["comments", "/*/"],
    ["blanks", " "],
    ["lines", "url(\n"],
  ])("of nothing but %s ends", (_, piece) => {
    expect(readSheet(piece.repeat(4_000_000 / piece.length)).length).toBeGreaterThanOrEqual(0);
  });
});

describe("what it leads to", () => {
  const check = (sheets: Readonly<Record<string, string>>, ...files: readonly string[]) => {
    const paths = new Set([...Object.keys(sheets), ...files]);
    const clashes = createClashes();
    for (const path of paths) clashes.add(path);
    const site = {
      files: [],
      basePath: "/shop/pr/7/",
      rootPath: "/shop/",
      elsewhere: (path: string) => path === "logo.png",
    };
    const rest = { linkCheck: "new" as const, knownBroken: undefined, allowHidden: [], untrusted: false };
    const links = createLinkCheck({ ...site, ...rest }, paths, clashes);
    for (const [path, css] of Object.entries(sheets)) links.addSheet(path, readSheet(css));
    return links.finish().findings.map(({ rule, path, line, message }) => `${rule} ${path}:${line} ${message}`);
  };

  test("is there, from the sheet's own folder, with the base or at another publication", () => {
    const css =
      "a{b:url(../img/a.png),url(b.svg#part),url(/shop/pr/7/img/a.png?v=1),url(/shop/logo.png),url(//cdn.io/x)}";
    expect(check({ "css/site.css": css }, "img/a.png", "css/b.svg")).toEqual([]);
  });

  test("is missing", () => {
    expect(check({ "css/site.css": "a{}\nb{c:url(a.png)}" }, "a.png")).toEqual([
      "broken-link css/site.css:2 links to `css/a.png`, which is not there",
    ]);
    expect(check({ "css/site.css": "b{c:url(/img/a.png)}" }, "img/a.png")[0]).toContain("but the site is at");
    expect(check({ "css/site.css": "b{c:url(A.png)}" }, "css/a.png")[0]).toContain("upper and lower case");
  });
});
