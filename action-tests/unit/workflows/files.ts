import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "yaml";

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly name?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>> | "inherit";
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string; readonly deployment?: boolean };
  readonly concurrency?: { readonly group: string; readonly queue?: string; readonly "cancel-in-progress"?: boolean };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly "timeout-minutes"?: number;
}

interface Call {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean; readonly default?: unknown }>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>> & { readonly workflow_call?: Call };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface WorkflowFile {
  readonly name: string;
  readonly text: string;
  readonly workflow: Workflow;
}

export const load = (pattern: string): readonly WorkflowFile[] =>
  globSync(pattern)
    .toSorted()
    .map((path) => {
      const text = readFileSync(path, "utf8");
      return { name: basename(path), text, workflow: parse(text) as Workflow };
    });

/** Rendered: what GitHub reads. */
export const published = load(".github/workflows/[!_]*.yml");
export const own = load(".github/workflows/_*.yml");
export const callers = load("examples/*/.github/workflows/*.yml");

/** Every string in a value, at any depth. */
export const strings = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
};

export const jobsOf = (files: readonly WorkflowFile[]): readonly (readonly [string, Job, WorkflowFile])[] =>
  files.flatMap((file) =>
    Object.entries(file.workflow.jobs).map(([id, job]) => [`${file.name} ${id}`, job, file] as const),
  );

export const named = (name: string): WorkflowFile => {
  const found = published.find((file) => file.name === name);
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
};
