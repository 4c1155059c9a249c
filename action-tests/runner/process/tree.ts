import { readdirSync, readFileSync } from "node:fs";

const processNumbers = (): number[] => {
  try {
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
};

const processes = (): { pid: number; parent: number }[] =>
  processNumbers().flatMap((pid) => {
    const parent = parentOf(pid);
    return parent === undefined ? [] : [{ pid, parent }];
  });

const parentOf = (pid: number): number | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name is in parentheses and may hold anything.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
};

const descendants = (root: number): number[] => {
  const all = processes();
  const found = [root];
  for (const pid of found) found.push(...all.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return found;
};

/** Signals a process; it may be gone already. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // Gone: that is what was wanted.
  }
};

/** Kills a process, its group and everything below it. */
export const killTree = (pid: number): void => {
  const below = descendants(pid);
  signal(-pid, "SIGKILL");
  for (const each of below) signal(each, "SIGKILL");
};

/**
 * Processes whose environment carries this mark, wherever they have gone in the process tree. Only those that are not
 * older than process `since` are looked at: the numbers grow, and reading all environments of a busy machine is slow.
 */
export const marked = (mark: string, since: number): number[] =>
  processNumbers().flatMap((pid) => {
    if (pid < since) return [];
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark) ? [pid] : [];
    } catch {
      return [];
    }
  });
