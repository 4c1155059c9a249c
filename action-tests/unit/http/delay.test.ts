import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createBucket } from "../../../shared/http/bucket.ts";
import { askedDelay, backoff } from "../../../shared/http/delay.ts";

/** A die that falls the same way every time the test runs. */
const die = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

test("callers who failed together are spread evenly over the whole wait", () => {
  const random = die(7);
  const waits = Array.from({ length: 2000 }, () => backoff(6, true, random) / 20_000).toSorted((a, b) => a - b);
  // Kolmogorov and Smirnov: the greatest distance from an even spread, at the level of one in a thousand.
  const distance = Math.max(
    ...waits.map((wait, index) =>
      Math.max(Math.abs(wait - index / waits.length), Math.abs(wait - (index + 1) / waits.length)),
    ),
  );
  expect(distance).toBeLessThan(1.95 / Math.sqrt(waits.length));
});

test("a wait is never negative and never beyond 20 s, after however many retries", () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (retry, limited, fallen) => {
      const wait = backoff(retry, limited, () => fallen);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(20_000);
    }),
  );
});

test("no header, however strange, makes a wait that is not a positive number", () => {
  const value = fc.oneof(
    fc.string({ unit: "grapheme-ascii" }),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );
  fc.assert(
    fc.property(value, value, value, (after, reset, remaining) => {
      const headers = new Headers();
      for (const [name, text] of [
        ["retry-after", after],
        ["ratelimit-reset", reset],
        ["ratelimit-remaining", remaining],
        ["date", reset],
      ] as const) {
        headers.set(name, text.replaceAll(/[^\x20-\x7e]/g, ""));
      }
      const wait = askedDelay(headers, new Date(0));
      expect(wait ?? 1).toBeGreaterThan(0);
      expect(wait ?? 1).toBeLessThanOrEqual(366 * 86_400_000);
    }),
    { numRuns: 1000 },
  );
});

test("a bucket pays for a hundred retries or fifty after time-outs, and successes fill it again", () => {
  const count = (afterTimeout: boolean): number => {
    const bucket = createBucket();
    let taken = 0;
    while (bucket.take(afterTimeout)) taken++;
    for (let index = 0; index < 4; index++) bucket.succeeded();
    expect(bucket.take(false)).toBe(false);
    bucket.succeeded();
    expect(bucket.take(false)).toBe(true);
    return taken;
  };
  expect(count(false)).toBe(100);
  expect(count(true)).toBe(50);
});

test("without the server's own time, its dates are read by ours", () => {
  const headers = new Headers({ "retry-after": new Date(65_000).toUTCString() });
  expect(askedDelay(headers, new Date(5000))).toBe(60_000);
});
