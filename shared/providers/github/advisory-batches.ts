import { canonicalName } from "../../dependencies/purl.ts";
import type { Dependency } from "../../dependencies/types.ts";
import type { Question } from "../osv/queries.ts";
import type { About } from "./global-advisory.ts";

/** By the names that OSV uses, GitHub's own. */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
  npm: "npm",
  PyPI: "pip",
  Go: "go",
  "crates.io": "rust",
  RubyGems: "rubygems",
  Packagist: "composer",
  Maven: "maven",
  NuGet: "nuget",
  "GitHub Actions": "actions",
};

/** GitHub takes no more packages at once. */
const LARGEST = 1_000;
/** Characters of packages in an address; beyond 8 kB all in all, GitHub answers 414. */
const LONGEST = 6_000;
/** A package in more versions than this is asked about as a whole. */
const VERSIONS = 10;
/** A comma would end it. */
const NAME = /^@?[^\s,@]{1,300}$/;
const VERSION = /^[\w.+!~-]{1,100}$/;

/** One package in all of the versions that are asked about: what is known of one of them is known of all. */
export interface Package {
  readonly about: About;
  readonly terms: readonly string[];
  readonly askers: { readonly dependency: Dependency; readonly version: string }[];
}

/** What is asked together: packages of one ecosystem, as many as an address has room for. */
export const batchesOf = (questions: readonly Question[]): readonly (readonly Package[])[] =>
  batched(packagesOf(questions));

/** Packages by ecosystem and name, in the words of GitHub's database; what it cannot be asked about is left out. */
function packagesOf(questions: readonly Question[]): readonly Package[] {
  const packages = new Map<string, Package & { readonly names: Set<string>; readonly versions: Set<string> }>();
  for (const { query, askers } of questions) {
    for (const dependency of askers.values()) {
      const { ecosystem } = dependency;
      const theirs = ECOSYSTEMS[ecosystem];
      const name = query.package?.name ?? "";
      if (theirs === undefined || !NAME.test(name)) continue;
      const canonical = canonicalName(ecosystem, name);
      const key = `${theirs} ${canonical}`;
      const about = { ecosystem, theirs, name };
      const known = packages.get(key) ?? { about, askers: [], terms: [], names: new Set([name]), versions: new Set() };
      packages.set(key, known);
      const { version = "" } = query;
      known.askers.push({ dependency, version });
      known.versions.add(VERSION.test(version) ? `@${version}` : "");
      // GitHub's database may have it as people write it.
      if (NAME.test(dependency.name) && canonicalName(ecosystem, dependency.name) === canonical)
        known.names.add(dependency.name);
    }
  }
  return [...packages.values()].map(({ about, askers, names, versions }) => {
    const wanted = versions.size > VERSIONS || versions.has("") ? [""] : [...versions];
    return { about, askers, terms: [...names].flatMap((name) => wanted.map((version) => `${name}${version}`)) };
  });
}

/** Of one ecosystem each, no longer than an address may be, and never with half of a package. */
function batched(packages: readonly Package[]): readonly (readonly Package[])[] {
  const batches: Package[][] = [];
  for (const group of Map.groupBy(packages, ({ about }) => about.theirs).values()) {
    let [batch, count, length]: [Package[], number, number] = [[], LARGEST, 0];
    for (const one of group) {
      const own = one.terms.reduce((sum, term) => sum + encodeURIComponent(term).length + 1, 0);
      if (count + one.terms.length > LARGEST || length + own > LONGEST) {
        [batch, count, length] = [[], 0, 0];
        batches.push(batch);
      }
      batch.push(one);
      count += one.terms.length;
      length += own;
    }
  }
  return batches;
}
