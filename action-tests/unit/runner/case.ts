import type { FakeHost } from "../../runner/fake-host.ts";
import type { Result, Run, RunEvent, RunReport, Trigger } from "../../runner/types.ts";

/** One fact of GitHub's behaviour. */
export interface Case {
  readonly name: string;
  /** Where the fact is written down. */
  readonly source: string;
  readonly workflow: string;
  /** More files of the same repository, by path; `CASE` in a path or a text stands for the case's own name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files of the repository `tools/kit`, whose branch is `main` and whose tag is `v1`. */
  readonly kit?: Readonly<Record<string, string>>;
  readonly trigger?: Partial<Trigger>;
  /** What happens while the workflow runs. */
  readonly during?: (run: Run, table: Table) => Promise<void>;
  readonly expected: Expected;
}

export interface Expected {
  readonly conclusion: RunReport["conclusion"];
  /** Each has to be a part of some problem. */
  readonly problems?: readonly string[];
  /** All jobs, by id. */
  readonly jobs?: Readonly<Record<string, Result>>;
  /** By job id; the whole record of each. */
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `outcome/conclusion` by `job/step`. */
  readonly steps?: Readonly<Record<string, string>>;
  /** Whole lines that steps print. */
  readonly prints?: readonly string[];
  /** Texts that are in no line, annotation, summary or output. */
  readonly hides?: readonly string[];
  /** Each has to be a part of some annotation, written as `level: message`. */
  readonly annotations?: readonly string[];
  readonly check?: (report: RunReport, table: Table) => void | Promise<void>;
}

/** What a case can reach while it runs. */
export interface Table {
  readonly host: FakeHost;
  readonly folder: string;
  /** Starts the case's workflow once more. */
  readonly again: (trigger?: Partial<Trigger>) => Run;
  /** Waits for something that a run tells. */
  readonly event: (run: Run, wanted: (event: RunEvent) => boolean) => Promise<void>;
  /** Waits until the run waits for approval of the environment. */
  readonly asked: (run: Run, environment: string) => Promise<void>;
  /** Lets go what waits in a `run:` for `await-signal NAME`. */
  readonly signal: (name: string) => void;
}

/** A step's script that goes on after `table.signal(name)`. */
export const awaitSignal = (name: string): string => `until [ -e $SIGNALS/${name} ]; do sleep 0.02; done`;
