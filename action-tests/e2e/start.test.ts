import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { browserPath, visit } from "../tools/browser.ts";
import { alive, descendants } from "../tools/processes.ts";

const LONG = 300_000;
const folder = mkdtempSync(join(tmpdir(), "slipway-start-"));
const report = join(folder, "report.html");
afterAll(() => rmSync(folder, { recursive: true }));

interface Line {
  readonly type: string;
  readonly state?: string;
  readonly [fact: string]: unknown;
}

/** `npm start -- --json`, with each of its lines as it comes. */
function start(onLine: (line: Line) => void): { child: ChildProcess; done: Promise<number | null> } {
  const child = spawn(process.execPath, ["scripts/start.ts", "--json", "--report", report], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface({ input: child.stdout }).on("line", (line) => onLine(JSON.parse(line) as Line));
  return { child, done: once(child, "close").then(([code]) => code as number | null) };
}

describe("npm start", () => {
  const lines: Line[] = [];
  let code: number | null = null;
  beforeAll(async () => {
    code = await start((line) => lines.push(line)).done;
  }, LONG);

  test("two commits go to production, the third is rolled back, and nobody notices", () => {
    const result = lines.at(-1);
    expect(result).toMatchObject({ type: "result", asPlanned: true, outcomes: ["success", "success", "rolled-back"] });
    const { commits, production, requests, failed } = result as Line & { commits: string[] };
    expect(production).toBe(commits[1]);
    expect(failed).toBe(0);
    expect(requests).toBeGreaterThan(200);
    expect(code).toBe(0);
  });

  (browserPath === undefined ? describe.skip : describe)("its report", () => {
    test("can be read", async () => {
      const { page, complaints, close } = await visit(pathToFileURL(report).href, 1280);
      try {
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        expect(await page.locator("h1").textContent()).toContain("3 commits");
        expect(await page.locator("section .timeline").count()).toBe(3);
        expect(await page.locator("figure figcaption").count()).toBeGreaterThanOrEqual(6);
        expect(await page.locator("aside.rollback").textContent()).toMatch(/Rolled back:.*500/s);
        expect(await page.locator("svg circle.v0").count()).toBeGreaterThan(10);
        expect(await page.locator("svg circle.v1").count()).toBeGreaterThan(10);
        expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(
          0,
        );
        expect(complaints).toEqual([]);
      } finally {
        await close();
      }
    });
  });
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s in the middle leaves no process behind",
  async (signal) => {
    let deploying = () => {};
    const begun = new Promise<void>((resolve) => (deploying = resolve));
    const { child, done } = start((line) => {
      if (line.type === "step" && /Deploy the services/.test(String(line["step"]))) deploying();
    });
    await Promise.race([begun, done]);
    const family = descendants(child.pid ?? -1);
    expect(family.length).toBeGreaterThan(3);
    child.kill(signal);
    expect(await done).toBe(130);
    expect(alive(family)).toEqual([]);
  },
  LONG,
);
