import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compare } from "../../../shared/dependencies/compare.ts";
import { purlOf } from "../../../shared/dependencies/purl.ts";
import type { Comparison, Dependency, Inventory } from "../../../shared/dependencies/types.ts";

const dependency = (name: string, version: string, more: Partial<Dependency> = {}): Dependency => ({
  ecosystem: "npm",
  name,
  version,
  purl: purlOf("npm", name, version),
  scope: "runtime",
  direct: undefined,
  source: "registry",
  resolved: undefined,
  integrity: undefined,
  installScript: undefined,
  needs: [],
  file: "package-lock.json",
  line: 1,
  ...more,
});

const inventory = (file: string, ...dependencies: readonly Dependency[]): Inventory => ({
  file,
  format: "package-lock-3",
  ecosystem: "npm",
  dependencies: dependencies.map((one) => ({ ...one, file })),
  notes: [],
});

const LOCK = "package-lock.json";
const brief = ({ added, removed, altered }: Comparison): unknown => ({
  added: added.map(({ dependency: { purl }, before }) => [purl, ...before.map((one) => one.version)]),
  removed: removed.map(({ purl }) => purl),
  altered: altered.map(({ after }) => after.purl),
});

const NOTHING = { added: [], removed: [], altered: [] };

describe("what came and went", () => {
  test("an update knows what was there before; a new package does not", () => {
    const base = inventory(LOCK, dependency("lodash", "4.17.15"), dependency("gone", "1.0.0"));
    const head = inventory(LOCK, dependency("lodash", "4.17.19"), dependency("fresh", "1.0.0"));
    expect(brief(compare([base], [head]))).toEqual({
      added: [["pkg:npm/lodash@4.17.19", "4.17.15"], ["pkg:npm/fresh@1.0.0"]],
      removed: ["pkg:npm/lodash@4.17.15", "pkg:npm/gone@1.0.0"],
      altered: [],
    });
  });

  test("a partial upgrade leaves the old version where it is", () => {
    const base = [
      inventory("a/package-lock.json", dependency("lodash", "4.17.15")),
      inventory("b/package-lock.json", dependency("lodash", "4.17.15")),
    ];
    const head = [
      inventory("a/package-lock.json", dependency("lodash", "4.17.21")),
      inventory("b/package-lock.json", dependency("lodash", "4.17.15")),
    ];
    expect(brief(compare(base, head))).toEqual({
      added: [["pkg:npm/lodash@4.17.21", "4.17.15"]],
      removed: [],
      altered: [],
    });
  });

  test("a lock file that moves, is written anew in another order, or is there twice changes nothing", () => {
    const [one, other] = [dependency("a", "1.0.0", { integrity: "sha512-a" }), dependency("b", "2.0.0", { line: 9 })];
    const base = [inventory(LOCK, one, other)];
    expect(brief(compare(base, [inventory("apps/api/package-lock.json", other, one)]))).toEqual(NOTHING);
    expect(brief(compare(base, [...base, inventory("copy/package-lock.json", one)]))).toEqual(NOTHING);
    expect(brief(compare([...base, inventory("copy/package-lock.json", one)], base))).toEqual(NOTHING);
  });

  test("the same name in two ecosystems is two packages; in another spelling of its own it is one", () => {
    const python = (name: string, version: string): Dependency =>
      dependency(name, version, { ecosystem: "PyPI", purl: purlOf("PyPI", name, version) });
    const base = [inventory(LOCK, dependency("requests", "1.0.0")), inventory("uv.lock", python("Ruamel.Yaml", "1.0"))];
    const head = [
      ...base,
      inventory(
        "requirements.txt",
        python("requests", "2.0.0"),
        python("ruamel_yaml", "1.0"),
        python("ruamel-yaml", "1.1"),
      ),
    ];
    expect(brief(compare(base, head))).toEqual({
      added: [["pkg:pypi/requests@2.0.0"], ["pkg:pypi/ruamel-yaml@1.1", "1.0"]],
      removed: [],
      altered: [],
    });
  });

  test("all places that pin an added one are told, the first of them leads", () => {
    const [added] = compare(
      [],
      [inventory("a.json", dependency("x", "1.0.0")), inventory("b.json", dependency("x", "1.0.0", { line: 7 }))],
    ).added;
    expect(added?.dependency.file).toBe("a.json");
    expect(added?.places.map(({ file, line }) => `${file}:${line}`)).toEqual(["a.json:1", "b.json:7"]);
  });

  test("with any inventory: itself changes nothing, sides mirror each other, order and place mean nothing", () => {
    const name = fc.constantFrom("a", "b", "c", "@s/d", "__proto__");
    const one = fc.record({
      name,
      version: fc.constantFrom("1.0.0", "1.1.0", "2.0.0"),
      integrity: fc.constantFrom("sha512-x", "sha512-y", undefined),
    });
    const lists = fc.uniqueArray(one, { selector: (entry) => `${entry.name}@${entry.version}`, maxLength: 8 });
    const make = (
      file: string,
      list: readonly { name: string; version: string; integrity: string | undefined }[],
    ): Inventory =>
      inventory(file, ...list.map((entry) => dependency(entry.name, entry.version, { integrity: entry.integrity })));
    fc.assert(
      fc.property(lists, lists, (left, right) => {
        const [base, head] = [make(LOCK, left), make(LOCK, right)];
        expect(brief(compare([base], [base]))).toEqual(NOTHING);
        expect(brief(compare([base], [make("moved/x.json", left.toReversed())]))).toEqual(NOTHING);
        const there = compare([base], [head]);
        const back = compare([head], [base]);
        const purls = (list: readonly Dependency[]): string[] => list.map(({ purl }) => purl).toSorted();
        expect(purls(there.added.map((added) => added.dependency))).toEqual(purls(back.removed));
        const both = left.filter((entry) =>
          right.some((same) => same.name === entry.name && same.version === entry.version),
        );
        expect(there.added.length).toBe(right.length - both.length);
      }),
    );
  });
});

describe("the same version from elsewhere", () => {
  const altered = (before: Partial<Dependency>, after: Partial<Dependency>, file = LOCK): number =>
    compare([inventory(LOCK, dependency("a", "1.0.0", before))], [inventory(file, dependency("a", "1.0.0", after))])
      .altered.length;
  const npm = { resolved: "https://registry.npmjs.org/a/-/a-1.0.0.tgz", integrity: "sha512-a" };

  test.each<[string, Partial<Dependency>, Partial<Dependency>]>([
    ["another host", npm, { ...npm, resolved: "https://evil.example/a.tgz" }],
    ["another hash", npm, { ...npm, integrity: "sha512-b" }],
    ["no hash any more", npm, { ...npm, integrity: undefined }],
    ["a weaker hash", npm, { ...npm, integrity: "sha1-a" }],
    ["from git now", npm, { ...npm, source: "git", resolved: "git+ssh://git@github.com/a/a.git#0123" }],
    [
      "another commit",
      { source: "git", resolved: "https://github.com/a/a#0123" },
      { source: "git", resolved: "https://github.com/a/a#4567" },
    ],
    ["one more archive", { integrity: "sha256:1 sha256:2" }, { integrity: "sha256:1 sha256:2 sha256:666" }],
  ])("%s is altered", (_, before, after) => {
    expect(altered(before, after)).toBe(1);
  });

  test.each<[string, Partial<Dependency>, Partial<Dependency>]>([
    ["a stronger hash", { ...npm, integrity: "sha1-a" }, npm],
    ["a hash that was missing", { ...npm, integrity: undefined }, npm],
    ["an address that is not written any more", npm, { ...npm, resolved: undefined }],
    ["fewer archives", { integrity: "sha256:1 sha256:2" }, { integrity: "sha256:2" }],
    ["the checksum of another cache", { integrity: "10c0/aaa" }, { integrity: "11c0/bbb" }],
  ])("%s is not", (_, before, after) => {
    expect(altered(before, after)).toBe(0);
  });

  test("another package manager's file, with its own mirror and the same bytes, is not; with other bytes it is", () => {
    const yarn = { resolved: "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz", integrity: "sha512-a" };
    expect(altered(npm, yarn, "yarn.lock")).toBe(0);
    expect(altered(npm, { ...yarn, integrity: "10c0/x" }, "yarn.lock")).toBe(1);
    expect(altered(npm, { integrity: "10c0/x" }, "yarn.lock")).toBe(0);
    expect(altered(npm, { ...yarn, integrity: "sha512-b" }, "yarn.lock")).toBe(1);
    expect(altered({ integrity: "sha256:1 sha256:2" }, { integrity: "sha256:2 sha256:3" }, "poetry.lock")).toBe(0);
  });

  test("what is before and after is told from the same file where there is one", () => {
    const base = [
      inventory("a.json", dependency("a", "1.0.0", npm)),
      inventory("b.json", dependency("a", "1.0.0", npm)),
    ];
    const head = [
      inventory("a.json", dependency("a", "1.0.0", npm)),
      inventory("b.json", dependency("a", "1.0.0", { ...npm, integrity: "sha512-evil" })),
    ];
    expect(
      compare(base, head).altered.map(({ before, after }) => [
        before.file,
        before.integrity,
        after.file,
        after.integrity,
      ]),
    ).toEqual([["b.json", "sha512-a", "b.json", "sha512-evil"]]);
  });
});

test("a file that says little does not vouch for one that said more", () => {
  const full = dependency("a", "1.0.0", { resolved: "https://registry.npmjs.org/a.tgz", integrity: "sha512-a" });
  const bare = inventory("bare.json", dependency("a", "1.0.0"));
  const base = [inventory(LOCK, full), bare];
  expect(compare(base, [inventory(LOCK, { ...full, integrity: "sha512-evil" }), bare]).altered).toHaveLength(1);
  expect(
    compare(base, [inventory(LOCK, { ...full, resolved: undefined, integrity: undefined }), bare]).altered,
  ).toHaveLength(1);
  expect(compare(base, [bare]).altered).toHaveLength(0);
});

describe("the way to a package", () => {
  const needs = (...names: readonly string[]): Partial<Dependency> => ({
    needs: names.map((name) => purlOf("npm", name, "1.0.0")),
  });
  const pathTo = (name: string, ...inventories: readonly Inventory[]): readonly string[] | undefined =>
    compare([], inventories).added.find((added) => added.dependency.name === name)?.path;

  test("is the shortest from something direct, over all files", () => {
    const long = inventory(
      "a.json",
      dependency("app", "1.0.0", { direct: true, ...needs("b") }),
      dependency("b", "1.0.0", { direct: false, ...needs("c") }),
      dependency("c", "1.0.0", { direct: false, ...needs("b") }),
    );
    const short = inventory(
      "b.json",
      dependency("tool", "1.0.0", { direct: true, ...needs("c") }),
      dependency("c", "1.0.0", { direct: false }),
    );
    expect(pathTo("c", long)).toEqual(["app", "b", "c"]);
    expect(pathTo("c", long, short)).toEqual(["tool", "c"]);
    expect(pathTo("app", long)).toEqual(["app"]);
  });

  test("is empty where nothing tells it, and circles do not matter", () => {
    expect(pathTo("a", inventory(LOCK, dependency("a", "1.0.0", needs("a"))))).toEqual([]);
    expect(
      pathTo(
        "a",
        inventory(LOCK, dependency("a", "1.0.0", { direct: false }), dependency("b", "1.0.0", { direct: true })),
      ),
    ).toEqual([]);
  });
});
