import type { SqlSession } from "../../shared/ports/sql.ts";
import type { Statement } from "./sql/split.ts";

export interface IndexTarget {
  /** As in the catalogue, without quotes. */
  readonly index: string;
  /** As `to_regclass` wants it. */
  readonly table: string;
}

/** The index that a `create index` builds; undefined when the server chooses its name. */
export function createdIndex({ words }: Statement): IndexTarget | undefined {
  const at = words.indexOf("index");
  if (words[0] !== "create" || at < 1 || at > 2) return undefined;
  const rest = words.slice(at + 1);
  if (rest[0] === "concurrently") rest.shift();
  if (rest[0] === "if") rest.splice(0, 3);
  const on = rest.indexOf("on");
  if (on < 1) return undefined;
  const tableAt = rest[on + 1] === "only" ? on + 2 : on + 1;
  const table = [rest[tableAt] ?? ""];
  for (let next = tableAt + 1; rest[next] === "."; next += 2) table.push(".", rest[next + 1] ?? "");
  return { index: unquote(rest[on - 1] ?? ""), table: table.join("") };
}

/** The index that a `drop index concurrently` drops, as `to_regclass` wants it. */
export function droppedIndex({ words }: Statement): string | undefined {
  if (words[0] !== "drop" || words[1] !== "index" || words[2] !== "concurrently") return undefined;
  return words
    .slice(words[3] === "if" ? 5 : 3)
    .filter((word) => !["cascade", "restrict"].includes(word))
    .join("");
}

const unquote = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

const STATE = `select i.indisvalid as valid, format('%I.%I', n.nspname, c.relname) as name
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where i.indrelid = to_regclass($1) and c.relname = $2 and c.relkind = 'i'`;

/** Whether the index is there and can be used; `name` is quoted and with its schema. */
export async function indexState(
  session: SqlSession,
  { table, index }: IndexTarget,
): Promise<{ readonly valid: boolean; readonly name: string } | undefined> {
  const [row] = await session.query(STATE, [table, index]);
  return row && { valid: row["valid"] === true, name: String(row["name"]) };
}

export async function relationExists(session: SqlSession, name: string): Promise<boolean> {
  const [row] = await session.query("select to_regclass($1) is not null as there", [name]);
  return row?.["there"] === true;
}
