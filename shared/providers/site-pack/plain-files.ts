import { readTar, type TarEntry } from "../../tar/read-tar.ts";
import { TarProblem } from "../../tar/tar-problem.ts";

/**
 * Takes of a tar only what our own packer writes: plain files, and extended headers for long names. Readers differ in what
 * they make of everything else, and that is what attacks are made of.
 */
export async function* plainFiles(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry, void, undefined> {
  for await (const entry of readTar(source)) {
    if (entry.flag !== "0") throw new TarProblem(`it holds ${KINDS[entry.flag] ?? "something other than files"}`);
    for (const key of entry.extended)
      if (key !== "path") throw new TarProblem("an extended header has more than a name");
    if (entry.name.includes("\u{FFFD}")) throw new TarProblem("a name is no text in UTF-8");
    yield entry;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  "1": "a hard link",
  "2": "a link",
  "3": "a device",
  "4": "a device",
  "5": "a folder as an entry of its own",
  "6": "a pipe",
};
