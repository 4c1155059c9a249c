import type { ImageConfig, ImageLayout, PlatformImage } from "../../../shared/ports/registry.ts";
import type { FileGuard } from "./files.ts";
import { isSecretByName, NAMED } from "./named.ts";
import { type Detector, type Place, placesOf } from "./place.ts";

/** What an image has from the image that it stands on: it is published already. */
export interface Inherited {
  readonly layers: number;
  readonly env: ReadonlySet<string>;
  readonly history: number;
}

export const NOTHING: Inherited = { layers: 0, env: new Set(), history: 0 };

/** The image's configuration and history, as anybody can read them who can pull it. */
export function inConfig(config: ImageConfig, inherited: Inherited, detector: Detector): readonly Place[] {
  const env = config.env
    .filter((pair) => !inherited.env.has(pair))
    .flatMap((pair) => {
      const [name = ""] = pair.split("=", 1);
      const value = pair.slice(name.length + 1);
      const where = `the image's ENV ${name}`;
      const leaks = placesOf(detector.find(pair), where).slice(0, 1);
      return leaks.length === 0 && isSecretByName(name, value) ? [{ where, what: NAMED }] : leaks;
    });
  const labels = Object.entries(config.labels).flatMap(([name, value]) =>
    placesOf(detector.find(value), `the image's LABEL ${name}`),
  );
  const commands = placesOf(
    detector.find([...config.entrypoint, ...config.command].join("\n")),
    "the image's ENTRYPOINT or CMD",
  );
  const history = config.history
    .slice(inherited.history)
    .flatMap(({ createdBy }, index) =>
      detector
        .find(createdBy)
        .map(({ what }) => ({ where: `step ${inherited.history + index + 1} of the image's history`, what })),
    );
  return [...env, ...labels, ...commands, ...history];
}

/** The content of the layers that this build made. What a later layer deletes is still in its layer. */
export async function inLayers(
  { layers }: PlatformImage,
  { layers: skipped }: Inherited,
  { entries }: Pick<ImageLayout, "entries">,
  { look }: FileGuard,
): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const [index, { descriptor, createdBy }] of layers.entries()) {
    if (index < skipped) continue;
    const made = createdBy === undefined ? `layer ${index + 1}` : `layer ${index + 1} (${shorten(createdBy)})`;
    for await (const { path, type, size, content } of entries(descriptor)) {
      if (type !== "file") continue;
      places.push(...placesOf(await look({ path, size, content }), `/${path} in ${made}`));
    }
  }
  return places;
}

/** A command may have the secret in it: only its first word is told. */
const shorten = (createdBy: string): string =>
  /^(?:\S*sh -c )?(?:#\(nop\)\s+)?(\w{2,12})\b/.exec(createdBy.replace(/^RUN \|\d+ .*$/s, "RUN"))?.[1] ?? "RUN";
