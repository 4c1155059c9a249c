import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { waves } from "../../../shared/rollout/waves.ts";

const named = (all: readonly (readonly { name: string }[])[]) =>
  all.map((wave) => wave.map(({ name }) => name).join(""));

test.each([
  ["nothing", [], []],
  ["no order", { a: "", b: "" }, ["ab"]],
  ["a chain", { c: "b", b: "a", a: "" }, ["a", "b", "c"]],
  ["a diamond", { d: "bc", b: "a", c: "a", a: "" }, ["a", "bc", "d"]],
  ["after what is not there", { a: "x" }, ["a"]],
  ["a circle", { a: "b", b: "a", c: "" }, ["c", "ab"]],
])("%s", (_, services, expected) => {
  const list = Object.entries(services).map(([name, after]) => ({ name, after: after.split("") }));
  expect(named(waves(list))).toEqual(expected);
});

test("every service comes once, and after what it waits for", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  // Only earlier names, so that there is no circle.
  const services = fc
    .tuple(...names.map((name, index) => fc.subarray(names.slice(0, index)).map((after) => ({ name, after }))))
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));
  fc.assert(
    fc.property(services, (list) => {
      const order = waves(list);
      const wave = new Map(order.flatMap((group, index) => group.map(({ name }) => [name, index] as const)));
      expect(order.flat()).toHaveLength(names.length);
      for (const { name, after } of list) {
        for (const earlier of after) expect(wave.get(earlier)).toBeLessThan(wave.get(name) ?? -1);
      }
    }),
  );
});
