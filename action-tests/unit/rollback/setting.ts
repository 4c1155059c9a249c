import { rollback } from "../../../actions/rollback/main.ts";
import type { RollbackInputs } from "../../../actions/rollback/ports.ts";
import { spec } from "../../../actions/rollback/spec.ts";
import type { RunInfo } from "../../../shared/action/context.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Manifest } from "../../../shared/domain/manifest/types.ts";
import type { ReleasedService } from "../../../shared/domain/release.ts";
import type { Deploy } from "../../../shared/ports/deployer.ts";
import type { Probe } from "../../../shared/ports/probe.ts";
import { virtualClock } from "../../fakes/clock.ts";
import { fakeContext } from "../../fakes/context.ts";
import { fakeLedger, type Past } from "../deploy-render/fake-ledger.ts";
import { type FakeService, fakeRender } from "../deploy-render/fake-render.ts";
import { manifestOf } from "../deploy-render/setting.ts";

export { failure } from "../deploy-render/setting.ts";

/** Commits of the story, in the order of their deploys. */
export const [A = "", B = "", C = "", D = ""] = ["a", "b", "c", "d"].map((letter) => letter.repeat(40));

export const on = (commit: string, ...names: readonly string[]): Record<string, ReleasedService> =>
  Object.fromEntries(
    (names.length > 0 ? names : ["web"]).map((name) => [name, { provider: "render", id: `srv-${name}`, commit }]),
  );

export const release = (commit: string, ...states: readonly string[]): Past => ({
  commit,
  services: on(commit),
  run: { id: `run-${commit[0]}`, attempt: 1, url: "" },
  states: ["in_progress", ...states],
});

/** Newest first: C is live and has failed its gate, B and A were verified before. */
export const STORY = [release(C, "failure"), release(B, "verified"), release(A, "verified", "inactive")];

export const kept = (id: string, commits: readonly string[]): readonly Partial<Deploy>[] =>
  commits.map((commit, index) => ({
    id: `${id}-${commit[0]}`,
    commit,
    status: index === 0 ? "live" : "deactivated",
    createdAt: `2026-11-19T00:00:${String(50 - index).padStart(2, "0")}.000Z`,
  }));

const health = {
  name: "health",
  url: "/healthz",
  method: "GET",
  expectStatus: [200],
  versionPath: "commit",
  timeout: 5,
} as const;
export const shop = manifestOf({ name: "web", checks: [health] });

export const KEY = "rnd_0123456789";

interface Setting {
  readonly inputs?: Partial<RollbackInputs>;
  readonly services?: readonly FakeService[];
  readonly manifest?: Manifest;
  readonly past?: readonly Past[];
  readonly run?: Partial<RunInfo>;
  /** Status with which `srv-web` answers whatever it runs; 0 when nothing can be measured. */
  readonly health?: number;
}

export function setting(given: Setting = {}) {
  const {
    inputs = {},
    services = [{ id: "srv-web" }],
    manifest = shop,
    past = STORY,
    run = {},
    health: status = 200,
  } = given;
  const clock = virtualClock();
  const render = fakeRender(
    clock,
    ...services.map((service) => ({ deploys: kept(service.id, [C, B, A]), ...service })),
  );
  const book = fakeLedger(...past);
  const files: Record<string, string> = {};
  const probe: Probe = async ({ url }) => {
    if (status === 0) return { kind: "unmeasured", reason: `no route for ${KEY}`, latency: 0 };
    const id = new URL(url).hostname.replace(".test", "");
    const body = JSON.stringify({ commit: render.live(id)?.commit });
    return { kind: "answer", status, headers: {}, body, latency: 3 };
  };
  const context = fakeContext(
    spec,
    {
      apiKey: new Secret(KEY),
      environment: "production",
      mode: "execute",
      consent: "automatic",
      ...inputs,
    },
    { clock, run },
  );
  const start = () =>
    rollback(context.inputs, {
      ...context,
      deployer: render.deployer,
      ledger: book.ledger,
      probe,
      readManifest: async () => manifest,
      keep: async (name, text) => {
        files[name] = text;
        return `/temp/${name}`;
      },
    });
  return { start, context, clock, render, book, files, log: context.runner.log };
}
