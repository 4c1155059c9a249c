import type { Named } from "../../shared/dependencies/manifests.ts";
import type { Draft } from "../../shared/dependencies/policy/gates/subject.ts";
import { canonicalName } from "../../shared/dependencies/purl.ts";
import type { Ecosystem, Inventory } from "../../shared/dependencies/types.ts";
import { satisfies } from "../../shared/dependencies/versions/satisfies.ts";
import { draftAt } from "./file-finding.ts";

/** Versions by canonical name; `undefined` among them for one that the file does not tell. */
type Locked = ReadonlyMap<string, readonly (string | undefined)[]>;

export const lockedIn = ({ dependencies }: Inventory): Locked =>
  new Map(
    [...Map.groupBy(dependencies, ({ ecosystem, name }) => canonicalName(ecosystem, name))].map(([name, all]) => [
      name,
      // What does not come from a registry has whatever version it has.
      all.map(({ source, version }) => (source === "registry" ? version : undefined)),
    ]),
  );

/** What a go.sum has; undefined when there is none. A module that is only looked at has its go.mod there, and not itself. */
export const readLocked = (sums: string | undefined): Locked | undefined =>
  sums === undefined
    ? undefined
    : new Map(
        [...Map.groupBy(sums.split("\n"), (line) => line.split(" ", 1)[0] ?? "")].map(([name, lines]) => [
          name,
          lines.map((line) => line.split(" ", 2)[1]?.replace(/\/go\.mod$/, "")),
        ]),
      );

interface Place {
  readonly ecosystem: Ecosystem;
  /** Path of the manifest. */
  readonly file: string;
  readonly lock: string;
  /** The manifest's own. */
  readonly text: string;
}

/** What the manifest names and the lock file does not have, or has only in versions that the manifest does not allow. */
export function compareNamed(named: readonly Named[], locked: Locked, { ecosystem, file, lock, text }: Place): Draft[] {
  const lines = text.split("\n");
  return named.flatMap(({ name, range }): Draft[] => {
    const versions = locked.get(canonicalName(ecosystem, name));
    const place = { ecosystem, file, line: lineOf(name) } as const;
    if (versions === undefined) {
      return [draftAt("out-of-step", place, name, `${file} names ${name}, and ${lock} does not have it.`, name)];
    }
    // Go wants the very version's sum.
    const fits = (version: string | undefined): boolean =>
      version === undefined ||
      (ecosystem === "Go" ? version === range : satisfies(ecosystem, version, range) !== false);
    if (versions.some(fits)) return [];
    const has = [...new Set(versions)].slice(0, 5).join(", ");
    return [draftAt("out-of-step", place, name, `${file} asks for ${name} ${range}, and ${lock} has ${has}.`, name)];
  });

  function lineOf(name: string): number {
    // Names of Python may be written in several ways.
    const spelled = canonicalName(ecosystem, name);
    const at = lines.findIndex((line) => line.includes(name) || canonicalName(ecosystem, line).includes(spelled));
    return at < 0 ? 1 : at + 1;
  }
}
