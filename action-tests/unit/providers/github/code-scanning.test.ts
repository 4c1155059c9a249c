import { afterEach, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import { codeScanning } from "../../../../shared/providers/github/code-scanning.ts";
import { type GithubEmulator, startGithub } from "../../../cloud/github/start.ts";
import { hurriedClock } from "../../../fakes/hurried-clock.ts";
import { newRepository, type Repository } from "../../../tools/repository.ts";

const REPOSITORY = "acme/shop";
const SARIF = JSON.stringify({ version: "2.1.0", $schema: "https://json.schemastore.org/sarif-2.1.0.json", runs: [] });

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (let close = open.pop(); close !== undefined; close = open.pop()) await close();
});

async function stage({ isPrivate = false, scanning = false, permission = true } = {}) {
  const project: Repository = newRepository();
  const target = { commit: project.commit("begin", { "a.txt": "a" }), ref: "refs/pull/7/merge" };
  open.push(project.remove);
  const github: GithubEmulator = await startGithub({
    repositories: {
      [REPOSITORY]: { git: project.folder, private: isPrivate, supply: { codeScanning: scanning } },
    },
  });
  open.push(() => github.close());
  const clock = hurriedClock;
  const controller = new AbortController();
  const log = { debug: () => {}, warning: () => {} };
  const http = createHttp({ clock, random: () => 0.5, signal: controller.signal, log, redact: (text) => text });
  const token = github.issueToken(REPOSITORY, permission ? { "security-events": "write" } : { contents: "read" });
  const access = { http, token: new Secret(token), api: github.url, repository: REPOSITORY };
  return { github, controller, target, scanning: codeScanning({ ...access, clock, signal: controller.signal }) };
}

test("a public repository takes findings, packed, and tells when they are processed", async () => {
  const { github, scanning, target } = await stage();
  expect(await scanning.upload(SARIF, target)).toEqual({ kind: "complete", why: "" });
  expect(github.sarifs(REPOSITORY)).toEqual([
    expect.objectContaining({ ...target, sarif: JSON.parse(SARIF) as unknown }),
  ]);
  expect(github.violations).toEqual([]);
});

test.each([
  ["a private repository without code scanning", { isPrivate: true }, "unavailable"],
  ["a private repository with it", { isPrivate: true, scanning: true }, "complete"],
  ["a token that may not", { permission: false }, "unavailable"],
])("%s: %s", async (_, options, kind) => {
  const { scanning, target } = await stage(options);
  expect(await scanning.upload(SARIF, target)).toMatchObject({ kind });
});

test("what GitHub refuses, and what breaks on the way, is told and no error", async () => {
  const { github, scanning, target } = await stage();
  expect(await scanning.upload(JSON.stringify({ version: "1.0" }), target)).toMatchObject({ kind: "failed" });
  github.fault({ action: { kind: "status", status: 422, body: { message: "no such commit" } } });
  expect(await scanning.upload(SARIF, target)).toEqual({
    kind: "failed",
    why: expect.stringContaining("no such commit"),
  });
});

test("a cancelled run is cancelled", async () => {
  const { controller, scanning, target } = await stage();
  controller.abort(new Error("cancelled"));
  await expect(scanning.upload(SARIF, target)).rejects.toThrow("cancelled");
});
