import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
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
  return { folder, git: gitIn(folder), remove: () => rm(folder, { recursive: true, force: true }) };
}
