import { createReadStream } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../action/failure.ts";
import type { Descriptor, ImageLayout, Pushed, StoredManifest } from "../../ports/registry.ts";
import { inParallel } from "../in-parallel.ts";
import { deliver } from "./deliver.ts";
import { blobStream } from "./layout.ts";
import { fetchManifest, otherContent, putManifest, settledDigest } from "./manifests.ts";
import { isIndex, isManifest } from "./media-types.ts";
import type { Patience } from "./patience.ts";
import { readManifest } from "./read-manifest.ts";
import type { Repository, Session } from "./session.ts";
import type { Cargo } from "./upload.ts";

/** Blobs under way at a time: each holds a few hundred kilobytes in memory. */
const AT_ONCE = 4;
/** How often a manifest is offered again after the registry missed parts of it. */
const OFFERS = 3;
const STATE = "No tag was moved. Blobs that arrived stay there without a tag.";
const UNKNOWN = new Set(["MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN", "MANIFEST_UNKNOWN"]);

const cargoOf = ({ folder }: ImageLayout, descriptor: Descriptor, signal: AbortSignal): Cargo => {
  const { digest, size } = descriptor;
  return {
    digest,
    size,
    open: (start, end) =>
      createReadStream(join(folder, "blobs", ...digest.split(":")), { start, end: end - 1, highWaterMark: 128 * 1024 }),
    check: async () => {
      for await (const _ of blobStream(folder, descriptor, signal));
    },
  };
};

/** Manifests of the layout below a descriptor, children before parents, each once. */
const manifestsOf = async (layout: ImageLayout, top: Descriptor): Promise<readonly StoredManifest[]> => {
  const found = new Map<string, StoredManifest>();
  const visit = async (descriptor: Descriptor, depth: number): Promise<void> => {
    if (found.has(descriptor.digest)) return;
    const manifest = readManifest(await layout.read(descriptor), descriptor.mediaType);
    if (manifest === undefined || depth > 4) {
      throw new Failure("SLIP-IMAGE-BUILD", `The built image holds ${descriptor.digest}, which is no image manifest.`, {
        blame: "user",
        state: "Nothing was pushed.",
        next: "Look at what the builder wrote: only images and lists of images can be pushed.",
      });
    }
    if (manifest.content.kind === "index") {
      const children = manifest.content.manifests.filter((one) => isIndex(one.mediaType) || isManifest(one.mediaType));
      for (const child of children) await visit(child, depth + 1);
    }
    found.set(descriptor.digest, manifest);
  };
  await visit(top, 0);
  return [...found.values()];
};

const blobsOf = ({ content }: StoredManifest): readonly Descriptor[] =>
  content.kind === "manifest" ? [content.config, ...content.layers] : [];

/** Brings a layout into a repository by digest. See `Registry.push`. */
export const pushLayout = async (
  session: Session,
  patience: Patience,
  layout: ImageLayout,
  repository: Repository,
  from: readonly string[],
): Promise<Pushed> => {
  const { top } = layout;
  const blobs = { sent: 0, mounted: 0, present: 0 };
  // A registry takes a manifest only after all that it names: where it is, everything is.
  if ((await fetchManifest(session, repository, top.digest, "pull,push")) !== undefined)
    return { digest: top.digest, unchanged: true, blobs, bytes: 0 };

  const manifests = await manifestsOf(layout, top);
  let bytes = 0;
  const bring = async (descriptor: Descriptor, blindly: boolean): Promise<void> => {
    const sending = { session, repository, cargo: cargoOf(layout, descriptor, patience.signal) };
    const way = await deliver(sending, patience, { from, blindly });
    blobs[way]++;
    if (way === "sent") bytes += descriptor.size;
  };
  const needed = new Map(manifests.flatMap(blobsOf).map((descriptor) => [descriptor.digest, descriptor]));
  await inParallel([...needed.values()], AT_ONCE, (descriptor) => bring(descriptor, false));

  const offer = async (manifest: StoredManifest): Promise<void> => {
    for (let left = OFFERS; ; left--) {
      const { reply, call } = await putManifest(session, repository, manifest.descriptor.digest, manifest, STATE);
      if (reply.status < 300) return;
      const refusal = session.refusal(reply);
      if (left === 0 || !UNKNOWN.has(refusal.code)) throw session.refuse(repository, call, reply);
      const own = blobsOf(manifest);
      const missing = own.filter(({ digest }) => refusal.digests.includes(digest));
      await inParallel(missing.length > 0 ? missing : own, AT_ONCE, (descriptor) => bring(descriptor, true));
      const { content } = manifest;
      const children = content.kind === "index" ? content.manifests.map(({ digest }) => digest) : [];
      for (const child of manifests) if (children.includes(child.descriptor.digest)) await offer(child);
    }
  };
  for (const manifest of manifests) await offer(manifest);
  if ((await settledDigest(session, patience, repository, top.digest, top.digest)) === undefined)
    throw otherContent(repository, top.digest, "took the manifest and then had none");
  return { digest: top.digest, unchanged: false, blobs, bytes };
};
