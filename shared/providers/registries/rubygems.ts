import * as z from "zod";
import { earliest, listOf, momentOf, own, repositoryOf, textOf } from "./fields.ts";
import { type Ask, each, NOTHING, type Reader } from "./types.ts";

/** RubyGems: one list of all versions of a gem that were not yanked, each for each platform. */
export const gemReader =
  (ask: Ask): Reader =>
  async ({ registry, name, dependencies }) => {
    const url = `${registry}/api/v1/versions/${encodeURIComponent(name)}.json`;
    const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
    if (status === 404) return undefined;
    const all = listOf(body).map((entry) => ({
      entry,
      number: textOf(own(entry, "number"), 100) ?? "",
      platform: textOf(own(entry, "platform"), 100) ?? "ruby",
      createdAt: momentOf(own(entry, "created_at")),
    }));
    if (all.length === 0) return undefined;
    const byNumber = Map.groupBy(all, ({ number }) => number);
    const versions = new Map(
      [...byNumber].map(([number, builds]) => [number, earliest(builds.map(({ createdAt }) => createdAt))]),
    );
    const createdAt = earliest(versions.values());

    return each(dependencies, (version) => {
      const [, number = version, platform] = /^([^-]+)-(.+)$/.exec(version) ?? [];
      const builds = byNumber.get(number) ?? [];
      const found = builds.find((build) => build.platform === (platform ?? "ruby")) ?? builds[0];
      // A yanked version is no longer in the list, and nothing else takes one out of it.
      if (found === undefined) return { facts: { ...NOTHING, createdAt, versions, yanked: true } };
      const { entry } = found;
      const sha = textOf(own(entry, "sha"), 64);
      const licenses = listOf(own(entry, "licenses")).flatMap((license) => textOf(license, 200) ?? []);
      return {
        facts: {
          ...NOTHING,
          publishedAt: found.createdAt,
          createdAt,
          versions,
          yanked: false,
          // The specification calls them alternatives.
          license: licenses.length === 0 ? undefined : licenses.join(" OR "),
          repository: repositoryOf(own(own(entry, "metadata"), "source_code_uri")),
          integrity: sha === undefined ? undefined : `sha256:${sha}`,
        },
      };
    });
  };
