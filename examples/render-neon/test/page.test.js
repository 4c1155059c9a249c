import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../src/page.js";

test("what people write does not become markup", () => {
  const reminders = [{ text: "<script>alert(1)</script>", dueAt: new Date(0), sentAt: null }];
  const html = page({ reminders, commit: "0123abc" });
  assert.doesNotMatch(html, /<script>/);
  assert.match(html, /due 1970-01-01T00:00:00.000Z/);
});
