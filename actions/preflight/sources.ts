import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { Problem } from "./problem.ts";

/**
 * What the manifest says about where a release comes from: the git branch that feeds an environment, and the environment
 * before it. Else a pull request, or a pipeline without staging, would reach production by nothing but its caller's `on:`.
 */
export const checkSources = (wanted: readonly string[], { environments }: Manifest, ref: string): readonly Problem[] =>
  environments
    .filter(({ name }) => wanted.includes(name))
    .flatMap(({ name, from, after }) => [
      ...(ref === `refs/heads/${from}` ? [] : [notFed(name, from, ref)]),
      ...(after === undefined || comesBefore(wanted, after, name) ? [] : [notPassed(name, after)]),
    ]);

const comesBefore = (wanted: readonly string[], one: string, other: string): boolean =>
  wanted.includes(one) && wanted.indexOf(one) < wanted.indexOf(other);

const notFed = (name: string, from: string, ref: string): Problem => ({
  about: "environment",
  what: `The branch ${from} feeds ${name}, but this run is of ${ref.replace(/^refs\/(?:heads\/)?/, "") || "nothing that is known"}.`,
  fix: `Let only pushes to ${from} call the pipeline, or correct \`from\` of ${name} in the manifest.`,
});

const notPassed = (name: string, after: string): Problem => ({
  about: "environment",
  what: `A release has to pass ${after} before ${name}, but this pipeline does not deploy to ${after} first.`,
  fix: `Name ${after} before ${name} (\`staging-environment\` of the pipeline), or take \`after\` from ${name} in the manifest.`,
});
