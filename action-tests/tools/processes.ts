import { readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Start in clock ticks after boot: with the pid, it names a process for good. */
  readonly startedAt: string;
  readonly command: string;
}

/** Every process of the machine that can be seen; Linux only, elsewhere none. */
export function processes(): readonly Process[] {
  try {
    return readdirSync("/proc").flatMap((entry) => (/^\d+$/.test(entry) ? read(Number(entry)) : []));
  } catch {
    return [];
  }
}

function read(pid: number): readonly Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the name in brackets, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return [];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return [{ pid, parent: Number(fields[1]), startedAt: fields[19] ?? "", command }];
  } catch {
    return [];
  }
}

/** A process and all below it. */
export function descendants(root: number): readonly Process[] {
  const all = processes();
  const below = (pid: number): readonly Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return below(root);
}

/** Those of some processes that still live. */
export function alive(some: readonly Process[]): readonly Process[] {
  const now = new Set(processes().map(({ pid, startedAt }) => `${pid} ${startedAt}`));
  return some.filter(({ pid, startedAt }) => now.has(`${pid} ${startedAt}`));
}
