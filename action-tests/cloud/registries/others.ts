import { createdAtOf, digestOf, type PackageOptions, type ReleaseOptions } from "./world.ts";

/** PyPI's index page of a project, as JSON. */
export const simplePage = (found: PackageOptions) => ({
  meta: { "api-version": "1.4" },
  name: found.name,
  versions: found.releases.map(({ version }) => version),
  files: found.releases.flatMap((release) => {
    const { version, publishedAt, yanked = false, deprecated, trust = "none", builds = false, size } = release;
    const file = (filename: string, bytes = size) => ({
      filename,
      url: `https://files.pythonhosted.org/packages/${filename}`,
      hashes: { sha256: digestOf(found, release) },
      ...(bytes === undefined ? {} : { size: bytes }),
      "upload-time": publishedAt,
      yanked: yanked ? (deprecated ?? true) : false,
      provenance:
        trust === "none" ? null : `https://pypi.org/integrity/${found.name}/${version}/${filename}/provenance`,
    });
    const base = `${found.name.replaceAll("-", "_")}-${version}`;
    return [file(`${base}.tar.gz`, size && size * 3), ...(builds ? [] : [file(`${base}-py3-none-any.whl`)])];
  }),
});

/** PyPI's description of one version. */
export const projectPage = ({ name, releases }: PackageOptions, version: string) => {
  const release = releases.find((candidate) => candidate.version === version);
  return (
    release && {
      info: {
        name,
        version,
        license_expression: release.license ?? null,
        license: null,
        classifiers: [],
        project_urls: release.repository === undefined ? null : { Source: release.repository },
        home_page: "",
      },
    }
  );
};

/** What RubyGems lists; yanked versions are not in it. */
export const gemVersions = (found: PackageOptions) =>
  found.releases
    .filter(({ yanked = false }) => !yanked)
    .toReversed()
    .flatMap((release) => ["ruby", ...Object.keys(release.platforms ?? {})].map((platform) => ({ release, platform })))
    .map(({ release, platform }) => ({
      number: release.version,
      platform,
      created_at: release.publishedAt,
      licenses: release.license === undefined ? null : [release.license],
      metadata: release.repository === undefined ? {} : { source_code_uri: release.repository },
      sha: gemDigestOf(found, release, platform),
      prerelease: false,
    }));

/** Hex sha256 of one build of a gem. */
const gemDigestOf = (found: PackageOptions, release: ReleaseOptions, platform: string): string =>
  platform === "ruby"
    ? digestOf(found, release)
    : digestOf(found, { ...release, version: `${release.version}-${platform}` });

/** The Sigstore bundles of one build, by its full name; undefined when there is no such build. */
export const gemAttestations = (all: Iterable<PackageOptions>, full: string): readonly unknown[] | undefined => {
  for (const { ecosystem, name, releases } of all) {
    if (ecosystem !== "RubyGems") continue;
    for (const { version, trust = "none", platforms = {} } of releases) {
      const proof = full === `${name}-${version}` ? trust : platforms[full.slice(`${name}-${version}-`.length)];
      if (!full.startsWith(`${name}-${version}`) || proof === undefined) continue;
      return proof === "none" ? [] : [{ mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json" }];
    }
  }
  return undefined;
};

/** One line of the sparse index for each version. */
export const indexLines = (found: PackageOptions): string =>
  found.releases
    .map((release) =>
      JSON.stringify({
        name: found.name,
        vers: release.version,
        deps: [],
        cksum: digestOf(found, release),
        features: {},
        yanked: release.yanked ?? false,
        pubtime: release.publishedAt,
      }),
    )
    .join("\n");

/** crates.io's interface. */
export const crate = (found: PackageOptions) => ({
  crate: {
    id: found.name,
    name: found.name,
    created_at: createdAtOf(found),
    repository: found.releases.at(-1)?.repository ?? null,
  },
  versions: found.releases.map(({ version, publishedAt, license, trust, publisher, yanked = false, size }) => ({
    num: version,
    created_at: publishedAt,
    license: license ?? null,
    ...(size === undefined ? {} : { crate_size: size }),
    yanked,
    published_by: publisher === undefined ? null : { login: publisher },
    trustpub_data: trust === "trusted-publisher" ? { provider: "github" } : null,
  })),
});

/** Composer's second format: each version only in what it differs by from the one before it, newest first. */
export const composerPackage = ({ name, releases }: PackageOptions) => {
  const whole = releases.toReversed().map((release) => ({
    name,
    version: release.version,
    time: release.publishedAt,
    type: release.builds === true ? "composer-plugin" : "library",
    ...(release.license === undefined ? {} : { license: [release.license] }),
    ...(release.deprecated === undefined ? {} : { abandoned: release.deprecated }),
    ...(release.repository === undefined
      ? {}
      : { source: { type: "git", url: `${release.repository}.git`, reference: commitOf(release) } }),
    ...(release.integrity === undefined
      ? {}
      : { dist: { type: "zip", url: "https://zip.example/x.zip", reference: commitOf(release), shasum: "" } }),
    ...(release.maintainers === undefined ? {} : { authors: release.maintainers.map((author) => ({ name: author })) }),
  }));
  let last: Readonly<Record<string, unknown>> = {};
  const minified = whole.map((release: Readonly<Record<string, unknown>>) => {
    const gone = Object.keys(last).filter((key) => !(key in release));
    const changed = Object.entries(release).filter(
      ([key, value]) => JSON.stringify(last[key]) !== JSON.stringify(value),
    );
    last = release;
    return { ...Object.fromEntries(changed), ...Object.fromEntries(gone.map((key) => [key, "__unset"])) };
  });
  return { minified: "composer/2.0", packages: { [name]: minified } };
};

const commitOf = ({ integrity = "" }: ReleaseOptions): string => integrity.replace(/^git:/, "");

/** What deps.dev says of one version. */
export const depsDevVersion = ({ releases }: PackageOptions, version: string) => {
  const release = releases.find((candidate) => candidate.version === version);
  return release && { licenses: release.license === undefined ? [] : [release.license] };
};
