import { REACH } from "./rule.ts";
import { sightings } from "./sight.ts";
import type { Leak } from "./types.ts";

export interface LeakOptions {
  /** Whether a text holds a secret of this job, in any rendering: see `knownSecrets`. */
  readonly isKnown?: ((text: string) => boolean) | undefined;
  /** Of one text; more are not looked for. */
  readonly most?: number;
}

const MOST = 50;
/** A job's secret is found across the border of two pieces if it is no longer than this. */
const LONGEST_KNOWN = 16_384;
const PIECE = 1_048_576;

/** Counts lines on the way through a text, which comes in order. */
const createRuler = () => {
  let line = 1;
  /** Characters of the current line that were dropped already. */
  let before = 0;
  const advance = (text: string, from: number, to: number): void => {
    for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", from)) {
      line++;
      before = 0;
      from = at + 1;
    }
    before += to - from;
  };
  return { advance, place: () => ({ line, column: before + 1 }) };
};

/** The same as `findLeaks` for a text that comes in pieces, which may end anywhere. Gives leaks as they become certain. */
export const createLeakFinder = ({ isKnown, most = MOST }: LeakOptions = {}): {
  readonly push: (piece: string) => readonly Leak[];
  readonly end: () => readonly Leak[];
} => {
  const shapes = createRuler();
  const known = createRuler();
  const behind = isKnown === undefined ? REACH : LONGEST_KNOWN;
  let held = "";
  /** Up to where in `held` all is decided. */
  let decided = 0;
  let count = 0;

  const step = (final: boolean): readonly Leak[] => {
    const leaks: Leak[] = [];
    const limit = final ? held.length : Math.max(decided, held.length - REACH);
    let at = decided;
    for (const { rule, start } of sightings(held, decided, limit, most - count)) {
      shapes.advance(held, at, start);
      at = start;
      leaks.push({ rule: rule.rule, what: rule.what, ...shapes.place() });
    }
    shapes.advance(held, at, limit);
    if (isKnown?.(held) === true) leaks.push(...findKnown(held, isKnown, known.place().line));
    const drop = Math.max(0, limit - behind);
    known.advance(held, 0, drop);
    held = held.slice(drop);
    decided = limit - drop;
    count += leaks.length;
    return leaks;
  };

  const seen = new Set<string>();
  const isNew = ({ rule, line, column }: Leak): boolean => {
    const key = `${rule}:${line}:${column}`;
    return seen.has(key) ? false : seen.add(key).size <= most;
  };
  return {
    push: (piece) => {
      if (count >= most) return [];
      held += piece;
      return held.length < PIECE ? [] : step(false).filter(isNew);
    },
    end: () => (count >= most ? [] : step(true).filter(isNew)),
  };
};

/** The first line that completes a secret of the job, then the next one: halving, since a secret may have many lines. */
const findKnown = (text: string, isKnown: (text: string) => boolean, firstLine: number): readonly Leak[] => {
  const lines = text.split("\n");
  const leaks: Leak[] = [];
  let from = 0;
  while (leaks.length < 5 && isKnown(lines.slice(from).join("\n"))) {
    let [low, high] = [from, lines.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isKnown(lines.slice(from, middle + 1).join("\n"))) high = middle;
      else low = middle + 1;
    }
    leaks.push({ rule: "job-secret", what: "a secret of this job", line: firstLine + low, column: undefined });
    from = low + 1;
  }
  return leaks;
};

/**
 * What in a text must not be published, in order of place; at most `most`. Takes time in proportion to the text,
 * whatever the text. `line` and `column` are one-based; a column counts UTF-16 units.
 */
export const findLeaks = (text: string, options: LeakOptions = {}): readonly Leak[] => {
  const finder = createLeakFinder(options);
  return [...finder.push(text), ...finder.end()];
};
