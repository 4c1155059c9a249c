import { toFailure } from "../../../shared/action/failure.ts";
import { createSummary } from "../../../shared/action/summary.ts";
import { COMMENT_ROOM, type StickyComments } from "../../../shared/ports/comments.ts";
import type { PlatformImage, Registry } from "../../../shared/ports/registry.ts";
import { platformName } from "../differ.ts";
import type { BuildContext, BuiltImage, SizeReport, Sizes } from "../ports.ts";
import { passed, rowsOf, totalOf } from "./compare.ts";
import { layersTable, sizesTable } from "./table.ts";

/** What measuring needs from outside. */
export interface SizesParts {
  readonly context: Pick<BuildContext, "clock" | "inputs" | "log" | "redact" | "signal">;
  readonly registry: Pick<Registry, "images">;
  /** Absent without a token. */
  readonly comments: StickyComments | undefined;
  /** Number of the pull request that the run is for. */
  readonly pull: number | undefined;
}

/** Milliseconds that a comparison may take: nobody waits for a figure. */
const PATIENCE = 20_000;

/** Sizes by layer, against the base branch's image from its manifests alone. */
export function createSizes({ context, registry, comments, pull }: SizesParts): Sizes {
  const { clock, inputs, log, redact, signal } = context;

  /** That it cannot be read is no reason not to build. */
  const imagesAt = async (reference: string): Promise<readonly PlatformImage[] | undefined> => {
    const done = new AbortController();
    const late = clock.sleep(PATIENCE, done.signal).then(() => {
      throw new Error(`its registry gave no answer in ${PATIENCE / 1000} s`);
    });
    try {
      return await Promise.race([registry.images(reference), late]);
    } catch (thrown) {
      signal.throwIfAborted();
      log.info(`${reference} cannot be compared with: ${toFailure(thrown).message}`);
      return undefined;
    } finally {
      late.catch(() => {});
      done.abort();
    }
  };

  return {
    async compare(image) {
      const { plan, platforms } = image;
      const largest = platforms.toSorted((one, other) => totalOf(other) - totalOf(one))[0];
      if (largest === undefined) throw new Error("the image has no platform");
      const base = plan.base === undefined ? undefined : await imagesAt(plan.base);
      const former = base?.find((other) => platformName(other) === platformName(largest));
      const unpacked = await unpackedSizes(image, largest);
      const size = totalOf(largest);
      const before = former === undefined ? undefined : totalOf(former);
      const { maxSize, maxGrowth } = plan.image;
      return {
        platform: platformName(largest),
        size,
        unpacked: [...unpacked.values()].reduce((sum, each) => sum + each, 0),
        before,
        rows: rowsOf(largest.layers, former?.layers, unpacked),
        over: passed(size, before, { maxSize, maxGrowth }),
      };
    },

    async comment(reports) {
      if (comments === undefined || pull === undefined || !inputs.comment || reports.size === 0) return;
      const key = `image-size/${[...reports.keys()].toSorted().join("+")}`;
      try {
        await comments.put(pull, key, redact(bodyOf(reports)));
      } catch (thrown) {
        signal.throwIfAborted();
        log.notice(`The sizes are not told in the pull request: ${toFailure(thrown).message}`, "No comment");
      }
    },
  };
}

async function unpackedSizes({ layout }: BuiltImage, { layers }: PlatformImage): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const { descriptor } of layers) {
    if (!sizes.has(descriptor.digest)) sizes.set(descriptor.digest, await layout.unpackedSize(descriptor));
  }
  return sizes;
}

function bodyOf(reports: ReadonlyMap<string, SizeReport>): string {
  const body = createSummary(COMMENT_ROOM);
  body.heading(reports.size === 1 ? "Image size" : "Image sizes", 3);
  sizesTable(body, reports);
  for (const [name, report] of reports) {
    if (report.over.length > 0) body.paragraph("Too large:", `${report.over.join("; ")}.`);
    body.details(`Layers of ${name}`, (inner) => layersTable(inner, report));
  }
  return body.markdown();
}
