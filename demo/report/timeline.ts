import type { JobReport, StepReport } from "../../action-tests/runner/types.ts";
import { type Html, html } from "./html.ts";
import type { Chapter } from "./model.ts";

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Jobs as bars on the time of their run, with the steps inside; the table below says the same to who cannot see bars. */
export function timeline({ report }: Chapter): Html {
  const jobs = report.jobs.filter((job) => job.result !== "skipped" && job.steps.length > 0);
  const from = Math.min(...jobs.map((job) => job.startedAt));
  const span = Math.max(1, Math.max(...jobs.map((job) => job.finishedAt)) - from);
  const place = (start: number, end: number) =>
    `left:${(((start - from) / span) * 100).toFixed(2)}%;width:${Math.max(0.3, ((end - start) / span) * 100).toFixed(2)}%`;
  const bar = (job: JobReport) => html`<div class="lane">
    <div class="lane-name">${job.name}</div>
    <div class="lane-track">
      <div class="bar ${job.result}" style="${place(job.startedAt, job.finishedAt)}"></div>
      ${job.steps.map((step) => html`<div class="tick ${step.conclusion}" style="${place(step.startedAt, step.finishedAt)}" title="${step.name}: ${step.conclusion}, ${seconds(step.finishedAt - step.startedAt)}"></div>`)}
    </div>
    <div class="lane-time">${seconds(job.finishedAt - job.startedAt)}</div>
  </div>`;
  return html`<div class="timeline" role="img" aria-label="Time line of the jobs">${jobs.map(bar)}</div>
    <details>
      <summary>Every step</summary>
      ${jobs.map((job) => steps(job))}
    </details>`;
}

const steps = (job: JobReport): Html => html`<h4>${job.name} <span class="badge ${job.result}">${job.result}</span></h4>
  <table>
    <thead>
      <tr>
        <th>Step</th>
        <th>Result</th>
        <th class="number">Time</th>
      </tr>
    </thead>
    <tbody>
      ${job.steps.filter((step) => step.conclusion !== "skipped").map(row)}
    </tbody>
  </table>`;

const row = (step: StepReport): Html => html`<tr>
  <td>${step.name}${step.conclusion === "failure" ? html`<pre>${step.log.slice(-30).join("\n")}</pre>` : ""}</td>
  <td><span class="badge ${step.conclusion}">${step.conclusion}</span></td>
  <td class="number">${seconds(step.finishedAt - step.startedAt)}</td>
</tr>`;
