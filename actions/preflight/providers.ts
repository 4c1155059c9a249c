import { Failure } from "../../shared/action/failure.ts";
import type { Inputs } from "../../shared/action/spec.ts";
import type { Manifest, Service } from "../../shared/domain/manifest/types.ts";
import { idOf } from "../../shared/domain/plan.ts";
import type { Surroundings } from "../../shared/ports/surroundings.ts";
import { type Problem, problemOf } from "./problem.ts";
import type { spec } from "./spec.ts";

/** Asks the provider for every service that will be deployed. A refused key is told once, not once a service. */
export const checkServices = async (
  { environments, renderApiKey }: Inputs<typeof spec>,
  { services }: Manifest,
  surroundings: Pick<Surroundings, "service">,
): Promise<readonly Problem[]> => {
  if (renderApiKey === undefined) return [];
  const wanted = environments.flatMap((environment) =>
    services.flatMap((service) => {
      const id = idOf(service, environment);
      return id === undefined ? [] : [{ service, environment, id }];
    }),
  );
  const found = await Promise.all(wanted.map((one) => askService(one, surroundings)));
  const problems = found.flat();
  const key = problems.find(({ about }) => about === "secret");
  return key === undefined ? problems : [key, ...problems.filter(({ about }) => about !== "secret")];
};

const askService = async (
  { service, environment, id }: { service: Service; environment: string; id: string },
  surroundings: Pick<Surroundings, "service">,
): Promise<readonly Problem[]> => {
  const subject = `Service ${service.name} of ${environment} (${id})`;
  try {
    const { suspended, autoDeploy } = await surroundings.service(id);
    return [
      ...(suspended
        ? [{ about: "service" as const, what: `${subject} is suspended.`, fix: "Resume it in Render's dashboard." }]
        : []),
      ...(autoDeploy
        ? [
            {
              about: "service" as const,
              what: `${subject} deploys every push by itself, past tests, approval and gate.`,
              fix: "Set Auto-Deploy to Off in the service's settings on Render.",
            },
          ]
        : []),
    ];
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    if (thrown.code === "SLIP-HTTP-AUTH") return [refused("RENDER_API_KEY", "Render", thrown)];
    if (thrown.code === "SLIP-HTTP-NOT-FOUND") {
      return [
        {
          about: "service",
          what: `${subject} is not known to Render.`,
          fix: "Correct its id in the manifest, or use a key of the account that owns it.",
        },
      ];
    }
    return [problemOf("service", subject, thrown)];
  }
};

export const checkDatabase = async (
  { neonApiKey }: Inputs<typeof spec>,
  { database }: Manifest,
  { project }: Pick<Surroundings, "project">,
): Promise<readonly Problem[]> => {
  if (neonApiKey === undefined || database === undefined) return [];
  try {
    await project(database.project);
    return [];
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === "SLIP-HTTP-AUTH") return [refused("NEON_API_KEY", "Neon", thrown)];
    if (thrown instanceof Failure && thrown.code === "SLIP-HTTP-NOT-FOUND") {
      return [
        {
          about: "database",
          what: `The Neon project ${database.project} is not known to Neon.`,
          fix: "Correct `database.project` in the manifest, or use a key of the account that owns it.",
        },
      ];
    }
    return [problemOf("database", `The Neon project ${database.project} could not be looked up`, thrown)];
  }
};

const refused = (name: string, provider: string, { message }: Failure): Problem => ({
  about: "secret",
  what: `${provider} does not accept the secret ${name}: ${message}.`,
  fix: `Make a new API key at ${provider} and store it as ${name}.`,
});
