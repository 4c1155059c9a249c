import type { Dependency } from "../types.ts";

/** Where a package manager is told to take packages from, as far as files of one commit say. */
export interface RegistryHosts {
  /** Hosts, lower case and with a port that is not the usual one, that this package may come from; undefined: any. */
  readonly of: (dependency: Pick<Dependency, "ecosystem" | "name">) => ReadonlySet<string> | undefined;
  /** Whether everybody can publish there. */
  readonly isPublic: (host: string) => boolean;
}
