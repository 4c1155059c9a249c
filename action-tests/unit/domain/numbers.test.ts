import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseDuration } from "../../../shared/domain/duration.ts";
import { percentiles } from "../../../shared/domain/statistics.ts";
import { combine, type Verdict, VERDICTS } from "../../../shared/domain/verdict.ts";

test.each([
  ["90s", 90],
  ["15m", 900],
  ["36h", 129_600],
  ["14d", 1_209_600],
  ["2w", 1_209_600],
  [" 5 m ", 300],
  ["P1D", 86_400],
  ["PT90S", 90],
  ["P1W", 604_800],
  ["P1DT12H30M5S", 131_405],
])("%j is %i seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(["", "0s", "-5m", "5", "5y", "m", "P", "PT", "P1Y", "1.5h", "5m5s", "9999999999s", "toString"])(
  "%j is no duration",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test("percentiles are samples, by nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentiles(hundred)).toEqual({ p50: 50, p95: 95, p99: 99 });
  expect(percentiles([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
  expect(percentiles([2, 1])).toEqual({ p50: 1, p95: 2, p99: 2 });
  expect(percentiles([])).toBeUndefined();
});

test("of any samples, the share that each percentile promises is at or below it, and one less is not enough", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 300 }), (samples) => {
      const figures = percentiles(samples);
      for (const [share, value] of [
        [0.5, figures?.p50],
        [0.95, figures?.p95],
        [0.99, figures?.p99],
      ] as const) {
        expect(samples).toContain(value);
        expect(samples.filter((sample) => sample <= Number(value)).length).toBeGreaterThanOrEqual(
          share * samples.length,
        );
        expect(samples.filter((sample) => sample < Number(value)).length).toBeLessThan(
          Math.max(share * samples.length, 1),
        );
      }
    }),
  );
});

test.each<[readonly Verdict[], Verdict]>([
  [[], "inconclusive"],
  [["passed"], "passed"],
  [["passed", "passed"], "passed"],
  [["passed", "inconclusive"], "inconclusive"],
  [["inconclusive", "cancelled", "passed"], "cancelled"],
  [["inconclusive", "failed", "passed"], "failed"],
  [["failed", "cancelled", "passed"], "cancelled"],
])("%j together are %s", (verdicts, verdict) => {
  expect(combine(verdicts)).toBe(verdict);
});

test("passes only when all pass, in whatever order they come", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...VERDICTS), { minLength: 1 }), (verdicts) => {
      expect(combine(verdicts) === "passed").toBe(verdicts.every((verdict) => verdict === "passed"));
      expect(combine(verdicts.toReversed())).toBe(combine(verdicts));
    }),
  );
});
