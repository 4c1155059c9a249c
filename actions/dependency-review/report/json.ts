import type { Affected } from "../../../shared/dependencies/policy/advisories.ts";
import type { Finding } from "../../../shared/dependencies/policy/types.ts";
import { blocking, type Review, verdictOf, warning } from "../review.ts";

/** Findings of the output: a step's outputs together may have 1 MiB. */
const MOST = 50;

const findingOf = ({ dependency, advisory, exception, path, ...rest }: Finding) => ({
  rule: rest.rule,
  level: rest.level,
  package: dependency.name,
  version: dependency.version,
  purl: dependency.purl,
  file: dependency.file,
  line: dependency.line,
  message: rest.message,
  advice: rest.advice,
  command: rest.command,
  license: rest.license,
  url: rest.address,
  path,
  advisory: advisory && { id: advisory.id, aliases: advisory.aliases, severity: advisory.severity, url: advisory.url },
  exception: exception && {
    owner: exception.owner,
    until: exception.until,
    reason: exception.reason,
    line: exception.line,
  },
  fingerprint: rest.fingerprint,
});

const affectedOf = ({ advisory, dependency, versions, scope }: Affected) => ({
  package: dependency.name,
  ecosystem: dependency.ecosystem,
  versions,
  scope,
  advisory: advisory.id,
  severity: advisory.severity,
});

/** Everything, for other programs. */
export const reportJson = (review: Review): string => {
  const {
    range,
    comparison,
    advisories,
    elsewhere,
    footprint,
    spared,
    findings,
    stale,
    unchecked,
    unasked,
    notes,
    sources,
  } = review;
  return `${JSON.stringify(
    {
      version: 1,
      outcome: verdictOf(review),
      base: range.base,
      head: range.head,
      rulesFrom: range.rules,
      added: comparison.added.map(({ dependency, before, path }) => ({
        purl: dependency.purl,
        file: dependency.file,
        line: dependency.line,
        before: before.map(({ version }) => version),
        path,
      })),
      removed: comparison.removed.map(({ purl }) => purl),
      altered: comparison.altered.map(({ after }) => ({ purl: after.purl, file: after.file, line: after.line })),
      introduced: advisories.introduced.map(affectedOf),
      size: {
        added: footprint.added,
        removed: footprint.removed,
        growth: footprint.growth,
        largest: footprint.newcomers
          .slice(0, MOST)
          .map(({ dependency, bytes, formerly }) => ({ purl: dependency.purl, bytes, formerly })),
      },
      duplicates: footprint.duplicates.map(({ dependency, versions }) => ({
        package: dependency.name,
        ecosystem: dependency.ecosystem,
        versions,
        file: dependency.file,
        line: dependency.line,
      })),
      spared: spared.map(({ dependency, path, why, instead, address }) => ({
        package: dependency.name,
        purl: dependency.purl,
        file: dependency.file,
        line: dependency.line,
        path,
        why,
        instead,
        url: address,
      })),
      existing: advisories.existing.map(affectedOf),
      existingElsewhere: elsewhere.map(affectedOf),
      fixed: advisories.fixed.map(affectedOf),
      findings: findings.map(findingOf),
      staleExceptions: stale.map(({ exception, why }) => ({ line: exception.line, owner: exception.owner, why })),
      notChecked: unchecked,
      advisoriesOf: sources,
      notAskedAbout: Object.fromEntries(unasked),
      notes,
      files: comparison.head.map(({ file, format, dependencies }) => ({ file, format, packages: dependencies.length })),
    },
    null,
    2,
  )}\n`;
};

/** The most important findings, for the output. */
export const topFindings = (review: Review) =>
  [...blocking(review), ...warning(review)].slice(0, MOST).map(({ rule, level, dependency, advisory }) => ({
    rule,
    level,
    package: dependency.name.slice(0, 200),
    version: dependency.version?.slice(0, 100),
    advisory: advisory?.id,
    file: dependency.file.slice(0, 300),
    line: dependency.line,
  }));
