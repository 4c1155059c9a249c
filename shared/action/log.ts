import type { Log } from "./context.ts";
import type { Place, Runner } from "./runner.ts";
import { oneLine, safeLine, splitLines } from "./text.ts";

/** GitHub keeps ten annotations of a kind for a step and drops the rest without a word. */
const MOST_ANNOTATIONS = 10;
const LONGEST_ANNOTATION = 4_000;

export interface Printer extends Log {
  /** Redacted and harmless, still of several lines. */
  readonly safe: (text: string) => string;
}

/**
 * The safe printer. Redaction comes first, since a secret may have several lines, and once more at the end, since
 * dropping invisible characters may bring a secret together that they had torn apart.
 */
export function createLog(runner: Runner, redact: (text: string) => string): Printer {
  const lines = (text: string): string[] => splitLines(redact(text)).map((line) => redact(safeLine(line)));
  const safe = (text: string): string => lines(text).join("\n");
  const short = (text: string): string => redact(oneLine(redact(text), 200));
  const annotate = (kind: "notice" | "warning") => {
    let left = MOST_ANNOTATIONS;
    return (message: string, title = kind === "warning" ? "Warning" : "Notice", place?: Place): void => {
      const body = safe(message);
      const where = place && { file: short(place.file), line: place.line };
      if (left-- > 0) runner[kind](body.slice(0, LONGEST_ANNOTATION).toWellFormed(), short(title), where);
      else for (const line of splitLines(`${short(title)}: ${body}`)) runner.info(line);
    };
  };
  let inGroup = false;

  return {
    safe,
    info: (text) => lines(text).forEach(runner.info),
    // The runner would drop it anyway, and a thousand requests make many lines to redact.
    debug: (text) => {
      if (runner.isDebug()) lines(text).forEach(runner.debug);
    },
    notice: annotate("notice"),
    warning: annotate("warning"),
    quote: (text) => {
      for (const line of lines(text.replace(/(?:\r\n|\n)$/, ""))) runner.info(`│ ${line}`);
    },
    group: async (title, body) => {
      // The runner knows no groups within groups: the end of the inner one would close the outer one.
      if (inGroup) {
        runner.info(short(title));
        return body();
      }
      inGroup = true;
      runner.group(short(title));
      try {
        return await body();
      } finally {
        inGroup = false;
        runner.endGroup();
      }
    },
  };
}
