import { Failure } from "../../action/failure.ts";

export interface Position {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong: one sentence what, and how to put it right. */
export interface Problem extends Position {
  readonly what: string;
  readonly fix: string;
}

/** Keys and indexes from the top of the manifest. */
export type Path = readonly (string | number)[];

/** Says what is wrong with the key or the value at a path, and how to put it right. */
export type Report = (path: Path, part: "key" | "value", what: string, fix: string) => void;

/** More than anybody reads at once; the annotation holds 4,096 characters anyway. */
const SHOWN = 20;

const inOrder = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;

/** `.github/slipway.yml:7:5: \`knd\` is no key of \`services.api\`. Did you mean \`kind\`?` */
export const render = (file: string, { line, column, what, fix }: Problem): string =>
  `${file}:${line}:${column}: ${what}. ${fix}`;

export const manifestFailure = (file: string, problems: readonly Problem[]): Failure => {
  const lines = problems.toSorted(inOrder).map((problem) => render(file, problem));
  const more = lines.length - SHOWN;
  return new Failure(
    "SLIP-MANIFEST-INVALID",
    [...lines.slice(0, SHOWN), ...(more > 0 ? [`… and ${more} more`] : [])].join("\n"),
    {
      blame: "user",
      state: "Nothing was changed.",
      next: `Correct ${lines.length === 1 ? "this" : "these"} in ${file}.`,
    },
  );
};
