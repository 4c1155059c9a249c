import { gateOf } from "./gate.ts";
import { imageOf } from "./image.ts";
import type { RawCheck, RawManifest, RawService } from "./schema.ts";
import type { HttpCheck, Manifest, Service } from "./types.ts";

const statuses = (raw: RawCheck["expect-status"]): readonly number[] => {
  if (raw === undefined) return [200];
  if (typeof raw === "number") return [raw];
  if (typeof raw === "string") return Array.from({ length: 100 }, (_, index) => Number(raw[0]) * 100 + index);
  return raw;
};

const check = (raw: RawCheck): HttpCheck => {
  const url = raw.url ?? raw.path ?? "/";
  return {
    name: raw.name ?? url,
    url,
    method: raw.method ?? "GET",
    expectStatus: statuses(raw["expect-status"]),
    expectBody: raw["expect-body"],
    expectHeaders: raw["expect-headers"],
    versionPath: raw["version-path"],
    timeout: raw.timeout ?? 5,
  };
};

const service = (
  name: string,
  { provider, kind, ids, urls = {}, image, after = [], checks = [] }: RawService,
): Service => ({
  name,
  provider,
  kind,
  ids,
  urls,
  image,
  after,
  checks: checks.map(check),
});

/** A manifest that is right, with every default filled in. */
export const build = (raw: RawManifest): Manifest => ({
  version: 1,
  services: Object.entries(raw.services).map(([name, entry]) => service(name, entry)),
  images: Object.entries(raw.images ?? {}).map(([name, entry]) => imageOf(name, entry)),
  database: raw.database && { ...raw.database, tool: raw.database.tool ?? "auto" },
  environments: Object.entries(raw.environments).map(([name, { from, after, approval }]) => ({
    name,
    from,
    approval: approval === "required",
    after,
  })),
  gate: gateOf(raw.gate),
  previews: raw.previews && { expiresIn: raw.previews["expires-in"] ?? "7d", limit: raw.previews.limit ?? 10 },
  notifications: raw.notifications && {
    slack: raw.notifications.slack ?? false,
    pagerduty: raw.notifications.pagerduty ?? false,
  },
});
