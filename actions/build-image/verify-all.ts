import { isRecord } from "../../shared/domain/json.ts";
import { parseYaml } from "../../shared/yaml/parse-yaml.ts";
import { imagesOf } from "./images.ts";
import type { BuildContext, BuildOutputs, Ports } from "./ports.ts";
import { invalid } from "./values.ts";

/** Refuses images that our workflow did not build from the commit that is deployed. */
export async function verifyAll({ inputs, summary, log }: BuildContext, ports: Ports): Promise<BuildOutputs> {
  const { evidence } = ports;
  if (evidence === undefined) throw invalid(["`evidence: none` leaves nothing to verify"]);
  const references = await referencesOf(inputs, ports);
  const told: [string, readonly string[]][] = [];
  const commit = await checkedOut(ports);
  for (const reference of references) told.push([reference, await evidence.verify(reference, commit)]);
  summary.heading("Images verified");
  for (const [reference, lines] of told) {
    log.info(`${reference} is ours, of ${commit}.`);
    summary.paragraph({ code: reference }).list(lines);
  }
  const [first = ""] = references;
  return { outcome: "verified", imageRef: first, indexDigest: first.split("@")[1] ?? "" };
}

/** What is deployed is what is checked out, which may be older than what set the run off. */
async function checkedOut({ git, event }: Ports): Promise<string> {
  const { code, stdout } = await git(["rev-parse", "HEAD"], { accept: [0, 128], echo: false });
  return code === 0 ? stdout.trim() : event.commit;
}

async function referencesOf(inputs: BuildContext["inputs"], ports: Ports): Promise<readonly string[]> {
  if (inputs.image?.includes("@") === true) return [inputs.image];
  const given: unknown = inputs.images === undefined ? undefined : parseYaml(inputs.images, 0);
  if (isRecord(given)) {
    const references = Object.values(given)
      .map((value: unknown) => (isRecord(value) ? value["ref"] : value))
      .filter((value) => typeof value === "string");
    if (references.length > 0 && references.every((reference) => reference.includes("@sha256:"))) return references;
  }
  const images = await imagesOf(inputs, ports);
  throw invalid([
    `\`verify\` needs images by digest, such as \`${images[0]?.repository ?? "ghcr.io/acme/shop"}@sha256:…\`: give \`image\`, or \`images\` as this action's output has them`,
  ]);
}
