import type { Tag } from "../../shared/domain/image/tags.ts";
import type { BuildContext, Ports } from "./ports.ts";
import type { Produced } from "./produce.ts";

/** What belongs to one commit or version for ever comes first, what people deploy from last. */
export const inOrder = (tags: readonly Tag[]): readonly string[] =>
  tags.toSorted((a, b) => Number(b.fixed) - Number(a.fixed)).map(({ name }) => name);

/** Lets the tags name what was built: those that never move first, over all images, then the others. */
export async function moveTags(
  produced: readonly Produced[],
  { inputs, log }: Pick<BuildContext, "inputs" | "log">,
  { registry }: Pick<Ports, "registry">,
): Promise<void> {
  for (const fixed of [true, false]) {
    for (const { plan, image, known } of produced) {
      const digest = image?.layout.top.digest ?? known?.top.digest ?? "";
      const tags = inOrder(plan.tags.filter((tag) => tag.fixed === fixed));
      if (tags.length === 0) continue;
      // `rebuild` asks for another image of the same commit; a version's tag stays even then.
      const keep = fixed ? tags.filter((tag) => !inputs.rebuild || !tag.includes(plan.commit.slice(0, 7))) : [];
      for (const { tag, before } of await registry.tag(plan.repository, digest, tags, { keep })) {
        if (before !== digest) log.info(`${plan.repository}:${tag} is now ${digest}`);
      }
    }
  }
}
