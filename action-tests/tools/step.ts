import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { marked, parseOutputs, readAll } from "./step-files.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export interface StepOptions {
  readonly action: string;
  /** Runs what the bundle is made from, as it is now. */
  readonly source?: boolean;
  readonly inputs: Readonly<Record<string, string>>;
  /** On top of the clean environment of a step. */
  readonly env?: Readonly<Record<string, string>>;
  readonly workspace?: string;
  /** Whose process it is, where that is not who runs the tests: only root can ask for it. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface StepEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Content of every file that the step left in RUNNER_TEMP. */
  readonly temp: string;
  readonly milliseconds: number;
  /** Processes that bear this step's mark and still live. */
  readonly leftovers: readonly number[];
}

export interface RunningStep {
  readonly child: ChildProcess;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly done: Promise<StepEnd>;
}

/** Runs one action of `dist/`, or its source, as the runner would: clean environment, file commands, workspace, the entry point as a process. */
export function startStep({ action, source = false, inputs, env = {}, workspace, user }: StepOptions): RunningStep {
  const folder = mkdtempSync(join(tmpdir(), "slipway-step-"));
  const file = (name: string) => join(folder, name);
  const mark = randomUUID();
  const temp = file("temp");
  mkdirSync(temp);
  for (const name of ["output", "summary", "env", "path", "state"]) writeFileSync(file(name), "");
  if (user !== undefined) for (const path of ["", ...readdirSync(folder)]) chownSync(file(path), user.uid, user.gid);
  const child = spawn(
    process.execPath,
    [source ? join(root, "actions", action, "index.ts") : join(root, "dist", action, "index.js")],
    {
      cwd: workspace ?? folder,
      ...user,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: folder,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_ACTION: "step",
        GITHUB_JOB: "job",
        GITHUB_RUN_ID: "1",
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_REPOSITORY: "acme/shop",
        GITHUB_SHA: "0".repeat(40),
        GITHUB_REF: "refs/heads/main",
        GITHUB_EVENT_NAME: "push",
        GITHUB_ACTOR: "ada",
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_WORKSPACE: workspace ?? folder,
        GITHUB_OUTPUT: file("output"),
        GITHUB_STEP_SUMMARY: file("summary"),
        GITHUB_ENV: file("env"),
        GITHUB_PATH: file("path"),
        GITHUB_STATE: file("state"),
        RUNNER_TEMP: temp,
        RUNNER_OS: "Linux",
        // What is only said to those who debug must be as safe as all the rest.
        RUNNER_DEBUG: "1",
        SLIPWAY_STEP_MARK: mark,
        ...env,
        ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      },
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  const started = performance.now();
  const done = new Promise<StepEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const end: StepEnd = {
        code,
        signal,
        stdout,
        stderr,
        outputs: parseOutputs(readFileSync(file("output"), "utf8")),
        summary: readFileSync(file("summary"), "utf8"),
        temp: readAll(temp),
        milliseconds: performance.now() - started,
        leftovers: marked(mark),
      };
      rmSync(folder, { recursive: true, force: true });
      resolve(end);
    });
  });
  return { child, kill: (signal) => void child.kill(signal), done };
}

export const runStep = (options: StepOptions): Promise<StepEnd> => startStep(options).done;
