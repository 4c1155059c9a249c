import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { insert, visibleText } from "../../../shared/site/html.ts";
import { changedPages, fingerprint } from "../../../shared/site/pages.ts";
import { previewPage } from "../../../shared/site/preview-page.ts";

const at = (html: string): string => insert(html, "[H]", "[F]");

describe("where a parser would find head and foot", () => {
  test.each([
    [
      "<html><head><title>a</title></head><body>b</body></html>",
      "<html><head>[H]<title>a</title></head><body>b[F]</body></html>",
    ],
    [
      '<!DOCTYPE html><html lang="en"><HEAD data-a=">"><body>b</BODY>',
      '<!DOCTYPE html><html lang="en"><HEAD data-a=">">[H]<body>b[F]</BODY>',
    ],
    ["<!doctype html><p>a", "<!doctype html>[H]<p>a[F]"],
    ["<!doctype html><html><body>b</body></html>", "<!doctype html><html>[H]<body>b[F]</body></html>"],
    ["plain", "[H]plain[F]"],
    ["", "[H][F]"],
  ])("%s", (html, expected) => {
    expect(at(html)).toBe(expected);
  });

  test.each([
    "<html><head></head><body><script>x='</body>'</script>b</body></html>",
    "<html><head></head><body><!-- </body> -->b</body></html>",
    "<html><head></head><body><textarea></body></textarea>b</body></html>",
    "<html><!-- <head> --><head></head><body><a title='</body>'>b</a>b</body></html>",
  ])("not in %s", (html) => {
    expect(at(html)).toMatch(/<head>\[H\]<\/head>.*b\[F\]<\/body><\/html>$/);
  });

  test("every byte of the page stays, whatever it is", () => {
    const piece = fc.constantFrom(
      "<head>",
      "</head>",
      "<body>",
      "</body>",
      "<!--",
      "-->",
      "<script>",
      "</script>",
      '"',
      "'",
      "<p a=",
      ">",
      "text",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const html = pieces.join("");
        expect(insert(html, "\u0001", "\u0002").replace("\u0001", "").replace("\u0002", "")).toBe(html);
      }),
    );
  });
});

const options = {
  noindex: true,
  banner: true,
  number: 7,
  commit: "a".repeat(40),
  site: "https://acme.github.io/shop/",
};

test("keeps the bytes of other encodings, and pages in UTF-16 as they are", () => {
  const latin = Buffer.from("<html><head></head><body>caf\u00e9</body></html>", "latin1");
  const changed = previewPage(latin, "a.html", options);
  expect(changed.includes(Buffer.from("caf\u00e9", "latin1"))).toBe(true);
  const wide = Buffer.from("\ufeff<html></html>", "utf16le");
  expect(previewPage(wide, "a.html", options)).toBe(wide);
  expect(previewPage(latin, "a.html", { ...options, noindex: false, banner: false })).toBe(latin);
});

test("a page that names its canonical address keeps it, and no name breaks out of ours", () => {
  const own = previewPage(Buffer.from('<head><link href="/x" rel="canonical"></head>'), "a.html", options).toString();
  expect(own.match(/canonical/g)).toHaveLength(1);
  const odd = previewPage(Buffer.from("<p>a"), 'a"><script>alert(1)</script>/index.html', options).toString();
  expect(odd).not.toContain("<script>");
});

test("only what a reader sees makes a page another one", () => {
  const one =
    '<html><head><link href="/a.123.css"><script>1</script></head><body><p class="a">Hello  world</p></body></html>';
  const other =
    '<html><head><link href="/pr/7/a.456.css"></head><body><p>Hello\nworld</p><style>p{}</style></body></html>';
  expect(visibleText(one)).toBe("Hello world");
  expect(fingerprint(one)).toBe(fingerprint(other));
  expect(fingerprint(one)).not.toBe(fingerprint(one.replace("world", "moon")));
});

test("tells new pages first, then those nearer to the top", () => {
  const before = new Map([
    ["index.html", "1"],
    ["a/b/index.html", "1"],
    ["gone.html", "1"],
    ["same.html", "1"],
  ]);
  const after = new Map([
    ["index.html", "2"],
    ["a/b/index.html", "2"],
    ["x/y/z.html", "1"],
    ["same.html", "1"],
  ]);
  expect(changedPages(before, after)).toEqual([
    { page: "x/y/z.html", how: "added" },
    { page: "index.html", how: "changed" },
    { page: "a/b/index.html", how: "changed" },
    { page: "gone.html", how: "removed" },
  ]);
});
