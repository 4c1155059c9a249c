import type { Secret } from "../../action/secret.ts";
import type { BuildRequest, CachePlace } from "../../ports/builder.ts";

const flags = (name: string, values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).flatMap(([key, value]) => [`--${name}`, `${key}=${value}`]);

/** In a list of `key=value` pairs a value with a comma has to stand in quotes. */
const field = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const cacheFrom = (place: CachePlace): string => {
  if (place.kind === "registry") return `type=registry,ref=${place.reference}`;
  if (place.kind === "gha") return `type=gha,scope=${place.scope}`;
  return `type=local,${field(`src=${place.folder}`)}${place.digest === undefined ? "" : `,digest=${place.digest}`}`;
};

export const cacheTo = (place: CachePlace): string => {
  // A cache that cannot be kept must not cost the build: BuildKit itself would fail after all is done.
  const always = "mode=max,ignore-error=true";
  if (place.kind === "registry") {
    return `type=registry,ref=${place.reference},${always},image-manifest=true,oci-mediatypes=true`;
  }
  return place.kind === "gha"
    ? `type=gha,scope=${place.scope},${always}`
    : `type=local,${field(`dest=${place.folder}`)},${always}`;
};

/** What `docker buildx build` and `docker build` take alike. */
export function dockerArguments(request: BuildRequest): string[] {
  const { dockerfile, target, platforms, buildArgs, secrets, instead, labels, epoch, noCache, network } = request;
  return [
    "--progress=plain",
    "--file",
    dockerfile,
    ...(target === undefined ? [] : ["--target", target]),
    ...(platforms.length === 0 ? [] : ["--platform", platforms.join(",")]),
    ...flags("build-arg", buildArgs),
    ...flags("build-arg", { SOURCE_DATE_EPOCH: String(epoch) }),
    ...insteadOf(instead),
    ...flags("label", labels),
    ...[...secrets.keys()].flatMap((id, index) => ["--secret", `id=${id},env=${secretName(index)}`]),
    ...(noCache ? ["--no-cache"] : []),
    ...(network === "none" ? ["--network", "none"] : []),
  ];
}

/** A base image is taken from elsewhere by a named context, which Docker's builders and Buildah know alike. */
export const insteadOf = (instead: BuildRequest["instead"]): string[] =>
  flags(
    "build-context",
    Object.fromEntries(Object.entries(instead).map(([name, place]) => [name, `docker-image://${place}`])),
  );

const secretName = (index: number): string => `SLIPWAY_BUILD_SECRET_${index}`;

/** Secrets travel by the environment of the builder's client, never by its arguments. */
export const secretEnvironment = (secrets: BuildRequest["secrets"]): Readonly<Record<string, Secret>> =>
  Object.fromEntries([...secrets.values()].map((value, index) => [secretName(index), value]));
