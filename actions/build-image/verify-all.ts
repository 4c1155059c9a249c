import { isRecord, record } from "../../shared/domain/json.ts";
import { parseYaml } from "../../shared/yaml/parse-yaml.ts";
import { imagesOf } from "./images.ts";
import type { BuildContext, BuildOutputs, Ports } from "./ports.ts";
import { invalid } from "./values.ts";

/** Refuses images that our workflow did not build from the commit that is deployed. */
export async function verifyAll({ inputs, summary, log }: BuildContext, ports: Ports): Promise<BuildOutputs> {
  const { evidence } = ports;
  if (evidence === undefined) throw invalid(["`evidence: none` leaves nothing to verify"]);
  const images = await namedBy(inputs, ports);
  const told: [string, readonly string[]][] = [];
  const commit = await checkedOut(ports);
  for (const { reference, bySigstore } of images) {
    const demanded = bySigstore && inputs.requireSignature === "auto";
    told.push([reference, await evidence.verify(reference, commit, demanded)]);
  }
  summary.heading("Images verified");
  for (const [reference, lines] of told) {
    log.info(`${reference} is ours, of ${commit}.`);
    summary.paragraph({ code: reference }).list(lines);
  }
  const first = images[0]?.reference ?? "";
  return { outcome: "verified", imageRef: first, indexDigest: first.split("@")[1] ?? "" };
}

/** What is deployed is what is checked out, which may be older than what set the run off. */
async function checkedOut({ git, event }: Ports): Promise<string> {
  const { code, stdout } = await git(["rev-parse", "HEAD"], { accept: [0, 128], echo: false });
  return code === 0 ? stdout.trim() : event.commit;
}

interface Named {
  readonly reference: string;
  /** The build says that Sigstore signed it: what is not signed now was put there by somebody else. */
  readonly bySigstore: boolean;
}

async function namedBy(inputs: BuildContext["inputs"], ports: Ports): Promise<readonly Named[]> {
  if (inputs.image?.includes("@") === true) return [{ reference: inputs.image, bySigstore: false }];
  const given: unknown = inputs.images === undefined ? undefined : parseYaml(inputs.images, 0);
  if (isRecord(given)) {
    const named = Object.values(given).flatMap((value) => {
      const reference = isRecord(value) ? value["ref"] : value;
      return typeof reference === "string" ? [{ reference, bySigstore: record(value)["signed"] === "sigstore" }] : [];
    });
    if (named.length > 0 && named.every(({ reference }) => reference.includes("@sha256:"))) return named;
  }
  const images = await imagesOf(inputs, ports);
  throw invalid([
    `\`verify\` needs images by digest, such as \`${images[0]?.repository ?? "ghcr.io/acme/shop"}@sha256:…\`: give \`image\`, or \`images\` as this action's outputs have them`,
  ]);
}
