import { platformName } from "./differ.ts";
import { sizeOf } from "./known.ts";
import type { BuildOutputs } from "./ports.ts";
import type { Produced } from "./produce.ts";

/** What the metadata tells of one image; the file `slipway-images.json` is a map of these by name. */
export interface ImageMetadata {
  readonly repository: string;
  /** `ghcr.io/acme/shop@sha256:…`: what to deploy. */
  readonly ref: string;
  /** Digest that tags name: of the index, or of the manifest when there is one platform. */
  readonly digest: string;
  readonly platforms: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly size: number;
  readonly changed: boolean;
  readonly pushed: boolean;
  readonly commit: string;
  readonly revision: string;
  readonly inputs: string;
  readonly builder: string | undefined;
  readonly cached: string | undefined;
  readonly bases: Readonly<Record<string, string>>;
  readonly signed: string | undefined;
}

export function metadataOf(produced: Produced): ImageMetadata {
  const { plan, image, known, changed, pushed, bases, evidence } = produced;
  const digest = image?.layout.top.digest ?? known?.top.digest ?? "";
  const platforms = image?.platforms ?? known?.platforms ?? [];
  return {
    repository: plan.repository,
    ref: `${plan.repository}@${digest}`,
    digest,
    platforms: Object.fromEntries(platforms.map((one) => [platformName(one), one.manifest.descriptor.digest])),
    tags: plan.tags.map(({ name }) => name),
    labels: plan.labels,
    size: sizeOf(platforms),
    changed,
    pushed,
    commit: plan.commit,
    revision: plan.revision,
    inputs: plan.inputs,
    builder: image?.built.builder,
    cached: image && `${image.built.steps.cached}/${image.built.steps.total}`,
    bases: Object.fromEntries(
      bases.flatMap((base) => (base.digest === undefined ? [] : [[base.reference, base.digest]])),
    ),
    signed: evidence?.signed,
  };
}

/** Outputs of all that end with images. */
export function outputsOf(
  images: ReadonlyMap<
    string,
    Pick<ImageMetadata, "repository" | "ref" | "digest" | "platforms" | "tags" | "size" | "changed" | "pushed">
  >,
  outcome: BuildOutputs["outcome"],
  metadataFile: string | undefined,
): BuildOutputs {
  const [first] = images.values();
  const all = [...images.values()];
  // What is in no registry must not look as if it could be deployed.
  const refs = [...images].filter(([, { pushed }]) => pushed).map(([name, { ref }]) => [name, ref] as const);
  return {
    outcome,
    imageRef: first?.pushed === true ? first.ref : "",
    digest: Object.values(first?.platforms ?? {})[0] ?? first?.digest,
    indexDigest: first?.digest,
    changed: String(all.some(({ changed }) => changed)),
    size: String(first?.size ?? 0),
    tags: all
      .filter(({ pushed }) => pushed)
      .flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`))
      .join("\n"),
    images: Object.fromEntries(refs),
    metadata: Object.fromEntries(images),
    metadataFile,
  };
}
