import { listItems } from "../sql/shape.ts";
import type { Remark } from "./finding.ts";

type Rule = readonly [pattern: RegExp, remark: Remark];

const breaks = (rule: string, message: string): Remark => ({ rule, effect: "breaks", message });
const unknown = (rule: string, message: string): Remark => ({ rule, effect: "unknown", message });
const safe: Remark = { rule: "safe", effect: "safe", message: "" };

const CONSTRAINT = unknown("constraint-added", "Rows that the running code writes may violate the new constraint.");
const NOT_NULL_ADDED = breaks(
  "not-null-without-default",
  "The running code does not write the new column, so its inserts fail; existing rows make the statement itself fail.",
);

const RULES: readonly Rule[] = [
  [/^rename constraint\b/, safe],
  [/^rename\b/, breaks("rename", "The running code still uses the old name.")],
  [/^set schema\b/, breaks("rename", "The running code looks for the table in its old schema.")],
  [/^drop constraint\b/, safe],
  [/^drop\b/, breaks("column-dropped", "The running code may still read or write the column.")],
  [/^add (?:constraint|check|unique|primary key|foreign key|exclude)\b/, CONSTRAINT],
  [/^alter (?:column )?\S+ set not null$/, breaks("not-null", "Inserts of the running code that leave it out fail.")],
  [
    /^alter (?:column )?\S+ (?:set data )?type\b/,
    unknown("type-changed", "The running code may read or write values of the old type; the table may be rewritten."),
  ],
  [
    /^alter (?:column )?\S+ (?:set default|drop not null|set statistics|set storage|set compression|set \(|reset \()/,
    safe,
  ],
  [/^alter (?:column )?\S+ drop default$/, unknown("default-dropped", "The running code may rely on the default.")],
  [/^validate constraint\b/, safe],
  [/^attach partition\b/, safe],
  [/^detach partition\b/, breaks("partition-detached", "The running code no longer finds the partition's rows.")],
  [/^(?:replica identity|cluster on|set without cluster|set (?:un)?logged|set tablespace|set \(|reset \()/, safe],
];

const ADDS_COLUMN = /^add (?!constraint\b|check\b|unique\b|primary key\b|foreign key\b|exclude\b)/;
const FILLED = /\b(?:default|generated|serial|bigserial|smallserial|serial[248])\b/;

/** What each action of an `alter table` means for code that is running now. `words` begin after the table's name. */
export const judgeAlterTable = (words: readonly string[]): readonly Remark[] =>
  listItems(words).map((item) => judgeAction(item.join(" ")));

function judgeAction(form: string): Remark {
  if (ADDS_COLUMN.test(form)) return / not null\b/.test(form) && !FILLED.test(form) ? NOT_NULL_ADDED : safe;
  const rule = RULES.find(([pattern]) => pattern.test(form));
  return rule
    ? rule[1]
    : unknown("not-judged", `What \`${form.slice(0, 60)}\` means for the running code is not known.`);
}
