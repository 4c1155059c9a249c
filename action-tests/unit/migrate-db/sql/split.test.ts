import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { split } from "../../../../actions/migrate-db/sql/split.ts";

const texts = (sql: string): string[] => split(sql).map(({ text }) => text);

/** Statements that hold semicolons in every place where they do not end a statement. */
const TRICKY = [
  "select 1",
  "select 'a;b'",
  "select ';''; -- no comment'",
  String.raw`select E'it\'s; fine'`,
  'select 1 as "a;b"',
  "select $$;$$",
  "select $tag$ $$ ; $$ $tag$",
  "create function f() returns int language plpgsql as $f$ begin perform 1; return 2; end; $f$",
  "create function g() returns int begin atomic select 1; select case when true then 1 else 2 end; end",
  "create or replace procedure p() language sql begin atomic insert into t values (1); end",
  "create function begin() returns int language sql as $$ select 1 $$",
  "create rule r as on insert to t do also (delete from u; delete from v)",
  "select 1 /* ; /* ; */ ; */ + 1",
  "select 1 -- ; \n + 1",
  "alter table t add column begin int",
  "select 'a'\n';b'",
];

describe("split", () => {
  test.each(TRICKY)("keeps %j in one piece", (sql) => {
    expect(texts(`${sql};`)).toEqual([sql]);
  });

  test("gives back the statements that were joined, whatever stands between them", () => {
    const between = fc.array(fc.constantFrom(" ", "\n", "\t", "-- note; \n", "/* a; b */", ";"), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...TRICKY), between), { maxLength: 8 }), (items) => {
        const sql = items.map(([statement, space]) => `${statement};${space.join("")}`).join("");
        const found = split(sql);
        expect(found.map(({ text }) => text)).toEqual(items.map(([statement]) => statement));
        for (const { text, start, line } of found) {
          expect(sql.slice(start, start + text.length)).toBe(text);
          expect(sql.slice(0, start).split("\n")).toHaveLength(line);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("does not run over the border of a part", () => {
    const sql = "create table a ()--> statement-breakpoint\ncreate table b ()";
    const border = sql.indexOf("-->");
    const parts = [
      { start: 0, end: border },
      { start: border + "--> statement-breakpoint".length, end: sql.length },
    ];
    expect(split(sql, parts).map(({ text, line }) => [text, line])).toEqual([
      ["create table a ()", 1],
      ["create table b ()", 2],
    ]);
  });

  test("says when a string never ends", () => {
    expect(split("select 1; select 'open; select 2;").map(({ unterminated }) => unterminated)).toEqual([false, true]);
  });
});
