import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { pack } from "tar-stream";
import { Secret } from "../../../../shared/action/secret.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import { folderCache } from "../../../../shared/providers/github/folder-cache.ts";
import { type CacheServiceEmulator, startCacheService } from "../../../cloud/cache-service/start.ts";
import { virtualClock } from "../../../fakes/clock.ts";
import { newLayout, removeLayouts, sha256, tarOf } from "../oci/images.ts";

let service: CacheServiceEmulator;
let temp = "";
beforeEach(async () => {
  service = await startCacheService();
  temp = await mkdtemp(join(tmpdir(), "slipway-folder-cache-"));
});
afterEach(async () => {
  await service.close();
  await rm(temp, { recursive: true, force: true });
});
afterAll(removeLayouts);

const newCache = ({ most, token = service.runtimeToken }: { most?: number; token?: string } = {}) => {
  const { signal } = new AbortController();
  const hidden: string[] = [];
  const said: string[] = [];
  const log = { debug: (line: string) => void said.push(line), warning: () => {} };
  const redact = (text: string) => hidden.reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
  const http = createHttp({ clock: virtualClock(), random: () => 0.5, signal, log, redact });
  const protect = (value: string) => {
    hidden.push(value, encodeURIComponent(value));
    return new Secret(value);
  };
  const more = most === undefined ? {} : { most };
  const access = { http, signal, protect, log, resultsUrl: `${service.url}/`, runtimeToken: new Secret(token), temp };
  return { ...folderCache({ ...access, keepsDisk: false, ...more }), said };
};

/** A folder as BuildKit's local cache leaves it: an index of layers and a configuration, and older blobs that nobody names. */
const cacheFolder = async (layers: readonly Buffer[]): Promise<string> => {
  const { put, finish, folder } = await newLayout();
  const config = await put("application/vnd.buildkit.cacheconfig.v0", { layers: layers.length });
  const blobs = await Promise.all(layers.map((bytes) => put("application/vnd.oci.image.layer.v1.tar+gzip", bytes)));
  await writeFile(join(folder, "blobs", "sha256", "0".repeat(64)), "of an earlier build");
  const manifests = [...blobs, config];
  return finish([await put("application/vnd.oci.image.index.v1+json", { schemaVersion: 2, manifests })]);
};

const contentOf = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const names = (await readdir(join(folder, "blobs", "sha256"))).toSorted();
  const blobs = await Promise.all(
    names.map(async (name) => [name, sha256(await readFile(join(folder, "blobs", "sha256", name)))] as const),
  );
  return { ...Object.fromEntries(blobs), index: await readFile(join(folder, "index.json"), "utf8") };
};

const PREFIXES = ["slipway/web.linux-amd64/d1/", "slipway/web.linux-amd64/"] as const;

describe("a folder kept by GitHub's cache service", () => {
  test("comes back as it was, without what nobody names", async () => {
    const folder = await cacheFolder([Buffer.from("one"), Buffer.from("two")]);
    expect(await newCache().save(folder, PREFIXES[0])).toContain("are kept as slipway/web.linux-amd64/d1/");
    const back = join(temp, "caches", "web");
    expect(await newCache().restore(back, PREFIXES)).toMatch(/^slipway\/web\.linux-amd64\/d1\/[0-9a-f]{16}$/);
    const { ["0".repeat(64)]: unnamed, ...rest } = await contentOf(folder);
    expect(unnamed).toBeDefined();
    expect(await contentOf(back)).toEqual(rest);
    expect(await readdir(temp)).toEqual(["caches"]);
  });

  test("is the same bytes from another disk, and sent once", async () => {
    const layers = [randomBytes(2000), randomBytes(10)];
    const [one, other] = [await cacheFolder(layers), await cacheFolder(layers)];
    await newCache().save(one, "slipway/one/");
    await newCache().save(other, "slipway/other/");
    const [first, second] = service.entries();
    expect(first?.content.equals(second?.content ?? Buffer.alloc(0))).toBe(true);
    expect(await newCache().save(other, "slipway/one/")).toBe("are kept already");
    expect(service.journal.filter(({ method }) => method === "PUT")).toHaveLength(2);
  });

  test("is the newest of the first prefix that has one", async () => {
    const cache = newCache();
    const save = async (prefix: string, text: string) => cache.save(await cacheFolder([Buffer.from(text)]), prefix);
    await save("slipway/web.linux-amd64/other/", "of another Dockerfile");
    await save("slipway/web.linux-arm64/d1/", "of another platform");
    const find = async (name: string) => cache.restore(join(temp, name), PREFIXES);
    expect(await find("1")).toContain("/other/");
    await save(PREFIXES[0], "old");
    const newest = await save(PREFIXES[0], "new");
    await save("slipway/web.linux-amd64/other/", "newer, of another Dockerfile");
    expect(newest).toBe(`are kept as ${await find("2")}`);
  });

  test("of more than one part comes back too", async () => {
    const folder = await cacheFolder([randomBytes(33 * 1024 * 1024)]);
    await newCache().save(folder, PREFIXES[0]);
    const back = join(temp, "large");
    service.fault({ method: "GET", nth: 1, action: { kind: "truncate" } });
    await newCache().restore(back, PREFIXES);
    const { ["0".repeat(64)]: _, ...rest } = await contentOf(folder);
    expect(await contentOf(back)).toEqual(rest);
    expect(service.journal.filter(({ method }) => method === "GET")).toHaveLength(3);
  });

  test("that is there already stays as it is", async () => {
    await newCache().save(await cacheFolder([Buffer.from("kept")]), PREFIXES[0]);
    const here = await cacheFolder([Buffer.from("here")]);
    const before = await contentOf(here);
    expect(await newCache().restore(here, PREFIXES)).toBeUndefined();
    expect(await contentOf(here)).toEqual(before);
  });

  test("that is too large, or is none, is not sent", async () => {
    const folder = await cacheFolder([randomBytes(3 * 1024 * 1024)]);
    expect(await newCache({ most: 2 * 1024 * 1024 }).save(folder, PREFIXES[0])).toContain("more than 2 MiB");
    expect(await newCache().save(join(temp, "nothing"), PREFIXES[0])).toContain("there are none");
    expect(service.journal).toEqual([]);
  });
});

describe("what goes wrong with the service never fails a build", () => {
  const steps: readonly (readonly [string, RegExp])[] = [
    ["POST", /CreateCacheEntry$/],
    ["PUT", /blobs/],
    ["POST", /FinalizeCacheEntryUpload$/],
  ];
  test.each(steps)("when %s %s is refused nothing is kept", async (method, path) => {
    const folder = await cacheFolder([Buffer.from("one")]);
    service.fault({ method, path, action: { kind: "status", status: 503 } });
    expect(await newCache().save(folder, PREFIXES[0])).toContain("are not kept");
    expect(service.entries()).toEqual([]);
  });

  test("a broken upload is sent again, whole", async () => {
    const folder = await cacheFolder([randomBytes(300_000)]);
    service.fault({ method: "PUT", nth: 0, action: { kind: "cut", bytes: 100_000 } });
    expect(await newCache().save(folder, PREFIXES[0])).toContain("are kept as");
    expect(await newCache().restore(join(temp, "back"), PREFIXES)).toBeDefined();
  });

  test("an unknown token, a service that is down, an answer that is none", async () => {
    const folder = await cacheFolder([Buffer.from("one")]);
    expect(await newCache({ token: "unknown" }).save(folder, PREFIXES[0])).toContain("are not kept");
    service.fault({ path: /GetCacheEntry/, nth: 0, action: { kind: "html", status: 200 } });
    expect(await newCache().restore(join(temp, "1"), PREFIXES)).toBeUndefined();
    service.fault({ path: /GetCacheEntry/, action: { kind: "status", status: 500 } });
    expect(await newCache().restore(join(temp, "2"), PREFIXES)).toBeUndefined();
  });

  test("the signature of an address is not told", async () => {
    const cache = newCache();
    service.fault({ method: "PUT", action: { kind: "status", status: 403, body: { message: "no" } } });
    const end = await cache.save(await cacheFolder([Buffer.from("one")]), PREFIXES[0]);
    const signature = new URLSearchParams(service.journal.find(({ method }) => method === "PUT")?.query).get("sig");
    expect(signature).toMatch(/.{20}/);
    for (const text of [end, ...cache.said]) {
      expect(text).not.toContain(signature);
      expect(text).not.toContain(encodeURIComponent(signature ?? ""));
    }
  });
});

describe("an archive that somebody else made", () => {
  const versionOf = async (): Promise<string> => {
    await newCache().save(await cacheFolder([Buffer.from("x")]), "slipway/seed/");
    return service.entries()[0]?.version ?? "";
  };
  const evil = async (header: Parameters<ReturnType<typeof pack>["entry"]>[0], content?: string): Promise<Buffer> => {
    const tar = pack();
    if (content === undefined) tar.entry(header);
    else tar.entry(header, content);
    tar.finalize();
    const pieces: Buffer[] = [];
    for await (const piece of tar) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  };

  test.each([
    ["leaves the folder", async () => tarOf("../escaped", "x")],
    ["has a path from the root", async () => tarOf(join(tmpdir(), "slipway-escaped"), "x")],
    ["has another file in it", async () => tarOf("blobs/sha256/../../extra", "x")],
    ["has a changed layer", async () => tarOf(`blobs/sha256/${"a".repeat(64)}`, "not that")],
    ["has a link", async () => evil({ name: "index.json", type: "symlink", linkname: "/etc/passwd" })],
    ["is no tar", async () => randomBytes(5000)],
    ["has nothing in it", async () => Buffer.alloc(0)],
  ])("and that %s is left alone", async (_, make) => {
    service.plant("slipway/web.linux-amd64/d1/evil", await versionOf(), await make());
    const parent = join(temp, "caches");
    await mkdir(parent);
    expect(await newCache().restore(join(parent, "web"), PREFIXES)).toBeUndefined();
    expect(await readdir(parent)).toEqual([]);
    expect(await readdir(temp)).toEqual(["caches"]);
  });
});
