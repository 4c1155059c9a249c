import { Failure } from "../../action/failure.ts";
import { oneLine } from "../../action/text.ts";

/** Characters of one file: twice the largest lock file that was seen in the open, with room. */
export const MOST_CHARACTERS = 64 * 1024 * 1024;
/** Characters of a file that people write: a workflow, a Dockerfile. */
export const MOST_WRITTEN = 2 * 1024 * 1024;
/** Packages that one file may pin. */
export const MOST_ENTRIES = 200_000;
/** Nesting of one file; `package-lock.json` of version 1 nests as deep as its tree, twice. */
export const MOST_DEPTH = 200;

/** A lock file that nobody should install from, or that we cannot read. `line` is one-based. */
export function refuse(file: string, why: string, line?: number, cause?: unknown): Failure {
  const place = line === undefined ? oneLine(file) : `${oneLine(file)}:${line}`;
  return new Failure("SLIP-DEPS-LOCKFILE", `${place} cannot be read: ${why}`, {
    blame: "user",
    state: "No package of this file was looked up.",
    next: `Mend ${oneLine(file)}, or write it anew with its package manager, and commit it whole.`,
    cause,
  });
}

const CONFLICT = /^(?:<{7} |>{7} |={7}$)/m;

/** The text without its byte order mark, when it may be parsed at all. */
export function checkText(file: string, text: string, most = MOST_CHARACTERS): string {
  if (text.length > most) throw refuse(file, `it has ${text.length} characters, and at most ${most} are read.`);
  const conflict = CONFLICT.exec(text);
  if (conflict !== null) {
    throw refuse(file, "it holds the marks of a merge conflict.", text.slice(0, conflict.index).split("\n").length);
  }
  if (text.includes("\0")) throw refuse(file, "it holds a NUL character, so it is no text.");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
