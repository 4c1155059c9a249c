import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** What a machine keeps at most: bytes of all places together, and milliseconds since a folder was last used. */
export const cacheBounds = { bytes: 10 * 1024 ** 3, age: 14 * 24 * 60 * 60_000 } as const;

interface Way {
  readonly now: Date;
  readonly bounds: { readonly bytes: number; readonly age: number };
  /** A name that nobody else has. */
  readonly trash: () => string;
  /** Whether the process that a name tells of is gone for certain. */
  readonly isForsaken: (name: string, now: Date) => boolean;
}

interface Folder {
  readonly place: string;
  readonly path: string;
  readonly used: number;
  readonly bytes: number;
}

/** Below the root: owner, repository, place. */
const DEPTH = 3;
const GENERATION = /^\d{15}-[0-9a-f]{8}$/;
const LEFT = /^(?:draft|trash)-/;

const list = (path: string): Promise<string[]> => readdir(path).catch(() => []);

/** Removes what is old or too much, oldest first, and what killed processes left; nothing that a running process holds. */
export async function tidyFolders(root: string, way: Way): Promise<void> {
  const { now, bounds, isForsaken } = way;
  const kept: Folder[] = [];
  for (const place of await placesBelow(root, DEPTH)) {
    const names = await list(place);
    for (const name of names.filter((one) => LEFT.test(one) && isForsaken(one, now))) {
      await rm(join(place, name), { recursive: true, force: true }).catch(() => {});
    }
    const [newest, ...older] = names
      .filter((name) => GENERATION.test(name))
      .toSorted()
      .toReversed();
    for (const name of older) await remove(place, join(place, name), way);
    if (newest !== undefined) kept.push(await measured(place, join(place, newest)));
  }
  let bytes = kept.reduce((sum, folder) => sum + folder.bytes, 0);
  for (const folder of kept.toSorted((one, other) => one.used - other.used)) {
    if (bytes <= bounds.bytes && now.getTime() - folder.used <= bounds.age) break;
    if (await remove(folder.place, folder.path, way)) bytes -= folder.bytes;
  }
}

async function placesBelow(folder: string, depth: number): Promise<readonly string[]> {
  if (depth === 0) return [folder];
  const found = await Promise.all((await list(folder)).map((name) => placesBelow(join(folder, name), depth - 1)));
  return found.flat();
}

async function measured(place: string, path: string): Promise<Folder> {
  const blobs = join(path, "blobs", "sha256");
  const sizes = await Promise.all((await list(blobs)).map((name) => sizeOf(join(blobs, name))));
  // Whoever takes hold of it writes into the folder, and so tells when it was used.
  const used = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return { place, path, used, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** Takes its name away first, so that nobody takes hold of it any more, and gives it back where somebody was faster. */
async function remove(place: string, path: string, { now, trash, isForsaken }: Way): Promise<boolean> {
  const isHeld = async (folder: string) =>
    (await list(folder)).some((name) => name.startsWith("lease-") && !isForsaken(name, now));
  if (await isHeld(path)) return false;
  const away = join(place, trash());
  try {
    await rename(path, away);
    if (await isHeld(away)) {
      await rename(away, path);
      return false;
    }
    await rm(away, { recursive: true, force: true });
    return true;
  } catch {
    // Another process removes it, too.
    return false;
  }
}
