import { Failure } from "../../../shared/action/failure.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { Deploy, Deployer, DeployState, Ending, Revision, ServiceState } from "../../../shared/ports/deployer.ts";

const STATES: Readonly<Record<string, DeployState>> = {
  live: "live",
  deactivated: "superseded",
  canceled: "cancelled",
  build_failed: "failed",
  pre_deploy_failed: "failed",
  update_failed: "failed",
};

export interface FakeService extends Partial<Omit<ServiceState, "live">> {
  readonly id: string;
  /** Deploys before the test, newest first. */
  readonly deploys?: readonly Partial<Deploy>[];
  /** Statuses that the next deploys go through, one for each look; the last one stays. */
  readonly goes?: readonly (readonly string[])[];
  readonly ending?: Ending;
  readonly logs?: readonly string[];
  /** Whether builds of old deploys are gone. */
  readonly gone?: boolean;
  /** What becomes of a commit that is asked for. */
  readonly becomes?: Partial<Deploy>;
}

/** A provider in memory: the same rules as Render's, without its HTTP. */
export function fakeRender(clock: Clock, ...services: readonly FakeService[]) {
  const calls: string[] = [];
  let ids = 10;
  const make = (over: Partial<Deploy>): Deploy => {
    const status = over.status ?? "build_in_progress";
    return {
      id: over.id ?? `dep-${(ids += 1)}`,
      commit: undefined,
      image: undefined,
      digest: undefined,
      trigger: "api",
      createdAt: clock.date().toISOString(),
      finishedAt: undefined,
      ...over,
      status,
      state: STATES[status] ?? "running",
    };
  };
  const stored = new Map(
    services.map((service) => {
      const deploys = (service.deploys ?? []).map((deploy) =>
        make({ createdAt: "2026-11-19T00:00:00.000Z", ...deploy }),
      );
      return [
        service.id,
        {
          service,
          deploys,
          goes: [...(service.goes ?? [["live"]])],
          paths: new Map<string, string[]>(),
          auto: service.autoDeploy ?? false,
        },
      ];
    }),
  );
  const of = (id: string) => {
    const found = stored.get(id);
    if (found !== undefined) return found;
    throw new Failure("SLIP-HTTP-NOT-FOUND", `not found: ${id}`, { blame: "user" });
  };

  const set = (id: string, deployId: string, status: string): Deploy => {
    const all = of(id).deploys;
    const index = all.findIndex((deploy) => deploy.id === deployId);
    if (status === "live") {
      all.forEach((deploy, other) => {
        if (deploy.status === "live" && other !== index)
          all[other] = { ...deploy, status: "deactivated", state: "superseded" };
      });
    }
    const found = all[index];
    if (found === undefined) throw new Failure("SLIP-HTTP-NOT-FOUND", `not found: ${deployId}`, { blame: "user" });
    return (all[index] = { ...found, status, state: STATES[status] ?? "running" });
  };

  const begin = (id: string, trigger: string, revision: Partial<Deploy>): Deploy => {
    const { deploys, goes, paths, service } = of(id);
    const [first = "live", ...rest] = goes.shift() ?? ["live"];
    const digest = revision.image?.split("@")[1];
    const made = make({
      ...revision,
      ...(digest === undefined ? {} : { digest }),
      ...service.becomes,
      trigger,
      status: "queued",
    });
    deploys.unshift(made);
    paths.set(made.id, rest);
    return set(id, made.id, first);
  };

  const deployer: Deployer = {
    describe: async (id) => {
      calls.push(`describe ${id}`);
      const { service, deploys, auto } = of(id);
      const { kind = "web", name = id, url = `https://${id}.test`, suspended = false, usesImage = false } = service;
      return {
        id,
        kind,
        name,
        url,
        suspended,
        usesImage,
        autoDeploy: auto,
        live: deploys.find(({ state }) => state === "live"),
      };
    },
    start: async (id, revision: Revision) => {
      calls.push(`start ${id} ${revision.image ?? revision.commit?.slice(0, 4)}`);
      return begin(id, "api", revision.image === undefined ? { commit: revision.commit } : { image: revision.image });
    },
    deploy: async (id, deployId) => {
      const { paths, deploys } = of(id);
      const next = paths.get(deployId)?.shift();
      const found = next === undefined ? deploys.find((deploy) => deploy.id === deployId) : set(id, deployId, next);
      if (found === undefined) throw new Failure("SLIP-HTTP-NOT-FOUND", deployId, { blame: "user" });
      return found;
    },
    recent: async (id, limit) => of(id).deploys.slice(0, limit),
    cancel: async (id, deployId) => {
      calls.push(`cancel ${id} ${deployId}`);
      set(id, deployId, "canceled");
    },
    rollback: async (id, deployId) => {
      calls.push(`rollback ${id} ${deployId}`);
      const { service, deploys } = of(id);
      const target = deploys.find((deploy) => deploy.id === deployId);
      if (service.gone || target === undefined) {
        throw new Failure("SLIP-HTTP-REFUSED", "the build is gone", { blame: "user" });
      }
      const { commit, image, digest } = target;
      return begin(id, "rollback", { commit, image, digest });
    },
    setAutoDeploy: async (id, on) => {
      calls.push(`auto ${id} ${on}`);
      of(id).auto = on;
    },
    explain: async (id) => of(id).service.ending,
    logs: async (id) => of(id).service.logs ?? [],
  };
  return {
    deployer,
    calls,
    set,
    begin,
    deploys: (id: string) => of(id).deploys,
    live: (id: string) => of(id).deploys.find(({ state }) => state === "live"),
    auto: (id: string) => of(id).auto,
  };
}
