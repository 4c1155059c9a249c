import type { RunInfo } from "../../shared/action/context.ts";
import { Failure } from "../../shared/action/failure.ts";
import { proofOf } from "../../shared/attestations/proof.ts";
import { provenance } from "../../shared/attestations/provenance.ts";
import { digestSet, PROVENANCE_TYPE, type Statement, statement } from "../../shared/attestations/statement.ts";
import type { Terms } from "../../shared/attestations/terms.ts";
import { type EvidenceParts, freeTerms, put, signed, strictTerms } from "./attaching.ts";
import type { EvidenceResult, Joined } from "./ports.ts";
import type { Signing } from "./signer.ts";

/**
 * Provenance of an index over what jobs of a matrix built, since the index is what gets deployed. It is given only when each
 * platform has its own from the same commit: an index has nothing in it that could be looked at but its platforms.
 */
export async function joinEvidence(merged: Joined, signing: Signing, parts: EvidenceParts): Promise<EvidenceResult> {
  const { registry, context } = parts;
  const { repository, commit, platforms, top } = merged;
  const believed = termsFor(signing, context.run);
  for (const [platform, digest] of platforms) {
    const proof = await proofOf({ repository, digest, commit }, registry, believed);
    if ("problems" in proof) throw unproven(platform, `${repository}@${digest}`, proof.problems);
  }
  const notes = new Set<string>();
  const made = statementOf(merged, parts);
  const bundle = await signed(made, signing, notes, parts);
  const attached = await put({ kind: "provenance", statement: made, subjects: [top] }, bundle, merged, registry);
  if (signing.kind === "no") notes.add(signing.why);
  return { attached, signed: bundle === undefined ? "no" : signing.kind, notes: [...notes] };
}

/**
 * The digests come from the jobs of this run, so nobody can put another image in their place. Sigstore's signatures are
 * checked by verify-image; that the right things are said is enough here.
 */
const termsFor = (signing: Signing, run: RunInfo): Terms =>
  signing.kind === "sigstore" ? freeTerms(run) : strictTerms(signing, run);

function statementOf({ repository, commit, platforms, top }: Joined, { context, workflow }: EvidenceParts): Statement {
  const facts = {
    run: context.run,
    workflow,
    commit,
    image: repository,
    context: undefined,
    file: undefined,
    target: undefined,
    platforms: [...platforms.keys()],
    buildArgs: [],
    secrets: [],
    epoch: undefined,
    builder: "merge",
    bases: [...platforms.values()].map((digest) => ({ reference: repository, digest })),
  };
  return statement([{ name: repository, digest: digestSet(top.digest) }], PROVENANCE_TYPE, provenance(facts));
}

const unproven = (platform: string, reference: string, problems: readonly string[]): Failure =>
  new Failure(
    "SLIP-IMAGE-UNVERIFIED",
    `${reference} (${platform}) is not proven to be ours. ${
      problems.length === 0
        ? "It has no provenance."
        : problems
            .slice(0, 5)
            .map((problem) => `Its provenance ${problem}.`)
            .join(" ")
    }`,
    {
      blame: "user",
      next: "Give the jobs that build and the job that merges the same `evidence`, `sign` and `signing-key`.",
    },
  );
