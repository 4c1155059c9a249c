import { Failure } from "../../action/failure.ts";
import type { Descriptor } from "../../ports/registry.ts";
import { descriptorOf } from "./digest.ts";
import { fetchManifest, putManifest } from "./manifests.ts";
import { OCI_INDEX } from "./media-types.ts";
import type { Patience } from "./patience.ts";
import type { Repository, Session } from "./session.ts";

/**
 * Milliseconds between writing the list and looking whether our entries are still in it. Another writer who read the
 * list before we wrote it writes within this time, and takes our entries out by it; then we see that, and write again.
 * No registry lets us write on a condition.
 */
const SETTLE = 750;
const ROUNDS = 10;
const STATE = "The image is there; no tag of it was moved.";

/** The tag that stands in for the referrers API: `sha256-<hex>`. */
export const fallbackTag = (digest: string): string => digest.replace(":", "-");

/** The list under the tag; empty when there is none. */
export const readFallback = async (
  session: Session,
  repository: Repository,
  digest: string,
): Promise<readonly Descriptor[]> => {
  const { content } = (await fetchManifest(session, repository, fallbackTag(digest))) ?? {};
  return content?.kind === "index" ? content.manifests : [];
};

const listOf = (manifests: readonly Descriptor[]): { readonly bytes: Uint8Array; readonly descriptor: Descriptor } => {
  const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }));
  return { bytes, descriptor: descriptorOf(OCI_INDEX, bytes) };
};

/** Adds entries to the list, whoever else does so at the same time. */
const addEntries = async (
  session: Session,
  { clock, signal, random }: Patience,
  repository: Repository,
  digest: string,
  entries: readonly Descriptor[],
): Promise<void> => {
  const tag = fallbackTag(digest);
  for (let round = 0; round < ROUNDS; round++) {
    const held = await readFallback(session, repository, digest);
    const missing = entries.filter((entry) => !held.some((one) => one.digest === entry.digest));
    if (missing.length === 0) return;
    const { reply, call } = await putManifest(session, repository, tag, listOf([...held, ...missing]), STATE);
    if (reply.status >= 300) throw session.refuse(repository, call, reply);
    // Those who write at the same time must not go on doing so in step.
    await clock.sleep(SETTLE * (1 + random() * (round + 0.5)), signal);
  }
  throw new Failure(
    "SLIP-REGISTRY-MISMATCH",
    `${repository.registry} loses what is added to ${repository.path}:${tag}.`,
    {
      blame: "provider",
      state: STATE,
      next: "Run the job again when no other job writes evidence for the same image.",
    },
  );
};

interface Batch {
  readonly entries: Descriptor[];
  readonly done: Promise<void>;
}

/** Entries of one run for the same image are written together, and never at the same time as each other. */
export const createFallback = (session: Session, patience: Patience) => {
  const last = new Map<string, Promise<void>>();
  const waiting = new Map<string, Batch>();
  return async (repository: Repository, digest: string, entry: Descriptor): Promise<void> => {
    const key = JSON.stringify([repository.registry, repository.path, digest]);
    let batch = waiting.get(key);
    if (batch === undefined) {
      const entries: Descriptor[] = [];
      const before = last.get(key)?.catch(() => undefined) ?? Promise.resolve();
      const done = before.then(async () => {
        waiting.delete(key);
        await addEntries(session, patience, repository, digest, entries);
      });
      batch = { entries, done };
      waiting.set(key, batch);
      last.set(key, done);
    }
    batch.entries.push(entry);
    await batch.done;
  };
};
