/** A line of a file in the repository, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** What an action may do to the runner. Only `github-runner.ts` knows @actions/core. Everything given here is already safe. */
export interface Runner {
  /** "" when absent. */
  readonly input: (name: string) => string;
  readonly output: (name: string, value: string) => void;
  readonly mask: (value: string) => void;
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  readonly isDebug: () => boolean;
  readonly notice: (message: string, title: string, place?: Place) => void;
  readonly warning: (message: string, title: string, place?: Place) => void;
  readonly error: (message: string, title: string) => void;
  readonly group: (title: string) => void;
  readonly endGroup: () => void;
  readonly summary: (markdown: string) => Promise<void>;
  readonly exitCode: (code: number) => void;
}
