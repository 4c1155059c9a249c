/**
 * Which npm packages have a native or lighter replacement, from the manifests of module-replacements: a twentieth of
 * their size, facts only. The other half, which reads it, is shared/dependencies/replacements/known.ts.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PATH = "shared/dependencies/replacements/known.txt";
const MANIFESTS = ["native", "micro-utilities", "preferred"];
/** Addresses below these are written by their ends. */
const GLOBALS = "Web/JavaScript/Reference/Global_Objects/";

type Address = string | { readonly type: "mdn" | "node" | "e18e"; readonly id: string };

interface Replacement {
  readonly id: string;
  readonly type: "native" | "documented" | "simple" | "removal";
  readonly replacementModule?: string;
  readonly url?: Address;
  readonly engines?: readonly { readonly engine: string; readonly minVersion?: string }[];
}

interface Manifest {
  readonly mappings: Readonly<Record<string, { readonly replacements: readonly string[]; readonly url?: Address }>>;
  readonly replacements: Readonly<Record<string, Replacement>>;
}

const home = dirname(fileURLToPath(import.meta.resolve("module-replacements/package.json")));
const read = (path: string): string => readFileSync(join(home, path), "utf8");

/** `e:fetch`, `n:api/fs.html`, `m:Web/API/…`, `=Array/of` for a global of JavaScript's; empty for none, or as its id says. */
function short(address: Address | undefined, id = ""): string {
  if (typeof address !== "object") return "";
  // The page will do: its sections are named by whole signatures.
  if (!address.id.startsWith(GLOBALS)) return `${address.type.charAt(0)}:${address.id.replace(/#.*/, "")}`;
  const end = address.id.slice(GLOBALS.length);
  return end === id.replaceAll(/%|\.prototype/g, "").replaceAll(".", "/") ? "" : `=${end}`;
}

/** Version of Node that has it first: `18`, `16.6`, `0` for any; `web` where only browsers do, `?` where nobody says. */
function since({ engines = [], url }: Replacement): string {
  const version = engines.find(({ engine }) => engine === "nodejs")?.minVersion;
  if (version !== undefined) return version.replace(/(?:\.0)+$|^0\..*/, (end) => (end.startsWith("0") ? "0" : ""));
  return typeof url === "object" && url.type === "node" ? "?" : engines.length > 0 ? "web" : "?";
}

/** What only runs elsewhere is no replacement in a program for Node or for browsers. */
const isOfAnotherRuntime = ({ type, url }: Replacement): boolean => type === "native" && typeof url === "string";

/** `!id` native with since when and where it is described, `+name` a package, `~words` (`~`: its own) code, `-` nothing. */
function token(replacement: Replacement, name: string): string {
  const { id, type, replacementModule, url } = replacement;
  if (type === "native") return `!${[id, since(replacement), short(url, id)].join("@").replace(/@+$/, "")}`;
  if (type === "documented") return `+${replacementModule ?? id}`;
  const words = id.replace(/^snippet::/, "");
  return type === "simple" ? `~${words === name ? "" : words}` : "-";
}

/** `lodash.{add,after}` for names that begin alike. */
function folded(names: readonly string[]): string {
  const groups = Map.groupBy(names.toSorted(), (name) => /^[\w-]+\./.exec(name)?.[0] ?? "");
  return [...groups]
    .flatMap(([start, all]) =>
      start === "" || all.length < 3 ? all : [`${start}{${all.map((name) => name.slice(start.length)).join(",")}}`],
    )
    .join(" ");
}

/** For scripts/generate.ts. */
export function replacementsFile(): ReadonlyMap<string, string> {
  const { version } = JSON.parse(read("package.json")) as { readonly version: string };
  const groups = new Map<string, string[]>();
  for (const manifest of MANIFESTS) {
    const { mappings, replacements } = JSON.parse(read(`manifests/${manifest}.json`)) as Manifest;
    for (const [name, { replacements: ids, url }] of Object.entries(mappings)) {
      const all = ids.flatMap((id) => replacements[id] ?? []).filter((one) => !isOfAnotherRuntime(one));
      const [first] = all;
      if (first === undefined) continue;
      // A native one has the address with it.
      const address = short(url ?? (first.type === "native" ? undefined : first.url));
      const key = [...all.map((one) => token(one, name)), address === `e:${name}` ? "e:" : address].join(" ").trimEnd();
      groups.set(key, [...(groups.get(key) ?? []), name]);
    }
  }
  const lines = [...groups].map(([key, names]) => `${key} : ${folded(names)}`);
  const head = `module-replacements ${version}, made by scripts/generate/replacements.ts`;
  return new Map([[PATH, `${[head, ...lines.toSorted(), "", read("LICENSE").trim()].join("\n")}\n`]]);
}
