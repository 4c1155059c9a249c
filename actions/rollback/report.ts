import { short } from "../../shared/domain/revision.ts";
import type { Plan } from "./plan.ts";
import type { Ports } from "./ports.ts";
import { shortly } from "./resolve.ts";
import type { Restored } from "./restore.ts";
import type { Step } from "./step.ts";

const doing = ({ action }: Step): string =>
  action.kind === "none"
    ? "is there already"
    : action.kind === "rollback"
      ? `back to the build of ${action.deploy}`
      : "deployed anew";

/** The plan for people: in the log and in the summary. */
export function reportPlan(plan: Plan, { log, summary }: Ports): void {
  const { id, environment, current, target, waves, risks } = plan;
  summary.heading(`Rollback of ${environment}`);
  summary.facts({ Plan: { code: id }, From: shortly(current), To: shortly(target), Verified: target.createdAt });
  summary.table(
    ["Order", "Service", "What happens", "Now", "Then"],
    waves.flatMap((wave, index) =>
      wave.map((step) => [
        String(index + 1),
        step.name,
        doing(step),
        { code: short(step.from?.image ?? step.from?.commit ?? "") },
        { code: short(step.revision.image ?? step.revision.commit ?? "") },
      ]),
    ),
  );
  summary.list(risks);
  log.info(`Plan ${id}: ${environment} from ${shortly(current)} to ${shortly(target)}`);
  waves.forEach((wave, index) => wave.forEach((step) => log.info(`${index + 1}. ${step.name}: ${doing(step)}`)));
  for (const risk of risks) log.info(`Note: ${risk}`);
}

/** The rows of the `rolled-back` output. */
export const rolledBack = (done: readonly Restored[]) =>
  done.map(({ step, deploy, problem, threats = [] }) => ({
    name: step.name,
    id: step.id,
    deploy: deploy?.id,
    state: problem === undefined ? (step.action.kind === "none" ? "unchanged" : "live") : "failed",
    commit: deploy?.commit,
    image: deploy?.image,
    url: step.url,
    problem: [problem ?? [], threats].flat().join(" ") || undefined,
  }));
