import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import type { Identity } from "./binaries.ts";

/** A child process that ends when we do, however we end: its shell reads a pipe that only we hold open. */
export interface Lifeline {
  /** Everything that it wrote to stderr. */
  readonly log: () => string;
  /** Resolves when the text was written to stderr; rejects with the log when the process ends before. */
  readonly said: (text: string) => Promise<void>;
  readonly alive: () => boolean;
  /** `fast` ends it in an orderly way, `now` at once. Resolves when it is gone. */
  readonly end: (how: "fast" | "now") => Promise<void>;
}

// `read` ends with a line from us or with the end of the pipe, which also comes when we are killed.
const supervised = `
exec 3<&0 </dev/null
"$@" 3<&- &
child=$!
{ read -r how <&3; if [ "$how" = fast ]; then kill -INT "$child"; else kill -QUIT "$child"; fi; } 2>/dev/null &
watch=$!
wait "$child"; code=$?
kill "$watch" 2>/dev/null
exit "$code"`;

const removing = `
read -r ignored
for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$@" 2>/dev/null && exit 0; sleep 0.2; done
exit 1`;

const shell = (script: string, args: readonly string[], identity: Identity | undefined, cwd: string): ChildProcess => {
  // A session of its own: Ctrl-C in the terminal must reach it through us only.
  const child = spawn("/bin/sh", ["-c", script, "sh", ...args], {
    cwd,
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
    env: { PATH: "/usr/bin:/bin:/usr/local/bin", LC_ALL: "C", TZ: "UTC" },
    ...identity,
  });
  child.stdin?.on("error", () => undefined);
  return child;
};

/** Whether we stay for its sake. A forgotten child must not keep a test run from ending: it ends with us anyway. */
const hold = (child: ChildProcess, held: boolean): void => {
  const how = held ? "ref" : "unref";
  child[how]();
  for (const stream of [child.stdin, child.stderr]) if (stream instanceof Socket) stream[how]();
};

/** Starts a command under a tiny supervisor. */
export const startSupervised = (
  command: readonly string[],
  options: { readonly identity: Identity | undefined; readonly cwd: string },
): Lifeline => {
  const child = shell(supervised, command, options.identity, options.cwd);
  let log = "";
  let gone = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-200_000);
    tell();
  });
  const closed = once(child, "close").then(() => {
    gone = true;
    tell();
  });
  return {
    log: () => log,
    alive: () => !gone,
    said: (text) =>
      new Promise<void>((resolve, reject) => {
        hold(child, true);
        const look = (): void => {
          if (!log.includes(text) && !gone) return;
          listeners.delete(look);
          if (log.includes(text)) resolve();
          else reject(new Error(`${command[0]} ended:\n${log}`));
        };
        listeners.add(look);
        look();
      }).finally(() => hold(child, false)),
    end: async (how) => {
      if (gone) return;
      hold(child, true);
      child.stdin?.end(`${how}\n`);
      await closed;
    },
  };
};

/** Removes the folders when called, or when this process ends without having called. */
export const removeAtTheEnd = (folders: readonly string[]): (() => Promise<void>) => {
  const child = shell(removing, folders, undefined, "/");
  hold(child, false);
  const closed = once(child, "close");
  return async () => {
    hold(child, true);
    child.stdin?.end("\n");
    await closed;
  };
};
