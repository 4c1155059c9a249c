import type { Cell, Inline, Summary } from "../../../shared/action/summary.ts";
import type { Affected } from "../../../shared/dependencies/policy/advisories.ts";
import { RULES } from "../../../shared/dependencies/policy/rules.ts";
import type { Finding } from "../../../shared/dependencies/policy/types.ts";

export interface Links {
  /** Address of a line at the commit that was judged. */
  readonly line: (file: string, line: number) => string;
}

export const titleOf = ({ dependency: { name, version } }: Pick<Finding, "dependency">): string =>
  version === undefined ? name : `${name} ${version}`;

/** How the package got here: `via express › body-parser`. */
export const pathOf = ({ path }: Finding): string | undefined =>
  path.length < 2 ? undefined : `via ${path.slice(0, -1).join(" › ")}`;

/** What stands between backticks as code. */
const worded = (text: string): readonly Inline[] => {
  const parts = text.split("`");
  // One that has no other is only a character.
  return parts.length % 2 === 0 ? [text] : parts.map((part, index) => (index % 2 === 0 ? part : { code: part }));
};

/** One row a finding: package, what was found, where, what to do. Never more than `most` rows. */
export function findingsTable(summary: Summary, findings: readonly Finding[], links: Links, most: number): void {
  const shown = findings.slice(0, most);
  if (shown.length > 0) {
    summary.table(
      ["Package", "Rule", "Finding", "Where", "What to do"],
      shown.map((finding): readonly Cell[] => {
        const { dependency, rule, advisory, message, advice, command } = finding;
        const address = advisory?.url ?? finding.address;
        const via = pathOf(finding);
        return [
          { code: titleOf(finding) },
          address === undefined ? RULES[rule].title : { link: RULES[rule].title, to: address },
          worded(message),
          { link: `${dependency.file}:${dependency.line}`, to: links.line(dependency.file, dependency.line) },
          [
            ...worded([via === undefined ? "" : `It comes ${via}.`, advice ?? ""].filter(Boolean).join(" ")),
            ...(command === undefined ? [] : [" ", { code: command }]),
          ],
        ];
      }),
    );
  }
  if (findings.length > shown.length) {
    summary.paragraph(`… and ${findings.length - shown.length} more, less important ones: the report has all of them.`);
  }
}

export function exceptionsTable(summary: Summary, findings: readonly Finding[], most: number): void {
  const shown = findings.slice(0, most);
  if (shown.length > 0) {
    summary.table(
      ["Package", "Rule", "Owner", "Until", "Reason"],
      shown.map((finding): readonly Inline[] => [
        { code: titleOf(finding) },
        finding.advisory === undefined
          ? RULES[finding.rule].title
          : `${RULES[finding.rule].title}: ${finding.advisory.id}`,
        finding.exception?.owner ?? "",
        finding.exception?.until ?? "",
        finding.exception?.reason ?? "",
      ]),
    );
  }
  if (findings.length > shown.length) summary.paragraph(`… and ${findings.length - shown.length} more.`);
}

/** What the change does not answer for, folded: never more than `most` rows. */
export function standingTable(summary: Summary, affected: readonly Affected[], links: Links, most: number): void {
  if (affected.length === 0) return;
  const shown = affected.slice(0, most);
  summary.details(`Known before (${affected.length})`, (body) => {
    if (shown.length > 0) {
      body.table(
        ["Package", "Advisory", "Severity", "Ends with", "Where"],
        shown.map(({ advisory, dependency, versions, scope }): readonly Inline[] => [
          { code: `${dependency.name} ${versions.join(", ")}` },
          { link: advisory.id, to: advisory.url },
          `${advisory.malware ? "malware" : advisory.severity}${scope === "development" ? ", development" : ""}`,
          advisory.fixedIn.join(", "),
          { link: `${dependency.file}:${dependency.line}`, to: links.line(dependency.file, dependency.line) },
        ]),
      );
    }
    if (affected.length > shown.length)
      body.paragraph(`… and ${affected.length - shown.length} more: the report has all of them.`);
  });
}
