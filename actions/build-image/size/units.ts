/** Bytes as people read them: `950 B`, `12.3 kB`, `1.20 GB`. */
export function bytes(amount: number): string {
  const sign = amount < 0 ? "-" : "";
  const value = Math.abs(amount);
  for (const [unit, factor] of [
    ["GB", 1e9],
    ["MB", 1e6],
    ["kB", 1e3],
  ] as const) {
    if (value >= factor) return `${sign}${(value / factor).toPrecision(3).replace(/e\+\d+$/, "")} ${unit}`;
  }
  return `${sign}${value} B`;
}

/** `+12.3 kB`; "0 B" for nothing. */
export const difference = (amount: number): string => `${amount > 0 ? "+" : ""}${bytes(amount)}`;

/** `+3.2 %` of what it was. */
export const percent = (amount: number, of: number): string =>
  of === 0 ? "new" : `${amount > 0 ? "+" : ""}${((amount / of) * 100).toFixed(1)} %`;
