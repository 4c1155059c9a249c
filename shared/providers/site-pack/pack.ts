import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { PackedSite } from "../../ports/site.ts";
import { writePageSources } from "../../site/page-sources.ts";
import type { SiteFile } from "../../site/types.ts";
import { type TarFile, writeTar } from "../../tar/write-tar.ts";
import { FOLDER, MANIFEST } from "./manifest.ts";

/** Writes a site, already checked, as one tar. Answers with its bytes. */
export const packSite = async (
  files: readonly SiteFile[],
  { commit, basePath, pageSources }: PackedSite,
  archive: string,
  signal?: AbortSignal,
): Promise<{ readonly bytes: number }> => {
  let bytes = 0;
  const whole = (name: string, content: Buffer): TarFile => ({ name, size: content.length, content: [content] });
  async function* packed(): AsyncGenerator<TarFile> {
    const hashes: [string, string][] = [];
    for (const { path, file } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
      signal?.throwIfAborted();
      const content = await readFile(file);
      hashes.push([path, createHash("sha256").update(content).digest("hex")]);
      yield whole(FOLDER + path, content);
    }
    const manifest = {
      schema: 1,
      commit,
      basePath,
      files: Object.fromEntries(hashes),
      ...(pageSources === undefined ? {} : { pageSources: writePageSources(pageSources) }),
    };
    yield whole(MANIFEST, Buffer.from(`${JSON.stringify(manifest)}\n`));
  }
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of writeTar(packed())) {
      bytes += piece.length;
      yield piece;
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
