import { Failure } from "../../shared/action/failure.ts";
import { formatImageReference, parseImageReference } from "../../shared/domain/image-reference.ts";
import type { Registry } from "../../shared/ports/registry.ts";
import { proofOf } from "./proof.ts";
import type { Terms } from "./terms.ts";

const NEXT = "Let the workflow build the image of this commit, and deploy the reference that it gives out.";

const HOW = {
  key: "Its signature holds by the given key.",
  keyless: "It is signed by a run of the repository's own workflow, and is in the transparency log.",
  unchecked:
    "Nobody's signature was checked: whoever may push to the repository of images could have written this. Let the job that builds sign it, by `id-token: write` or `signing-key`.",
} as const;

/** Refuses an image that our workflow did not build from this commit; answers what is known of one that it did. */
export async function verifyImage(
  reference: string,
  commit: string,
  registry: Registry,
  terms: Terms,
): Promise<readonly string[]> {
  const parsed = parseImageReference(reference);
  const digest = parsed?.digest ?? (await registry.resolve(reference))?.digest;
  if (parsed === undefined || digest === undefined) throw unverified(reference, "There is no such image.");
  const repository = formatImageReference({ ...parsed, tag: undefined, digest: undefined });
  const proof = await proofOf({ repository, digest, commit }, registry, terms);
  if ("problems" in proof) {
    const reasons = proof.problems.map((problem) => `Its provenance ${problem}.`);
    throw unverified(
      `${repository}@${digest}`,
      reasons.length === 0 ? "It has no provenance." : reasons.slice(0, 5).join(" "),
    );
  }
  return [
    `${repository}@${digest} was built from ${commit} of ${terms.source}.`,
    HOW[proof.signature],
    ...(proof.stale === undefined ? [] : [proof.stale]),
    `Provenance: ${proof.attestation}`,
  ];
}

const unverified = (what: string, why: string): Failure =>
  new Failure("SLIP-IMAGE-UNVERIFIED", `${what} is not proven to be ours. ${why}`, {
    blame: "user",
    state: "Nothing was changed.",
    next: NEXT,
  });
