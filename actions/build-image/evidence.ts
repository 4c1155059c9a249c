import { Failure, toFailure } from "../../shared/action/failure.ts";
import type { Bundle } from "../../shared/attestations/bundle.ts";
import { readInventory } from "../../shared/attestations/inventory.ts";
import type { ImagePackage } from "../../shared/attestations/packages/types.ts";
import type { WorkflowInfo } from "../../shared/attestations/provenance.ts";
import { payloadOf, type Statement } from "../../shared/attestations/statement.ts";
import type { Descriptor, Registry } from "../../shared/ports/registry.ts";
import { artifactOf } from "./artifact.ts";
import type { BuildContext, BuiltImage, Evidence, EvidenceResult, ImagePlan } from "./ports.ts";
import { proofOf } from "./proof.ts";
import type { Signing } from "./signer.ts";
import { provenanceOf, sbomOf } from "./statements.ts";
import type { Terms } from "./terms.ts";

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
  /** By what evidence is believed. */
  readonly terms: Terms;
}

type Kind = EvidenceResult["attached"][number]["kind"];

interface Wanted {
  readonly kind: Kind;
  readonly statement: Statement;
  readonly subjects: readonly Descriptor[];
}

/** Provenance and SBOM: made, signed, put beside the image, and believed. */
export function createEvidence(parts: EvidenceParts): Evidence {
  const { context, registry, terms } = parts;
  let signing: Promise<Signing> | undefined;

  return {
    async attach(image, { bases }) {
      signing ??= parts.signing();
      const notes = new Set<string>();
      const attached: EvidenceResult["attached"][number][] = [];
      let chosen: Signing = { kind: "no", why: "" };
      try {
        chosen = await signing;
        for (const wanted of await wantedFor(image, bases, parts)) {
          const bundle = await signed(wanted.statement, chosen, notes, parts);
          if (bundle === undefined) chosen = { kind: "no", why: "" };
          const artifact = artifactOf(wanted.statement, bundle, image.plan.commit);
          for (const subject of wanted.subjects) {
            const descriptor = await registry.attach(image.plan.repository, subject, artifact);
            attached.push({ kind: wanted.kind, descriptor });
          }
        }
      } catch (thrown) {
        context.signal.throwIfAborted();
        const failure = toFailure(thrown);
        if (context.inputs.evidence !== "warn" || failure.blame === "bug") throw explained(failure);
        notes.add(warn(context, `The evidence of ${image.plan.name} is not complete: ${failure.message}`));
      }
      if (chosen.kind === "no" && chosen.why !== "") notes.add(chosen.why);
      return { attached, signed: chosen.kind, notes: [...notes] };
    },

    async isProven(repository, { digest }, commit) {
      try {
        return "signature" in (await proofOf({ repository, digest, commit }, registry, terms));
      } catch (thrown) {
        context.signal.throwIfAborted();
        context.log.debug(`Whether ${repository}@${digest} is proven could not be told: ${toFailure(thrown).message}`);
        return false;
      }
    },

    verify: async (reference, commit) => (await import("./verify.ts")).verifyImage(reference, commit, registry, terms),
  };
}

async function wantedFor(
  image: BuiltImage,
  bases: Parameters<typeof provenanceOf>[1],
  { context, workflow, pinned }: EvidenceParts,
): Promise<readonly Wanted[]> {
  const { layout, platforms, plan } = image;
  const each = platforms.map(({ manifest }) => manifest.descriptor);
  // Whoever deploys may know the image by the top's digest or by the platform's.
  const all = each.some(({ digest }) => digest === layout.top.digest) ? each : [layout.top, ...each];
  const locked = await pinned(plan);
  const wanted: Wanted[] = [
    { kind: "provenance", statement: provenanceOf(image, bases, context.run, workflow), subjects: all },
  ];
  for (const platform of platforms) {
    const inventory = await readInventory(platform, layout.entries);
    const statement = sbomOf(image, platform, { inventory, pinned: locked }, context.run);
    wanted.push({ kind: "sbom", statement, subjects: [platform.manifest.descriptor] });
  }
  return wanted;
}

/** Undefined when nobody signs. With `evidence: warn` a signer that does not answer is one who does not sign. */
async function signed(
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

function warn({ log }: BuildContext, note: string): string {
  log.warning(note, "Evidence");
  return note;
}

/** The code stays that of the cause: it says whose turn it is. */
function explained(failure: Failure): Failure {
  if (failure.blame === "bug") return failure;
  const { code, blame, message, next } = failure;
  return new Failure(code, `The image has no complete evidence: ${message}`, {
    blame,
    state: "The image is in the registry, by its digest; no tag was moved.",
    next: next ?? "Run the job again, or set `evidence: warn` to go on without.",
    cause: failure,
  });
}
