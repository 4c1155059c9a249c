import { type Event, EVENT_ID, SCALAR_STYLE } from "js-yaml";

/**
 * Where a value's own text begins: at its quote, its `|`, its `*`; where nothing is written, right behind the mark that
 * asks for it. `before` is the end of what stands before it.
 */
export function startOf(text: string, event: Event, before: number): number | undefined {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
  if (event.type !== EVENT_ID.SCALAR) return undefined;
  if (event.valueStart < 0) {
    const named = Math.max(event.anchorEnd, event.tagEnd);
    return named < 0 ? emptyStart(text, before) : named;
  }
  const { style, valueStart } = event;
  if (style === SCALAR_STYLE.PLAIN) return valueStart;
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
  return headerOf(text, valueStart);
}

const ASKS = /(?:["'\]}\s]|(?<=\s)#[^\n]*\n)*[-?:]/y;

function emptyStart(text: string, before: number): number | undefined {
  ASKS.lastIndex = before;
  return ASKS.test(text) ? ASKS.lastIndex : undefined;
}

/** A block of text has its `|` or `>` on the line before. */
function headerOf(text: string, valueStart: number): number {
  const end = text.slice(0, valueStart).replace(/\r?\n$|\r$/, "").length;
  const start = Math.max(text.lastIndexOf("\n", end - 1), text.lastIndexOf("\r", end - 1)) + 1;
  const header = /[|>][-+\d]{0,2}[ \t]*(?:[ \t]#.*)?$/.exec(text.slice(start, end));
  return header === null ? valueStart : start + header.index;
}

const MARK = /^(?:---|\.\.\.)(?=\s|$)/m;

/** Where the second document of several begins. */
export function documentMark(text: string, events: readonly Event[]): number {
  const [first] = events;
  const end = events.findIndex(({ type }, index) => index > 0 && type === EVENT_ID.DOCUMENT);
  const isMarked = first?.type === EVENT_ID.DOCUMENT && first.explicitStart;
  const begin = isMarked ? Math.max(0, text.search(MARK)) + 3 : 0;
  const last = events.slice(0, end).reduce((most, event) => Math.max(most, endOf(event)), begin);
  const found = text.slice(last).search(MARK);
  return found < 0 ? last : last + found;
}

/** How far the text is read when this was found: up to where a group begins, or a value ends. */
export function endOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return Math.max(event.valueEnd, event.anchorEnd, event.tagEnd);
  if (event.type === EVENT_ID.ALIAS) return event.anchorEnd;
  return event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING ? event.start : 0;
}
