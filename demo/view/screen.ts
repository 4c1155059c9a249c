import type { RunEvent } from "../../action-tests/runner/types.ts";
import { board } from "./board.ts";
import { advance, emptyRun, type RunView } from "./state.ts";

export interface Screen {
  /** A new run begins; the board of the one before stays as it ended. */
  readonly begin: (title: string) => (event: RunEvent) => void;
  /** A line that stays. */
  readonly say: (text: string) => void;
  /** One fact for machines; people do not see it. */
  readonly fact: (fact: Readonly<Record<string, unknown>>) => void;
  readonly close: () => void;
}

interface Output {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const FRAME_MILLISECONDS = 100;

/** A board that is drawn again in place; only for terminals. */
export function liveScreen(out: Output, colour: boolean, now: () => number): Screen {
  let run: RunView | undefined;
  let drawn = 0;
  const draw = () => {
    if (run === undefined) return;
    const lines = board(run, now(), { colour, width: out.columns ?? 100 });
    out.write(`${erase()}${lines.join("\n")}\n`);
    drawn = lines.length;
  };
  const erase = () => (drawn === 0 ? "" : `\x1b[${drawn}A\x1b[0J`);
  const timer = setInterval(draw, FRAME_MILLISECONDS);
  timer.unref();
  const settle = () => {
    draw();
    drawn = 0;
  };
  return {
    begin(title) {
      settle();
      run = emptyRun(title);
      return (event) => {
        if (run !== undefined) run = advance(run, event);
      };
    },
    say(text) {
      out.write(`${erase()}${text}\n`);
      drawn = 0;
      draw();
    },
    fact: () => {},
    close() {
      clearInterval(timer);
      settle();
      run = undefined;
    },
  };
}

/** A line for each change; for logs and pipes. */
export function plainScreen(out: Output): Screen {
  return {
    begin(title) {
      out.write(`${title}\n`);
      return (event) => {
        if (event.type === "job") {
          const what = event.result ?? (event.on === undefined ? event.state : `waits for ${event.on}`);
          out.write(`  ${event.name}: ${what}\n`);
        }
      };
    },
    say: (text) => void out.write(`${text}\n`),
    fact: () => {},
    close: () => {},
  };
}

/** One JSON object a line; for machines. */
export function jsonScreen(out: Output): Screen {
  const write = (value: unknown) => void out.write(`${JSON.stringify(value)}\n`);
  let title = "";
  return {
    begin(next) {
      title = next;
      write({ type: "run", title });
      return (event) => {
        if (event.type !== "line") write({ run: title, ...event });
      };
    },
    say: (text) => write({ type: "note", text }),
    fact: write,
    close: () => {},
  };
}

export function chooseScreen(
  out: Output,
  json: boolean,
  env: Readonly<Record<string, string | undefined>>,
  now: () => number,
): Screen {
  if (json) return jsonScreen(out);
  if (out.isTTY !== true || env["TERM"] === "dumb") return plainScreen(out);
  return liveScreen(out, env["NO_COLOR"] === undefined || env["NO_COLOR"] === "", now);
}
