import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The full path of a program that may be installed, or undefined. */
export function installed(...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}
