import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { findCycle } from "../../../shared/domain/graph.ts";
import { parseManifest } from "../../../shared/domain/manifest/parse.ts";
import { nearest, suggestion } from "../../../shared/domain/manifest/suggest.ts";
import { branchOf, environmentOf, idOf, urlOf, waves } from "../../../shared/domain/plan.ts";
import { BASE, FILE, VARS } from "./manifest/base.ts";

const names = (groups: readonly (readonly { readonly name: string }[])[]): string[][] =>
  groups.map((group) => group.map(({ name }) => name));

test("goes wave by wave, in the given order inside each", () => {
  const items = [
    { name: "web", after: ["api", "cache"] },
    { name: "cache", after: [] },
    { name: "api", after: ["worker"] },
    { name: "worker", after: [] },
    { name: "docs", after: ["elsewhere"] },
  ];
  expect(names(waves(items))).toEqual([["cache", "worker", "docs"], ["api"], ["web"]]);
  expect(waves([])).toEqual([]);
});

test("a circle, which no manifest lets through, does not hang", () => {
  expect(
    names(
      waves([
        { name: "a", after: ["b"] },
        { name: "b", after: ["a"] },
        { name: "c", after: [] },
      ]),
    ),
  ).toEqual([["c"], ["a", "b"]]);
});

const graph = fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { maxLength: 10 });

test("every item comes once, after all that it comes after", () => {
  fc.assert(
    fc.property(graph, (edges) => {
      // Only backwards, so there is no circle.
      const items = edges.map((after, index) => ({
        name: String(index),
        after: after.filter((other) => other < index).map(String),
      }));
      const shuffled = items.toReversed();
      const groups = waves(shuffled);
      const place = new Map(groups.flatMap((group, index) => group.map(({ name }) => [name, index] as const)));
      expect(place.size).toBe(items.length);
      expect(
        items.every(({ name, after }) => after.every((other) => Number(place.get(other)) < Number(place.get(name)))),
      ).toBe(true);
    }),
  );
});

test("finds a circle exactly when waves cannot resolve everything, and names a real one", () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const after = new Map(edges.map((others, index) => [String(index), others.map(String)]));
      const cycle = findCycle(after) ?? [];
      const steps = cycle.slice(1).map((name, index) => after.get(cycle[index] ?? "")?.includes(name));
      expect(steps.every(Boolean)).toBe(true);
      expect(cycle[0]).toBe(cycle.at(-1));
      const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
        (after.get(from) ?? []).some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
      expect(cycle.length > 0).toBe([...after.keys()].some((name) => reaches(name, name)));
    }),
  );
});

const manifest = parseManifest(BASE, { file: FILE, vars: VARS });

test("finds an environment, or says which there are", () => {
  expect(environmentOf(manifest, "staging").from).toBe("main");
  expect(() => environmentOf(manifest, "prod")).toThrow(
    expect.objectContaining({ code: "SLIP-INPUT-INVALID", next: "Did you mean `production`?" }),
  );
  expect(() => environmentOf({ ...manifest, environments: [] }, "x")).toThrow(
    expect.objectContaining({ next: "Add it to `environments`." }),
  );
});

test.each([
  ["staging", "srv-1", "https://shop.example", "main"],
  ["production", undefined, undefined, undefined],
  ["constructor", undefined, undefined, undefined],
  ["toString", undefined, undefined, undefined],
])("of %s it knows what the manifest says, and nothing by the names that every object has", (name, id, url, branch) => {
  const given = { ids: { staging: "srv-1" }, urls: { staging: "https://shop.example" } };
  const database = { provider: "neon", project: "p", tool: "auto", branches: { staging: "main" } } as const;
  expect([idOf(given, name), urlOf(given, name), branchOf(database, name)]).toEqual([id, url, branch]);
  expect(branchOf(undefined, name)).toBeUndefined();
});

test.each([
  ["stagign", "staging"],
  ["STAGING", "staging"],
  ["prod", "production"],
  ["expect_status", "expect-status"],
  ["wokrer", "worker"],
  ["zzz", undefined],
  ["x".repeat(100), undefined],
])("%s is near %s", (word, expected) => {
  expect(nearest(word, ["staging", "production", "expect-status", "worker"])).toBe(expected);
});

test("lists what there is when nothing is near", () => {
  expect(suggestion("zzz", ["a-b-c", "d-e-f"], "none")).toBe("Use one of `a-b-c`, `d-e-f`.");
  expect(suggestion("zzz", ["a-b-c"], "none")).toBe("Use `a-b-c`.");
  expect(suggestion("zzz", [], "none")).toBe("none");
});

test("a word that is there is meant, however near another is", () => {
  expect(nearest("lenb", ["lena", "lenb"])).toBe("lenb");
});

test("the distance is a metric up to the limit: a word is nearest to itself", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 5 }), (words) => {
      for (const word of words) expect(nearest(word, words)).toBe(word);
    }),
  );
});
