import type { Emulator } from "../cloud/types.ts";
import type { StepOptions } from "../tools/step.ts";

/** One step of one action over a world of its own, with everything that the step could change. */
export interface World {
  readonly step: Omit<StepOptions, "action">;
  readonly emulators: readonly Pick<Emulator, "fault" | "clearFaults" | "journal">[];
  /** What must stand in no sink, and the outputs that are meant to hand it on. */
  readonly secrets: {
    /** The step knows them from its inputs: they are hidden also when others say them. */
    readonly given: readonly string[];
    /** What it comes to know on its way; until then nobody could tell that it is a secret. */
    readonly learned?: readonly string[];
    readonly outputs: readonly string[];
  };
  /** End state: what has to be the same whatever happened on the way. */
  readonly dump: () => Promise<unknown>;
  /** How often each thing was done since the last reset that must not be done twice. */
  readonly effects: () => unknown;
  /** When nothing that the step set off goes on any more. */
  readonly settled: () => Promise<void>;
  /** Brings the world back to how the scenario starts. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Scenario {
  readonly name: string;
  readonly action: string;
  /** Outcome of the step when nothing goes wrong. */
  readonly outcome: string;
  /** Outcomes that a repeated step may have where the first one had done the work already. */
  readonly again: readonly string[];
  /** Takes out of an end state what a cancelled try says in the ledger of itself, and nothing else. */
  readonly afterCancel: (state: unknown) => unknown;
  /** Every how many requests it is tried. */
  readonly stride: number;
  /** So many worlds that are the same but for ids and addresses; their end states can be compared. */
  readonly open: (count: number) => Promise<readonly World[]>;
}

/** A run in which nothing goes wrong. */
export interface Fair {
  readonly state: unknown;
  readonly effects: unknown;
  /** Requests that every run makes at the least. */
  readonly fewestRequests: number;
}

/** Something that may happen between any two requests of a step, tried everywhere. Answers in how many places. */
export type Everywhere = (scenario: Scenario, worlds: readonly World[], fair: Fair) => Promise<number>;
