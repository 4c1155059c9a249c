import { error, type Problem, warning } from "./finding.ts";

/** Git and hosts take these for `.git`: other case, Windows' short names, streams and trailing marks, HFS' invisible ones. */
export const isGitFolder = (name: string): boolean =>
  /^(?:\.git|git~\d{1,3})$/.test(
    name
      .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
      .replace(/:.*$/s, "")
      .replace(/[. ]+$/, "")
      .toLowerCase(),
  );

const HIDES = /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufffd]|[\ud800-\udfff]/u;
/** Windows cannot have these in any folder, with whatever ending. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

const ofSegment = (name: string): Problem | undefined => {
  if (name === "" || name === "." || name === "..") return error("path-traversal", "the path leads out of the site");
  if (Buffer.byteLength(name) > 255) return error("name-too-long", "the name is longer than 255 bytes");
  if (isGitFolder(name)) return error("git-folder", "a part of a git repository is never published");
  if (name.includes("\\")) return error("path-traversal", "a backslash separates folders on some systems");
  if (HIDES.test(name))
    return error("bad-name", "the name has characters that cannot be seen, reorder what is read, or are no text");
  if (/[. ]$/.test(name)) return error("bad-name", "the name ends with a dot or a blank, which some systems drop");
  if (RESERVED.test(name))
    return error("reserved-name", "the name is reserved on Windows, so that nobody there can check it out");
  return undefined;
};

/** What is wrong with a path of a site for its letters alone. */
export const nameProblem = (path: string): Problem | undefined => {
  if (/^(?:\/|[A-Za-z]:)/.test(path)) return error("path-traversal", "the path is absolute");
  for (const name of path.split("/")) {
    const problem = ofSegment(name);
    if (problem !== undefined) return problem;
  }
  if (path.length > 1_024) return error("path-too-long", "the path is longer than 1,024 characters");
  if (/[<>:"|?*]/.test(path)) return warning("unusual-name", "the name has a character that Windows does not allow");
  return undefined;
};

/** A path as it is shown to people and machines: what cannot be shown is a mark. */
export const shownPath = (path: string): string => path.replace(new RegExp(HIDES.source, "gu"), "\u{fffd}");
