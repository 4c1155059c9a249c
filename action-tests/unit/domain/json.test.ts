import { expect, test } from "@jest/globals";
import { isRecord, parseJson, record } from "../../../shared/domain/json.ts";

test("what is no JSON is undefined, and so is what is not there", () => {
  expect(['{"a":1}', "[]", "null", "", "{", undefined].map(parseJson)).toEqual([
    { a: 1 },
    [],
    null,
    undefined,
    undefined,
    undefined,
  ]);
});

test("only an object has fields", () => {
  expect([{}, [], null, "text", undefined].map(isRecord)).toEqual([true, false, false, false, false]);
  expect([record({ a: 1 }), record([1]), record(null)]).toEqual([{ a: 1 }, {}, {}]);
});
