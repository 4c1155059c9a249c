interface ComposerVersion {
  readonly numbers: readonly number[];
  readonly stability: number;
  readonly count: number;
}

const STABILITIES: readonly string[] = ["dev", "alpha", "beta", "rc", "", "patch"];
const SHORT: Readonly<Record<string, string>> = { a: "alpha", b: "beta", p: "patch", pl: "patch", stable: "" };

const VERSION =
  /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?(\d+(?:[.-]\d+)*))?)?([.-]?dev)?(?:\+\S*)?(?:@\w+)?$/i;

/** Undefined for branches (`dev-main`): they have no order. */
function parse(version: string): ComposerVersion | undefined {
  const match = VERSION.exec(version.trim());
  if (match === null) return undefined;
  const [, numbers = "", word = "", count = "0", dev] = match;
  const lower = word.toLowerCase();
  const name = dev === undefined ? (SHORT[lower] ?? lower) : "dev";
  return {
    numbers: numbers.split(".").map(Number),
    stability: STABILITIES.indexOf(name),
    count: Number.parseInt(count, 10),
  };
}

/** Composer's order: dev, alpha, beta, RC, stable, patch. */
export function compareComposer(one: string, other: string): number | undefined {
  const [a, b] = [parse(one), parse(other)];
  if (a === undefined || b === undefined) return one === other ? 0 : undefined;
  for (let index = 0; index < 4; index++) {
    const order = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (order !== 0) return order;
  }
  return a.stability - b.stability || a.count - b.count;
}

export const isComposerPrerelease = (version: string): boolean => {
  const parsed = parse(version);
  return parsed === undefined || parsed.stability < STABILITIES.indexOf("");
};

/** `^1.2`, `~1.2`, `1.2.*`, `1.0 - 2.0`, `>=1 <2`, each `||` another; undefined where a part is none of these. */
export function satisfiesComposer(version: string, range: string): boolean | undefined {
  let known = true;
  for (const alternative of range.split(/\s*\|\|?\s*/)) {
    const hyphen = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(alternative);
    const parts =
      hyphen === null
        ? alternative
            .trim()
            .replace(/([<>=!~^])\s+/g, "$1")
            .split(/[\s,]+/)
        : [];
    const results = hyphen === null ? parts.map((part) => holds(version, part)) : fromTo(version, hyphen[1], hyphen[2]);
    if (results.includes(undefined)) known = false;
    else if (results.every((result) => result === true)) return true;
  }
  return known ? false : undefined;
}

const fromTo = (version: string, from = "", to = ""): (boolean | undefined)[] => [
  holds(version, `>=${from}`),
  // A bound with fewer than three numbers is all that begins with them.
  to.split(".").length < 3 ? below(version, next(to, to.split(".").length - 1)) : holds(version, `<=${to}`),
];

function holds(version: string, part: string): boolean | undefined {
  const constraint = part.replace(/@\w+$/, "");
  if (constraint === "*" || constraint === "") return true;
  const [, operator = "", bound = ""] = /^(\^|~|>=|<=|!=|<>|>|<|==?)?(.+)$/.exec(constraint) ?? [];
  const star = /^v?(\d+(?:\.\d+)*)\.[*x]$/.exec(bound)?.[1];
  if (star !== undefined) return between(version, star, next(star, star.split(".").length - 1));
  const numbers = bound.replace(/^v/, "").split(/[-+@]/)[0]?.split(".") ?? [];
  if (operator === "~") return between(version, bound, next(numbers.join("."), Math.max(0, numbers.length - 2)));
  if (operator === "^") {
    const significant = numbers.findIndex((number) => Number(number) !== 0);
    return between(version, bound, next(numbers.join("."), significant < 0 ? numbers.length - 1 : significant));
  }
  const order = compareComposer(version, bound);
  if (order === undefined) return undefined;
  if (operator === ">=") return order >= 0;
  if (operator === "<=") return order <= 0;
  if (operator === ">") return order > 0;
  if (operator === "<") return order < 0;
  return operator === "!=" || operator === "<>" ? order !== 0 : order === 0;
}

function between(version: string, from: string, end: string): boolean | undefined {
  const order = compareComposer(version, from);
  const until = below(version, end);
  return order === undefined || until === undefined ? undefined : order >= 0 && until;
}

function below(version: string, end: string): boolean | undefined {
  const order = compareComposer(version, `${end}-dev`);
  return order === undefined ? undefined : order < 0;
}

/** The first version behind all that agree with `version` up to this number. */
function next(version: string, index: number): string {
  const numbers = version.split(".").map(Number);
  return [...numbers.slice(0, index), (numbers[index] ?? 0) + 1].join(".");
}
