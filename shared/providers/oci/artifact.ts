import type { Artifact, Descriptor, StoredManifest } from "../../ports/registry.ts";
import { descriptorOf } from "./digest.ts";
import { EMPTY, OCI_MANIFEST } from "./media-types.ts";

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const NOTHING = encode({});

/** An artifact ready to be pushed: the same artifact of the same subject gives the same bytes. */
export const packArtifact = (
  subject: Descriptor,
  { artifactType, layers, annotations = {} }: Artifact,
): {
  readonly manifest: Pick<StoredManifest, "bytes" | "descriptor">;
  readonly blobs: readonly { readonly descriptor: Descriptor; readonly bytes: Uint8Array }[];
} => {
  const config = { descriptor: descriptorOf(EMPTY, NOTHING), bytes: NOTHING };
  const packed = layers.map(({ mediaType, bytes, annotations: notes }) => ({
    descriptor: { ...descriptorOf(mediaType, bytes), ...(notes === undefined ? {} : { annotations: notes }) },
    bytes,
  }));
  const bytes = encode({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType,
    config: config.descriptor,
    // The specification wants at least one layer, be it empty.
    layers: (packed.length > 0 ? packed : [config]).map(({ descriptor }) => descriptor),
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  });
  const notes = Object.keys(annotations).length === 0 ? {} : { annotations };
  const descriptor = { ...descriptorOf(OCI_MANIFEST, bytes), artifactType, ...notes };
  return { manifest: { bytes, descriptor }, blobs: [config, ...packed] };
};
