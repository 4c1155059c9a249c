import type { Annotation } from "../types.ts";
import type { Masker } from "./masker.ts";

const annotationsPerLevel = 10;
const messageLimit = 4096;

export type Issue = Omit<Annotation, "step">;

/** What a step says: masked lines, annotations, summary. */
export interface StepLog {
  readonly line: (text: string) => void;
  readonly issue: (issue: Issue) => void;
  readonly error: (message: string) => void;
  readonly warning: (message: string) => void;
  readonly debug: (message: string) => void;
  readonly addSummary: (text: string) => void;
  readonly lines: readonly string[];
  readonly annotations: readonly Issue[];
  readonly summary: () => string;
  readonly masker: Masker;
}

export const createStepLog = (masker: Masker, debugging: boolean, onLine: (text: string) => void): StepLog => {
  const lines: string[] = [];
  const annotations: Issue[] = [];
  let summary = "";

  const line = (text: string) => {
    for (const part of masker.mask(text).split(/\r\n|\r|\n/)) {
      lines.push(part);
      onLine(part);
    }
  };

  const issue = (raw: Issue) => {
    line(`##[${raw.level}]${raw.message}`);
    if (annotations.filter(({ level }) => level === raw.level).length >= annotationsPerLevel) return;
    const message = masker.mask(raw.message).slice(0, messageLimit);
    annotations.push({ ...raw, message, ...(raw.title === undefined ? {} : { title: masker.mask(raw.title) }) });
  };

  return {
    line,
    issue,
    error: (message) => issue({ level: "error", message }),
    warning: (message) => issue({ level: "warning", message }),
    debug: (message) => {
      if (debugging) line(`##[debug]${message}`);
    },
    addSummary: (text) => {
      summary += masker.mask(text);
    },
    lines,
    annotations,
    summary: () => summary,
    masker,
  };
};
