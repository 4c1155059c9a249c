import { toFailure } from "../../shared/action/failure.ts";
import { type Inventory, readInventory } from "../../shared/attestations/inventory.ts";
import { proofOf } from "../../shared/attestations/proof.ts";
import type { Descriptor, PlatformImage } from "../../shared/ports/registry.ts";
import { type EvidenceParts, explained, put, signed, strictTerms, type Wanted, warn } from "./attaching.ts";
import { type ChangedPackages, changedPackages } from "./package-changes.ts";
import type { BaseImage, BuiltImage, Evidence, EvidenceResult } from "./ports.ts";
import type { Signing } from "./signer.ts";
import { type Origin, provenanceOf, sbomOf } from "./statements.ts";

/** Provenance and SBOM: made, signed, put beside the image, and believed. */
export function createEvidence(parts: EvidenceParts): Evidence {
  const { context, registry } = parts;
  let signing: Promise<Signing> | undefined;

  return {
    async attach(image, { bases }) {
      signing ??= parts.signing();
      const notes = new Set<string>();
      const attached: EvidenceResult["attached"][number][] = [];
      let contents: readonly Contents[] = [];
      let chosen: Signing = { kind: "no", why: "" };
      try {
        chosen = await signing;
        contents = await contentsOf(image, parts);
        for (const wanted of await wantedFor(image, bases, contents, parts)) {
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
      return { attached, signed: chosen.kind, notes: [...notes], changed: changesIn(contents) };
    },

    compare: async (image) => changesIn(await contentsOf(image, parts)),

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

    async join(merged) {
      signing ??= parts.signing();
      try {
        return await (await import("./joined.ts")).joinEvidence(merged, await signing, parts);
      } catch (thrown) {
        context.signal.throwIfAborted();
        const failure = toFailure(thrown);
        if (context.inputs.evidence !== "warn" || failure.blame === "bug") throw explained(failure);
        const note = warn(context, `The merged ${merged.name} has no evidence of its own: ${failure.message}`);
        return { attached: [], signed: "no", notes: [note] };
      }
    },
  };
}

/** What is in one platform of an image, and what of it is not as in the branch's image. */
interface Contents {
  readonly platform: PlatformImage;
  readonly inventory: Inventory;
  readonly changes: ChangedPackages | undefined;
}

async function contentsOf(
  { layout, platforms, plan }: BuiltImage,
  { context, registry }: EvidenceParts,
): Promise<readonly Contents[]> {
  const contents: Contents[] = [];
  for (const platform of platforms) {
    const inventory = await readInventory(platform, layout.entries);
    const changes = await changedPackages(plan, platform, inventory.packages, registry, context);
    contents.push({ platform, inventory, changes });
  }
  return contents;
}

const changesIn = (contents: readonly Contents[]): readonly ChangedPackages[] =>
  contents.map(({ changes }) => changes).filter((one) => one !== undefined);

async function wantedFor(
  image: BuiltImage,
  bases: readonly BaseImage[],
  contents: readonly Contents[],
  { context, workflow, pinned }: EvidenceParts,
): Promise<readonly Wanted[]> {
  const { layout, platforms, plan } = image;
  const origin = { plan, top: layout.top, platforms, builder: image.built.builder, bases };
  const all = subjectsOf(origin);
  const locked = await pinned(plan);
  const wanted: Wanted[] = [
    { kind: "provenance", statement: provenanceOf(origin, context.run, workflow), subjects: all },
  ];
  for (const { platform, inventory } of contents) {
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

/** Provenance of this commit for an image that is there already. */
async function endorse(
  image: Pick<Origin, "plan" | "top" | "platforms">,
  signing: Signing,
  parts: EvidenceParts,
): Promise<EvidenceResult | undefined> {
  const { registry, context, workflow } = parts;
  const { plan, top } = image;
  const { repository, commit } = plan;
  const strict = strictTerms(signing, context.run);
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
