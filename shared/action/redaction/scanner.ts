import { type Automaton, SKIP } from "./automaton.ts";
import { decodeAt } from "./decode.ts";

/** What is to be hidden, in positions of the whole text so far. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One reading of the text. Positions are absolute, so that a stream may drop what is said. */
export interface Scanner {
  /** Reads on, as far as it can be read; `base` is the position of the text's first character. */
  readonly read: (text: string, base: number, final: boolean) => void;
  /** Everything before this is decided. */
  readonly decided: () => number;
}

/** A secret may be wrapped into lines, but not torn apart by pages of blanks. */
const MOST_SKIPPED = 256;

/** Reads the text with these escapes undone, one level of them: any of `%`, `\\` and `&`, or "" for as it stands. */
export function createScanner(
  { classes, next, found, depth, longest }: Automaton,
  from: number,
  undoing: string,
  report: (span: Span) => void,
): Scanner {
  const [percent, ampersand, backslash] = ["%", "&", "\\"].map((lead) =>
    undoing.includes(lead) ? lead.charCodeAt(0) : -1,
  );
  let position = from;
  let state = 0;
  let afterLineEnd = false;
  let skipped = 0;
  // Where each of the last characters began, as many as the longest needle has: a ring.
  const size = 2 ** Math.ceil(Math.log2(longest + 1));
  const starts = new Float64Array(size);
  let count = 0;

  const take = (unit: number, start: number, end: number): void => {
    const letter = classes[unit] ?? 0;
    if (letter === SKIP || (afterLineEnd && (unit === 0x20 || unit === 0x09))) {
      afterLineEnd ||= unit === 0x0a || unit === 0x0d;
      if (++skipped > MOST_SKIPPED) state = 0;
      return;
    }
    afterLineEnd = false;
    skipped = 0;
    starts[count++ & (size - 1)] = start;
    state = letter === 0 ? 0 : next(state, letter);
    const length = found[state] ?? 0;
    if (length > 0) report({ start: starts[(count - length) & (size - 1)] ?? start, end });
  };

  return {
    read: (text, base, final) => {
      let index = position - base;
      while (index < text.length) {
        const unit = text.charCodeAt(index);
        const escape = unit === percent || unit === ampersand || unit === backslash;
        if (state === 0 && !escape && classes[unit] === 0) {
          afterLineEnd = false;
          skipped = 0;
          index++;
          continue;
        }
        if (escape) {
          const decoded = decodeAt(text, index, final);
          if (decoded === "more") break;
          if (decoded !== undefined) {
            const [start, end] = [base + index, base + index + decoded.length];
            for (let at = 0; at < decoded.text.length; at++) take(decoded.text.charCodeAt(at), start, end);
            index += decoded.length;
            continue;
          }
        }
        take(unit, base + index, base + index + 1);
        index++;
      }
      position = base + index;
    },
    decided: () => {
      const seen = depth[state] ?? 0;
      return seen === 0 ? position : Math.min(position, starts[(count - seen) & (size - 1)] ?? position);
    },
  };
}
