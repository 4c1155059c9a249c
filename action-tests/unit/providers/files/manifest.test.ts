import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readManifest } from "../../../../shared/providers/files/manifest.ts";

const TEXT = `version: 1
services:
  api: { provider: render, kind: web, ids: { production: "\${API_ID}" }, checks: [{ path: / }] }
environments: { production: { from: main } }
`;
const env = { API_ID: "srv-a" };
let workspace = "";

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), "manifest-"));
  await mkdir(join(workspace, ".github"));
});
afterEach(() => rm(workspace, { recursive: true }));

test("reads the manifest of the workspace, with variables, and passes advice on", async () => {
  await writeFile(join(workspace, ".github/slipway.yml"), TEXT);
  const advice: string[] = [];
  const manifest = await readManifest(".github/slipway.yml", { workspace }, env, (sentence) => advice.push(sentence));
  expect(manifest.services[0]?.ids).toEqual({ production: "srv-a" });
  expect(advice).toEqual([expect.stringContaining("`version-path`")]);
  await expect(readManifest(".github/slipway.yml", { workspace }, env)).resolves.toEqual(manifest);
});

test("names the file as the user wrote it, below the workspace", async () => {
  await writeFile(join(workspace, "other.yml"), TEXT);
  await expect(readManifest("./.github/../other.yml", { workspace }, {})).rejects.toMatchObject({
    code: "SLIP-MANIFEST-INVALID",
    message: expect.stringMatching(/^other\.yml:3:58: The variable `API_ID` is not set\./),
  });
});

test.each([
  ["nowhere.yml", "nowhere.yml: there is no such file."],
  [".github", ".github: is a folder."],
  ["../outside.yml", "../outside.yml: is outside of the workspace."],
  ["/etc/hostname", "/etc/hostname: is outside of the workspace."],
])("%s is no manifest", async (path, message) => {
  await expect(readManifest(path, { workspace }, {})).rejects.toMatchObject({
    code: "SLIP-MANIFEST-MISSING",
    message,
    next: expect.stringContaining("actions/checkout"),
  });
});

test("a file of many megabytes is refused like any that is too long", async () => {
  await writeFile(join(workspace, "big.yml"), "x".repeat(5_000_000));
  await expect(readManifest("big.yml", { workspace }, {})).rejects.toMatchObject({
    code: "SLIP-MANIFEST-INVALID",
    message: expect.stringContaining("longer than 64 KiB"),
  });
});
