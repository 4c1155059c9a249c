import { Failure } from "../../action/failure.ts";
import { sha256Of } from "../../domain/digest.ts";
import { isDigest } from "../../domain/image-reference.ts";
import { backoff } from "../../http/delay.ts";
import type { Descriptor, StoredManifest } from "../../ports/registry.ts";
import { uploadOf } from "./body.ts";
import { ACCEPT, isIndex, isManifest, OCI_MANIFEST } from "./media-types.ts";
import type { Patience } from "./patience.ts";
import { readManifest } from "./read-manifest.ts";
import type { Call, Reply, Repository, Session } from "./session.ts";

/** Registries take 4 MiB at most. */
const LARGEST = 8 * 1024 * 1024;

const headers = { accept: ACCEPT };

const mediaTypeOf = (reply: Reply): string =>
  (reply.headers.get("content-type") ?? OCI_MANIFEST).replace(/;.*/, "").trim().toLowerCase();

/** The registry answered with other content than we asked for. */
export const otherContent = ({ registry, path }: Repository, wanted: string, what: string): Failure =>
  new Failure("SLIP-REGISTRY-MISMATCH", `${registry} ${what} for ${path} instead of ${wanted}.`, {
    blame: "provider",
    state: "What came was not used.",
    next: "Run the job again. If it happens again, a proxy or mirror between here and the registry changes what it passes on.",
  });

/** A manifest or index by tag or digest; undefined when there is none. */
export const fetchManifest = async (
  session: Session,
  repository: Repository,
  reference: string,
  access: Call["access"] = "pull",
): Promise<StoredManifest | undefined> => {
  const call: Call = { to: `manifests/${reference}`, action: `show the manifest ${reference}`, access };
  const reply = await session.ask(repository, { ...call, headers, content: true, maxBytes: LARGEST });
  if (reply.status === 404) return undefined;
  if (reply.status !== 200) throw session.refuse(repository, call, reply);
  const digest = sha256Of(reply.bytes);
  if (isDigest(reference) && digest !== reference) throw otherContent(repository, reference, `sent ${digest}`);
  const found = readManifest(reply.bytes, mediaTypeOf(reply));
  if (found === undefined) throw otherContent(repository, reference, "sent something that is no image manifest");
  return found;
};

/** How often a manifest is read after it was put there: some registries need a moment until everybody sees it. */
const LOOKS = 6;

/** The digest that a reference leads to, read until it is the wanted one or time enough has passed. */
export const settledDigest = async (
  session: Session,
  { clock, signal, random }: Patience,
  repository: Repository,
  reference: string,
  wanted: string,
): Promise<string | undefined> => {
  for (let look = 1; ; look++) {
    const found = await fetchManifest(session, repository, reference, "pull,push");
    if (found?.descriptor.digest === wanted || look === LOOKS) return found?.descriptor.digest;
    await clock.sleep(250 + backoff(look, true, random), signal);
  }
};

/** What the registry says that the reference leads to; read and hashed only where it does not say. */
export const headManifest = async (
  session: Session,
  repository: Repository,
  reference: string,
  access: Call["access"] = "pull",
): Promise<Descriptor | undefined> => {
  const call: Call = { method: "HEAD", to: `manifests/${reference}`, action: `show the manifest ${reference}`, access };
  const reply = await session.ask(repository, { ...call, headers });
  if (reply.status === 404) return undefined;
  const digest = reply.headers.get("docker-content-digest") ?? "";
  const size = Number(reply.headers.get("content-length") ?? Number.NaN);
  const mediaType = mediaTypeOf(reply);
  const complete = isDigest(digest) && Number.isSafeInteger(size) && (isIndex(mediaType) || isManifest(mediaType));
  // An answer to HEAD has no body that would say why it was refused.
  if (reply.status !== 200 || !complete)
    return (await fetchManifest(session, repository, reference, access))?.descriptor;
  if (isDigest(reference) && digest !== reference) throw otherContent(repository, reference, `named ${digest}`);
  return { mediaType, digest, size };
};

/** Stores a manifest under its digest or a tag. The answer tells what the registry made of it, and is for the caller to judge. */
export const putManifest = async (
  session: Session,
  repository: Repository,
  reference: string,
  manifest: Pick<StoredManifest, "bytes" | "descriptor">,
  state: string,
): Promise<{ readonly reply: Reply; readonly call: Call }> => {
  const { mediaType, digest } = manifest.descriptor;
  const call: Call = {
    method: "PUT",
    to: `manifests/${reference}`,
    action: `take the manifest ${reference}`,
    access: "pull,push",
    headers: { "content-type": mediaType },
    upload: uploadOf(manifest.bytes),
    state,
  };
  const reply = await session.ask(repository, call);
  const held = reply.headers.get("docker-content-digest");
  if (reply.status < 300 && held !== null && held !== digest)
    throw otherContent(repository, digest, `stored ${isDigest(held) ? held : "something"}`);
  return { reply, call };
};
