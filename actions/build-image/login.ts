import type { Event } from "../../shared/domain/image/event.ts";
import { misfit, type RegistryIdentity } from "../../shared/domain/registry-identity.ts";
import type { RegistryLogin } from "../../shared/ports/registry.ts";
import type { BuildContext } from "./ports.ts";
import { invalid } from "./values.ts";

type Login = () => Promise<RegistryLogin>;

/**
 * Who logs in to the registry of the images, and to no other, whatever base images there are. `byIdentity` is not called
 * before somebody asks: it loads what speaks with the clouds.
 */
export function loginTo(
  registry: string,
  { inputs, run, log }: Pick<BuildContext, "inputs" | "run" | "log">,
  event: Pick<Event, "pull">,
  byIdentity: (identity: RegistryIdentity) => Promise<Login>,
): { readonly registry: string; readonly login: Login } | undefined {
  const { registryIdentity: identity, registryUsername, registryPassword, githubToken } = inputs;
  if (identity !== undefined) {
    const problem = misfit(identity, registry);
    if (problem !== undefined) throw invalid([problem]);
    if (event.pull?.unprivileged === true && inputs.push !== "true") {
      log.notice("Pull requests from forks and from Dependabot have no identity: nobody is logged in to the registry.");
      return undefined;
    }
    let opened: Promise<Login> | undefined;
    return {
      registry,
      login: async () => {
        opened ??= byIdentity(identity);
        return await (
          await opened
        )();
      },
    };
  }
  const password = registryPassword ?? (registry === "ghcr.io" ? githubToken : undefined);
  const login = password && { username: registryUsername ?? (run.actor || "slipway"), password };
  return login && { registry, login: () => Promise.resolve(login) };
}
