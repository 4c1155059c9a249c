import { Failure } from "../../action/failure.ts";
import type { Tagged } from "../../ports/registry.ts";
import { fetchManifest, headManifest, putManifest, settledDigest } from "./manifests.ts";
import type { Patience } from "./patience.ts";
import type { Repository, Session } from "./session.ts";

const mismatch = ({ registry, path }: Repository, tag: string, what: string, state: string): Failure =>
  new Failure("SLIP-REGISTRY-MISMATCH", `${registry}/${path}:${tag} ${what}.`, {
    blame: "user",
    state,
    next: "Let one workflow own the tag and give others tags of their own, then run the job again.",
  });

export interface Tagging {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Never moved away from what they name. */
  readonly keep: readonly string[];
}

/** See `Registry.tag`. */
export const moveTags = async (
  session: Session,
  patience: Patience,
  repository: Repository,
  { digest, tags, keep }: Tagging,
): Promise<readonly Tagged[]> => {
  const manifest = await fetchManifest(session, repository, digest, "pull,push");
  if (manifest === undefined)
    throw mismatch(repository, tags.join(", "), `cannot name ${digest}, which is not there`, "No tag was moved.");

  const before: Tagged[] = [];
  for (const tag of new Set(tags)) {
    const held = (await headManifest(session, repository, tag, "pull,push"))?.digest;
    if (held !== undefined && held !== digest && keep.includes(tag))
      throw mismatch(repository, tag, `names ${held} and must keep it; it was to name ${digest}`, "No tag was moved.");
    before.push({ tag, before: held });
  }

  const moved: string[] = [];
  for (const { tag, before: held } of before) {
    if (held === digest) continue;
    const state = moved.length === 0 ? "No other tag was moved." : `Moved before: ${moved.join(", ")}.`;
    const { reply, call } = await putManifest(session, repository, tag, manifest, state);
    if (reply.status >= 300) throw session.refuse(repository, call, reply);
    const found = await settledDigest(session, patience, repository, tag, digest);
    if (found !== digest)
      throw mismatch(
        repository,
        tag,
        `was moved to ${digest}, and then named ${found ?? "nothing"}: somebody else moved it at the same time`,
        state,
      );
    moved.push(tag);
  }
  return before;
};
