import type { Ecosystem } from "../types.ts";
import { compareVersions } from "./compare-versions.ts";

const MOST = 100;

/** Versions that end something, each once, smallest first. */
export const sortedFixes = (ecosystem: Ecosystem, fixes: readonly string[]): readonly string[] =>
  [...new Set(fixes)]
    .filter((fix) => fix !== "")
    .slice(0, MOST)
    .toSorted(
      (one, other) => compareVersions(ecosystem, one, other) ?? one.localeCompare(other, "en", { numeric: true }),
    );
