import { inspect } from "node:util";
import type { Failure } from "./failure.ts";
import type { Summary } from "./summary.ts";

/** The runner cuts an annotation at 4,096 characters, wherever that is; we cut earlier, and not the next step. */
const MOST = 4_096;
const MOST_PART = 800;

/** How long a text is once the runner's escapes are in it. */
const escapedLength = (text: string): number => text.length + 2 * (text.match(/[%\r\n]/g)?.length ?? 0);

function cut(text: string, most: number): string {
  if (escapedLength(text) <= most) return text;
  let end = Math.min(text.length, most - 1);
  while (end > 0 && escapedLength(text.slice(0, end)) > most - 1) end -= escapedLength(text.slice(0, end)) - (most - 1);
  return `${text.slice(0, Math.max(0, end)).toWellFormed()}…`;
}

/** The text of the one annotation: code and cause first, then the state of things, the next step and the page. */
export function annotation(failure: Failure, page: string, safe: (text: string) => string): string {
  const state = failure.state === undefined ? [] : [cut(safe(failure.state), MOST_PART)];
  const next = failure.next === undefined ? [] : [cut(`Next: ${safe(failure.next)}`, MOST_PART)];
  const rest = ["", ...state, ...next, cut(safe(page), MOST_PART / 2)].join("\n");
  return `${cut(`${failure.code}: ${safe(failure.message)}`, MOST - escapedLength(rest))}${rest}`;
}

/** The same for the summary, with whatever the action had to tell before it failed above it. */
export function summarize(summary: Summary, action: string, failure: Failure, page: string): void {
  summary
    .heading(`${action}: ${failure.title}`, 3)
    .paragraph({ code: failure.code }, ...failure.message.split("\n", 40));
  if (failure.state !== undefined) summary.paragraph(failure.state);
  if (failure.next !== undefined) summary.paragraph(`Next: ${failure.next}`);
  summary.paragraph(page.startsWith("http") ? { link: "What this code means", to: page } : { code: page });
}

/** Stacks of what is behind a failure, and its own when it is ours, for the debug log. */
export function causes(failure: Failure): string[] {
  const stacks: string[] = [];
  for (
    let cause: unknown = failure.blame === "bug" ? failure : failure.cause;
    cause !== undefined && stacks.length < 10;
  ) {
    stacks.push(cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return stacks;
}
