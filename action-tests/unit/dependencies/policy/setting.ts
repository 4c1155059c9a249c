import type { CompareVersions } from "../../../../shared/dependencies/policy/version-range.ts";

/** Orders versions of three numbers, which is what these tests use. */
export const compareNumbers: CompareVersions = (_, one, other) => {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};
