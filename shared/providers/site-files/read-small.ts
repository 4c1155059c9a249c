import { closeSync, constants, openSync, readSync } from "node:fs";

/**
 * Reads files of up to `most` bytes, all into one buffer: 100,000 buffers would wait for the garbage collector together.
 * What is given is good until the next call. No link is followed. Longer files are cut.
 */
export const createReader = (most: number): ((file: string) => Buffer) => {
  const buffer = Buffer.allocUnsafeSlow(most);
  return (file) => {
    const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      let length = 0;
      for (let read = -1; read !== 0 && length < most; length += read)
        read = readSync(handle, buffer, length, most - length, null);
      return buffer.subarray(0, length);
    } finally {
      closeSync(handle);
    }
  };
};
