import * as z from "zod";
import { image as imageForm, smoke as smokeForm } from "../../shared/domain/manifest/image-schema.ts";
import { imageOf } from "../../shared/domain/manifest/image.ts";
import type { Image } from "../../shared/domain/manifest/types.ts";
import { parseYaml } from "../../shared/yaml/parse-yaml.ts";
import type { BuildInputs, Ports } from "./ports.ts";
import { invalid, readBuildArgs } from "./values.ts";

/** Name that a single image has in outputs. */
const SINGLE = "image";
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** The images to build: of the plain inputs, the manifest's, or those that `images` names or describes. */
export async function imagesOf(
  inputs: BuildInputs,
  ports: Pick<Ports, "event" | "readManifest">,
): Promise<readonly Image[]> {
  const manifest = inputs.manifest === undefined ? undefined : await ports.readManifest(inputs.manifest);
  const given = inputs.images === undefined ? undefined : read("images", inputs.images);
  if (manifest === undefined && given === undefined) return [single(inputs, ports.event.repository)];
  const all = manifest?.images ?? [];
  if (given === undefined) {
    if (all.length > 0) return all;
    throw invalid(["the manifest has no `images`; describe them there, or leave `manifest` out"]);
  }
  const names = typeof given === "string" ? given.split(/[\s,]+/).filter((name) => name !== "") : given;
  if (Array.isArray(names)) return [...new Set(names.map(String))].map((name) => named(name, all));
  return Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(names)).map(([name, raw]) =>
    described(name, raw, inputs),
  );
}

function named(name: string, all: readonly Image[]): Image {
  const found = all.find((image) => image.name === name);
  if (found !== undefined) return found;
  const others = all.map((image) => `\`${image.name}\``).join(", ");
  throw invalid([
    `\`images\` names \`${name}\`, ${others === "" ? "and there is no manifest that has it" : `but the manifest has ${others}`}`,
  ]);
}

function described(name: string, raw: unknown, inputs: BuildInputs): Image {
  if (!NAME.test(name)) throw invalid([`\`images\` has a name that cannot be one: \`${name}\``]);
  const result = imageForm.safeParse(raw);
  if (!result.success) {
    throw invalid(
      result.error.issues.map(
        ({ path, message }) => `\`images\`, ${[name, ...path.map(String)].join(".")}: ${message}`,
      ),
    );
  }
  return withDefaults(imageOf(name, result.data), inputs);
}

function single(inputs: BuildInputs, repository: string): Image {
  const { context = ".", file, target, maxSize, maxGrowth, paths } = inputs;
  const raw = {
    repository: (inputs.image ?? `ghcr.io/${repository}`).toLowerCase(),
    context,
    ...(file === undefined ? {} : { file }),
    ...(target === undefined ? {} : { target }),
    ...(paths.length === 0 ? {} : { paths: [...paths] }),
    ...(maxSize === undefined ? {} : { "max-size": maxSize }),
    ...(maxGrowth === undefined ? {} : { "max-growth": maxGrowth }),
    ...(inputs.smoke === undefined ? {} : { smoke: smokeOf(inputs.smoke) }),
  };
  const result = imageForm.safeParse(raw);
  if (!result.success) {
    throw invalid(result.error.issues.map(({ path, message }) => `\`${inputName(path)}\` ${message}`));
  }
  return withDefaults(imageOf(SINGLE, result.data), inputs);
}

const inputName = ([key]: readonly PropertyKey[]): string => (key === "repository" ? "image" : String(key));

/** Platforms and build arguments of the step hold for every image that has none of its own. */
function withDefaults(image: Image, inputs: BuildInputs): Image {
  return {
    ...image,
    platforms: image.platforms.length > 0 ? image.platforms : inputs.platforms.flatMap((line) => line.split(/[\s,]+/)),
    buildArgs: { ...readBuildArgs(inputs.buildArgs), ...image.buildArgs },
    maxSize: image.maxSize ?? inputs.maxSize,
    maxGrowth: image.maxGrowth ?? inputs.maxGrowth,
  };
}

function smokeOf(text: string): z.infer<typeof smokeForm> {
  const result = smokeForm.safeParse(read("smoke", text));
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.map(
      ({ path, message }) => `\`smoke\`${path.length > 0 ? `, ${path.join(".")}:` : ""} ${message}`,
    ),
  );
}

function read(input: string, text: string): unknown {
  try {
    return parseYaml(text, 0);
  } catch (thrown) {
    throw invalid([`\`${input}\` is not valid YAML: ${(thrown as Error).message}`]);
  }
}
