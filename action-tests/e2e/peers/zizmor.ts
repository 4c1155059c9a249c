import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { installed } from "../../tools/installed.ts";

/** The program, or undefined where it is not installed. */
export const zizmor = installed("zizmor");

export interface Audit {
  /** 0 only when nothing was found, not even a matter of taste. */
  readonly code: number;
  readonly report: string;
  /** Paths of the files that were looked at, as they were found. */
  readonly audited: readonly string[];
}

/** Audits files and folders without the network; a file that cannot be read is an error. `config` may be `--no-config`. */
export const audit = async (config: readonly string[], paths: readonly string[]): Promise<Audit> => {
  const options = ["--offline", "--persona", "pedantic", "--strict-collection", "--no-progress", "--color", "never"];
  const child = spawn(zizmor ?? "zizmor", [...options, ...config, "--", ...paths], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] },
  });
  const closed = once(child, "close") as Promise<[code: number | null]>;
  const [[code], report, log] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  const audited = [...log.matchAll(/completed (?<path>.+)$/gm)].map(({ groups }) => groups?.["path"] ?? "");
  return { code: code ?? -1, report: report === "" ? log : report, audited: audited.toSorted() };
};
