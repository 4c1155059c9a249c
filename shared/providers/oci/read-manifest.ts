import * as z from "zod";
import { isDigest } from "../../domain/image-reference.ts";
import type { Descriptor, ImageIndex, ImageManifest, StoredManifest } from "../../ports/registry.ts";
import { descriptorOf } from "./digest.ts";
import { isIndex, isManifest, OCI_INDEX, OCI_MANIFEST } from "./media-types.ts";
import { readJson } from "./read-json.ts";

const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((found) => found ?? {});
const optional = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === "" ? undefined : text));

const platform = z
  .object({ os: optional, architecture: optional, variant: optional })
  .nullish()
  .transform((found) =>
    found?.os === undefined || found.architecture === undefined
      ? undefined
      : { os: found.os, architecture: found.architecture, variant: found.variant },
  );

/** Other algorithms than sha256 are refused: nobody uses them, and what cannot be hashed cannot be trusted. */
export const descriptorSchema = z
  .object({
    mediaType: z.string(),
    digest: z.string().refine(isDigest, "expected sha256:<hex>"),
    size: z.number().int().nonnegative(),
    annotations: texts,
    artifactType: optional,
    platform,
  })
  .transform(({ annotations, ...rest }): Descriptor => {
    return Object.keys(annotations).length === 0 ? rest : { ...rest, annotations };
  });

const common = { mediaType: optional, artifactType: optional, subject: descriptorSchema.nullish(), annotations: texts };
const manifestSchema = z.object({ ...common, config: descriptorSchema, layers: z.array(descriptorSchema).max(5000) });
const indexSchema = z.object({
  ...common,
  manifests: z
    .array(descriptorSchema)
    .max(5000)
    .nullish()
    .transform((all) => all ?? []),
});

const contentOf = (bytes: Uint8Array, told: string): ImageManifest | ImageIndex | undefined => {
  const own = readJson(bytes, z.object({ mediaType: z.string() }))?.mediaType;
  const index = readJson(bytes, indexSchema);
  const manifest = readJson(bytes, manifestSchema);
  // What it says of itself counts: a file and its wrapping may disagree, and then only the file was hashed.
  const kind = own ?? told;
  if (isIndex(kind) || (!isManifest(kind) && manifest === undefined)) {
    if (index === undefined) return undefined;
    const { subject, ...rest } = index;
    return { kind: "index", ...rest, mediaType: own ?? OCI_INDEX, subject: subject ?? undefined };
  }
  if (manifest === undefined) return undefined;
  const { subject, ...rest } = manifest;
  return { kind: "manifest", ...rest, mediaType: own ?? OCI_MANIFEST, subject: subject ?? undefined };
};

/** `told`: the media type that came with it. Undefined when it is neither a manifest nor an index that we know. */
export const readManifest = (bytes: Uint8Array, told: string): StoredManifest | undefined => {
  const content = contentOf(bytes, told);
  if (content === undefined || (!isIndex(content.mediaType) && !isManifest(content.mediaType))) return undefined;
  return { descriptor: descriptorOf(content.mediaType, bytes), bytes, content };
};
