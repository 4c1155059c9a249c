/** The runner has no lower bound: a mask of "e" or "main" ruins the log and drops job outputs. */
const SHORTEST = 6;

/** Words that stand in logs and outputs for other reasons; hiding them hides nothing and breaks much. */
const COMMON = new Set(
  (
    "changeme default develop development disabled docker enabled example github gitlab localhost master neondb " +
    "neondb_owner nothing password passwd postgres postgresql preview private production public release secret " +
    "secrets staging string success test-123 testing undefined username"
  ).split(" "),
);

/** Why a value is not hidden, or undefined when it is. */
export function whyShown(value: string): string | undefined {
  const bare = value.trim();
  if (bare.length < SHORTEST) return `is shorter than ${SHORTEST} characters`;
  if (COMMON.has(bare.toLowerCase())) return "is a common word";
  return undefined;
}
