import { describe, expect, test } from "@jest/globals";
import { createdIndex, droppedIndex } from "../../../../actions/migrate-db/indexes.ts";
import { split, type Statement } from "../../../../actions/migrate-db/sql/split.ts";
import {
  controlsTransaction,
  needsPsql,
  runsOutsideTransactions,
  unwrap,
} from "../../../../actions/migrate-db/sql/transaction.ts";

const only = (sql: string): Statement => {
  const [statement] = split(sql);
  if (!statement) throw new Error(`no statement in ${sql}`);
  return statement;
};

describe("statements and transactions", () => {
  test.each([
    "create index concurrently i on t (a)",
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)",
    "drop index concurrently i",
    "reindex (verbose, concurrently) table t",
    "reindex index concurrently i",
    "reindex database d",
    "vacuum full t",
    "create database d",
    "alter system set work_mem = '1MB'",
    "alter table t detach partition p concurrently",
    "drop subscription s",
    "cluster",
  ])("outside only: %s", (sql) => {
    expect(runsOutsideTransactions(only(sql))).toBe(true);
  });

  test.each([
    "create index i on t (a)",
    "reindex table t",
    "cluster t using i",
    "alter type mood add value 'x'",
    "refresh materialized view concurrently v",
    "comment on index i is 'create index concurrently'",
    "create database_log (id int)",
  ])("inside as well: %s", (sql) => {
    expect(runsOutsideTransactions(only(sql))).toBe(false);
  });

  test.each([
    ["begin", true],
    ["start transaction read only", true],
    ["commit and chain", true],
    ["rollback", true],
    ["prepare transaction 'x'", true],
    ["savepoint a", false],
    ["rollback to savepoint a", false],
    ["release savepoint a", false],
    ["begin_work()", false],
  ])("%s: controls the transaction is %s", (sql, expected) => {
    expect(controlsTransaction(only(sql))).toBe(expected);
  });

  test.each([
    ["begin; select 1; commit;", 1],
    ["BEGIN TRANSACTION; select 1; select 2; END WORK;", 2],
    ["begin; select 1;", 2],
    ["begin isolation level serializable; select 1; commit;", 3],
    ["select 1; commit;", 2],
  ])("%s keeps %i statements", (sql, count) => {
    expect(unwrap(split(sql))).toHaveLength(count);
  });

  test("copy from stdin and backslash commands need psql", () => {
    expect(
      ["copy t (a) from stdin", "\\connect db", "copy t from '/f'", "copy t to stdout"].map((sql) =>
        needsPsql(only(sql)),
      ),
    ).toEqual([true, true, false, false]);
  });
});

describe("indexes in statements", () => {
  test.each([
    ["create index i on t (a)", { index: "i", table: "t" }],
    [
      'create unique index concurrently if not exists "My ""i""" on only app."T t" using btree (a)',
      { index: 'My "i"', table: 'app."T t"' },
    ],
    ["create index concurrently on t (a)", undefined],
    ["create table i (a int)", undefined],
  ])("%s builds %j", (sql, expected) => {
    expect(createdIndex(only(sql))).toEqual(expected);
  });

  test.each([
    ["drop index concurrently app.i", "app.i"],
    ['drop index concurrently if exists "I" cascade', '"I"'],
    ["drop index i", undefined],
  ])("%s drops %s", (sql, expected) => {
    expect(droppedIndex(only(sql))).toBe(expected);
  });
});
