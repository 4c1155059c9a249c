import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import type { ImageLayout } from "../../../../shared/ports/registry.ts";
import type { RegistryEmulatorOptions } from "../../../cloud/registry/options.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../../cloud/registry/start.ts";
import { registryProgram, startRegistry } from "../../../tools/engine.ts";
import { registryClient } from "./client.ts";
import { imageLayout, removeLayouts, sha256 } from "./images.ts";

const running: { close: () => Promise<void> }[] = [];
const emulator = async (options: RegistryEmulatorOptions = {}): Promise<RegistryEmulator> => {
  const started = await startRegistryEmulator(options);
  running.push(started);
  return started;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});
afterAll(removeLayouts);

const layerOf = async (layout: ImageLayout) => {
  const [image] = await layout.images();
  const layer = image?.layers[0]?.descriptor;
  if (layer === undefined) throw new Error("no layer");
  return layer;
};

/** What the emulator was sent of the layer, in the order of arrival. */
const bodies = ({ journal }: RegistryEmulator): readonly string[] =>
  journal
    .filter(({ method, path }) => (method === "PATCH" || method === "PUT") && path.includes("/blobs/"))
    .map(
      ({ method, headers, status }) =>
        `${method} ${headers["content-range"] ?? headers["content-length"]} ${status ?? "cut"}`,
    );

describe("an upload", () => {
  test.each([true, false])("that is cut at any byte ends right (registry keeps what arrived: %s)", async (resume) => {
    const registry = await emulator({ resume });
    const layout = await imageLayout({ layers: [Buffer.from("forty bytes of a layer, more or less, yes")] });
    const layer = await layerOf(layout);
    for (let bytes = 0; bytes <= layer.size; bytes++) {
      const path = `acme/cut-${bytes}`;
      registry.clearFaults();
      // Whichever of the two blobs comes first is cut; so both are, by the two faults.
      for (const nth of [0, 1])
        registry.fault({ method: "PUT", path: new RegExp(`${path}/blobs/`), nth, action: { kind: "cut", bytes } });
      const { digest } = await registryClient().registry.push(layout, `${registry.host}/${path}`);
      expect(sha256(registry.bytes(path, layer.digest) ?? Buffer.alloc(0))).toBe(layer.digest);
      expect(registry.bytes(path, digest)).toBeDefined();
    }
    expect(registry.violations).toEqual([]);
  });

  test("goes on where it was cut, in pieces that ghcr.io takes", async () => {
    const registry = await emulator({ largestPiece: 4 * 1024 * 1024 });
    const layout = await imageLayout({ layers: [randomBytes(9_000_000)] });
    const layer = await layerOf(layout);
    // The configuration is there already: two blobs at once come in any order, and the faults are for the layer.
    const { registry: client } = registryClient();
    const { digest } = await client.push(layout, `${registry.host}/acme/shop`);
    await client.remove(`${registry.host}/acme/shop@${digest}`);
    registry.forgetBlob("acme/shop", layer.digest);
    const before = bodies(registry).length;
    const uploads = /acme\/shop\/blobs\/uploads/;
    registry.fault({ method: "PUT", path: uploads, nth: 0, action: { kind: "cut", bytes: 1_000_000 } });
    registry.fault({ method: "PATCH", path: uploads, nth: 1, action: { kind: "cut", bytes: 500_000 } });
    await client.push(layout, `${registry.host}/acme/shop`);
    expect(sha256(registry.bytes("acme/shop", layer.digest) ?? Buffer.alloc(0))).toBe(layer.digest);
    const sent = bodies(registry).slice(before);
    const second = 1_000_000 + 4 * 1024 * 1024;
    expect(sent).toEqual([
      "PUT 9000000 cut",
      `PATCH 1000000-${second - 1} 202`,
      `PATCH ${second}-8999999 cut`,
      `PATCH ${second + 500_000}-8999999 202`,
      "PUT 0 201",
    ]);
  });

  test("goes in pieces where the whole is too large for what is in between", async () => {
    const registry = await emulator({ largestBody: 4 * 1024 * 1024 });
    const layout = await imageLayout({ layers: [randomBytes(5_000_000), Buffer.from("x")] });
    await registryClient().registry.push(layout, `${registry.host}/acme/shop`);
    const layer = await layerOf(layout);
    expect(sha256(registry.bytes("acme/shop", layer.digest) ?? Buffer.alloc(0))).toBe(layer.digest);
  });

  test.each(["changed", "shorter", "gone"])("of a file that is %s on the disk blames the file", async (how) => {
    const registry = await emulator();
    const layout = await imageLayout({ layers: [Buffer.from("as it was built")] });
    const file = join(layout.folder, "blobs", ...(await layerOf(layout)).digest.split(":"));
    const text = { changed: "as it was b1ilt", shorter: "as it" }[how];
    await (text === undefined ? rm(file) : writeFile(file, text));
    await expect(registryClient().registry.push(layout, `${registry.host}/acme/shop`)).rejects.toMatchObject({
      code: "SLIP-IMAGE-BUILD",
    });
  });

  test("is given up when the registry loses it again and again", async () => {
    const registry = await emulator();
    const layout = await imageLayout({ layers: [Buffer.from("lost")] });
    const refusal = { errors: [{ code: "BLOB_UPLOAD_UNKNOWN", message: "blob upload unknown" }] };
    registry.fault({ method: "PUT", path: /blobs/, action: { kind: "status", status: 404, body: refusal } });
    registry.fault({ method: "PATCH", path: /blobs/, action: { kind: "status", status: 404, body: refusal } });
    await expect(registryClient().registry.push(layout, `${registry.host}/acme/shop`)).rejects.toMatchObject({
      code: "SLIP-REGISTRY-FAILED",
      message: expect.stringMatching(/lost the blob sha256:[0-9a-f]{64} for acme\/shop 6 times/) as unknown,
      state: "No tag was moved.",
    });
  });
});

/** Passes everything on, and resets the connection on which the so-manieth byte since `cut` goes to the server. */
const proxy = async (port: number) => {
  let left = Number.POSITIVE_INFINITY;
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        client.destroy();
        upstream.destroy();
        sockets.delete(socket);
      });
    }
    client.on("data", (bytes) => {
      if (bytes.length <= left) {
        left -= bytes.length;
        upstream.write(bytes);
        return;
      }
      upstream.write(bytes.subarray(0, left), () => {
        client.resetAndDestroy();
      });
      cuts++;
      left = Number.POSITIVE_INFINITY;
    });
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return { host: `127.0.0.1:${address.port}`, cut: (bytes: number) => (left = bytes), cuts: () => cuts, close };
};

(registryProgram() === undefined ? describe.skip : describe)("an upload to Debian's docker-registry", () => {
  test("whose connection is cut anywhere ends right", async () => {
    const real = await startRegistry();
    const between = await proxy(Number(new URL(real.url).port));
    running.push(between, real);
    const layout = await imageLayout({ layers: [randomBytes(700)] });
    const { registry } = registryClient();
    let pushes = 0;
    // A whole release is some 6 kB from us to the registry.
    for (let bytes = 100; bytes < 6000; bytes += 219) {
      pushes++;
      const target = `${between.host}/acme/cut-${bytes}`;
      between.cut(bytes);
      const { digest } = await registry.push(layout, target);
      await registry.tag(target, digest, ["main"]);
      between.cut(Number.POSITIVE_INFINITY);
      const [image] = (await registry.images(`${target}:main`)) ?? [];
      expect(image?.manifest.descriptor.digest).toBe(layout.top.digest);
      for (const { descriptor } of image?.layers ?? [])
        expect((await registry.blob(target, descriptor)).byteLength).toBe(descriptor.size);
    }
    expect(between.cuts()).toBe(pushes);
  });
});
