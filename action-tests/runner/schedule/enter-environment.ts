import type { Scope } from "../expressions/evaluate.ts";
import { resolve, resolveText } from "../expressions/resolve.ts";
import { toText, truthy } from "../expressions/value.ts";
import { field, type Node } from "../template/node.ts";
import type { Host, HostEnvironment } from "../types.ts";
import { waitUnlessCancelled } from "./cancel-scope.ts";
import type { NamedLeg } from "./leg.ts";
import type { Instance } from "./run-context.ts";

export interface EnteredEnvironment {
  readonly name: string;
  readonly urlNode: Node | undefined;
  readonly settings: HostEnvironment;
  readonly deployment: ReturnType<Host["deployment"]> | undefined;
}

const unprotected: HostEnvironment = { reviewers: [], secrets: {}, vars: {} };

const wantsDeployment = (node: Node, scope: Scope) => {
  const deployment = field(node, "deployment");
  return deployment === undefined || truthy(resolve(deployment, scope));
};

/**
 * Goes through the protection of a job's environment. Undefined when the job has none, "cancelled" when it was cancelled
 * while it waited. Throws when a reviewer rejects it. An environment that nobody made is there, without protection.
 */
export const enterEnvironment = async (
  { run }: Instance,
  node: Node | undefined,
  leg: NamedLeg,
): Promise<EnteredEnvironment | "cancelled" | undefined> => {
  if (!node) return undefined;
  const isMapped = node.kind === "mapping";
  const name = isMapped ? resolveText(field(node, "name"), leg.expressions) : toText(resolve(node, leg.expressions));
  if (name === "") return undefined;
  const { host, services } = run.server;
  const { repository, sha, ref, actor } = run.trigger;
  const settings = host.environment(repository, name) ?? unprotected;
  const deployment = wantsDeployment(node, leg.expressions)
    ? host.deployment(repository, { environment: name, sha, ref })
    : undefined;
  const lost = <T>(value: T): T => {
    deployment?.mark("inactive", undefined);
    return value;
  };

  const minutes = settings.waitMinutes ?? 0;
  if (minutes > 0) {
    leg.state("waiting", `${minutes} minutes of ${name}`);
    const timer = await waitUnlessCancelled<true>(leg.scope, (settle) => {
      const timeout = setTimeout(() => settle(true), minutes * services.timings.minute);
      return () => clearTimeout(timeout);
    });
    if (!timer) return lost("cancelled" as const);
  }
  if (settings.reviewers.length > 0) {
    leg.state("waiting", `approval of ${name}`);
    const may = settings.reviewers.filter(
      (reviewer) => !settings.preventSelfReview || reviewer.toLowerCase() !== actor.toLowerCase(),
    );
    const decision = await run.approvals.wait(name, may, leg.scope);
    if (!decision) return lost("cancelled" as const);
    if (!decision.approved) {
      deployment?.mark("failure", undefined);
      throw new Error(`The deployment to '${name}' was rejected by ${decision.reviewer}`);
    }
  }
  return { name, settings, deployment, urlNode: isMapped ? field(node, "url") : undefined };
};
