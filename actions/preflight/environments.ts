import type { Inputs } from "../../shared/action/spec.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { Surroundings } from "../../shared/ports/surroundings.ts";
import { type Problem, problemOf } from "./problem.ts";
import type { spec } from "./spec.ts";

const SETTINGS = "Settings → Environments";

/** The environment whose reviewers are asked. Its own, because a job that waits must not be the one that holds the lock. */
export const approvalEnvironment = (
  environment: string,
  { approvalEnvironment: given }: Pick<Inputs<typeof spec>, "approvalEnvironment">,
): string => given ?? `${environment}-approval`;

/** Environments that are missing on GitHub are made there on the fly, without any protection: a typing error would deploy. */
export const checkEnvironments = async (
  inputs: Inputs<typeof spec>,
  manifest: Manifest | undefined,
  { environment }: Pick<Surroundings, "environment">,
): Promise<readonly Problem[]> => {
  const wanted = inputs.environments.map((name) => ({ name, reviewers: false }));
  const needed = manifest?.environments.filter(({ name, approval }) => approval && inputs.environments.includes(name));
  const approvals = (needed ?? []).map(({ name }) => ({ name: approvalEnvironment(name, inputs), reviewers: true }));
  const found = await Promise.all([...wanted, ...approvals].map((one) => ask(one, environment)));
  const problems = found.filter((problem) => problem !== undefined);
  // One missing permission makes every question fail: telling it once is enough.
  const forbidden = problems.filter(({ about }) => about === "permission").slice(0, 1);
  return [...forbidden, ...problems.filter(({ about }) => about !== "permission")];
};

const ask = async (
  { name, reviewers }: { name: string; reviewers: boolean },
  environment: Surroundings["environment"],
): Promise<Problem | undefined> => {
  try {
    const state = await environment(name);
    if (state === "forbidden") return NO_PERMISSION;
    if (state === "missing") {
      return {
        about: "environment",
        what: `The repository has no environment ${name}.`,
        fix: `Make it under ${SETTINGS}${reviewers ? ", with at least one required reviewer" : ""}.`,
      };
    }
    if (!reviewers || state.reviewers > 0) return undefined;
    return {
      about: "environment",
      what: `The manifest wants an approval, but the environment ${name} has no required reviewers: nobody would be asked.`,
      fix: `Add reviewers under ${SETTINGS} (private repositories need GitHub Enterprise for that), or write \`approval: none\` in the manifest.`,
    };
  } catch (thrown) {
    return problemOf("environment", `The environment ${name} could not be looked up`, thrown);
  }
};

const NO_PERMISSION: Problem = {
  about: "permission",
  what: "The job's token may not read the repository's environments.",
  fix: "Add `actions: read` to the `permissions` of the job that calls this workflow.",
};
