import { CORE_SCHEMA, type Event, EVENT_ID, getScalarValue, load, parseEvents, YAMLException } from "js-yaml";

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
const DEPTH = 20;
const START: Place = { line: 1, column: 1 };

const only = (what: string, place: Place = START): ConfigurationSource => ({
  value: undefined,
  problems: [{ ...place, what }],
  locate: () => START,
  locateKey: () => START,
});

const placeIn = (text: string, offset: number): Place => {
  const before = text.slice(0, Math.max(0, offset)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** Reads YAML without aliases, tags and merges: a configuration needs none, and each can hide what it says. */
export function readConfigurationSource(raw: string): ConfigurationSource {
  if (raw.length > MAX_CHARACTERS) return only("the file is longer than 1 MiB; check that it is the right one");
  const text = raw.replace(/^\uFEFF/, "");
  try {
    const events = parseEvents(text, { maxDepth: DEPTH });
    const odd = events.find(isOdd);
    if (odd !== undefined) {
      return only("aliases and tags mean nothing here; write the value out", placeIn(text, oddStart(odd)));
    }
    // Comments alone are no document.
    const value = events.length === 0 ? undefined : load(text, { schema: CORE_SCHEMA, maxDepth: DEPTH, maxAliases: 0 });
    const { values, keys } = placesOf(events, text);
    return {
      value,
      problems: [],
      locate: (path) => {
        for (let length = path.length; length >= 0; length -= 1) {
          const offset = values.get(keyOf(path.slice(0, length)));
          if (offset !== undefined) return placeIn(text, offset);
        }
        return START;
      },
      locateKey: (path, key) => placeIn(text, keys.get(keyOf([...path, key])) ?? 0),
    };
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    const { mark, reason } = thrown;
    const place = mark === undefined ? START : { line: mark.line + 1, column: mark.column + 1 };
    return /depth/i.test(reason)
      ? only("values are nested too deeply", place)
      : only(`this is not valid YAML: ${reason}`, place);
  }
}

const isOdd = (event: Event): boolean => event.type === EVENT_ID.ALIAS || ("tagStart" in event && event.tagStart >= 0);

const oddStart = (event: Event): number => {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  return "tagStart" in event ? event.tagStart : 0;
};

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

interface Open {
  readonly path: readonly string[];
  readonly kind: "document" | "sequence" | "mapping";
  /** The next item of a sequence; in a mapping, the key whose value comes next. */
  index: number;
  key: string | undefined;
}

/** Offsets of all values, and of all keys, by their paths. */
function placesOf(events: readonly Event[], text: string) {
  const values = new Map<string, number>();
  const keys = new Map<string, number>();
  const open: Open[] = [];
  const pathOf = (parent: Open | undefined): readonly string[] => {
    if (parent === undefined || parent.kind === "document") return parent?.path ?? [];
    return [...parent.path, parent.kind === "sequence" ? String(parent.index++) : (parent.key ?? "")];
  };
  for (const event of events) {
    const parent = open.at(-1);
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      open.push({ path: [], kind: "document", index: 0, key: undefined });
      continue;
    }
    if (event.type === EVENT_ID.ALIAS) continue;
    if (event.type === EVENT_ID.SCALAR && parent?.kind === "mapping" && parent.key === undefined) {
      parent.key = getScalarValue(text, event);
      keys.set(keyOf([...parent.path, parent.key]), quoted(event));
      continue;
    }
    const path = pathOf(parent);
    if (parent?.kind === "mapping") parent.key = undefined;
    values.set(keyOf(path), event.type === EVENT_ID.SCALAR ? quoted(event) : event.start);
    if (event.type !== EVENT_ID.SCALAR) {
      open.push({ path, kind: event.type === EVENT_ID.SEQUENCE ? "sequence" : "mapping", index: 0, key: undefined });
    }
  }
  return { values, keys };
}

/** A quoted scalar begins with its quote. */
const quoted = ({
  style,
  valueStart,
}: Extract<Event, { readonly style: unknown; readonly valueStart: number }>): number =>
  style === 2 || style === 3 ? valueStart - 1 : valueStart;
