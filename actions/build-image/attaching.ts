import type { RunInfo } from "../../shared/action/context.ts";
import { Failure, toFailure } from "../../shared/action/failure.ts";
import { artifactOf } from "../../shared/attestations/artifact.ts";
import type { Bundle } from "../../shared/attestations/bundle.ts";
import type { ImagePackage } from "../../shared/attestations/packages/types.ts";
import type { WorkflowInfo } from "../../shared/attestations/provenance.ts";
import { payloadOf, type Statement } from "../../shared/attestations/statement.ts";
import type { Terms } from "../../shared/attestations/terms.ts";
import type { Descriptor, Registry } from "../../shared/ports/registry.ts";
import type { BuildContext, EvidenceResult, ImagePlan } from "./ports.ts";
import type { Signing } from "./signer.ts";

/** What making and checking evidence needs from outside. */
export interface EvidenceParts {
  readonly context: BuildContext;
  readonly registry: Registry;
  readonly workflow: WorkflowInfo;
  readonly signing: () => Promise<Signing>;
  /** Shows a signed bundle in GitHub's own list; answers why it is not there. */
  readonly store: (bundle: Bundle) => Promise<string | undefined>;
  /** What the lock files among the image's inputs pin. */
  readonly pinned: (plan: ImagePlan) => Promise<readonly ImagePackage[]>;
}

type Kind = EvidenceResult["attached"][number]["kind"];

export interface Wanted {
  readonly kind: Kind;
  readonly statement: Statement;
  readonly subjects: readonly Descriptor[];
}

/** Puts a statement beside each of its subjects. */
export async function put(
  { kind, statement, subjects }: Wanted,
  bundle: Bundle | undefined,
  { repository, commit }: Pick<ImagePlan, "repository" | "commit">,
  registry: Registry,
): Promise<EvidenceResult["attached"]> {
  const attached: EvidenceResult["attached"][number][] = [];
  const artifact = artifactOf(statement, bundle, commit);
  // One after the other: a registry without the referrers API has one list for all of an image.
  for (const subject of subjects) {
    attached.push({ kind, descriptor: await registry.attach(repository, subject, artifact) });
  }
  return attached;
}

/**
 * What we would sign ourselves has to be signed: else whoever may push to the registry could put an image there that we
 * would take for ours, deploy, and sign.
 */
export const strictTerms = (signing: Signing, run: RunInfo): Terms => ({
  ...freeTerms(run),
  trust: {
    key: signing.kind === "key" ? signing.publicKey : undefined,
    keyless: undefined,
    unsigned: signing.kind === "no",
  },
});

/** Whatever says the right things. */
export const freeTerms = ({ serverUrl, repository }: RunInfo): Terms => ({
  source: `${serverUrl}/${repository}`,
  workflow: undefined,
  trust: { key: undefined, keyless: undefined, unsigned: true },
});

/** Undefined when nobody signs. With `evidence: warn` a signer that does not answer is one who does not sign. */
export async function signed(
  statement: Statement,
  signing: Signing,
  notes: Set<string>,
  { context, store }: EvidenceParts,
): Promise<Bundle | undefined> {
  if (signing.kind === "no") return undefined;
  let bundle: Bundle;
  try {
    bundle = await signing.sign(payloadOf(statement));
  } catch (thrown) {
    context.signal.throwIfAborted();
    const failure = toFailure(thrown);
    if (context.inputs.evidence !== "warn" || failure.blame === "bug") throw failure;
    notes.add(warn(context, `The evidence is bound to the digest, but could not be signed: ${failure.message}`));
    return undefined;
  }
  if (signing.kind === "sigstore") {
    const refused = await store(bundle);
    if (refused !== undefined) notes.add(`It is not in GitHub's own list of attestations: ${refused}`);
  }
  return bundle;
}

export function warn({ log }: BuildContext, note: string): string {
  log.warning(note, "Evidence");
  return note;
}

/** The code stays that of the cause: it says whose turn it is. */
export function explained(failure: Failure): Failure {
  if (failure.blame === "bug") return failure;
  const { code, blame, message, next } = failure;
  return new Failure(code, `The image has no complete evidence: ${message}`, {
    blame,
    state: "The image is in the registry, by its digest; no tag was moved.",
    next: next ?? "Run the job again, or set `evidence: warn` to go on without.",
    cause: failure,
  });
}
