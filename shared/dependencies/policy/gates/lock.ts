import type { Comparison, Dependency, Inventory } from "../../types.ts";
import { namesPackage } from "../package-pattern.ts";
import type { RegistryHosts } from "../registry-hosts.ts";
import type { Policy } from "../types.ts";
import type { Draft, Surroundings } from "./subject.ts";

/** Where packages come from, as the lock files say: judged at every place that is new or has changed. */
export function lockGates(comparison: Comparison, { policy, hosts }: Surroundings): readonly Draft[] {
  const withChecksums = new Set(comparison.head.filter(isMostlyChecked).map(({ file }) => file));
  const fresh = [
    ...comparison.added.flatMap(({ places, path }) => places.map((place) => ({ place, path }))),
    ...comparison.altered.map(({ after }) => ({ place: after, path: [] })),
  ];
  const drafts = fresh.flatMap(({ place, path }) =>
    [
      ...originOf(place, policy, hosts),
      ...(withChecksums.has(place.file) ? unchecked(place) : []),
      ...confusion(place, policy, hosts),
    ].map((draft) => ({ ...draft, path })),
  );
  return [...drafts, ...comparison.altered.flatMap(({ before, after }) => exchanged(before, after))];
}

const isPackage = ({ ecosystem }: Pick<Dependency, "ecosystem">): boolean =>
  ecosystem !== "GitHub Actions" && ecosystem !== "Docker";

const isMostlyChecked = ({ ecosystem, dependencies }: Inventory): boolean => {
  const own = dependencies.filter(({ source, bundled }) => source === "registry" && bundled !== true);
  return isPackage({ ecosystem }) && own.filter(({ integrity }) => integrity !== undefined).length * 2 > own.length;
};

function originOf(dependency: Dependency, policy: Policy, hosts: RegistryHosts): Draft[] {
  const { source, resolved } = dependency;
  if (!isPackage(dependency) || source === "path") return [];
  const address = URL.parse((resolved ?? "").replace(/^(?:git|registry|sparse)\+/, ""));
  const drafts: Draft[] = [];
  if (address !== null && /^(?:http|git|ftp):$/.test(address.protocol) && !isLoopback(address.hostname)) {
    drafts.push({
      rule: "insecure",
      dependency,
      key: address.host,
      message: `It is fetched by ${address.protocol.slice(0, -1)}, unencrypted, from ${address.host}.`,
    });
  }
  if (source === "git" || source === "url") {
    const isPinned =
      source === "git" ? /[0-9a-f]{40}/.test(resolved ?? dependency.version ?? "") : dependency.integrity !== undefined;
    drafts.push({
      rule: "source",
      dependency,
      key: resolved ?? "",
      // Its content is fixed; what is missing is only what a registry would know about it.
      mild: isPinned,
      message: `It comes from ${source === "git" ? "a git repository" : "an address"} instead of a registry${
        isPinned ? "" : ", and nothing fixes its content"
      }: ${resolved ?? "unknown"}.`,
      advice: "Take a release from the registry.",
    });
    return drafts;
  }
  const expected = hosts.of(dependency);
  if (address === null || expected === undefined || address.host === "") return drafts;
  const host = address.host.toLowerCase();
  if (expected.has(host) || policy.hosts.includes(host)) return drafts;
  drafts.push({
    rule: "host",
    dependency,
    key: host,
    message: `The lock file takes it from ${host}; configured is ${[...expected].join(", ")}.`,
    advice: "Write the lock file anew with the registry that is configured, or name the host under `hosts`.",
  });
  return drafts;
}

const isLoopback = (name: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(name);

function unchecked(dependency: Dependency): Draft[] {
  const { source, bundled, integrity } = dependency;
  if (source !== "registry" || bundled === true || integrity !== undefined) return [];
  return [
    {
      rule: "missing-integrity",
      dependency,
      message: "The lock file has no checksum for it, though it has for most others.",
      advice: "Write the lock file anew with its package manager.",
    },
  ];
}

function confusion(dependency: Dependency, policy: Policy, hosts: RegistryHosts): Draft[] {
  const { ecosystem, source, resolved } = dependency;
  const isPrivate = hosts.isOwn(dependency) || policy.private.some((pattern) => namesPackage(pattern, dependency));
  if (source !== "registry" || !isPrivate) return [];
  const address = URL.parse((resolved ?? "").replace(/^(?:registry|sparse)\+/, ""));
  const named = address?.host.toLowerCase() ?? "";
  const places = named === "" ? [...(hosts.of(dependency) ?? [])] : [named];
  const open = places.filter((host) => hosts.isPublic(ecosystem, host));
  // Maven asks Central last, and a group there belongs to whoever owns its domain: only a name with no other place is at risk.
  if (open.length === 0 || (ecosystem === "Maven" && open.length < places.length)) return [];
  return [
    {
      rule: "confusion",
      dependency,
      message: `This name is the team's own, but it comes from ${open.join(", ")}, where everybody can publish.`,
      advice: "Configure the registry of this name for the package manager, and write the lock file anew.",
    },
  ];
}

/** The same version under another checksum. That its address changed is judged where it comes from now. */
function exchanged(before: Dependency, after: Dependency): Draft[] {
  if (before.integrity === undefined || before.integrity === after.integrity) return [];
  const more = furtherArchives(before, after);
  if (more > 0) {
    return [
      {
        rule: "integrity",
        dependency: after,
        key: after.integrity ?? "",
        mild: true,
        message: `Another archive of the same version may now be installed: ${more} ${more === 1 ? "checksum was" : "checksums were"} added, and all former ones are still there.`,
        advice:
          after.ecosystem === "PyPI"
            ? "Look whether the index has that archive: authors add wheels for further platforms later."
            : "Look whether the registry has that file, and what now needs it.",
      },
    ];
  }
  return [
    {
      rule: after.integrity === undefined ? "missing-integrity" : "integrity",
      dependency: after,
      key: after.integrity ?? "",
      message:
        after.integrity === undefined
          ? "Its checksum was taken out of the lock file."
          : "The same version has another checksum than before: its content was exchanged.",
      advice: "Write the lock file anew from the registry. If the change stays, do not install it.",
    },
  ];
}

/**
 * How many checksums came to those that were there before. A lock file of Python has those of all archives of a version, and
 * which of them is installed depends on the machine; Gradle's has those of all files of a version that somebody needed.
 * Elsewhere a version is one archive.
 */
function furtherArchives(
  { ecosystem, integrity: before = "" }: Dependency,
  { integrity: after = "" }: Dependency,
): number {
  if (ecosystem !== "PyPI" && ecosystem !== "Maven") return 0;
  const [old, now] = [before, after].map((text) => new Set(text.split(/\s+/).filter(Boolean)));
  if (old === undefined || now === undefined || ![...old].every((hash) => now.has(hash))) return 0;
  return now.size - old.size;
}
