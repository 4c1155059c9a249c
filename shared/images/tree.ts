interface Folder<T> {
  readonly children: Map<string, Folder<T>>;
  value: T | undefined;
}

/** What is left of files once layer after layer was put on top. Paths have `/` between their parts. */
export interface FileTree<T> {
  readonly put: (path: string, value: T) => void;
  /** Something is there now that is no folder: what was below is gone. */
  readonly remove: (path: string) => void;
  /** Empties a folder. */
  readonly clear: (folder: string) => void;
  /** Paths in the order of their names. */
  readonly entries: () => readonly (readonly [path: string, value: T])[];
}

const newFolder = <T>(): Folder<T> => ({ children: new Map(), value: undefined });

export function fileTree<T>(): FileTree<T> {
  const root = newFolder<T>();
  const find = (parts: readonly string[]): Folder<T> | undefined => {
    let folder: Folder<T> | undefined = root;
    for (const part of parts) folder = folder?.children.get(part);
    return folder;
  };
  const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");
  return {
    put(path, value) {
      let folder = root;
      for (const part of partsOf(path)) {
        const next = folder.children.get(part) ?? newFolder<T>();
        folder.children.set(part, next);
        folder = next;
      }
      folder.value = value;
    },
    remove(path) {
      const parts = partsOf(path);
      const last = parts.pop();
      if (last !== undefined) find(parts)?.children.delete(last);
    },
    clear(folder) {
      find(partsOf(folder))?.children.clear();
    },
    entries() {
      const found: (readonly [string, T])[] = [];
      const walk = (folder: Folder<T>, path: string): void => {
        if (folder.value !== undefined) found.push([path, folder.value]);
        const names = [...folder.children].toSorted(([one], [other]) => (one < other ? -1 : 1));
        for (const [name, child] of names) walk(child, path === "" ? name : `${path}/${name}`);
      };
      walk(root, "");
      return found;
    },
  };
}
