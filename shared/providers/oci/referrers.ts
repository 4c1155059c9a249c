import type { Artifact, Descriptor } from "../../ports/registry.ts";
import { apiOf } from "./address.ts";
import { packArtifact } from "./artifact.ts";
import { deliver } from "./deliver.ts";
import { createFallback, readFallback } from "./fallback.ts";
import { fetchManifest, putManifest } from "./manifests.ts";
import { EMPTY, OCI_INDEX } from "./media-types.ts";
import { nextPage } from "./pages.ts";
import type { Patience } from "./patience.ts";
import { readManifest } from "./read-manifest.ts";
import type { Call, Repository, Session } from "./session.ts";

const STATE = "The image is there; no tag of it was moved.";
const PAGES = 100;
/** Entries whose own manifest is read since the list does not tell their type, or tells a wrong one. */
const LOOKS = 50;
const VAGUE = new Set([undefined, EMPTY, "application/vnd.oci.image.config.v1+json"]);

/** By the API; undefined where the registry has none. */
const byApi = async (
  session: Session,
  repository: Repository,
  digest: string,
): Promise<readonly Descriptor[] | undefined> => {
  const found: Descriptor[] = [];
  let to = new URL(`${repository.path}/referrers/${digest}`, apiOf(repository.registry));
  const call: Omit<Call, "to"> = { action: `list what belongs to ${digest}`, access: "pull" };
  for (let page = 0; page < PAGES; page++) {
    const reply = await session.ask(repository, { ...call, to, headers: { accept: OCI_INDEX } });
    if (reply.status === 401 || reply.status === 403) throw session.refuse(repository, call, reply);
    const list = reply.status === 200 ? readManifest(reply.bytes, OCI_INDEX) : undefined;
    if (list?.content.kind !== "index") return page === 0 ? undefined : found;
    found.push(...list.content.manifests);
    const next = nextPage(reply.headers, to);
    if (next === undefined) break;
    to = next;
  }
  return found;
};

export const createReferrers = (session: Session, patience: Patience) => {
  const addToFallback = createFallback(session, patience);

  /** With the type that the manifest itself tells, where the list is vague. */
  const typed = async (repository: Repository, all: readonly Descriptor[]): Promise<readonly Descriptor[]> => {
    let left = LOOKS;
    const checked: Descriptor[] = [];
    for (const one of all) {
      const look = VAGUE.has(one.artifactType) && left-- > 0;
      const content = look ? (await fetchManifest(session, repository, one.digest))?.content : undefined;
      const config = content?.kind === "manifest" ? content.config.mediaType : undefined;
      checked.push({ ...one, artifactType: content?.artifactType ?? one.artifactType ?? config });
    }
    return checked;
  };

  return {
    attach: async (repository: Repository, subject: Descriptor, artifact: Artifact): Promise<Descriptor> => {
      const { manifest, blobs } = packArtifact(subject, artifact);
      const { descriptor } = manifest;
      for (const { descriptor: blob, bytes } of blobs) {
        const open = async function* (start: number, end: number) {
          yield bytes.subarray(start, end);
        };
        await deliver({ session, repository, cargo: { ...blob, open } }, patience);
      }
      const { reply, call } = await putManifest(session, repository, descriptor.digest, manifest, STATE);
      if (reply.status >= 300) throw session.refuse(repository, call, reply);
      // Only a registry with the API says this, and then it keeps the list itself.
      if (!reply.headers.has("oci-subject")) await addToFallback(repository, subject.digest, descriptor);
      return descriptor;
    },

    list: async (repository: Repository, digest: string, artifactType?: string): Promise<readonly Descriptor[]> => {
      const all = (await byApi(session, repository, digest)) ?? (await readFallback(session, repository, digest));
      if (artifactType === undefined) return all;
      return (await typed(repository, all)).filter((one) => one.artifactType === artifactType);
    },
  };
};
