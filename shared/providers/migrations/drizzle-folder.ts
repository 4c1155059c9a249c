import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { MigrationFolder } from "../../ports/migrations.ts";
import { type Folder, inFolder, readMigration, unreadable } from "./files.ts";

export const JOURNAL = join("meta", "_journal.json");

const journalSchema = z.looseObject({
  dialect: z.string().optional(),
  entries: z.array(
    z.looseObject({ idx: z.number().int(), when: z.number().int(), tag: z.string().regex(/^[^/\\\0]+$/) }),
  ),
});

/** The folder that drizzle-kit generates, in the order of its journal, cut as Drizzle cuts it. */
export async function readDrizzleFolder(folder: Folder): Promise<MigrationFolder> {
  const { entries } = await readJournal(folder);
  const files = await Promise.all(
    entries.map(({ tag, when }) =>
      readMigration(folder, { file: `${tag}.sql`, name: tag, key: String(when), cutAt: "--> statement-breakpoint" }),
    ),
  );
  const known = new Set(entries.map(({ tag }) => `${tag}.sql`));
  const scripts = (await readdir(inFolder(folder))).filter((file) => file.endsWith(".sql"));
  const twice = entries.filter(({ when }, index) => entries.findIndex((other) => other.when === when) !== index);
  return {
    directory: folder.directory,
    files,
    problems: [
      ...scripts
        .filter((file) => !known.has(file))
        .map((file) => ({
          rule: "not-in-journal" as const,
          file: join(folder.directory, file),
          message: `It is not listed in ${JOURNAL}, so Drizzle never applies it. Add it with drizzle-kit, or delete it.`,
          severity: "warning" as const,
        })),
      ...twice.map(({ tag }) => ({
        rule: "duplicate-number" as const,
        file: join(folder.directory, `${tag}.sql`),
        message: `Another entry of ${JOURNAL} has the same \`when\`; Drizzle would skip one of them. Generate it anew.`,
        severity: "error" as const,
      })),
    ],
  };
}

async function readJournal(folder: Folder): Promise<z.output<typeof journalSchema>> {
  const shown = join(folder.directory, JOURNAL);
  const text = await readFile(inFolder(folder, JOURNAL), "utf8").catch((cause: unknown) => {
    throw unreadable(shown, cause);
  });
  try {
    const journal = journalSchema.parse(JSON.parse(text));
    if (journal.dialect === undefined || /^(?:postgresql|pg)$/.test(journal.dialect)) return journal;
    throw new Error(`its dialect is ${journal.dialect}, not postgresql`);
  } catch (cause) {
    throw new Failure("SLIP-DB-TOOL", `${shown} is not a journal of Drizzle for PostgreSQL.`, {
      blame: "user",
      state: "Nothing was changed.",
      next: "Look for conflict markers of a merge in it, or generate the migrations anew with drizzle-kit.",
      cause,
    });
  }
}
