/** Where an image is, taken apart. Without tag and digest it names a repository. */
export interface ImageReference {
  /** Host and port as people know it: `ghcr.io`, `docker.io`, `127.0.0.1:5000`. */
  readonly registry: string;
  /** Path below the registry, in lower case: `acme/shop`. */
  readonly path: string;
  readonly tag: string | undefined;
  /** `sha256:<hex>` */
  readonly digest: string | undefined;
}

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const PATH_LIMIT = 255;

export const isTag = (text: string): boolean => TAG.test(text);
export const isDigest = (text: string): boolean => DIGEST.test(text);

const cutAt = (text: string, index: number): [string, string | undefined] =>
  index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];

/**
 * Reads a reference as Docker does: without a host it means Docker Hub, and there a name alone is one of `library/`.
 * Upper case in the name, which no registry takes, becomes lower case; tags keep theirs. Undefined when it is none.
 */
export const parseImageReference = (text: string): ImageReference | undefined => {
  const [beforeDigest, digest] = cutAt(text, text.indexOf("@"));
  const colon = beforeDigest.lastIndexOf(":");
  const [name, tag] = cutAt(beforeDigest, colon > beforeDigest.lastIndexOf("/") ? colon : -1);
  const [first = "", ...rest] = name.toLowerCase().split("/");
  const named = rest.length > 0 && (/[.:[]/.test(first) || first === "localhost");
  const host = named ? first : "docker.io";
  const registry = /^(?:index|registry-1)\.docker\.io$/.test(host) ? "docker.io" : host;
  const parts = named ? rest : [first, ...rest];
  const path = (registry === "docker.io" && parts.length === 1 ? ["library", ...parts] : parts).join("/");
  if (!HOST.test(registry) || path.length > PATH_LIMIT || !path.split("/").every((part) => PART.test(part)))
    return undefined;
  if ((tag !== undefined && !isTag(tag)) || (digest !== undefined && !isDigest(digest))) return undefined;
  return { registry, path, tag, digest };
};

/** `ghcr.io/acme/shop:main@sha256:…`, with what it has of them. */
export const formatImageReference = ({ registry, path, tag, digest }: ImageReference): string =>
  `${registry}/${path}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
