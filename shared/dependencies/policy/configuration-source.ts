import { CORE_SCHEMA, load, YAMLException } from "js-yaml";
import { readNodes, type YamlNode, type YamlProblem } from "../../yaml/nodes.ts";
import { type Place, placesIn } from "../../yaml/places.ts";

export interface Problem extends Place {
  readonly what: string;
}

/** The plain values of a configuration, and where each of them stands. */
export interface ConfigurationSource {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Of the value at a path, or of the nearest thing around it. */
  readonly locate: (path: readonly PropertyKey[]) => Place;
  readonly locateKey: (path: readonly PropertyKey[], key: string) => Place;
}

const MAX_CHARACTERS = 1024 * 1024;
const DEPTH = 20;
const START: Place = { line: 1, column: 1 };

const only = (what: string, place: Place = START): ConfigurationSource => ({
  value: undefined,
  problems: [{ ...place, what }],
  locate: () => START,
  locateKey: () => START,
});

/** Reads YAML without aliases, tags and merges: a configuration needs none, and each can hide what it says. */
export function readConfigurationSource(raw: string): ConfigurationSource {
  if (raw.length > MAX_CHARACTERS) return only("the file is longer than 1 MiB; check that it is the right one");
  const text = raw.replace(/^\uFEFF/, "");
  const at = placesIn(text);
  const read = readNodes(text, { depth: DEPTH, events: Number.POSITIVE_INFINITY });
  if ("kind" in read) return only(wordsOf(read), at(read.at));
  const { values, keys, odd } = offsetsOf(read.node);
  if (odd !== undefined) return only("aliases and tags mean nothing here; write the value out", at(odd));
  try {
    // Comments alone are no document.
    const value = read.node && load(text, { schema: CORE_SCHEMA, maxDepth: DEPTH, maxAliases: 0 });
    return {
      value,
      problems: [],
      locate: (path) => {
        for (let length = path.length; length >= 0; length -= 1) {
          const offset = values.get(keyOf(path.slice(0, length)));
          if (offset !== undefined) return at(offset);
        }
        return START;
      },
      locateKey: (path, key) => at(keys.get(keyOf([...path, key])) ?? 0),
    };
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    return only(`this is not valid YAML: ${thrown.reason}`, at(thrown.mark?.position ?? 0));
  }
}

function wordsOf(problem: YamlProblem): string {
  if (problem.kind === "excess") return "values are nested too deeply";
  return problem.kind === "syntax"
    ? `this is not valid YAML: ${problem.reason}`
    : "a second document begins here; a configuration is one";
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

/** Offsets of all values, and of all keys, by their paths; `odd` is that of the first alias or tag. */
function offsetsOf(root: YamlNode | undefined) {
  const values = new Map<string, number>();
  const keys = new Map<string, number>();
  const odd: number[] = [];
  const walk = (node: YamlNode, path: readonly string[]): void => {
    const { at = 0, tag } = node;
    if (tag !== undefined || node.kind === "alias") odd.push(tag ?? at);
    values.set(keyOf(path), at);
    if (node.kind === "sequence")
      for (const [index, item] of node.items.entries()) walk(item, [...path, String(index)]);
    if (node.kind !== "mapping") return;
    for (const [key, value] of node.pairs) {
      if (key.kind !== "scalar" || key.tag !== undefined) walk(key, path);
      const inner = [...path, key.kind === "scalar" ? String(key.value) : ""];
      keys.set(keyOf(inner), key.at ?? at);
      walk(value, inner);
    }
  };
  if (root !== undefined) walk(root, []);
  return { values, keys, odd: odd[0] };
}
