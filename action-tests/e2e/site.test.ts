import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { browserPath, visit, type Visit } from "../tools/browser.ts";
import { staticHost } from "../tools/static-host.ts";

const BASE = "/slipway/";
const AXE = "node_modules/axe-core/axe.min.js";
const TYPICAL = ["", "overview", "how-to/deploy", "manifest", "reference/actions/neon-branch", "reference/errors/"];

let folder: string;
let pages: readonly string[];
let host: Awaited<ReturnType<typeof staticHost>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-site-"));
  const built = spawnSync(process.execPath, ["node_modules/.bin/vitepress", "build", "docs", "--outDir", folder], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], BASE_PATH: BASE },
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`The site was not built: ${built.stdout}${built.stderr}`);
  pages = globSync("**/*.html", { cwd: folder }).toSorted();
  host = await staticHost(folder, BASE);
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

const unescape = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');
const read = (page: string): string => readFileSync(join(folder, page), "utf8");

/** The file that an address of the site leads to, if there is one. */
const fileOf = (path: string): string | undefined =>
  [path, join(path, "index.html"), `${path}.html`].find((file) =>
    statSync(join(folder, file), { throwIfNoEntry: false })?.isFile(),
  );

describe("the built site", () => {
  test("has a page for every page of docs/", () => {
    const sources = globSync("**/*.md", { cwd: "docs" }).filter((path) => !path.startsWith(".vitepress"));
    const expected = sources.map((path) =>
      path === "README.md" ? "overview.html" : path.replace(/README\.md$/, "index.md").replace(/\.md$/, ".html"),
    );
    expect(pages).toEqual(expect.arrayContaining(expected));
    expect(expected.length).toBeGreaterThan(50);
  });

  test("has no link to a page, a file or an anchor that is not there", () => {
    const broken: string[] = [];
    let followed = 0;
    for (const page of pages) {
      for (const [, given = ""] of read(page).matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        const address = new URL(unescape(given), `http://site${BASE}${page.replace(/index\.html$/, "")}`);
        if (address.host !== "site" || !/^https?:$/.test(address.protocol)) continue;
        followed++;
        const inside = address.pathname.startsWith(BASE);
        const file = inside ? fileOf(decodeURIComponent(address.pathname.slice(BASE.length))) : undefined;
        const anchor = decodeURIComponent(address.hash.slice(1));
        if (file === undefined || (anchor !== "" && file.endsWith(".html") && !read(file).includes(`id="${anchor}"`)))
          broken.push(`${page}: ${given}`);
      }
    }
    expect(broken).toEqual([]);
    expect(followed).toBeGreaterThan(pages.length);
  });

  test("leads from docs/ into the repository, not to files that the site has not", () => {
    expect(read("overview.html")).toMatch(/href="https:\/\/github\.com\/[^"]+\/blob\/main\/SECURITY\.md"/);
    expect(existsSync("SECURITY.md")).toBe(true);
  });
});

(browserPath === undefined ? describe.skip : describe)("the site in Chromium", () => {
  let open: Visit | undefined;
  afterAll(() => open?.close());

  test("every page is readable at 360 px: nothing scrolls sideways, nothing fails, nothing is asked for elsewhere", async () => {
    open = await visit(host.url, 360, "light", host.url);
    const wide: string[] = [];
    for (const name of pages.filter((page) => page !== "404.html")) {
      // oxlint-disable-next-line no-await-in-loop -- one tab
      await open.page.goto(host.url + name);
      // oxlint-disable-next-line no-await-in-loop
      const width = await open.page.evaluate<number>("document.documentElement.scrollWidth");
      // oxlint-disable-next-line no-await-in-loop
      const heading = await open.page.locator("h1").first().innerText();
      if (width > 360 || heading.trim() === "") wide.push(`${name}: ${width} px, "${heading}"`);
    }
    expect(wide).toEqual([]);
    expect(open.complaints).toEqual([]);
    await open.close();
    open = undefined;
  });

  test.each(["light", "dark"] as const)("axe finds nothing to complain of, %s", async (scheme) => {
    open = await visit(host.url, 1280, scheme, host.url);
    for (const name of TYPICAL) {
      // oxlint-disable-next-line no-await-in-loop -- one tab
      await open.page.goto(host.url + name);
      // oxlint-disable-next-line no-await-in-loop
      await open.page.addScriptTag({ path: AXE });
      // oxlint-disable-next-line no-await-in-loop
      const found = await open.page.evaluate<readonly string[]>(
        "axe.run().then(({violations}) => violations.map(({id, nodes}) => id + ': ' + nodes.map(({html}) => html).join(' ')))",
      );
      expect({ name, found }).toEqual({ name, found: [] });
    }
    await open.close();
    open = undefined;
  });

  test("is used with the keyboard alone: skip to the content, search, and go there", async () => {
    open = await visit(`${host.url}manifest`, 1280, "light", host.url);
    const { page } = open;
    await page.waitForFunction("document.querySelector('#app').__vue_app__ !== undefined");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent.trim()")).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await page.waitForFunction("location.hash === '#VPContent'");

    await page.keyboard.press("Control+k");
    await page.locator("#localsearch-input").fill("SLIP-GATE-FAILED");
    await page.locator("#localsearch-list a", { hasText: "SLIP-GATE-FAILED" }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("h1", { hasText: /SLIP-GATE-FAILED|Error codes/ }).waitFor();
    expect(page.url()).toMatch(/\/reference\/errors\//);
    expect(open.complaints).toEqual([]);
    await open.close();
    open = undefined;
  });
});
