import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import type { ImageLayout } from "../../../../shared/ports/registry.ts";
import { openLayout } from "../../../../shared/providers/oci/layout.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";

export const sha256 = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** A layer with one file. */
export const tarOf = async (name: string, content: string | Buffer): Promise<Buffer> => {
  const tar = pack();
  tar.entry({ name, mtime: new Date(0) }, content);
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

interface Wanted {
  /** Layers of each platform, compressed as they come. */
  readonly layers: readonly Buffer[];
  readonly platforms?: readonly string[];
}

const folders: string[] = [];

/** For `afterAll`. */
export const removeLayouts = async (): Promise<void> => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
};

/** Writes blobs and an index.json into a fresh folder; answers what `put` was given as descriptors. */
export const newLayout = async () => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-layout-"));
  folders.push(folder);
  const blobs = join(folder, "blobs", "sha256");
  await mkdir(blobs, { recursive: true });
  const put = async (mediaType: string, content: Uint8Array | object) => {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    const digest = sha256(bytes);
    await writeFile(join(blobs, digest.slice("sha256:".length)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const finish = async (manifests: readonly object[]): Promise<string> => {
    await writeFile(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));
    await writeFile(join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
    return folder;
  };
  return { folder, put, finish };
};

/** A layout as a builder leaves it: one manifest, or an index of several platforms with attestations between them. */
export const imageLayout = async ({ layers, platforms = ["amd64"] }: Wanted): Promise<ImageLayout> => {
  const { put, finish } = await newLayout();
  const descriptors = [];
  for (const architecture of platforms) {
    const config = await put("application/vnd.oci.image.config.v1+json", {
      architecture,
      os: "linux",
      config: { Env: ["A=1"], Cmd: ["/run"] },
      rootfs: { type: "layers", diff_ids: layers.map((layer) => sha256(layer)) },
      history: layers.map((_, index) => ({ created_by: `COPY ${index}` })),
    });
    const held = await Promise.all(layers.map((layer) => put("application/vnd.oci.image.layer.v1.tar+gzip", layer)));
    const manifest = await put(MANIFEST, { schemaVersion: 2, mediaType: MANIFEST, config, layers: held });
    descriptors.push({ ...manifest, platform: { os: "linux", architecture } });
  }
  if (descriptors.length === 1) return await openLayout(await finish(descriptors), new AbortController().signal);
  const empty = await put("application/vnd.oci.image.config.v1+json", { architecture: "unknown", os: "unknown" });
  const attestation = await put(MANIFEST, { schemaVersion: 2, mediaType: MANIFEST, config: empty, layers: [] });
  const notes = { "vnd.docker.reference.type": "attestation-manifest" };
  const platform = { os: "unknown", architecture: "unknown" };
  const manifests = [...descriptors, { ...attestation, annotations: notes, platform }];
  const index = await put(INDEX, { schemaVersion: 2, mediaType: INDEX, manifests });
  return await openLayout(await finish([index]), new AbortController().signal);
};

/** A small image whose one layer is `text`. */
export const smallImage = async (text: string): Promise<ImageLayout> =>
  await imageLayout({ layers: [gzipSync(await tarOf("app/text", text))] });
