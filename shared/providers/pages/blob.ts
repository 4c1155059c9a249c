import { createReadStream } from "node:fs";
import * as z from "zod";
import type { Http, Upload } from "../../http/types.ts";

/** One part is what is sent again when a connection breaks. */
const PART = 32 * 1024 * 1024;
/** Milliseconds for one part; for all of them there is the run's own deadline. */
const ATTEMPT = 10 * 60_000;
const BUDGET = 20 * 60_000;

const slice = (file: string, from: number, size: number): Upload => ({
  size,
  open: () => createReadStream(file, { start: from, end: from + size - 1, highWaterMark: 1 << 18 }),
});

/** Sends a file to a signed address of Azure's blob storage. Each part may be sent twice: the blob is the same. */
export const uploadBlob = async (http: Http, address: string, file: string, size: number): Promise<void> => {
  const put = (upload: Upload, query: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) => {
    const url = new URL(address);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return http({
      method: "PUT",
      url,
      upload,
      headers,
      schema: z.string(),
      text: true,
      attempt: ATTEMPT,
      budget: BUDGET,
    });
  };
  if (size <= PART) {
    await put(slice(file, 0, size), {}, { "x-ms-blob-type": "BlockBlob", "content-type": "application/zip" });
    return;
  }
  const ids: string[] = [];
  for (let from = 0; from < size; from += PART) {
    const id = Buffer.from(String(ids.length).padStart(8, "0")).toString("base64");
    await put(slice(file, from, Math.min(PART, size - from)), { comp: "block", blockid: id }, {});
    ids.push(id);
  }
  const list = Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.map((id) => `<Latest>${id}</Latest>`).join("")}</BlockList>`,
  );
  const upload: Upload = {
    size: list.length,
    // oxlint-disable-next-line require-yield -- one piece is all of it
    open: async function* () {
      yield list;
    },
  };
  await put(
    upload,
    { comp: "blocklist" },
    { "content-type": "application/xml", "x-ms-blob-content-type": "application/zip" },
  );
};
