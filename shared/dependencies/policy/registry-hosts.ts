import { hostsOf, registriesOf } from "../addresses/choose.ts";
import type { Addresses } from "../addresses/types.ts";
import type { Dependency, Ecosystem } from "../types.ts";

type Origin = Pick<Dependency, "ecosystem" | "name" | "file" | "source">;

/** Where a package manager is told to take packages from, as far as one commit and the job say. */
export interface RegistryHosts {
  /** Hosts, lower case with port, that this package may come from; undefined: any. */
  readonly of: (dependency: Origin) => ReadonlySet<string> | undefined;
  /** Whether everybody can publish there. */
  readonly isPublic: (ecosystem: Ecosystem, host: string) => boolean;
  /** The package's scope has a registry of its own, to which not everybody can publish. */
  readonly isOwn: (dependency: Origin) => boolean;
}

const hostOf = (address: string): string => URL.parse(address)?.host.toLowerCase() ?? "";

export function registryHosts(addresses: Addresses): RegistryHosts {
  const { hosts, isPublic } = hostsOf(addresses);
  const isOwn = ({ ecosystem, name }: Origin): boolean => {
    const scope = /^(@[^/]+)\//.exec(name)?.[1];
    return (
      ecosystem === "npm" &&
      scope !== undefined &&
      addresses.entries.some((entry) => entry.scope === scope && !isPublic("npm", hostOf(entry.url)))
    );
  };
  return {
    isOwn,
    isPublic,
    of: (dependency) => {
      const { ecosystem } = dependency;
      const addressed = registriesOf(addresses, dependency)?.map(hostOf);
      if (addressed === undefined) return undefined;
      // Lock files of these two name no host: where they come from is configured, and nowhere else.
      if (isOwn(dependency) || ecosystem === "Maven" || ecosystem === "NuGet") return new Set(addressed);
      // Package managers put the configured registry in the place of the public one that a lock file names.
      return new Set([...addressed, ...[...(hosts(ecosystem) ?? [])].filter((host) => isPublic(ecosystem, host))]);
    },
  };
}
