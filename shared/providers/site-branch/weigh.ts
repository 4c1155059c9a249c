import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { OwnRepository } from "../git/own-repository.ts";

/** Bytes of a pack of everything that these commits and trees stand on, made anew: nothing leans on what is not in it. */
export async function weigh({ folder, git }: OwnRepository, names: readonly string[]): Promise<number> {
  const target = await mkdtemp(join(folder, "weigh-"));
  try {
    await git(["pack-objects", "--revs", "--quiet", join(target, "pack")], { input: `${names.join("\n")}\n` });
    const packs = (await readdir(target)).filter((name) => name.endsWith(".pack"));
    const sizes = await Promise.all(packs.map(async (name) => (await stat(join(target, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}
