import { oneLine } from "../../../shared/action/text.ts";
import { RULES } from "../../../shared/dependencies/policy/rules.ts";
import type { Finding } from "../../../shared/dependencies/policy/types.ts";
import type { Advisory } from "../../../shared/dependencies/types.ts";
import { blocking, type Review, warning } from "../review.ts";
import { titleOf } from "./tables.ts";

/** Code scanning keeps so many results of a run, and drops the least important of the rest by itself. */
const MOST = 5_000;

/** What code scanning makes "critical", "high" … of. */
const SCORES: Readonly<Record<Advisory["severity"], string>> = {
  critical: "9.5",
  high: "8.0",
  unknown: "8.0",
  moderate: "5.0",
  low: "2.0",
};

/** SARIF 2.1.0 with a fingerprint of its own for each finding, so that moved lines do not close and open alerts. */
export function sarif(review: Review): string {
  const findings = [...blocking(review), ...warning(review)].slice(0, MOST);
  const rules = new Map(findings.map((finding) => [ruleId(finding), ruleOf(finding)]));
  const ids = [...rules.keys()];
  return JSON.stringify({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Slipway dependency review",
            informationUri: "https://github.com/slipway/slipway",
            rules: [...rules.values()],
          },
        },
        automationDetails: { id: "slipway/dependency-review/" },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => ({
          ruleId: ruleId(finding),
          ruleIndex: ids.indexOf(ruleId(finding)),
          level: finding.level === "block" ? "error" : "warning",
          message: {
            text: oneLine(
              [`${titleOf(finding)}: ${finding.message}`, finding.advice, finding.command && `Run: ${finding.command}`]
                .filter(Boolean)
                .join(" "),
              1_000,
            ),
          },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(finding.dependency.file), uriBaseId: "%SRCROOT%" },
                region: { startLine: Math.max(1, finding.dependency.line) },
              },
            },
          ],
          partialFingerprints: { "slipwayFinding/v1": finding.fingerprint },
        })),
      },
    ],
  });
}

const ruleId = ({ rule, advisory }: Finding): string =>
  advisory === undefined ? rule : `${rule}/${oneLine(advisory.id, 80)}`;

function ruleOf(finding: Finding): object {
  const { rule, advisory } = finding;
  const { title, why, level } = RULES[rule];
  const text = advisory === undefined ? why : oneLine(`${advisory.id}: ${advisory.summary}`, 500);
  const address = advisory === undefined ? null : URL.parse(advisory.url);
  return {
    id: ruleId(finding),
    name: title.replaceAll(/[^A-Za-z ]/g, "").replaceAll(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: advisory === undefined ? title : oneLine(`${title}: ${advisory.id}`, 200) },
    fullDescription: { text },
    help: { text: why },
    ...(address !== null && /^https?:$/.test(address.protocol) ? { helpUri: address.href } : {}),
    defaultConfiguration: { level: level === "block" ? "error" : "warning" },
    properties: {
      tags: ["security", "dependencies"],
      ...(advisory === undefined ? {} : { "security-severity": SCORES[advisory.severity] }),
    },
  };
}

const uriOf = (file: string): string =>
  file
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
