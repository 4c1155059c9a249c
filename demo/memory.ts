import { readFileSync } from "node:fs";
import { descendants } from "../action-tests/tools/processes.ts";

/** Proportional memory of this process and all below it, in MB; undefined where /proc does not tell it. */
export function treeMemory(root: number = process.pid): number | undefined {
  const kilobytes = [root, ...descendants(root).map(({ pid }) => pid)].reduce((sum, pid) => sum + memoryOf(pid), 0);
  return kilobytes === 0 ? undefined : kilobytes / 1024;
}

/** Shared pages count by share, so that Postgres' shared buffers are not counted once per backend. */
function memoryOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
