import type { Level } from "./types.ts";

interface RuleText {
  /** For tables and SARIF: two to five words. */
  readonly title: string;
  /** One sentence on why it is looked at. */
  readonly why: string;
  readonly level: Level;
}

const rule = (level: Level, title: string, why: string): RuleText => ({ title, why, level });

/** Every rule by its name in the configuration, with what it does unless the configuration says otherwise. */
export const RULES = {
  malware: rule("block", "Known malware", "The release is recorded as malicious: whatever it touched is compromised."),
  vulnerability: rule("block", "Known vulnerability", "An advisory covers this version, and the change brings it in."),
  denied: rule("block", "Denied package", "The rules of this repository name the package as one not to use."),
  license: rule("block", "Licence not allowed", "The licence is not one that the rules of this repository accept."),
  "unknown-license": rule("warn", "Licence unknown", "Nobody can tell under which terms the package may be used."),
  "license-change": rule("warn", "Licence changed", "The new version comes under other terms than the old one."),
  age: rule(
    "block",
    "Too young",
    "Most malicious releases are found within days; a young one has not been looked at yet.",
  ),
  "new-name": rule("block", "New name", "The package itself appeared only lately, as those do that carry an attack."),
  trust: rule(
    "block",
    "Provenance lost",
    "Earlier versions prove where they were built and this one does not, as after a stolen token.",
  ),
  "install-script": rule(
    "block",
    "Runs a script when installed",
    "Install scripts run on every machine before anybody looks at the code.",
  ),
  maintainer: rule("block", "Other maintainers", "People that earlier versions did not have can publish this package."),
  repository: rule("warn", "Other repository", "The new version names another source repository than the old one."),
  deprecated: rule("warn", "Deprecated", "Its author asks not to use it."),
  yanked: rule("block", "Yanked", "Its author took the release back."),
  typosquat: rule("block", "Name close to another", "The name of a young package is nearly that of a well-known one."),
  host: rule("block", "Foreign host", "The lock file takes the package from elsewhere than the configured registry."),
  insecure: rule(
    "block",
    "Fetched unencrypted",
    "Whoever is on the way can exchange a package that is fetched by http.",
  ),
  integrity: rule("block", "Integrity changed", "The same version has other content than before."),
  "missing-integrity": rule(
    "block",
    "Integrity missing",
    "Without a checksum nobody notices when the content is exchanged.",
  ),
  source: rule(
    "block",
    "Not from a registry",
    "A git or URL dependency can change under its name and bypasses every check of a registry.",
  ),
  confusion: rule("block", "Dependency confusion", "A name of the team itself would come from a public registry."),
  "registry-change": rule("block", "Registry configuration changed", "The change decides where packages come from."),
  "out-of-step": rule(
    "warn",
    "Manifest and lock file disagree",
    "What gets installed is not what the manifest asks for.",
  ),
  size: rule(
    "warn",
    "Larger than allowed",
    "What is installed takes room and time on every machine, and wide code hides much.",
  ),
  duplicate: rule(
    "off",
    "Installed twice",
    "The same package in several versions takes room, and each has to be kept up to date.",
  ),
  replacement: rule(
    "warn",
    "Could be spared",
    "What is not installed has no size, no vulnerabilities and nobody who could take it over.",
  ),
  "imposter-commit": rule(
    "block",
    "Imposter commit",
    "No branch of the action's repository holds the commit: it came from a fork.",
  ),
  "moved-tag": rule("block", "Moved tag", "The tag does not lead to the commit that it was published with."),
  "missing-action": rule("block", "No such action", "Whoever registers the name next decides what the workflow runs."),
  "unpinned-action": rule("block", "Action not pinned", "Whoever can move the tag decides what the workflow runs."),
  "known-bad-action": rule(
    "block",
    "Compromised action",
    "The commit is one that attackers put under tags of a popular action.",
  ),
  "action-runtime": rule(
    "warn",
    "Runtime at its end",
    "GitHub ends the support of the Node version that the action runs on.",
  ),
  "unpinned-image": rule("warn", "Image not pinned", "The tag of a base image moves; a digest does not."),
} as const satisfies Readonly<Record<string, RuleText>>;

export type Rule = keyof typeof RULES;

// The keys of a literal are what its type says.
export const RULE_NAMES = Object.keys(RULES) as readonly Rule[];
