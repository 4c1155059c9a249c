import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type Budget, overBudget, overTotal, parseGrowth } from "../../../shared/site/budget.ts";

const NONE: Budget = { maxSize: undefined, maxFileSize: undefined, maxGrowth: undefined };
const files = (sizes: Readonly<Record<string, number>>) =>
  Object.entries(sizes).map(([path, size]) => ({ path, file: `/x/${path}`, size }));
const SITE = files({ "index.html": 1_000, "a.bin": 5_000, "b.bin": 9_000 });
const live = (size: number, ...paths: readonly string[]) => ({ size, has: (path: string) => paths.includes(path) });
const said = (budget: Partial<Budget>, from?: ReturnType<typeof live>) =>
  overBudget(SITE, { ...NONE, ...budget }, from).map(({ path, message }) => `${path}: ${message}`);

describe("growth", () => {
  test.each([
    ["20MB", { bytes: 20e6 }],
    ["25%", { percent: 25 }],
    [" 0.5 % ", { percent: 0.5 }],
    ["0", { bytes: 0 }],
    ["-1%", undefined],
    ["much", undefined],
    ["%", undefined],
  ])("%j is %j", (text, growth) => expect(parseGrowth(text)).toEqual(growth));
});

describe("a budget", () => {
  test("that is kept says nothing", () => {
    expect(said({ maxSize: 15_000, maxFileSize: 9_000, maxGrowth: { bytes: 5_000 } }, live(10_000))).toEqual([]);
    expect(said({})).toEqual([]);
  });

  test("for the whole names the largest files, the largest first", () => {
    expect(said({ maxSize: 14_999 })).toEqual([
      ": the site has 15.0 kB, and `max-size` is 15.0 kB; the largest files: `b.bin` (9.0 kB), `a.bin` (5.0 kB), `index.html` (1.0 kB)",
    ]);
  });

  test("for files names each of them", () => {
    expect(said({ maxFileSize: 4_999 })).toEqual([
      "b.bin: 9.0 kB, and `max-file-size` is 5.0 kB",
      "a.bin: 5.0 kB, and `max-file-size` is 5.0 kB",
    ]);
  });

  test("for growth names what is new, in bytes and in parts", () => {
    const before = live(9_900, "index.html", "b.bin");
    expect(said({ maxGrowth: { bytes: 5_000 } }, before)).toEqual([
      ": the site grew from 9.9 kB to 15.0 kB, and `max-growth` is 5.0 kB; the largest new files: `a.bin` (5.0 kB)",
    ]);
    expect(said({ maxGrowth: { percent: 50 } }, before)[0]).toContain("`max-growth` is 50 %");
    expect(said({ maxGrowth: { percent: 52 } }, before)).toEqual([]);
    expect(said({ maxGrowth: { bytes: 0 } }, live(1, "index.html", "a.bin", "b.bin"))[0]).toContain(
      "the largest files: `b.bin`",
    );
  });

  test("for growth says nothing where nothing is live, nor of a smaller site", () => {
    expect(said({ maxGrowth: { bytes: 0 } })).toEqual([]);
    expect(said({ maxGrowth: { percent: 0 } }, live(15_000))).toEqual([]);
  });

  test("for everything together names the largest publications", () => {
    const sizes = new Map([
      ["", 10],
      ["pr/7", 2_000],
      ["v/1.0", 30],
    ]);
    expect(overTotal(sizes, 2_040)).toEqual([]);
    expect(overTotal(sizes, 2_039)[0]?.message).toContain("the largest: `pr/7` (2.0 kB), `v/1.0` (30 B), `/` (10 B)");
    expect(overTotal(sizes, undefined)).toEqual([]);
  });

  test("is kept exactly when the sum is not above it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 20 }), fc.nat(100_000), (sizes, most) => {
        const site = sizes.map((size, index) => ({ path: `${index}`, file: "", size }));
        const sum = sizes.reduce((all, size) => all + size, 0);
        expect(overBudget(site, { ...NONE, maxSize: most }, undefined)).toHaveLength(sum > most ? 1 : 0);
      }),
    );
  });
});
