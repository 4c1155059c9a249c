import { oneLine } from "../action/text.ts";
import type { ProbeResult } from "../ports/probe.ts";

const SHA = /^[0-9a-f]{7,64}$/;

/** Whether an instance that tells `observed` runs `expected`: commits may be shortened to seven characters on either side. */
export const sameVersion = (expected: string, observed: string): boolean => {
  const [a, b] = [expected.trim().toLowerCase(), observed.trim().toLowerCase()];
  // Two runs of digits are dates or build numbers, unless one of them has the length of a whole commit.
  const numbers = /^\d+$/.test(a + b) && ![40, 64].includes(Math.max(a.length, b.length));
  if (SHA.test(a) && SHA.test(b) && !numbers) return a.startsWith(b) || b.startsWith(a);
  return expected.trim() === observed.trim();
};

/** What the answer tells at `path` (`header:<name>`, `body`, or a dotted path into JSON), made harmless; `undefined` when nothing. */
export const versionAt = (
  path: string,
  { headers, body }: Extract<ProbeResult, { kind: "answer" }>,
): string | undefined => {
  const told = path.startsWith("header:")
    ? headers[path.slice("header:".length).trim().toLowerCase()]
    : path === "body"
      ? body
      : atPath(path, body);
  const text = told === undefined ? "" : oneLine(told.slice(0, 1000).trim(), 100);
  return text === "" ? undefined : text;
};

const atPath = (path: string, body: string): string | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(body.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
  for (const key of path.split(".")) {
    // Own properties only: `constructor.name` is not something that the answer told.
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};
