import { expand, type Scope } from "./dockerfile/expand.ts";
import { type Instruction, readInstructions } from "./dockerfile/instructions.ts";

export type { Instruction } from "./dockerfile/instructions.ts";

/** What an instruction takes from somewhere: COPY, ADD, or a bind mount of RUN. */
export interface Take {
  readonly by: "COPY" | "ADD" | "RUN";
  /** An earlier stage by number, another image or named context by name, or the build context when both are undefined. */
  readonly stage: number | undefined;
  readonly from: string | undefined;
  /** Paths or patterns, without `/` at their beginning; `undefined` for what only the builder can know. */
  readonly sources: readonly (string | undefined)[];
  readonly line: number;
}

export interface Stage {
  readonly index: number;
  readonly name: string | undefined;
  /** FROM's words as they are written. */
  readonly written: string;
  /** The image, with ARG defaults put in; undefined for an earlier stage, for `scratch`, and where an ARG has no value. */
  readonly image: string | undefined;
  /** Number of the earlier stage that it goes on from. */
  readonly parent: number | undefined;
  /** As it is written: `linux/amd64`, `$BUILDPLATFORM`. */
  readonly platform: string | undefined;
  readonly takes: readonly Take[];
  readonly instructions: readonly Instruction[];
  /** One-based line of its FROM. */
  readonly line: number;
}

export interface Dockerfile {
  readonly stages: readonly Stage[];
  /** What precedes the first FROM. */
  readonly globals: readonly Instruction[];
  /** Such as `docker/dockerfile:1`: an image too, that BuildKit fetches. */
  readonly syntax: string | undefined;
}

const words = (text: string): string[] => {
  const trimmed = text.trim();
  if (trimmed.startsWith("[")) {
    try {
      const list: unknown = JSON.parse(trimmed);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // Then it is the plain form, of words that happen to begin with a bracket.
    }
  }
  return (trimmed.match(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? []).map((word) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, "$1$2").replaceAll("\\ ", " "),
  );
};

/** `NAME=value` pairs; a name alone has no value. */
const pairs = (text: string): [string, string | undefined][] =>
  words(text).map((word) => {
    const at = word.indexOf("=");
    return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
  });

const flagOf = ({ flags }: Instruction, name: string): string | undefined => flags.find(([key]) => key === name)?.[1];

/** Sets what an ARG, ENV or legacy `ENV NAME value` says. */
function declare(scope: Map<string, string>, one: Instruction, given: Scope, globals: Scope, escape: string): void {
  const legacy = /^([A-Za-z_]\w*)\s+(.+)$/.exec(one.text);
  const isLegacy = one.name === "ENV" && legacy !== null && !/^\S*=/.test(one.text);
  for (const [name, value] of isLegacy ? [[legacy[1] ?? "", legacy[2]] as const] : pairs(one.text)) {
    const otherwise = value === undefined ? globals.get(name) : expand(value, scope, escape);
    const chosen = one.name === "ARG" ? (given.get(name) ?? otherwise) : otherwise;
    if (chosen === undefined) scope.delete(name);
    else scope.set(name, chosen);
  }
}

/**
 * Reads a Dockerfile as far as its inputs go: stages, base images, what is copied from where. `args` are build arguments,
 * which win over defaults. Never throws: what cannot be understood is passed over, the builder will complain about it.
 */
export function parseDockerfile(source: string, args: Readonly<Record<string, string>> = {}): Dockerfile {
  const { instructions, directives, escape } = readInstructions(source);
  const given: Scope = new Map(Object.entries(args));
  const globals = new Map<string, string>();
  const first = instructions.findIndex(({ name }) => name === "FROM");
  const head = first < 0 ? instructions : instructions.slice(0, first);
  for (const one of head) if (one.name === "ARG") declare(globals, one, given, given, escape);

  const stages: Stage[] = [];
  const environments: Map<string, string>[] = [];
  const stageOf = (name: string, before = stages.length): number | undefined => {
    const index = stages.findLastIndex((stage, at) => at < before && stage.name === name.toLowerCase());
    if (index >= 0) return index;
    return /^\d+$/.test(name) && Number(name) < before ? Number(name) : undefined;
  };

  for (const [at, one] of instructions.entries()) {
    if (one.name !== "FROM") continue;
    const end = instructions.findIndex(({ name }, index) => index > at && name === "FROM");
    const own = instructions.slice(at + 1, end < 0 ? undefined : end);
    const [written = "", as = "", name] = words(one.text);
    const base = expand(written, globals, escape);
    const parent = base === undefined || /^\d+$/.test(base) ? undefined : stageOf(base);
    const environment = new Map(parent === undefined ? [] : environments[parent]);
    const scope = new Map(environment);
    const takes: Take[] = [];
    for (const each of own) {
      if (each.name === "ARG" || each.name === "ENV") declare(scope, each, given, globals, escape);
      if (each.name === "ENV") declare(environment, each, given, scope, escape);
      takes.push(...takesOf(each, scope, escape, stageOf));
    }
    environments.push(environment);
    stages.push({
      index: stages.length,
      name: as.toUpperCase() === "AS" ? name?.toLowerCase() : undefined,
      written,
      image: parent === undefined && base !== "scratch" && base !== "" ? base : undefined,
      parent,
      platform: flagOf(one, "platform"),
      takes,
      instructions: own,
      line: one.line,
    });
  }
  return { stages, globals: head, syntax: directives.get("syntax") };
}

function takesOf(
  one: Instruction,
  scope: Scope,
  escape: string,
  stageOf: (name: string) => number | undefined,
): readonly Take[] {
  const { name, flags, text, line, heredocs } = one;
  const source = (path: string): string | undefined => expand(path, scope, escape)?.replace(/^(?:\.?\/+)+(?=.)/, "");
  const origin = (written: string | undefined): Pick<Take, "stage" | "from"> => {
    if (written === undefined) return { stage: undefined, from: undefined };
    const from = expand(written, scope, escape) ?? written;
    const stage = stageOf(from);
    return { stage, from: stage === undefined ? from : undefined };
  };
  if (name === "ONBUILD") {
    const [inner] = readInstructions(text).instructions;
    return inner === undefined ? [] : takesOf({ ...inner, line }, scope, escape, stageOf);
  }
  if (name === "COPY" || name === "ADD") {
    const sources = words(text).slice(0, -1);
    // A here-document is written down in the Dockerfile itself.
    const real = sources.filter((path) => heredocs.length === 0 || !path.startsWith("<<"));
    const local = real.filter((path) => name === "COPY" || !/^(?:https?:\/\/|git@|ssh:\/\/)/.test(path));
    return local.length === 0 ? [] : [{ by: name, ...origin(flagOf(one, "from")), sources: local.map(source), line }];
  }
  if (name !== "RUN") return [];
  return flags
    .filter(([flag]) => flag === "mount")
    .map(([, value]) => new Map(value.split(",").map((part) => part.split("=", 2) as [string, string])))
    .filter((mount) => (mount.get("type") ?? "bind") === "bind" || mount.has("from"))
    .map((mount) => ({
      by: "RUN" as const,
      ...origin(mount.get("from")),
      sources: [source(mount.get("source") ?? mount.get("src") ?? ".")],
      line,
    }));
}

/** The stages that a target is made from, in their order; the last stage and its kind when there is no such target. */
export function stagesFor({ stages }: Dockerfile, target?: string): readonly Stage[] {
  const wanted = target === undefined ? undefined : stages.findLast(({ name }) => name === target.toLowerCase());
  const needed = new Set<number>();
  const visit = (index: number | undefined): void => {
    const stage = index === undefined ? undefined : stages[index];
    if (stage === undefined || needed.has(stage.index)) return;
    needed.add(stage.index);
    visit(stage.parent);
    for (const take of stage.takes) visit(take.stage);
  };
  visit(wanted?.index ?? (/^\d+$/.test(target ?? "") ? Number(target) : stages.length - 1));
  return stages.filter(({ index }) => needed.has(index));
}

/**
 * Paths and patterns of the build context that a target reads. `undefined` when that may be everything: it copies `.`, or
 * something that only the builder knows.
 */
export function contextSources(dockerfile: Dockerfile, target?: string): readonly string[] | undefined {
  const paths: string[] = [];
  for (const { takes } of stagesFor(dockerfile, target)) {
    for (const { stage, from, sources } of takes) {
      if (stage !== undefined || from !== undefined) continue;
      for (const path of sources) {
        const clean = path?.replace(/\/+$/, "");
        if (clean === undefined || clean === "" || clean === "." || clean.split("/").includes("..")) return undefined;
        paths.push(clean);
      }
    }
  }
  return [...new Set(paths)];
}
