import type { Context } from "../../shared/action/context.ts";
import { Failure } from "../../shared/action/failure.ts";
import type { Inputs, Outputs } from "../../shared/action/spec.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import { idOf } from "../../shared/domain/plan.ts";
import type { Surroundings } from "../../shared/ports/surroundings.ts";
import { checkEnvironments } from "./environments.ts";
import { type Problem, problemOf, summarized } from "./problem.ts";
import { checkDatabase, checkServices } from "./providers.ts";
import { checkSecrets } from "./secrets.ts";
import { checkSources } from "./sources.ts";
import type { spec } from "./spec.ts";

export interface Ports extends Surroundings {
  readonly readManifest: (path: string) => Promise<Manifest>;
}

/** Asks everything that can be asked without changing anything, and fails once with all that is wrong. */
export const preflight = async (
  { inputs, log, summary, publish, run }: Context<typeof spec>,
  ports: Ports,
): Promise<Outputs<typeof spec>> => {
  const read = await readOr(inputs, ports);
  const manifest = "problem" in read ? undefined : read.manifest;
  const asked = await Promise.all([
    checkEnvironments(inputs, manifest, ports),
    checkPermission(ports),
    manifest === undefined ? [] : checkServices(inputs, manifest, ports),
    manifest === undefined ? [] : checkDatabase(inputs, manifest, ports),
  ]);
  const problems = [
    ...("problem" in read ? [read.problem] : []),
    ...(manifest === undefined ? [] : unknownEnvironments(inputs, manifest)),
    ...(manifest === undefined ? [] : checkSources(inputs.environments, manifest, run.ref)),
    ...checkSecrets(inputs, manifest),
    ...asked.flat(),
  ];
  const outputs = { problems, ...(manifest === undefined ? {} : facts(inputs, manifest)) };
  publish({ ...outputs, outcome: problems.length === 0 ? "ready" : "failed" });
  if (problems.length > 0) {
    summary.heading("Before the pipeline can start").table(
      ["What is missing", "What to do"],
      problems.map(({ what, fix }) => [what, fix]),
    );
    throw summarized(problems);
  }
  log.info(`Everything is there for ${inputs.environments.join(" and ")}.`);
  return { ...outputs, outcome: "ready" };
};

const readOr = async (
  { manifest: path }: Inputs<typeof spec>,
  { readManifest }: Ports,
): Promise<{ readonly manifest: Manifest } | { readonly problem: Problem }> => {
  try {
    return { manifest: await readManifest(path) };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return { problem: problemOf("manifest", "The manifest cannot be used", thrown) };
  }
};

const checkPermission = async ({ mayDeploy }: Ports): Promise<readonly Problem[]> => {
  try {
    if (await mayDeploy()) return [];
  } catch (thrown) {
    return [problemOf("permission", "GitHub could not be asked for the token's permissions", thrown)];
  }
  return [
    {
      about: "permission",
      what: "The job's token may not write Deployments, which record every release.",
      fix: "Add `deployments: write` to the `permissions` of the job that calls this workflow.",
    },
  ];
};

const unknownEnvironments = ({ environments }: Inputs<typeof spec>, manifest: Manifest): readonly Problem[] => {
  const known = manifest.environments.map(({ name }) => name);
  return environments
    .filter((name) => !known.includes(name))
    .map((name) => ({
      about: "manifest",
      what: `The manifest has no environment ${name}.`,
      fix: `Add it under \`environments\`, or name one of ${known.join(", ")}.`,
    }));
};

const facts = (
  { environments }: Inputs<typeof spec>,
  { database, environments: known, images, services }: Manifest,
) => ({
  hasDatabase: String(database !== undefined),
  hasImages: String(images.length > 0),
  approvals: known.filter(({ name, approval }) => approval && environments.includes(name)).map(({ name }) => name),
  services: Object.fromEntries(
    environments.map((environment) => [
      environment,
      services.flatMap((service) => {
        const id = idOf(service, environment);
        return id === undefined ? [] : [{ name: service.name, kind: service.kind, id }];
      }),
    ]),
  ),
});
