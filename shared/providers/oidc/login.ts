import { Failure } from "../../action/failure.ts";
import type { RegistryIdentity } from "../../domain/registry-identity.ts";
import type { RegistryLogin } from "../../ports/registry.ts";
import { ecrGrant } from "../aws/ecr.ts";
import { containerRegistryGrant } from "../azure/container-registry.ts";
import { dockerHubGrant } from "../docker-hub/connection.ts";
import { artifactRegistryGrant } from "../google-cloud/artifact-registry.ts";
import type { CloudAccess, Grant } from "./exchange.ts";
import { type IdentitySource, requestIdentity } from "./identity.ts";

export interface LoginOptions extends Omit<CloudAccess, "identify"> {
  readonly identity: RegistryIdentity;
  readonly registry: string;
  readonly source: IdentitySource;
  readonly log: { readonly info: (line: string) => void };
}

/** Credentials that end within this time are not begun anything with. */
const MARGIN = 5 * 60_000;
/** As long as a refusal is believed. */
const REFUSED = 60_000;
/** What a cloud says of the time counts within these: the runner's clock may be wrong. */
const LIFETIME = { least: 2 * 60_000, most: 12 * 3_600_000 };

/** Logs in to a registry by the job's own OIDC token, when it is first asked, and again before that ends. */
export function identityLogin(options: LoginOptions): () => Promise<RegistryLogin> {
  const { clock } = options;
  let pending: Promise<RegistryLogin> | undefined;
  let renewAt = 0;
  return () => {
    if (pending !== undefined && clock.now() < renewAt) return pending;
    const started = clock.now();
    // Those who ask meanwhile wait for the same.
    renewAt = Number.POSITIVE_INFINITY;
    pending = grant(options).then(
      ({ login, lifetime: told }) => {
        const lifetime = Math.min(LIFETIME.most, Math.max(LIFETIME.least, told));
        renewAt = started + Math.max(lifetime - MARGIN, lifetime / 2);
        return { ...login, until: renewAt };
      },
      (thrown: unknown) => {
        // What is looked up before the build does without; it must not wait for the same answer each time.
        renewAt = clock.now() + REFUSED;
        throw thrown;
      },
    );
    return pending;
  };
}

async function grant(options: LoginOptions): Promise<Grant> {
  const { identity, registry, source, log } = options;
  if (source.url === "" || source.token === "") throw unidentified();
  const access: CloudAccess = { ...options, identify: (audience) => requestIdentity(source, audience, options) };
  const granted = await exchange(identity, registry, access);
  log.info(
    `Logged in to ${registry} by the job's own identity, for ${Math.max(0, Math.round(granted.lifetime / 60_000))} minutes.`,
  );
  return granted;
}

function exchange(identity: RegistryIdentity, registry: string, access: CloudAccess): Promise<Grant> {
  switch (identity.cloud) {
    case "aws":
      return ecrGrant(identity, registry, access);
    case "google":
      return artifactRegistryGrant(identity, registry, access);
    case "azure":
      return containerRegistryGrant(identity, registry, access);
    case "docker":
      return dockerHubGrant(identity, registry, access);
  }
}

const unidentified = (): Failure =>
  new Failure("SLIP-REGISTRY-IDENTITY", "`registry-identity` is given, but this job has no OIDC token.", {
    blame: "user",
    state: "Nothing was asked of the cloud.",
    next: "Give the job `permissions: id-token: write`; a reusable workflow needs it from its caller as well. Pull requests from forks never get one.",
  });
