import { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** Enough of the beginning to know the format by: media types are often wrong about it. */
const beginning = async (pieces: AsyncIterator<Uint8Array>): Promise<Buffer> => {
  let head = Buffer.alloc(0);
  while (head.length < ZSTD.length) {
    const piece = await pieces.next();
    if (piece.done === true) break;
    head = Buffer.concat([head, piece.value]);
  }
  return head;
};

/** The content of a gzip, zstd or plain stream. Ends the source when it is left early. */
export const decompressed = async function* (
  source: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const head = await beginning(source);
  const all = Readable.from(
    (async function* () {
      if (head.length > 0) yield head;
      yield* source;
    })(),
    { objectMode: false },
  );
  const decoder = startsWith(head, GZIP) ? createGunzip() : startsWith(head, ZSTD) ? createZstdDecompress() : undefined;
  const stream = decoder === undefined ? all : all.pipe(decoder);
  all.once("error", (error) => decoder?.destroy(error));
  try {
    for await (const piece of stream) yield piece as Uint8Array;
  } finally {
    stream.destroy();
    all.destroy();
  }
};
