import { gzipSync } from "node:zlib";
import { oneLine } from "../../../shared/action/text.ts";
import { RULES } from "../../../shared/dependencies/policy/rules.ts";
import type { Finding } from "../../../shared/dependencies/policy/types.ts";
import type { Advisory } from "../../../shared/dependencies/types.ts";
import { blocking, type Review, warning } from "../review.ts";
import { titleOf } from "./tables.ts";

/** Code scanning keeps so many results of a run, and drops the least important of the rest by itself. */
const MOST = 5_000;

/** Bytes, compressed: code scanning takes no more. Text from outside need not be any that can be compressed. */
const ROOM = 10 * 1024 * 1024;

/** What code scanning makes "critical", "high" … of. */
const SCORES: Readonly<Record<Advisory["severity"], string>> = {
  critical: "9.5",
  high: "8.0",
  unknown: "8.0",
  moderate: "5.0",
  low: "2.0",
};

/** SARIF 2.1.0 with a fingerprint of its own for each finding, so that moved lines do not close and open alerts. */
export function sarif(review: Pick<Review, "findings">): string {
  const findings = [...blocking(review), ...warning(review)];
  for (let most = MOST; ; most = Math.floor(most * 0.8)) {
    const text = written(findings.slice(0, most));
    if (Buffer.byteLength(text) < ROOM || gzipSync(text).length < ROOM) return text;
  }
}

function written(findings: readonly Finding[]): string {
  const rules = new Map(findings.map((finding) => [ruleId(finding), ruleOf(finding)]));
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
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
        results: findings.map((finding) => resultOf(finding, indexes.get(ruleId(finding)))),
      },
    ],
  });
}

const resultOf = (finding: Finding, ruleIndex: number | undefined): object => ({
  ruleId: ruleId(finding),
  ruleIndex,
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
  // The first is the only one that code scanning looks at: a hash, and which one of those that share it.
  partialFingerprints: {
    primaryLocationLineHash: `${finding.fingerprint.slice(0, 16)}:1`,
    "slipwayFinding/v1": finding.fingerprint,
  },
});

/** Nothing that anybody has to be warned of. */
const ABOUT_ROOM: ReadonlySet<Finding["rule"]> = new Set(["size", "duplicate", "replacement"]);

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
      tags: [ABOUT_ROOM.has(rule) ? "maintainability" : "security", "dependencies"],
      ...(advisory === undefined ? {} : { "security-severity": SCORES[advisory.severity] }),
    },
  };
}

const uriOf = (file: string): string =>
  file
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
