import type { Place, Runner } from "../../shared/action/runner.ts";

export interface FakeRunner extends Runner {
  /** Lines and commands in order: `info: …`, `warning: title: …`, `group: …`. */
  readonly log: string[];
  readonly outputs: Record<string, string>;
  /** Every write, since the order matters too. */
  readonly written: (readonly [name: string, value: string])[];
  readonly masked: string[];
  readonly errors: { readonly title: string; readonly message: string }[];
  readonly summaries: string[];
  readonly exit: { code: number | undefined };
}

export function fakeRunner(inputs: Readonly<Record<string, string>> = {}): FakeRunner {
  const log: string[] = [];
  const outputs: Record<string, string> = {};
  const written: (readonly [string, string])[] = [];
  const masked: string[] = [];
  const errors: { title: string; message: string }[] = [];
  const summaries: string[] = [];
  const exit: { code: number | undefined } = { code: undefined };
  const note = (kind: string) => (line: string) => void log.push(`${kind}: ${line}`);
  const titled = (kind: string) => (message: string, title: string, place?: Place) =>
    void log.push(`${kind}: ${title}: ${message}${place === undefined ? "" : ` [${place.file}:${place.line}]`}`);
  return {
    log,
    outputs,
    written,
    masked,
    errors,
    summaries,
    exit,
    input: (name) => inputs[name] ?? "",
    output: (name, value) => {
      outputs[name] = value;
      written.push([name, value]);
    },
    mask: (value) => void masked.push(value),
    info: note("info"),
    debug: note("debug"),
    isDebug: () => true,
    notice: titled("notice"),
    warning: titled("warning"),
    error: (message, title) => {
      errors.push({ title, message });
      titled("error")(message, title);
    },
    group: note("group"),
    endGroup: () => void log.push("endgroup"),
    summary: async (markdown) => void summaries.push(markdown),
    exitCode: (code) => {
      exit.code = code;
    },
  };
}
