import { parseImageReference } from "../../shared/domain/image-reference.ts";
import type { BuildInputs, Ports } from "./ports.ts";
import { invalid } from "./values.ts";

/** The registry that the images go to. A single image is named by plain inputs, which need no schema to be read. */
export async function destinationOf(
  inputs: BuildInputs,
  ports: Pick<Ports, "event" | "readManifest">,
): Promise<string> {
  const { image, images, manifest, parts } = inputs;
  let name = image ?? "";
  if (parts.length === 0 && images === undefined && manifest === undefined) {
    name = (image ?? `ghcr.io/${ports.event.repository}`).toLowerCase();
    if (parseImageReference(name) === undefined) {
      throw invalid(["`image` must be an image name with its registry, such as `ghcr.io/acme/shop`"]);
    }
  } else if (parts.length === 0) {
    const [first] = await (await import("./images.ts")).imagesOf(inputs, ports);
    name = image ?? first?.repository ?? "";
  }
  return parseImageReference(name)?.registry ?? "ghcr.io";
}
