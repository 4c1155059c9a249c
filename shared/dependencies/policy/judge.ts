import { createHash } from "node:crypto";
import type { Comparison, Dependency } from "../types.ts";
import { type AdvisoryChange, type Affected, packageKey } from "./advisories.ts";
import { exceptionFor, type StaleException, staleExceptions } from "./exceptions.ts";
import { actions, images } from "./gates/actions.ts";
import { installScript, maintainer, repository } from "./gates/behaviour.ts";
import { denied, license } from "./gates/denied.ts";
import { lockGates } from "./gates/lock.ts";
import { typosquat } from "./gates/names.ts";
import { registryIntegrity } from "./gates/registry.ts";
import { age, newName, withdrawn } from "./gates/release.ts";
import type { Draft, Gate, Subject, Surroundings } from "./gates/subject.ts";
import { trust } from "./gates/trust.ts";
import { rankOf, reaches, thresholdOf } from "./severity.ts";
import type { Exception, Finding } from "./types.ts";

/** Each looks at one package on its own, and none relies on what another one finds. */
const GATES: readonly Gate[] = [
  denied,
  license,
  age,
  newName,
  withdrawn,
  trust,
  installScript,
  maintainer,
  repository,
  typosquat,
  registryIntegrity,
  actions,
  images,
];

export interface Judgement {
  /** Most important first. */
  readonly findings: readonly Finding[];
  readonly stale: readonly StaleException[];
}

/** `further`: what was found elsewhere, such as in manifests. */
export function judge(
  comparison: Comparison,
  advisories: AdvisoryChange,
  subjects: readonly Subject[],
  further: readonly Draft[],
  surroundings: Surroundings,
): Judgement {
  const { policy, now, compare } = surroundings;
  const drafts = [
    ...advisories.introduced.map((affected) => ofAdvisory(affected, surroundings)),
    // Malware is not tolerated for having been there before.
    ...advisories.existing
      .filter(({ advisory }) => advisory.malware)
      .map((affected) => ofAdvisory(affected, surroundings)),
    ...subjects.flatMap((subject) =>
      GATES.flatMap((gate) => gate(subject, surroundings)).map((draft) => ({ ...draft, path: subject.added.path })),
    ),
    ...lockGates(comparison, surroundings),
    ...further,
  ];
  const used = new Set<Exception>();
  const findings = new Map<string, Finding>();
  for (const draft of drafts) {
    const level = policy.levels[draft.rule];
    if (level === "off") continue;
    const { exception, note } = exceptionFor(draft, policy, now, compare);
    if (exception !== undefined) used.add(exception);
    const finding: Finding = {
      rule: draft.rule,
      level: draft.mild === true ? "warn" : level,
      dependency: draft.dependency,
      message: note === undefined ? draft.message : `${draft.message} ${note}`,
      advice: draft.advice,
      command: undefined,
      advisory: draft.advisory,
      license: draft.license,
      address: draft.address,
      exception,
      path: draft.path ?? [],
      fingerprint: fingerprintOf(draft),
    };
    // One package may be pinned in many files: it is one finding, at the first place.
    const former = findings.get(finding.fingerprint);
    if (former === undefined || (former.level === "warn" && level === "block")) {
      findings.set(finding.fingerprint, finding);
    }
  }
  const head = comparison.head.flatMap(({ dependencies }) => dependencies);
  return {
    findings: [...findings.values()].toSorted(byImportance),
    stale: staleExceptions(policy, used, head, now, compare),
  };
}

function ofAdvisory({ advisory, dependency, scope, versions, path }: Affected, { policy }: Surroundings): Draft {
  const { id, severity, summary, malware, fixedIn } = advisory;
  const rating = severity === "unknown" ? "not rated yet, so it counts as high" : severity;
  const where = scope === "development" ? ", in a development dependency" : "";
  const all = versions.length > 1 ? ` It is in ${versions.join(", ")}.` : "";
  const what = summary === "" ? "" : `: ${summary.replace(/\.$/, "")}`;
  return {
    rule: malware ? "malware" : "vulnerability",
    dependency,
    key: id,
    advisory,
    path,
    mild: !malware && !reaches(severity, thresholdOf(policy, scope)),
    message: malware ? `${id}${what}.${all}` : `${id} (${rating}${where})${what}.${all}`,
    ...(malware
      ? { advice: "Remove it. Where it was installed already, count every secret of that machine as stolen." }
      : fixedIn.length === 0
        ? { advice: "There is no version without it yet." }
        : {}),
  };
}

/** From what stays the same when lines move, files are renamed, and texts are worded anew. */
function fingerprintOf({ rule, dependency, key }: Draft): string {
  const parts = [rule, packageKey(dependency), key ?? dependency.version ?? ""];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40);
}

const weight = ({ exception, level, rule, advisory }: Finding): number => {
  if (exception !== undefined) return 0;
  const base = level === "block" ? 100 : 10;
  if (rule === "malware") return 1_000;
  // A matter of taste beside all others.
  if (rule === "replacement") return base;
  return base + (advisory === undefined ? 2.5 : rankOf(advisory.severity));
};

const byImportance = (one: Finding, other: Finding): number =>
  weight(other) - weight(one) ||
  // What is as important stands together by its package.
  compareText(nameOf(one.dependency), nameOf(other.dependency)) ||
  compareText(one.rule, other.rule);

const nameOf = ({ name, version }: Dependency): string => `${name}@${version ?? ""}`;
const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
