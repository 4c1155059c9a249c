import { dependencyReview } from "../../../actions/dependency-review/main.ts";
import type { Ports, ReviewContext, Revisions } from "../../../actions/dependency-review/ports.ts";
import { spec } from "../../../actions/dependency-review/spec.ts";
import { Failure } from "../../../shared/action/failure.ts";
import type { Inputs } from "../../../shared/action/spec.ts";
import { readAddresses, saysWhere } from "../../../shared/dependencies/addresses/read.ts";
import { compare } from "../../../shared/dependencies/compare.ts";
import { lockfileFor } from "../../../shared/dependencies/lockfiles/lockfile-for.ts";
import type { Advisory, Dependency, Inventory, NotChecked, ReleaseFacts } from "../../../shared/dependencies/types.ts";
import type { Uploaded } from "../../../shared/ports/code-scanning.ts";
import type { ActionFacts, GraphAnswer } from "../../../shared/ports/registries.ts";
import { knownReplacements } from "../../../shared/providers/files/known-replacements.ts";
import { virtualClock } from "../../fakes/clock.ts";
import { fakeContext } from "../../fakes/context.ts";

export type Files = Readonly<Record<string, string>>;

/** Commits by their letters, repeated to forty; the newest common ancestor is the base itself. */
export const BASE = "b".repeat(40);
export const HEAD = "c".repeat(40);

const SILENT: ReleaseFacts = {
  publishedAt: "2020-01-01T00:00:00Z",
  license: "MIT",
  deprecated: undefined,
  yanked: undefined,
  trust: undefined,
  installScripts: undefined,
  maintainers: undefined,
  publisher: undefined,
  repository: undefined,
  createdAt: "2015-01-01T00:00:00Z",
  versions: undefined,
  integrity: undefined,
  size: undefined,
};

/** An established release by default. */
export const release = (facts: Partial<ReleaseFacts> = {}): ReleaseFacts => ({ ...SILENT, ...facts });

export const advisory = (id: string, facts: Partial<Advisory> = {}): Advisory => ({
  id,
  aliases: [],
  summary: `Something about ${id}`,
  severity: "high",
  malware: false,
  fixedIn: [],
  url: `https://osv.dev/vulnerability/${id}`,
  withdrawnAt: undefined,
  ...facts,
});

export interface Story {
  readonly base: Files;
  readonly head: Files;
  /** Known advisories by `name@version`. */
  readonly advisories?: Readonly<Record<string, readonly Advisory[]>>;
  /** By `name@version`; others are established releases that nothing is to be said about. */
  readonly releases?: Readonly<Record<string, Partial<ReleaseFacts> | "unknown">>;
  readonly actions?: Readonly<Record<string, Partial<ActionFacts>>>;
  /** Commits by `owner/name@tag`. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly graph?: GraphAnswer;
  /** Why nobody answers for a `name@version`. */
  readonly outage?: (name: string, version: string) => string | undefined;
  /** The same for registries alone. */
  readonly registryOutage?: (name: string) => string | undefined;
  /** Why nobody answers for what the change leaves as it is. */
  readonly surveyOutage?: string;
  readonly inputs?: Partial<Inputs<typeof spec>>;
  readonly event?: string;
  readonly payload?: unknown;
  readonly actor?: string;
  readonly comments?: Ports["comments"];
  readonly upload?: Uploaded;
  readonly now?: Date;
  readonly ref?: string;
}

export const pullRequest = ({ fork = false, isPrivate = false } = {}): unknown => ({
  pull_request: {
    number: 7,
    base: { sha: BASE, ref: "main", repo: { full_name: "acme/shop" } },
    head: { sha: HEAD, ref: "change", repo: { full_name: fork ? "mallory/shop" : "acme/shop" } },
  },
  repository: { default_branch: "main", private: isPrivate, visibility: isPrivate ? "private" : "public" },
});

const key = ({ name, version }: Pick<Dependency, "name" | "version">): string => `${name}@${version ?? ""}`;

const inventories = (files: Files): Inventory[] =>
  Object.entries(files).flatMap(([path, text]) => {
    const lockfile = lockfileFor(path);
    if (lockfile === undefined) return [];
    const beside = new Map(Object.entries(files).filter(([other]) => lockfile.wants(other)));
    return [lockfile.read(text, beside)];
  });

function revisionsOf({ base, head }: Story): Revisions {
  const commits = new Map([
    [BASE, base],
    [HEAD, head],
    ["main", base],
  ]);
  const filesOf = (commit: string): Files => commits.get(commit) ?? {};
  return {
    find: async (revision) => {
      if (revision === "main") return BASE;
      if (commits.has(revision)) return revision;
      throw new Failure("SLIP-DEPS-BASE", `There is no ${revision}.`, { blame: "user" });
    },
    mergeBase: async () => BASE,
    parent: async () => BASE,
    read: async (commit, path) => filesOf(commit)[path],
    compare: async (from, to) =>
      compare(from === undefined ? [] : inventories(filesOf(from)), inventories(filesOf(to))),
    addresses: async (commit) =>
      readAddresses(new Map(Object.entries(filesOf(commit)).filter(([path]) => saysWhere(path)))),
  };
}

export interface Told {
  /** Undefined when the step passed. */
  readonly failure: Failure | undefined;
  readonly outcome: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly report: Report;
  readonly sarif: string;
  readonly summary: string;
  readonly log: readonly string[];
  readonly comments: readonly string[];
  readonly uploads: readonly { readonly sarif: string; readonly ref: string }[];
  readonly written: ReadonlyMap<string, string>;
  readonly asked: readonly string[];
  readonly surveyed: readonly string[];
}

export interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly level: string;
    readonly package: string;
    readonly version?: string;
    readonly message: string;
    readonly advice?: string;
    readonly command?: string;
    readonly file: string;
    readonly line: number;
    readonly path: readonly string[];
    readonly fingerprint: string;
    readonly advisory?: { readonly id: string };
    readonly exception?: { readonly line: number };
  }[];
  readonly introduced: readonly { readonly package: string; readonly advisory: string }[];
  readonly existing: readonly { readonly package: string; readonly advisory: string }[];
  readonly existingElsewhere: readonly { readonly package: string; readonly advisory: string }[];
  readonly fixed: readonly { readonly package: string; readonly advisory: string }[];
  readonly notChecked: readonly NotChecked[];
  readonly staleExceptions: readonly { readonly line: number; readonly why: string }[];
  readonly notes: readonly string[];
}

/** Lets the action judge a change over parts that answer as told. */
export async function review(story: Story): Promise<Told> {
  const now = story.now ?? new Date("2026-11-20T12:00:00Z");
  const context = fakeContext(spec, story.inputs ?? {}, {
    clock: virtualClock({ start: now.getTime() }),
    run: {
      event: story.event ?? "pull_request",
      sha: HEAD,
      ref: story.ref ?? "refs/pull/7/merge",
      actor: story.actor ?? "ada",
    },
  });
  const comments: string[] = [];
  const uploads: { sarif: string; ref: string }[] = [];
  const kept = new Map<string, string>();
  const written = new Map<string, string>();
  const asked: string[] = [];
  const surveyed: string[] = [];
  const unchecked = (dependencies: readonly Dependency[], what: NotChecked["what"]): NotChecked[] =>
    dependencies.flatMap((one) => {
      const why = story.outage?.(one.name, one.version ?? "");
      return why === undefined ? [] : [{ purl: one.purl, what, why }];
    });
  const isUp = ({ name, version = "" }: Dependency): boolean => story.outage?.(name, version) === undefined;
  const ports: Ports = {
    revisions: revisionsOf(story),
    advisories: {
      lookUp: async (dependencies) => {
        asked.push(...dependencies.map(key));
        return {
          known: new Map(dependencies.filter(isUp).map((one) => [one.purl, story.advisories?.[key(one)] ?? []])),
          unchecked: unchecked(dependencies, "advisories"),
          unasked: new Map(),
        };
      },
      survey: async (dependencies) => {
        surveyed.push(...dependencies.map(key));
        const isAnswered = (one: Dependency): boolean => isUp(one) && story.surveyOutage === undefined;
        return {
          known: new Map(dependencies.filter(isAnswered).map((one) => [one.purl, story.advisories?.[key(one)] ?? []])),
          unchecked: dependencies
            .filter((one) => !isAnswered(one))
            .map(({ purl }) => ({ purl, what: "advisories", why: story.surveyOutage ?? "out of reach" })),
          unasked: new Map(),
        };
      },
    },
    registries: async () => ({
      releases: async (dependencies) => {
        const ours = dependencies.filter(({ ecosystem }) => ecosystem !== "GitHub Actions" && ecosystem !== "Docker");
        return {
          facts: new Map(
            ours
              .filter((one) => isUp(one) && story.registryOutage?.(one.name) === undefined)
              .flatMap((one) => {
                const facts = story.releases?.[key(one)];
                return facts === "unknown" ? [] : [[one.purl, release(facts)] as const];
              }),
          ),
          unchecked: [
            ...unchecked(ours, "registry"),
            ...ours.flatMap(({ name, purl }): NotChecked[] => {
              const why = story.registryOutage?.(name);
              return why === undefined ? [] : [{ purl, what: "registry", why }];
            }),
          ],
          unasked: new Map(),
        };
      },
    }),
    replacements: knownReplacements,
    actions: {
      actions: async (dependencies) => ({
        facts: new Map(dependencies.map((one) => [one.purl, actionFacts(one, story.actions?.[key(one)])])),
        unchecked: [],
      }),
      tagged: async (repository, tag) => story.tags?.[`${repository}@${tag}`],
    },
    graph: story.graph === undefined ? undefined : async () => story.graph ?? { kind: "unavailable", note: "" },
    comments:
      "comments" in story
        ? story.comments
        : {
            put: async (_, __, body) => (comments.push(body), "created"),
            remove: async () => "absent",
          },
    codeScanning: {
      upload: async (sarif, { ref }) => {
        uploads.push({ sarif, ref });
        return story.upload ?? { kind: "complete", why: "" };
      },
    },
    event: async () => story.payload ?? pullRequest(),
    keep: async (name, text) => (kept.set(name, text), `temp/${name}`),
    writeFile: async (path, text) => void written.set(path, text),
  };
  const { failure, outputs } = await finish(context, ports);
  return {
    failure,
    outcome: failure?.outcome ?? String(outputs["outcome"]),
    outputs,
    report: JSON.parse(kept.get("dependency-review.json") ?? "{}") as Report,
    sarif: kept.get("dependency-review.sarif") ?? "",
    summary: context.summary.markdown(),
    log: context.runner.log,
    comments,
    uploads,
    written,
    asked,
    surveyed,
  };
}

async function finish(
  context: ReviewContext & { readonly published: Readonly<Record<string, unknown>> },
  ports: Ports,
): Promise<{ failure: Failure | undefined; outputs: Readonly<Record<string, unknown>> }> {
  try {
    return { failure: undefined, outputs: await dependencyReview(context, ports) };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return { failure: thrown, outputs: context.published };
  }
}

const actionFacts = (dependency: Dependency, facts: Partial<ActionFacts> | undefined): ActionFacts => {
  const isSha = /^[0-9a-f]{40}$/.test(dependency.version ?? "");
  return {
    kind: isSha ? "sha" : "tag",
    sha: isSha ? dependency.version : "a".repeat(40),
    onBranch: true,
    tags: [],
    verified: true,
    committedAt: undefined,
    releasedAt: undefined,
    immutable: undefined,
    using: "node24",
    archived: false,
    ...facts,
  };
};

export const rulesOf = ({ report }: Told, level?: "block" | "warn"): readonly string[] =>
  report.findings
    .filter((finding) => finding.exception === undefined && (level === undefined || finding.level === level))
    .map(({ rule, package: name, version }) => `${rule} ${name}${version === undefined ? "" : `@${version}`}`);
