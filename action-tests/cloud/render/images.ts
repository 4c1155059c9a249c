import type { ImageContent, ImageOptions } from "./options.ts";
import type { Image } from "./types.ts";

export interface Reference {
  /** Host and path, in full. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** `nginx` is `docker.io/library/nginx`, as everywhere. */
export const parseReference = (text: string): Reference | undefined => {
  const parts = /^([^@\s]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
    text.replace(/^https?:\/\//, ""),
  );
  const [, path, tag, digest] = parts ?? [];
  if (path === undefined) return undefined;
  const [host = "", ...rest] = path.split("/");
  const hosted = rest.length > 0 && (/[.:]/.test(host) || host === "localhost");
  const name = hosted ? path : `docker.io/${path.includes("/") ? path : `library/${path}`}`;
  return { name, tag, digest };
};

/** The registry as Render sees it: tags that move, digests that can vanish. */
export const newRegistry = (options: ImageOptions | undefined) => {
  const tags = new Map<string, string>();
  const removed = new Set<string>();
  const key = (ref: Reference) => `${ref.name}:${ref.tag ?? "latest"}`;
  const set = (text: string, digest: string): void => {
    const reference = parseReference(text);
    if (!reference) throw new Error(`not an image reference: ${text}`);
    tags.set(key(reference), digest);
  };
  for (const [text, digest] of Object.entries(options?.tags ?? {})) set(text, digest);

  const contentOf = (image: Image): ImageContent | undefined =>
    removed.has(image.digest) ? undefined : options?.content(image.digest, image.ref);
  return {
    tag: set,
    remove: (digest: string): void => {
      removed.add(digest);
    },
    contentOf,
    /** What a reference means now; undefined when nothing can be pulled under it. */
    resolve: (text: string): Image | undefined => {
      const reference = parseReference(text);
      if (!reference) return undefined;
      const digest = reference.digest ?? tags.get(key(reference));
      if (digest === undefined) return undefined;
      const ref = reference.digest === undefined ? key(reference) : `${reference.name}@${digest}`;
      const image = { ref, digest };
      return contentOf(image) ? image : undefined;
    },
  };
};

export type Registry = ReturnType<typeof newRegistry>;
