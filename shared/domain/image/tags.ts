import type { Event } from "./event.ts";
import { type Flavor, type Rule, readFlavor, readRule } from "./rules.ts";
import { fill, formatDate, type Variable } from "./template.ts";
import { readPep440, readSemver, type Version } from "./versions.ts";

export interface Tag {
  readonly name: string;
  /** It names one version or commit for ever: it never moves to another image. */
  readonly fixed: boolean;
}

export interface Tags {
  /** By priority, `latest` last. */
  readonly tags: readonly Tag[];
  /** What `{{version}}` means in labels: the tag of the highest priority. */
  readonly version: string | undefined;
  /** Lines that cannot be followed, for SLIP-INPUT-INVALID. */
  readonly problems: readonly string[];
  /** Lines that give no tag although one would expect it. */
  readonly notes: readonly string[];
}

/**
 * What a run without the input `tags` gets. The commit's own tag, which never moves, is not for pull requests: what is built
 * there is the merge with the base, and the same commit may be another image once it is merged.
 */
const usual = ({ pull }: Event): readonly string[] =>
  pull === undefined
    ? ["type=schedule", "type=ref,event=branch", "type=ref,event=tag", "type=sha"]
    : ["type=ref,event=pr"];
const LONGEST = 128;
const SHORT = 7;

interface Found {
  readonly text: string;
  readonly fixed: boolean;
  /** Whether `latest=auto` means it. */
  readonly latest: boolean;
}

export const sanitize = (text: string): string =>
  text
    .replaceAll(/[^a-zA-Z0-9._-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, LONGEST);

/** Variables that stand for the event, in tags and labels. */
export const variablesOf = (event: Event): Readonly<Record<string, Variable | undefined>> => ({
  branch: event.branch ?? "",
  tag: event.tag ?? "",
  sha: event.commit.slice(0, SHORT),
  base_ref: event.pull?.baseRef ?? "",
  is_default_branch: String(event.branch === event.defaultBranch),
  is_not_default_branch: String(event.branch !== event.defaultBranch),
  date: (format, zone) => formatDate(event.now, format, zone),
});

/** Tags for an event by the rules of Docker's metadata action. */
export function tagsFor(event: Event, lines: readonly string[], flavorLines: readonly string[] = []): Tags {
  const variables = variablesOf(event);
  const flavor = readFlavor(flavorLines);
  const rules = (lines.length === 0 ? usual(event) : lines).map(readRule);
  const problems = [...rules, flavor].flatMap((read) => ("problem" in read ? [read.problem] : []));
  if ("problem" in flavor || problems.length > 0) return { tags: [], version: undefined, problems, notes: [] };

  const notes: string[] = [];
  const tags = new Map<string, Tag>();
  let version: string | undefined;
  let latest: boolean | undefined;
  const sorted = rules.filter((rule) => "type" in rule).toSorted((a, b) => b.priority - a.priority);
  for (const rule of sorted) {
    const { text: enabled, unknown } = fill(rule.attributes.get("enable") ?? "true", variables);
    if (unknown.length > 0 || !["true", "false"].includes(enabled)) {
      problems.push(`\`${rule.written}\` has an \`enable\` that is neither \`true\` nor \`false\``);
    }
    if (enabled !== "true") continue;
    const found = apply(rule, event, (pattern, more = {}) => {
      const { text, unknown: strange } = fill(pattern, { ...variables, ...more });
      if (strange.length > 0) problems.push(`\`${rule.written}\` has \`${strange[0]}\`, which stands for nothing here`);
      return text;
    });
    if (found === undefined) continue;
    if ("note" in found) {
      notes.push(`\`${rule.written}\` gives no tag: ${found.note}`);
      continue;
    }
    const name = sanitize(withFlavor(found.text, rule, flavor));
    if (name === "") continue;
    version ??= name;
    latest ??= found.latest;
    tags.set(name, tags.get(name) ?? { name, fixed: found.fixed });
  }
  if (flavor.latest === "true" || (flavor.latest === "auto" && latest === true)) {
    const before = flavor.prefixLatest ? flavor.prefix : "";
    const name = sanitize(`${before}latest${flavor.suffixLatest ? flavor.suffix : ""}`);
    tags.delete(name);
    tags.set(name, { name, fixed: false });
  }
  return { tags: problems.length > 0 ? [] : [...tags.values()], version, problems, notes };
}

function withFlavor(text: string, { type, attributes }: Rule, flavor: Flavor): string {
  const own = type === "sha" ? "sha-" : type === "ref" && attributes.get("event") === "pr" ? "pr-" : undefined;
  return `${attributes.get("prefix") ?? own ?? flavor.prefix}${text}${attributes.get("suffix") ?? flavor.suffix}`;
}

type Fill = (pattern: string, more?: Readonly<Record<string, string>>) => string;

function apply(rule: Rule, event: Event, fillIn: Fill): Found | { readonly note: string } | undefined {
  const { type, attributes } = rule;
  const value = attributes.get("value");
  const pattern = attributes.get("pattern") ?? "";
  const moving = (text: string): Found => ({ text, fixed: false, latest: false });
  const source = () => (value === undefined ? event.tag : fillIn(value));
  switch (type) {
    case "schedule":
      return event.name === "schedule" ? moving(fillIn(pattern === "" ? "nightly" : pattern)) : undefined;
    case "sha":
      return {
        text: attributes.get("format") === "long" ? event.commit : event.commit.slice(0, SHORT),
        fixed: true,
        latest: false,
      };
    case "raw":
      return moving(fillIn(value ?? ""));
    case "edge":
      return event.branch !== undefined && event.branch === (attributes.get("branch") ?? event.defaultBranch)
        ? moving("edge")
        : undefined;
    case "ref":
      return ofRef(attributes.get("event") ?? "", event);
    case "match":
      return withSource(source(), (text) => matching(pattern, attributes.get("group") ?? "0", text));
    case "semver":
    case "pep440":
      return withSource(source(), (text) => ofVersion(type, pattern, text, fillIn));
  }
}

const withSource = <T>(source: string | undefined, use: (text: string) => T): T | undefined =>
  source === undefined ? undefined : use(source);

function ofRef(kind: string, { branch, tag, pull }: Event): Found | undefined {
  if (kind === "branch") return branch === undefined ? undefined : { text: branch, fixed: false, latest: false };
  if (kind === "tag") return tag === undefined ? undefined : { text: tag, fixed: true, latest: true };
  return pull === undefined ? undefined : { text: String(pull.number), fixed: false, latest: false };
}

function matching(written: string, group: string, source: string): Found | { readonly note: string } {
  const [, body = written, flags = ""] = /^\/(.+)\/([a-z]*)$/.exec(written) ?? [];
  let found: RegExpExecArray | null;
  try {
    found = new RegExp(body, flags.replaceAll(/[gy]/g, "")).exec(source);
  } catch {
    return { note: "its pattern is no regular expression" };
  }
  const text = found?.[Number(group)];
  return text === undefined ? { note: `\`${source}\` does not match` } : { text, fixed: false, latest: true };
}

function ofVersion(type: "semver" | "pep440", pattern: string, source: string, fillIn: Fill) {
  const read: Version | undefined = type === "semver" ? readSemver(source) : readPep440(source);
  if (read === undefined) return { note: `\`${source}\` is no version` };
  const { raw, version, major, minor, patch, prerelease } = read;
  const values = { raw, version, major, minor, patch };
  // `1` and `1.2` must not move to what is not released yet.
  const whole = /\{\{\s*(?:raw|version)\s*\}\}/.test(pattern);
  const text = fillIn(prerelease && !whole ? "{{version}}" : pattern, values);
  const parts = ["major", "minor", "patch"].every((part) => new RegExp(`\\{\\{\\s*${part}\\s*\\}\\}`).test(pattern));
  return { text, fixed: whole || parts || prerelease, latest: !prerelease };
}
