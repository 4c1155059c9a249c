const VALID = /^\s*[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?\s*$/;

/** Numbers and words of a gem's version, a trailing `.0` before a word or the end left out; undefined when it is none. */
export function gemSegments(version: string): readonly (number | string)[] | undefined {
  if (!VALID.test(version)) return undefined;
  const parts =
    version
      .trim()
      .replaceAll("-", ".pre.")
      .match(/[0-9]+|[a-zA-Z]+/g) ?? [];
  const segments = parts.map((part) => (/^\d/.test(part) ? Number(part) : part));
  const word = segments.findIndex((part) => typeof part === "string");
  const numbers = word < 0 ? segments : segments.slice(0, word);
  const words = word < 0 ? [] : segments.slice(word);
  return [...withoutZeros(numbers), ...withoutZeros(words)];
}

function withoutZeros(segments: readonly (number | string)[]): readonly (number | string)[] {
  const last = segments.findLastIndex((part) => part !== 0);
  return segments.slice(0, last + 1);
}

/** Gem::Version's order: a word is before any number, so that `1.0.a` is before `1.0`. */
export function compareGems(one: string, other: string): number | undefined {
  const [a, b] = [gemSegments(one), gemSegments(other)];
  if (a === undefined || b === undefined) return undefined;
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index] ?? 0, b[index] ?? 0];
    if (left === right) continue;
    if (typeof left === "number" && typeof right === "number") return left - right;
    if (typeof left === "string" && typeof right === "string") return left < right ? -1 : 1;
    return typeof left === "string" ? -1 : 1;
  }
  return 0;
}

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  "<": (order) => order < 0,
  ">=": (order) => order >= 0,
  "<=": (order) => order <= 0,
};

/** `~> 1.2, != 1.2.3`; undefined when one part is no requirement. */
export function satisfiesGem(version: string, range: string): boolean | undefined {
  let all = true;
  for (const part of range.split(",")) {
    const [, operator = "=", bound] = /^\s*(=|!=|>=|<=|~>|>|<)?\s*(\S+)\s*$/.exec(part) ?? [];
    if (bound === undefined) return undefined;
    const order = compareGems(version, bound);
    if (order === undefined) return undefined;
    if (operator === "~>") {
      const end = compareGems(release(version), bump(bound));
      if (end === undefined) return undefined;
      all &&= order >= 0 && end < 0;
    } else all &&= OPERATORS[operator]?.(order) ?? false;
  }
  return all;
}

/** Without what makes it a pre-release. */
const release = (version: string): string => version.trim().replace(/[.-][a-zA-Z].*$/s, "");

/** `2` of `1.2`, `1.3` of `1.2.3`: where `~>` ends. */
function bump(version: string): string {
  const parts = release(version).split(".");
  if (parts.length > 1) parts.pop();
  return [...parts.slice(0, -1), String(Number(parts.at(-1)) + 1)].join(".");
}
