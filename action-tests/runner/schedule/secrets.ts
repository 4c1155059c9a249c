import type { Scope } from "../expressions/evaluate.ts";
import { resolveTexts } from "../expressions/resolve.ts";
import type { PlannedCall } from "../plan/plan.ts";
import type { Instance } from "./run-context.ts";

type Secrets = Readonly<Record<string, string>>;

/** Joins secrets; their names are compared without regard to case and the later ones win. */
export const joinSecrets = (...all: readonly Secrets[]): Secrets => {
  const joined = new Map<string, readonly [string, string]>();
  for (const secrets of all)
    for (const [name, value] of Object.entries(secrets)) joined.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(joined.values());
};

/** The secrets of a job: those of its workflow, and of its environment what may reach it. */
export const jobSecrets = (instance: Instance, environment: Secrets, token: string): Secrets => {
  const passed = new Set(Object.keys(instance.secrets).map((name) => name.toLowerCase()));
  const reaching = Object.entries(environment).filter(
    ([name]) =>
      instance.environmentSecrets === "all" ||
      (instance.environmentSecrets === "passed" && passed.has(name.toLowerCase())),
  );
  return joinSecrets(instance.secrets, Object.fromEntries(reaching), { GITHUB_TOKEN: token });
};

const ownerOf = (repository: string) => repository.split("/")[0]?.toLowerCase() ?? "";

/**
 * What a called workflow gets. Environment secrets stop at a workflow of another repository, however they were passed on;
 * `inherit` hands nothing to another owner outside of the enterprise. Throws when a required secret cannot arrive.
 */
export const secretsForCall = (
  instance: Instance,
  { spec, called }: PlannedCall,
  expressions: Scope,
): Pick<Instance, "secrets" | "environmentSecrets"> => {
  const { repository } = instance.plan.origin;
  const target = called.origin.repository;
  const isSame = repository.toLowerCase() === target.toLowerCase();
  const enterprise = instance.run.server.enterprise.map((owner) => owner.toLowerCase());
  const isNear =
    ownerOf(repository) === ownerOf(target) ||
    (enterprise.includes(ownerOf(repository)) && enterprise.includes(ownerOf(target)));
  if (spec.secrets === "inherit") {
    const arrives = isNear && !instance.run.restricted;
    const missing = Object.entries(called.spec.triggers.callSecrets).find(([, { required }]) => required && !arrives);
    if (missing) throw new Error(`Secret ${missing[0]} is required, but not provided while calling.`);
    return {
      secrets: isNear ? instance.secrets : {},
      environmentSecrets: isSame ? instance.environmentSecrets : "none",
    };
  }
  const { contexts } = expressions;
  const scope: Scope = { ...expressions, contexts: { ...contexts, secrets: { ...instance.secrets } } };
  return {
    secrets: resolveTexts(spec.secrets, scope),
    environmentSecrets: isSame && instance.environmentSecrets !== "none" ? "passed" : "none",
  };
};
