import * as z from "zod";
import { canonicalName } from "../../dependencies/purl.ts";
import type { Dependency, ReleaseFacts } from "../../dependencies/types.ts";
import { withEarlier } from "./earlier.ts";
import { earliest, listOf, momentOf, own, repositoryOf, sizeOf, textOf } from "./fields.ts";
import { pythonLicense } from "./python-license.ts";
import {
  type Ask,
  beside,
  each,
  type Finding,
  type Findings,
  isAt,
  NOTHING,
  type Question,
  type Reader,
} from "./types.ts";

const INDEX = "application/vnd.pypi.simple.v1+json";
const PUBLIC = "pypi.org";
const LARGEST = 24 * 1024 * 1024;

/** A Python index: its JSON pages tell of every file of a package, PyPI's own interface of the licence of one version. */
export const pypiReader =
  (ask: Ask): Reader =>
  async (question) => {
    const { registry, name, dependencies, wanted } = question;
    const page = `${registry}/${canonicalName("PyPI", name)}/`;
    const { status, body } = await ask({
      url: page,
      headers: { accept: INDEX },
      schema: z.unknown(),
      accept: [404],
      maxBytes: LARGEST,
    });
    if (status === 404) return undefined;
    const findings = read(body, question);
    if (!wanted.license) return findings;
    const described = async (dependency: Dependency): Promise<readonly [string, Finding]> => {
      const found = findings.get(dependency.purl) ?? {};
      if (found.facts === undefined) return [dependency.purl, found];
      const { value, why } = await beside(describe(ask, question, dependency));
      // Only PyPI itself promises to tell of licences so.
      const gap = why !== undefined && isAt(registry, PUBLIC) ? { why } : {};
      return [dependency.purl, { ...found, ...gap, facts: { ...found.facts, ...value } }];
    };
    return new Map([...findings, ...(await Promise.all(dependencies.map(described)))]);
  };

interface Artifact {
  readonly version: string;
  readonly wheel: boolean;
  readonly uploadedAt: string | undefined;
  readonly yanked: string | undefined;
  /** Undefined: this index does not tell of provenance at all. */
  readonly proven: boolean | undefined;
  readonly sha256: string | undefined;
  readonly size: number | undefined;
}

const read = (document: unknown, { name, dependencies }: Question): Findings => {
  const artifacts = listOf(own(document, "files")).flatMap(artifactOf);
  const byVersion = Map.groupBy(artifacts, ({ version }) => version);
  const versions = new Map(
    [...byVersion].map(([version, files]) => [version, earliest(files.map(({ uploadedAt }) => uploadedAt))]),
  );
  const createdAt = earliest(versions.values());
  return each(withEarlier("PyPI", name, dependencies, versions), (version) => {
    const files = byVersion.get(plain(version)) ?? [];
    if (files.length === 0) return { why: "the index has the package, but not this version" };
    return { facts: { ...factsOf(files), createdAt, versions } };
  });
};

const factsOf = (files: readonly Artifact[]): ReleaseFacts => {
  const reasons = files.flatMap(({ yanked }) => (yanked === undefined ? [] : [yanked]));
  const yanked = reasons.length === files.length;
  const known = files.filter(({ proven }) => proven !== undefined);
  const [only, ...others] = files;
  // Which of the wheels is installed depends on the machine.
  const wheels = files.filter(({ wheel }) => wheel);
  const sizes = (wheels.length > 0 ? wheels : files).flatMap(({ size }) => size ?? []);
  return {
    ...NOTHING,
    publishedAt: earliest(files.map(({ uploadedAt }) => uploadedAt)),
    yanked,
    deprecated: yanked ? reasons.find((reason) => reason !== "") : undefined,
    // One file that somebody uploaded by hand is enough to get in.
    trust: known.length === 0 ? undefined : known.every(({ proven }) => proven) ? "provenance" : "none",
    // Without a wheel, installing it means running its build.
    installScripts: files.some(({ wheel }) => wheel) ? [] : ["build"],
    integrity: others.length === 0 && only?.sha256 !== undefined ? `sha256:${only.sha256}` : undefined,
    size: sizes.length === 0 ? undefined : Math.max(...sizes),
  };
};

const artifactOf = (file: unknown): readonly Artifact[] => {
  const name = textOf(own(file, "filename"), 500) ?? "";
  const wheel = name.endsWith(".whl");
  const version = wheel ? name.split("-")[1] : /-([^-]+)\.(?:tar\.(?:gz|bz2|xz)|tgz|zip)$/.exec(name)?.[1];
  if (version === undefined) return [];
  const yanked = own(file, "yanked");
  const provenance = own(file, "provenance");
  return [
    {
      version: plain(version),
      wheel,
      uploadedAt: momentOf(own(file, "upload-time")),
      yanked: yanked === true ? "" : textOf(yanked),
      proven: provenance === undefined ? undefined : provenance !== null,
      sha256: textOf(own(own(file, "hashes"), "sha256"), 64),
      size: sizeOf(own(file, "size")),
    },
  ];
};

/** Spellings of the same version that tools write into names of files. */
const plain = (version: string): string => version.toLowerCase().replace(/^v/, "").replaceAll(/[-_]/g, ".");

const describe = async (
  ask: Ask,
  { registry, name }: Question,
  { version = "" }: Dependency,
): Promise<Pick<ReleaseFacts, "license" | "repository"> | undefined> => {
  const root = registry.replace(/\/simple$/, "");
  const url = `${root}/pypi/${encodeURIComponent(canonicalName("PyPI", name))}/${encodeURIComponent(version)}/json`;
  const { status, body } = await ask({ url, schema: z.unknown(), accept: [400, 403, 404, 405] });
  const info = own(body, "info");
  if (status >= 400 || info === undefined) return undefined;
  const links = own(info, "project_urls");
  const names = ["Source", "Source Code", "Repository", "Code", "GitHub", "Homepage"];
  const link = names.map((label) => own(links, label) ?? own(links, label.toLowerCase())).find(Boolean);
  return { license: pythonLicense(info), repository: repositoryOf(link ?? own(info, "home_page")) };
};
