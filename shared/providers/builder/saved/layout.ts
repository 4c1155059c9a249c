import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import * as z from "zod";
import { Failure } from "../../../action/failure.ts";
import { readTar } from "../../../tar/read-tar.ts";
import { type Blob, storeJson } from "../store-json.ts";
import { clampTimes } from "./times.ts";

interface Options {
  /** No time in it is later, in seconds since 1970. */
  readonly latest: number;
  readonly annotations: Readonly<Record<string, string>>;
}

const contents = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()) })).min(1);
const configuration = z.looseObject({
  architecture: z.string(),
  os: z.string(),
  variant: z.string().optional(),
  rootfs: z.object({ type: z.string(), diff_ids: z.array(z.string()) }),
  history: z.array(z.looseObject({})).nullish(),
});

/** Makes an OCI image layout of what `docker save` wrote, with no time later than `latest`. */
export async function layoutOfSaved(saved: string, output: string, { latest, annotations }: Options): Promise<void> {
  const unpacked = `${output}.saved`;
  await mkdir(join(output, "blobs", "sha256"), { recursive: true });
  await mkdir(unpacked, { recursive: true });
  try {
    const file = await unpack(saved, unpacked);
    const [image] = contents.parse(JSON.parse(await readFile(file("manifest.json"), "utf8")));
    const config = configuration.parse(JSON.parse(await readFile(file(image?.Config ?? ""), "utf8")));
    const layers: Blob[] = [];
    const diffIds: string[] = [];
    for (const layer of image?.Layers ?? []) {
      const { diffId, ...blob } = await storeLayer(file(layer), output, latest);
      layers.push(blob);
      diffIds.push(diffId);
    }
    const created = new Date(latest * 1000).toISOString().replace(".000Z", "Z");
    const later = (time: unknown) => (typeof time === "string" && Date.parse(time) <= latest * 1000 ? time : created);
    const { container: _, container_config: __, docker_version: ___, ...kept } = config;
    const described = await storeJson(output, {
      ...kept,
      created,
      rootfs: { type: "layers", diff_ids: diffIds },
      history: config.history?.map((entry) => ({ ...entry, created: later(entry["created"]) })),
    });
    const manifest = await storeJson(output, {
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: { mediaType: "application/vnd.oci.image.config.v1+json", ...described },
      layers: layers.map((layer) => ({ mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", ...layer })),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    });
    const { os, architecture, variant } = config;
    const top = {
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      ...manifest,
      platform: { architecture, os, ...(variant === undefined ? {} : { variant }) },
    };
    await writeFile(join(output, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
    await writeFile(join(output, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [top] }));
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure("SLIP-IMAGE-BUILD", "What `docker save` wrote cannot be understood.", {
      blame: "provider",
      state: "Nothing was pushed and no tag was moved.",
      next: "Update Docker on the runner, or use a builder that writes OCI layouts: `docker buildx create --use`.",
      cause,
    });
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** Files are named by number: the names in the archive never become paths. */
async function unpack(saved: string, folder: string): Promise<(name: string) => string> {
  const files = new Map<string, string>();
  const links = new Map<string, string>();
  for await (const { name, type, target, content } of readTar(createReadStream(saved))) {
    const clean = posix.normalize(name);
    if (type === "symlink") links.set(clean, posix.join(posix.dirname(clean), target));
    else if (type === "hardlink") links.set(clean, posix.normalize(target));
    if (type !== "file") continue;
    const path = join(folder, String(files.size));
    files.set(clean, path);
    await pipeline(content, createWriteStream(path));
  }
  return (name) => {
    const clean = posix.normalize(name);
    const path = files.get(links.get(clean) ?? clean);
    if (path === undefined) throw new Error(`there is no ${clean} in it`);
    return path;
  };
}

/** Decompressed, its times clamped, compressed again in the one way that always gives the same bytes. */
async function storeLayer(path: string, output: string, latest: number): Promise<Blob & { readonly diffId: string }> {
  const head = (await readFirst(path)).toString("hex");
  const raw = createReadStream(path);
  const plain = head.startsWith("1f8b") ? raw.pipe(createGunzip()) : raw;
  const [unpacked, packed] = [createHash("sha256"), createHash("sha256")];
  const temporary = `${path}.gz`;
  const watch = async function* (bytes: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>) {
    for await (const chunk of bytes) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(
    Readable.from(watch(clampTimes(plain, latest), unpacked)),
    createGzip({ level: 6 }),
    (bytes: AsyncIterable<Buffer>) => watch(bytes, packed),
    createWriteStream(temporary),
  );
  const hex = packed.digest("hex");
  const { size } = await stat(temporary);
  await rename(temporary, join(output, "blobs", "sha256", hex));
  return { digest: `sha256:${hex}`, size, diffId: `sha256:${unpacked.digest("hex")}` };
}

async function readFirst(path: string): Promise<Buffer> {
  for await (const chunk of createReadStream(path, { end: 1 })) return chunk as Buffer;
  return Buffer.alloc(0);
}
