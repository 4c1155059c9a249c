import { sha256Of } from "../../domain/digest.ts";
import type { Descriptor } from "../../ports/registry.ts";

export const descriptorOf = (mediaType: string, bytes: Uint8Array): Descriptor => ({
  mediaType,
  digest: sha256Of(bytes),
  size: bytes.byteLength,
});
