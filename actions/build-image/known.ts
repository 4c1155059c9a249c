import { toFailure } from "../../shared/action/failure.ts";
import { INPUTS_LABEL } from "../../shared/domain/image/labels.ts";
import type { Descriptor, PlatformImage } from "../../shared/ports/registry.ts";
import type { BuildContext, EvidenceResult, ImagePlan, Ports } from "./ports.ts";

/** An image of the same inputs that the registry has already. */
export interface Known {
  readonly plan: ImagePlan;
  readonly top: Descriptor;
  readonly platforms: readonly PlatformImage[];
  /** What proves that it is of this commit. */
  readonly evidence: EvidenceResult | undefined;
}

/**
 * Looks for an image that was made of the same inputs: under the commit's own tags, then under the branch's. One that does
 * not carry evidence which holds is none. A job of a matrix finds its platform in the index over all of them.
 */
export async function findKnown(
  plan: ImagePlan,
  { log }: Pick<BuildContext, "log">,
  { registry, evidence }: Pick<Ports, "registry" | "evidence">,
): Promise<Known | undefined> {
  const names = (plan.mergedTags ?? plan.tags)
    .toSorted((a, b) => Number(b.fixed) - Number(a.fixed))
    .map(({ name }) => name);
  const references = names.map((name) => `${plan.repository}:${name}`);
  if (plan.base !== undefined) references.push(plan.base);
  const seen = new Set<string>();
  for (const reference of new Set(references)) {
    try {
      const found = await registry.manifest(reference);
      if (found === undefined || seen.has(found.descriptor.digest)) continue;
      seen.add(found.descriptor.digest);
      const all = (await registry.images(`${plan.repository}@${found.descriptor.digest}`)) ?? [];
      const platforms = all.filter(({ config }) => config.labels[INPUTS_LABEL] === plan.inputs);
      const top = platforms.length === all.length ? found.descriptor : onlyOne(plan, platforms);
      if (platforms.length === 0 || top === undefined) continue;
      if (evidence === undefined) return { plan, top, platforms, evidence: undefined };
      const proof = await evidence.endorse(plan, top, platforms);
      if (proof !== undefined) return { plan, top, platforms, evidence: proof };
    } catch (thrown) {
      // The push would tell it better, if there is one: building does not depend on what the registry had before.
      log.debug(`${reference}: ${toFailure(thrown).message}`);
    }
  }
  return undefined;
}

/** An image of one platform stands for itself, wherever it is listed; of several, nobody keeps an index of their own. */
const onlyOne = ({ mergedTags }: ImagePlan, [one, ...others]: readonly PlatformImage[]): Descriptor | undefined =>
  mergedTags === undefined || others.length > 0 ? undefined : one?.manifest.descriptor;

/** Compressed bytes of all platforms. */
export const sizeOf = (platforms: readonly PlatformImage[]): number =>
  platforms
    .flatMap(({ manifest, layers }) => [
      ...(manifest.content.kind === "manifest" ? [manifest.content.config.size] : []),
      ...layers.map(({ descriptor }) => descriptor.size),
    ])
    .reduce((sum, size) => sum + size, 0);
