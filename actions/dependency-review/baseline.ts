import { Failure } from "../../shared/action/failure.ts";
import type { Outputs } from "../../shared/action/spec.ts";
import type { Finding } from "../../shared/dependencies/policy/types.ts";
import { purlOf } from "../../shared/dependencies/purl.ts";
import { type Entry, withExceptions } from "./baseline-file.ts";
import type { Ports, ReviewContext } from "./ports.ts";
import { reportJson, topFindings } from "./report/json.ts";
import { titleOf } from "./report/tables.ts";
import { blocking, packages, reasons, type Review, uncheckedPackages } from "./review.ts";
import type { Rules } from "./rules.ts";
import type { spec } from "./spec.ts";

const DAY = 86_400_000;
/** Long enough to work it off, short enough not to forget it. */
const DAYS = 90;

/**
 * Writes what blocks today as exceptions, so that the first review is about what changes from now on. Malware stays out:
 * nothing of it can be accepted for so long.
 */
export async function writeBaseline(
  review: Review,
  { text }: Rules,
  { inputs, log, run, clock, summary }: ReviewContext,
  ports: Ports,
): Promise<Outputs<typeof spec>> {
  if (review.unchecked.length > 0 && inputs.onError === "fail") throw unknown(review);
  const found = blocking(review);
  const malware = found.filter(({ rule }) => rule === "malware");
  const rest = found.filter(({ rule, dependency }) => rule !== "malware" && dependency.purl !== "");
  const until = new Date(clock.date().getTime() + DAYS * DAY).toISOString().slice(0, 10);
  const owner = run.actor === "" ? "nobody yet" : `@${run.actor}`;
  const entries = [...Map.groupBy(rest, ({ dependency: { ecosystem, name } }) => purlOf(ecosystem, name))].flatMap(
    ([name, findings]) => entriesOf(name, findings, { until, owner, today: clock.date().toISOString().slice(0, 10) }),
  );
  const written = withExceptions(text, entries);
  const path = inputs.config.replace(/^\.\//, "");
  if (!inputs.dryRun && entries.length > 0) await ports.writeFile(path, written);
  const report = await ports.keep("dependency-review.json", reportJson(review));
  log.info(
    `${inputs.dryRun ? "Would write" : "Wrote"} ${entries.length} exceptions for ${rest.length} findings into ${path}, until ${until}.`,
  );
  summary
    .heading("Dependency review: baseline")
    .paragraph(
      `${entries.length} exceptions for ${rest.length} findings, until ${until}. Commit the file, then work it off.`,
    )
    .code(written.slice(0, 200_000), "yaml");
  const result = {
    outcome: inputs.dryRun ? "planned" : "written",
    added: String(review.comparison.added.length),
    removed: "0",
    findings: topFindings(review),
    notChecked: String(uncheckedPackages(review)),
    report,
  } as const;
  if (malware.length === 0) return result;
  throw new Failure(
    "SLIP-DEPS-BLOCKED",
    `The repository has known malware, which no baseline accepts: ${malware.slice(0, 8).map(titleOf).join(", ")}.`,
    {
      blame: "user",
      state: `${inputs.dryRun ? "Nothing was written." : `All other findings were written into ${path}.`}`,
      next: "Remove it, and count every secret of the machines that installed it as stolen.",
      outcome: "blocked",
    },
  );
}

interface Terms {
  readonly until: string;
  readonly owner: string;
  readonly today: string;
}

/** One entry for all advisories of a package, one for its other rules, and one for each of its licences. */
function entriesOf(name: string, findings: readonly Finding[], { until, owner, today }: Terms): Entry[] {
  const ending = { reason: `Was there when reviews began on ${today}`, owner, until };
  const versions = [...new Set(findings.map(({ dependency }) => dependency.version))];
  const pinned = versions.every((version) => version !== undefined && /^v?\d[^\s<>=|,*]*$/.test(version))
    ? { versions: versions.join(" || ") }
    : {};
  const advisories = findings.flatMap(({ advisory }) => (advisory === undefined ? [] : [advisory.id]));
  const licenses = [...new Set(findings.filter(({ rule }) => rule === "license").map(({ license }) => license))];
  const rules = [...new Set(findings.map(({ rule }) => rule))].filter(
    (rule) => rule !== "vulnerability" && rule !== "license",
  );
  return [
    ...(advisories.length === 0 ? [] : [{ package: name, advisory: advisories, ...pinned, ...ending }]),
    ...(rules.length === 0 ? [] : [{ package: name, rule: rules, ...pinned, ...ending }]),
    // A combination of licences cannot be named: then it is about this version.
    ...(licenses.length === 0 ? [] : [{ package: name, rule: "license", ...pinned, ...ending }]),
  ];
}

const unknown = (review: Review): Failure =>
  new Failure(
    "SLIP-DEPS-NOT-CHECKED",
    `A baseline has to know everything, and something could not be found out about ${packages(uncheckedPackages(review))}: ${reasons(
      review,
    )
      .slice(0, 5)
      .map(([why]) => why)
      .join("; ")}.`,
    {
      blame: "provider",
      state: "Nothing was written.",
      next: "Run it again, or give `on-error: warn` to write what is known.",
      outcome: "not-checked",
    },
  );
