import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FolderProblem, MigrationFolder } from "../../ports/migrations.ts";
import { type Folder, inFolder, readMigration, unreadable } from "./files.ts";

interface Numbered {
  readonly file: string;
  readonly name: string;
  readonly number: bigint;
}

const NUMBERED = /^(\d+)(?:[._-].*)?\.sql$/i;
/** Undo scripts of other tools lie beside the migrations; they are not ours to run. */
const UNDO = /\.(?:down|undo|rollback|revert)\.sql$/i;
/** Marks of tools that keep "up" and "down" in one file: run as a whole it would undo itself. */
const FOREIGN = /^[ \t]*--[ \t]*(?:migrate:(?:up|down)|\+goose|\+migrate)/im;

/** `0001_name.sql`, `20260102_name.sql` … in the order of their numbers. */
export async function readSqlFolder(folder: Folder): Promise<MigrationFolder> {
  const names = await readdir(inFolder(folder)).catch((cause: unknown) => {
    throw unreadable(folder.directory, cause);
  });
  const scripts = names.filter((file) => /\.sql$/i.test(file) && !UNDO.test(file)).toSorted();
  const numbered = scripts
    .flatMap((file): Numbered[] => {
      const number = NUMBERED.exec(file)?.[1];
      return number === undefined ? [] : [{ file, number: BigInt(number), name: file.replace(/\.sql$/i, "") }];
    })
    .toSorted((one, other) => (one.number < other.number ? -1 : one.number > other.number ? 1 : 0));
  const files = await Promise.all(numbered.map(({ file, name }) => readMigration(folder, { file, name, key: name })));
  const problem = (rule: FolderProblem["rule"], file: string, message: string): FolderProblem => ({
    rule,
    file,
    message,
    severity: "error",
  });
  return {
    directory: folder.directory,
    files,
    problems: [
      ...scripts
        .filter((file) => !NUMBERED.test(file))
        .map((file) =>
          problem(
            "no-number",
            join(folder.directory, file),
            "Its name does not begin with a number, so its place is not known. Name it like `0001_add_orders.sql`.",
          ),
        ),
      ...numbered.flatMap(({ file, number }, index) => {
        const before = numbered[index - 1];
        if (before?.number !== number) return [];
        return [
          problem(
            "duplicate-number",
            join(folder.directory, file),
            `It has the same number as ${before.file}, so their order is not known. Give one of them another number.`,
          ),
        ];
      }),
      ...files
        .filter(({ text }) => FOREIGN.test(text))
        .map(({ file }) =>
          problem(
            "foreign-format",
            file,
            "It holds sections of another tool (dbmate, goose, sql-migrate): run as a whole it would undo itself. Keep only what leads forward.",
          ),
        ),
    ],
  };
}
