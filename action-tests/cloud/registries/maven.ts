import type { PackageOptions } from "./world.ts";

/** A file of a Maven repository, and when the repository got it. */
export interface MavenFile {
  readonly text: string;
  readonly modifiedAt: string;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** By its path in the repository: the list of versions, and the pom of each; undefined where there is none. */
export function mavenFile(packages: Iterable<PackageOptions>, path: string): MavenFile | undefined {
  for (const found of packages) {
    const [group = "", artifact = ""] = found.name.split(":");
    const folder = `${group.replaceAll(".", "/")}/${artifact}`;
    if (found.ecosystem !== "Maven" || !path.startsWith(`${folder}/`)) continue;
    const rest = path.slice(folder.length + 1);
    if (rest === "maven-metadata.xml")
      return { text: metadata(found), modifiedAt: found.releases.at(-1)?.publishedAt ?? "" };
    const release = found.releases.find(({ version }) => rest === `${version}/${artifact}-${version}.pom`);
    if (release !== undefined) return { text: pom(found, release), modifiedAt: release.publishedAt };
  }
  return undefined;
}

const metadata = ({ name, releases }: PackageOptions): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<metadata><groupId>${name.split(":")[0] ?? ""}</groupId><artifactId>${name.split(":")[1] ?? ""}</artifactId>`,
    `<versioning><versions>${releases.map(({ version }) => `<version>${version}</version>`).join("")}</versions></versioning>`,
    "</metadata>",
  ].join("\n");

const pom = ({ name, parent }: PackageOptions, release: PackageOptions["releases"][number]): string => {
  const { version, license, repository, deprecated } = release;
  const [group = "", artifact = ""] = name.split(":");
  const [parentGroup = "", parentArtifact = "", parentVersion = ""] = parent?.split(":") ?? [];
  return [
    "<?xml version='1.0'?>",
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    ...(parent === undefined
      ? []
      : [
          `<parent><groupId>${parentGroup}</groupId><artifactId>${parentArtifact}</artifactId><version>${parentVersion}</version></parent>`,
        ]),
    `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`,
    "<developers><developer><name>J&ouml;rg &amp; others</name></developer></developers>",
    ...(license === undefined ? [] : [`<licenses><license><name>${escaped(license)}</name></license></licenses>`]),
    ...(repository === undefined ? [] : [`<scm><url>${repository}</url></scm>`]),
    ...(deprecated === undefined
      ? []
      : [`<distributionManagement><relocation><groupId>${deprecated}</groupId></relocation></distributionManagement>`]),
    "</project>",
  ].join("\n");
};

/** What deps.dev says of a package: all versions, with the time of their publication. */
export const depsDevPackage = (found: PackageOptions) => ({
  packageKey: { system: "MAVEN", name: found.name },
  versions: found.releases
    .filter(({ yanked = false }) => !yanked)
    .map(({ version, publishedAt }) => ({
      versionKey: { system: "MAVEN", name: found.name, version },
      publishedAt,
      isDefault: false,
    })),
});

/** What deps.dev says of one version of it. */
export const depsDevMavenVersion = ({ releases }: PackageOptions, version: string) => {
  const release = releases.find((candidate) => candidate.version === version);
  return (
    release && {
      licenses: release.license === undefined ? [] : [release.license],
      links: release.repository === undefined ? [] : [{ label: "SOURCE_REPO", url: release.repository }],
      isDeprecated: release.deprecated !== undefined,
    }
  );
};
