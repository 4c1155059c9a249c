import type { Descriptor, PlatformImage, StoredManifest } from "../../ports/registry.ts";
import { isIndex, isManifest } from "./media-types.ts";
import { layersOf, readConfig } from "./read-config.ts";

/** How what an index names is got; undefined where it is not there or not what we know. */
export interface Source {
  readonly manifest: (descriptor: Descriptor) => Promise<StoredManifest | undefined>;
  readonly bytes: (descriptor: Descriptor) => Promise<Uint8Array>;
}

/** An index within an index is possible; a chain of them that does not end is not meant well. */
const DEPTH = 4;

/** BuildKit's attestations sit in the index as images of an unknown platform. */
const isAttestation = ({ annotations, platform }: Descriptor): boolean =>
  annotations?.["vnd.docker.reference.type"] !== undefined || platform?.os === "unknown";

/** Every platform's image below a manifest or index, in its order. */
export const platformImages = async (
  top: StoredManifest,
  source: Source,
  depth = 0,
): Promise<readonly PlatformImage[]> => {
  const { content } = top;
  if (content.kind === "manifest") {
    const config = readConfig(await source.bytes(content.config));
    if (config === undefined) return [];
    const { platform } = config;
    return [{ manifest: top, platform, config, layers: layersOf(content, config) }];
  }
  const found: PlatformImage[] = [];
  for (const descriptor of content.manifests) {
    const known = isIndex(descriptor.mediaType) ? depth < DEPTH : isManifest(descriptor.mediaType);
    if (!known || isAttestation(descriptor)) continue;
    // An index may name platforms that this copy does not hold.
    const manifest = await source.manifest(descriptor);
    if (manifest === undefined) continue;
    const images = await platformImages(manifest, source, depth + 1);
    found.push(...images.map((image) => ({ ...image, platform: descriptor.platform ?? image.platform })));
  }
  return found;
};
