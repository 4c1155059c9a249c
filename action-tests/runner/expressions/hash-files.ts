import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { toText, type Value } from "./value.ts";

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** SHA-256 over the SHA-256 of every file that matches, in the order of their paths; empty when none does. */
export const hashFiles = (workspace: string, values: readonly Value[]): string => {
  const patterns = values.map(toText).filter((pattern) => !pattern.startsWith("--"));
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
  const unwanted = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const paths = globSync(wanted, { cwd: workspace, exclude: unwanted }).map((path) => join(workspace, path));
  const files = [...new Set(paths)].filter(isFile).toSorted();
  if (files.length === 0) return "";
  const whole = createHash("sha256");
  for (const file of files) whole.update(createHash("sha256").update(readFileSync(file)).digest());
  return whole.digest("hex");
};
