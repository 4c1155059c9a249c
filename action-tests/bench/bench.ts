/**
 * `npm run bench`: how long each action takes from its start to "invalid inputs", beside the bare floor (`node -e 0`) of the
 * same run, and how large its bundle is. Ratios are the figure: these machines are noisy. Exits 1 past the bar.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchBuildImage } from "./build-image.ts";
import { benchReview } from "./dependency-review.ts";
import { benchDocsPublish } from "./docs-publish.ts";
import { benchLockfiles } from "./lockfiles.ts";

const RUNS = 15;
const RATIO_BAR = 2.5;
const SIZE_BAR = 500_000;

const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
const env = {
  PATH: process.env["PATH"],
  GITHUB_OUTPUT: join(folder, "output"),
  GITHUB_STEP_SUMMARY: join(folder, "summary"),
  // Wrong in every action; what else is missing differs, and some need nothing at all.
  INPUT_TIMEOUT: "never",
};

function time(args: readonly string[], expected: number): number {
  writeFileSync(env.GITHUB_OUTPUT, "");
  writeFileSync(env.GITHUB_STEP_SUMMARY, "");
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { env, stdio: "ignore" });
  if (status !== expected) throw new Error(`node ${args.join(" ")} ended with ${status}, not ${expected}`);
  return performance.now() - start;
}

const actions = readdirSync("dist").filter((name) => statSync(join("dist", name)).isDirectory());
const best = new Map<string, number>();
let floor = Number.POSITIVE_INFINITY;

// Interleaved, so that a slow moment of the machine strikes the floor and the actions alike.
for (let run = 0; run < RUNS; run++) {
  floor = Math.min(floor, time(["-e", "0"], 0));
  for (const action of actions) {
    const took = time([join("dist", action, "index.js")], 1);
    best.set(action, Math.min(best.get(action) ?? Number.POSITIVE_INFINITY, took));
  }
}
rmSync(folder, { recursive: true });

const size = (action: string) =>
  readdirSync(join("dist", action))
    .filter((name) => name.endsWith(".js"))
    .reduce((sum, name) => sum + statSync(join("dist", action, name)).size, 0);

const rows = actions.map((action) => {
  const start = best.get(action) ?? Number.NaN;
  return { action, start, ratio: start / floor, bytes: size(action) };
});

console.log(
  `Start to "invalid inputs", minimum of ${RUNS} runs; bars: ${RATIO_BAR} times the floor, ${SIZE_BAR / 1000} kB`,
);
console.log(`${"node -e 0".padEnd(20)} ${floor.toFixed(1).padStart(7)} ms   1.00`);
for (const { action, start, ratio, bytes } of rows) {
  const over = ratio > RATIO_BAR || bytes > SIZE_BAR ? "  over the bar" : "";
  console.log(
    `${action.padEnd(20)} ${start.toFixed(1).padStart(7)} ms   ${ratio.toFixed(2)}   ${(bytes / 1000).toFixed(0).padStart(4)} kB${over}`,
  );
  if (over !== "") process.exitCode = 1;
}

benchLockfiles();
await benchBuildImage();
await benchDocsPublish();
await benchReview();
