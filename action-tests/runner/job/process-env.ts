import { delimiter } from "node:path";
import { toText, type Mapping } from "../expressions/value.ts";
import type { CommandFiles } from "../log/file-commands.ts";
import { runnerContext, type Frame, type JobState } from "./job-state.ts";

/** Members of the `github` context that are also environment variables. */
const exported = (
  "action action_path action_ref action_repository actor actor_id api_url base_ref event_name event_path graphql_url " +
  "head_ref job ref ref_name ref_protected ref_type repository repository_id repository_owner repository_owner_id " +
  "retention_days run_attempt run_id run_number server_url sha triggering_actor workflow workflow_ref workflow_sha workspace"
).split(" ");

const upper = (prefix: string, entries: readonly (readonly [string, string])[]) =>
  Object.fromEntries(entries.map(([name, value]) => [`${prefix}${name.toUpperCase()}`, value]));

export interface ProcessEnvOptions {
  readonly job: JobState;
  readonly frame: Frame;
  readonly stepEnv: Readonly<Record<string, string>>;
  /** Of this step: `action`, `action_path` … */
  readonly github: Mapping;
  readonly files: CommandFiles;
  /** INPUT_* and STATE_* of an action. */
  readonly extra: Readonly<Record<string, string>>;
}

/** The whole environment of a process. Nothing of the machine's own comes in but PATH and LANG. */
export const processEnv = ({
  job,
  frame,
  stepEnv,
  github,
  files,
  extra,
}: ProcessEnvOptions): Record<string, string> => {
  const { services, folders, request } = job;
  const context: Mapping = { ...request.contexts.github, ...frame.github, ...github };
  const shown = exported.filter((name) => context[name] !== undefined && context[name] !== null);
  const layered: Record<string, string> = {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    HOME: folders.home,
    LANG: process.env["LANG"] ?? "C.UTF-8",
    ...(process.env["TMPDIR"] ? { TMPDIR: process.env["TMPDIR"] } : {}),
    CI: "true",
    ...services.environment,
    ...Object.fromEntries(Object.entries(request.services).filter(([name]) => name.startsWith("ACTIONS_ID_TOKEN_"))),
    ...Object.fromEntries(job.env),
    ...frame.env,
    ...stepEnv,
    ...extra,
  };
  return {
    ...layered,
    PATH: [...job.path.toReversed(), layered["PATH"]].join(delimiter),
    GITHUB_ACTIONS: "true",
    ...upper(
      "GITHUB_",
      shown.map((name) => [name, toText(context[name])]),
    ),
    ...upper("GITHUB_", Object.entries(files)),
    ...upper(
      "RUNNER_",
      Object.entries(runnerContext(job)).map(([name, value]) => [name, toText(value)]),
    ),
    ...markOf(job),
  };
};

/** What the clean-up at the end of a job finds left-behind processes by. */
const markOf = ({ mark }: JobState) => {
  const at = mark.indexOf("=");
  return { [mark.slice(0, at)]: mark.slice(at + 1) };
};

/** INPUT_ and the name in capitals with spaces as underscores; dashes stay. */
export const inputVariables = (inputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
  );
