import { error, type Problem } from "./finding.ts";

/** Paths that are one and the same on some systems. Paths come one by one; the later one of two gets the problem. */
export const createClashes = () => {
  const folded = new Map<string, string>();
  return {
    add: (path: string): Problem | undefined => {
      const key = path.normalize("NFC").toLowerCase();
      const other = folded.get(key);
      if (other === undefined) {
        folded.set(key, path);
        return undefined;
      }
      return other.normalize("NFC") === path.normalize("NFC")
        ? error("unicode-clash", "another file has the same name in another Unicode form")
        : error("case-clash", `\`${other}\` has the same name but for upper and lower case`);
    },
    /** The path that would be found if case did not matter. */
    like: (path: string): string | undefined => folded.get(path.normalize("NFC").toLowerCase()),
  };
};

export type Clashes = ReturnType<typeof createClashes>;
