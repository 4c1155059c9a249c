import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Two builds of one checkout share `build/`, whose path has to be the same for the bundles to be: one at a time. */
export async function alone(work: () => Promise<void>): Promise<void> {
  const name = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 16);
  const lock = join(tmpdir(), `slipway-build-${name}.lock`);
  while (!take(lock)) await sleep(200);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** Whether the build that holds the lock still runs; one that was killed left its lock behind. */
function isAlive(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return true;
  } catch {
    return false;
  }
}
