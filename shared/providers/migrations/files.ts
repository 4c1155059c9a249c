import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { Failure } from "../../action/failure.ts";
import type { MigrationFile } from "../../ports/migrations.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What a checkout with the other line ends would hash to. */
const otherLineEnds = (text: string): readonly string[] => {
  const unix = text.replaceAll("\r\n", "\n");
  return [unix, unix.replaceAll("\n", "\r\n")].filter((form) => form !== text).map(sha256);
};

export const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isFile() ?? false;

export interface Folder {
  readonly workspace: string;
  /** As the user wrote it. */
  readonly directory: string;
}

export const inFolder = ({ workspace, directory }: Folder, ...parts: readonly string[]): string =>
  resolve(workspace, directory, ...parts);

/** Reads one file of the folder; `cutAt` is what the tool splits it at before it sends it. */
export async function readMigration(
  folder: Folder,
  { file, name, key, cutAt }: { file: string; name: string; key: string; cutAt?: string },
): Promise<MigrationFile> {
  const path = inFolder(folder, file);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw unreadable(join(folder.directory, file), cause);
  });
  // The hash is that of the decoded text, damaged or not: Drizzle's own is.
  const text = bytes.toString("utf8");
  return {
    name,
    key,
    file: relative(folder.workspace, path) || file,
    hash: sha256(text),
    otherHashes: otherLineEnds(text),
    text,
    garbled: !isUtf8(bytes) || bytes.includes(0),
    parts: cutAt === undefined ? [{ start: 0, end: text.length }] : partsBetween(text, cutAt),
  };
}

function partsBetween(text: string, mark: string): MigrationFile["parts"] {
  let at = 0;
  return text.split(mark).map((part) => {
    const start = at;
    at += part.length + mark.length;
    return { start, end: start + part.length };
  });
}

export const unreadable = (path: string, cause: unknown): Failure =>
  new Failure("SLIP-DB-TOOL", `${path} cannot be read.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Check `directory`, and that the repository is checked out before this step.",
    cause,
  });
