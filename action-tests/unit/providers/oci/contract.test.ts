import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { ImageLayout } from "../../../../shared/ports/registry.ts";
import { startRegistryEmulator } from "../../../cloud/registry/start.ts";
import { registryProgram, startRegistry } from "../../../tools/engine.ts";
import { canIssueTokens, startTokenService } from "../../../tools/token-service.ts";
import { registryClient } from "./client.ts";
import { imageLayout, removeLayouts, sha256, smallImage, tarOf } from "./images.ts";

interface Running {
  readonly host: string;
  readonly close: () => Promise<void>;
  readonly violations?: readonly string[];
}

/** The same expectations of every registry: what our emulator promises, the real one keeps too. */
const contract = (name: string, describeIt: typeof describe.skip, start: () => Promise<Running>) => {
  describeIt(name, () => {
    let running: Running;
    let count = 0;
    const { registry } = registryClient({ login: { username: "octo", password: "cat" } });
    const repository = (): string => `${running.host}/acme/shop-${++count}`;
    beforeAll(async () => {
      running = await start();
    });
    afterAll(async () => {
      await running.close();
      expect(running.violations ?? []).toEqual([]);
    });

    test("takes an image, once, and gives back what it was given", async () => {
      const target = repository();
      const layout = await smallImage("one");
      expect(await registry.manifest(`${target}@${layout.top.digest}`)).toBeUndefined();

      const first = await registry.push(layout, target);
      const second = await registry.push(layout, target);

      expect(first).toMatchObject({ digest: layout.top.digest, unchanged: false, blobs: { sent: 2 } });
      expect(second).toEqual({
        digest: layout.top.digest,
        unchanged: true,
        blobs: { sent: 0, mounted: 0, present: 0 },
        bytes: 0,
      });
      const [image] = (await registry.images(`${target}@${layout.top.digest}`)) ?? [];
      const [wanted] = await layout.images();
      expect(image).toEqual(wanted);
      expect(await registry.tags(target)).toEqual([]);
    });

    test("takes an index with every platform and what else it names", async () => {
      const target = repository();
      const layers = [gzipSync(await tarOf("a", "a")), gzipSync(await tarOf("b", "b"))];
      const layout = await imageLayout({ layers, platforms: ["amd64", "arm64"] });
      await registry.push(layout, target);
      await registry.tag(target, layout.top.digest, ["main"]);
      const images = (await registry.images(`${target}:main`)) ?? [];
      expect(images.map(({ platform }) => platform.architecture)).toEqual(["amd64", "arm64"]);
      expect(await registry.resolve(`${target}:main`)).toEqual({
        mediaType: "application/vnd.oci.image.index.v1+json",
        digest: layout.top.digest,
        size: layout.top.size,
      });
    });

    test("takes layers that are more than one piece, and an empty one", async () => {
      const target = repository();
      const layers = [randomBytes(5_000_000), Buffer.alloc(0)];
      const layout = await imageLayout({ layers });
      expect(await registry.push(layout, target)).toMatchObject({ blobs: { sent: 3 } });
      const [image] = await layout.images();
      const [large] = image?.layers ?? [];
      const bytes = await registry.blob(target, large?.descriptor ?? layout.top);
      expect(sha256(bytes)).toBe(sha256(layers[0] ?? Buffer.alloc(0)));
    });

    test("mounts from a repository that has the blobs, and sends where none has", async () => {
      const [from, to, third] = [repository(), repository(), repository()];
      const layout = await smallImage("mounted");
      await registry.push(layout, from);
      expect(await registry.push(layout, to, { from: [third, from] })).toMatchObject({
        bytes: 0,
        blobs: { mounted: 2, sent: 0 },
      });
      expect(await registry.push(layout, third, { from: [`${running.host}/acme/nothing`] })).toMatchObject({
        blobs: { sent: 2 },
      });
    });

    test("moves tags to a digest and says where they were", async () => {
      const target = repository();
      const [one, two] = [await smallImage("tag one"), await smallImage("tag two")];
      await registry.push(one, target);
      await registry.push(two, target);
      expect(await registry.tag(target, one.top.digest, ["1.0.0", "main"])).toEqual([
        { tag: "1.0.0", before: undefined },
        { tag: "main", before: undefined },
      ]);
      await expect(registry.tag(target, two.top.digest, ["main", "1.0.0"], { keep: ["1.0.0"] })).rejects.toMatchObject({
        code: "SLIP-REGISTRY-MISMATCH",
        state: "No tag was moved.",
      });
      expect(await registry.tag(target, two.top.digest, ["main"])).toEqual([{ tag: "main", before: one.top.digest }]);
      expect((await registry.resolve(`${target}:main`))?.digest).toBe(two.top.digest);
      expect((await registry.resolve(`${target}:1.0.0`))?.digest).toBe(one.top.digest);
      expect([...(await registry.tags(target))].toSorted()).toEqual(["1.0.0", "main"]);
    });

    test("does not let a tag name what is not there", async () => {
      const target = repository();
      await expect(registry.tag(target, `sha256:${"0".repeat(64)}`, ["main"])).rejects.toMatchObject({
        code: "SLIP-REGISTRY-MISMATCH",
      });
    });

    test("keeps artifacts beside an image, each once, found by their type", async () => {
      const target = repository();
      const layout = await smallImage("with evidence");
      await registry.push(layout, target);
      const artifact = (artifactType: string) => ({
        artifactType,
        layers: [{ mediaType: "application/json", bytes: Buffer.from(`{"type":"${artifactType}"}`) }],
        annotations: { "org.example": "yes" },
      });
      const types = ["application/spdx+json", "application/vnd.in-toto+json"];
      const put = await Promise.all(types.map((type) => registry.attach(target, layout.top, artifact(type))));
      await registry.attach(target, layout.top, artifact(types[0] ?? ""));

      const all = await registry.referrers(target, layout.top.digest);
      expect([...all].toSorted((a, b) => a.digest.localeCompare(b.digest))).toEqual(
        put.toSorted((a, b) => a.digest.localeCompare(b.digest)),
      );
      expect(await registry.referrers(target, layout.top.digest, types[1])).toEqual([put[1]]);
      const held = await registry.manifest(`${target}@${put[0]?.digest ?? ""}`);
      expect(held?.content).toMatchObject({ artifactType: types[0], subject: { digest: layout.top.digest } });
      // The image itself is as it was.
      expect((await registry.manifest(`${target}@${layout.top.digest}`))?.descriptor.digest).toBe(layout.top.digest);
      expect(await registry.referrers(target, `sha256:${"1".repeat(64)}`)).toEqual([]);
    });

    test("deletes a manifest by digest", async () => {
      const target = repository();
      const layout: ImageLayout = await smallImage("to delete");
      await registry.push(layout, target);
      await registry.tag(target, layout.top.digest, ["pr-1"]);
      expect(["deleted", "unsupported"]).toContain(await registry.remove(`${target}:pr-1`));
      expect(await registry.remove(`${target}@${layout.top.digest}`)).toBe("deleted");
      expect(await registry.remove(`${target}@${layout.top.digest}`)).toBe("absent");
      expect(await registry.resolve(`${target}:pr-1`)).toBeUndefined();
    });
  });
};

afterAll(removeLayouts);

contract("an emulated registry like ghcr.io, with tokens", describe, () =>
  startRegistryEmulator({ users: { octo: { password: "cat" } }, redirects: true }),
);
contract("an emulated registry with the referrers API, basic authentication and pages of one", describe, () =>
  startRegistryEmulator({
    users: { octo: { password: "cat" } },
    auth: "basic",
    referrers: true,
    page: 1,
    deletesTags: true,
  }),
);
const real = registryProgram() === undefined ? describe.skip : describe;
contract("Debian's docker-registry", real, async () => await startRegistry());
contract("Debian's docker-registry with signed tokens", canIssueTokens() ? real : describe.skip, async () => {
  const tokens = await startTokenService({ username: "octo", password: "cat" });
  const registry = await startRegistry(tokens.auth);
  return { ...registry, close: async () => void (await Promise.all([registry.close(), tokens.close()])) };
});
