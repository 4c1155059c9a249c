import { readAddresses, saysWhere } from "../../shared/dependencies/addresses/read.ts";
import type { Addresses } from "../../shared/dependencies/addresses/types.ts";
import { compareCommits, readPath } from "../../shared/dependencies/repository.ts";
import type { CommitFile, Commits } from "../../shared/ports/commits.ts";
import type { Revisions } from "./ports.ts";

/** Files that say where packages come from: more of them than any repository has are made to keep us busy. */
const MOST_FILES = 2_000;

/** The repository's past as a review asks for it; nothing is listed or read twice. `env`: the job's own environment. */
export function revisionsOver(source: Commits, env: Readonly<Record<string, string | undefined>>): Revisions {
  const files = once(source.files);
  const commits: Commits = { ...source, files };
  const addresses = once(async (commit: string): Promise<Addresses> => {
    const found = (await files(commit)).filter(({ path, kind }) => kind === "file" && saysWhere(path));
    const texts = await commits.texts(found.slice(0, MOST_FILES).map(({ id }) => id));
    const byPath = found.flatMap(({ path, id }: CommitFile): [string, string][] => {
      const text = texts.get(id);
      return text === undefined ? [] : [[path, text]];
    });
    return readAddresses(new Map(byPath), env);
  });
  return {
    find: commits.find,
    mergeBase: commits.mergeBase,
    parent: commits.parent,
    read: (commit, path) => readPath(commits, commit, path),
    compare: (base, head) => compareCommits(commits, base, head),
    addresses,
  };
}

/** Asks each question once. */
export function once<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const reading = known.get(key) ?? read(key);
    known.set(key, reading);
    return reading;
  };
}
