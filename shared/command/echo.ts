import type { Context } from "../action/context.ts";
import type { ActionSpec } from "../action/spec.ts";
import { safeLine } from "../action/text.ts";
import { createLines, createTail } from "./lines.ts";

/** Of one program's output so many characters are printed as they come; of the rest only the end. */
const MOST = 4_000_000;

/** Prints both outputs of a child, redacted, line by line, and remembers their end. Memory is bounded, output is not. */
export function createEcho(
  { log, redactStream }: Pick<Context<ActionSpec>, "log" | "redactStream">,
  print: boolean,
  listen?: (line: string) => void,
) {
  const tail = createTail();
  let [count, printed, hidden] = [0, 0, 0];
  const onLine = (line: string): void => {
    tail.add(line);
    listen?.(safeLine(line));
    if (!print) return;
    if (printed > MOST) {
      hidden++;
      return;
    }
    printed += line.length + 1;
    log.quote(line);
    if (printed > MOST) log.info("There is more output; only the end of it will be shown.");
  };
  const stream = () => {
    const safe = redactStream();
    const lines = createLines(onLine);
    return {
      push: (chunk: Uint8Array): void => {
        count += chunk.length;
        lines.push(safe.push(chunk));
      },
      end: (): void => {
        lines.push(safe.end());
        lines.end();
      },
    };
  };
  const [out, err] = [stream(), stream()];
  return {
    out: out.push,
    err: err.push,
    /** Bytes so far. */
    count: (): number => count,
    tail: tail.lines,
    end: (): void => {
      out.end();
      err.end();
      if (hidden === 0) return;
      const last = tail.lines().slice(-Math.min(hidden, 60));
      log.info(`${hidden - last.length} lines were not shown; the last ones:`);
      for (const line of last) log.quote(line);
    },
  };
}
