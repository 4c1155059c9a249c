import type { Mapping } from "../expressions/value.ts";
import { createCommandHandler } from "../log/command-handler.ts";
import { createCommandFiles, readCommandFiles, type StepEffects } from "../log/file-commands.ts";
import type { StepLog } from "../log/step-log.ts";
import { runProcess } from "../process/run-process.ts";
import type { Frame, JobState } from "./job-state.ts";
import { processEnv } from "./process-env.ts";

/** What one step of a frame is run with. */
export interface StepContext {
  readonly job: JobState;
  readonly frame: Frame;
  /** Tells this step's saved state from that of others; the same in pre, main and post. */
  readonly key: string;
  readonly log: StepLog;
  readonly env: Readonly<Record<string, string>>;
  readonly github: Mapping;
  readonly outputs: Map<string, string>;
  /** Aborted when this step is to end. */
  readonly signal: AbortSignal;
}

export const stateOf = (job: JobState, key: string): Map<string, string> => {
  const state = job.states.get(key) ?? new Map<string, string>();
  job.states.set(key, state);
  return state;
};

export const effectsOf = ({ job, key, outputs }: StepContext): StepEffects => ({
  setOutput: (name, value) => outputs.set(name, value),
  saveState: (name, value) => stateOf(job, key).set(name, value),
  setEnv: (name, value) => job.env.set(name, value),
  addPath: (folder) => {
    const known = job.path.indexOf(folder);
    if (known >= 0) job.path.splice(known, 1);
    job.path.push(folder);
  },
});

export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly extra: Readonly<Record<string, string>>;
}

const allowed = (value: string | undefined) => value?.toLowerCase() === "true";

/** Runs a process of a step: its commands by stdout and stderr, then its command files. Gives the exit code and whether all commands were good. */
export const runStepProcess = async (
  context: StepContext,
  launch: Launch,
): Promise<{ code: number; good: boolean }> => {
  const { job, log } = context;
  const effects = effectsOf(context);
  const files = await createCommandFiles(job.folders.temp);
  const env = processEnv({ ...context, stepEnv: context.env, files, extra: launch.extra });
  const commands = createCommandHandler({
    log,
    effects,
    echo: job.echo,
    unsecure: allowed(env["ACTIONS_ALLOW_UNSECURE_COMMANDS"]),
    warnOnce: (message) => {
      if (job.warned.has(message)) return;
      job.warned.add(message);
      log.warning(message);
    },
  });
  try {
    const code = await runProcess({
      file: launch.file,
      args: launch.args,
      folder: launch.folder,
      env,
      onLine: commands.line,
      onStart: (pid) => {
        job.firstProcess ??= pid;
      },
      signal: context.signal,
      kill: job.kill.signal,
      grace: job.services.timings,
    });
    const good = await readCommandFiles(files, effects, log);
    return { code, good: good && !commands.failed() };
  } catch (error) {
    await readCommandFiles(files, effects, log);
    throw error;
  }
};
