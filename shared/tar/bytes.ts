/** Bytes of a stream, taken in portions of one's own. */
export interface Bytes {
  /** At the most so many bytes, without copying; none at the end. */
  readonly some: (most: number) => Promise<Buffer | undefined>;
  /** Exactly so many; fewer at the end only. */
  readonly exactly: (length: number) => Promise<Buffer>;
  /** Ends the source, wherever it is. */
  readonly close: () => Promise<void>;
}

export function bytesOf(source: AsyncIterable<Uint8Array>): Bytes {
  const pieces = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const some = async (most: number): Promise<Buffer | undefined> => {
    while (rest.length === 0) {
      const { done, value } = await pieces.next();
      if (done === true) return undefined;
      rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
    const piece = rest.subarray(0, most);
    rest = rest.subarray(piece.length);
    return piece;
  };
  return {
    some,
    async exactly(length) {
      const found: Buffer[] = [];
      for (let missing = length; missing > 0;) {
        const piece = await some(missing);
        if (piece === undefined) break;
        found.push(piece);
        missing -= piece.length;
      }
      const [only] = found;
      return only !== undefined && found.length === 1 ? only : Buffer.concat(found);
    },
    close: async () => void (await pieces.return?.()),
  };
}
