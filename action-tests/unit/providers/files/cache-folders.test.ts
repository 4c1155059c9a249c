import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ownerOf } from "../../../../shared/providers/builder/owner.ts";
import { cacheFolders } from "../../../../shared/providers/files/cache-folders.ts";
import { otherRun } from "../../../tools/other-run.ts";

const DAY = 24 * 60 * 60_000;
let root = "";
let time = 0;
const ends: (() => Promise<void>)[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "slipway-cache-folders-"));
  time = Date.now();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  rmSync(root, { recursive: true, force: true });
});

const place = (name = "web"): string => join(root, "acme", "shop", name);
const job = (more: { owner?: string; bytes?: number; age?: number } = {}) =>
  cacheFolders({
    root,
    owner: more.owner ?? ownerOf("1", new Date(time)),
    now: () => new Date(time++),
    bounds: { bytes: more.bytes ?? 1e9, age: more.age ?? DAY },
  });
type Job = ReturnType<typeof job>;

const store = (folder: string, bytes: Buffer) => {
  const hex = createHash("sha256").update(bytes).digest("hex");
  mkdirSync(join(folder, "blobs", "sha256"), { recursive: true });
  const path = join(folder, "blobs", "sha256", hex);
  // As BuildKit does: what is there is not written again.
  if (!existsSync(path)) writeFileSync(path, bytes);
  return { mediaType: "application/octet-stream", digest: `sha256:${hex}`, size: bytes.length };
};

/** What BuildKit does to a folder that it exports a cache to. */
const exportTo = (folder: string, ...layers: readonly string[]): void => {
  const stored = layers.map((text) => store(folder, Buffer.from(text)));
  const config = store(folder, Buffer.from(`config of ${layers.join()}`));
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = store(folder, Buffer.from(JSON.stringify({ mediaType, config, layers: stored })));
  writeFileSync(
    join(folder, "index.json"),
    JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, mediaType }] }),
  );
};
const build = async (by: Job, layers: readonly string[], at = place()): Promise<string | undefined> => {
  const draft = await by.draft(at, await by.newest(at));
  exportTo(draft, ...layers);
  return by.publish(at, draft);
};
const layersIn = (folder: string | undefined): readonly string[] =>
  readdirSync(join(folder ?? "", "blobs", "sha256"))
    .map((name) => readFileSync(join(folder ?? "", "blobs", "sha256", name), "utf8"))
    .filter((text) => !text.startsWith("config") && !text.startsWith("{"))
    .toSorted();

describe("cache folders of a machine", () => {
  test("the newest is read, and has what the last build led to and nothing else", async () => {
    const first = job();
    await build(first, ["a", "b"]);
    await first.close();
    const second = job();
    expect(layersIn(await second.newest(place()))).toEqual(["a", "b"]);
    await build(second, ["b", "c"]);
    await second.close();
    expect(layersIn(await job().newest(place()))).toEqual(["b", "c"]);
    expect(readdirSync(place())).toHaveLength(1);
  });

  test("a build finds the layers of the one before it in its draft, and does not write them again", async () => {
    const one = job();
    const published = await build(one, ["a", "b"]);
    const draft = await one.draft(place(), published);
    expect(layersIn(draft)).toEqual(["a", "b"]);
  });

  test("what a build reads stays whole while others publish and tidy", async () => {
    const reader = job();
    await build(reader, ["a", "b"]);
    const read = await reader.newest(place());
    for (const layers of [["c"], ["d"]]) {
      const other = job();
      await build(other, layers);
      await other.close();
    }
    expect(layersIn(read)).toEqual(["a", "b"]);
    expect(layersIn(await job().newest(place()))).toEqual(["d"]);
    await reader.close();
    await job().close();
    expect(readdirSync(place())).toHaveLength(1);
  });

  test("builds at the same time each leave a whole folder, and one of them stays", async () => {
    const jobs = Array.from({ length: 8 }, () => job());
    await Promise.all(
      jobs.map(async (each, index) => {
        await build(each, [`layer ${index}`, "common"]);
        await each.close();
      }),
    );
    await job().close();
    const left = await job().newest(place());
    expect(layersIn(left)).toHaveLength(2);
    expect(await job().manifest(left ?? "")).toBeDefined();
    expect(readdirSync(place())).toHaveLength(1);
  });

  test("a build that exports nothing leaves what was there", async () => {
    const one = job();
    await build(one, ["a"]);
    await one.publish(place(), await one.draft(place(), undefined));
    await one.close();
    expect(layersIn(await job().newest(place()))).toEqual(["a"]);
    expect(readdirSync(place())).toHaveLength(1);
  });

  test("beyond its size the least recently used go first, and none that is in use", async () => {
    const layer = "x".repeat(1000);
    for (const name of ["one", "two", "three", "four"]) {
      const each = job();
      await build(each, [`${name}${layer}`], place(name));
      await each.close();
      const [folder = ""] = readdirSync(place(name));
      utimesSync(join(place(name), folder), time / 1000, time++ / 1000 + Number(name === "one"));
    }
    const holder = job();
    await holder.newest(place("two"));
    await job({ bytes: 6000 }).close();
    const left = ["one", "two", "three", "four"].filter((name) => readdirSync(place(name)).length > 0);
    expect(left).toEqual(["one", "two"]);
    await holder.close();
  });

  test("what nobody used for long goes away", async () => {
    const one = job();
    await build(one, ["a"]);
    await one.close();
    time += DAY / 2;
    await job().close();
    expect(readdirSync(place())).toHaveLength(1);
    time += DAY;
    await job().close();
    expect(readdirSync(place())).toEqual([]);
  });

  test("what a killed build held and began goes away with the next one, that of a living one stays", async () => {
    const [living, killed] = [await otherRun(new Date(time)), await otherRun(new Date(time))];
    ends.push(living.kill, killed.kill);
    for (const { owner } of [living, killed]) {
      const theirs = job({ owner });
      await build(theirs, [owner]);
      await theirs.newest(place());
      exportTo(await theirs.draft(place(), undefined), "half");
    }
    await killed.kill();
    const mine = job();
    await build(mine, ["mine"]);
    await mine.close();
    const names = readdirSync(place());
    expect(names.filter((name) => name.startsWith("draft-"))).toEqual([expect.stringContaining(living.owner)]);
    const texts = names.filter((name) => !name.startsWith("draft-")).map((name) => layersIn(join(place(), name))[0]);
    expect(new Set(texts)).toEqual(new Set([living.owner, "mine"]));
  });

  test("what was changed, or misses something, is told", async () => {
    const one = job();
    const folder = (await build(one, ["a", "b"])) ?? "";
    const { digest = "", bytes = Buffer.alloc(0) } = (await one.manifest(folder)) ?? {};
    expect(digest).toBe(`sha256:${createHash("sha256").update(bytes).digest("hex")}`);
    const [name = ""] = readdirSync(join(folder, "blobs", "sha256"));
    const blob = join(folder, "blobs", "sha256", name);
    const before = readFileSync(blob);
    writeFileSync(blob, "other");
    expect(await one.manifest(folder)).toBeUndefined();
    writeFileSync(blob, before);
    expect(await one.manifest(folder)).toBeDefined();
    rmSync(blob);
    expect(await one.manifest(folder)).toBeUndefined();
    expect(await one.manifest(join(root, "nowhere"))).toBeUndefined();
  });

  test("another manifest over the same layers is what is published", async () => {
    const one = job();
    const draft = await one.draft(place(), undefined);
    exportTo(draft, "a");
    const { bytes = Buffer.alloc(0), digest } = (await one.manifest(draft)) ?? {};
    const signed = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString()), annotations: { a: "b" } }),
    );
    await one.replace(draft, signed);
    const folder = (await one.publish(place(), draft)) ?? "";
    const found = await one.manifest(folder);
    expect([String(found?.bytes), found?.digest === digest]).toEqual([String(signed), false]);
    expect(layersIn(folder)).toEqual(["a"]);
  });
});
