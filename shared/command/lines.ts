import { safeLine } from "../action/text.ts";

/** Of one line, more is not kept; nobody reads it. */
const LONGEST = 4_096;
const TAIL = 60;

export interface Lines {
  readonly push: (text: string) => void;
  readonly end: () => void;
}

/** Cuts redacted text into lines without ever holding more than one short line. */
export function createLines(onLine: (line: string) => void): Lines {
  let line = "";
  let dropped = 0;
  const finish = (): void => {
    onLine(dropped === 0 ? line : `${line.toWellFormed()}… (${dropped} more characters)`);
    line = "";
    dropped = 0;
  };
  const append = (text: string): void => {
    const room = Math.max(0, LONGEST - line.length);
    line += text.slice(0, room);
    dropped += Math.max(0, text.length - room);
  };
  return {
    push: (text) => {
      const pieces = text.split(/\r\n|\n/);
      pieces.forEach((piece, index) => {
        append(piece);
        if (index < pieces.length - 1) finish();
      });
    },
    end: () => {
      if (line !== "" || dropped > 0) finish();
    },
  };
}

/** Keeps the last lines. */
export function createTail(): { readonly add: (line: string) => void; readonly lines: () => readonly string[] } {
  let kept: string[] = [];
  return {
    add: (line) => {
      kept.push(safeLine(line, 500));
      if (kept.length > TAIL * 4) kept = kept.slice(-TAIL);
    },
    lines: () => kept.slice(-TAIL),
  };
}
