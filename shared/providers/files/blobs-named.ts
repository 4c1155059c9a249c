import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord, parseJson, record } from "../../domain/json.ts";

const DIGEST = /^sha256:([0-9a-f]{64})$/;
const LIST = /\.(?:index|manifest)\.(?:v1|list\.v2)\+json$|\.manifest\.v2\+json$/;

/** Hex digests of all that the index of an OCI layout leads to. Rejects for what is no index, or names what is not there. */
export async function blobsNamed(folder: string, index: Uint8Array): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const open = [index];
  for (let bytes = open.pop(); bytes !== undefined; bytes = open.pop()) {
    const { manifests = [], layers = [], config } = record(parseJson(Buffer.from(bytes).toString()));
    if (!Array.isArray(manifests) || !Array.isArray(layers)) throw new Error("it has no lists");
    const below: readonly unknown[] = [...manifests, ...layers, ...(config === undefined ? [] : [config])];
    for (const one of below) {
      const { digest, mediaType } = isRecord(one) ? one : {};
      const [, hex] = DIGEST.exec(String(digest)) ?? [];
      if (hex === undefined || typeof mediaType !== "string") throw new Error("it names something that is no blob");
      if (found.has(hex)) continue;
      found.add(hex);
      if (LIST.test(mediaType)) open.push(await readFile(join(folder, "blobs", "sha256", hex)));
    }
  }
  return found;
}
