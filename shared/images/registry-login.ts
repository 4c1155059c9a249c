import { Failure } from "../action/failure.ts";
import type { Secret } from "../action/secret.ts";
import { misfit, type RegistryIdentity } from "../domain/registry-identity.ts";
import type { RegistryLogin } from "../ports/registry.ts";

type Login = () => Promise<RegistryLogin>;

export interface LoginInputs {
  readonly registryIdentity: RegistryIdentity | undefined;
  readonly registryUsername: string | undefined;
  readonly registryPassword: Secret | undefined;
  readonly githubToken: Secret | undefined;
}

/**
 * Who logs in to the registry of the images, and to no other, whatever other images there are. `byIdentity` is not called
 * before somebody asks: it loads what speaks with the clouds.
 */
export function registryLogin(
  registry: string,
  { registryIdentity: identity, registryUsername, registryPassword, githubToken }: LoginInputs,
  actor: string,
  byIdentity: (identity: RegistryIdentity) => Promise<Login>,
): { readonly registry: string; readonly login: Login } | undefined {
  if (identity !== undefined) {
    const problem = misfit(identity, registry);
    if (problem !== undefined) throw unfit(problem);
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
  const login = password && { username: registryUsername ?? (actor || "slipway"), password };
  return login && { registry, login: () => Promise.resolve(login) };
}

const unfit = (problem: string): Failure =>
  new Failure("SLIP-INPUT-INVALID", `${problem}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Correct the inputs of this step.",
  });
