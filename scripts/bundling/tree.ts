import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** Files that are not the same in both folders, with how; untracked ones count, modes too. */
export function difference(committed: string, fresh: string, only: readonly string[]): string[] {
  const [old, now] = [hashes(committed, only), hashes(fresh, only)];
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((path) => {
    if (!now.has(path)) return [`  ${path}: not made from the sources`];
    if (!old.has(path)) return [`  ${path}: missing`];
    return old.get(path) === now.get(path) ? [] : [`  ${path}: differs`];
  });
}

function hashes(folder: string, only: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  if (!existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (only.length > 0 && !only.some((action) => name.startsWith(`${action}/`))) continue;
    const executable = (statSync(path).mode & 0o100) !== 0;
    const content = entry.isSymbolicLink() ? "link" : createHash("sha256").update(readFileSync(path)).digest("hex");
    found.set(name, `${content}${executable ? "x" : ""}`);
  }
  return found;
}
