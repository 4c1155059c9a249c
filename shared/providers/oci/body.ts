import type { Upload } from "../../http/types.ts";

/** Bytes in memory, as something to send. */
export const uploadOf = (bytes: Uint8Array): Upload => ({
  size: bytes.byteLength,
  open: async function* () {
    yield bytes;
  },
});
