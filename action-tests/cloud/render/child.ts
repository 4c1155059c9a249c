import { spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";

export interface Exit {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

export interface Child {
  /** When the command and everything that writes to its output is gone. */
  readonly exited: Promise<Exit>;
  /** To the whole process group. */
  readonly signal: (signal: "SIGTERM" | "SIGKILL") => void;
}

/**
 * The shell becomes the command. Beside it waits a watcher on the pipe that only the emulator holds: however the emulator
 * ends, also by SIGKILL, the pipe breaks, and the watcher ends the whole group.
 */
const script = `( trap '' TERM INT HUP; read -r _ <&3; kill -s KILL -- -$$ ) >/dev/null 2>&1 &
exec 3<&-
exec /bin/sh -c "$1"`;

const longest = 8192;

const eachLine = (onLine: (line: string) => void) => {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return {
    feed: (chunk: Buffer): void => {
      const lines = (rest + decoder.write(chunk)).split("\n");
      rest = (lines.pop() ?? "").slice(0, longest);
      for (const line of lines) onLine(line.slice(0, longest));
    },
    end: (): void => {
      if (rest !== "") onLine(rest);
      rest = "";
    },
  };
};

/** Starts a shell command in a process group of its own, with exactly the given environment. */
export const startChild = (options: {
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string, stream: "stdout" | "stderr") => void;
}): Child => {
  const child = spawn("/bin/sh", ["-c", script, "sh", options.command], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  // Not stdin: Node closes that as soon as the shell is gone, which on SIGTERM it is before the command.
  const lifeline = child.stdio[3];
  lifeline?.on("error", () => {});
  const out = eachLine((line) => options.onLine(line, "stdout"));
  const err = eachLine((line) => options.onLine(line, "stderr"));
  child.stdout?.on("data", out.feed);
  child.stderr?.on("data", err.feed);

  let asked = false;
  const signal = (name: "SIGTERM" | "SIGKILL"): void => {
    asked = true;
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  const exited = new Promise<Exit>((resolve) => {
    let exit: Exit | undefined;
    let held = 2;
    const settle = (): void => {
      if (!exit || held > 0) return;
      lifeline?.destroy();
      out.end();
      err.end();
      resolve(exit);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("close", () => {
        held--;
        settle();
      });
    }
    child.on("error", () => resolve({ code: 127, signal: undefined }));
    child.on("exit", (code, name) => {
      exit = { code: code ?? undefined, signal: name ?? undefined };
      // The shell may go before what it started. Unless that was asked to end in its own time, it has half a second.
      if (!asked) setTimeout(() => lifeline?.destroy(), 500).unref();
      settle();
    });
  });
  return { exited, signal };
};
