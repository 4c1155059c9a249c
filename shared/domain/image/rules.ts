/** One line of the input `tags`, read but not yet applied. */
export interface Rule {
  readonly type: "schedule" | "semver" | "pep440" | "match" | "edge" | "ref" | "raw" | "sha";
  readonly attributes: ReadonlyMap<string, string>;
  readonly priority: number;
  /** As it is written, for messages. */
  readonly written: string;
}

export interface Flavor {
  readonly latest: "auto" | "true" | "false";
  readonly prefix: string;
  readonly suffix: string;
  readonly prefixLatest: boolean;
  readonly suffixLatest: boolean;
}

/** What is wrong with a line; the sentence names it. */
export interface RuleProblem {
  readonly problem: string;
}

const PRIORITIES = {
  schedule: 1000,
  semver: 900,
  pep440: 900,
  match: 800,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100,
} as const;

const EVENTS = ["branch", "tag", "pr"];

/** Comma-separated fields; a field in `"` may hold commas. */
const fields = (line: string): string[] =>
  (line.match(/(?:"(?:[^"]|"")*"|[^,])+/g) ?? []).map((part) =>
    part.trim().replaceAll(/"((?:[^"]|"")*)"/g, (_, inner: string) => inner.replaceAll('""', '"')),
  );

const attributesOf = (line: string, bare: string): Map<string, string> =>
  new Map(
    fields(line).map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [bare, part] : [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()];
    }),
  );

const isType = (word: string): word is Rule["type"] => Object.hasOwn(PRIORITIES, word);

export function readRule(written: string): Rule | RuleProblem {
  const attributes = attributesOf(written, "value");
  const type = attributes.get("type") ?? "raw";
  const wrong = (what: string): RuleProblem => ({ problem: `\`${written}\` ${what}` });
  if (!isType(type)) return wrong(`has no type that there is; write one of ${Object.keys(PRIORITIES).join(", ")}`);
  const needs = (name: string) => (attributes.get(name) ?? "") === "";
  if ((type === "semver" || type === "pep440" || type === "match") && needs("pattern")) {
    return wrong("needs a `pattern`, such as `pattern={{version}}`");
  }
  if (type === "raw" && needs("value")) return wrong("needs a `value`");
  if (type === "ref" && !EVENTS.includes(attributes.get("event") ?? "")) {
    return wrong("needs `event=branch`, `event=tag` or `event=pr`");
  }
  if (type === "sha" && !["short", "long"].includes(attributes.get("format") ?? "short")) {
    return wrong("has a format that there is not; write `format=short` or `format=long`");
  }
  const priority = attributes.get("priority");
  if (priority !== undefined && !/^\d{1,9}$/.test(priority)) return wrong("has a priority that is no whole number");
  return { type, attributes, written, priority: priority === undefined ? PRIORITIES[type] : Number(priority) };
}

export function readFlavor(rows: readonly string[]): Flavor | RuleProblem {
  let flavor: Flavor = { latest: "auto", prefix: "", suffix: "", prefixLatest: false, suffixLatest: false };
  for (const row of rows) {
    const attributes = attributesOf(row, "");
    const onLatest = attributes.get("onlatest") === "true";
    for (const [name, value] of attributes) {
      if (name === "latest" && (value === "auto" || value === "true" || value === "false")) {
        flavor = { ...flavor, latest: value };
      } else if (name === "prefix") flavor = { ...flavor, prefix: value, prefixLatest: onLatest };
      else if (name === "suffix") flavor = { ...flavor, suffix: value, suffixLatest: onLatest };
      else if (name !== "onlatest") {
        return { problem: `\`${row}\` is none of \`latest=auto\`, \`prefix=…\`, \`suffix=…\`` };
      }
    }
  }
  return flavor;
}
