import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { writeInWorkspace } from "../../../../shared/providers/files/workspace-file.ts";

let folder: string;
let workspace: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-workspace-"));
  workspace = join(folder, "work");
  mkdirSync(workspace);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("writes a file, its folders too, and leaves no draft", async () => {
  await writeInWorkspace(workspace)(".github/a/b.yml", "one");
  await writeInWorkspace(workspace)(".github/a/b.yml", "two");
  expect(readFileSync(join(workspace, ".github", "a", "b.yml"), "utf8")).toBe("two");
  expect(readdirSync(join(workspace, ".github", "a"))).toEqual(["b.yml"]);
});

test.each(["../out.yml", "/tmp/out.yml", "a/../../out.yml", ".", ""])("refuses `%s`", async (path) => {
  await expect(writeInWorkspace(workspace)(path, "x")).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID" });
  expect(readdirSync(folder)).toEqual(["work"]);
});

test("follows no link of the repository out of it", async () => {
  mkdirSync(join(folder, "other"));
  symlinkSync(join(folder, "other"), join(workspace, "link"));
  await expect(writeInWorkspace(workspace)("link/out.yml", "x")).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID" });
  expect(readdirSync(join(folder, "other"))).toEqual([]);
});

test("a link in the file's own place is replaced, not followed", async () => {
  symlinkSync(join(folder, "target"), join(workspace, "file.yml"));
  await writeInWorkspace(workspace)("file.yml", "x");
  expect(readdirSync(folder)).toEqual(["work"]);
  expect(readFileSync(join(workspace, "file.yml"), "utf8")).toBe("x");
});
