import { Failure } from "../../shared/action/failure.ts";
import { isLaterRun } from "../../shared/domain/history.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { Plan } from "./plan.ts";
import { refused, shortly } from "./resolve.ts";

/** Whether somebody has to have read the plan first. */
export const needsConsent = ({ environments }: Manifest, environment: string): boolean =>
  environment === "production" || environments.some(({ name, approval }) => name === environment && approval);

/**
 * `automatic` is the pipeline's word, and good for one thing: to leave a release that has failed, or one of its own run,
 * whose failure the ledger may not have heard of. It never leaves a rollback, so that two bad releases are not exchanged
 * for ever.
 */
export function assertConsent({ id, current, environment }: Plan, consent: string | undefined, run: string): void {
  if (consent === "automatic") {
    const state = current.statuses[0]?.state;
    const isOwn = state === "in_progress" && current.record.run.id === run;
    if (current.record.kind === "deploy" && (state === "failure" || isOwn)) return;
    throw missing(
      current.record.kind === "rollback"
        ? `${shortly(current)} was a rollback itself: a second one is not begun by itself.`
        : `${shortly(current)} is not marked as failed (${state}), so nothing is rolled back by itself.`,
      `Read the plan in the summary, then run this with \`consent: ${id}\` if you want it.`,
    );
  }
  if (consent !== undefined && id.startsWith(consent)) return;
  throw missing(
    consent === undefined
      ? `A rollback of ${environment} needs the consent of somebody who has read its plan.`
      : `The plan is no longer the one with the id ${consent}: releases or services have changed.`,
    `Read the plan in the summary, then run this with \`consent: ${id}\`.`,
  );
}

/**
 * Where nobody has to read a plan, a run that is repeated, or that waited, may find a newer release than it was begun for:
 * that one it leaves alone, unless it is known to have failed.
 */
export function assertNotOvertaken({ current }: Plan, run: string): void {
  const isBad = ["failure", "error", "inactive"].includes(current.statuses[0]?.state ?? "");
  if (isBad || !isLaterRun(current.record.run.id, run)) return;
  throw refused(
    `${shortly(current)} was deployed by the run ${current.record.run.id}, which is later than this one: it is not what this run was to leave.`,
    "Start a new run of the rollback if you want to leave that release.",
  );
}

const missing = (what: string, next: string): Failure =>
  new Failure("SLIP-ROLLBACK-CONSENT", what, {
    blame: "user",
    outcome: "refused",
    state: "Nothing was changed.",
    next,
  });
