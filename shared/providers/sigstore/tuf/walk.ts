import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Fetcher, Updater } from "tuf-js";
import { parseJson, record } from "../../../domain/json.ts";
import type { Download } from "./mirror.ts";

/** Roots that may have followed one another since ours; Sigstore has about three a year. */
const MOST_ROOTS = 64;
const ROOT_BYTES = 512_000;
const TARGET_BYTES = 4_000_000;

/** Never asked: paths are what is left when it is taken away again. */
const BASE = "https://repository.invalid";

export interface Walked {
  /** Roots that were passed, from the one after ours, by version. */
  readonly roots: Readonly<Record<string, string>>;
  readonly target: string;
}

/**
 * Goes from the root that is trusted (`root.json` in `folder`) to a target's text, as TUF's client workflow has it. Metadata
 * in `folder` is what is known from before: nothing older is taken. What was verified is left there.
 *
 * Rejects with the download's reason, or with an Error that says what does not hold.
 */
export async function walk(folder: string, name: string, download: Download): Promise<Walked> {
  const roots = await rootsAfter(await versionIn(folder), download);
  const known = new Map(roots.map(({ path, bytes }) => [path, bytes]));
  const get = async (url: string, most: number): Promise<Buffer> => {
    const path = url.slice(BASE.length + 1);
    const bytes = known.get(path) ?? (await download(path, Math.min(most, TARGET_BYTES)));
    if (bytes === undefined) throw new Error(`${path} is not there`);
    if (bytes.length > most) throw new Error(`${path} is larger than it may be`);
    return Buffer.from(bytes);
  };
  const fetcher: Fetcher = {
    downloadBytes: get,
    downloadFile: async (url, most, handle) => {
      const file = join(folder, "arrived");
      await writeFile(file, await get(url, most));
      return handle(file);
    },
  };
  const updater = new Updater({
    metadataDir: folder,
    metadataBaseUrl: BASE,
    targetDir: folder,
    targetBaseUrl: `${BASE}/targets`,
    fetcher,
    // It learns that there is no further root only from an error that none but its own fetcher can raise.
    config: { maxRootRotations: roots.length },
  });
  const info = await updater.getTargetInfo(name);
  if (info === undefined) throw new Error(`it has no ${name}`);
  const target = await readFile(await updater.downloadTarget(info, join(folder, "target")), "utf8");
  return {
    roots: Object.fromEntries(roots.map(({ version, bytes }) => [version, Buffer.from(bytes).toString()])),
    target,
  };
}

async function versionIn(folder: string): Promise<number> {
  const { version } = record(record(parseJson(await readFile(join(folder, "root.json"), "utf8")))["signed"]);
  if (typeof version !== "number") throw new Error("the root that is trusted is none");
  return version;
}

async function rootsAfter(version: number, download: Download) {
  const roots: { readonly version: number; readonly path: string; readonly bytes: Uint8Array }[] = [];
  for (let next = version + 1; ; next++) {
    const path = `${next}.root.json`;
    const bytes = await download(path, ROOT_BYTES);
    if (bytes === undefined) return roots;
    if (roots.length === MOST_ROOTS) throw new Error(`more than ${MOST_ROOTS} roots followed the one that is trusted`);
    roots.push({ version: next, path, bytes });
  }
}
