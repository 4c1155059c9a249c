import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of } from "../../domain/digest.ts";

export interface Blob {
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** Where a layout keeps the blob. */
export const blobPath = (layout: string, digest: string): string =>
  join(layout, "blobs", "sha256", digest.replace("sha256:", ""));

/** Writes a value as a blob of a layout. */
export async function storeJson(layout: string, value: unknown): Promise<Blob> {
  const bytes = Buffer.from(JSON.stringify(value));
  const digest = sha256Of(bytes);
  await writeFile(blobPath(layout, digest), bytes);
  return { digest, size: bytes.length };
}
