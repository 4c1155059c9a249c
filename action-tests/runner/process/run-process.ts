import { spawn } from "node:child_process";
import { lineSplitter } from "../log/lines.ts";
import { killTree, signal } from "./tree.ts";

/** In milliseconds. */
export interface Grace {
  /** From SIGINT to SIGTERM. */
  readonly interrupt: number;
  /** From SIGTERM to SIGKILL. */
  readonly terminate: number;
  /** How long something may hold the output open after the entry process has ended. */
  readonly output: number;
}

export interface ProcessOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly onStart?: (pid: number) => void;
  /** Aborted: SIGINT to the entry process only, then SIGTERM, then the whole tree is killed. */
  readonly signal: AbortSignal;
  /** Aborted: the tree is killed at once. */
  readonly kill: AbortSignal;
  readonly grace: Grace;
}

/** Runs a process in a group of its own to its end. Resolves with its exit code, or 128 + n after a signal. */
export const runProcess = (options: ProcessOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    const { grace } = options;
    const child = spawn(options.file, options.args, {
      cwd: options.folder,
      env: options.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const timers: NodeJS.Timeout[] = [];
    const later = (milliseconds: number, call: () => void) => timers.push(setTimeout(call, milliseconds));
    const { pid } = child;
    if (pid !== undefined) options.onStart?.(pid);
    const kill = () => pid !== undefined && killTree(pid);
    const cancel = () => {
      if (pid === undefined) return;
      signal(pid, "SIGINT");
      later(grace.interrupt, () => {
        signal(pid, "SIGTERM");
        later(grace.terminate, kill);
      });
    };
    const finish = () => {
      timers.forEach(clearTimeout);
      options.signal.removeEventListener("abort", cancel);
      options.kill.removeEventListener("abort", kill);
    };

    for (const stream of [child.stdout, child.stderr]) {
      const splitter = lineSplitter(options.onLine);
      stream.on("data", (chunk: Buffer) => splitter.write(chunk));
      stream.on("close", splitter.end);
    }
    child.on("error", (error) => {
      finish();
      reject(error);
    });
    child.on("exit", () => {
      timers.forEach(clearTimeout);
      // A left-behind process may hold the pipes open: the runner waits a little and then ends it.
      later(grace.output, () => {
        kill();
        child.stdout.destroy();
        child.stderr.destroy();
      });
    });
    child.on("close", (code, name) => {
      finish();
      resolve(code ?? 128 + (name === "SIGINT" ? 2 : name === "SIGTERM" ? 15 : 9));
    });
    if (options.kill.aborted) kill();
    else if (options.signal.aborted) cancel();
    options.signal.addEventListener("abort", cancel, { once: true });
    options.kill.addEventListener("abort", kill, { once: true });
  });
