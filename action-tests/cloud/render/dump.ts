import { createHash } from "node:crypto";
import type { Deploy, Service } from "./types.ts";
import type { World } from "./world.ts";

const short = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

const revisionOf = ({ commit, image }: Deploy): string => image?.digest ?? commit?.id ?? "";

const byName = (services: Iterable<Service>): readonly Service[] =>
  [...services].toSorted((a, b) => (a.name < b.name ? -1 : 1));

const stateOf = (service: Service) => ({
  live: service.live && revisionOf(service.live),
  autoDeploy: service.autoDeploy,
  suspended: service.suspended,
  branch: service.branch,
  image: service.image,
  env: Object.fromEntries(Object.entries(service.config.env).map(([name, value]) => [name, short(value)])),
  /** What ever was live: a deploy that happened twice shows. Whether it still is live follows from `live`. */
  tookEffect: service.deploys
    .filter(({ tookEffect }) => tookEffect)
    .map((deploy) => `${deploy.trigger} ${revisionOf(deploy)}`)
    .toSorted(),
  underWay: [service.running, ...service.queue].flatMap((deploy) =>
    deploy && deploy.status !== "live" ? [`${deploy.trigger} ${revisionOf(deploy)}`] : [],
  ),
});

/** The end state without ids and times, by the services' names. */
export const dumpOf = (world: World): unknown =>
  Object.fromEntries(byName(world.services.values()).map((service) => [service.name, stateOf(service)]));

/** How many deploys were started, by service and by commit or digest: at-most-once is a 1 here. */
export const effectsOf = (world: World): Readonly<Record<string, Readonly<Record<string, number>>>> =>
  Object.fromEntries(
    byName(world.services.values()).map((service) => {
      const counts: Record<string, number> = {};
      for (const deploy of service.deploys) counts[revisionOf(deploy)] = (counts[revisionOf(deploy)] ?? 0) + 1;
      return [service.name, counts];
    }),
  );
