import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

const LIMIT = 1024 * 1024;

/** The peer hung up before the end of what it had announced. */
export class BrokenOff extends Error {
  override readonly name = "BrokenOff";
}

/** At most the first megabyte of the body, decompressed; the rest is never read. Rejects when the answer breaks off. */
export const readBody = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decoded(answer)) {
    const bytes = chunk as Buffer;
    chunks.push(bytes.subarray(0, LIMIT - size));
    size += bytes.length;
    if (size >= LIMIT) break;
  }
  return Buffer.concat(chunks).toString("utf8");
};

const decoded = (answer: IncomingMessage): Readable => {
  const decoder = decoderFor(answer.headers["content-encoding"]);
  if (decoder === undefined) return answer;
  answer.once("error", (error) => decoder.destroy(error));
  // A peer that hangs up in mid-answer ends the stream without "end"; the decoder would wait for ever.
  answer.once("close", () => {
    if (!answer.complete) decoder.destroy(new BrokenOff("the answer broke off"));
  });
  return answer.pipe(decoder);
};

const decoderFor = (encoding: string | undefined) => {
  const name = encoding?.trim().toLowerCase();
  if (name === "gzip" || name === "x-gzip") return createGunzip();
  if (name === "deflate") return createInflate();
  return name === "br" ? createBrotliDecompress() : undefined;
};
