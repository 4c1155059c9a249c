import { common } from "../../shared/action/common-inputs.ts";
import { field, readUrl } from "../../shared/action/fields.ts";
import { choice, defineAction, jsonOutput, optionalText, outcome, output, text } from "../../shared/action/spec.ts";
import { parseDuration } from "../../shared/domain/duration.ts";
import { listOf, optionalChoice } from "./fields.ts";

const SEVERITIES = ["low", "moderate", "high", "critical", "never"] as const;

export const spec = defineAction({
  name: "Dependency review",
  description: "Say what a change brings in, fixes and takes away, and stop what the rules refuse",
  icon: "package",
  inputs: {
    command: choice(
      "`review` judges a change; `baseline` writes today's findings as exceptions into `config`, so that a first review is green",
      ["review", "baseline"],
      "review",
    ),
    base: optionalText("Commit, branch or tag to compare with; from the event when absent"),
    head: optionalText("Commit, branch or tag to judge; from the event when absent"),
    config: text(
      "File of rules and exceptions, read from the base commit where a pull request is judged; it may be missing",
      ".github/slipway.deps.yml",
    ),
    "fail-on-severity": optionalChoice(
      "Least severity of a vulnerability in a runtime dependency that blocks; the configuration's when absent, else `moderate`",
      SEVERITIES,
    ),
    "fail-on-severity-development": optionalChoice(
      "The same for development dependencies; the configuration's when absent, else `high`",
      SEVERITIES,
    ),
    "allow-licenses": listOf("Licences that are accepted, as SPDX expressions; all that are not denied when absent"),
    "deny-licenses": listOf("Licences that are not accepted, as SPDX expressions"),
    "deny-packages": listOf("Packages that are not accepted, such as `pkg:npm/@acme/*` or `pkg:pypi/evil@<2`"),
    "min-age": optionalText(
      "Age that a release must have, such as `3d`; the configuration's when absent, else `3d`. Waived for a release that fixes a known vulnerability of the one before",
    ),
    "on-error": choice("What it means when something could not be checked", ["fail", "warn"], "fail"),
    comment: choice(
      "Comment on the pull request: `auto` when there is something to say, `always`, or `never`",
      ["auto", "always", "never"],
      "auto",
    ),
    sarif: choice(
      "`auto` hands the findings to code scanning where that is possible, `file` only writes the file",
      ["auto", "file", "never"],
      "auto",
    ),
    advisories: choice(
      "Whose advisories are asked for: `both` takes OSV's, which decide what counts as checked, and adds GitHub's to them; `github` alone is for runners that cannot reach OSV, and knows less malware",
      ["both", "osv", "github"],
      "both",
    ),
    "osv-url": field("Base address of the OSV database", readUrl, { fallback: "https://api.osv.dev" }),
    "api-url": common.githubApiUrl,
    "github-token": common.githubToken,
    timeout: common.timeout,
    "dry-run": common.dryRun,
  },
  outputs: {
    outcome: outcome("How it ended; `planned` is a `baseline` with `dry-run`, `written` one without", [
      "clean",
      "blocked",
      "warned",
      "not-checked",
      "written",
      "planned",
    ]),
    added: output("Number of package versions that the change brings in"),
    removed: output("Number of package versions that it takes away"),
    fixed: output("Number of known vulnerabilities that it ends"),
    introduced: output("Number of known vulnerabilities that it brings in"),
    findings: jsonOutput(
      "The most important findings, 50 at most: rule, level, package, version, advisory, file, line; `report` has all",
    ),
    "not-checked": output("Number of packages about which something could not be found out"),
    report: output("Path of the report as a JSON file"),
    sarif: output("Path of the SARIF file"),
  },
  check: ({ minAge, base, head, command, advisories, githubToken }) => [
    ...(advisories === "github" && githubToken === undefined
      ? [{ inputs: ["advisories", "github-token"], message: "GitHub's advisories need a token; give `github-token`" }]
      : []),
    ...(minAge === undefined || parseDuration(minAge) !== undefined || /^0+$/.test(minAge)
      ? []
      : [{ inputs: ["min-age"], message: "write a duration such as `3d` or `36h`, or `0`" }]),
    ...[["base", base] as const, ["head", head] as const]
      .filter(([, given]) => given !== undefined && !/^[\w@][\w./@{}^~+-]{0,254}$/.test(given))
      .map(([name]) => ({ inputs: [name], message: "write a commit id, a branch or a tag" })),
    ...(command === "baseline" && base !== undefined
      ? [{ inputs: ["command", "base"], message: "a baseline is about everything that is there; leave `base` out" }]
      : []),
  ],
});
