import { readFileSync, readdirSync } from "node:fs";

/** Proportional memory of this process and all below it, in MB; undefined where /proc is not there. */
export function treeMemory(root: number = process.pid): number | undefined {
  try {
    const children = new Map<number, number[]>();
    for (const entry of readdirSync("/proc")) {
      const pid = Number(entry);
      if (!Number.isInteger(pid)) continue;
      const parent = parentOf(pid);
      if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
    }
    let kilobytes = 0;
    for (let queue = [root], pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
      kilobytes += memoryOf(pid);
      queue.push(...(children.get(pid) ?? []));
    }
    return kilobytes / 1024;
  } catch {
    return undefined;
  }
}

/** The fourth field; the second one is the name in brackets, which may hold anything. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/** Shared pages count by share, so that Postgres' shared buffers are not counted once per backend. */
function memoryOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
