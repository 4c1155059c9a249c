import { spawn } from "node:child_process";

/** Waits for the end of its input, which comes even when the runner is killed, then ends what carries the mark. */
const script = `
trap '' INT TERM HUP
read -r _
for file in $(grep -lz "^$1" /proc/[0-9]*/environ 2>/dev/null); do
  pid=\${file#/proc/}
  kill -9 "\${pid%/environ}" 2>/dev/null
done
`;

export interface Watchdog {
  readonly close: () => void;
}

/** Guards all processes whose environment has a variable that begins with `mark`, as `NAME=value`. */
export const startWatchdog = (mark: string): Watchdog => {
  const child = spawn("bash", ["-c", script, "bash", mark], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { PATH: process.env["PATH"] },
  });
  // A machine without bash has no watchdog; a watchdog that is gone cannot be told anything.
  child.on("error", () => undefined);
  child.stdin.on("error", () => undefined);
  child.unref();
  if ("unref" in child.stdin && typeof child.stdin.unref === "function") child.stdin.unref();
  return {
    close: () => {
      child.kill("SIGKILL");
      child.stdin.destroy();
    },
  };
};
