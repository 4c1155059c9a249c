import { deploy } from "../../../actions/deploy-render/main.ts";
import type { DeployInputs } from "../../../actions/deploy-render/ports.ts";
import { spec } from "../../../actions/deploy-render/spec.ts";
import type { RunInfo } from "../../../shared/action/context.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Manifest, Service } from "../../../shared/domain/manifest/types.ts";
import { virtualClock } from "../../fakes/clock.ts";
import { fakeContext } from "../../fakes/context.ts";
import { fakeLedger, type Past } from "./fake-ledger.ts";
import { type FakeService, fakeRender } from "./fake-render.ts";

export const COMMIT = "0123456789abcdef0123456789abcdef01234567";
export const OLD = "a".repeat(40);
export const DIGEST = `sha256:${"d".repeat(64)}`;
export const IMAGE = `ghcr.io/acme/shop@${DIGEST}`;

export const manifestOf = (...services: readonly (Partial<Service> & { readonly name: string })[]): Manifest => ({
  version: 1,
  services: services.map(({ name, ...service }) => ({
    name,
    provider: "render",
    kind: "web",
    ids: { production: `srv-${name}` },
    urls: {},
    after: [],
    checks: [],
    ...service,
  })),
  images: [],
  environments: [{ name: "production", from: "main", approval: true }],
  gate: { successes: 1, interval: 1, deadline: 10 },
});

interface Setting {
  readonly services?: readonly FakeService[];
  readonly inputs?: Partial<DeployInputs>;
  readonly manifest?: Manifest;
  readonly past?: readonly Past[];
  readonly run?: Partial<RunInfo>;
  readonly token?: boolean;
}

/** One service `srv-web` with `OLD` live, to which `COMMIT` is deployed, unless the test says otherwise. */
export function setting({
  services = [{ id: "srv-web" }],
  inputs = {},
  manifest,
  past = [],
  run = {},
  token = true,
}: Setting = {}) {
  const clock = virtualClock();
  const render = fakeRender(
    clock,
    ...services.map((service) => ({ deploys: [{ id: `${service.id}-old`, commit: OLD, status: "live" }], ...service })),
  );
  const book = fakeLedger(...past);
  const plain =
    manifest === undefined ? { serviceId: "srv-web" } : { manifest: "slipway.yml", environment: "production" };
  const context = fakeContext(
    spec,
    { apiKey: new Secret("rnd_0123456789"), commit: COMMIT, ...plain, ...inputs },
    { clock, run },
  );
  const start = () =>
    deploy(context.inputs, {
      ...context,
      deployer: render.deployer,
      ledger: token ? book.ledger : undefined,
      readManifest: async () => manifest ?? manifestOf(),
    });
  return { start, context, clock, render, book, log: context.runner.log };
}

/** Rejects with what a promise rejected with, as data. */
export const failure = async (promise: Promise<unknown>): Promise<Record<string, unknown>> =>
  promise.then(
    (value) => ({ resolved: value }),
    (thrown: unknown) => {
      const { code, outcome, message, state, next, blame } = thrown as Record<string, unknown>;
      return { code, outcome, message, state, next, blame };
    },
  );
