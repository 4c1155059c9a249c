/**
 * How many versions to keep: of each major the newest `minor` minors, of each minor the newest `patch` patches, the newest
 * `major` majors, and so many release candidates and the like (`rc`) of versions that are not out yet.
 */
export interface KeepPolicy {
  readonly major?: number;
  readonly minor?: number;
  readonly patch?: number;
  /** Pre-releases of any kind. Those of a version that is out are never worth keeping beyond this number either. */
  readonly rc?: number;
}

const RULE = /^(major|minor|patch|rc)\s*[:=]\s*(\d{1,4})$/;

/** `minor: 3, rc: 0`, also one a line. */
export function parseKeep(text: string): KeepPolicy | undefined {
  const policy: Record<string, number> = {};
  for (const part of text.split(/[\n,;]/)) {
    if (part.trim() === "") continue;
    const [, word, count] = RULE.exec(part.trim()) ?? [];
    if (word === undefined || word in policy || (word !== "rc" && Number(count) === 0)) return undefined;
    policy[word] = Number(count);
  }
  return Object.keys(policy).length === 0 ? undefined : policy;
}

interface Parsed {
  readonly name: string;
  readonly numbers: readonly [major: number, minor: number | undefined, patch: number | undefined];
  readonly pre: string | undefined;
}

const FORM =
  /^v?(\d{1,9})(?:\.(\d{1,9}|x))?(?:\.(\d{1,9}|x))?(?:\.\d+)*(?:[-.]?((?:a|b|c|rc|alpha|beta|pre|preview|dev|next|canary)[\w.-]*))?(?:\+[\w.-]+)?$/i;

function parse(name: string): Parsed | undefined {
  const [whole, major, minor, patch, pre] = FORM.exec(name) ?? [];
  if (whole === undefined) return undefined;
  const number = (text: string | undefined) => (text === undefined || /x/i.test(text) ? undefined : Number(text));
  return { name, numbers: [Number(major), number(minor), number(patch)], pre };
}

const compare = (one: Parsed, other: Parsed): number => {
  for (const index of [0, 1, 2] as const) {
    // A name without the number stands for the newest of them: `1.x`, `1`.
    const difference = (other.numbers[index] ?? Infinity) - (one.numbers[index] ?? Infinity);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  if ((one.pre === undefined) !== (other.pre === undefined)) return one.pre === undefined ? -1 : 1;
  // `rc.2` and `rc2` are the same to people.
  const [own, theirs] = [one, other].map(({ pre = "" }) => pre.replaceAll(/[._-]/g, ""));
  return (theirs ?? "").localeCompare(own ?? "", "en", { numeric: true });
};

/**
 * The versions that the policy gives up. Names that are no version (`dev`, `main`), those in `held` (aliases point to them,
 * or they were just published) are never among them.
 */
export function prune(names: readonly string[], policy: KeepPolicy, held: ReadonlySet<string>): readonly string[] {
  const { major = Infinity, minor = Infinity, patch = Infinity, rc = Infinity } = policy;
  const versions = names
    .map(parse)
    .filter((version) => version !== undefined)
    .toSorted(compare);
  const seen = new Map<string, Set<string>>();
  /** Whether the value is one of the first `most` different ones of its kind; those that are count. */
  const among = (kind: string, value: string, most: number): boolean => {
    const values = seen.get(kind) ?? new Set();
    if (!values.has(value) && values.size >= most) return false;
    seen.set(kind, values.add(value));
    return true;
  };
  const given: string[] = [];
  for (const { name, numbers, pre } of versions) {
    const [one, two = "x", three = "x"] = numbers;
    const kept =
      pre !== undefined
        ? among("rc", name, rc)
        : among("major", String(one), major) &&
          among(`minor ${one}`, String(two), minor) &&
          among(`patch ${one}.${two}`, String(three), patch);
    if (!kept && !held.has(name)) given.push(name);
  }
  return given;
}
