import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Deployer, Revision } from "../../ports/deployer.ts";
import { path, type RenderAccess, renderApi, withQuery } from "./api.ts";
import { ending } from "./explain.ts";
import { Deploy, Events, Logs } from "./schemas.ts";
import { startDeploy } from "./start.ts";
import { toDeploy, toService } from "./states.ts";

/** Access, and what waiting needs. */
export interface RenderOptions extends RenderAccess {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Events and logs start a little before the deploy, for clocks that differ. */
const MARGIN = 60_000;
const NOT_CANCELLABLE = [400, 404, 409, 410];

/** Render's API v1, as it answers rather than as it is documented: see the schemas. */
export function renderDeployer({ clock, signal, ...access }: RenderOptions): Deployer {
  const api = renderApi(access);
  const starting = { api, clock, signal };

  const deploy = async (service: string, id: string) =>
    toDeploy((await api.call(path("services", service, "deploys", id), { schema: Deploy })).body);

  return {
    deploy,
    async describe(service) {
      const found = await api.service(service);
      const [live] = await api.list(service, { status: "live", limit: "1" });
      return toService(found, live);
    },

    start: (service, revision, { clearCache, since }) =>
      startDeploy(
        {
          service,
          action: "deploys",
          body: { clearCache: clearCache ? "clear" : "do_not_clear", ...target(service, revision) },
          trigger: "api",
          revision: service.startsWith("crn-") && revision.image === undefined ? {} : revision,
          since,
        },
        starting,
      ),

    recent: (service, limit) => api.list(service, { limit: String(Math.min(100, limit)) }),

    async cancel(service, id) {
      await api.call(path("services", service, "deploys", id, "cancel"), {
        method: "POST",
        schema: z.unknown(),
        accept: NOT_CANCELLABLE,
        repeatable: true,
      });
      // Render refuses what has ended already (fine) as well as what it cannot cancel (not fine): the state tells.
      const { state, status } = await deploy(service, id);
      if (state !== "running") return;
      throw new Failure("SLIP-HTTP-REFUSED", `Render did not cancel deploy ${id} of ${service} (${status}).`, {
        blame: "provider",
        state: "The deploy goes on.",
        next: "Cancel it in Render's dashboard if it must not go live. Deploys of cron jobs cannot be cancelled.",
      });
    },

    async rollback(service, id, { since }) {
      const { commit, image } = await deploy(service, id);
      const revision = { commit, image };
      const order = {
        service,
        action: "rollback",
        body: { deployId: id },
        trigger: "rollback",
        revision,
        since,
      } as const;
      return startDeploy(order, starting);
    },

    async setAutoDeploy(service, on) {
      await api.call(path("services", service), {
        method: "PATCH",
        // A string: Render's own page on rollbacks says `false`, which its API refuses.
        body: { autoDeploy: on ? "yes" : "no" },
        schema: z.unknown(),
        repeatable: true,
      });
    },

    async explain(service, ended) {
      const startTime = new Date((Date.parse(ended.createdAt ?? "") || clock.date().getTime()) - MARGIN).toISOString();
      const query = { type: "deploy_ended", startTime, limit: "100" };
      const { body: events } = await api.call(withQuery(path("services", service, "events"), query), {
        schema: Events,
      });
      const later = (await api.list(service, { createdAfter: startTime, limit: "100" })).filter(
        ({ id, createdAt }) => id !== ended.id && Date.parse(createdAt ?? "") >= Date.parse(ended.createdAt ?? ""),
      );
      return ending(ended, events, later.at(-1));
    },

    async logs(service, since, limit) {
      const { ownerId } = await api.service(service);
      if (!ownerId) return [];
      const query = {
        ownerId,
        resource: service,
        startTime: since.toISOString(),
        direction: "backward",
        limit: String(Math.min(100, limit)),
      };
      const { body } = await api.call(withQuery("/logs", query), { schema: Logs });
      return (body.logs ?? []).map(({ message }) => message ?? "").toReversed();
    },
  };
}

/** Cron jobs take no commit: they are deployed as they are set, and the caller sees which commit it became. */
const target = (service: string, { commit, image }: Revision): Readonly<Record<string, string>> => {
  if (image !== undefined) return { imageUrl: image };
  return commit === undefined || service.startsWith("crn-") ? {} : { commitId: commit };
};
