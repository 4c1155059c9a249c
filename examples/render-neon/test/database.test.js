import assert from "node:assert/strict";
import { test } from "node:test";
import { isAway, persistently } from "../src/database.js";

const failure = (code) => Object.assign(new Error(code), { code });

test("work is repeated while the database restarts", async () => {
  const failures = [failure("57P01"), new Error("query failed", { cause: failure("ECONNRESET") }), failure("3D000")];
  let runs = 0;
  const result = await persistently(async () => {
    runs += 1;
    const next = failures.shift();
    if (next !== undefined) throw next;
    return "done";
  });
  assert.equal(result, "done");
  assert.equal(runs, 4);
});

test("a mistake of our own is not repeated", async () => {
  let runs = 0;
  const work = async () => {
    runs += 1;
    throw failure("42P01");
  };
  await assert.rejects(persistently(work), { code: "42P01" });
  assert.equal(runs, 1);
});

test("patience ends", async () => {
  const work = async () => {
    throw failure("57P01");
  };
  await assert.rejects(persistently(work, { patience: 0 }), { code: "57P01" });
});

test("only a lost connection counts as away", () => {
  assert.equal(isAway(failure("55000")), true);
  assert.equal(isAway(failure("23505")), false);
  assert.equal(isAway(undefined), false);
});
