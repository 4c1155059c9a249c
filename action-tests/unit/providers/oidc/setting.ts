import { Secret } from "../../../../shared/action/secret.ts";
import { type RegistryIdentity, readRegistryIdentity } from "../../../../shared/domain/registry-identity.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import type { Registry, RegistryLogin } from "../../../../shared/ports/registry.ts";
import { createRegistry } from "../../../../shared/providers/oci/registry.ts";
import { identityLogin } from "../../../../shared/providers/oidc/login.ts";
import { type IdentityEmulator, startIdentity } from "../../../cloud/identity/start.ts";
import type { IdentityOptions } from "../../../cloud/identity/world.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../../cloud/registry/start.ts";
import { virtualClock, type VirtualClock } from "../../../fakes/clock.ts";

export const SUBJECT = "repo:acme/shop:ref:refs/heads/main";
export const ROLE = "arn:aws:iam::123456789012:role/images";
export const PROVIDER = "projects/123456789/locations/global/workloadIdentityPools/github/providers/shop";
export const ACCOUNT = "images@acme.iam.gserviceaccount.com";
export const TENANT = "11111111-2222-3333-4444-555555555555";
export const CLIENT = "66666666-7777-8888-9999-aaaaaaaaaaaa";
export const CONNECTION = "867f9d74-789a-4828-a856-12d46bfbbbe7";

/** Everything is set up as the how-to says. */
export const SET_UP = {
  aws: {
    region: "eu-central-1",
    audiences: ["sts.amazonaws.com"],
    roles: { [ROLE]: { subject: "repo:acme/shop:*" } },
  },
  google: {
    providers: { [PROVIDER]: { subject: "repo:acme/*" } },
    serviceAccounts: { [ACCOUNT]: { subject: SUBJECT } },
  },
  azure: { tenant: TENANT, clients: { [CLIENT]: { subject: SUBJECT } } },
  docker: { connections: { [CONNECTION]: { organization: "acme", subject: SUBJECT } } },
} satisfies IdentityOptions;

/** The input for each cloud, without `url=`. */
export const INPUTS = {
  aws: `aws role=${ROLE} region=eu-central-1`,
  "google directly": `google provider=${PROVIDER}`,
  "google as a service account": `google provider=${PROVIDER} service-account=${ACCOUNT}`,
  azure: `azure tenant=${TENANT} client=${CLIENT}`,
  docker: `docker organization=acme connection=${CONNECTION}`,
} as const;

export const read = (input: string): RegistryIdentity => {
  const result = readRegistryIdentity(input);
  if ("problem" in result) throw new Error(result.problem);
  return result.value;
};

export interface Setting {
  readonly clouds: IdentityEmulator;
  readonly registry: RegistryEmulator;
  readonly clock: VirtualClock;
  /** What was made secret. */
  readonly secrets: readonly string[];
  /** Everything that a debugged step would print. */
  readonly printed: readonly string[];
  readonly login: (input: string, source?: { url: string; token: string }) => () => Promise<RegistryLogin>;
  readonly client: (login: () => Promise<RegistryLogin>) => Registry;
  readonly close: () => Promise<void>;
}

export async function setting(options: IdentityOptions = SET_UP, auth: "token" | "basic" = "token"): Promise<Setting> {
  const clock = virtualClock();
  const clouds = await startIdentity({ now: clock.date, ...options });
  const { accepts, exchange } = clouds;
  const registry = await startRegistryEmulator({ auth, accepts, routes: [exchange], now: clock.now });
  const secrets: string[] = [];
  const printed: string[] = [];
  const { signal } = new AbortController();
  const line = (text: string) => void printed.push(text);
  const redact = (text: string) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
  const protect = (value: string) => {
    secrets.push(value);
    return new Secret(value);
  };
  const random = () => 0.5;
  const http = createHttp({ clock, random, signal, log: { debug: line, warning: line }, redact });
  return {
    clouds,
    registry,
    clock,
    secrets,
    printed,
    client: (login) => createRegistry({ http, clock, random, signal, redact, protect, login }),
    login: (input, source = clouds.source) =>
      identityLogin({
        http,
        clock,
        signal,
        protect,
        redact,
        log: { info: line },
        identity: read(`${input} url=${clouds.url}`),
        registry: registry.host,
        source,
        session: "slipway-4711",
        duration: 900_000,
      }),
    close: async () => {
      await Promise.all([clouds.close(), registry.close()]);
    },
  };
}
