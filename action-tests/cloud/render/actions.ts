import type { Engine, Request } from "./engine.ts";
import { parseReference } from "./images.ts";
import { findCommit } from "./source.ts";
import type { Commit, Deploy, Image, Service, Trigger } from "./types.ts";
import type { World } from "./world.ts";

/** Told as an HTTP status and a message. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

export interface Wanted {
  readonly commit?: string | undefined;
  readonly image?: string | undefined;
  readonly trigger: Trigger;
  readonly clearCache?: boolean;
}

export const isRefusal = (value: object): value is Refusal =>
  "message" in value && "status" in value && !("id" in value);

/** What people and pushes do to services, whichever way it comes in. */
export const newActions = (world: World, engine: Engine) => {
  const imageFor = (service: Service, wanted: string | undefined): Image | Refusal => {
    const configured = parseReference(service.image ?? "");
    const asked = parseReference(wanted ?? service.image ?? "");
    if (!asked || asked.name !== configured?.name) {
      return { status: 400, message: "imageUrl must match the host, repository and name of the service's image" };
    }
    const image = world.registry.resolve(wanted ?? service.image ?? "");
    return image ?? { status: 404, message: `image not found: ${wanted ?? service.image}` };
  };

  const commitFor = async (service: Service, wanted: string | undefined): Promise<Commit | Refusal> => {
    if (wanted !== undefined && service.type === "cron") {
      return { status: 400, message: "commitId is not supported for cron jobs" };
    }
    const repository = world.repositories[service.repository ?? ""];
    const by = wanted === undefined ? { branch: service.branch } : { commit: wanted };
    const commit = repository && (await findCommit(repository, by));
    return commit ?? { status: 400, message: `commit not found: ${wanted ?? service.branch}` };
  };

  const start = async (service: Service, wanted: Wanted): Promise<Deploy | Refusal> => {
    if (service.suspended) return { status: 400, message: "service is suspended" };
    const { trigger, clearCache = false } = wanted;
    if (service.image !== undefined) {
      if (wanted.commit !== undefined)
        return { status: 400, message: "commitId is for services that are built from git" };
      const image = imageFor(service, wanted.image);
      return "digest" in image ? engine.request(service, { image, trigger, clearCache }) : image;
    }
    if (wanted.image !== undefined)
      return { status: 400, message: "imageUrl is for services that are made from an image" };
    const commit = await commitFor(service, wanted.commit);
    return "id" in commit ? engine.request(service, { commit, trigger, clearCache }) : commit;
  };

  /** `deploy_only`, resume and rollback: a build that is there already. */
  const again = (service: Service, from: Deploy, trigger: Trigger, config?: Request["config"]): Deploy | Refusal => {
    if (from.image) {
      // The reference is pulled anew: a tag may mean something else by now, and a digest may be gone.
      const image = world.registry.resolve(from.image.ref) ?? from.image;
      return engine.request(service, { image, trigger, from, ...(config ? { config } : {}) });
    }
    if (from.artifact === undefined) return { status: 400, message: `the build of ${from.id} is no longer available` };
    return engine.request(service, { commit: from.commit, trigger, from, ...(config ? { config } : {}) });
  };

  const rollback = (service: Service, target: Deploy): Deploy | Refusal =>
    target.tookEffect
      ? again(service, target, "rollback", target.config)
      : { status: 400, message: `${target.id} was never live` };

  const suspend = (service: Service): void => {
    if (service.suspended) return;
    engine.cancelAll(service);
    service.suspended = true;
    service.updatedAt = world.stamp();
    service.pool.suspend();
    world.event(service.id, "suspender_added", { actor: "user" });
    world.event(service.id, "service_suspended", {});
  };

  const resume = async (service: Service): Promise<void> => {
    if (!service.suspended) return;
    service.suspended = false;
    service.updatedAt = world.stamp();
    service.front?.point({ kind: "ports", ports: [] });
    world.event(service.id, "suspender_removed", { actor: "user" });
    world.event(service.id, "service_resumed", {});
    const { live } = service;
    if (live) again(service, live, "service_resumed");
    else await start(service, { trigger: "service_resumed" });
  };

  /** Deploys a commit on every service that waits for such a one. */
  const autoDeploy = async (
    repository: string,
    branch: string | undefined,
    sha: string,
    on: "commit" | "checksPass",
  ) => {
    for (const service of world.services.values()) {
      const wants = service.repository === repository && service.image === undefined && service.autoDeploy === on;
      if (!wants || service.suspended || (branch !== undefined && service.branch !== branch)) continue;
      const commit = await findCommit(world.repositories[repository] ?? { git: "." }, { commit: sha });
      if (commit) engine.request(service, { commit, trigger: "new_commit" });
    }
  };

  return { start, again, rollback, suspend, resume, autoDeploy };
};

export type Actions = ReturnType<typeof newActions>;
