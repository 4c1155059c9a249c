/**
 * 10,000 packages of each lock format, read twice (base and head, a tenth of it changed) and compared, each in a process of its own:
 * time from text to Comparison, and the process's highest memory. Exits 1 past the bar.
 */
import { spawnSync } from "node:child_process";
import { compare } from "../../shared/dependencies/compare.ts";
import { lockfileFor } from "../../shared/dependencies/lockfiles/lockfile-for.ts";
import { packages } from "./lockfile-packages.ts";
import { WRITERS } from "./lockfile-texts.ts";

const COUNT = 10_000;
const CHANGED = 1_000;
const BAR = 3_000;
/** A busy machine slows some of them down, and none of them speeds up. */
const RUNS = 3;

/** Runs in the child: one line of JSON. */
function measure(format: string): void {
  const [, path, write] = WRITERS.find(([name]) => name === format) ?? [];
  const lockfile = lockfileFor(path ?? "");
  if (write === undefined || lockfile === undefined) throw new Error(`no format ${format}`);
  const [base, head] = [write(packages(COUNT, 0)), write(packages(COUNT, CHANGED))];
  const before = process.cpuUsage();
  const start = performance.now();
  const { added, removed } = compare([lockfile.read(base)], [lockfile.read(head)]);
  const took = performance.now() - start;
  const used = process.cpuUsage(before);
  if (added.length !== CHANGED || removed.length !== CHANGED)
    throw new Error(`${format}: ${added.length} added, ${removed.length} removed`);
  console.log(
    JSON.stringify({
      took,
      cpu: (used.user + used.system) / 1_000,
      bytes: head.length,
      memory: process.resourceUsage().maxRSS * 1024,
    }),
  );
}

interface Measured {
  readonly took: number;
  /** Milliseconds of all cores together: what is left of them on a busy machine. */
  readonly cpu: number;
  readonly bytes: number;
  readonly memory: number;
}

function inOwnProcess(format: string): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, format], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

export function benchLockfiles(): void {
  console.log(
    `\n${COUNT} packages of each lock format, base and head read and compared, minimum of ${RUNS} runs; bar: ${BAR} ms`,
  );
  for (const [format] of WRITERS) {
    const runs = Array.from({ length: RUNS }, () => inOwnProcess(format));
    const [best] = runs.toSorted((one, other) => one.took - other.took);
    if (best === undefined) continue;
    const over = Math.min(best.took, best.cpu) > BAR ? "  over the bar" : "";
    const size = (value: number): string => `${(value / 1e6).toFixed(1).padStart(6)} MB`;
    console.log(
      `${format.padEnd(14)} ${best.took.toFixed(0).padStart(5)} ms (cpu ${best.cpu.toFixed(0).padStart(5)})   file ${size(best.bytes)}   memory ${size(best.memory)}${over}`,
    );
    if (over !== "") process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === undefined) benchLockfiles();
  else measure(process.argv[2]);
}
