import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { PackedSite } from "../../ports/site.ts";
import { writePageSources } from "../../site/page-sources.ts";
import type { SiteFile } from "../../site/types.ts";
import { FOLDER, MANIFEST } from "./manifest.ts";
import { TAR_END, tarEntry } from "./tar-entry.ts";

/** Writes a site, already checked, as one tar. Answers with its bytes. */
export const packSite = async (
  files: readonly SiteFile[],
  { commit, basePath, pageSources }: PackedSite,
  archive: string,
  signal?: AbortSignal,
): Promise<{ readonly bytes: number }> => {
  let bytes = 0;
  async function* blocks(): AsyncGenerator<Buffer> {
    const hashes: [string, string][] = [];
    for (const { path, file } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
      signal?.throwIfAborted();
      const content = await readFile(file);
      hashes.push([path, createHash("sha256").update(content).digest("hex")]);
      yield* tarEntry(FOLDER + path, content);
    }
    const manifest = {
      schema: 1,
      commit,
      basePath,
      files: Object.fromEntries(hashes),
      ...(pageSources === undefined ? {} : { pageSources: writePageSources(pageSources) }),
    };
    yield* tarEntry(MANIFEST, Buffer.from(`${JSON.stringify(manifest)}\n`));
    yield TAR_END;
  }
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const block of blocks()) {
      bytes += block.length;
      yield block;
    }
  }
  try {
    await pipeline(counted, createWriteStream(archive));
  } catch (thrown) {
    await rm(archive, { force: true });
    throw thrown;
  }
  return { bytes };
};
