import type { Event } from "../../shared/domain/image/event.ts";
import type { RegistryIdentity } from "../../shared/domain/registry-identity.ts";
import { registryLogin } from "../../shared/images/registry-login.ts";
import type { RegistryLogin } from "../../shared/ports/registry.ts";
import type { BuildContext } from "./ports.ts";

type Login = () => Promise<RegistryLogin>;

/** Who logs in to the registry of the images: nobody where a run has no identity to log in as, and is not made to push. */
export function loginTo(
  registry: string,
  { inputs, run, log }: Pick<BuildContext, "inputs" | "run" | "log">,
  event: Pick<Event, "pull">,
  byIdentity: (identity: RegistryIdentity) => Promise<Login>,
): { readonly registry: string; readonly login: Login } | undefined {
  const given = registryLogin(registry, inputs, run.actor, byIdentity);
  if (inputs.registryIdentity !== undefined && event.pull?.unprivileged === true && inputs.push !== "true") {
    log.notice("Pull requests from forks and from Dependabot have no identity: nobody is logged in to the registry.");
    return undefined;
  }
  return given;
}
