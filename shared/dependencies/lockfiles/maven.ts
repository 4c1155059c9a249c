import { oneLine } from "../../action/text.ts";
import { exactMaven } from "../versions/exact-maven.ts";
import type { Lockfile } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { type Entry, entriesOf } from "./pom-entries.ts";
import { type Poms, familyOf, pomsOf, versionOf } from "./pom-family.ts";
import { outsideParent } from "./pom-managed.ts";
import { valuesOf } from "./pom-values.ts";
import { type Pom, parsePom } from "./pom.ts";

/** What a plugin's tests build, or an archetype writes, is no part of the project. */
export const POM = /^(?!(?:.*\/)?(?:src\/(?:it|test|main)|archetype-resources|target)\/)(?:.*\/)?pom\.xml$/;

/** One for all poms, so that they share what is beside them. */
export const isPom = (path: string): boolean => POM.test(path);

/**
 * `pom.xml`: what it names itself, its parent, its plugins, and what its `dependencyManagement` says of packages whoever needs them. It is
 * no lock file: what those packages need in turn is decided when it is built, and the inventory says so.
 */
export const mavenPom = (path: string): Lockfile => ({
  path,
  ecosystem: "Maven",
  wants: isPom,
  read: (text, beside = new Map<string, string>()) => {
    const pom = parsePom(path, text);
    const poms = pomsOf(beside);
    const { entries, management } = entriesOf(pom, poms);
    const notes: string[] = [];
    const pinned = new Map<string, Pinned>();
    for (const [index, entry] of entries.entries()) {
      const { group, artifact, line, version } = entry;
      if (!NAME.test(group) || !NAME.test(artifact)) {
        notes.push(`Line ${line} names no package: ${oneLine(`${group}:${artifact}`, 120)}`);
      } else {
        const own = isOwn(entry, poms) ? ({ source: "path" } as const) : {};
        pinned.set(String(index), { ...pinnedAs(version), ...about(entry), ...own });
      }
    }
    const gaps = gapsOf(pom, [...pinned.values()], [...outsideParent(familyOf(pom, poms)), ...management.outside]);
    const inventory = toInventory({ file: path, format: "maven", ecosystem: "Maven", notes }, pinned);
    return gaps.length === 0 ? inventory : { ...inventory, gaps };
  },
});

/** Paths, from where the pom is, of the poms that are built with it: modules may lie anywhere and be called anything. */
export const modulesIn = (text: string): readonly string[] =>
  [...text.matchAll(/<module>([^<>]{1,1000})<\/module>/g)].flatMap(([, module = ""]) => {
    const path = module.trim();
    return [path, `${path}/pom.xml`];
  });

const NAME = /^[\w.-]{1,200}$/;
/** Neither a range nor a word for whatever is the latest. */
const VERSION = /^(?!(?:LATEST|RELEASE)$)[^\s[\](),${}@\p{C}]{1,200}$/u;

function pinnedAs(version: string | undefined): Pick<Pinned, "version" | "ranges"> {
  const exact = version === undefined || VERSION.test(version) ? version : exactMaven(version);
  return exact === undefined && version !== undefined ? { version: undefined, ranges: [version] } : { version: exact };
}

const about = ({ group, artifact, use, scope, line }: Entry): Omit<Pinned, "version"> => ({
  name: `${group}:${artifact}`,
  line,
  scope: use === "plugin" || scope === "test" ? "development" : "runtime",
  direct: true,
  source: scope === "system" ? "path" : "registry",
});

/**
 * A module of the repository itself, in the version that it has there, which no registry needs to know. It may be none that is built, so
 * that databases of advisories are asked about its coordinates all the same.
 */
function isOwn({ group, artifact, version }: Entry, poms: Poms): boolean {
  const local = poms.named(group, artifact);
  return local !== undefined && valuesOf(familyOf(local, poms))(versionOf(local)) === version;
}

/** What Maven decides by what is not in the repository. */
function gapsOf({ path }: Pom, pinned: readonly Pinned[], outside: readonly string[]): readonly string[] {
  const file = oneLine(path);
  const open = pinned.filter(({ version, ranges }) => version === undefined && ranges === undefined).length;
  const from =
    outside.length === 0
      ? ""
      : ` (${[...new Set(outside)]
          .slice(0, 5)
          .map((one) => oneLine(one, 120))
          .join(", ")})`;
  return [
    ...(pinned.length === 0 ? [] : [`what the packages of ${file} need themselves, which is decided when it is built`]),
    ...(open === 0
      ? []
      : [
          `${open} ${open === 1 ? "version" : "versions"} in ${file} that come${open === 1 ? "s" : ""} from outside of the repository${from}`,
        ]),
  ];
}
