import * as z from "zod";
import { fields, listOf, momentOf, earliest, own, repositoryOf, textOf } from "./fields.ts";
import { type Ask, each, isAt, NOTHING, type Reader } from "./types.ts";

const PUBLIC = "repo.packagist.org";
const METADATA = "/p2/%package%.json";

/** Composer repositories of the second kind: each version tells only in what it differs from the one before it. */
export const composerReader = (ask: Ask): Reader => {
  const templates = new Map<string, Promise<string | undefined>>();

  const templateOf = async (registry: string): Promise<string | undefined> => {
    if (isAt(registry, PUBLIC)) return METADATA;
    const { status, body } = await ask({ url: `${registry}/packages.json`, schema: z.unknown(), accept: [404] });
    return status === 404 ? undefined : textOf(own(body, "metadata-url"));
  };

  return async ({ registry, name, dependencies }) => {
    const known = templates.get(registry) ?? templateOf(registry);
    templates.set(registry, known);
    const template = await known;
    const path = template?.replace("%package%", name.toLowerCase().split("/").map(encodeURIComponent).join("/"));
    // A path of this very repository, never another host's: what an answer says does not choose who is asked.
    if (path === undefined || !path.startsWith("/") || path.startsWith("//")) return undefined;
    const url = new URL(path, `${registry}/`);
    const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
    if (status === 404) return undefined;
    const releases = expanded(listOf(own(own(body, "packages"), name.toLowerCase())));
    const byVersion = new Map(releases.map((release) => [plain(own(release, "version")), release]));
    const versions = new Map(
      releases.map((release) => [plain(own(release, "version")), momentOf(own(release, "time"))]),
    );
    const createdAt = earliest(versions.values());

    return each(dependencies, (version) => {
      const release = byVersion.get(plain(version));
      if (release === undefined) return { why: "the repository has the package, but not this version" };
      const abandoned = own(release, "abandoned");
      const licenses = listOf(own(release, "license")).flatMap((license) => textOf(license, 200) ?? []);
      const authors = listOf(own(release, "authors")).flatMap((author) => textOf(own(author, "name"), 100) ?? []);
      return {
        facts: {
          ...NOTHING,
          publishedAt: momentOf(own(release, "time")),
          createdAt,
          versions,
          license: licenses.length === 0 ? undefined : licenses.join(" OR "),
          deprecated: abandonment(abandoned),
          // A plugin's code runs inside of composer itself.
          installScripts: own(release, "type") === "composer-plugin" ? ["composer-plugin"] : [],
          maintainers: authors.length === 0 ? undefined : authors,
          repository: repositoryOf(own(own(release, "source"), "url")),
          integrity: contentOf(release),
        },
      };
    });
  };
};

/** The commit that the version is, and the checksum of the archive where there is one: most archives are made when they are fetched. */
const contentOf = (release: unknown): string | undefined => {
  const dist = own(release, "dist");
  const commits = [own(dist, "reference"), own(own(release, "source"), "reference")].flatMap(
    (commit) => textOf(commit, 100) ?? [],
  );
  const shasum = textOf(own(dist, "shasum"), 40);
  const all = [...commits.map((commit) => `git:${commit}`), ...(shasum === undefined ? [] : [`sha1:${shasum}`])];
  return all.length === 0 ? undefined : [...new Set(all)].join(" ");
};

const expanded = (releases: readonly unknown[]): readonly unknown[] => {
  let whole: Readonly<Record<string, unknown>> = {};
  return releases.map((release) => {
    whole = Object.fromEntries(
      Object.entries({ ...whole, ...fields(release) }).filter(([, value]) => value !== "__unset"),
    );
    return whole;
  });
};

const plain = (version: unknown): string => (textOf(version, 200) ?? "").toLowerCase().replace(/^v(?=\d)/, "");

const abandonment = (abandoned: unknown): string | undefined => {
  if (abandoned === true) return "abandoned";
  const successor = textOf(abandoned, 200);
  return successor === undefined ? undefined : `abandoned, use ${successor}`;
};
