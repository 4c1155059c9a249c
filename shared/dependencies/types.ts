/** Where a package comes from, by the names that OSV uses; the last two are ours. */
export type Ecosystem =
  | "npm"
  | "PyPI"
  | "Go"
  | "crates.io"
  | "RubyGems"
  | "Packagist"
  | "Maven"
  | "NuGet"
  | "GitHub Actions"
  | "Docker";

/** One package in one version, as one file pins it. All text is hostile. */
export interface Dependency {
  readonly ecosystem: Ecosystem;
  /** As the ecosystem itself spells it, namespace included: `@acme/shop`, `github.com/acme/shop`, `acme/shop`, `com.acme:shop`. */
  readonly name: string;
  /** Exact version; for `uses:` the ref, for `FROM` the tag or digest. Undefined where the file does not pin it. */
  readonly version: string | undefined;
  /** Canonical package URL with its version: the key under which it is compared. */
  readonly purl: string;
  readonly scope: "runtime" | "development" | "optional";
  /** Named by the project itself; undefined where the file does not tell. */
  readonly direct: boolean | undefined;
  readonly source: "registry" | "git" | "url" | "path";
  /** Address that the lock file gives for the package itself. */
  readonly resolved: string | undefined;
  /** `sha512-…`, `sha256:…`, `h1:…`: whatever the format has. */
  readonly integrity: string | undefined;
  /** The lock file says that installing it runs a script; undefined where the format does not tell. */
  readonly installScript: boolean | undefined;
  /** Keys (purl) of what it needs, as far as the file tells. */
  readonly needs: readonly string[];
  /** Path in the repository, with forward slashes, and the one-based line that pins it. */
  readonly file: string;
  readonly line: number;
  /** What is asked for where it is named, as written: `^1.0.0`, `>=2,<3`. Advice must stay inside of all of them. */
  readonly ranges?: readonly string[] | undefined;
  /** The name that the project gave it, where that is another one: `"a": "npm:b@1"` installs b as a. */
  readonly alias?: string | undefined;
  /** Version in the comment beside a commit id, `# v4.2.0`: what its author says, not what is so. */
  readonly claimed?: string | undefined;
  /** Comes inside of another package's archive: it has no address and no integrity of its own. */
  readonly bundled?: boolean | undefined;
}

/** What one file pins. */
export interface Inventory {
  readonly file: string;
  /** `package-lock-3`, `pnpm-9`, `yarn-1`, `uv`, …: for people and for tests. */
  readonly format: string;
  readonly ecosystem: Ecosystem;
  readonly dependencies: readonly Dependency[];
  /** What a person should know about the file: entries left out, and why. */
  readonly notes: readonly string[];
  /** What installing from it brings in and the file does not tell: nobody can be asked about that. */
  readonly gaps?: readonly string[];
}

/** What changed between two commits over the whole repository. Moving a lock file changes nothing. */
export interface Comparison {
  /** In head and not in base, once for each purl (the first place that pins it; `places` has all). */
  readonly added: readonly Added[];
  readonly removed: readonly Dependency[];
  /** The same purl in both, with another `resolved`, `integrity` or `source`. */
  readonly altered: readonly { readonly before: Dependency; readonly after: Dependency }[];
  /** Everything in base and head, for "existing" and "fixed". */
  readonly base: readonly Inventory[];
  readonly head: readonly Inventory[];
}

export interface Added {
  readonly dependency: Dependency;
  readonly places: readonly Dependency[];
  /** Versions of the same package that base had: then it is an update, not something new. */
  readonly before: readonly Dependency[];
  /** Shortest chain of names from a direct dependency down to it, itself last; empty when the file does not tell. */
  readonly path: readonly string[];
}

/** What a registry tells about one version of one package. Undefined: the registry does not tell; never "no". */
export interface ReleaseFacts {
  /** As the registry itself spells it, where it takes several spellings for the same name. */
  readonly name?: string | undefined;
  /** RFC 3339. */
  readonly publishedAt: string | undefined;
  /** SPDX expression, or whatever text the author wrote. */
  readonly license: string | undefined;
  readonly deprecated: string | undefined;
  readonly yanked: boolean | undefined;
  /** Strongest first: published by a trusted publisher, with a provenance attestation, or neither. */
  readonly trust: "trusted-publisher" | "provenance" | "none" | undefined;
  readonly installScripts: readonly string[] | undefined;
  /** Accounts that could publish the package when this version was. */
  readonly maintainers: readonly string[] | undefined;
  /** Account that published this version. */
  readonly publisher: string | undefined;
  readonly repository: string | undefined;
  /** RFC 3339: when the package's first version appeared. */
  readonly createdAt: string | undefined;
  /** All versions with the time of their publication, where the same answer holds them. */
  readonly versions: ReadonlyMap<string, string | undefined> | undefined;
  /** Integrity that the registry gives for this version, in the lock file's notation. */
  readonly integrity: string | undefined;
  /** Bytes: npm tells of the unpacked package, others of the archive (the largest wheel, the crate). */
  readonly size: number | undefined;
}

/** Why something could not be looked up; such a package is "not checked", never clean. */
export interface NotChecked {
  readonly purl: string;
  readonly what: "advisories" | "registry" | "license";
  readonly why: string;
}

/** One known problem of one version. */
export interface Advisory {
  /** `GHSA-…`, `MAL-…`, `CVE-…`, `PYSEC-…`. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly severity: "low" | "moderate" | "high" | "critical" | "unknown";
  readonly malware: boolean;
  /** Versions that end an affected range of this package, smallest first. */
  readonly fixedIn: readonly string[];
  readonly url: string;
  /** RFC 3339. */
  readonly withdrawnAt: string | undefined;
}
