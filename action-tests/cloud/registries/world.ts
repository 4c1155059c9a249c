import { createHash } from "node:crypto";
import type { Dependency } from "../../../shared/dependencies/types.ts";

/** One version, as what is true of it; each registry tells it in its own way, as far as it tells it at all. */
export interface ReleaseOptions {
  readonly version: string;
  /** RFC 3339. */
  readonly publishedAt: string;
  readonly license?: string;
  readonly trust?: "trusted-publisher" | "provenance" | "none";
  readonly publisher?: string;
  readonly maintainers?: readonly string[];
  /** Scripts of npm, by name. */
  readonly scripts?: Readonly<Record<string, string>>;
  readonly repository?: string;
  readonly deprecated?: string;
  readonly yanked?: boolean;
  /** PyPI: there is no wheel. Packagist: it is a plugin. */
  readonly builds?: boolean;
  /** Go: its `h1:`. Packagist: the commit, as `git:`. */
  readonly integrity?: string;
  /** Maven: deps.dev does not know it yet. */
  readonly unindexed?: boolean;
  /** RubyGems: further builds, by platform, and how each was published. */
  readonly platforms?: Readonly<Record<string, "provenance" | "none">>;
  /** Bytes. */
  readonly size?: number;
}

export interface PackageOptions {
  readonly ecosystem: Dependency["ecosystem"];
  readonly name: string;
  /** When the name appeared; the first release when absent. */
  readonly createdAt?: string;
  /** Maven: `group:artifact:version` of the pom above its poms. */
  readonly parent?: string;
  /** Oldest first. */
  readonly releases: readonly ReleaseOptions[];
}

/** Hex sha256 that stands for the contents of a release. */
export const digestOf = ({ name }: PackageOptions, { version }: ReleaseOptions): string =>
  createHash("sha256").update(`${name}@${version}`).digest("hex");

export const createdAtOf = ({ createdAt, releases }: PackageOptions): string =>
  createdAt ?? releases.map(({ publishedAt }) => publishedAt).toSorted()[0] ?? "2020-01-01T00:00:00.000Z";
