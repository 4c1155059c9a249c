import minVersion from "semver/ranges/min-version.js";

/** Characters of a range: what is longer is none, and only costs time. */
const LONGEST = 256;

/** Least version of Node that a package.json lets in by its `engines`; undefined where it says nothing of use. */
export function leastNode(manifest: string | undefined): string | undefined {
  const range = rangeOf(manifest);
  if (range === undefined || range.length > LONGEST || /^[\s*x]*$/i.test(range)) return undefined;
  try {
    return minVersion(range, { loose: true })?.version;
  } catch {
    return undefined;
  }
}

function rangeOf(manifest: string | undefined): string | undefined {
  try {
    const value = JSON.parse((manifest ?? "").replace(/^\uFEFF/, "")) as { engines?: { node?: unknown } } | null;
    const range = value?.engines?.node;
    return typeof range === "string" ? range : undefined;
  } catch {
    return undefined;
  }
}
