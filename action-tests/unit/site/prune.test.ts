import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseKeep, prune } from "../../../shared/site/prune.ts";

const none = new Set<string>();

test.each([
  ["minor: 3, rc: 0", { minor: 3, rc: 0 }],
  ["major=2\npatch: 1", { major: 2, patch: 1 }],
  ["minor: 0", undefined],
  ["minor: 1, minor: 2", undefined],
  ["weekly: 3", undefined],
  ["", undefined],
])("reads %j", (text, policy) => {
  expect(parseKeep(text)).toEqual(policy);
});

test.each([
  [["1.0", "1.1", "1.2", "2.0"], { minor: 1 }, ["1.1", "1.0"]],
  [["1.0.0", "1.0.1", "1.1.0"], { patch: 1 }, ["1.0.0"]],
  [["1.0", "2.0", "3.0", "3.1"], { major: 2 }, ["1.0"]],
  [["v1.9", "v1.10", "v1.2"], { minor: 1 }, ["v1.9", "v1.2"]],
  [["2.0rc1", "2.0-rc.2", "1.0", "2.1.0-beta.1"], { rc: 1 }, ["2.0-rc.2", "2.0rc1"]],
  [["2.0rc1", "1.0"], { rc: 0 }, ["2.0rc1"]],
  [["dev", "main", "nightly", "1.0"], { major: 1, minor: 1, rc: 0 }, []],
  [["1.x", "1.5", "1.4"], { minor: 2 }, ["1.4"]],
])("of %j with %j goes %j", (names, policy, gone) => {
  expect(prune(names, policy, none)).toEqual(gone);
});

test("never gives up what is held, nor the newest", () => {
  const version = fc.tuple(fc.nat(3), fc.nat(5), fc.nat(3)).map((parts) => parts.join("."));
  fc.assert(
    fc.property(fc.uniqueArray(version, { minLength: 1 }), fc.nat(), (names, pick) => {
      const held = names[pick % names.length] ?? "";
      const gone = prune(names, { major: 1, minor: 1, patch: 1 }, new Set([held]));
      expect(gone).not.toContain(held);
      const newest = names.toSorted((one, other) => other.localeCompare(one, "en", { numeric: true }))[0] ?? "";
      expect(gone).not.toContain(newest);
      expect(
        prune(
          names.filter((name) => !gone.includes(name)),
          { major: 1, minor: 1, patch: 1 },
          new Set([held]),
        ),
      ).toEqual([]);
    }),
  );
});
