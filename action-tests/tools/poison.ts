import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { tarOf } from "../unit/providers/oci/images.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const sha256 = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

interface Layer {
  readonly digest: string;
  readonly annotations: Readonly<Record<string, string>>;
}
interface CacheManifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly Layer[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What somebody can do who may push to a repository of images: `at` is its address, `http://host/v2/acme/web`. */
export const intruder = (at: string) => {
  const put = async (bytes: Buffer): Promise<{ readonly digest: string; readonly size: number }> => {
    const digest = sha256(bytes);
    const opened = await fetch(`${at}/blobs/uploads/`, { method: "POST" });
    const to = new URL(opened.headers.get("location") ?? "", at);
    to.searchParams.set("digest", digest);
    const answer = await fetch(to, { method: "PUT", body: new Uint8Array(bytes) });
    if (answer.status !== 201) throw new Error(`the registry answers ${answer.status}`);
    return { digest, size: bytes.length };
  };
  const manifest = async (reference: string): Promise<CacheManifest> => {
    const answer = await fetch(`${at}/manifests/${reference}`, { headers: { accept: MANIFEST } });
    return (await answer.json()) as CacheManifest;
  };
  const layerOf = async (digest: string): Promise<string> =>
    gunzipSync(await (await fetch(`${at}/blobs/${digest}`)).arrayBuffer()).toString();
  const tag = async (name: string, value: object): Promise<void> => {
    const answer = await fetch(`${at}/manifests/${name}`, {
      method: "PUT",
      headers: { "content-type": MANIFEST },
      body: JSON.stringify(value),
    });
    if (answer.status !== 201) throw new Error(`the registry answers ${answer.status}`);
  };
  return {
    manifest,
    tag,
    /** A layer's tar, as text. */
    layer: layerOf,
    /** Lets a cache give another layer for the step that made a file; what was signed stays beside it. */
    poison: async (name: string, file: string, text: string): Promise<void> => {
      const cache = await manifest(name);
      const made = await Promise.all(cache.layers.map(async ({ digest }) => (await layerOf(digest)).includes(file)));
      const target = cache.layers.find((_, index) => made[index]);
      if (target === undefined) throw new Error(`no layer of the cache has ${file}`);
      const tar = await tarOf(file, text);
      const layer = await put(gzipSync(tar));
      const config = await (await fetch(`${at}/blobs/${cache.config.digest}`)).text();
      const changed = await put(Buffer.from(config.replaceAll(target.digest, layer.digest)));
      const annotations = { ...target.annotations, "containerd.io/uncompressed": sha256(Buffer.from(tar)) };
      const layers = cache.layers.map((one) => (one === target ? { ...one, ...layer, annotations } : one));
      await tag(name, { ...cache, config: { ...cache.config, ...changed }, layers });
    },
  };
};
