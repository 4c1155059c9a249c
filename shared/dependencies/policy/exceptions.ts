import type { Advisory } from "../types.ts";
import type { Dependency } from "../types.ts";
import type { Draft } from "./gates/subject.ts";
import { isSameLicense } from "./license-verdict.ts";
import { matchesPackage } from "./package-pattern.ts";
import type { Exception, Policy } from "./types.ts";
import type { CompareVersions } from "./version-range.ts";
import { isInRange } from "./version-range.ts";

const DAY = 86_400_000;
/** Malware may be lifted for less than so many days: whoever needs longer has not looked into it. */
const MALWARE_DAYS = 7;

/** The moment at which an exception ends: the end of its last day. */
const endOf = ({ until }: Exception): number => Date.parse(`${until}T00:00:00Z`) + DAY;

export const isExpired = (exception: Exception, now: number): boolean => now >= endOf(exception);

const names = ({ advisories }: Exception, { id, aliases }: Advisory): boolean =>
  [id, ...aliases].some((one) => advisories.includes(one.toUpperCase()));

/** Whether an exception is about what was found, whether or not it still counts. */
function isAbout(exception: Exception, draft: Draft, compare: CompareVersions): boolean {
  const { rules, versions, license, advisories } = exception;
  const { dependency, advisory } = draft;
  if (advisories.length > 0 && (advisory === undefined || !names(exception, advisory))) return false;
  if (exception.package !== undefined && !matchesPackage(exception.package, dependency, compare)) return false;
  if (!isInRange(versions, dependency, compare)) return false;
  if (license !== undefined && (draft.license === undefined || !isSameLicense(license, draft.license))) return false;
  // Malware has to be named: nobody lifts it by a sweeping exception.
  if (draft.rule === "malware") return rules.includes("malware") || advisories.length > 0;
  return rules.length === 0 || rules.includes(draft.rule);
}

/** The exception that lifts a finding, or why one that is about it does not. */
export function exceptionFor(
  draft: Draft,
  { exceptions }: Pick<Policy, "exceptions">,
  now: number,
  compare: CompareVersions,
): { readonly exception: Exception | undefined; readonly note: string | undefined } {
  let note: string | undefined;
  for (const exception of exceptions) {
    if (!isAbout(exception, draft, compare)) continue;
    const { until, line } = exception;
    if (isExpired(exception, now)) note ??= `The exception in line ${line} ended on ${until}.`;
    else if (draft.rule === "malware" && endOf(exception) - now >= MALWARE_DAYS * DAY)
      note ??= `The exception in line ${line} does not count: malware can be lifted for less than ${MALWARE_DAYS} days.`;
    else return { exception, note: undefined };
  }
  return { exception: undefined, note };
}

export interface StaleException {
  readonly exception: Exception;
  readonly why: string;
}

/**
 * Exceptions that have expired, and those that nothing in the repository needs any more: no package of theirs is there in such
 * a version. One that names only advisories can be told to be needless only for packages that were looked up.
 */
export function staleExceptions(
  { exceptions }: Pick<Policy, "exceptions">,
  used: ReadonlySet<Exception>,
  head: readonly Dependency[],
  now: number,
  compare: CompareVersions,
): readonly StaleException[] {
  return exceptions.flatMap((exception): StaleException[] => {
    if (isExpired(exception, now)) return [{ exception, why: `it ended on ${exception.until}` }];
    if (used.has(exception) || exception.package === undefined) return [];
    const pattern = exception.package;
    const isThere = head.some(
      (dependency) =>
        matchesPackage(pattern, dependency, compare) && isInRange(exception.versions, dependency, compare),
    );
    return isThere ? [] : [{ exception, why: "no such package is in the repository any more" }];
  });
}
