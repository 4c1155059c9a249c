import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Ports } from "../../../actions/build-image/ports.ts";
import { lastTouched, readCheckout } from "../../../actions/build-image/revision.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { createCommand } from "../../../shared/command/create-command.ts";
import { createGit } from "../../../shared/providers/git/git.ts";
import { fakeContext } from "../../fakes/context.ts";
import { newRepository, type Repository } from "../../tools/repository.ts";

let repository: Repository;
let folder = "";
beforeEach(() => {
  repository = newRepository();
  folder = mkdtempSync(join(tmpdir(), "slipway-checkout-"));
});
afterEach(() => {
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

function setting(cwd: string) {
  const context = fakeContext(spec, {}, { clock: systemClock });
  const command = createCommand(context, process.env);
  return { context, ports: { git: createGit({ command, cwd, protect: context.protect }) } as unknown as Ports };
}

test("history that a shallow checkout left out is fetched", async () => {
  const first = repository.commit("Begin", { "a/x": "1" });
  const head = repository.commit("Go on", { "b/x": "1" });
  execFileSync("git", ["clone", "--quiet", "--depth=1", pathToFileURL(repository.folder).href, folder], {
    stdio: "ignore",
  });
  const { context, ports } = setting(folder);
  const checkout = await readCheckout(context, ports);
  expect(checkout).toEqual({ prefix: "", head, shallow: false });
  expect((await lastTouched(checkout, ports, [":(top,literal)a"]))?.commit).toBe(first);
});

test("where the history cannot be had, it is told, and the checkout serves", async () => {
  repository.commit("Begin", { "a/x": "1" });
  const head = repository.commit("Go on", { "b/x": "1" });
  execFileSync("git", ["clone", "--quiet", "--depth=1", pathToFileURL(repository.folder).href, folder], {
    stdio: "ignore",
  });
  execFileSync("git", ["-C", folder, "remote", "set-url", "origin", join(folder, "nowhere")]);
  const { context, ports } = setting(folder);
  const checkout = await readCheckout(context, ports);
  expect(checkout.shallow).toBe(true);
  expect((await lastTouched(checkout, ports, [":(top,literal)a"]))?.commit).toBe(head);
  expect(context.runner.log.join("\n")).toContain("Give `fetch-depth: 0` to actions/checkout.");
});

test("a workspace below the repository knows its place, and one without any repository says so", async () => {
  repository.commit("Begin", { "apps/web/x": "1" });
  const inside = setting(join(repository.folder, "apps", "web"));
  expect(await readCheckout(inside.context, inside.ports)).toMatchObject({ prefix: "apps/web/" });
  const outside = setting(folder);
  const checkout = await readCheckout(outside.context, outside.ports);
  expect(checkout).toEqual({ prefix: "", head: undefined, shallow: false });
  expect(await lastTouched(checkout, outside.ports, [])).toBeUndefined();
  expect(outside.context.runner.log.join("\n")).toContain("images are dated 1970");
});
