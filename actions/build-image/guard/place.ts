import type { Leak } from "../../../shared/leaks/types.ts";

/** Where something lies that must not be published, and what it is. The value itself is nowhere. */
export interface Place {
  /** In our words, with hostile names in it: "the build argument NPM_TOKEN". */
  readonly where: string;
  /** "an npm token" */
  readonly what: string;
}

/** What the guard knows about texts. */
export interface Detector {
  /** Leaks of a text. `known` alone: only the job's own secrets count, not what merely looks like one. */
  readonly find: (text: string, known?: boolean) => readonly Leak[];
}

export const placesOf = (leaks: readonly Leak[], where: string): readonly Place[] =>
  leaks.map(({ what, line }) => ({ where: line === undefined || line === 1 ? where : `${where}, line ${line}`, what }));
