import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startCloud } from "../../cloud/index.ts";
import { app, newSetting, type Setting } from "./render/setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

test("starts what it was given options for, gathers violations and closes all", async () => {
  const initial = setting.commit(app());
  const cloud = await startCloud({
    render: {
      repositories: { "acme/shop": { git: setting.git } },
      services: [{ name: "shop", repository: "acme/shop", startCommand: "node server.mjs", initial }],
    },
    github: { repositories: { "acme/shop": { git: setting.git } } },
  });
  const { url } = cloud.render.service("shop");
  expect(cloud.neon).toBeUndefined();
  expect((await fetch(url)).status).toBe(200);
  const headers = { authorization: `Bearer ${cloud.render.apiKey}` };
  await fetch(`${cloud.render.url}/nothing`, { headers });
  const token = cloud.github.issueToken("acme/shop", { contents: "read" });
  const repository = await fetch(`${cloud.github.url}/repos/acme/shop`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await repository.json()).toMatchObject({ full_name: "acme/shop" });
  expect(cloud.violations()).toEqual(["render: GET /v1/nothing: no such route in the emulator"]);
  await cloud.close();
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

test("says why an emulator cannot start, with the log of the app", async () => {
  const initial = setting.commit({ "server.mjs": "throw new Error('no database')" });
  const repositories = { "acme/shop": { git: setting.git } };
  const services = [{ name: "shop", repository: "acme/shop", startCommand: "node server.mjs", initial }];
  await expect(startCloud({ render: { repositories, services } })).rejects.toThrow(/shop: .*no database/s);
});

test("by hand, it prints the addresses and leaves nothing behind after Ctrl-C", async () => {
  setting.commit(app());
  const main = join(import.meta.dirname, "../../cloud/main.ts");
  const child = spawn(process.execPath, [main, "--git", setting.git, "--start", "node server.mjs", "--without-neon"]);
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  while (!printed.includes("deploy hook")) await once(child.stdout, "data");
  const read = (name: string) => new RegExp(`${name}\\s+(\\S+)`).exec(printed)?.[1] ?? "";
  const answer = await fetch(read("deploy hook"), { method: "POST" });
  expect(await answer.json()).toEqual({ deploy: { id: expect.stringMatching(/^dep-/) } });
  const id = read("service id");
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
  expect(execFileSync("ps", ["-A", "-o", "args", "e"], { encoding: "utf8" })).not.toContain(id);
});
