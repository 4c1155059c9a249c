import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Dependency, ReleaseFacts } from "../../dependencies/types.ts";
import { withEarlier } from "./earlier.ts";
import { listOf, momentOf, own, repositoryOf, sizeOf, textOf } from "./fields.ts";
import { skimmer } from "./skim.ts";
import { type Ask, each, type Findings, NOTHING, type Question, type Reader } from "./types.ts";

/** The few packages whose list of releases is larger have tens of thousands of them. */
const LARGEST = 24 * 1024 * 1024;
const INSTALLING = ["preinstall", "install", "postinstall"];

/** npm's registry, and what speaks as it does: one document holds every version of a package. */
export const npmReader =
  (ask: Ask): Reader =>
  async (question) => {
    const url = `${question.registry}/${encodeURIComponent(question.name).replace("%40", "@")}`;
    try {
      const { status, body } = await ask({ url, schema: z.string(), text: true, accept: [404], maxBytes: LARGEST });
      return status === 404 ? undefined : read(body, question);
    } catch (thrown) {
      if (thrown instanceof SyntaxError)
        return each(question.dependencies, () => ({ why: `${question.registry}: ${thrown.message}` }));
      if (!(thrown instanceof Failure) || thrown.code !== "SLIP-HTTP-TOO-LARGE") throw thrown;
      return versionByVersion(ask, url, question);
    }
  };

const read = (document: string, { name, dependencies }: Question): Findings => {
  const skim = skimmer(document);
  const top = skim.members(skim.whole);
  const parts = top.get("versions");
  if (parts === undefined) throw new SyntaxError("its answer is no list of versions");
  const versions = skim.members(parts);
  const time = skim.read(top.get("time"));
  const published = new Map([...versions.keys()].map((version) => [version, momentOf(own(time, version))]));
  const createdAt = momentOf(own(time, "created"));
  return each(withEarlier("npm", name, dependencies, published), (version) => {
    const manifest = skim.read(versions.get(version));
    const publishedAt = momentOf(own(time, version));
    if (manifest !== undefined) {
      return { facts: { ...factsOf(manifest), publishedAt, createdAt, versions: published } };
    }
    // What was taken back keeps its moment.
    if (publishedAt === undefined) return { why: "the registry has the package, but not this version" };
    return { facts: { ...NOTHING, publishedAt, createdAt, versions: published, yanked: true } };
  });
};

/** All but the age, which only the whole document tells. */
const versionByVersion = async (ask: Ask, url: string, { dependencies }: Question): Promise<Findings> => {
  const why = `its list of releases has more than ${LARGEST / 1024 / 1024} MiB, so its age is not known`;
  const one = async ({ purl, version = "" }: Dependency) => {
    const address = `${url}/${encodeURIComponent(version)}`;
    const { status, body } = await ask({ url: address, schema: z.unknown(), accept: [404] });
    return [purl, status === 404 ? { why } : { facts: factsOf(body), why }] as const;
  };
  return new Map(await Promise.all(dependencies.map(one)));
};

const factsOf = (manifest: unknown): ReleaseFacts => {
  const dist = own(manifest, "dist");
  const user = own(manifest, "_npmUser");
  const deprecated = own(manifest, "deprecated");
  return {
    ...NOTHING,
    license: licenseOf(manifest),
    deprecated: deprecated === true ? "deprecated" : textOf(deprecated),
    yanked: false,
    trust: trustOf(dist, user),
    installScripts: scriptsOf(manifest),
    maintainers: peopleOf(own(manifest, "maintainers")),
    publisher: textOf(own(user, "name"), 100),
    repository: repositoryOf(own(manifest, "repository")),
    integrity: textOf(own(dist, "integrity")) ?? sha1Of(own(dist, "shasum")),
    size: sizeOf(own(dist, "unpackedSize")),
  };
};

/** A mirror may leave out who published it, and then nothing about trust follows from its silence. */
const trustOf = (dist: unknown, user: unknown): ReleaseFacts["trust"] => {
  if (own(user, "trustedPublisher") !== undefined) return "trusted-publisher";
  if (own(own(dist, "attestations"), "provenance") !== undefined) return "provenance";
  return user === undefined ? undefined : "none";
};

const licenseOf = (manifest: unknown): string | undefined => {
  const license = own(manifest, "license");
  const older = listOf(own(manifest, "licenses")).map((entry) => textOf(own(entry, "type") ?? entry, 200));
  return textOf(own(license, "type") ?? license, 500) ?? textOf(older.filter(Boolean).join(" OR "));
};

const scriptsOf = (manifest: unknown): readonly string[] => {
  const scripts = own(manifest, "scripts");
  const found = INSTALLING.filter((name) => textOf(own(scripts, name)) !== undefined);
  // A binding.gyp is built on installation although no script says so.
  const builds = own(manifest, "gypfile") === true && !found.includes("install") && !found.includes("preinstall");
  if (builds || (found.length === 0 && own(manifest, "hasInstallScript") === true)) found.push("install");
  return found;
};

const peopleOf = (value: unknown): readonly string[] | undefined => {
  const people = listOf(value).flatMap((person) => textOf(own(person, "name") ?? person, 100) ?? []);
  return people.length === 0 ? undefined : people.slice(0, 1000);
};

const sha1Of = (value: unknown): string | undefined =>
  typeof value === "string" && /^[0-9a-f]{40}$/.test(value)
    ? `sha1-${Buffer.from(value, "hex").toString("base64")}`
    : undefined;
