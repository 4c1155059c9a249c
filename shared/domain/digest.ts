import { createHash } from "node:crypto";

/** `sha256:<hex>` of the bytes, or of a text in UTF-8. */
export const sha256Of = (content: string | Uint8Array): string =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;
