import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { resolveTexts } from "../expressions/resolve.ts";
import { toText } from "../expressions/value.ts";
import { createMasker } from "../log/masker.ts";
import { marked, signal } from "../process/tree.ts";
import type { Annotation } from "../types.ts";
import { finishJob } from "./finish-job.ts";
import { jobDeadline } from "./job-deadline.ts";
import { stepScope, type Folders, type Frame, type JobState } from "./job-state.ts";
import { createJournal } from "./journal.ts";
import { performStep } from "./perform-step.ts";
import type { JobExecution, JobRequest } from "./request.ts";
import { runPostSteps, runPreSteps, runSteps } from "./run-steps.ts";
import type { Services } from "./services.ts";
import { eventPath, setUpJob } from "./set-up-job.ts";

const makeFolders = async (services: Services, root: string, repository: string): Promise<Folders> => {
  const name = repository.split("/")[1] ?? "repository";
  const folders = {
    workspace: join(root, "work", name, name),
    temp: join(root, "temp"),
    home: join(root, "home"),
    tools: join(services.folder, "tools"),
  };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  return folders;
};

const nothing = { outputs: {}, url: undefined };

let jobsSoFar = 0;

/** Runs a job as the runner program does: set-up, steps, post steps, clean-up. Never throws for what the job does. */
export const executeJob = async (services: Services, asked: JobRequest): Promise<JobExecution> => {
  jobsSoFar += 1;
  const number = jobsSoFar;
  const root = join(services.folder, "jobs", `${asked.runId}-${number}`);
  const folders = await makeFolders(services, root, toText(asked.contexts.github["repository"]));
  const github = { ...asked.contexts.github, workspace: folders.workspace, event_path: eventPath(folders) };
  const request: JobRequest = { ...asked, contexts: { ...asked.contexts, github } };
  const masker = createMasker();
  for (const secret of Object.values(request.contexts.secrets)) masker.add(secret);
  const job: JobState = {
    request,
    services,
    folders,
    masker,
    env: new Map(),
    path: [],
    states: new Map(),
    posts: [],
    reports: [],
    warned: new Set(),
    echo: { on: false },
    mark: `${services.mark}${number}`,
    kill: new AbortController(),
    status: "success",
    firstProcess: undefined,
    performStep,
  };
  const annotations: Annotation[] = [];
  const journal = createJournal(job, annotations);
  const deadline = jobDeadline(job);
  const frame: Frame = {
    key: "job",
    origin: request.origin,
    inputs: request.contexts.inputs,
    steps: {},
    env: {},
    github: {},
    isComposite: false,
    status: () => job.status,
  };
  try {
    const ready = await journal.quietly("Set up job", async () => {
      await setUpJob(job, frame);
      for (const env of [request.workflow.env, request.spec.env])
        for (const [name, value] of Object.entries(resolveTexts(env, stepScope(job, frame, {}))))
          job.env.set(name, value);
      deadline.start((message) => annotations.push({ level: "error", message, step: "" }));
    });
    if (ready) {
      await runPreSteps(job, frame, journal);
      await runSteps(job, frame, journal);
    }
    await runPostSteps(job, journal);
    // A machine that is gone tells nothing.
    const finished = request.lost.aborted ? nothing : await finishJob(job, frame, journal);
    return { ...finished, result: job.status, steps: job.reports, annotations };
  } finally {
    deadline.stop();
    if (job.firstProcess !== undefined) for (const pid of marked(job.mark, job.firstProcess)) signal(pid, "SIGKILL");
    if (!services.keepWorkspaces) await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
};
