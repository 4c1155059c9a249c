import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type PagesEmulator, startPages } from "../../cloud/pages/start.ts";
import type { PagesOptions } from "../../cloud/pages/world.ts";
import { runStep, startStep, type StepEnd } from "../../tools/step.ts";
import { until } from "../../tools/until.ts";
import { page } from "./rig.ts";

let folder: string;
let pages: PagesEmulator;
let count = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-pages-step-"));
  const remote = join(folder, "acme/shop.git");
  mkdirSync(remote, { recursive: true });
  execFileSync("git", ["init", "--quiet", "--bare", remote]);
});
afterEach(async () => {
  await pages.close();
  rmSync(folder, { recursive: true, force: true });
});

function publish(
  site: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
): Promise<StepEnd> {
  const source = join(folder, `site-${count++}`);
  for (const [path, content] of Object.entries(site)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), content);
  }
  return runStep({
    action: "docs-publish",
    source: true,
    inputs: {
      source,
      backend: "pages",
      comment: "false",
      "github-token": pages.token,
      "api-url": pages.url,
      timeout: "60",
      ...inputs,
    },
    env: { GITHUB_SERVER_URL: `file://${folder}`, ...pages.environment },
  });
}
const begin = async (options: PagesOptions = {}): Promise<void> => {
  pages = await startPages({ duration: 300, ...options });
};
const livePaths = async (): Promise<readonly string[]> => [...(await pages.live()).keys()];

describe("a step with the back end of Pages", () => {
  test("publishes site, version and preview as one tree, sees it live, and does nothing twice", async () => {
    await begin();
    const site = { "index.html": page("Home"), ".well-known/security.txt": "x" };
    const first = await publish(site);
    expect([first.code, first.outputs["outcome"], first.outputs["page-url"]]).toEqual([0, "published", pages.siteUrl]);
    expect((await publish({ "index.html": page("Old") }, { version: "1.0", alias: "latest" })).outputs["outcome"]).toBe(
      "published",
    );
    expect((await publish({ "index.html": page("Draft") }, { preview: "7" })).outputs["outcome"]).toBe("published");
    expect(await livePaths()).toEqual(
      expect.arrayContaining([
        ".nojekyll",
        ".well-known/security.txt",
        "index.html",
        "v/1.0/index.html",
        "v/latest/index.html",
        "pr/7/index.html",
        ".slipway/version.json",
      ]),
    );
    const again = await publish(site);
    expect(again.outputs["outcome"]).toBe("unchanged");
    expect(pages.effects()["deployments created"]).toBe(3);
    const tokens = pages.journal.flatMap(({ answer }) =>
      typeof answer === "object" && answer !== null && "value" in answer ? [String(answer.value)] : [],
    );
    expect(tokens).toHaveLength(3);
    for (const end of [first, again]) {
      const printed = [end.stdout.replace(/^::add-mask::.*$/gm, ""), end.stderr, end.summary, end.temp].join("\n");
      for (const token of [...tokens, pages.token, pages.environment["ACTIONS_RUNTIME_TOKEN"] ?? ""])
        expect(printed).not.toContain(token);
    }
  });

  test.each<[string, PagesOptions]>([
    ["fails once", { endings: ["deployment_failed"] }],
    ["is busy", {}],
    ["does not know the deployment at first", { unknownFor: 250 }],
  ])("Pages %s: right all the same", async (name, options) => {
    await begin(options);
    if (name === "is busy") pages.occupy("f".repeat(40), 1_500);
    const end = await publish({ "index.html": page("Home") });
    expect([end.code, end.outputs["outcome"]]).toEqual([0, "published"]);
    expect((await pages.live()).get("index.html")?.toString()).toBe(page("Home"));
  });

  test("Pages cannot serve it: one clear error, and the next run publishes", async () => {
    await begin({ endings: ["deployment_content_failed"] });
    const site = { "index.html": page("Home") };
    const end = await publish(site);
    expect([end.code, end.outputs["outcome"]]).toEqual([1, "failed"]);
    expect(end.stdout.match(/^::error/gm)).toHaveLength(1);
    expect(end.stdout).toContain("SLIP-DOCS-PAGES");
    const next = await publish(site);
    expect(next.code).toBe(0);
    expect((await pages.live()).get("index.html")?.toString()).toBe(page("Home"));
  });

  test("a cancelled step cancels what it has started", async () => {
    await begin({ endings: ["stuck"] });
    const source = join(folder, "site");
    mkdirSync(source);
    writeFileSync(join(source, "index.html"), page("Home"));
    const step = startStep({
      action: "docs-publish",
      source: true,
      inputs: { source, backend: "pages", "github-token": pages.token, "api-url": pages.url, timeout: "60" },
      env: { GITHUB_SERVER_URL: `file://${folder}`, ...pages.environment },
    });
    await until(() => pages.effects()["deployments created"] === 1);
    step.kill("SIGINT");
    const end = await step.done;
    expect([end.code === 0, end.outputs["outcome"], end.leftovers]).toEqual([false, "cancelled", []]);
    expect(pages.effects()["deployments cancelled"]).toBe(1);
  });
});
