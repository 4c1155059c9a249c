import * as z from "zod";
import { parseJson } from "../domain/json.ts";
import { isPlaceName } from "./paths.ts";

const Version = z.object({
  version: z.string(),
  title: z.string(),
  aliases: z.array(z.string()),
  properties: z.unknown().optional(),
});

/** One version as version selectors read it. */
export type Version = z.infer<typeof Version>;

/** The list in a `versions.json`; undefined when it is none. */
export function parseVersions(text: string): readonly Version[] | undefined {
  const { data } = z.array(Version).safeParse(parseJson(text));
  return data?.every(({ version, aliases }) => [version, ...aliases].every(isPlaceName)) === true ? data : undefined;
}

/** Byte for byte as mike writes the same list: two blanks, ASCII only, no end of line at the end. */
export function formatVersions(versions: readonly Version[]): string {
  const rows = versions.toSorted(compare).map(({ version, title, aliases, properties }) => ({
    version,
    title,
    aliases,
    ...(properties === undefined || properties === null ? {} : { properties }),
  }));
  return JSON.stringify(rows, undefined, 2).replaceAll(
    /[^\x20-\x7e\n]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Adds a version or brings it up to date; its aliases leave the versions that had them. A title stays unless one is given. */
export function withVersion(
  versions: readonly Version[],
  { version, title, aliases }: { version: string; title: string | undefined; aliases: readonly string[] },
): readonly Version[] {
  const others = versions
    .filter((other) => other.version !== version)
    .map((other) => ({
      ...other,
      aliases: other.aliases.filter((alias) => alias !== version && !aliases.includes(alias)),
    }));
  const earlier = versions.find((other) => other.version === version);
  const all = [...new Set([...(earlier?.aliases ?? []), ...aliases])];
  return [...others, { ...earlier, version, title: title ?? earlier?.title ?? version, aliases: all }];
}

/** The version that a name stands for: itself, or the one with that alias. */
export const findVersion = (versions: readonly Version[], name: string): Version | undefined =>
  versions.find(({ version }) => version === name) ?? versions.find(({ aliases }) => aliases.includes(name));

/** Newest first; names that do not begin with a digit, such as `dev`, are newer than all that do. */
function compare({ version: one }: Version, { version: other }: Version): number {
  const [released, otherReleased] = [/^v?\d/.test(one), /^v?\d/.test(other)];
  if (released !== otherReleased) return released ? 1 : -1;
  const [key, otherKey] = [sortKey(one), sortKey(other)];
  for (let index = 0; index < Math.max(key.length, otherKey.length); index++) {
    const [part, otherPart] = [key[index], otherKey[index]];
    if (part === otherPart) continue;
    if (part === undefined || otherPart === undefined) return part === undefined ? 1 : -1;
    return part < otherPart ? 1 : -1;
  }
  return 0;
}

const WORDS: Readonly<Record<string, string>> = { pre: "c", preview: "c", rc: "c", "-": "final-", dev: "@" };
const ZERO = "00000000";

/** The order of setuptools before PEP 440: numbers as numbers, pre-releases before what they lead to. */
function sortKey(version: string): readonly string[] {
  const key: string[] = [];
  const words = version.toLowerCase().split(/(\d+|[a-z]+|\.|-)/);
  for (const word of [...words, "final"]) {
    const part = WORDS[word] ?? word;
    if (part === "" || part === ".") continue;
    if (/^\d/.test(part)) {
      key.push(part.padStart(8, "0"));
      continue;
    }
    if (part < "final") while (key.at(-1) === "*final-") key.pop();
    while (key.at(-1) === ZERO) key.pop();
    key.push(`*${part}`);
  }
  return key;
}
