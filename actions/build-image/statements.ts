import type { RunInfo } from "../../shared/action/context.ts";
import type { Inventory } from "../../shared/attestations/inventory.ts";
import type { ImagePackage } from "../../shared/attestations/packages/types.ts";
import { provenance, type WorkflowInfo } from "../../shared/attestations/provenance.ts";
import { spdx } from "../../shared/attestations/spdx.ts";
import {
  digestSet,
  PROVENANCE_TYPE,
  SBOM_TYPE,
  type Statement,
  type Subject,
  statement,
} from "../../shared/attestations/statement.ts";
import { formatImageReference, parseImageReference } from "../../shared/domain/image-reference.ts";
import type { Descriptor, PlatformImage } from "../../shared/ports/registry.ts";
import { platformName } from "./differ.ts";
import type { BaseImage, BuiltImage, ImagePlan } from "./ports.ts";

/** An image, and how it came about. */
export interface Origin {
  readonly plan: ImagePlan;
  readonly top: Descriptor;
  readonly platforms: readonly PlatformImage[];
  /** For people. */
  readonly builder: string;
  readonly bases: readonly BaseImage[];
  /** Digest of the attestation of the run that did build it, when this one did not. */
  readonly reuses?: string | undefined;
}

/** What says where an image comes from: about its top and each of its platforms at once. */
export function provenanceOf(
  { plan, top, platforms, builder, bases, reuses }: Origin,
  run: RunInfo,
  workflow: WorkflowInfo,
): Statement {
  const digests = new Set([top.digest, ...platforms.map(({ manifest }) => manifest.descriptor.digest)]);
  const subjects: Subject[] = [...digests].map((digest) => ({ name: plan.repository, digest: digestSet(digest) }));
  const facts = {
    run,
    workflow,
    commit: plan.commit,
    image: plan.repository,
    context: plan.image.context,
    file: plan.dockerfilePath,
    target: plan.image.target,
    platforms: platforms.map(platformName),
    buildArgs: Object.keys(plan.buildArgs),
    secrets: [...plan.secrets.keys()],
    epoch: plan.epoch,
    builder,
    reuses,
    bases: bases.map(({ reference, digest }) => ({ reference: fullName(reference), digest })),
  };
  return statement(subjects, PROVENANCE_TYPE, provenance(facts));
}

/** What is in one platform of an image; bound to that platform's digest, since others have other packages. */
export function sbomOf(
  { plan }: BuiltImage,
  platform: PlatformImage,
  { inventory, pinned }: { readonly inventory: Inventory; readonly pinned: readonly ImagePackage[] },
  { serverUrl, repository }: RunInfo,
): Statement {
  const { digest } = platform.manifest.descriptor;
  const about = {
    image: plan.repository,
    digest,
    platform: platformName(platform),
    source: `${serverUrl}/${repository}`,
    commit: plan.commit,
    created: new Date(plan.epoch * 1000),
  };
  const subject = { name: plan.repository, digest: digestSet(digest) };
  return statement([subject], SBOM_TYPE, spdx(about, inventory, pinned));
}

function fullName(reference: string): string {
  const parsed = parseImageReference(reference);
  return parsed === undefined ? reference : formatImageReference({ ...parsed, digest: undefined });
}
