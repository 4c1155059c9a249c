import { STARS } from "./needles.ts";
import { openKeyBlock, shapes } from "./shapes.ts";

/** A line is looked at as a whole; one that is longer than this in pieces. */
const LONG = 8_192;
/** Farther than any shape needs to be recognised. */
const AHEAD = 2_048;
/** A key block without an end, or one giant token: no more than this is kept waiting. */
const MOST = 65_536;

export const hideShapes = (text: string): string =>
  text.replace(shapes(), (...found) => {
    const groups = found.at(-1) as { readonly lead?: string };
    return `${groups.lead ?? ""}${STARS}`;
  });

/** The same for text that comes in pieces. */
export function createShapeStream(): { readonly push: (text: string) => string; readonly end: () => string } {
  const pattern = shapes();
  let held = "";
  /** The character before what is held: a token does not begin in the middle of a word. */
  let before = "";
  let swallowing = false;
  /** Not before this length is it worth while to look again. */
  let patience = 0;

  const emit = (final: boolean): string => {
    if (swallowing) {
      const rest = held.replace(/^[\w/+=.*~-]+/, "");
      if (rest !== "" || final) swallowing = false;
      held = rest;
    }
    const text = before + held;
    const found = [...text.matchAll(pattern)];
    const line = text.lastIndexOf("\n") + 1;
    let limit = final ? text.length : line > before.length ? line : text.length - AHEAD;
    if (!final && text.length < MOST) limit = Math.min(limit, openKeyBlock(text) ?? limit);
    for (const match of found) {
      const end = match.index + match[0].length;
      if (match.index < limit && (end > limit || (end === text.length && !final))) limit = match.index;
    }
    if (limit <= before.length) {
      if (text.length < MOST) {
        patience = held.length + LONG / 8;
        return "";
      }
      swallowing = true;
      held = "";
      before = "*";
      return STARS;
    }
    patience = 0;
    let safe = "";
    let at = before.length;
    for (const match of found) {
      if (match.index >= limit) break;
      safe += `${text.slice(at, match.index)}${match.groups?.["lead"] ?? ""}${STARS}`;
      at = match.index + match[0].length;
    }
    safe += text.slice(at, limit);
    held = text.slice(limit);
    before = text.slice(limit - 1, limit);
    return safe;
  };

  return {
    push: (piece) => {
      held += piece;
      const ready = piece.includes("\n") || held.length >= LONG || swallowing;
      return ready && (held.length >= patience || piece.includes("-----END")) ? emit(false) : "";
    },
    end: () => emit(true),
  };
}
