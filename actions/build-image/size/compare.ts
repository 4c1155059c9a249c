import { parseSize } from "../../../shared/domain/size.ts";
import type { ImageLayer, PlatformImage } from "../../../shared/ports/registry.ts";
import type { SizeReport } from "../ports.ts";
import { bytes, percent } from "./units.ts";

type Row = SizeReport["rows"][number];

/** Compressed bytes of a layer, as its descriptor has it. */
const sizeOf = ({ descriptor }: ImageLayer): number => descriptor.size;

/** What of two layers is the same instruction: its words, without the values that BuildKit puts before them. */
const instructionOf = ({ createdBy = "" }: ImageLayer): string =>
  createdBy.replace(/^RUN \|\d+ .*? (?=\/bin\/|\S*sh -c )/s, "RUN ").trim();

/** Each layer beside the one that it was before: the same bytes, else what the same instruction made. */
export function rowsOf(
  now: readonly ImageLayer[],
  before: readonly ImageLayer[] | undefined,
  unpacked: ReadonlyMap<string, number>,
): readonly Row[] {
  const left = [...(before ?? [])];
  const take = (matches: (layer: ImageLayer) => boolean): ImageLayer | undefined => {
    const index = left.findIndex(matches);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  // Equal bytes first: what is the same must not be taken for the former state of something else.
  const same = now.map(({ descriptor }) => take((layer) => layer.descriptor.digest === descriptor.digest));
  const rows = now.map((layer, index): Row => {
    const former =
      same[index] ?? take((other) => instructionOf(other) !== "" && instructionOf(other) === instructionOf(layer));
    return {
      layer: layer.descriptor.digest,
      createdBy: instructionOf(layer),
      size: sizeOf(layer),
      unpacked: unpacked.get(layer.descriptor.digest),
      before: former === undefined ? undefined : sizeOf(former),
    };
  });
  const gone = left.map((layer) => ({
    layer: layer.descriptor.digest,
    createdBy: instructionOf(layer),
    size: 0,
    unpacked: undefined,
    before: sizeOf(layer),
  }));
  return [...rows, ...gone];
}

/** Compressed bytes of one platform: its layers and its configuration. */
export const totalOf = ({ manifest, layers }: Pick<PlatformImage, "manifest" | "layers">): number =>
  layers.reduce(
    (sum, layer) => sum + sizeOf(layer),
    manifest.content.kind === "manifest" ? manifest.content.config.size : 0,
  );

export interface Limits {
  readonly maxSize: string | undefined;
  /** An amount, or a percentage of the size from before. */
  readonly maxGrowth: string | undefined;
}

/** Sentences without a full stop, one for each limit that is passed. */
export function passed(size: number, before: number | undefined, { maxSize, maxGrowth }: Limits): readonly string[] {
  const most = maxSize === undefined ? undefined : parseSize(maxSize);
  const grown = before === undefined ? undefined : size - before;
  const share = /^(\d+(?:\.\d+)?)\s?%$/.exec(maxGrowth ?? "")?.[1];
  const room =
    before === undefined || maxGrowth === undefined
      ? undefined
      : share === undefined
        ? parseSize(maxGrowth)
        : (before * Number(share)) / 100;
  return [
    ...(most !== undefined && size > most
      ? [`the image has ${bytes(size)} compressed, ${bytes(size - most)} more than \`max-size\` ${maxSize}`]
      : []),
    ...(room !== undefined && before !== undefined && grown !== undefined && grown > room
      ? [
          `the image grew by ${bytes(grown)} (${percent(grown, before)}) to ${bytes(size)}, \`max-growth\` is ${maxGrowth}`,
        ]
      : []),
  ];
}
