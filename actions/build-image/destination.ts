import { parseImageReference } from "../../shared/domain/image-reference.ts";
import type { BuildInputs, Ports } from "./ports.ts";
import { invalid } from "./values.ts";

/** The registry that the images go to. A single image is named by plain inputs, which need no schema to be read. */
export async function destinationOf(
  inputs: BuildInputs,
  ports: Pick<Ports, "event" | "readManifest" | "readFile">,
): Promise<string> {
  const { image, images, manifest, parts } = inputs;
  let name = image ?? "";
  if (parts.length === 0 && images === undefined && manifest === undefined) {
    name = (image ?? `ghcr.io/${ports.event.repository}`).toLowerCase();
    if (parseImageReference(name) === undefined) {
      throw invalid(["`image` must be an image name with its registry, such as `ghcr.io/acme/shop`"]);
    }
  } else if (parts.length > 0) {
    name = image ?? (await repositoryIn(inputs, ports));
  } else {
    const [first] = await (await import("./images.ts")).imagesOf(inputs, ports);
    name = image ?? first?.repository ?? "";
  }
  return parseImageReference(name)?.registry ?? "ghcr.io";
}

/**
 * What the jobs of a matrix wrote says where they pushed to. A cloud's credentials go to its own registries whoever wrote it; a
 * password goes where the inputs say.
 */
async function repositoryIn(
  { parts, registryIdentity }: BuildInputs,
  { readFile }: Pick<Ports, "readFile">,
): Promise<string> {
  if (registryIdentity === undefined || registryIdentity.url !== undefined) return "";
  const text = await readFile(parts[0] ?? "").catch(() => "");
  return /"repository":\s*"([^"]{1,300})"/.exec(text)?.[1] ?? "";
}
