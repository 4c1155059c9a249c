import * as z from "zod";
import { childrenAt, isXmlProblem, parseXml } from "../../domain/xml.ts";
import { earliest, listOf, momentOf, own, repositoryOf, textOf } from "./fields.ts";
import { type PomFacts, pomFacts } from "./maven-pom.ts";
import { type Ask, beside, type Finding, isAt, NOTHING, type Question, type Reader } from "./types.ts";

export interface MavenOptions {
  /** Address of deps.dev, which knows all of Maven Central. */
  readonly depsDev: string;
}

const PUBLIC = ["repo.maven.apache.org", "repo1.maven.org"];
/** A pom whose parent's parent's … says under which licence it is. */
const MOST_PARENTS = 5;

/**
 * Maven Central gives runners of GitHub, which share their addresses, few answers an hour: what deps.dev knows of it is asked for there,
 * and only the rest, such as what was published just now, at the repository itself, as with every other repository.
 */
export const mavenReader =
  (ask: Ask, { depsDev }: MavenOptions): Reader =>
  async (question) => {
    const { registry, name, dependencies, wanted } = question;
    const isPublic = [...PUBLIC, new URL(depsDev).host].some((host) => isAt(registry, host));
    const { value: index } = isPublic ? await beside(indexAt(ask, depsDev, name)) : { value: undefined };
    const createdAt = earliest(index?.values() ?? []);
    const found = new Map<string, Finding>();
    await Promise.all(
      dependencies.map(async ({ purl, version = "" }) => {
        const publishedAt = index?.get(version);
        if (index === undefined || publishedAt === undefined) return;
        const { value = {}, why } =
          wanted.license || wanted.trust ? await beside(versionAt(ask, depsDev, name, version)) : {};
        const facts = { ...NOTHING, publishedAt, createdAt, versions: index, ...value };
        found.set(purl, { facts, ...(why === undefined ? {} : { why }) });
      }),
    );
    const open = dependencies.filter(({ purl }) => !found.has(purl));
    const rest = open.length === 0 ? undefined : await direct(ask, { ...question, dependencies: open });
    for (const [purl, finding] of rest ?? []) {
      const versions = new Map([...(index ?? []), ...(finding.facts?.versions ?? [])]);
      const first = earliest([createdAt, finding.facts?.createdAt]);
      found.set(
        purl,
        finding.facts === undefined ? finding : { ...finding, facts: { ...finding.facts, versions, createdAt: first } },
      );
    }
    return found.size === 0 ? undefined : found;
  };

/** All versions with the time of their publication; undefined when deps.dev does not know the package. */
const indexAt = async (
  ask: Ask,
  api: string,
  name: string,
): Promise<ReadonlyMap<string, string | undefined> | undefined> => {
  const url = `${api}/v3/systems/maven/packages/${encodeURIComponent(name)}`;
  const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
  if (status !== 200) return undefined;
  return new Map(
    listOf(own(body, "versions")).flatMap((entry) => {
      const version = textOf(own(own(entry, "versionKey"), "version"), 200);
      return version === undefined ? [] : [[version, momentOf(own(entry, "publishedAt"))] as const];
    }),
  );
};

const versionAt = async (ask: Ask, api: string, name: string, version: string) => {
  const url = `${api}/v3/systems/maven/packages/${encodeURIComponent(name)}/versions/${encodeURIComponent(version)}`;
  const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
  const told = status === 200 ? body : undefined;
  const licenses = listOf(own(told, "licenses")).flatMap((license) => textOf(license, 500) ?? []);
  const source = listOf(own(told, "links")).find((link) => own(link, "label") === "SOURCE_REPO");
  return {
    // Whoever publishes there with several licences lets everybody choose.
    license: licenses.length === 0 ? undefined : licenses.join(" OR "),
    repository: repositoryOf(own(source, "url")),
    deprecated: own(told, "isDeprecated") === true ? (textOf(own(told, "deprecatedReason"), 500) ?? "") : undefined,
  };
};

/** What a Maven repository tells as it is: its list of versions, and each version's pom. */
const direct = async (ask: Ask, question: Question): Promise<ReadonlyMap<string, Finding> | undefined> => {
  const { registry, name, dependencies, wanted } = question;
  const folder = folderOf(registry, name);
  const listed = await versionsAt(ask, folder);
  const poms = new Map(
    await Promise.all(
      dependencies.map(async ({ version = "" }) => [version, await pomAt(ask, registry, name, version)] as const),
    ),
  );
  if (listed === undefined && ![...poms.values()].some((pom) => pom !== undefined)) return undefined;
  const [first] = listed ?? [];
  // Repositories list versions in the order in which they came.
  const oldest = first === undefined ? undefined : (poms.get(first) ?? (await pomAt(ask, registry, name, first)));
  const versions = new Map((listed ?? []).map((version) => [version, poms.get(version)?.publishedAt]));
  const createdAt = earliest([oldest?.publishedAt, ...[...poms.values()].map((pom) => pom?.publishedAt)]);
  const entries = dependencies.map(async ({ purl, version = "" }): Promise<readonly [string, Finding]> => {
    const pom = poms.get(version);
    if (pom === undefined) return [purl, { why: "the repository has the package, but not this version" }];
    const { value: above, why } =
      wanted.license || wanted.trust ? await beside(inherited(ask, registry, pom)) : { value: pom };
    const { license, repository } = above ?? pom;
    const facts = {
      ...NOTHING,
      publishedAt: pom.publishedAt,
      createdAt,
      versions,
      license,
      repository,
      deprecated: pom.movedTo,
    };
    return [purl, { facts, ...(why === undefined ? {} : { why }) }];
  });
  return new Map(await Promise.all(entries));
};

const folderOf = (registry: string, name: string): string => {
  const [group = "", artifact = ""] = name.split(":");
  return [registry, ...group.split(".").map(encodeURIComponent), encodeURIComponent(artifact)].join("/");
};

const versionsAt = async (ask: Ask, folder: string): Promise<readonly string[] | undefined> => {
  const { status, body } = await ask({
    url: `${folder}/maven-metadata.xml`,
    schema: z.string(),
    text: true,
    accept: [404],
  });
  const root = status === 200 ? parseXml(body) : undefined;
  if (root === undefined || isXmlProblem(root)) return undefined;
  return childrenAt(root, "versioning", "versions", "version").flatMap(({ text }) => textOf(text, 200) ?? []);
};

type Published = PomFacts & { readonly publishedAt: string | undefined };

/** The pom of a version, with the time at which the repository got it; undefined when there is none. */
const pomAt = async (ask: Ask, registry: string, name: string, version: string): Promise<Published | undefined> => {
  const [part, artifact] = [version, name.split(":")[1] ?? ""].map(encodeURIComponent);
  const url = `${folderOf(registry, name)}/${part}/${artifact}-${part}.pom`;
  const { status, body, headers } = await ask({ url, schema: z.string(), text: true, accept: [404] });
  if (status !== 200) return undefined;
  const modified = new Date(headers.get("last-modified") ?? "");
  return { ...pomFacts(body), publishedAt: Number.isNaN(modified.getTime()) ? undefined : modified.toISOString() };
};

/** What a pom does not say, its parents may. */
const inherited = async (ask: Ask, registry: string, own: PomFacts): Promise<PomFacts> => {
  let facts = own;
  for (let steps = 0; steps < MOST_PARENTS; steps++) {
    const { parent, license, repository } = facts;
    if (parent === undefined || license !== undefined) break;
    // oxlint-disable-next-line no-await-in-loop -- one leads to the next
    const above = await pomAt(ask, registry, parent.name, parent.version);
    if (above === undefined) break;
    facts = { ...above, repository: repository ?? above.repository };
  }
  return facts;
};
