import type { ChildProcess } from "node:child_process";

const groups = new Set<number>();
let watching = false;

/**
 * Remembers a child that leads a process group, so that the group dies with this process whatever ends it. Returns how
 * to signal the whole group; false when nobody of it is left.
 */
export function leadGroup(child: ChildProcess): {
  readonly signal: (name: NodeJS.Signals) => boolean;
  readonly forget: () => void;
} {
  const { pid } = child;
  if (pid === undefined) return { signal: () => false, forget: () => {} };
  groups.add(pid);
  if (!watching) {
    watching = true;
    process.once("exit", () => groups.forEach((group) => send(group, "SIGKILL")));
  }
  return {
    signal: (name) => send(pid, name),
    forget: () => void groups.delete(pid),
  };
}

function send(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
