import type { SiteFinding } from "./types.ts";

/** A site of fewer files is too small to tell. */
const SMALL = 10;
const LEFT = 0.25;

const finding = (message: string): SiteFinding => ({
  rule: "empty-site",
  severity: "error",
  path: "",
  line: undefined,
  column: undefined,
  message,
});

/** What makes a site suspiciously empty, beside what was published there before. */
export function findEmptiness(
  paths: ReadonlySet<string>,
  earlier: { readonly files: number; readonly hasIndex: boolean } | undefined,
  allowed: boolean,
): readonly SiteFinding[] {
  if (paths.size === 0) return [finding("the folder is empty")];
  if (allowed) return [];
  if (earlier !== undefined && earlier.files >= SMALL && paths.size < earlier.files * LEFT) {
    return [
      finding(`it has ${paths.size} files where ${earlier.files} are published; \`allow-shrink: true\` lets that pass`),
    ];
  }
  if (earlier?.hasIndex === true && !paths.has("index.html")) {
    return [finding("its first page, `index.html`, is gone; `allow-shrink: true` lets that pass")];
  }
  return [];
}
