import { type Header, pack } from "tar-stream";
import { readTar, type TarEntry } from "../../../shared/tar/read-tar.ts";

export interface Given extends Partial<Header> {
  readonly name: string;
  readonly content?: Buffer;
}

/** A tar as another program writes it. */
export const packed = async (entries: readonly Given[]): Promise<Buffer> => {
  const tar = pack();
  for (const { content, ...header } of entries) tar.entry(header, content ?? Buffer.alloc(0));
  tar.finalize();
  return joined(tar as AsyncIterable<Uint8Array>);
};

export const joined = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const found: Uint8Array[] = [];
  for await (const piece of pieces) found.push(piece);
  return Buffer.concat(found);
};

/** The same bytes in pieces of these sizes, again and again. */
export async function* inPieces(bytes: Buffer, sizes: readonly number[] = [65_536]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

export type Read = Omit<TarEntry, "content" | "extended"> & { readonly bytes: Buffer };

export const entriesOf = async (source: AsyncIterable<Uint8Array>, endless = false): Promise<Read[]> => {
  const found: Read[] = [];
  for await (const { content, extended: _, ...entry } of readTar(source, { endless })) {
    found.push({ ...entry, bytes: await joined(content) });
  }
  return found;
};
