import type { Instead, Known, KnownReplacements } from "./types.ts";

const SITES: Readonly<Record<string, string>> = {
  e: "https://e18e.dev/docs/replacements/",
  m: "https://developer.mozilla.org/en-US/docs/",
  n: "https://nodejs.org/",
};
const GLOBALS = `${SITES["m"]}Web/JavaScript/Reference/Global_Objects/`;

/** Reads the list that scripts/generate/replacements.ts writes: a line for each group of packages, up to the licence. */
export function readKnown(text: string): KnownReplacements {
  const found = new Map<string, Known>();
  const [list = ""] = text.split("\n\n");
  for (const line of list.split("\n").slice(1)) {
    const [ways = "", names = ""] = line.split(" : ");
    for (const name of names.split(" ").flatMap(unfolded)) found.set(name, knownOf(ways.split(" "), name));
  }
  return found;
}

/** `lodash.{add,after}` */
function unfolded(names: string): readonly string[] {
  const [, start, ends] = /^(.*)\{(.*)\}$/.exec(names) ?? [];
  return ends === undefined ? [names] : ends.split(",").map((end) => `${start ?? ""}${end}`);
}

function knownOf(ways: readonly string[], name: string): Known {
  const instead = ways.flatMap((way) => insteadOf(way, name) ?? []);
  const rest = ways.find((way) => /^(?:[emn]:|=)/.test(way));
  return { instead, address: rest === undefined ? instead[0]?.address : addressOf(rest, name) };
}

function insteadOf(way: string, replaced: string): Instead | undefined {
  const rest = way.slice(1);
  const other = { since: undefined, isWeb: false, address: undefined };
  switch (way.charAt(0)) {
    case "!": {
      const [, name = "", since = "?", address = ""] = /^(.+)@(\d[\d.]*|web|\?)(?:@(.+))?$/.exec(rest) ?? [];
      return {
        kind: "native",
        // A part of the language is named by words.
        name: address.startsWith("m:") && /^[a-z_]+$/.test(name) ? name.replaceAll("_", " ") : name,
        since: /^\d/.test(since) ? since : undefined,
        isWeb: since === "web",
        address: addressOf(address === "" ? `=${name.replaceAll(/%|\.prototype/g, "").replaceAll(".", "/")}` : address),
      };
    }
    case "+":
      return { ...other, kind: "package", name: rest };
    case "~":
      return { ...other, kind: "code", name: (rest === "" ? replaced : rest).replaceAll("-", " ") };
    case "-":
      return { ...other, kind: "nothing", name: "" };
    default:
      return undefined;
  }
}

/** `e:` alone is described under the name of the package itself. */
function addressOf(short: string, name = ""): string {
  if (short.startsWith("=")) return GLOBALS + short.slice(1);
  return `${SITES[short.charAt(0)] ?? ""}${short.slice(2) || name}`;
}
