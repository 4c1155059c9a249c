import type * as z from "zod";
import { Failure } from "../../action/failure.ts";
import { suggestion } from "../../domain/manifest/suggest.ts";
import { type Configuration, configurationSchema } from "./configuration-schema.ts";
import { type ConfigurationSource, type Problem, readConfigurationSource } from "./configuration-source.ts";
import { RULE_NAMES, RULES, type Rule } from "./rules.ts";
import type { Exception, Level, Policy } from "./types.ts";

const DAY = 86_400;
/** More than anybody reads at once. */
const SHOWN = 20;

/** What holds where neither the file nor an input says otherwise. */
const DEFAULTS: Policy = {
  levels: Object.fromEntries(RULE_NAMES.map((name) => [name, RULES[name].level])) as Record<Rule, Level>,
  severity: { runtime: "moderate", development: "high" },
  licenses: { allow: [], deny: [] },
  denied: [],
  private: [],
  hosts: [],
  minAge: 3 * DAY,
  minNameAge: 30 * DAY,
  trustFor: 30 * DAY,
  most: { growth: undefined, package: undefined },
  replacements: { list: true, own: [] },
  exceptions: [],
  stale: "warn",
};

/** Reads the file of rules and exceptions. Rejects with SLIP-DEPS-CONFIG, every problem with line and column. */
export function readPolicy(text: string | undefined, file: string): Policy {
  if (text === undefined || text.trim() === "") return DEFAULTS;
  const source = readConfigurationSource(text);
  if (source.problems.length > 0) throw invalid(file, source.problems);
  // A file of comments only says nothing.
  const result = configurationSchema.safeParse(source.value ?? {}, { reportInput: true });
  const problems = (result.error?.issues ?? []).flatMap((issue) => explain(issue, source));
  if (result.data?.rules?.malware !== undefined && result.data.rules.malware !== "block") {
    const place = source.locate(["rules", "malware"]);
    problems.push({ ...place, what: "`rules.malware` cannot be changed: malware always blocks" });
  }
  if (!result.success || problems.length > 0) throw invalid(file, problems);
  return build(result.data, source);
}

function build(data: Configuration, source: ConfigurationSource): Policy {
  const { severity, licenses, packages, rules, exceptions } = data;
  const unknown = licenses?.unknown;
  return {
    levels: {
      ...DEFAULTS.levels,
      ...(unknown === undefined ? {} : { "unknown-license": unknown }),
      ...rules,
    },
    severity:
      typeof severity === "string"
        ? { runtime: severity, development: severity }
        : {
            runtime: severity?.runtime ?? DEFAULTS.severity.runtime,
            development: severity?.development ?? DEFAULTS.severity.development,
          },
    licenses: { allow: licenses?.allow ?? [], deny: licenses?.deny ?? [] },
    denied: packages?.deny ?? [],
    private: packages?.private ?? [],
    hosts: (data.hosts ?? []).map((host) => host.toLowerCase()),
    minAge: data["min-age"] ?? DEFAULTS.minAge,
    minNameAge: data["min-name-age"] ?? DEFAULTS.minNameAge,
    trustFor: data["trust-for"] ?? DEFAULTS.trustFor,
    most: { growth: data.size?.["max-growth"], package: data.size?.["max-package"] },
    replacements: { list: data.replacements?.list !== "off", own: data.replacements?.own ?? [] },
    stale: data["stale-exceptions"] ?? DEFAULTS.stale,
    exceptions: (exceptions ?? []).map((entry, index): Exception => ({
      package: entry.package,
      advisories: (entry.advisory ?? []).map((id) => id.toUpperCase()),
      rules: entry.rule ?? [],
      versions: entry.versions,
      license: entry.license,
      reason: entry.reason,
      owner: entry.owner,
      until: entry.until,
      line: source.locate(["exceptions", index]).line,
    })),
  };
}

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(configurationSchema.shape),
  severity: ["runtime", "development"],
  licenses: ["allow", "deny", "unknown"],
  packages: ["deny", "private"],
  size: ["max-growth", "max-package"],
  rules: RULE_NAMES,
  replacements: ["list", "own", "package", "instead", "reason"],
  exceptions: ["package", "advisory", "rule", "versions", "license", "reason", "owner", "until"],
};

const nameOf = (path: readonly PropertyKey[]): string => {
  const name = path.reduce<string>(
    (whole, key) => (typeof key === "number" ? `${whole}[${key}]` : `${whole}${whole === "" ? "" : "."}${String(key)}`),
    "",
  );
  return name === "" ? "the file" : `\`${name.slice(0, 120)}\``;
};

function explain(issue: z.core.$ZodIssue, source: ConfigurationSource): Problem[] {
  const { path } = issue;
  const [top = ""] = path;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...source.locateKey(path, key),
      what: `\`${key.slice(0, 60)}\` is no key of ${nameOf(path)}. ${suggestion(key, KNOWN[String(top)] ?? [], "")}`.trim(),
    }));
  }
  const place = source.locate(path);
  if (issue.code === "invalid_value" && typeof issue.input === "string") {
    const help = suggestion(issue.input, issue.values.map(String), "");
    return [{ ...place, what: `${nameOf(path)} cannot be \`${issue.input.slice(0, 60)}\`. ${help}` }];
  }
  if (issue.code === "invalid_key") {
    const help = suggestion(String(path.at(-1)), RULE_NAMES, "");
    return [{ ...place, what: `\`${String(path.at(-1)).slice(0, 60)}\` is no rule. ${help}` }];
  }
  if (issue.code === "invalid_union") {
    // What was tried that comes nearest: the alternative that got past its type.
    const [best] = issue.errors
      .filter((issues) => issues.every(({ code, path: inner }) => code !== "invalid_type" || inner.length > 0))
      .toSorted((one, other) => one.length - other.length);
    if (best !== undefined) {
      return best.flatMap((inner) => explain({ ...inner, path: [...path, ...inner.path] } as z.core.$ZodIssue, source));
    }
    return [{ ...place, what: `${nameOf(path)} has a value that it cannot have` }];
  }
  if (issue.input === undefined || issue.input === null) return [{ ...place, what: `${nameOf(path)} is missing` }];
  return [{ ...place, what: `${nameOf(path)} ${issue.message.replace(/^Invalid input: /, "has the wrong type: ")}` }];
}

function invalid(file: string, problems: readonly Problem[]): Failure {
  const ordered = problems.toSorted((one, other) => one.line - other.line || one.column - other.column);
  const lines = ordered.slice(0, SHOWN).map(({ line, column, what }) => `${file}:${line}:${column}: ${what}`);
  const more = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : [];
  return new Failure("SLIP-DEPS-CONFIG", [...lines, ...more].join("\n"), {
    blame: "user",
    state: "Nothing was judged.",
    next: `Correct ${problems.length === 1 ? "this" : "these"} in ${file}.`,
  });
}
