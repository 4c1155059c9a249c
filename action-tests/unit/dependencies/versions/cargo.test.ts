import { expect, test } from "@jest/globals";
import fc from "fast-check";
import inRange from "semver/functions/satisfies.js";
import { satisfiesCargo } from "../../../../shared/dependencies/versions/cargo.ts";

test.each([
  ["1.2.9", "1.2.3", true],
  ["1.2.2", "1.2.3", false],
  ["2.0.0", "1", false],
  ["0.2.9", "0.2.3", true],
  ["0.3.0", "0.2", false],
  ["0.0.4", "0.0.3", false],
  ["0.0.9", "0.0", true],
  ["0.1.0", "0.0", false],
  ["0.9.0", "0", true],
  ["1.9.0", "~1.2", false],
  ["1.9.0", "~1", true],
  ["1.2.9", "=1.2", true],
  ["1.3.0", "1.2.*", false],
  ["7.0.0", "*", true],
  ["1.2.5", ">1.2", false],
  ["1.2.5", "<=1.2", true],
  ["1.4.0", ">= 1.2, < 1.5", true],
  ["1.5.0", ">= 1.2, < 1.5", false],
  ["1.0.0-rc.2", "1.0.0-rc.1", true],
  ["1.0.0-rc.1", "1.0.0-rc.2", false],
  ["1.1.0-rc.1", "1.0.0-rc.1", false],
  ["1.1.0-rc.1", "1", false],
  ["1.0.0+build", "=1.0.0", true],
  ["1.0", "1", undefined],
  ["1.0.0", "one", undefined],
  ["1.0.0", "1,", undefined],
] as const)("%s for %j: %s", (version, range, expected) => {
  expect(satisfiesCargo(version, range)).toBe(expected);
});

const small = fc.nat(3);
const pre = fc.option(fc.constantFrom("alpha", "alpha.1", "rc.2", "rc.10", "1", "2"), { nil: undefined, freq: 4 });
const version = fc
  .tuple(small, small, small, pre)
  .map(([a, b, c, before]) => `${a}.${b}.${c}${before === undefined ? "" : `-${before}`}`);
const operator = fc.constantFrom("^", "~", "=", ">", ">=", "<", "<=");
const partial = fc.tuple(small, fc.option(small, { nil: undefined }), operator).map(([a, b, sign]) => {
  const numbers = b === undefined ? `${a}` : `${a}.${b}`;
  return `${sign}${numbers}`;
});
const whole = fc.tuple(operator, version).map(([sign, given]) => `${sign}${given}`);

test("where npm writes a range as Cargo does, it means the same", () => {
  fc.assert(
    fc.property(version, fc.array(fc.oneof(whole, partial), { minLength: 1, maxLength: 3 }), (given, parts) => {
      expect(satisfiesCargo(given, parts.join(", "))).toBe(inRange(given, parts.join(" ")));
    }),
    { numRuns: 2000 },
  );
});
