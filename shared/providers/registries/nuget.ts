import * as z from "zod";
import { compareNuget } from "../../dependencies/versions/nuget.ts";
import { earliest, listOf, momentOf, own, repositoryOf, textOf } from "./fields.ts";
import { type Ask, each, NOTHING, type Reader } from "./types.ts";

/** Kinds of registrations, the most complete first: the first one has every version there is. */
const KINDS = [
  "RegistrationsBaseUrl/3.6.0",
  "RegistrationsBaseUrl/Versioned",
  "RegistrationsBaseUrl/3.4.0",
  "RegistrationsBaseUrl",
];

/** Pages of 64 versions; of a package with more only those are fetched that hold what is asked about, the first and the last. */
const MOST_PAGES = 12;

/** A NuGet source of the third kind: its index says where registrations are, and a registration lists all versions of a package. */
export const nugetReader = (ask: Ask): Reader => {
  const bases = new Map<string, Promise<string | undefined>>();

  const baseOf = async (registry: string): Promise<string | undefined> => {
    const { status, body } = await ask({ url: registry, schema: z.unknown(), accept: [404] });
    const resources = listOf(status === 200 ? own(body, "resources") : undefined);
    const found = KINDS.map((kind) => resources.find((resource) => own(resource, "@type") === kind)).find(Boolean);
    return within(registry, textOf(own(found, "@id"), 2000))?.replace(/\/+$/, "");
  };

  return async ({ registry, name, dependencies }) => {
    const known = bases.get(registry) ?? baseOf(registry);
    bases.set(registry, known);
    const base = await known;
    if (base === undefined) return undefined;
    const url = `${base}/${encodeURIComponent(name.toLowerCase())}/index.json`;
    const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
    if (status !== 200) return undefined;
    const wanted = dependencies.flatMap(({ version }) => version ?? []);
    const pages = await Promise.all(
      chosen(listOf(own(body, "items")), wanted).map((page) => leaves(ask, registry, page)),
    );
    const releases = new Map(
      pages.flat().flatMap((leaf) => {
        const entry = own(leaf, "catalogEntry");
        const version = textOf(own(entry, "version"), 100);
        return version === undefined ? [] : [[plain(version), { version, entry }] as const];
      }),
    );
    const versions = new Map([...releases.values()].map(({ version, entry }) => [version, publishedAt(entry)]));
    const createdAt = earliest(versions.values());
    return each(dependencies, (version) => {
      const entry = releases.get(plain(version))?.entry;
      if (entry === undefined) return { why: "the source has the package, but not this version" };
      return {
        facts: {
          ...NOTHING,
          name: textOf(own(entry, "id"), 200),
          publishedAt: publishedAt(entry),
          createdAt,
          versions,
          license: textOf(own(entry, "licenseExpression"), 500),
          deprecated: deprecation(entry),
          repository: repositoryOf(own(entry, "projectUrl"))?.match(/^https:\/\/(?:github|gitlab)\.com\/.+/)?.[0],
        },
      };
    });
  };
};

/** An address of this very source: what an answer says does not choose who is asked. */
const within = (registry: string, address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) && new URL(address).host === new URL(registry).host
    ? address
    : undefined;

const chosen = (pages: readonly unknown[], wanted: readonly string[]): readonly unknown[] => {
  if (pages.length <= MOST_PAGES) return pages;
  return pages.filter((page, index) => {
    const [lower, upper] = [textOf(own(page, "lower"), 100) ?? "", textOf(own(page, "upper"), 100) ?? ""];
    const holds = (version: string): boolean =>
      (compareNuget(version, lower) ?? 0) >= 0 && (compareNuget(version, upper) ?? 0) <= 0;
    return index === 0 || index === pages.length - 1 || wanted.some(holds);
  });
};

const leaves = async (ask: Ask, registry: string, page: unknown): Promise<readonly unknown[]> => {
  const items = own(page, "items");
  if (Array.isArray(items)) return listOf(items);
  const url = within(registry, textOf(own(page, "@id"), 2000));
  if (url === undefined) return [];
  const { status, body } = await ask({ url, schema: z.unknown(), accept: [404] });
  return listOf(status === 200 ? own(body, "items") : undefined);
};

/** What its author took out of the lists says that it was published in 1900. */
const publishedAt = (entry: unknown): string | undefined => {
  const moment = momentOf(own(entry, "published"));
  return moment?.startsWith("1900-") === true ? undefined : moment;
};

const deprecation = (entry: unknown): string | undefined => {
  const told = own(entry, "deprecation");
  if (told !== undefined) {
    const reasons = listOf(own(told, "reasons")).flatMap((reason) => textOf(reason, 100) ?? []);
    const instead = textOf(own(own(told, "alternatePackage"), "id"), 200);
    const words = [
      textOf(own(told, "message"), 500) ?? reasons.join(", "),
      ...(instead === undefined ? [] : [`use ${instead}`]),
    ];
    return words.filter(Boolean).join("; ");
  }
  return own(entry, "listed") === false ? "its author took it out of the lists" : undefined;
};

/** `1.0`, `1.0.0` and `1.0.0.0+x` are one version, in small letters. */
const plain = (version: string): string => {
  const [, numbers = "", rest = ""] = /^v?([\d.]+)(-[^+]*)?/.exec(version.trim().toLowerCase()) ?? [];
  return `${numbers
    .split(".")
    .map(Number)
    .join(".")
    .replace(/(?:\.0)+$/, "")}${rest}`;
};
