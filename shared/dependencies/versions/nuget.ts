interface NugetVersion {
  readonly numbers: readonly number[];
  readonly labels: readonly string[];
}

const VERSION = /^\s*v?(\d{1,10}(?:\.\d{1,10}){0,3})(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+[\dA-Za-z.-]+)?\s*$/;

function parse(version: string): NugetVersion | undefined {
  const [, numbers, labels] = VERSION.exec(version) ?? [];
  if (numbers === undefined) return undefined;
  return { numbers: numbers.split(".").map(Number), labels: labels?.toLowerCase().split(".") ?? [] };
}

/** SemVer's order with up to four numbers, where capital letters are as small ones and what is behind a `+` says nothing. */
export function compareNuget(one: string, other: string): number | undefined {
  const [a, b] = [parse(one), parse(other)];
  if (a === undefined || b === undefined) return undefined;
  for (let index = 0; index < 4; index++) {
    const order = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (order !== 0) return order;
  }
  if (a.labels.length === 0 || b.labels.length === 0) return b.labels.length - a.labels.length;
  for (let index = 0; index < Math.max(a.labels.length, b.labels.length); index++) {
    const order = compareLabels(a.labels[index], b.labels[index]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers come before words, and nothing before both. */
function compareLabels(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1;
  const [left, right] = [one, other].map((label) => (/^\d+$/.test(label) ? BigInt(label) : undefined));
  if (left !== undefined && right !== undefined) return left < right ? -1 : left > right ? 1 : 0;
  if (left !== undefined || right !== undefined) return left !== undefined ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

export const isNugetPrerelease = (version: string): boolean => parse(version)?.labels.length !== 0;
