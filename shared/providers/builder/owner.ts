import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What no process of another machine or container needs for longer, in milliseconds. */
const DAY = 24 * 60 * 60_000;
const OWNER = /(?:^|-)\d+\.([0-9a-f]{8})\.(\d+)\.(\d+)\.(\d+)(?:-|$)/;

const attempt = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

/** Processes of one place see each other by number: those of one boot of one machine, or of one container on it. */
const place = (): string => {
  const boot = attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"), hostname());
  const space = attempt(() => readlinkSync("/proc/self/ns/pid"), "");
  return createHash("sha256").update(`${boot} ${space}`).digest("hex").slice(0, 8);
};

/** When a process began, in the kernel's own count; "0" where there is none that tells it, as on macOS. */
const startOf = (pid: number): string =>
  attempt(() => {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before it may have blanks and brackets in it.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
  }, "0");

/**
 * Names this process, for what it would leave behind if it were killed: run, place, number, begin, and the time. A part of a
 * name that files, containers, networks and images may have.
 */
export const ownerOf = (runId: string, now: Date): string =>
  [
    /^\d+$/.test(runId) ? runId : "0",
    place(),
    process.pid,
    startOf(process.pid),
    Math.floor(now.getTime() / 1000),
  ].join(".");

/**
 * Whether the process that a name tells of is gone for certain. Numbers are given again, so its begin counts too; what is of
 * another place is let be for a day. A name that tells of none is nobody's business.
 */
export function isForsaken(name: string, now: Date): boolean {
  const [found, where, pid, start, seconds] = OWNER.exec(name) ?? [];
  if (found === undefined) return false;
  if (where !== place()) return now.getTime() - Number(seconds) * 1000 > DAY;
  if (start !== "0") return startOf(Number(pid)) !== start;
  return !isRunning(Number(pid));
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    // One of somebody else's runs, too, although it may not be asked.
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
};
