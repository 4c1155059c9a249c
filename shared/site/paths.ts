/** A path of a tree: no empty, `.` or `..` part, no `.git`, no control character or backslash. "" is the tree's top. */
export const isTreePath = (path: string): boolean =>
  path === "" ||
  (path.length <= 1024 &&
    path.split("/").every(
      (part) =>
        // oxlint-disable-next-line no-control-regex -- the very characters to refuse
        part !== "" && part !== "." && part !== ".." && !/[\x00-\x1f\x7f\\\ufffd]/.test(part) && !/^\.git$/i.test(part),
    ));

/** A name that is one folder and means the same in an address: no slash, no escape, no hidden folder. */
export const isPlaceName = (name: string): boolean => /^(?![.-])[\w.+~-]{1,100}(?<!\.)$/.test(name);

/** Joins parts of a path of the tree; empty ones are left out. */
export const joinPath = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("/");

/** Whether the path is the folder or lies in it; everything lies in "". */
export const isWithin = (path: string, folder: string): boolean =>
  folder === "" || path === folder || path.startsWith(`${folder}/`);
