import { styleText } from "node:util";
import type { JobView, RunView } from "./state.ts";

const MARKS = { success: "✓", failure: "✗", cancelled: "○", skipped: "–" } as const;
const COLOURS = { success: "green", failure: "red", cancelled: "yellow", skipped: "gray" } as const;

export interface Paint {
  readonly colour: boolean;
  readonly width: number;
}

const fit = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);

/** The lines of the board for one run: each job with what it does or waits for. */
export function board(run: RunView, now: number, { colour, width }: Paint): string[] {
  const jobs = shown([...run.jobs.values()]);
  const name = Math.min(32, Math.max(8, ...jobs.map((job) => job.name.length)));
  return [paint(fit(run.title, width), "bold", colour), ...jobs.map((job) => line(job, now, name, { colour, width }))];
}

/** Not the jobs that only call a workflow, once its own jobs are there; those that have begun come first, in their order. */
function shown(jobs: readonly JobView[]): readonly JobView[] {
  const calls = (job: JobView) => jobs.some(({ id }) => id.startsWith(`${job.id} / `));
  const order = ({ startedAt }: JobView) => startedAt ?? Number.POSITIVE_INFINITY;
  return jobs
    .filter((job) => job.result !== "skipped" && !calls(job))
    .toSorted((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
}

function line(job: JobView, now: number, name: number, { colour, width }: Paint): string {
  const mark = job.result === undefined ? (job.state === "running" ? "●" : "·") : MARKS[job.result];
  const time = job.startedAt === undefined ? "" : `${(((job.finishedAt ?? now) - job.startedAt) / 1000).toFixed(1)} s`;
  const text = fit(`${mark} ${fit(job.name, name).padEnd(name)} ${time.padStart(7)}  ${doing(job)}`, width - 2);
  return `  ${paint(text, job.result === undefined ? (job.state === "running" ? "cyan" : "gray") : COLOURS[job.result], colour)}`;
}

const doing = (job: JobView): string => {
  if (job.result !== undefined) return job.result;
  if (job.state === "running") return job.step ?? "starting";
  return job.on === undefined ? job.state : `waits for ${job.on}`;
};

const paint = (text: string, style: Parameters<typeof styleText>[0], colour: boolean): string =>
  colour ? styleText(style, text, { validateStream: false }) : text;
