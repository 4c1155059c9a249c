import { Failure } from "./failure.ts";
import type { Runner } from "./runner.ts";
import { type ActionSpec, camel, type Outputs } from "./spec.ts";

export interface OutputWriter<S extends ActionSpec> {
  /**
   * Writes every declared output as "". The files are read after the step and win over what was printed, so a forged
   * `::set-output` never stands, not even when the step dies before it has an answer of its own.
   */
  readonly clear: () => void;
  readonly publish: (outputs: Partial<Outputs<S>>) => void;
  /** The word for the end; a word that is not on the list becomes `failed`. Returns what was written. */
  readonly outcome: (word: string) => string;
}

export function outputWriter<S extends ActionSpec>(spec: S, runner: Pick<Runner, "output">): OutputWriter<S> {
  const write = (name: string, value: string): void => {
    try {
      runner.output(name, value);
    } catch (cause) {
      throw new Failure("SLIP-RUNNER", "The runner's file for outputs cannot be written.", {
        blame: "user",
        state: "The outputs of this step are incomplete.",
        next: "Run the step on a GitHub Actions runner with free space on its disk; GITHUB_OUTPUT must name a file.",
        cause,
      });
    }
  };
  return {
    clear: () => {
      for (const name of Object.keys(spec.outputs)) write(name, "");
    },
    publish: (outputs) => {
      const values: Readonly<Record<string, unknown>> = outputs;
      for (const [name, output] of Object.entries(spec.outputs)) {
        const value = values[camel(name)];
        if (value !== undefined) write(name, output.write(value as never));
      }
    },
    outcome: (word) => {
      const { words } = spec.outputs.outcome;
      const known = words.length === 0 || words.includes(word) ? word : "failed";
      write("outcome", known);
      return known;
    },
  };
}
