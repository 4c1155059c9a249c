import { spawn } from "node:child_process";

/** Reads marks of jobs; at the end of its input, which comes even when the runner is killed, ends what carries one. */
const script = `
trap '' INT TERM HUP
marks=()
while read -r mark; do marks+=("$mark"); done
for mark in "\${marks[@]}"; do
  for file in /proc/[0-9]*/environ; do
    if grep -qzxF -- "$mark" "$file" 2>/dev/null; then pid=\${file#/proc/}; kill -9 "\${pid%/environ}" 2>/dev/null; fi
  done
done
`;

export interface Watchdog {
  /** Processes whose environment has this `NAME=value` are killed when the runner is gone. */
  readonly guard: (mark: string) => void;
  readonly close: () => void;
}

export const startWatchdog = (): Watchdog => {
  const child = spawn("bash", ["-c", script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { PATH: process.env["PATH"] },
  });
  child.unref();
  // Writing to a watchdog that is gone is no reason to fail.
  child.stdin.on("error", () => undefined);
  child.on("error", () => undefined);
  if ("unref" in child.stdin && typeof child.stdin.unref === "function") child.stdin.unref();
  return {
    guard: (mark) => child.stdin.write(`${mark}\n`),
    close: () => child.stdin.end(),
  };
};
