/** Where two plain values differ, a line each: `a.b[0]: 1 instead of 2`. */
export function differences(actual: unknown, wanted: unknown, place = ""): string[] {
  if (Object.is(actual, wanted)) return [];
  if (isTree(actual) && isTree(wanted) && Array.isArray(actual) === Array.isArray(wanted)) {
    const keys = new Set([...Object.keys(actual), ...Object.keys(wanted)]);
    return [...keys].flatMap((key) => differences(actual[key], wanted[key], `${place}.${key}`));
  }
  return [`${place}: ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`];
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
