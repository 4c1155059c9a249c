import { type Automaton, buildAutomaton, normalize } from "./automaton.ts";
import { createScanner, type Scanner, type Span } from "./scanner.ts";

export const STARS = "***";

/** First stage: what is known to be secret. All occurrences of all needles are hidden, and what overlaps at once. */
export interface NeedleStream {
  readonly push: (text: string) => string;
  readonly end: () => string;
}

export interface Needles {
  readonly add: (forms: readonly string[]) => void;
  readonly stream: () => NeedleStream;
}

/** The ways to read a text: as it stands, with each kind of escape in it undone, and with all of them undone. */
function readings(text: string): readonly string[] {
  const kinds = ["%", "&", "\\"].filter((lead) => text.includes(lead));
  return kinds.length > 1 ? ["", ...kinds, kinds.join("")] : ["", ...kinds];
}

/** The shortest rendering that is hidden: shorter ones would be found in harmless words. */
const SHORTEST = 6;

export function createNeedles(): Needles {
  const needles = new Set<string>();
  let automaton: Automaton | undefined;

  function stream(): NeedleStream {
    let built: Automaton | undefined;
    let scanners = new Map<string, Scanner>();
    let held = "";
    let base = 0;
    let coveredTo = -1;
    let spans: Span[] = [];

    const emitTo = (safe: number): string => {
      let text = "";
      let at = base;
      const rest: Span[] = [];
      for (const span of spans.toSorted((a, b) => a.start - b.start)) {
        if (span.start >= safe) {
          rest.push(span);
          continue;
        }
        if (span.start > coveredTo) text += `${held.slice(Math.max(at, coveredTo) - base, span.start - base)}${STARS}`;
        at = Math.max(at, span.start);
        coveredTo = Math.max(coveredTo, span.end);
      }
      text += held.slice(Math.max(at, coveredTo, base) - base, Math.max(safe, 0) - base);
      spans = rest;
      held = held.slice(safe - base);
      base = safe;
      return text;
    };

    const advance = (final: boolean): string => {
      automaton ??= buildAutomaton([...needles]);
      if (built !== automaton) {
        // A secret was added while the stream runs: what is held back is read again with the new one.
        built = automaton;
        spans = [];
        scanners = new Map();
      }
      const known = built;
      for (const reading of readings(held)) {
        if (!scanners.has(reading))
          scanners.set(
            reading,
            createScanner(known, base, reading, (span) => spans.push(span)),
          );
      }
      for (const scanner of scanners.values()) scanner.read(held, base, final);
      const safe = final
        ? base + held.length
        : Math.min(...Array.from(scanners.values(), (scanner) => scanner.decided()));
      const text = emitTo(safe);
      // Without an escape in what is held, a reading that undoes it is the plain one; it starts anew when it is needed.
      const needed = readings(held);
      for (const reading of scanners.keys()) if (!needed.includes(reading)) scanners.delete(reading);
      return text;
    };

    return {
      push: (text) => {
        held += text;
        return needles.size === 0 ? emitTo(base + held.length) : advance(false);
      },
      end: () => (needles.size === 0 ? emitTo(base + held.length) : advance(true)),
    };
  }

  return {
    add: (forms) => {
      for (const form of forms) {
        const needle = normalize(form);
        if (needle.length < SHORTEST || needles.has(needle)) continue;
        needles.add(needle);
        automaton = undefined;
      }
    },
    stream,
  };
}
