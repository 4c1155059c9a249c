import { Failure } from "../action/failure.ts";
import { type DeployedService, isLive } from "../domain/deployed.ts";
import { gateOf } from "../domain/manifest/gate.ts";
import type { Gate, HttpCheck, Manifest, Service } from "../domain/manifest/types.ts";
import { idOf, urlOf } from "../domain/plan.ts";
import type { GateCheck, GateSettings, ProviderProof } from "./types.ts";

/** What to ask: services over HTTP, the provider for the others. */
export interface Plan {
  readonly checks: readonly GateCheck[];
  readonly proofs: readonly ProviderProof[];
}

/** What the services of one environment should run, and what deploy-render told of them. */
interface Wanted {
  readonly environment: string;
  readonly expectVersion: string | undefined;
  readonly deployed: ReadonlyMap<string, DeployedService>;
}

/** What was given goes before the manifest, and that before the defaults. */
export const settingsOf = (
  given: Partial<Record<keyof Gate, number | undefined>> & { readonly failures: number },
  manifest: Manifest | undefined,
): GateSettings => {
  const { successes, interval, deadline } = manifest?.gate ?? gateOf();
  return {
    successes: given.successes ?? successes,
    interval: given.interval ?? interval,
    deadline: given.deadline ?? deadline,
    failures: given.failures,
  };
};

/** Checks of an address of its own, absolute or below `base`. */
export const planChecks = (
  checks: readonly HttpCheck[],
  base: string | undefined,
  expectVersion: string | undefined,
): Plan => {
  const located = checks.map((check) => locate(check, base, expectVersion, `Check ${check.name}`));
  if (expectVersion !== undefined && !located.some(tellsVersion)) {
    throw refuse(
      `No check tells which version answers, so nothing would show that it is ${expectVersion}.`,
      "Give a check `version-path`, such as `commit` or `header:x-commit`, or leave `expect-version` out.",
    );
  }
  return { checks: located, proofs: [] };
};

/** Everything in the manifest that runs in one environment. What can be proven by nothing is refused: not knowing is no pass. */
export const planManifest = ({ services }: Manifest, wanted: Wanted): Plan => {
  const here = services.filter((service) => idOf(service, wanted.environment) !== undefined);
  if (here.length === 0) {
    throw refuse(
      `No service of the manifest has an id for ${wanted.environment}, so there is nothing to check.`,
      `Add \`ids: {${wanted.environment}: srv-…}\` to the services, or name another \`environment\`.`,
    );
  }
  const plans = here.map((service) => planService(service, wanted));
  return { checks: plans.flatMap(({ checks }) => checks), proofs: plans.flatMap(({ proofs }) => proofs) };
};

const planService = (service: Service, { environment, expectVersion, deployed }: Wanted): Plan => {
  const { name } = service;
  const row = deployed.get(name);
  const base = urlOf(service, environment) ?? row?.url;
  const checks = service.checks.map((check) => ({
    ...locate(check, base, expectVersion, `Service ${name}, check ${check.name}`),
    name: `${name} ${check.name}`,
    service: name,
  }));
  const proven = checks.length > 0 && (expectVersion === undefined || checks.some(tellsVersion));
  if (proven) return { checks, proofs: [] };
  if (row === undefined) {
    const missing = checks.length === 0 ? "has no checks" : "has no check with `version-path`";
    throw refuse(
      `Service ${name} ${missing}, and nothing else tells that it runs${expectVersion === undefined ? "" : ` ${expectVersion}`}.`,
      "Pass deploy-render's output as `services`, or give the service a check with `version-path` in the manifest.",
    );
  }
  const proof = {
    service: name,
    live: isLive(row),
    status: row.state,
    commit: row.commit,
    // An image's deploy tells a digest, which deploy-render has compared with the one that it asked for.
    ...(service.image === undefined && expectVersion !== undefined ? { expectVersion } : {}),
  };
  return { checks, proofs: [proof] };
};

const tellsVersion = ({ versionPath }: GateCheck): boolean => versionPath !== undefined;

const locate = (
  check: HttpCheck,
  base: string | undefined,
  expectVersion: string | undefined,
  where: string,
): GateCheck => {
  const url = URL.canParse(check.url) ? check.url : below(base, check.url);
  if (url === undefined) {
    throw refuse(
      `${where} is the path ${check.url}, but the address that it is below is not known.`,
      "Add the address under the service's `urls`, or pass deploy-render's output as `services`, or `url`.",
    );
  }
  return {
    ...check,
    url,
    ...(expectVersion !== undefined && check.versionPath !== undefined ? { expectVersion } : {}),
  };
};

const below = (base: string | undefined, path: string): string | undefined => {
  if (base === undefined || !URL.canParse(base)) return undefined;
  // A query or fragment of the base would swallow the path, and the root would answer in its place.
  const { origin, pathname } = new URL(base);
  return origin + pathname.replace(/\/+$/, "") + path;
};

const refuse = (what: string, next: string): Failure =>
  new Failure("SLIP-INPUT-INVALID", what, {
    blame: "user",
    state: "Nothing was measured.",
    next,
    outcome: "inconclusive",
  });
