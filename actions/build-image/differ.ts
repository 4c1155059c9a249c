import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { Failure } from "../../shared/action/failure.ts";
import { oneLine } from "../../shared/action/text.ts";
import type { ImageLayout, ImageLayer, LayerEntry, PlatformImage } from "../../shared/ports/registry.ts";

/** The first thing in which two builds of the same inputs are not the same; sentences in it are ours, names are hostile. */
export interface Difference {
  readonly platform: string;
  /** Number of the layer from the base, from 1; undefined when only the configuration differs. */
  readonly layer: number | undefined;
  readonly createdBy: string | undefined;
  readonly what: string;
}

interface Side {
  readonly layout: ImageLayout;
  readonly images: readonly PlatformImage[];
}

export const platformName = ({ platform: { os, architecture, variant } }: Pick<PlatformImage, "platform">): string =>
  [os, architecture, ...(variant === undefined ? [] : [variant])].join("/");

/** The first difference; undefined when both are the same image. */
export async function findDifference(one: Side, other: Side): Promise<Difference | undefined> {
  if (one.layout.top.digest === other.layout.top.digest) return undefined;
  for (const image of one.images) {
    const platform = platformName(image);
    const twin = other.images.find((candidate) => platformName(candidate) === platform);
    const at = (what: string, layer?: number, createdBy?: string): Difference => ({ platform, layer, createdBy, what });
    if (twin === undefined) return at("the second build has no such platform");
    if (image.manifest.descriptor.digest === twin.manifest.descriptor.digest) continue;
    for (const [index, layer] of image.layers.entries()) {
      const second = twin.layers[index];
      if (second === undefined) return at("the second build has fewer layers", index + 1, layer.createdBy);
      if (layer.descriptor.digest === second.descriptor.digest) continue;
      return at(await inLayer(one, layer, other, second), index + 1, layer.createdBy);
    }
    if (twin.layers.length > image.layers.length) return at("the second build has more layers");
    return at(inConfig(image, twin));
  }
  return { platform: "all", layer: undefined, createdBy: undefined, what: "the indexes differ, the platforms do not" };
}

function inConfig({ config }: PlatformImage, { config: other }: PlatformImage): string {
  const names = Object.keys(config) as (keyof typeof config)[];
  const name = names.find((key) => !isDeepStrictEqual(config[key], other[key]));
  return name === undefined
    ? "the image's configuration or annotations differ"
    : `\`${name}\` of the image's configuration differs`;
}

type Facts = Pick<LayerEntry, "type" | "size" | "mode" | "uid" | "gid" | "mtime" | "target"> & {
  readonly hash: string;
};
const WORDS: Readonly<Record<keyof Facts, string>> = {
  type: "type",
  size: "size",
  hash: "content",
  mode: "mode",
  uid: "owner",
  gid: "group",
  mtime: "time",
  target: "target",
};

async function facts({ layout }: Side, layer: ImageLayer): Promise<ReadonlyMap<string, Facts>> {
  const found = new Map<string, Facts>();
  for await (const { path, type, size, mode, uid, gid, mtime, target, content } of layout.entries(layer.descriptor)) {
    const hash = createHash("sha256");
    for await (const chunk of content) hash.update(chunk);
    found.set(path, { type, size, mode, uid, gid, mtime, target, hash: hash.digest("hex") });
  }
  return found;
}

async function inLayer(one: Side, layer: ImageLayer, other: Side, second: ImageLayer): Promise<string> {
  const [first, last] = [await facts(one, layer), await facts(other, second)];
  for (const [path, is] of first) {
    const was = last.get(path);
    if (was === undefined) return `\`${oneLine(path)}\` is in the first build only`;
    const keys = (Object.keys(WORDS) as (keyof Facts)[]).filter((key) => is[key] !== was[key]);
    if (keys.length > 0) return `\`${oneLine(path)}\` differs in its ${keys.map((key) => WORDS[key]).join(", ")}`;
  }
  const added = [...last.keys()].find((path) => !first.has(path));
  return added === undefined
    ? "the order of its files differs, or how they are packed"
    : `\`${oneLine(added)}\` is in the second build only`;
}

export function differs(name: string, { platform, layer, createdBy, what }: Difference): Failure {
  const where = layer === undefined ? platform : `${platform}, layer ${layer}`;
  const by = createdBy === undefined ? "" : `, made by \`${oneLine(createdBy, 200)}\``;
  return new Failure(
    "SLIP-IMAGE-DIFFERS",
    `\`${name}\` built twice from the same inputs is not the same: in ${where}${by}, ${what}.`,
    {
      blame: "user",
      state: "Nothing was pushed and no tag was moved.",
      next: "Pin what this instruction downloads, and let it write neither times nor random names: `SOURCE_DATE_EPOCH` is there as a build argument.",
    },
  );
}
