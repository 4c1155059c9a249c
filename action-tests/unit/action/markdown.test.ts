import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { escapeMarkdown, fencedCode, inlineCode, link } from "../../../shared/action/markdown.ts";
import { createSummary } from "../../../shared/action/summary.ts";
import { hostile } from "./hostile.ts";

/** What GitHub would show: references decoded. A zero-width space stays, and keeps mentions and addresses apart. */
const shown = (markdown: string): string =>
  markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe("escaped text", () => {
  test("holds nothing that is markup, link, image, mention or reference", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = escapeMarkdown(text);
        const bare = markdown.replace(/&#\d+;/g, "");
        expect(bare).not.toMatch(/[<>[\]`*_|~\\$&#\n\r]/);
        expect(markdown).not.toMatch(/^(?:[-+=!]|\d+[.)])/);
        const seen = shown(markdown);
        expect(seen).not.toMatch(/@[\w/]/);
        expect(seen).not.toMatch(/#\w|gh-\d/i);
        expect(seen).not.toMatch(/:\/\/|www\.|mailto:/i);
      }),
      { numRuns: 2_000 },
    );
  });

  test("reads as it was", () => {
    expect(shown(escapeMarkdown("a_b *c* <d> [e](f) | g"))).toBe("a_b *c* <d> [e](f) | g");
    expect(escapeMarkdown("web-service is live, 3 of 4.")).toBe("web-service is live, 3 of 4.");
  });
});

test("a fence is longer than all that it holds", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const [open = "", ...lines] = fencedCode(text, "sql\n```").split("\n");
      const fence = open.replace(/[^`]/g, "");
      expect(open).toBe(`${fence}sql`);
      expect(lines.at(-1)).toBe(fence);
      expect(lines.slice(0, -1).every((line) => !line.includes(fence))).toBe(true);
    }),
  );
});

test("inline code stays one cell of one line", () => {
  fc.assert(fc.property(hostile, (text) => expect(inlineCode(text)).toMatch(/^<code>[^<>|`\n]*<\/code>$/)));
});

test.each([
  ["https://dashboard.render.com/x?a=b", "[L](<https://dashboard.render.com/x?a=b>)"],
  ["https://h/a)b<c> d", "[L](<https://h/a%29b%3Cc%3E%20d>)"],
  ["javascript:alert(1)", "L"],
  ["https://u:p@h/", "L"],
  ["not an address", "L"],
])("a link to %j is %j", (address, markdown) => {
  expect(link("L", address)).toBe(markdown);
});

describe("summary", () => {
  test("builds what GitHub renders", () => {
    const summary = createSummary()
      .heading("Deploy", 3)
      .paragraph("Live at", { link: "shop", to: "https://shop.test/" })
      .list(["one", { code: "a|b" }])
      .table(["Service", "State"], [["web", "live"]])
      .facts({ Commit: { code: "abc" }, Nothing: undefined, Count: 3 })
      .details("More", (inner) => inner.code("line", "text"));
    expect(summary.markdown()).toBe(
      [
        "### Deploy",
        "Live at [shop](<https://shop.test/>)",
        "- one\n- <code>a&#124;b</code>",
        "| Service | State |\n| --- | --- |\n| web | live |",
        "|  |  |\n| --- | --- |\n| Commit | <code>abc</code> |\n| Count | 3 |",
        "<details><summary>More</summary>\n\n```text\nline\n```\n\n</details>\n",
      ].join("\n\n"),
    );
  });

  test("hostile cells keep the table's shape", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const lines = createSummary()
          .table(["x", "y"], [[a, { code: b }]])
          .markdown()
          .trimEnd()
          .split("\n");
        expect(lines).toHaveLength(3);
        expect(lines[2]?.match(/\|/g)).toHaveLength(3);
      }),
    );
  });

  test("is cut below 1 MiB, with a notice", () => {
    const summary = createSummary();
    for (let count = 0; count < 200; count++) summary.code("€".repeat(8_000));
    summary.details("d", (inner) => inner.code("€".repeat(8_000)));
    const markdown = summary.markdown();
    expect(Buffer.byteLength(markdown)).toBeLessThan(1_048_576);
    expect(markdown).toContain("was cut");
  });
});
