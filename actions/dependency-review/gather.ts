import { type Footprint, footprintOf } from "../../shared/dependencies/footprint.ts";
import {
  compareAdvisories,
  type AdvisoryChange,
  isDevelopment,
  touched,
} from "../../shared/dependencies/policy/advisories.ts";
import type { Known, Subject } from "../../shared/dependencies/policy/gates/subject.ts";
import { namesPackage } from "../../shared/dependencies/policy/package-pattern.ts";
import type { Policy } from "../../shared/dependencies/policy/types.ts";
import { purlOf } from "../../shared/dependencies/purl.ts";
import type {
  Added,
  Advisory,
  Comparison,
  Dependency,
  NotChecked,
  ReleaseFacts,
} from "../../shared/dependencies/types.ts";
import { isPrerelease } from "../../shared/dependencies/versions/compare-versions.ts";
import type { AdvisoryAnswer, Source } from "../../shared/ports/advisories.ts";
import type { ActionAnswer, Registries, ReleaseAnswer, Wanted } from "../../shared/ports/registries.ts";
import { fromGraph } from "./graph.ts";
import { ageless, openIn } from "./open.ts";
import type { Ports } from "./ports.ts";
import type { Range } from "./range.ts";
import { isLoose, spelled } from "./spelling.ts";

export interface Facts {
  readonly advisories: AdvisoryChange;
  readonly subjects: readonly Subject[];
  readonly releases: ReadonlyMap<string, ReleaseFacts>;
  readonly footprint: Footprint;
  /** What is known against each version that was asked about, by purl. */
  readonly known: ReadonlyMap<string, readonly Advisory[]>;
  readonly unchecked: readonly NotChecked[];
  /** What cannot be asked about, by reason. */
  readonly unasked: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
  /** Whom the advisories come from. */
  readonly sources: readonly Source[];
}

const NOTHING: ReleaseAnswer = { facts: new Map(), unchecked: [], unasked: new Map() };

/** Packages that go away whose size is asked for. */
const MOST_REMOVED = 100;

/** Asks everybody at once: databases of advisories, registries, GitHub. */
export async function gather(
  comparison: Comparison,
  range: Range,
  policy: Policy,
  ports: Ports,
  now: number,
): Promise<Facts> {
  const { added } = comparison;
  const isOn = (...names: readonly (keyof Policy["levels"])[]): boolean =>
    names.some((name) => policy.levels[name] !== "off");
  const wanted: Wanted = {
    license: isOn("license", "unknown-license", "license-change"),
    trust: isOn("trust", "install-script", "maintainer", "repository"),
    trustSince: now - policy.trustFor * 1000,
  };
  // The same one for all questions: it remembers what it has learnt.
  let registries: Promise<Registries> | undefined;
  const asked = once(added.flatMap(({ dependency, before }) => [dependency, ...before]));
  const releasing = askRegistries(asked);
  const [known, releases, acts, graph, sizes] = await Promise.all([
    askAdvisories(touched(comparison)),
    releasing,
    askActions(added, ports),
    range.base === undefined || added.length === 0 ? undefined : ports.graph?.(range.base, range.head),
    askRemoved(),
  ]);
  const alsoKnown = fromGraph(graph, comparison, known.known);
  const earlier = await askEarlier();
  const advisories = compareAdvisories(comparison, alsoKnown.known);
  const facts = new Map([...releases.facts, ...earlier.answer.facts]);

  const ofDependency = (dependency: Dependency): Known => ({ dependency, facts: facts.get(dependency.purl) });
  const subjects = added.map((one): Subject => {
    const { dependency, places, before } = one;
    return {
      added: one,
      ...ofDependency(dependency),
      scope: places.every(isDevelopment) ? "development" : "runtime",
      before: before.map(ofDependency),
      earlier: (earlier.of.get(dependency.purl) ?? []).map(ofDependency),
      fixes: fixedBy(one, alsoKnown.known),
      action: acts.answer.facts.get(dependency.purl),
      claimedCommit: acts.claimed.get(dependency.purl),
    };
  });
  const skipped = [...known.unasked.values(), ...releases.unasked.values()];
  const [own, unchecked] = apart(
    [
      ...known.unchecked,
      ...releases.unchecked,
      ...earlier.answer.unchecked,
      ...acts.answer.unchecked,
      ...alsoKnown.unchecked,
      ...(isOn("age") && policy.minAge > 0 ? ageless(added, releases) : []),
    ],
    asked,
    policy,
  );
  return {
    advisories,
    subjects,
    releases: facts,
    footprint: footprintOf(comparison, new Map([...sizes.facts, ...facts])),
    known: alsoKnown.known,
    unchecked,
    unasked: new Map([...Map.groupBy(skipped, (why) => why)].map(([why, all]) => [why, all.length])),
    notes: [
      ...alsoKnown.notes,
      ...openIn(comparison),
      ...(own === 0 ? [] : [`${own} packages of the team itself could not be looked up at their registry.`]),
    ],
    sources: known.sources ?? [],
  };

  async function askAdvisories(all: readonly Dependency[]): Promise<AdvisoryAnswer> {
    if (all.length === 0) return { known: new Map(), unchecked: [], unasked: new Map() };
    return ports.advisories.lookUp(all.some(isLoose) ? spelled(all, asked, (await releasing).facts) : all);
  }

  async function askRegistries(dependencies: readonly Dependency[], about = wanted): Promise<ReleaseAnswer> {
    if (dependencies.length === 0) return NOTHING;
    registries ??= ports.registries(range.base ?? range.head);
    return (await registries).releases(dependencies, about);
  }

  /** What goes away altogether is asked about for its size only: it decides nothing that nobody answers. */
  function askRemoved(): Promise<ReleaseAnswer> {
    const purls = new Set(asked.map(({ purl }) => purl));
    return askRegistries(comparison.removed.filter(({ purl }) => !purls.has(purl)).slice(0, MOST_REMOVED), {
      license: false,
      trust: false,
    });
  }

  /**
   * Provenance and maintainers are compared with what was published last before, which need not be a version that the
   * repository ever had. Only young releases are looked at so closely.
   */
  async function askEarlier(): Promise<{ answer: ReleaseAnswer; of: ReadonlyMap<string, readonly Dependency[]> }> {
    const of = new Map<string, readonly Dependency[]>();
    if (!isOn("trust", "maintainer")) return { answer: NOTHING, of };
    for (const { dependency } of added) {
      const own = releases.facts.get(dependency.purl);
      const published = Date.parse(own?.publishedAt ?? "");
      if (own?.trust === "trusted-publisher" || !(now - published < policy.trustFor * 1000)) continue;
      const previous = before(dependency, published, own?.versions);
      if (previous !== undefined) of.set(dependency.purl, [previous]);
    }
    const missing = [...of.values()].flat().filter(({ purl }) => !releases.facts.has(purl));
    return { answer: await askRegistries(missing, { ...wanted, trustSince: undefined }), of };
  }
}

/** The version that was published last before this one; of the finished ones where this one is finished. */
function before(
  dependency: Dependency,
  published: number,
  versions: ReadonlyMap<string, string | undefined> | undefined,
): Dependency | undefined {
  const isFinished = !isPrerelease(dependency.ecosystem, dependency.version ?? "");
  const [last] = [...(versions ?? [])]
    .map(([version, moment]) => ({ version, moment: Date.parse(moment ?? "") }))
    .filter(
      ({ version, moment }) => moment < published && (!isFinished || !isPrerelease(dependency.ecosystem, version)),
    )
    .toSorted((one, other) => other.moment - one.moment);
  if (last === undefined) return undefined;
  const { ecosystem, name } = dependency;
  return {
    ...dependency,
    version: last.version,
    purl: purlOf(ecosystem, name, last.version),
    integrity: undefined,
    resolved: undefined,
  };
}

/**
 * How many of the team's own packages their registry did not tell about, which no token may be there for, and all else that
 * is not checked. Advisories are asked for them too.
 */
function apart(
  unchecked: readonly NotChecked[],
  dependencies: readonly Dependency[],
  { private: patterns }: Policy,
): readonly [number, readonly NotChecked[]] {
  const own = new Set(
    dependencies
      .filter((dependency) => patterns.some((pattern) => namesPackage(pattern, dependency)))
      .map(({ purl }) => purl),
  );
  const isOwn = ({ what, purl }: NotChecked): boolean => what !== "advisories" && own.has(purl);
  return [new Set(unchecked.filter(isOwn).map(({ purl }) => purl)).size, unchecked.filter((one) => !isOwn(one))];
}

async function askActions(
  added: readonly Added[],
  { actions }: Ports,
): Promise<{ answer: ActionAnswer; claimed: ReadonlyMap<string, string> }> {
  const wanted = added
    .map(({ dependency }) => dependency)
    .filter(({ ecosystem, source }) => ecosystem === "GitHub Actions" && source !== "path");
  if (wanted.length === 0) return { answer: { facts: new Map(), unchecked: [] }, claimed: new Map() };
  if (actions === undefined) {
    const why = "there is no `github-token` to ask GitHub with";
    const unchecked = wanted.map(({ purl }): NotChecked => ({ purl, what: "registry", why }));
    return { answer: { facts: new Map(), unchecked }, claimed: new Map() };
  }
  const [answer, ...tags] = await Promise.all([
    actions.actions(wanted),
    ...wanted.map(async ({ purl, name, claimed }): Promise<readonly [string, string | undefined]> => [
      purl,
      claimed === undefined ? undefined : await actions.tagged(name.split("/").slice(0, 2).join("/"), claimed),
    ]),
  ]);
  const claimed = tags.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  return { answer, claimed: new Map(claimed) };
}

/** Known problems of the versions before that this one does not have. */
function fixedBy({ dependency, before }: Added, known: ReadonlyMap<string, readonly Advisory[]>): readonly Advisory[] {
  const own = known.get(dependency.purl);
  // Nobody knows what this one has: then it is not known to fix anything either.
  if (own === undefined) return [];
  const ids = new Set(own.flatMap(({ id, aliases }) => [id, ...aliases]));
  return before
    .flatMap(({ purl }) => known.get(purl) ?? [])
    .filter(({ id, aliases }) => ![id, ...aliases].some((one) => ids.has(one)));
}

const once = (dependencies: readonly Dependency[]): readonly Dependency[] => [
  ...new Map(dependencies.map((dependency) => [dependency.purl, dependency])).values(),
];
