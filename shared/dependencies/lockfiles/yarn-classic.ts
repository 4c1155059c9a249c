import { refuse } from "./refuse.ts";

/** One block of a yarn.lock of version 1. */
export interface YarnBlock {
  /** `name@range`, all that it answers. */
  readonly keys: readonly string[];
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
  /** What it needs, as `name@range`. */
  readonly needs: readonly { readonly key: string; readonly optional: boolean }[];
}

/** A token: a string in double quotes with JSON's escapes, or whatever stands up to white space, a comma or a colon at its end. */
const TOKEN = /"(?:[^"\\]|\\.)*(?:"|$)|[^\s",]+/g;

const tokens = (line: string): string[] =>
  [...line.matchAll(TOKEN)].map(([token]) => (token.startsWith('"') ? unquote(token) : token));

function unquote(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token.slice(1, -1);
  }
}

/** The blocks of yarn 1's own format: two spaces for a field, four for a dependency. */
export function yarnBlocks(file: string, source: string): YarnBlock[] {
  const blocks: (Omit<YarnBlock, "fields" | "needs"> & {
    fields: Map<string, string>;
    needs: { key: string; optional: boolean }[];
  })[] = [];
  let group = "";
  for (const [index, raw] of source.split("\n").entries()) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line === "" || line.trimStart().startsWith("#")) continue;
    const depth = line.length - line.trimStart().length;
    if (depth === 0) {
      if (!line.endsWith(":")) throw refuse(file, "a block must begin with its names and a colon.", index + 1);
      blocks.push({ keys: tokens(line.slice(0, -1)), line: index + 1, fields: new Map(), needs: [] });
      group = "";
      continue;
    }
    const block = blocks.at(-1);
    if (block === undefined || depth > 4) throw refuse(file, "it is indented as no yarn.lock is.", index + 1);
    const [name = "", value = ""] = tokens(depth === 2 && line.endsWith(":") ? line.slice(0, -1) : line);
    if (depth === 2 && line.endsWith(":")) group = name;
    else if (depth === 2) {
      if (block.fields.has(name)) throw refuse(file, `the field ${JSON.stringify(name)} is there twice.`, index + 1);
      block.fields.set(name, value);
      group = "";
    } else if (group === "dependencies" || group === "optionalDependencies") {
      block.needs.push({ key: `${name}@${value}`, optional: group === "optionalDependencies" });
    }
  }
  return blocks;
}
