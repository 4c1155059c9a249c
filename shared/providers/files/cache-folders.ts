import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of } from "../../domain/digest.ts";
import { parseJson, record } from "../../domain/json.ts";
import type { CacheFolders } from "../../ports/cache-folders.ts";
import { isForsaken } from "../builder/owner.ts";
import { blobPath } from "../builder/store-json.ts";
import { blobsNamed } from "./blobs-named.ts";
import { cacheBounds, tidyFolders } from "./tidy-folders.ts";

export interface CacheFoldersOptions {
  /** All places are below it. */
  readonly root: string;
  /** This process, as `ownerOf` names it. */
  readonly owner: string;
  readonly now: () => Date;
  readonly bounds?: typeof cacheBounds;
}

/** Generations of a place begin with the time of their making, in as many digits, so that the newest is the last by name. */
const GENERATION = /^\d{15}-[0-9a-f]{8}$/;

export function cacheFolders({ root, owner, now, bounds = cacheBounds }: CacheFoldersOptions): CacheFolders {
  const named = (kind: string) => `${kind}-${owner}-${randomBytes(4).toString("hex")}`;
  const held: string[] = [];
  const drafts = new Set<string>();
  const next = (place: string) =>
    join(place, `${String(now().getTime()).padStart(15, "0")}-${randomBytes(4).toString("hex")}`);
  const fresh = (place: string) => {
    const folder = join(place, named("draft"));
    drafts.add(folder);
    return folder;
  };
  const blobs = (folder: string) => join(folder, "blobs", "sha256");
  const indexOf = async (folder: string) => readFile(join(folder, "index.json"));

  return {
    fresh,

    newest: async (place) => {
      const names = await readdir(place).catch(() => []);
      for (const name of names
        .filter((one) => GENERATION.test(one))
        .toSorted()
        .toReversed()) {
        const lease = join(place, name, named("lease"));
        try {
          // Whoever removes a folder takes its name away first: then there is nothing to write to.
          await writeFile(lease, "", { flag: "wx" });
          held.push(lease);
          await stat(join(place, name, "index.json"));
          return join(place, name);
        } catch {
          // It is going away, or is not whole.
        }
      }
      return undefined;
    },

    draft: async (place, from) => {
      const folder = fresh(place);
      await mkdir(blobs(folder), { recursive: true });
      if (from === undefined) return folder;
      for (const blob of await readdir(blobs(from)).catch(() => [])) {
        // Blobs never change; where they cannot be linked the builder writes them again.
        await link(join(blobs(from), blob), join(blobs(folder), blob)).catch(() => {});
      }
      return folder;
    },

    publish: async (place, draft) => {
      drafts.delete(draft);
      try {
        const wanted = await blobsNamed(draft, await indexOf(draft));
        for (const hex of wanted) await stat(join(blobs(draft), hex));
        for (const blob of await readdir(blobs(draft))) if (!wanted.has(blob)) await rm(join(blobs(draft), blob));
        const folder = next(place);
        await rename(draft, folder);
        return folder;
      } catch {
        await rm(draft, { recursive: true, force: true });
        return undefined;
      }
    },

    manifest: async (folder) => {
      try {
        const text = await indexOf(folder);
        for (const hex of await blobsNamed(folder, text)) {
          if ((await hashOf(join(blobs(folder), hex))) !== hex) return undefined;
        }
        const digest = String(lastOf(text).last["digest"]);
        const bytes = await readFile(blobPath(folder, digest));
        // Another one may write there, on a machine that jobs share.
        return sha256Of(bytes) === digest ? { digest, bytes } : undefined;
      } catch {
        return undefined;
      }
    },

    replace: async (draft, bytes) => {
      const { rest, last } = lastOf(await indexOf(draft));
      const digest = sha256Of(bytes);
      await writeFile(blobPath(draft, digest), bytes);
      const manifests = [{ ...last, digest, size: bytes.length }];
      await writeFile(join(draft, "index.json"), JSON.stringify({ ...rest, manifests }));
    },

    close: async () => {
      for (const folder of drafts) await rm(folder, { recursive: true, force: true }).catch(() => {});
      for (const lease of held.splice(0)) await rm(lease, { force: true }).catch(() => {});
      await tidyFolders(root, { now: now(), bounds, trash: () => named("trash"), isForsaken }).catch(() => {});
    },
  };
}

/** What BuildKit wrote last is what it begins with. */
function lastOf(index: Buffer) {
  const { manifests, ...rest } = record(parseJson(index.toString()));
  return { rest, last: record(Array.isArray(manifests) ? manifests.at(-1) : undefined) };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) hash.update(piece as Buffer);
  return hash.digest("hex");
}
