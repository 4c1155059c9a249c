import { CORE_SCHEMA, constructFromEvents, type Event, EVENT_ID, parseEvents, YAMLException } from "js-yaml";
import { documentMark, endOf, startOf } from "./offsets.ts";

interface Common {
  /** Where its text begins, behind anchor and tag, or would begin; undefined when nobody can say. */
  readonly at: number | undefined;
  readonly tag: number | undefined;
}

/** A value of YAML as it is written. All places are offsets into the text. */
export type YamlNode =
  | (Common & { readonly kind: "scalar"; readonly value: unknown })
  | (Common & { readonly kind: "sequence"; readonly items: readonly YamlNode[] })
  | (Common & { readonly kind: "mapping"; readonly pairs: readonly (readonly [key: YamlNode, value: YamlNode])[] })
  /** `target` is undefined where no anchor of that name stands before; it may be what the alias is part of. */
  | (Common & { readonly kind: "alias"; readonly name: string; readonly target: YamlNode | undefined });

export type YamlProblem =
  | { readonly kind: "excess"; readonly at: number }
  | { readonly kind: "second-document"; readonly at: number }
  /** `reason` is the parser's sentence, without an end. */
  | { readonly kind: "syntax"; readonly at: number; readonly reason: string };

interface YamlLimits {
  readonly depth: number;
  /** Values, keys and ends of groups. */
  readonly events: number;
}

/** Reads one document of YAML 1.2 with the core schema; `undefined` for an empty one. Aliases are not followed. */
export function readNodes(text: string, { depth, events: most }: YamlLimits): { node?: YamlNode } | YamlProblem {
  try {
    const events = parseEvents(text, { maxDepth: depth });
    if (events.length > most) return { kind: "excess", at: 0 };
    if (events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length > 1)
      return { kind: "second-document", at: documentMark(text, events) };
    const [node] = treeOf(text, events);
    return node === undefined ? {} : { node };
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    const at = thrown.mark?.position ?? 0;
    return /\bmaxDepth\b/.test(thrown.reason)
      ? { kind: "excess", at }
      : { kind: "syntax", at, reason: thrown.reason.replace(/\.$/, "") };
  }
}

interface Open {
  readonly add: (node: YamlNode) => void;
}

function treeOf(text: string, events: readonly Event[]): readonly YamlNode[] {
  const roots: YamlNode[] = [];
  const anchors = new Map<string, YamlNode>();
  const open: Open[] = [];
  let before = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      open.push({ add: (node) => roots.push(node) });
      continue;
    }
    const [node, inside] = nodeOf(text, event, startOf(text, event, before), anchors);
    before = Math.max(before, endOf(event));
    open.at(-1)?.add(node);
    if (event.type !== EVENT_ID.ALIAS && event.anchorStart >= 0)
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
    if (inside !== undefined) open.push(inside);
  }
  return roots;
}

type ValueEvent = Exclude<Event, { readonly type: typeof EVENT_ID.POP | typeof EVENT_ID.DOCUMENT }>;

function nodeOf(
  text: string,
  event: ValueEvent,
  at: number | undefined,
  anchors: ReadonlyMap<string, YamlNode>,
): readonly [YamlNode, Open?] {
  if (event.type === EVENT_ID.ALIAS) {
    const name = text.slice(event.anchorStart, event.anchorEnd);
    return [{ kind: "alias", at, tag: undefined, name, target: anchors.get(name) }];
  }
  const common = { at, tag: event.tagStart < 0 ? undefined : event.tagStart };
  if (event.type === EVENT_ID.SCALAR) return [{ kind: "scalar", ...common, value: valueOf(text, event) }];
  if (event.type === EVENT_ID.SEQUENCE) {
    const items: YamlNode[] = [];
    return [{ kind: "sequence", ...common, items }, { add: (node) => items.push(node) }];
  }
  const pairs: (readonly [YamlNode, YamlNode])[] = [];
  let key: YamlNode | undefined;
  const add = (node: YamlNode) => {
    if (key !== undefined) pairs.push([key, node]);
    key = key === undefined ? node : undefined;
  };
  return [{ kind: "mapping", ...common, pairs }, { add }];
}

/** What a tag says of it is left aside. */
function valueOf(text: string, event: Extract<Event, { readonly type: typeof EVENT_ID.SCALAR }>): unknown {
  const document: Event = { type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] };
  const plain = { ...event, tagStart: -1, tagEnd: -1 };
  const [value] = constructFromEvents([document, plain, { type: EVENT_ID.POP }], {
    source: text,
    schema: CORE_SCHEMA,
  });
  return value;
}
