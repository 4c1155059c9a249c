import { existsSync } from "node:fs";
import { Failure } from "../action/failure.ts";
import { oneLine } from "../action/text.ts";
import type { CommandRequest } from "../ports/command.ts";

const SHOWN = 12;

export const labelOf = ({ label, file }: CommandRequest): string => label ?? file.split("/").at(-1) ?? file;

export function refused(request: CommandRequest): Failure {
  return new Failure(
    "SLIP-COMMAND-FAILED",
    `\`${labelOf(request)}\` was not started: one of its arguments holds a secret, and arguments can be read by every process.`,
    {
      blame: "user",
      state: "It did not run.",
      next: "Take the secret out of the command; pass it in an environment variable.",
    },
  );
}

export function notStarted(request: CommandRequest, cause: unknown): Failure {
  const { code } = cause as { readonly code?: unknown };
  // The system says ENOENT for both; which of the two is missing makes all the difference.
  const nowhere = code === "ENOENT" && request.cwd !== undefined && !existsSync(request.cwd);
  const why = nowhere
    ? `could not be started: there is no folder \`${oneLine(request.cwd ?? "")}\``
    : code === "ENOENT"
      ? "was not found"
      : code === "EACCES"
        ? "is not executable"
        : `could not be started (${String(code)})`;
  return new Failure("SLIP-COMMAND-FAILED", `\`${oneLine(request.file)}\` ${why}.`, {
    blame: "user",
    state: "It did not run.",
    next: "Install it in a step before this one, and look whether PATH and the working directory are right.",
    cause,
  });
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  readonly tail: readonly string[];
}

export function ended(request: CommandRequest, { code, signal, timedOut, tail }: Ending): Failure {
  const how = timedOut
    ? `was ended after ${Math.round((request.timeout ?? 0) / 1000)} s`
    : signal === null
      ? `ended with exit code ${code}`
      : `was ended by ${signal}${signal === "SIGKILL" ? ", perhaps for lack of memory" : ""}`;
  const last = tail.slice(-SHOWN).map((line) => `  ${line}`);
  return new Failure("SLIP-COMMAND-FAILED", [`\`${labelOf(request)}\` ${how}.`, ...last].join("\n"), {
    blame: "user",
    next: "Read its last lines above; the whole output is in the log of this step.",
  });
}
