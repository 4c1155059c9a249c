interface Version {
  readonly numbers: readonly number[];
  /** `rc.1` of `1.0.0-rc.1`; empty for a release. */
  readonly pre: string;
}

const PRE = "(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?";
const VERSION = new RegExp(`^(\\d{1,15})\\.(\\d{1,15})\\.(\\d{1,15})${PRE}$`);
const REQUIREMENT = new RegExp(
  `^(\\^|~|=|>=?|<=?)?\\s*(\\d{1,15}|\\*)(?:\\.(\\d{1,15}|\\*))?(?:\\.(\\d{1,15}|\\*))?${PRE}$`,
);

/**
 * Whether a version is one that Cargo takes for what a `Cargo.toml` asks for; undefined where either cannot be read. `1.2` means
 * `^1.2`, a comma means and. A version from before a release fits only where one from before the same release is named.
 */
export function satisfiesCargo(version: string, range: string): boolean | undefined {
  const [whole, ...read] = VERSION.exec(version) ?? [];
  const wanted = range.split(",").map((part) => readRequirement(part.trim()));
  if (whole === undefined || wanted.includes(undefined)) return undefined;
  const given: Version = { numbers: read.slice(0, 3).map(Number), pre: read[3] ?? "" };
  const all = wanted.filter((one) => one !== undefined);
  const isNamed = all.some(({ pre, numbers }) => pre !== "" && inOrder(numbers, given.numbers) === 0);
  return (given.pre === "" || isNamed) && all.every((one) => fits(given, one));
}

/** `1.2` has two numbers, `*` none. */
interface Requirement extends Version {
  readonly operator: string;
}

function readRequirement(text: string): Requirement | undefined {
  const [whole, operator, first, second, third, pre = ""] = REQUIREMENT.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const numbers = [first, second, third].filter((part) => part !== undefined);
  const star = numbers.indexOf("*");
  const known = star === -1 ? numbers : numbers.slice(0, star);
  return { operator: operator ?? (star === -1 ? "^" : "="), numbers: known.map(Number), pre };
}

function fits(given: Version, { operator, numbers, pre }: Requirement): boolean {
  const order = inOrder(given.numbers, numbers) || (numbers.length < 3 ? 0 : preInOrder(given.pre, pre));
  const isSame = (places: number): boolean => inOrder(given.numbers, numbers.slice(0, places)) === 0;
  if (numbers.length === 0) return true;
  switch (operator) {
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "~":
      return order >= 0 && isSame(2);
    case "^": {
      const significant = numbers.findIndex((number) => number !== 0);
      return order >= 0 && isSame(significant === -1 ? numbers.length : significant + 1);
    }
    default:
      return order === 0;
  }
}

/** By as many numbers as the second has. */
const inOrder = (one: readonly number[], other: readonly number[]): number =>
  other.reduce((order, number, index) => order || (one[index] ?? 0) - number, 0);

/** A release comes after all that came before it; numbers come before words. */
function preInOrder(one: string, other: string): number {
  if (one === "" || other === "") return Number(one === "") - Number(other === "");
  const [ones, others] = [one.split("."), other.split(".")];
  for (const [index, part] of ones.entries()) {
    const against = others[index];
    if (against === undefined) return 1;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(part), /^\d+$/.test(against)];
    const order =
      isNumber && isOtherNumber
        ? Number(part) - Number(against)
        : isNumber === isOtherNumber
          ? Number(part > against) - Number(part < against)
          : Number(isOtherNumber) - Number(isNumber);
    if (order !== 0) return order;
  }
  return ones.length - others.length;
}
