import { Failure } from "../../shared/action/failure.ts";
import type { Outputs } from "../../shared/action/spec.ts";
import { sizeGates } from "../../shared/dependencies/policy/gates/size.ts";
import { judge } from "../../shared/dependencies/policy/judge.ts";
import { comparable } from "../../shared/dependencies/policy/package-pattern.ts";
import { registryHosts } from "../../shared/dependencies/policy/registry-hosts.ts";
import { RULES } from "../../shared/dependencies/policy/rules.ts";
import type { Comparison } from "../../shared/dependencies/types.ts";
import { compareVersions } from "../../shared/dependencies/versions/compare-versions.ts";
import { advise } from "./advice.ts";
import { writeBaseline } from "./baseline.ts";
import { lookElsewhere } from "./elsewhere.ts";
import { readOccasion } from "./event.ts";
import { gather } from "./gather.ts";
import { outOfStep, registryChanges } from "./manifests.ts";
import type { Ports, ReviewContext } from "./ports.ts";
import { publishReview } from "./publish.ts";
import { findRange } from "./range.ts";
import { findSpared } from "./replaceable.ts";
import { titleOf } from "./report/tables.ts";
import { blocking, packages, reasons, type Review, uncheckedPackages, verdictOf } from "./review.ts";
import { findRules } from "./rules.ts";
import type { spec } from "./spec.ts";

type Result = Outputs<typeof spec>;

export async function dependencyReview(context: ReviewContext, ports: Ports): Promise<Result> {
  const { inputs, log, run, clock } = context;
  const now = clock.date().getTime();
  const { revisions } = ports;
  const occasion = readOccasion(await ports.event(), run);
  const range = await findRange(occasion, inputs, revisions, log);
  const rules = await findRules(range, inputs, revisions);
  for (const note of rules.notes) log.notice(note, "Rules of the review");
  const comparison = await revisions.compare(range.base, range.head);
  log.info(
    `Comparing ${range.base ?? "nothing"} with ${range.head}: ${comparison.added.length} added, ${comparison.removed.length} removed, ${comparison.altered.length} altered.`,
  );
  const [facts, elsewhere, spared, before, after] = await Promise.all([
    gather(comparison, range, rules.policy, ports, now),
    lookElsewhere(comparison, ports),
    findSpared(comparison, range, rules.policy, ports, now),
    revisions.addresses(range.base ?? range.head),
    revisions.addresses(range.head),
  ]);
  const further = [
    ...(range.base === undefined ? [] : registryChanges(before, after)),
    ...(await outOfStep(comparison, range, revisions)),
    ...sizeGates(facts.footprint, rules.policy),
    ...spared.drafts,
  ];
  const judgement = judge(comparison, facts.advisories, facts.subjects, further, {
    policy: rules.policy,
    now,
    compare: compareVersions,
    hosts: registryHosts(before),
    owner: run.repository.split("/")[0]?.toLowerCase() ?? "",
    names: directNames(comparison),
  });
  const review: Review = {
    occasion,
    range,
    comparison,
    advisories: facts.advisories,
    elsewhere: elsewhere.affected,
    footprint: facts.footprint,
    spared: spared.brought,
    findings: await advise(judgement.findings, comparison, facts, ports),
    stale: judgement.stale,
    staleLevel: rules.policy.stale,
    unchecked: facts.unchecked,
    unasked: facts.unasked,
    notes: [...rules.notes, ...facts.notes, ...elsewhere.notes],
    sources: facts.sources,
    config: inputs.config,
  };
  if (inputs.command === "baseline") return writeBaseline(review, rules, context, ports);
  const files = await publishReview(review, context, ports);
  const result: Result = { outcome: verdictOf(review), ...counts(review), ...files };
  context.publish(result);
  conclude(review, context);
  return result;
}

const counts = (review: Review) => ({
  added: String(review.comparison.added.length),
  removed: String(review.comparison.removed.length),
  fixed: String(review.advisories.fixed.length),
  introduced: String(review.advisories.introduced.length),
  notChecked: String(uncheckedPackages(review)),
});

/** Names that the repository itself gives: those that a slip of the finger would be near to. */
function directNames({ base }: Comparison): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { ecosystem, name, direct } of base.flatMap(({ dependencies }) => dependencies)) {
    if (direct === false) continue;
    const of = names.get(ecosystem) ?? new Set<string>();
    names.set(ecosystem, of.add(comparable(ecosystem, name)));
  }
  return names;
}

/** Red for what is refused, and for what nobody could check unless an outage must not hold the work up. */
function conclude(review: Review, { inputs, log }: ReviewContext): void {
  const verdict = verdictOf(review);
  const unknown =
    review.unchecked.length === 0
      ? ""
      : `Something could not be found out about ${packages(uncheckedPackages(review))}: ${reasons(review)
          .slice(0, 5)
          .map(([why, count]) => `${why} (${count})`)
          .join("; ")}.`;
  if (verdict === "blocked") {
    const found = blocking(review);
    const places = Map.groupBy(
      found,
      (finding) => `${titleOf(finding)} (${finding.dependency.file}:${finding.dependency.line})`,
    );
    const first = [...places]
      .slice(0, 8)
      .map(([place, all]) => `${place}: ${[...new Set(all.map(({ rule }) => RULES[rule].title))].join(", ")}`);
    const more = places.size > first.length ? [`and ${packages(places.size - first.length)} more`] : [];
    const stale =
      review.stale.length > 0 && review.staleLevel === "block"
        ? [`${review.stale.length} exceptions have to be cleared up`]
        : [];
    throw new Failure("SLIP-DEPS-BLOCKED", [...first, ...more, ...stale].join("; "), {
      blame: "user",
      state: unknown === "" ? "Everything was checked." : unknown,
      next: `Do what stands beside each finding in the summary, or write an exception into ${review.config} on the branch that this goes to.`,
      outcome: "blocked",
    });
  }
  if (verdict !== "not-checked") return;
  if (inputs.onError === "warn") {
    log.warning(
      `${unknown} They are not known to be clean; the step passes because of \`on-error: warn\`.`,
      "Not checked",
    );
    return;
  }
  throw new Failure("SLIP-DEPS-NOT-CHECKED", unknown, {
    blame: "provider",
    state: "What could be checked has no finding that blocks.",
    next: "Run the job again. With `on-error: warn` an outage does not hold up your work.",
    outcome: "not-checked",
  });
}
