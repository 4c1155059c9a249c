import * as z from "zod";
import type { Dependency } from "../../dependencies/types.ts";
import { withEarlier } from "./earlier.ts";
import { earliest, listOf, momentOf, own, repositoryOf, textOf } from "./fields.ts";
import { type AttestationOptions, attestationReader, type Build } from "./gem-attestations.ts";
import { type Ask, each, type Finding, NOTHING, type Reader } from "./types.ts";

/** RubyGems: one list of all versions of a gem that were not yanked, each for each platform; proof is asked for build by build. */
export const gemReader = (ask: Ask, options: AttestationOptions): Reader => {
  const proofOf = attestationReader(ask, options);
  return async ({ registry, name, dependencies, wanted }) => {
    const url = `${registry}/api/v1/versions/${encodeURIComponent(name)}.json`;
    const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
    if (status === 404) return undefined;
    const all = listOf(body).map((entry): Build => ({
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

    const buildsOf = (version: string): readonly Build[] => {
      const { number, platform } = parted(version);
      const builds = byNumber.get(number) ?? [];
      return platform === undefined ? builds : builds.filter((build) => build.platform === platform);
    };

    const since = wanted.trustSince ?? 0;
    const isYoung = ({ version = "" }: Dependency): boolean =>
      buildsOf(version).some(({ createdAt: moment }) => moment !== undefined && Date.parse(moment) >= since);
    const isJudged = wanted.trust && dependencies.some(isYoung);
    // Proof that is gone is seen only beside the version before, whose answers nobody else asks for.
    const asked = isJudged ? withEarlier("RubyGems", name, dependencies, versions) : dependencies;
    const findings = each(asked, (version) => {
      const { number, platform = "ruby" } = parted(version);
      const builds = byNumber.get(number) ?? [];
      const found = builds.find((build) => build.platform === platform) ?? builds[0];
      // A yanked version is no longer in the list, and nothing else takes one out of it.
      if (found === undefined) return { facts: { ...NOTHING, createdAt, versions, yanked: true } };
      const { entry } = found;
      const shas = buildsOf(version).flatMap((build) => textOf(own(build.entry, "sha"), 64) ?? []);
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
          // Of every build: which of them the lock file has depends on the machines that it is for.
          integrity: shas.length === 0 ? undefined : shas.map((sha) => `sha256:${sha}`).join(" "),
        },
      };
    });
    if (!isJudged) return findings;
    const proven = async ({ purl, version = "" }: Pick<Dependency, "purl" | "version">) => {
      const finding: Finding = findings.get(purl) ?? {};
      if (finding.facts === undefined || finding.facts.yanked === true) return [purl, finding] as const;
      const { trust, why } = await proofOf(registry, name, buildsOf(version));
      return [purl, { ...finding, ...(why === undefined ? {} : { why }), facts: { ...finding.facts, trust } }] as const;
    };
    return new Map(await Promise.all(asked.map(proven)));
  };
};

/** `1.2.0-x86_64-linux` */
const parted = (version: string): { readonly number: string; readonly platform: string | undefined } => {
  const [, number = version, platform] = /^([^-]+)-(.+)$/.exec(version) ?? [];
  return { number, platform };
};
