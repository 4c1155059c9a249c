import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "../../action/failure.ts";
import type { PackedSite } from "../../ports/site.ts";
import { controlProblem } from "../../site/check/exposure.ts";
import { nameProblem, shownPath } from "../../site/check/names.ts";
import { readPageSources } from "../../site/page-sources.ts";
import type { TarEntry } from "../../tar/read-tar.ts";
import { TarProblem } from "../../tar/tar-problem.ts";
import { errorCode } from "../site-files/error-code.ts";
import { FOLDER, MANIFEST, Manifest, MOST } from "./manifest.ts";
import { plainFiles } from "./plain-files.ts";

/** So many problems are told; nobody needs the rest of a hostile list. */
const TOLD = 20;

const refused = (problems: readonly string[]): Failure =>
  new Failure(
    "SLIP-DOCS-PACK",
    `The packed site is refused: ${problems.slice(0, TOLD).join("; ")}${problems.length > TOLD ? `; and ${problems.length - TOLD} more` : ""}.`,
    {
      blame: "user",
      state: "Nothing of it was published, and nothing was executed.",
      next: "Pack the site with `command: pack` of this action. If that was done, look at what the pull request changed.",
      outcome: "refused",
    },
  );

const collect = async (entry: TarEntry): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of entry.content) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Writes a new file; it fails where anything is already, be it a link. Answers with the hex sha256. */
const extract = async (entry: TarEntry, file: string): Promise<string> => {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const handle = await open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
  const hash = createHash("sha256");
  try {
    for await (const chunk of entry.content) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return hash.digest("hex");
};

const parseManifest = (bytes: Buffer) => {
  try {
    return Manifest.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    throw new TarProblem("its manifest cannot be understood");
  }
};

const unpackFrom = async (handle: FileHandle, folder: string, signal?: AbortSignal): Promise<PackedSite> => {
  const { size } = await handle.stat();
  if (size > MOST.archive) throw new TarProblem("it is larger than any site may be");
  const hashes = new Map<string, string>();
  const problems: string[] = [];
  const made = new Set<string>();
  let manifest: ReturnType<typeof parseManifest> | undefined;
  let total = 0;
  let count = 0;
  for await (const entry of plainFiles(handle.createReadStream({ autoClose: false, start: 0 }))) {
    signal?.throwIfAborted();
    if (manifest !== undefined) throw new TarProblem("something follows the manifest");
    if (entry.name === MANIFEST) {
      if (entry.size > MOST.manifest) throw new TarProblem("its manifest is too large");
      manifest = parseManifest(await collect(entry));
      continue;
    }
    total += entry.size;
    if (++count > MOST.files || total > MOST.site || entry.size > MOST.file)
      throw new TarProblem("it holds more than a site may hold");
    const path = entry.name.startsWith(FOLDER) ? entry.name.slice(FOLDER.length) : undefined;
    const wrong = path === undefined ? undefined : (nameProblem(path) ?? controlProblem(path));
    if (path === undefined) problems.push(`\`${shownPath(entry.name.slice(0, 200))}\` is outside of the site`);
    else if (wrong?.severity === "error") problems.push(`\`${shownPath(path.slice(0, 200))}\`: ${wrong.message}`);
    else if (hashes.has(path)) problems.push(`\`${shownPath(path.slice(0, 200))}\` is there twice`);
    // Once something is wrong only names are read on, to tell all of it.
    if (path === undefined || problems.length > 0) continue;
    const file = join(folder, path);
    if (!made.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
    made.add(dirname(file));
    hashes.set(path, await extract(entry, file));
  }
  if (problems.length > 0) throw refused(problems);
  if (manifest === undefined) throw new TarProblem("it has no manifest");
  const { files, commit, basePath } = manifest;
  const same =
    Object.keys(files).length === hashes.size &&
    [...hashes].every(([path, hash]) => Object.hasOwn(files, path) && files[path] === hash);
  if (!same) throw new TarProblem("its files are not those of its manifest");
  const pageSources = manifest.pageSources && readPageSources(manifest.pageSources);
  if (manifest.pageSources !== undefined && pageSources === undefined)
    throw new TarProblem("it names a source of a page that is no file of the repository");
  return { commit, basePath, pageSources };
};

/**
 * Takes a packed site without trusting it, into a new folder. Rejects with SLIP-DOCS-PACK; the folder is gone then.
 * Whether the commit is the expected one is for the caller to compare.
 */
export const unpackSite = async (archive: string, folder: string, signal?: AbortSignal): Promise<PackedSite> => {
  const handle = await open(archive, constants.O_RDONLY | constants.O_NOFOLLOW).catch((thrown: unknown) => {
    throw new Failure("SLIP-DOCS-PACK", "The packed site cannot be opened.", {
      blame: "user",
      state: "Nothing was published.",
      next: "Give the path of the file that `command: pack` wrote, after the artifact that holds it was downloaded.",
      cause: thrown,
    });
  });
  let own = false;
  try {
    await mkdir(folder);
    own = true;
    return await unpackFrom(handle, folder, signal);
  } catch (thrown) {
    if (!own) throw thrown;
    await rm(folder, { recursive: true, force: true });
    if (thrown instanceof TarProblem) throw refused([thrown.message]);
    if (/^E(?:EXIST|NOTDIR|ISDIR|NAMETOOLONG)$/.test(errorCode(thrown)))
      throw refused(["two of its paths are in each other's way"]);
    throw thrown;
  } finally {
    await handle.close();
  }
};
