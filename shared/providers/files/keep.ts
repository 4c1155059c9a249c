import { randomUUID } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Keeps a file in the runner's temporary folder, readable for this user only; it appears whole or not at all. */
export const keepIn =
  (folder: string) =>
  async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, text, { mode: 0o600, flag: "wx" });
    await rename(draft, path);
    return path;
  };
