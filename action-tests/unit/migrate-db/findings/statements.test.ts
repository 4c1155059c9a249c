import { describe, expect, test } from "@jest/globals";
import { compatibility, statementFindings, steps } from "../../../../actions/migrate-db/findings/collect.ts";

const judge = (sql: string) => {
  const migration = {
    name: "1",
    key: "1",
    file: "m/1.sql",
    hash: "",
    otherHashes: [],
    text: sql,
    parts: [{ start: 0, end: sql.length }],
  };
  const findings = statementFindings(steps([migration]), new Set());
  return { compatible: compatibility(findings), rules: findings.map(({ rule }) => rule) };
};

describe("what a statement means for the code that runs now", () => {
  test.each([
    "create table a (id int not null, constraint c check (id > 0))",
    "alter table a add column b int",
    "alter table a add b int not null default 0",
    "alter table only a add column if not exists b bigserial not null",
    "alter table a add column b int generated always as identity not null",
    "alter table a alter column b drop not null, alter b set default 1, drop constraint x",
    "alter table a rename constraint x to y",
    "alter type mood add value 'happy'",
    "create index concurrently i on a (b)",
    "comment on table a is 'drop table b'",
    "insert into a values ('drop table x'), (\"rename\")",
    "update a set b = 1 where b is null",
    "select setval('s', 1)",
    "create table a (id int); alter table a drop column id; drop table a; truncate a; create unique index i on a (id)",
    'create table "My Table" (id int); alter table "My Table" rename to other',
    "create table public.a (id int); alter table a add constraint x unique (id)",
  ])("can live with: %s", (sql) => {
    expect(judge(sql).compatible).toBe("true");
  });

  test.each([
    ["drop table a", "dropped"],
    ["drop table if exists only_new, a cascade", "dropped"],
    ["drop materialized view v", "dropped"],
    ["drop function f(int, text)", "dropped"],
    ["alter table a drop column b", "column-dropped"],
    ["alter table a drop b", "column-dropped"],
    ["alter table a rename column b to c", "rename"],
    ["alter table a rename to c", "rename"],
    ["alter table a set schema archive", "rename"],
    ["alter view v rename to w", "rename"],
    ["alter type mood rename value 'sad' to 'blue'", "rename"],
    ["alter table a add column b int not null", "not-null-without-default"],
    ["alter table a add b int, add c text not null", "not-null-without-default"],
    ["alter table a alter column b set not null", "not-null"],
    ["truncate table a", "truncated"],
    ["delete from a", "rows-deleted"],
    ["ALTER TABLE /* x */ A -- y\n DROP\tCOLUMN B", "column-dropped"],
    ["alter table a detach partition b", "partition-detached"],
    ["create table other (id int); drop table a", "dropped"],
    ["create table if not exists a (id int, b int); alter table a drop column b", "column-dropped"],
  ])("breaks on: %s", (sql, rule) => {
    expect(judge(sql)).toEqual({ compatible: "false", rules: [rule] });
  });

  test.each([
    ["alter table a alter column b type text", "type-changed"],
    ["alter table a alter b set data type numeric(5, 2) using b::numeric", "type-changed"],
    ["alter table a add constraint c unique (b)", "constraint-added"],
    ["alter table a add check (b > 0)", "constraint-added"],
    ["create unique index concurrently i on a (b)", "constraint-added"],
    ["alter table a alter b drop default", "default-dropped"],
    ["drop index i", "index-dropped"],
    ["do $$ begin drop table a; end $$", "not-judged"],
    ["select migrate_everything()", "not-judged"],
    ["create or replace view v as select 1", "replaced"],
    ["create trigger x before insert on a execute function f()", "not-judged"],
    ["revoke all on a from app", "not-judged"],
    ["frobnicate a", "not-judged"],
  ])("cannot be told for: %s", (sql, rule) => {
    expect(judge(sql)).toEqual({ compatible: "unknown", rules: [rule] });
  });

  test("one break outweighs everything", () => {
    expect(judge("frobnicate a; drop table a; create table b ()").compatible).toBe("false");
  });

  test("an index that is built while writes wait is told, but breaks nothing", () => {
    expect(judge("create index i on a (b)")).toEqual({ compatible: "true", rules: ["index-blocks-writes"] });
    expect(judge("create table a (b int); create index i on a (b)").rules).toEqual([]);
  });

  test("says where", () => {
    const text = "select setval('s', 1);\n\n  drop table a;";
    const migration = {
      name: "1",
      key: "1",
      file: "m/1.sql",
      hash: "",
      otherHashes: [],
      text,
      parts: [{ start: 0, end: text.length }],
    };
    expect(statementFindings(steps([migration]), new Set())).toMatchObject([
      { file: "m/1.sql", line: 3, severity: "warning" },
    ]);
  });
});
