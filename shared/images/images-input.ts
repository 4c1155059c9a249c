import { type Field, field } from "../action/fields.ts";
import { isRecord, parseJson } from "../domain/json.ts";

/** One image of those that are deployed together. */
export interface GivenImage {
  readonly reference: string;
  /** What the provider may resolve it to: its own digest, and those of its platforms. Empty when that is not known. */
  readonly digests: readonly string[];
  /** By what build-image says that it signed the evidence: `key`, `sigstore` or `no`. */
  readonly signed?: string | undefined;
}

type Images = Readonly<Record<string, GivenImage>>;

/**
 * Images by the manifest's name of the image, as JSON: `{"app": "ghcr.io/acme/shop@sha256:…"}`, or what build-image's
 * `metadata` tells of each.
 */
export function imagesInput(description: string, form: RegExp): Field<Images> {
  const example = '`{"app": "ghcr.io/acme/shop@sha256:…"}`';
  const read = (raw: string) => {
    const parsed = parseJson(raw);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
      return { problem: `has to be a JSON object such as ${example}` };
    }
    const images = new Map<string, GivenImage>();
    for (const [name, given] of Object.entries(parsed)) {
      const image = typeof given === "string" ? { reference: given, digests: [] } : described(given);
      if (image === undefined || !form.test(image.reference)) {
        return { problem: `has no image reference under one of its names; write an object such as ${example}` };
      }
      images.set(name, image);
    }
    return { value: Object.fromEntries(images) };
  };
  return field<Images>(description, read, { absent: { value: {} } });
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

function described(given: unknown): GivenImage | undefined {
  if (!isRecord(given) || typeof given["ref"] !== "string") return undefined;
  const platforms = isRecord(given["platforms"]) ? Object.values(given["platforms"]) : [];
  const digests = [given["digest"], ...platforms].filter((value) => typeof value === "string");
  const signed = typeof given["signed"] === "string" ? given["signed"] : undefined;
  return { reference: given["ref"], digests: [...new Set(digests)].filter((digest) => DIGEST.test(digest)), signed };
}
