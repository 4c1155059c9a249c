import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { systemClock } from "../../../../shared/action/system-clock.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../../cloud/registry/start.ts";
import { virtualClock } from "../../../fakes/clock.ts";
import { registryClient } from "./client.ts";
import { removeLayouts, sha256, smallImage } from "./images.ts";

let emulator: RegistryEmulator;
afterEach(() => emulator.close());
afterAll(removeLayouts);

const artifact = (name: string) => ({
  artifactType: "application/example",
  layers: [{ mediaType: "text/plain", bytes: Buffer.from(name) }],
});

describe("the tag that stands in for the referrers API", () => {
  test("loses nothing that several jobs add at the same time", async () => {
    emulator = await startRegistryEmulator();
    const layout = await smallImage("x");
    await registryClient().registry.push(layout, `${emulator.host}/acme/shop`);
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 2, maxLength: 5 }),
        async (seeds) => {
          const target = `${emulator.host}/acme/shop-${++round}`;
          await registryClient().registry.push(layout, target, { from: [`${emulator.host}/acme/shop`] });
          // One clock for all, or each would live in a time of its own.
          const clock = virtualClock();
          const put = await Promise.all(
            seeds.map(async (seed, index) => {
              let state = seed;
              const random = () => (state = (state * 9301 + 0.2113) % 1);
              return await registryClient({ clock, random }).registry.attach(target, layout.top, artifact(`${index}`));
            }),
          );
          const held = await registryClient().registry.referrers(target, layout.top.digest, "application/example");
          expect(new Set(held.map(({ digest }) => digest))).toEqual(new Set(put.map(({ digest }) => digest)));
        },
      ),
      { numRuns: 15 },
    );
  });

  test("loses nothing to a job that read it before and writes it after another looked", async () => {
    emulator = await startRegistryEmulator();
    const target = `${emulator.host}/acme/shop`;
    const layout = await smallImage("x");
    await registryClient().registry.push(layout, target);
    const [slow, quick] = [registryClient({ clock: systemClock }), registryClient({ clock: systemClock })];
    const tag = /manifests\/sha256-/;
    const { promise: read, resolve: hasRead } = Promise.withResolvers<void>();
    emulator.fault({ method: "GET", path: tag, nth: 0, action: { kind: "call", when: "after", call: hasRead } });
    emulator.fault({ method: "PUT", path: tag, nth: 0, action: { kind: "delay", milliseconds: 300 } });
    const first = slow.registry.attach(target, layout.top, artifact("slow"));
    await read;
    await Promise.all([first, quick.registry.attach(target, layout.top, artifact("quick"))]);
    expect(await quick.registry.referrers(target, layout.top.digest)).toHaveLength(2);
  });

  test("is written once for all that one job adds at the same time, and not again for what is there", async () => {
    emulator = await startRegistryEmulator();
    const target = `${emulator.host}/acme/shop`;
    const layout = await smallImage("x");
    const { registry } = registryClient();
    await registry.push(layout, target);
    await Promise.all(["a", "b", "c"].map((name) => registry.attach(target, layout.top, artifact(name))));
    const written = emulator.effects()["tags put"];
    expect(written).toBeLessThanOrEqual(2);
    await registry.attach(target, layout.top, artifact("a"));
    expect(emulator.effects()["tags put"]).toBe(written);
  });

  test("keeps what others wrote there, also entries of a kind we do not know", async () => {
    emulator = await startRegistryEmulator();
    const target = `${emulator.host}/acme/shop`;
    const layout = await smallImage("x");
    const { registry } = registryClient();
    await registry.push(layout, target);
    const foreign = {
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      digest: sha256(Buffer.from("x")),
      size: 7,
    };
    const tag = layout.top.digest.replace(":", "-");
    const index = { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: [foreign] };
    emulator.moveTag("acme/shop", tag, index);
    await registry.attach(target, layout.top, artifact("ours"));
    expect((await registry.referrers(target, layout.top.digest))[0]).toEqual(foreign);
    expect(await registry.referrers(target, layout.top.digest, "application/example")).toHaveLength(1);
  });

  test("is told when the registry forgets what is added", async () => {
    emulator = await startRegistryEmulator();
    const target = `${emulator.host}/acme/shop`;
    const layout = await smallImage("x");
    const { registry } = registryClient();
    await registry.push(layout, target);
    emulator.fault({ method: "PUT", path: /manifests\/sha256-/, action: { kind: "status", status: 201 } });
    await expect(registry.attach(target, layout.top, artifact("a"))).rejects.toMatchObject({
      code: "SLIP-REGISTRY-MISMATCH",
      state: expect.stringContaining("no tag of it was moved") as unknown,
    });
  });
});

describe("the referrers API", () => {
  test("is all that is needed where there is one", async () => {
    emulator = await startRegistryEmulator({ referrers: true });
    const target = `${emulator.host}/acme/shop`;
    const layout = await smallImage("x");
    const { registry } = registryClient();
    await registry.push(layout, target);
    await registry.attach(target, layout.top, artifact("a"));
    expect(await registry.tags(target)).toEqual([]);
    expect(await registry.referrers(target, layout.top.digest, "application/other")).toEqual([]);
  });
});
