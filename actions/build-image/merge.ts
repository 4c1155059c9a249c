import * as z from "zod";
import { Failure } from "../../shared/action/failure.ts";
import { sha256Of } from "../../shared/domain/digest.ts";
import { tagsFor } from "../../shared/domain/image/tags.ts";
import { parseJson } from "../../shared/domain/json.ts";
import type { Descriptor, StoredManifest } from "../../shared/ports/registry.ts";
import { platformName } from "./differ.ts";
import { sizeOf } from "./known.ts";
import { outputsOf } from "./metadata.ts";
import type { BuildContext, BuildOutputs, EvidenceResult, Ports } from "./ports.ts";
import { layoutOfStored } from "./stored-layout.ts";
import { inOrder } from "./tagging.ts";
import { invalid } from "./values.ts";

const part = z.record(
  z.string(),
  z.object({
    repository: z.string(),
    digest: z.string(),
    platforms: z.record(z.string(), z.string()),
    changed: z.boolean(),
    pushed: z.boolean(),
    commit: z.string(),
  }),
);
type Part = z.infer<typeof part>[string];

interface Merged extends Part {
  readonly ref: string;
  readonly tags: readonly string[];
  readonly size: number;
  readonly signed?: string;
}

const INDEX = "application/vnd.oci.image.index.v1+json";
const FILE = "slipway-images.json";

/** Adds up what jobs of a matrix built: one index over the platforms of each image, and its tags. */
export async function merge(context: BuildContext, ports: Ports): Promise<BuildOutputs> {
  const { inputs, log, summary } = context;
  const parts = await readParts(inputs.parts, ports);
  const { tags, problems } = tagsFor(ports.event, inputs.tags, inputs.flavor);
  if (problems.length > 0) throw invalid(problems.map((problem) => `\`tags\`: ${problem}`));
  const done = new Map<string, Merged>();
  const told = new Set<string>();
  for (const [name, several] of parts) {
    const [first] = several;
    if (first === undefined) continue;
    const { repository } = first;
    const digests = platformsOf(name, several);
    const images = await Promise.all([...digests.values()].map((digest) => childOf(repository, digest, ports)));
    const top = topOf(images);
    if (inputs.dryRun) {
      log.info(`Would name ${[...digests.keys()].join(", ")} of ${name} as ${top.descriptor.digest}.`);
      continue;
    }
    let evidence: EvidenceResult | undefined;
    if (images.length > 1) {
      await ports.registry.push(
        layoutOfStored(
          top,
          images.map(({ stored }) => stored),
        ),
        repository,
      );
      // What is deployed is the index, so this is what has to be proven; a single manifest is proven already.
      const joined = { name, repository, commit: first.commit, top: top.descriptor, platforms: digests };
      evidence = await ports.evidence?.join(joined);
      for (const note of evidence?.notes ?? []) told.add(note);
    }
    const names = inOrder(tags);
    const keep = tags.filter(({ fixed }) => fixed).map((tag) => tag.name);
    if (names.length > 0) await ports.registry.tag(repository, top.descriptor.digest, names, { keep });
    const platforms = (await ports.registry.images(`${repository}@${top.descriptor.digest}`)) ?? [];
    done.set(name, {
      ...first,
      digest: top.descriptor.digest,
      ref: `${repository}@${top.descriptor.digest}`,
      platforms: Object.fromEntries(digests),
      tags: names,
      size: sizeOf(platforms),
      changed: several.some(({ changed }) => changed),
      pushed: true,
      ...(evidence === undefined ? {} : { signed: evidence.signed }),
    });
  }
  if (inputs.dryRun) return outputsOf(new Map(), "planned", undefined);
  summary.heading("Images merged").table(
    ["Image", "Platforms", "Digest", "Signed"],
    [...done].map(([name, { platforms, digest, signed }]) => [
      name,
      Object.keys(platforms).join(", "),
      { code: digest },
      signed ?? "",
    ]),
  );
  if (told.size > 0) summary.list([...told]);
  const file = await ports.keep(FILE, `${JSON.stringify(Object.fromEntries(done), undefined, 2)}\n`);
  return outputsOf(done, "merged", file);
}

async function readParts(paths: readonly string[], ports: Ports): Promise<ReadonlyMap<string, readonly Part[]>> {
  const all = new Map<string, Part[]>();
  for (const path of paths) {
    const text = await ports.readFile(path).catch(() => undefined);
    const read = part.safeParse(text === undefined ? undefined : parseJson(text));
    if (!read.success)
      throw invalid([`\`parts\` names \`${path}\`, which is not there or was not written by this action`]);
    for (const [name, one] of Object.entries(read.data)) {
      if (one.pushed) all.set(name, [...(all.get(name) ?? []), one]);
    }
  }
  if (all.size === 0) throw invalid(["`parts` has no image that was pushed"]);
  return all;
}

/** Digests by platform; jobs of different commits or repositories do not belong together. */
function platformsOf(name: string, several: readonly Part[]): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const { platforms, repository, commit } of several) {
    if (repository !== several[0]?.repository || commit !== several[0]?.commit) {
      throw invalid([`the parts of \`${name}\` are of different repositories or commits`]);
    }
    for (const [platform, digest] of Object.entries(platforms)) {
      if ((digests.get(platform) ?? digest) !== digest) {
        throw invalid([`two parts of \`${name}\` are for ${platform}, and they differ`]);
      }
      digests.set(platform, digest);
    }
  }
  return new Map([...digests].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

interface Child {
  readonly stored: StoredManifest;
  readonly descriptor: Descriptor;
}

async function childOf(repository: string, digest: string, { registry }: Ports): Promise<Child> {
  const reference = `${repository}@${digest}`;
  const [image] = (await registry.images(reference)) ?? [];
  if (image === undefined) {
    throw new Failure("SLIP-REGISTRY-MISMATCH", `${reference} is not in the registry any more.`, {
      blame: "user",
      state: "No tag was moved.",
      next: "Run the jobs that build it again, and look whether a clean-up deletes images without a tag.",
    });
  }
  const { mediaType, size } = image.manifest.descriptor;
  return { stored: image.manifest, descriptor: { mediaType, digest, size, platform: image.platform } };
}

/** One manifest stands for itself; several get an index, the same bytes whatever the order of the jobs was. */
function topOf(images: readonly Child[]): StoredManifest {
  const [only] = images;
  if (only !== undefined && images.length === 1) return only.stored;
  const manifests = images.map(({ descriptor }) => descriptor).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
  const digest = sha256Of(bytes);
  return {
    descriptor: { mediaType: INDEX, digest, size: bytes.length },
    bytes,
    content: { kind: "index", mediaType: INDEX, manifests, annotations: {} },
  };
}

const nameOf = ({ platform }: Descriptor): string => (platform === undefined ? "" : platformName({ platform }));
