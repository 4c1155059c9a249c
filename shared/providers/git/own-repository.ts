import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Git } from "../../ports/git.ts";

/** The repository that we work in: bare, in a folder of its own, without any credential in it. */
export interface OwnRepository {
  readonly folder: string;
  readonly git: Git;
  readonly remove: () => Promise<void>;
}

/** Where the remote lacks filters it sends everything, and says so; that is fine too. */
const config = (address: string): string =>
  [
    "[core]",
    "\trepositoryformatversion = 1",
    "\tbare = true",
    // One pass of the cheapest compression: the host packs anew anyway.
    "\tcompression = 1",
    "\tlooseCompression = 1",
    "[extensions]",
    "\tpartialClone = origin",
    '[remote "origin"]',
    `\turl = ${quoted(address)}`,
    "\tpromisor = true",
    "\tpartialclonefilter = blob:none",
    "[pack]",
    "\tthreads = 2",
    "[receive]",
    "\tautogc = false",
    "",
  ].join("\n");

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll("\n", "")}"`;

/** The objects of a repository on this machine: as with `git clone --shared`, they need not be copied to be read. */
function objectsOf(address: string): string | undefined {
  if (!address.startsWith("file://")) return undefined;
  const path = fileURLToPath(address);
  return [join(path, "objects"), join(path, ".git", "objects")].find((folder) => existsSync(folder));
}

/** `gitIn`: git in that folder, with the login for the address. */
export async function openRepository(
  temp: string,
  address: string,
  gitIn: (folder: string) => Git,
): Promise<OwnRepository> {
  await mkdir(temp, { recursive: true });
  const folder = await mkdtemp(join(temp, "slipway-site-"));
  // By hand: `git init` would bring templates and whatever the machine configures for new repositories.
  await Promise.all(
    ["objects/pack", "refs/heads", "info"].map((path) => mkdir(join(folder, path), { recursive: true })),
  );
  await Promise.all([
    writeFile(join(folder, "HEAD"), "ref: refs/heads/none\n"),
    writeFile(join(folder, "config"), config(address)),
    // A site's own .gitattributes must not change what is archived.
    writeFile(join(folder, "info", "attributes"), "* -text -export-ignore -export-subst\n"),
  ]);
  const local = objectsOf(address);
  if (local !== undefined) {
    await mkdir(join(folder, "objects", "info"));
    await writeFile(join(folder, "objects", "info", "alternates"), `${local}\n`);
  }
  return { folder, git: gitIn(folder), remove: () => rm(folder, { recursive: true, force: true }) };
}
