import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const OWNER = join(import.meta.dirname, "..", "..", "shared", "providers", "builder", "owner.ts");

export interface OtherRun {
  /** What it calls itself. */
  readonly owner: string;
  readonly kill: () => Promise<void>;
}

/** Another run on this machine: a process that lives until it is killed. */
export async function otherRun(now: Date): Promise<OtherRun> {
  const code = `import { ownerOf } from ${JSON.stringify(OWNER)};
console.log(ownerOf("4712", new Date(${now.getTime()})));
process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [text] = (await once(child.stdout, "data")) as [Buffer];
  return { owner: text.toString().trim(), kill: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
