import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatSize, parseSize } from "../../../shared/domain/size.ts";
import { parseHistory } from "../../../shared/site/history.ts";
import { sweep, type SweepCandidate } from "../../../shared/site/sweep.ts";

const NOW = Date.UTC(2026, 10, 20);
const DAY = 86_400_000;
const preview = (number: number, days: number, more: Partial<SweepCandidate> = {}): SweepCandidate => ({
  path: `pr/${number}`,
  number,
  at: NOW - days * DAY,
  size: 100,
  open: true,
  ...more,
});
const limits = { maxAge: undefined, maxCount: undefined, maxTotalSize: undefined };
const numbers = (candidates: readonly SweepCandidate[], some: object): number[] =>
  sweep(candidates, { ...limits, ...some }, NOW).map(({ number }) => number);

test("without limits only closed ones go; what nobody knows stays", () => {
  const all = [preview(1, 1), preview(2, 1, { open: false }), preview(3, 999, { open: undefined, at: undefined })];
  expect(numbers(all, {})).toEqual([2]);
});

test("each limit takes the oldest", () => {
  const all = [preview(1, 40), preview(2, 3), preview(3, 2), preview(4, 1)];
  expect(numbers(all, { maxAge: (30 * DAY) / 1000 })).toEqual([1]);
  expect(numbers(all, { maxCount: 2 })).toEqual([2, 1]);
  expect(numbers(all, { maxTotalSize: 250 })).toEqual([2, 1]);
  expect(numbers(all, { maxCount: 0 })).toEqual([4, 3, 2, 1]);
});

test("a closed one does not count towards the limits", () => {
  expect(numbers([preview(1, 2), preview(2, 1, { open: false })], { maxCount: 1 })).toEqual([2]);
});

test("what stays is within the limits", () => {
  const candidate = fc.record({ days: fc.nat(60), size: fc.nat(1000), open: fc.constantFrom(true, false, undefined) });
  fc.assert(
    fc.property(fc.array(candidate), fc.nat(5), fc.nat(2000), (given, maxCount, maxTotalSize) => {
      const all = given.map(({ days, size, open }, index) => preview(index + 1, days, { size, open }));
      const gone = new Set(numbers(all, { maxCount, maxTotalSize, maxAge: 30 * 86_400 }));
      const left = all.filter(({ number }) => !gone.has(number));
      expect(left.length).toBeLessThanOrEqual(maxCount);
      expect(left.reduce((sum, { size }) => sum + (size ?? 0), 0)).toBeLessThanOrEqual(maxTotalSize);
      expect(left.every(({ open, at }) => open !== false && NOW - (at ?? 0) <= 30 * DAY)).toBe(true);
    }),
  );
});

test.each([
  ["500MB", 500_000_000],
  ["1.5 GiB", 1_610_612_736],
  ["4096", 4096],
  ["10 kb", 10_000],
  ["10 TB", undefined],
  ["-1", undefined],
  ["MB", undefined],
])("reads the size %j", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test("writes sizes as people read them", () => {
  expect([0, 999, 1_500, 2_000_000, 3_400_000_000].map(formatSize)).toEqual([
    "0 B",
    "999 B",
    "1.5 kB",
    "2.0 MB",
    "3.4 GB",
  ]);
});

test("reads what becomes of the history", () => {
  expect(["keep", "squash", "last:20"].map(parseHistory)).toEqual([
    { kind: "keep" },
    { kind: "last", commits: 1 },
    { kind: "last", commits: 20 },
  ]);
  for (const text of ["", "last:0", "last", "last:-1", "all"]) expect(parseHistory(text)).toBeUndefined();
});
