import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { difference } from "../../../scripts/bundling/tree.ts";

let folder = "";
const at = (...path: string[]): string => join(folder, ...path);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-tree-"));
  mkdirSync(at("old/action"), { recursive: true });
  writeFileSync(at("old/action/index.js"), "1\n");
  cpSync(at("old"), at("new"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the same trees do not differ", () => {
  expect(difference(at("old"), at("new"), [])).toEqual([]);
});

test.each([
  ["a changed file", () => writeFileSync(at("new/action/index.js"), "2\n"), "  action/index.js: differs"],
  ["a blank at a line's end", () => writeFileSync(at("new/action/index.js"), "1 \n"), "  action/index.js: differs"],
  ["a mode", () => chmodSync(at("new/action/index.js"), 0o755), "  action/index.js: differs"],
  [
    "a file that nobody makes",
    () => writeFileSync(at("old/action/extra.js"), ""),
    "  action/extra.js: not made from the sources",
  ],
  [
    "a file that is not committed",
    () => writeFileSync(at("new/action/1.index.js"), ""),
    "  action/1.index.js: missing",
  ],
  ["no folder at all", () => rmSync(at("old"), { recursive: true }), "  action/index.js: missing"],
])("%s is a difference", (_, change, told) => {
  change();
  expect(difference(at("old"), at("new"), [])).toEqual([told]);
});

test("other actions than the named ones are not looked at", () => {
  writeFileSync(at("new/action/index.js"), "2\n");
  expect(difference(at("old"), at("new"), ["other"])).toEqual([]);
});
