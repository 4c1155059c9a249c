import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";

export interface Place {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

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
  // Deep nesting overflows the parser's stack.
  if (/^[ \t]{200,}\S|(?:[-?:][ \t]+){30}|[[{]\s*(?:[[{]\s*){20}/m.test(raw))
    return only("values are nested too deeply");
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = parseDocument(raw.replace(/^\uFEFF/, ""), {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
    schema: "core",
    merge: false,
    stringKeys: true,
  });
  const [error] = document.errors;
  if (error !== undefined) return only(`this is not valid YAML: ${error.message}`, at(error.pos[0]));
  let alias: Place | undefined;
  visit(document, (_, node) => {
    if (!isNode(node) || (!isAlias(node) && node.tag === undefined)) return undefined;
    alias = at(node.range?.[0] ?? 0);
    return visit.BREAK;
  });
  if (alias !== undefined) return only("aliases and tags mean nothing here; write the value out", alias);
  return {
    value: document.toJS() as unknown,
    problems: [],
    locate: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const node: unknown = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return at(node.range[0]);
      }
      return START;
    },
    locateKey: (path, key) => {
      const map: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
      const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
      return isNode(pair?.key) && pair.key.range ? at(pair.key.range[0]) : START;
    },
  };
}
