import { Failure } from "../../shared/action/failure.ts";
import { proofOf } from "../../shared/attestations/proof.ts";
import type { Terms } from "../../shared/attestations/terms.ts";
import { formatImageReference, parseImageReference } from "../../shared/domain/image-reference.ts";
import type { Registry } from "../../shared/ports/registry.ts";

export interface Verified {
  /** By digest, without tag. */
  readonly reference: string;
  readonly digest: string;
  /** Sentences of what is known of it. */
  readonly lines: readonly string[];
}

const HOW = {
  key: "Its signature holds by the given key.",
  keyless: "It is signed by a run of the repository's own workflow, and is in the transparency log.",
  unchecked:
    "Nobody's signature was checked: whoever may push to the repository of images could have written this. Let the job that builds sign it, by `id-token: write` or `signing-key`.",
} as const;

/** Rejects with SLIP-IMAGE-UNVERIFIED unless our workflow built it from this commit. */
export async function verifyImage(given: string, commit: string, registry: Registry, terms: Terms): Promise<Verified> {
  const parsed = parseImageReference(given);
  if (parsed?.digest === undefined) throw unverified(given, "It is not named by its digest.");
  const { digest } = parsed;
  const repository = formatImageReference({ ...parsed, tag: undefined, digest: undefined });
  const reference = `${repository}@${digest}`;
  const proof = await proofOf({ repository, digest, commit }, registry, terms);
  if ("problems" in proof) {
    const reasons = proof.problems.map((problem) => `Its provenance ${problem}.`);
    throw unverified(reference, reasons.length === 0 ? "It has no provenance." : reasons.slice(0, 5).join(" "));
  }
  return {
    reference,
    digest,
    lines: [
      `${reference} was built from ${commit} of ${terms.source}.`,
      HOW[proof.signature],
      ...(proof.stale === undefined ? [] : [proof.stale]),
      `Provenance: ${proof.attestation}`,
    ],
  };
}

const unverified = (what: string, why: string): Failure =>
  new Failure("SLIP-IMAGE-UNVERIFIED", `${what} is not proven to be ours. ${why}`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Let the workflow build the image of this commit, and deploy the reference that it gives out.",
  });
