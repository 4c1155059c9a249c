const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
};

/** Amounts that must name their unit, such as `250MB`, and what may grow by so much, such as `10%`. */
export const AMOUNT = /^\d{1,6}(?:\.\d{1,3})?\s?(?:B|[kKMG]i?B)$/;
export const GROWTH = /^\d{1,6}(?:\.\d{1,3})?\s?(?:%|B|[kKMG]i?B)$/;

/** Bytes of `500MB`, `1.5 GiB` or `4096`; undefined for anything else. */
export function parseSize(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,12}(?:\.\d{1,3})?)\s*(?:([kmg]i?)?b)?$/i.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Math.round(Number(count) * (UNITS[unit.toLowerCase()] ?? 1));
}

/** `1.2 MB`, in decimal units as hosts count them. */
export function formatSize(bytes: number): string {
  const [value, unit] = bytes >= 1e9 ? [bytes / 1e9, "GB"] : bytes >= 1e6 ? [bytes / 1e6, "MB"] : [bytes / 1e3, "kB"];
  return bytes < 1000 ? `${bytes} B` : `${value.toFixed(1)} ${unit}`;
}
