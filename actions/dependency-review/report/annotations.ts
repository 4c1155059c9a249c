import { RULES } from "../../../shared/dependencies/policy/rules.ts";
import type { Finding } from "../../../shared/dependencies/policy/types.ts";
import type { ReviewContext } from "../ports.ts";
import { aboutOf, accepted, balance, blocking, type Review, warning } from "../review.ts";
import { titleOf } from "./tables.ts";

/** GitHub shows ten annotations of a kind for a step; the last one is for saying how many more there are. */
const SHOWN = 9;
/** Lines of the log; the report has the rest. */
const LOGGED = 500;

type Log = ReviewContext["log"];

/** Every finding in the log, and the most important ones beside the lines that they are about. */
export function annotate(review: Review, log: Log): void {
  show(blocking(review), "Blocked", log.warning);
  show(warning(review), "Look at", log.notice);
  if (review.staleLevel !== "off") {
    const file = review.config.replace(/^\.\//, "");
    for (const { exception, why } of review.stale.slice(0, SHOWN)) {
      log.notice(`${aboutOf(exception)}, of ${exception.owner}: ${why}.`, "Exception to clear up", {
        file,
        line: exception.line,
      });
    }
  }
  const old = review.elsewhere.filter(({ advisory }) => advisory.malware);
  if (old.length > 0) {
    const names = old
      .slice(0, 10)
      .map(({ dependency, advisory }) => `${dependency.name} ${dependency.version ?? ""} (${advisory.id})`);
    log.warning(
      `${names.join(", ")}${old.length > names.length ? ` and ${old.length - names.length} more` : ""}: this change did not bring it in, and leaves it there. Remove it, and count every secret of a machine that installed it as stolen.`,
      "Known malware was there before",
    );
  }
  const all = [...blocking(review), ...warning(review)];
  for (const finding of all.slice(0, LOGGED)) log.info(line(finding));
  if (all.length > LOGGED) log.info(`… and ${all.length - LOGGED} more findings: the report has all of them.`);
  log.info(
    `Known vulnerabilities: this change ${balance(review)}. Findings: ${blocking(review).length} blocking, ${warning(review).length} to look at, ${accepted(review).length} accepted.`,
  );
}

const line = (finding: Finding): string => {
  const { dependency, level, rule, message, advice, command } = finding;
  const next = [advice, command === undefined ? undefined : `Run: ${command}`].filter((part) => part !== undefined);
  return `${level === "block" ? "BLOCKED" : "look at"} ${titleOf(finding)} (${dependency.file}:${dependency.line}): ${[`${RULES[rule].title}: ${message}`, ...next].join(" ")}`;
};

function show(findings: readonly Finding[], word: string, write: Log["warning"]): void {
  const shown = findings.length <= SHOWN + 1 ? findings : findings.slice(0, SHOWN);
  for (const finding of shown) {
    const { dependency, rule, message, advice, command } = finding;
    const text = [message, advice, command === undefined ? undefined : `Run: ${command}`];
    write(text.filter((part) => part !== undefined).join("\n"), `${word}: ${titleOf(finding)}: ${RULES[rule].title}`, {
      file: dependency.file,
      line: dependency.line,
    });
  }
  const more = findings.length - shown.length;
  if (more > 0)
    write(`${more} more findings of this kind are in the job's summary and in the report.`, `${word}: ${more} more`);
}
