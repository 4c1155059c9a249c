import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import { readChallenge } from "../../../../shared/providers/oci/challenge.ts";
import type { RegistryEmulatorOptions } from "../../../cloud/registry/options.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../../cloud/registry/start.ts";
import { virtualClock } from "../../../fakes/clock.ts";
import { registryProgram, startRegistry } from "../../../tools/engine.ts";
import { canIssueTokens, startTokenService } from "../../../tools/token-service.ts";
import { registryClient } from "./client.ts";
import { imageLayout, removeLayouts, smallImage } from "./images.ts";

const running: RegistryEmulator[] = [];
const emulator = async (options: RegistryEmulatorOptions): Promise<RegistryEmulator> => {
  const started = await startRegistryEmulator(options);
  running.push(started);
  return started;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});
afterAll(removeLayouts);

const login = { username: "octo", password: "cat-password" };
const users = { octo: { password: "cat-password" } };

describe("logging in", () => {
  test("takes one token for a whole push, and keeps password and token secret", async () => {
    const registry = await emulator({ users });
    const { registry: client, secrets, requests } = registryClient({ login });
    const layout = await smallImage("x");
    await client.push(layout, `${registry.host}/acme/shop`);
    await client.tag(`${registry.host}/acme/shop`, layout.top.digest, ["main"]);
    expect(registry.effects()["tokens"]).toBe(1);
    const tokens = registry.journal.flatMap(
      ({ headers }) => /^Bearer (.+)$/.exec(headers["authorization"] ?? "")?.[1] ?? [],
    );
    expect(new Set(tokens).size).toBe(1);
    expect(secrets).toEqual(expect.arrayContaining(tokens));
    for (const secret of secrets) expect(requests.join("\n")).not.toContain(secret);
  });

  test("asks for another token before it expires, and after the registry no longer takes it", async () => {
    const clock = virtualClock();
    const registry = await emulator({ users, tokenSeconds: 60, now: clock.now });
    const { registry: client } = registryClient({ login, clock });
    const target = `${registry.host}/acme/shop`;
    await client.resolve(`${target}:a`);
    await client.resolve(`${target}:b`);
    expect(registry.effects()["tokens"]).toBe(1);
    await clock.sleep(55_000);
    await client.resolve(`${target}:c`);
    expect(registry.effects()["tokens"]).toBe(2);
    registry.fault({ path: /manifests\/d/, nth: 0, action: { kind: "status", status: 401 } });
    expect(await client.resolve(`${target}:d`)).toBeUndefined();
    expect(registry.effects()["tokens"]).toBe(3);
    expect(registry.journal.filter(({ status, path }) => status === 401 && path.startsWith("/v2"))).toHaveLength(2);
  });

  test("works with tokens that live for a second", async () => {
    const clock = virtualClock();
    const registry = await emulator({ users, tokenSeconds: 1, now: clock.now });
    const { registry: client } = registryClient({ login, clock });
    const layout = await imageLayout({ layers: [1, 2, 3, 4, 5].map((byte) => Buffer.alloc(100, byte)) });
    expect(await client.push(layout, `${registry.host}/acme/shop`)).toMatchObject({ blobs: { sent: 6 } });
  });

  test("reads as anybody where nobody is given", async () => {
    const registry = await emulator({ users, anonymous: (_, action) => action === "pull" });
    expect(await registryClient().registry.resolve(`${registry.host}/acme/shop`)).toBeUndefined();
  });

  test.each([
    ["a wrong password", { login: { username: "octo", password: "wrong" } }, users],
    ["nobody", {}, users],
    [
      "one who may only read",
      { login },
      { octo: { password: "cat-password", may: (_: string, action: string) => action === "pull" } },
    ],
  ])("by %s says who may not do what, and what to do", async (_, who, known) => {
    for (const auth of ["token", "basic"] as const) {
      const registry = await emulator({ users: known, auth });
      const { registry: client, secrets } = registryClient(who);
      const layout = await smallImage("x");
      const error: unknown = await client.push(layout, `${registry.host}/acme/shop`).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: "SLIP-REGISTRY-DENIED",
        blame: "user",
        next: expect.stringContaining("registry-username") as unknown,
      });
      for (const secret of secrets) expect(String(error)).not.toContain(secret);
      expect(registry.tag("acme/shop", "main")).toBeUndefined();
    }
  });

  test("is not spoilt by a repository to mount from that we may not read", async () => {
    for (const auth of ["token", "basic"] as const) {
      const may = (path: string): boolean => path !== "other/secret";
      const registry = await emulator({ users: { octo: { password: "cat-password", may } }, auth });
      const layout = await smallImage("mine");
      const { registry: client } = registryClient({ login });
      const from = [`${registry.host}/other/secret`];
      expect(await client.push(layout, `${registry.host}/acme/shop`, { from })).toMatchObject({ blobs: { sent: 2 } });
    }
  });

  test("says that a tag which the registry never moves stays where it is", async () => {
    const registry = await emulator({ immutable: /^1\./ });
    const { registry: client } = registryClient();
    const target = `${registry.host}/acme/shop`;
    const [one, two] = [await smallImage("one"), await smallImage("two")];
    for (const layout of [one, two]) await client.push(layout, target);
    await client.tag(target, one.top.digest, ["1.0"]);
    await expect(client.tag(target, two.top.digest, ["1.0", "main"])).rejects.toMatchObject({
      code: "SLIP-REGISTRY-MISMATCH",
      blame: "user",
      next: expect.stringContaining("another tag") as unknown,
    });
    expect([registry.tag("acme/shop", "1.0"), registry.tag("acme/shop", "main")]).toEqual([one.top.digest, undefined]);
  });

  test("says what a host that is none, or not there, needs", async () => {
    const closed = await emulator({});
    await closed.close();
    await expect(registryClient().registry.resolve(`${closed.host}/acme/shop`)).rejects.toMatchObject({
      code: "SLIP-REGISTRY-FAILED",
      blame: "user",
      next: expect.stringContaining(`Look whether ${closed.host} is written right`) as unknown,
    });
    await expect(registryClient().registry.resolve("ghcr.io/acme/shop:a b")).rejects.toMatchObject({
      code: "SLIP-INPUT-INVALID",
    });
  });

  test("waits as a limiting registry asks, and gives up with its words", async () => {
    const clock = virtualClock();
    const registry = await emulator({});
    const limit = { errors: [{ code: "TOOMANYREQUESTS", message: "You have reached your pull rate limit." }] };
    const headers = { "retry-after": "30" };
    registry.fault({ nth: 0, times: 2, action: { kind: "status", status: 429, body: limit, headers } });
    const { registry: client } = registryClient({ clock });
    expect(await client.resolve(`${registry.host}/acme/shop`)).toBeUndefined();
    expect(clock.slept.every((wait) => wait >= 30_000)).toBe(true);
    registry.clearFaults();
    registry.fault({ action: { kind: "status", status: 429, body: limit, headers: { "retry-after": "7200" } } });
    await expect(client.manifest(`${registry.host}/acme/shop`)).rejects.toMatchObject({
      code: "SLIP-REGISTRY-FAILED",
      message: expect.stringContaining("You have reached your pull rate limit.") as unknown,
    });
  });
});

const real = canIssueTokens() && registryProgram() !== undefined ? describe : describe.skip;

real("logging in to Debian's docker-registry", () => {
  test("takes a token for each repository, and says who may not write", async () => {
    const grant = (path: string, action: string): boolean => path === "acme/shop" || action === "pull";
    const tokens = await startTokenService({ username: "octo", password: "cat-password", grant });
    const registry = await startRegistry(tokens.auth);
    try {
      const layout = await smallImage("x");
      const { registry: client } = registryClient({ login });
      await client.push(layout, `${registry.host}/acme/shop`);
      await client.tag(`${registry.host}/acme/shop`, layout.top.digest, ["main"]);
      expect(tokens.issued).toEqual([["repository:acme/shop:pull,push"]]);
      const denied = { code: "SLIP-REGISTRY-DENIED", blame: "user" };
      await expect(client.push(layout, `${registry.host}/other/shop`)).rejects.toMatchObject(denied);
      const { registry: nobody } = registryClient();
      await expect(nobody.resolve(`${registry.host}/acme/shop:main`)).rejects.toMatchObject(denied);
    } finally {
      await registry.close();
      await tokens.close();
    }
  });
});

describe("challenges", () => {
  const api = new URL("https://ghcr.io/v2/");
  test.each([
    ['Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:a/b:pull"', "https://ghcr.io/token"],
    ['bearer service="x", realm="https://auth.example/t?y=1"', "https://auth.example/t?y=1"],
    ['Bearer realm="https://auth.example/t",service="a b=c", Basic realm="x"', "https://auth.example/t"],
    ['Basic realm="x", Bearer realm="https://auth.example/t"', "https://auth.example/t"],
  ])("%s", (header, realm) => {
    const found = readChallenge(header, api);
    expect(found?.scheme === "bearer" ? found.realm.href : found).toBe(realm);
  });

  test.each([
    ["a token service without TLS", 'Bearer realm="http://ghcr.io/token"'],
    ["one that is no address", 'Bearer realm="token"'],
    ["one on the disk", 'Bearer realm="file:///etc/passwd"'],
    ["none at all", null],
    ["another scheme", 'Negotiate realm="x"'],
  ])("lead our password not to %s", (_, header) => {
    expect(readChallenge(header, api)).toBeUndefined();
  });

  test("may be Basic", () => {
    expect(readChallenge('Basic realm="registry"', api)).toEqual({ scheme: "basic" });
  });
});
