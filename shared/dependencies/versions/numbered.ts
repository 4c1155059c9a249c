/**
 * Order of tags that people give: `v4`, `v4.1.0`, `3.11-slim-bookworm`. A tag with fewer numbers moves along with those that have
 * more, so that `v4` and `v4.1.0` cannot be ordered; nor can tags with different words behind the numbers.
 */
export function compareTags(one: string, other: string): number | undefined {
  if (one === other) return 0;
  const [a, b] = [partsOf(one), partsOf(other)];
  if (a === undefined || b === undefined || a.rest !== b.rest) return undefined;
  for (let index = 0; index < Math.min(a.numbers.length, b.numbers.length); index++) {
    const order = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (order !== 0) return order;
  }
  return a.numbers.length === b.numbers.length ? 0 : undefined;
}

function partsOf(tag: string): { readonly numbers: readonly number[]; readonly rest: string } | undefined {
  // Forty digits are a commit, however few letters it has.
  if (/^[0-9a-f]{40}$|^\w+:/.test(tag)) return undefined;
  const [, numbers, rest = ""] = /^v?(\d{1,9}(?:\.\d{1,9})*)((?:[-+].*)?)$/.exec(tag) ?? [];
  return numbers === undefined ? undefined : { numbers: numbers.split(".").map(Number), rest };
}
