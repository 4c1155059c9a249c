import { readFile } from "node:fs/promises";
import { readKnown } from "../../dependencies/replacements/known.ts";
import type { KnownReplacements } from "../../dependencies/replacements/types.ts";

/** The list that comes with the action. Written like this, the bundler puts the file beside the bundle. */
export const knownReplacements = async (): Promise<KnownReplacements> =>
  readKnown(await readFile(new URL("../../dependencies/replacements/known.txt", import.meta.url), "utf8"));
