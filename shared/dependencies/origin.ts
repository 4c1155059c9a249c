import type { Dependency } from "./types.ts";

/** Weakest first. What is not here belongs to one package manager only, as its own archives' checksums do. */
const STRENGTH: readonly string[] = ["md5", "sha1", "sha256", "sha384", "sha512"];

const algorithm = (hash: string): string => /^[a-z0-9]+(?=[-:/])/i.exec(hash)?.[0].toLowerCase() ?? "";

/** All that makes the bytes of one version: where they come from, and their hashes. */
export const originOf = ({ resolved, integrity, source }: Dependency): string =>
  `${source}\0${resolved ?? ""}\0${integrity ?? ""}`;

/**
 * Whether two places that pin the same version may well mean the same bytes. In one file nothing may be taken away or weakened; two files
 * may be of two package managers, so that only what both of them say can differ.
 */
export function mayAgree(before: Dependency, after: Dependency): boolean {
  if (before.source !== after.source) return false;
  const inOneFile = before.file === after.file;
  const [old, now] = [hashesOf(before), hashesOf(after)];
  const isSameAddress =
    before.resolved === undefined || after.resolved === undefined || before.resolved === after.resolved;
  if (!inOneFile) return now.some((hash) => old.includes(hash)) || (isSameAddress && !clash(old, now, "some"));
  return isSameAddress && !isWeaker(old, now) && !clash(old, now, "every");
}

const hashesOf = ({ integrity }: Dependency): readonly string[] =>
  integrity?.split(/\s+/).filter((one) => one !== "") ?? [];

/** Hashes of one algorithm that should be the same: of several archives at least some, or each that is there now. */
function clash(old: readonly string[], now: readonly string[], how: "every" | "some"): boolean {
  const algorithms = new Set(old.map(algorithm));
  const comparable = now.filter((hash) => algorithms.has(algorithm(hash)));
  return comparable.length > 0 && !comparable[how]((hash) => old.includes(hash));
}

function isWeaker(old: readonly string[], now: readonly string[]): boolean {
  if (now.length === 0) return old.length > 0;
  const best = (hashes: readonly string[]): number =>
    Math.max(...hashes.map((hash) => STRENGTH.indexOf(algorithm(hash))));
  return old.length > 0 && best(now) >= 0 && best(now) < best(old);
}
