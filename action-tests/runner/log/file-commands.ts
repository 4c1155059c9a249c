import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { keyValues } from "./key-values.ts";
import type { StepLog } from "./step-log.ts";

const summaryLimit = 1024 * 1024;
const kinds = ["output", "env", "path", "state", "step_summary"] as const;
type Kind = (typeof kinds)[number];

/** The files of one process, by the names that the `github` context and GITHUB_* give them. */
export type CommandFiles = Readonly<Record<Kind, string>>;

/** Where the effects of a process go. */
export interface StepEffects {
  readonly setOutput: (name: string, value: string) => void;
  readonly saveState: (name: string, value: string) => void;
  readonly setEnv: (name: string, value: string) => void;
  readonly addPath: (folder: string) => void;
}

export const createCommandFiles = async (temp: string): Promise<CommandFiles> => {
  const folder = join(temp, "_runner_file_commands");
  await mkdir(folder, { recursive: true });
  const suffix = randomUUID();
  const files = Object.fromEntries(kinds.map((kind) => [kind, join(folder, `${kind}_${suffix}`)])) as CommandFiles;
  await Promise.all(Object.values(files).map(async (file) => (await open(file, "w")).close()));
  return files;
};

const blocked = (name: string) => name.toUpperCase() === "NODE_OPTIONS";

const readers: Readonly<Record<Kind, (file: string, effects: StepEffects, log: StepLog) => Promise<void>>> = {
  output: async (file, effects) => {
    for (const [name, value] of keyValues(await readFile(file, "utf8"))) effects.setOutput(name, value);
  },
  state: async (file, effects) => {
    for (const [name, value] of keyValues(await readFile(file, "utf8"))) effects.saveState(name, value);
  },
  env: async (file, effects, log) => {
    for (const [name, value] of keyValues(await readFile(file, "utf8"))) {
      if (blocked(name)) log.error(`Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
      else effects.setEnv(name, value);
    }
  },
  path: async (file, effects) => {
    for (const folder of (await readFile(file, "utf8")).split(/\r\n|\n|\r/)) if (folder !== "") effects.addPath(folder);
  },
  step_summary: async (file, _effects, log) => {
    const { size } = await stat(file);
    if (size > summaryLimit) {
      const kilobytes = Math.floor(size / 1024);
      log.error(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${kilobytes}k.`);
      return;
    }
    if (size > 0) log.addSummary(await readFile(file, "utf8"));
  },
};

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Reads the files after the process, however it ended. False when one of them is malformed, which fails the step. */
export const readCommandFiles = async (files: CommandFiles, effects: StepEffects, log: StepLog): Promise<boolean> => {
  let good = true;
  for (const kind of kinds) {
    try {
      await readers[kind](files[kind], effects, log);
    } catch (error) {
      if (isMissing(error)) continue;
      good = false;
      log.error(`Unable to process file command '${kind}' successfully.`);
      log.error((error as Error).message);
    }
    await rm(files[kind], { force: true, recursive: true });
  }
  return good;
};
