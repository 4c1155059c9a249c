import { objectName, QUALIFIED, shape } from "../sql/shape.ts";
import type { Statement } from "../sql/split.ts";
import { judgeAlterTable } from "./alter-table.ts";
import type { Remark } from "./finding.ts";

const OPTIONS = "(?:concurrently )?(?:if (?:not )?exists )?(?:only )?";
const RELATION = "(?:table|view|materialized view|schema|type|domain|function|procedure|sequence|aggregate|extension)";

const CREATES = new RegExp(
  `^create (?:(?:global |local )?(?:temporary |temp )|unlogged |recursive )?(${RELATION}) ${OPTIONS}(${QUALIFIED})`,
);
const CREATES_INDEX = new RegExp(
  `^create (unique )?index ${OPTIONS}(?:(?!on )${QUALIFIED} )?on (?:only )?(${QUALIFIED})`,
);
const DROPS = new RegExp(`^drop ${RELATION} ${OPTIONS}(.*?)(?: cascade| restrict)?$`);
const ALTERS_TABLE = new RegExp(`^alter table ${OPTIONS}(${QUALIFIED})(?: \\*)? (.*)$`);
const TRUNCATES = new RegExp(`^truncate (?:table )?(?:only )?(${QUALIFIED})`);
const ON_TABLE = new RegExp(
  `^create (?:or replace )?(?:constraint )?(?:trigger|rule|policy)\\b.*? (?:on|to) (${QUALIFIED})`,
);

/** Judged by their first words alone; the first that matches counts. */
const HEADS: readonly (readonly [RegExp, Remark])[] = [
  [/^create or replace\b/, unknown("replaced", "The running code may rely on how it worked before.")],
  [/^create (?:collation|statistics|role|user|group|publication|cast|operator|text search)\b/, safe()],
  [
    /^(?:comment|analyze|set|reset|insert|grant|vacuum|reindex|refresh materialized view|cluster|update|savepoint|release|lock)\b/,
    safe(),
  ],
  [/^select (?:pg_catalog \. )?(?:setval|set_config) \(/, safe()],
  [/^delete from [^;]*? where\b/, unknown("rows-deleted", "The running code may need the rows that are deleted.")],
  [/^delete\b/, breaks("rows-deleted", "All rows of the table are deleted.")],
  [/^drop index\b/, unknown("index-dropped", "Queries may become slow, and `on conflict` may need a unique index.")],
  [/^alter type\b.* add value\b/, safe()],
  [/^alter sequence\b(?!.* (?:rename|set schema)\b)/, safe()],
  [/^alter index\b/, safe()],
  [/^alter\b.* (?:rename|set schema)\b/, breaks("rename", "The running code still uses the old name.")],
];

function safe(): Remark {
  return { rule: "safe", effect: "safe", message: "" };
}
function breaks(rule: string, message: string): Remark {
  return { rule, effect: "breaks", message };
}
function unknown(rule: string, message: string): Remark {
  return { rule, effect: "unknown", message };
}

/**
 * What a statement means for code that is running now. `created` holds what earlier statements of the same run made and
 * is added to: the running code cannot know it, so nothing done to it can hurt.
 */
export function judgeStatement(statement: Statement, created: Set<string>): readonly Remark[] {
  const form = shape(statement);
  const isNew = (name: string | undefined): boolean => name !== undefined && created.has(objectName(name));

  const creates = CREATES.exec(form);
  if (creates?.[2]) {
    // `if not exists` may have found what the running code already uses.
    if (!creates[0].includes(" if not exists ")) created.add(objectName(creates[2]));
    return [safe()];
  }
  const index = CREATES_INDEX.exec(form);
  if (index) return isNew(index[2]) ? [safe()] : judgeIndex(form, index[1] !== undefined);
  const drops = DROPS.exec(form);
  if (drops?.[1]) {
    const names = drops[1].split(" , ").map((name) => name.replace(/ \(.*$/, ""));
    return names.every(isNew) ? [safe()] : [breaks("dropped", "The running code may still use what is dropped.")];
  }
  const alters = ALTERS_TABLE.exec(form);
  if (alters?.[2]) return isNew(alters[1]) ? [safe()] : judgeAlterTable(alters[2].split(" "));
  const truncates = TRUNCATES.exec(form);
  if (truncates) return isNew(truncates[1]) ? [safe()] : [breaks("truncated", "All rows of the table are deleted.")];
  const attached = ON_TABLE.exec(form);
  if (attached && isNew(attached[1])) return [safe()];
  const head = HEADS.find(([pattern]) => pattern.test(form));
  return [head ? head[1] : unknown("not-judged", "What this statement means for the running code is not known.")];
}

function judgeIndex(form: string, unique: boolean): readonly Remark[] {
  const remarks: Remark[] = [];
  if (unique)
    remarks.push(unknown("constraint-added", "Rows that the running code writes may violate the new unique index."));
  if (!/^create (?:unique )?index concurrently\b/.test(form)) {
    remarks.push({
      rule: "index-blocks-writes",
      effect: "safe",
      message: "Writes to the table wait until the index is built; `create index concurrently` lets them go on.",
    });
  }
  return remarks;
}
