import { formatSize, parseSize } from "../domain/size.ts";
import type { SiteFile, SiteFinding } from "./types.ts";

/** How much a site may grow: by so many bytes, or by a part of what is live. */
export type Growth = { readonly bytes: number } | { readonly percent: number };

/** `20MB` or `25%`; undefined for anything else. */
export function parseGrowth(text: string): Growth | undefined {
  const [, percent] = /^(\d{1,6}(?:\.\d{1,3})?)\s*%$/.exec(text.trim()) ?? [];
  if (percent !== undefined) return { percent: Number(percent) };
  const bytes = parseSize(text);
  return bytes === undefined ? undefined : { bytes };
}

/** Bytes; undefined: no limit. */
export interface Budget {
  readonly maxSize: number | undefined;
  readonly maxFileSize: number | undefined;
  readonly maxGrowth: Growth | undefined;
}

interface Live {
  /** Bytes of what is published now. */
  readonly size: number;
  readonly has: (path: string) => boolean;
}

/** So many files are named as the reason. */
const NAMED = 5;

/** What of a site is more than its budget, with the largest files. `live` undefined: nothing to have grown from. */
export function overBudget(
  files: readonly SiteFile[],
  { maxSize, maxFileSize, maxGrowth }: Budget,
  live: Live | undefined,
): readonly SiteFinding[] {
  const findings: SiteFinding[] = [];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (maxFileSize !== undefined) {
    for (const file of largest(files.filter((one) => one.size > maxFileSize))) {
      findings.push(over(`${formatSize(file.size)}, and \`max-file-size\` is ${formatSize(maxFileSize)}`, file.path));
    }
  }
  if (maxSize !== undefined && size > maxSize) {
    const what = `the site has ${formatSize(size)}, and \`max-size\` is ${formatSize(maxSize)}`;
    findings.push(over(`${what}; the largest files: ${named(files)}`));
  }
  if (maxGrowth !== undefined && live !== undefined) {
    const [most, word] =
      "bytes" in maxGrowth
        ? [maxGrowth.bytes, formatSize(maxGrowth.bytes)]
        : [(live.size * maxGrowth.percent) / 100, `${maxGrowth.percent} %`];
    const grown = size - live.size;
    if (grown > most) {
      const fresh = files.filter(({ path }) => !live.has(path));
      const which = fresh.length > 0 ? `new files: ${named(fresh)}` : `files: ${named(files)}`;
      findings.push(
        over(
          `the site grew from ${formatSize(live.size)} to ${formatSize(size)}, and \`max-growth\` is ${word}; the largest ${which}`,
        ),
      );
    }
  }
  return findings;
}

/** What all publications have together, of which Pages takes so much at most; the largest are named. */
export function overTotal(sizes: ReadonlyMap<string, number>, most: number | undefined): readonly SiteFinding[] {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (most === undefined || total <= most) return [];
  const rows = [...sizes].map(([path, size]) => ({ path: path === "" ? "/" : path, size }));
  return [
    over(
      `all that is published has ${formatSize(total)}, and \`max-total-size\` is ${formatSize(most)}; the largest: ${named(rows)}`,
    ),
  ];
}

type Sized = Pick<SiteFile, "path" | "size">;

const largest = <T extends Sized>(files: readonly T[]): readonly T[] =>
  files.toSorted((one, other) => other.size - one.size || (one.path < other.path ? -1 : 1));

const named = (files: readonly Sized[]): string =>
  largest(files)
    .slice(0, NAMED)
    .map(({ path, size }) => `\`${path.slice(0, 200).replaceAll("`", "'")}\` (${formatSize(size)})`)
    .join(", ");

const over = (message: string, path = ""): SiteFinding => ({
  rule: "over-budget",
  severity: "error",
  path,
  line: undefined,
  column: undefined,
  message,
});
