import { field } from "../action/fields.ts";
import { optionalSecret, optionalText } from "../action/spec.ts";
import { readRegistryIdentity, type RegistryIdentity } from "../domain/registry-identity.ts";

/** By what an action logs in to the registry of the images; spread them under their kebab-case names. */
export const registryInputs = {
  username: optionalText("Name to log in with; who started the run when absent"),
  password: optionalSecret("Password or token of the registry; `github-token` for ghcr.io when absent"),
  identity: field<RegistryIdentity | undefined>(
    "Logs in by the job's own OIDC token (`id-token: write`), whatever password there is: `aws role=…`, `google provider=… service-account=…`, `azure tenant=… client=…` or `docker organization=… connection=…`",
    readRegistryIdentity,
    { absent: { value: undefined } },
  ),
};
