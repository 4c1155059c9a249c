import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { unifiedDiff } from "../../../cloud/neon/unified-diff.ts";

const diff = (before: readonly string[], after: readonly string[]): string =>
  unifiedDiff({ name: "db", text: before.join("\n") }, { name: "db", text: after.join("\n") });

/** Applies a unified diff by its line numbers, and checks what it says is there. */
const apply = (before: readonly string[], patch: string): readonly string[] => {
  const result: string[] = [];
  let at = 0;
  for (const line of patch.split("\n").slice(2, -1)) {
    const start = /^@@ -(\d+),/.exec(line)?.[1];
    if (start !== undefined) {
      while (at < Number(start) - 1) result.push(before[at++] ?? "");
      continue;
    }
    if (line.startsWith("+")) result.push(line.slice(1));
    else if (before[at] !== line.slice(1)) throw new Error(`not there: ${line}`);
    else if (line.startsWith("-")) at += 1;
    else result.push(before[at++] ?? "");
  }
  return [...result, ...before.slice(at)];
};

const lines = fc.array(fc.constantFrom("a", "b", "c", "d e", ""), { minLength: 1, maxLength: 30 });

describe("a unified diff", () => {
  test("turns the one text into the other, and is empty only for the same", () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const patch = diff(before, after);
        if (before.join("\n") === after.join("\n")) return patch === "";
        expect(apply(before, patch)).toEqual(after);
        return true;
      }),
    );
  });

  test("shows three lines around a change", () => {
    const before = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    expect(diff(before, before.with(4, "five"))).toBe(
      "--- a/db\n+++ b/db\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
    );
  });
});
