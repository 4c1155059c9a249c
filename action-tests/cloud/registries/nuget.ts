import type { PackageOptions } from "./world.ts";

/** The index of a NuGet source: what it offers, and where. */
export const serviceIndex = (root: string) => ({
  version: "3.0.0",
  resources: [
    { "@id": `${root}/plain/`, "@type": "RegistrationsBaseUrl" },
    { "@id": `${root}/registration/`, "@type": "RegistrationsBaseUrl/3.6.0" },
    { "@id": `${root}/flat/`, "@type": "PackageBaseAddress/3.0.0" },
  ],
});

const SIZE = 64;

const leaf = (
  found: PackageOptions,
  { version, publishedAt, license, repository, deprecated, yanked = false }: PackageOptions["releases"][number],
) => ({
  "@type": "Package",
  catalogEntry: {
    id: found.name,
    version,
    published: yanked ? "1900-01-01T00:00:00+00:00" : publishedAt.replace("Z", "+00:00"),
    listed: !yanked,
    licenseExpression: license ?? "",
    projectUrl: repository ?? "",
    ...(deprecated === undefined
      ? {}
      : { deprecation: { reasons: ["Legacy"], alternatePackage: { id: deprecated, range: "*" } } }),
  },
});

/** Its registration: pages of versions, written into it while they are few. */
export function registration(root: string, found: PackageOptions, number?: number) {
  const pages = Array.from({ length: Math.ceil(found.releases.length / SIZE) }, (_, page) =>
    found.releases.slice(page * SIZE, (page + 1) * SIZE),
  );
  const isInlined = pages.length <= 2;
  const page = (releases: PackageOptions["releases"], index: number, isWhole: boolean) => ({
    "@id": `${root}/registration/${found.name.toLowerCase()}/page/${index}.json`,
    count: releases.length,
    lower: releases[0]?.version,
    upper: releases.at(-1)?.version,
    ...(isWhole ? { items: releases.map((release) => leaf(found, release)) } : {}),
  });
  if (number !== undefined) return pages[number] && page(pages[number], number, true);
  return { count: pages.length, items: pages.map((releases, index) => page(releases, index, isInlined)) };
}
