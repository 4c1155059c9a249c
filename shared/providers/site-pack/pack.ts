import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import tar from "tar-stream";
import type { PackedSite } from "../../ports/site.ts";
import type { SiteFile } from "../../site/types.ts";
import { FOLDER, MANIFEST } from "./manifest.ts";

/** The same for every file and machine: the same site is the same archive. */
const SAME = { mode: 0o644, uid: 0, gid: 0, uname: "", gname: "", mtime: new Date(0), type: "file" } as const;

/** Writes a site, already checked, as one tar. Answers with its bytes. */
export const packSite = async (
  files: readonly SiteFile[],
  { commit, basePath }: PackedSite,
  archive: string,
  signal?: AbortSignal,
): Promise<{ readonly bytes: number }> => {
  const pack = tar.pack();
  const target = createWriteStream(archive);
  const write = (name: string, content: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      pack.entry({ ...SAME, name, size: content.length }, content, (problem) =>
        problem ? reject(problem) : resolve(),
      );
    });
  const fill = async (): Promise<void> => {
    const hashes: [string, string][] = [];
    for (const { path, file } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
      signal?.throwIfAborted();
      const content = await readFile(file);
      hashes.push([path, createHash("sha256").update(content).digest("hex")]);
      await write(FOLDER + path, content);
    }
    const manifest = { schema: 1, commit, basePath, files: Object.fromEntries(hashes) };
    await write(MANIFEST, Buffer.from(`${JSON.stringify(manifest)}\n`));
    pack.finalize();
  };
  try {
    await Promise.all([pipeline(pack, target), fill().catch((thrown: unknown) => pack.destroy(thrown as Error))]);
  } catch (thrown) {
    await rm(archive, { force: true });
    throw thrown;
  }
  return { bytes: (await stat(archive)).size };
};
