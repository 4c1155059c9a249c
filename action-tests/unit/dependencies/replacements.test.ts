import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import type { Instead } from "../../../shared/dependencies/replacements/types.ts";
import { leastNode } from "../../../shared/dependencies/versions/least-node.ts";
import { knownReplacements } from "../../../shared/providers/files/known-replacements.ts";

interface Address {
  readonly type: string;
  readonly id: string;
}

interface Manifest {
  readonly mappings: Readonly<Record<string, { readonly replacements: readonly string[]; readonly url?: Address }>>;
  readonly replacements: Readonly<Record<string, Way>>;
}

interface Way {
  readonly type: "native" | "documented" | "simple" | "removal";
  readonly replacementModule?: string;
  readonly url?: string | Address;
  readonly engines?: readonly { readonly engine: string; readonly minVersion?: string }[];
}

const SITES: Readonly<Record<string, string>> = {
  e18e: "https://e18e.dev/docs/replacements/",
  mdn: "https://developer.mozilla.org/en-US/docs/",
  node: "https://nodejs.org/",
};

const addressOf = ({ type, id }: Address): string =>
  `${SITES[type] ?? ""}${type === "node" ? id.replace(/#.*/, "") : id}`;

/** What the list has to keep of a way to do without a package: a version before 1 is any. */
function wantedOf({ type, replacementModule, url, engines = [] }: Way): object {
  if (type === "documented") return { kind: "package", name: replacementModule };
  if (type !== "native") return { kind: type === "simple" ? "code" : "nothing" };
  const version = engines.find(({ engine }) => engine === "nodejs")?.minVersion;
  return {
    kind: "native",
    since: version?.startsWith("0.") === true ? "0" : version?.replace(/(?:\.0)+$/, ""),
    address: typeof url === "object" ? addressOf(url) : undefined,
  };
}

function factsOf({ kind, name, since, address }: Instead): object {
  if (kind === "package") return { kind, name };
  return kind === "native" ? { kind, since, address } : { kind };
}

describe("the list that comes with the action says what the manifests say", () => {
  test.each(["native", "micro-utilities", "preferred"])("%s", async (file) => {
    const text = readFileSync(`node_modules/module-replacements/manifests/${file}.json`, "utf8");
    const { mappings, replacements } = JSON.parse(text) as Manifest;
    const known = await knownReplacements();
    expect(Object.keys(mappings).length).toBeGreaterThan(100);
    for (const [name, { replacements: ids, url }] of Object.entries(mappings)) {
      // What only runs in Bun or Deno has an address of its own.
      const wanted = ids.flatMap((id) => replacements[id] ?? []).filter(({ url: own }) => typeof own !== "string");
      const found = known.get(name);
      expect({ name, address: url && found?.address, ways: found?.instead.map(factsOf) }).toEqual({
        name,
        address: url && addressOf(url),
        ways: wanted.map(wantedOf),
      });
    }
  });

  test("by examples, for people", async () => {
    const known = await knownReplacements();
    expect(known.get("array.prototype.flat")).toEqual({
      instead: [
        {
          kind: "native",
          name: "Array.prototype.flat",
          since: "11",
          isWeb: false,
          address: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Array/flat",
        },
      ],
      address: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Array/flat",
    });
    expect(known.get("lodash.add")?.instead.map(({ name }) => name)).toEqual(["", "es-toolkit"]);
    expect(known.get("constructor")).toBeUndefined();
    expect(known.get("is-odd")?.instead).toMatchObject([{ kind: "code", name: "is odd" }]);
  });
});

test.each([
  [{ node: ">=18" }, "18.0.0"],
  [{ node: "^20.9 || >=22" }, "20.9.0"],
  [{ node: "16" }, "16.0.0"],
  [{ node: "*" }, undefined],
  [{ node: "" }, undefined],
  [{ node: "lts" }, undefined],
  [{ node: 18 }, undefined],
  [{ npm: ">=9" }, undefined],
  [null, undefined],
])("engines %j let in Node %s at least", (engines, version) => {
  expect(leastNode(JSON.stringify({ engines }))).toBe(version);
});

test.each(["", "null", "[]", "{", '"x"', "\uFEFF{}"])("a manifest %j says nothing of Node", (text) => {
  expect(leastNode(text)).toBeUndefined();
});

test("a range that is longer than any is none", () => {
  expect(leastNode(JSON.stringify({ engines: { node: `>=18${" || >=18".repeat(1_000)}` } }))).toBeUndefined();
});
