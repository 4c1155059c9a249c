import { runInNewContext } from "node:vm";
import { Failure } from "../action/failure.ts";

const PATTERN = /^\/(.+)\/([dgimsuvy]*)$/s;

/** `slow`: the pattern took longer than it may, so that nothing is known. */
export type Match = "yes" | "no" | "slow";

/** Refuses a `/pattern/` that is none, before anything is measured. */
export const assertExpectation = (expected: string, where: string): void => {
  const [, source, flags] = PATTERN.exec(expected) ?? [];
  if (source === undefined) return;
  try {
    RegExp(source, flags);
  } catch (cause) {
    throw new Failure("SLIP-INPUT-INVALID", `${where}: ${expected} is not a regular expression.`, {
      blame: "user",
      state: "Nothing was measured.",
      next: "Write plain text, or a JavaScript regular expression between slashes.",
      cause,
    });
  }
};

/** Whether `text` contains `expected`, or matches it when it is written as `/pattern/flags`. */
export const matches = (expected: string, text: string, milliseconds = 250): Match => {
  const [, source, flags] = PATTERN.exec(expected) ?? [];
  if (source === undefined) return text.includes(expected) ? "yes" : "no";
  // A context of its own is the only place where the engine lets a clock interrupt a regular expression.
  try {
    const found: unknown = runInNewContext(
      "new RegExp(source, flags).test(text)",
      { source, flags, text },
      { timeout: milliseconds },
    );
    return found === true ? "yes" : "no";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return "slow";
    throw error;
  }
};
