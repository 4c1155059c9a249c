import type { Deploy, Ending } from "../../ports/deployer.ts";
import type { RenderEvents } from "./schemas.ts";

type Details = NonNullable<RenderEvents[number]["event"]["details"]>;
type Failed = NonNullable<NonNullable<Details["reason"]>["failure"]>;

const BY_STATUS = new Map<string, Ending>([
  ["build_failed", { reason: "build", detail: "The build failed." }],
  ["pre_deploy_failed", { reason: "pre-deploy", detail: "The pre-deploy command failed." }],
  ["update_failed", { reason: "other", detail: "The new version did not start." }],
]);

function crash(failure: Failed): Ending {
  if (failure.unhealthy) return { reason: "unhealthy", detail: `The health check failed: ${failure.unhealthy}` };
  if (failure.oomKilled) {
    return { reason: "crashed", detail: `It ran out of memory (limit ${failure.oomKilled.memoryLimit ?? "unknown"}).` };
  }
  if (failure.timedOutSeconds || failure.timedOutReason) {
    const after = failure.timedOutSeconds ? ` after ${failure.timedOutSeconds} s` : "";
    const why = failure.timedOutReason ? `: ${failure.timedOutReason}` : ".";
    return { reason: "timed-out", detail: `Render gave up waiting${after}${why}` };
  }
  if (failure.nonZeroExit) {
    return { reason: "crashed", detail: `The process exited with status ${failure.nonZeroExit}.` };
  }
  if (failure.earlyExit) return { reason: "crashed", detail: "The process exited, although it should keep running." };
  if (failure.evicted) return { reason: "crashed", detail: "Render evicted the instance." };
  return { reason: "other", detail: "Render gives no cause." };
}

/**
 * Why a deploy ended. Only Render's `deploy_ended` event tells superseded, cancelled and failed apart; without it the
 * status and the deploys that came after have to do. `newer` is the deploy that came next, if any.
 */
export function ending(deploy: Deploy, events: RenderEvents, newer: Deploy | undefined): Ending | undefined {
  const ended = events.find(({ event }) => event.details?.deployId === deploy.id)?.event.details;
  const reason = ended?.reason;
  const replaced = reason?.newDeploy ?? reason?.newBuild;
  if (replaced) return superseded(reason?.newDeploy?.id ?? newer?.id);
  if (reason?.failure) {
    const cause = crash(reason.failure);
    const known = BY_STATUS.get(deploy.status);
    // "Exited with 1" is truer than "did not start", but a failed pre-deploy command is not a crashed service.
    return known && known.reason !== "other"
      ? { reason: known.reason, detail: `${known.detail} ${cause.detail}` }
      : cause;
  }
  if (reason?.buildFailed) return { reason: "build", detail: "The build failed." };
  if (deploy.state === "superseded") return superseded(newer?.id);
  if (deploy.state === "cancelled") {
    return newer ? superseded(newer.id) : { reason: "cancelled", detail: "Somebody or something cancelled it." };
  }
  return BY_STATUS.get(deploy.status);
}

const superseded = (by: string | undefined): Ending => ({
  reason: "superseded",
  detail: by === undefined ? "A newer deploy took its place." : `The newer deploy ${by} took its place.`,
  ...(by === undefined ? {} : { by }),
});
