import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../src/page.js";

test("what people write does not become markup", () => {
  const reminders = [{ text: "<script>alert(1)</script>", dueAt: new Date(0), sentAt: null }];
  const html = page({ reminders, sentToday: 0, commit: "0123abc" });
  assert.doesNotMatch(html, /<script>/);
  assert.match(html, /due 1970-01-01T00:00:00.000Z/);
});

test("what is urgent is marked", () => {
  const reminders = [{ text: "Call the bank", dueAt: new Date(0), sentAt: new Date(0), urgent: true }];
  assert.match(page({ reminders, sentToday: 3, commit: "0123abc" }), /<strong>!<\/strong> Call the bank/);
});
