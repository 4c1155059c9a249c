import type { Incoming, Reply } from "../routes.ts";
import { refused } from "./refusal.ts";
import { count, digestOf, type HeldManifest, repositoryAt, type World } from "./world.ts";

interface Named {
  readonly digest: string;
  readonly mediaType?: string;
  readonly size?: number;
}

/** As much of a manifest as a registry looks at. */
export interface Parsed {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: Named;
  readonly layers?: readonly Named[];
  readonly manifests?: readonly Named[];
  readonly subject?: Named;
  readonly annotations?: Readonly<Record<string, string>>;
}

export const parsed = (bytes: Buffer): Parsed => JSON.parse(bytes.toString("utf8")) as Parsed;

const unknown = (reference: string) =>
  refused(404, "MANIFEST_UNKNOWN", "manifest unknown", { detail: { Tag: reference } });

const show = (digest: string, { mediaType, bytes }: HeldManifest): Reply => ({
  status: 200,
  raw: bytes,
  headers: { "content-type": mediaType, "docker-content-digest": digest },
});

const missing = (world: World, path: string, manifest: Parsed): Reply | undefined => {
  const { blobs, manifests } = repositoryAt(world, path);
  const named = [...(manifest.config ? [manifest.config] : []), ...(manifest.layers ?? [])];
  const blob = named.find(({ digest }) => !blobs.has(digest) || !world.blobs.has(digest));
  if (blob !== undefined)
    return refused(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry", { detail: { digest: blob.digest } });
  const child = manifest.manifests?.find(({ digest }) => !manifests.has(digest));
  return child && refused(400, "MANIFEST_UNKNOWN", "manifest unknown", { detail: { digest: child.digest } });
};

const put = (world: World, path: string, reference: string, { raw, headers }: Incoming): Reply => {
  const repository = repositoryAt(world, path);
  const digest = digestOf(raw);
  const byDigest = reference.includes(":");
  if (byDigest && reference !== digest) return refused(400, "DIGEST_INVALID", "provided digest did not match content");
  let manifest: Parsed;
  try {
    manifest = parsed(raw);
  } catch {
    return refused(400, "MANIFEST_INVALID", "manifest invalid");
  }
  // Lists of referrers name manifests that may be gone.
  const gap = reference.startsWith("sha256-") ? undefined : missing(world, path, manifest);
  if (gap !== undefined) return gap;
  const before = repository.tags.get(reference);
  if (before !== undefined && before !== digest && world.options.immutable?.test(reference) === true)
    return refused(
      400,
      "TAG_INVALID",
      `The image tag '${reference}' already exists and cannot be overwritten: it is immutable.`,
    );
  repository.manifests.set(digest, { mediaType: headers["content-type"] ?? "", bytes: raw });
  if (!byDigest) repository.tags.set(reference, digest);
  count(world, byDigest ? "manifests put" : "tags put");
  const subject = world.options.referrers === true ? manifest.subject?.digest : undefined;
  return {
    status: 201,
    headers: {
      location: `/v2/${path}/manifests/${digest}`,
      "docker-content-digest": digest,
      ...(subject === undefined ? {} : { "oci-subject": subject }),
    },
  };
};

const remove = (world: World, path: string, reference: string): Reply => {
  const { tags, manifests } = repositoryAt(world, path);
  if (!reference.includes(":")) {
    if (world.options.deletesTags !== true) return refused(405, "UNSUPPORTED", "The operation is unsupported.");
    return tags.delete(reference) ? { status: 202 } : unknown(reference);
  }
  for (const [tag, digest] of tags) if (digest === reference) tags.delete(tag);
  return manifests.delete(reference) ? { status: 202 } : unknown(reference);
};

export const manifestReply = (world: World, path: string, reference: string, request: Incoming): Reply => {
  if (request.method === "PUT") return request.cut === true ? unknown(reference) : put(world, path, reference, request);
  if (request.method === "DELETE") return remove(world, path, reference);
  const { tags, manifests } = repositoryAt(world, path);
  const digest = reference.includes(":") ? reference : tags.get(reference);
  const held = digest === undefined ? undefined : manifests.get(digest);
  return digest === undefined || held === undefined ? unknown(reference) : show(digest, held);
};
