import { Failure, toFailure } from "../../shared/action/failure.ts";
import type { Bundle } from "../../shared/attestations/bundle.ts";
import { readInventory } from "../../shared/attestations/inventory.ts";
import type { ImagePackage } from "../../shared/attestations/packages/types.ts";
import type { WorkflowInfo } from "../../shared/attestations/provenance.ts";
import { payloadOf, type Statement } from "../../shared/attestations/statement.ts";
import type { Descriptor, Registry } from "../../shared/ports/registry.ts";
import { artifactOf } from "./artifact.ts";
import type { BaseImage, BuildContext, BuiltImage, Evidence, EvidenceResult, ImagePlan } from "./ports.ts";
import { proofOf } from "./proof.ts";
import type { Signing } from "./signer.ts";
import { type Origin, provenanceOf, sbomOf } from "./statements.ts";
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
          if (bundle === undefined && chosen.kind !== "no") chosen = { kind: "no", why: "" };
          attached.push(...(await put(wanted, bundle, image.plan, registry)));
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

    async endorse(plan, top, platforms) {
      try {
        signing ??= parts.signing();
        return await endorse({ plan, top, platforms }, await signing, parts);
      } catch (thrown) {
        context.signal.throwIfAborted();
        context.log.debug(`${plan.name} is built anew: ${toFailure(thrown).message}`);
        return undefined;
      }
    },

    async isProven(repository, { digest }, commit) {
      try {
        signing ??= parts.signing();
        const strict = strictTerms(await signing, terms);
        return "signature" in (await proofOf({ repository, digest, commit }, registry, strict));
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
  bases: readonly BaseImage[],
  { context, workflow, pinned }: EvidenceParts,
): Promise<readonly Wanted[]> {
  const { layout, platforms, plan } = image;
  const origin = { plan, top: layout.top, platforms, builder: image.built.builder, bases };
  const all = subjectsOf(origin);
  const locked = await pinned(plan);
  const wanted: Wanted[] = [
    { kind: "provenance", statement: provenanceOf(origin, context.run, workflow), subjects: all },
  ];
  for (const platform of platforms) {
    const inventory = await readInventory(platform, layout.entries);
    const statement = sbomOf(image, platform, { inventory, pinned: locked }, context.run);
    wanted.push({ kind: "sbom", statement, subjects: [platform.manifest.descriptor] });
  }
  return wanted;
}

/** Whoever deploys may know the image by the top's digest or by the platform's. */
function subjectsOf({ top, platforms }: Pick<Origin, "top" | "platforms">): readonly Descriptor[] {
  const each = platforms.map(({ manifest }) => manifest.descriptor);
  return each.some(({ digest }) => digest === top.digest) ? each : [top, ...each];
}

async function put(
  { kind, statement, subjects }: Wanted,
  bundle: Bundle | undefined,
  { repository, commit }: ImagePlan,
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
const strictTerms = (signing: Signing, terms: Terms): Terms => ({
  ...terms,
  trust: {
    ...terms.trust,
    key: signing.kind === "key" ? signing.publicKey : terms.trust.key,
    unsigned: signing.kind === "no" && terms.trust.unsigned,
  },
});

/** Provenance of this commit for an image that is there already. */
async function endorse(
  image: Pick<Origin, "plan" | "top" | "platforms">,
  signing: Signing,
  parts: EvidenceParts,
): Promise<EvidenceResult | undefined> {
  const { registry, context, workflow } = parts;
  const { plan, top } = image;
  const { repository, commit } = plan;
  const strict = strictTerms(signing, parts.terms);
  const here = await proofOf({ repository, digest: top.digest, commit }, registry, strict);
  if ("signature" in here) return { attached: [], signed: signing.kind, notes: [] };
  const earlier = await proofOf({ repository, digest: top.digest, commit: undefined }, registry, strict);
  if ("problems" in earlier) return undefined;
  const origin = { ...image, builder: "none", bases: [], reuses: earlier.attestation };
  const statement = provenanceOf(origin, context.run, workflow);
  const notes = new Set<string>();
  const bundle = await signed(statement, signing, notes, parts);
  if (bundle === undefined && signing.kind !== "no") return undefined;
  const attached = await put({ kind: "provenance", statement, subjects: subjectsOf(image) }, bundle, plan, registry);
  return { attached, signed: signing.kind, notes: [...notes] };
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
