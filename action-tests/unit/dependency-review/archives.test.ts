import { expect, test } from "@jest/globals";
import { review } from "./harness.ts";

const hash = (letter: string): string => `sha256:${letter.repeat(64)}`;
const lock = (...letters: readonly string[]): string => `[[package]]
name = "numpy"
version = "2.0.0"
files = [
${letters.map((letter) => `    {file = "numpy-${letter}.whl", hash = "${hash(letter)}"},`).join("\n")}
]

[metadata]
lock-version = "2.0"
`;

const judged = async (before: readonly string[], after: readonly string[]) =>
  (
    await review({ base: { "poetry.lock": lock(...before) }, head: { "poetry.lock": lock(...after) } })
  ).report.findings.map(({ rule, level, message }) => [`${level} ${rule}`, message]);

test("an archive beside the former ones is told as what it is, and does not block", async () => {
  expect(await judged(["a", "b"], ["a", "b", "c"])).toEqual([
    [
      "warn integrity",
      "Another archive of the same version may now be installed: 1 checksum was added, and all former ones are still there.",
    ],
  ]);
});

test.each([
  ["one of them is another", ["a", "b"], ["a", "c"]],
  ["the only one is another", ["a"], ["b"]],
  ["one went and two came", ["a", "b"], ["b", "c", "d"]],
] as const)("%s: that blocks", async (_, before, after) => {
  expect((await judged(before, after)).map(([what]) => what)).toEqual(["block integrity"]);
});

test("fewer archives than before, or another order, are no change", async () => {
  expect(await judged(["a", "b", "c"], ["c", "a"])).toEqual([]);
});
