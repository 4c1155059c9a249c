import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { findVersion, formatVersions, parseVersions, withVersion } from "../../../shared/site/versions.ts";

const list = (...names: readonly string[]) => names.map((version) => ({ version, title: version, aliases: [] }));
const order = (...names: readonly string[]): string[] =>
  (parseVersions(formatVersions(list(...names))) ?? []).map(({ version }) => version);

test("writes what mike writes, byte for byte", () => {
  const versions = [
    { version: "1.0", title: "1.0 – “old”\u007f", aliases: [] },
    { version: "1.1", title: "1.1", aliases: ["latest", "stable"], properties: { hidden: true } },
  ];
  expect(formatVersions(versions)).toBe(
    `[
  {
    "version": "1.1",
    "title": "1.1",
    "aliases": [
      "latest",
      "stable"
    ],
    "properties": {
      "hidden": true
    }
  },
  {
    "version": "1.0",
    "title": "1.0 \\u2013 \\u201cold\\u201d\\u007f",
    "aliases": []
  }
]`,
  );
  expect(formatVersions([])).toBe("[]");
});

test("sorts as mike does: the newest first, names before numbers, pre-releases before what they lead to", () => {
  expect(order("1.9", "1.10", "2.0", "2.0rc1", "2.0-rc.2", "1.0.0", "1.0.1", "dev", "v3.0")).toEqual([
    "dev",
    "2.0",
    "2.0-rc.2",
    "2.0rc1",
    "1.10",
    "1.9",
    "1.0.1",
    "1.0.0",
    "v3.0",
  ]);
});

test("takes no list for one that leads out of its folder", () => {
  for (const name of ["../x", "a/b", "..", ".hidden", ""]) {
    expect(parseVersions(JSON.stringify(list(name)))).toBeUndefined();
    expect(parseVersions(JSON.stringify([{ version: "1", title: "1", aliases: [name] }]))).toBeUndefined();
  }
  for (const text of ["", "{}", "[1]", "[", '[{"version":1}]']) expect(parseVersions(text)).toBeUndefined();
});

test("an alias is one version's, whatever is published in which order", () => {
  const names = fc.constantFrom("1.0", "1.1", "2.0", "latest", "dev");
  const step = fc.record({ version: names, aliases: fc.uniqueArray(names, { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      const versions = steps.reduce(
        (all, { version, aliases }) =>
          withVersion(all, { version, title: undefined, aliases: aliases.filter((alias) => alias !== version) }),
        parseVersions("[]") ?? [],
      );
      const aliases = versions.flatMap((one) => one.aliases);
      expect(new Set(aliases).size).toBe(aliases.length);
      expect(new Set(versions.map(({ version }) => version)).size).toBe(versions.length);
      expect(parseVersions(formatVersions(versions))).toEqual(expect.arrayContaining([...versions]));
      // The last one published is there under its own name.
      expect(steps.slice(-1).map(({ version }) => findVersion(versions, version)?.version)).toEqual(
        steps.slice(-1).map(({ version }) => version),
      );
    }),
  );
});
