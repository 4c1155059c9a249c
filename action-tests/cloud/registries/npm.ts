import { createdAtOf, digestOf, type PackageOptions, type ReleaseOptions } from "./world.ts";

const person = (name: string) => ({ name, email: `${name}@users.example` });

const manifest = (root: string, found: PackageOptions, release: ReleaseOptions) => {
  const { name } = found;
  const {
    version,
    license,
    trust,
    publisher,
    maintainers = [],
    scripts,
    repository,
    deprecated,
    integrity,
    size,
  } = release;
  const sha = Buffer.from(digestOf(found, release).repeat(2), "hex").toString("base64");
  const trusted = { trustedPublisher: { id: "github", oidcConfigId: "oidc:1" } };
  return {
    name,
    version,
    ...(license === undefined ? {} : { license }),
    ...(scripts === undefined ? {} : { scripts }),
    ...(repository === undefined ? {} : { repository: { type: "git", url: `git+${repository}.git` } }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...((scripts?.["install"] ?? scripts?.["postinstall"] ?? scripts?.["preinstall"])
      ? { hasInstallScript: true }
      : {}),
    maintainers: maintainers.map(person),
    _npmUser: {
      ...person(publisher ?? maintainers[0] ?? "somebody"),
      ...(trust === "trusted-publisher" ? trusted : {}),
    },
    dist: {
      integrity: integrity ?? `sha512-${sha}`,
      ...(size === undefined ? {} : { unpackedSize: size, fileCount: 3 }),
      shasum: digestOf(found, release).slice(0, 40),
      tarball: `${root}/${name}/-/${name.split("/").at(-1)}-${version}.tgz`,
      ...(trust === "provenance" || trust === "trusted-publisher"
        ? {
            attestations: {
              url: `${root}/-/npm/v1/attestations/${name}@${version}`,
              provenance: { predicateType: "https://slsa.dev/provenance/v1" },
            },
          }
        : {}),
    },
  };
};

const isThere = ({ yanked = false }: ReleaseOptions): boolean => !yanked;

/** The document that holds all versions; one that was taken back keeps only its time. */
export const packument = (root: string, found: PackageOptions) => {
  const { name, releases } = found;
  return {
    _id: name,
    name,
    "dist-tags": { latest: releases.filter(isThere).at(-1)?.version },
    time: {
      created: createdAtOf(found),
      modified: releases.at(-1)?.publishedAt,
      ...Object.fromEntries(releases.map(({ version, publishedAt }) => [version, publishedAt])),
    },
    versions: Object.fromEntries(
      releases.filter(isThere).map((release) => [release.version, manifest(root, found, release)]),
    ),
  };
};

export const oneVersion = (root: string, found: PackageOptions, version: string) => {
  const release = found.releases.filter(isThere).find((candidate) => candidate.version === version);
  return release && manifest(root, found, release);
};
