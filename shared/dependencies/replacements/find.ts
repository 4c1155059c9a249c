import { matchesPackage } from "../policy/package-pattern.ts";
import type { OwnReplacement } from "../policy/types.ts";
import type { CompareVersions } from "../policy/version-range.ts";
import type { Added, Dependency } from "../types.ts";
import type { Instead, Known, KnownReplacements } from "./types.ts";

/** A package that the change brings in and that something else could take the place of. */
export interface Replaceable {
  readonly dependency: Dependency;
  /** From a direct dependency down to this one, itself last; empty when unknown. */
  readonly path: readonly string[];
  /** The project names it itself, so that it can also take another one. */
  readonly isDirect: boolean;
  /** One sentence: why. */
  readonly why: string;
  /** `fetch (Node 18 and later), ofetch or ky`; `nothing` where it can be left out. */
  readonly instead: string;
  /** One sentence: what to do. */
  readonly advice: string;
  readonly address: string | undefined;
}

interface Lists {
  /** What the rules of the repository say; it comes first. */
  readonly own: readonly OwnReplacement[];
  readonly known: KnownReplacements;
  readonly compare: CompareVersions;
  /** Least version of Node that the project with this lock file runs on; undefined where it does not say. */
  readonly leastNode: (file: string) => string | undefined;
}

/** More ways than these help nobody to choose. */
const MOST_WAYS = 4;

/** Only packages that were not there before in any version: whoever updates one has not just chosen it. */
export function findReplaceable(added: readonly Added[], lists: Lists): readonly Replaceable[] {
  return added.flatMap(({ dependency, places, before, path }): Replaceable[] => {
    if (before.length > 0) return [];
    const own = lists.own.find(({ package: pattern }) => matchesPackage(pattern, dependency, lists.compare));
    const said = own === undefined ? ofKnown(dependency, lists) : ofOwn(own);
    if (said === undefined) return [];
    // Only files that do not tell anything of the kind leave it open.
    const isDirect = places.some(({ direct }) => direct ?? (own !== undefined && path.length < 2));
    return [{ dependency, path, isDirect, ...said }];
  });
}

type Said = Pick<Replaceable, "why" | "instead" | "advice" | "address">;

const ofOwn = ({ instead, reason }: OwnReplacement): Said => ({
  why: /[.!?]$/.test(reason) ? reason : `${reason}.`,
  instead,
  advice: `Use ${instead}.`,
  address: undefined,
});

function ofKnown({ ecosystem, name, source, bundled, file }: Dependency, lists: Lists): Said | undefined {
  if (ecosystem !== "npm" || source !== "registry" || bundled === true) return undefined;
  const found = lists.known.get(name);
  if (found === undefined) return undefined;
  const least = lists.leastNode(file);
  const usable = found.instead.filter(({ since }) => least === undefined || isIn(since, least, lists.compare));
  return usable.length === 0 ? undefined : worded(usable, found, least !== undefined);
}

const isIn = (since: string | undefined, least: string, compare: CompareVersions): boolean =>
  since === undefined || (compare("npm", least, whole(since)) ?? 0) >= 0;

/** `16.6` → `16.6.0` */
const whole = (version: string): string => [...version.split("."), "0", "0"].slice(0, 3).join(".");

function worded(ways: readonly Instead[], { address }: Known, isOldEnough: boolean): Said {
  const kinds = new Set(ways.map(({ kind }) => kind));
  const named = ways.filter(({ name }) => name !== "").slice(0, MOST_WAYS);
  const instead = alternatives(named.map((way) => wordOf(way, isOldEnough)));
  if (kinds.has("nothing")) {
    const advice = named.length === 0 ? "Take it out." : `Take it out, or use ${instead}.`;
    return { why: "It is listed as one to do without.", instead: instead || "nothing", advice, address };
  }
  if (kinds.has("code")) {
    return { why: "A few lines of code do the same.", instead: "own code", advice: `Write it: ${instead}.`, address };
  }
  return { why: reasonOf(ways, kinds), instead, advice: `Use ${instead}.`, address };
}

function reasonOf(ways: readonly Instead[], kinds: ReadonlySet<Instead["kind"]>): string {
  if (!kinds.has("native")) return "Lighter or better kept packages do the same.";
  if (kinds.has("package")) return "Something built in, or a lighter package, does the same.";
  return ways.every(({ isWeb }) => isWeb) ? "Browsers have it built in." : "It is built in by now.";
}

function wordOf({ name, since, isWeb }: Instead, isOldEnough: boolean): string {
  if (isWeb) return `${name} (browsers)`;
  return since === undefined || since === "0" || isOldEnough ? name : `${name} (Node ${since} and later)`;
}

const alternatives = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
