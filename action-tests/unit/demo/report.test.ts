import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { page } from "../../../demo/report/page.ts";
import { browserPath, visit } from "../../tools/browser.ts";
import { story } from "./story.ts";

const HOSTILE = `</pre></script><script>window.broken=1</script><img src=x onerror="window.broken=1">' "`;

test("hostile text never becomes markup", () => {
  const written = page(story(HOSTILE));
  expect(written).not.toContain("<script");
  expect(written).not.toContain("<img");
  expect(written).toContain("&lt;/pre&gt;&lt;/script&gt;");
});

test("says what was asked, what failed and what is live", () => {
  const written = page(story()).replace(/\s+/g, " ");
  expect(written).toContain("180 requests");
  expect(written).toContain("<strong>0 failed</strong>");
  expect(written).toContain("production went from <code>3333333</code> to <code>2222222</code>");
});

const inBrowser = browserPath === undefined ? describe.skip : describe;

inBrowser("in Chromium", () => {
  let folder: string;
  let address: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-report-"));
    writeFileSync(join(folder, "report.html"), page(story(HOSTILE)));
    address = pathToFileURL(join(folder, "report.html")).href;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [1280, "light"],
    [1280, "dark"],
    [360, "light"],
  ] as const)("reads well at %i px, %s", async (width, scheme) => {
    const { page: opened, complaints, close } = await visit(address, width, scheme);
    try {
      expect(await opened.evaluate("window.broken")).toBeUndefined();
      await opened.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
      expect(await opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(
        0,
      );
      expect(await opened.locator("h1").textContent()).toContain("3 commits");
      expect(await opened.locator("svg circle").count()).toBeGreaterThan(180);
      expect(await opened.locator("svg .miss").count()).toBe(6);
      expect(await opened.locator(".rollback").isVisible()).toBe(true);
      expect((await opened.locator(".bar").first().boundingBox())?.width).toBeGreaterThan(4);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
});
