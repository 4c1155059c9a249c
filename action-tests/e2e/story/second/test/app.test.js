import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { createApp } from "../src/app.js";
import { readSettings } from "../src/settings.js";

const settings = readSettings({ DATABASE_URL: "postgres://localhost/reminders", RENDER_GIT_COMMIT: "0123abc" });

/** Just enough of a database: one that answers, and remembers what was inserted. */
const inserted = [];
const db = {
  execute: async () => [],
  insert: () => ({ values: (row) => ({ onConflictDoNothing: async () => void inserted.push(row) }) }),
};

const server = createServer(createApp({ db, settings }));
let address;
before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test("the health endpoint tells the commit that answers", async () => {
  const response = await fetch(`${address}/healthz`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: "ok", commit: "0123abc" });
});

test("a reminder is taken", async () => {
  const body = JSON.stringify({ text: "Call the bank", inSeconds: 5 });
  const response = await fetch(`${address}/api/reminders`, { method: "POST", body });
  assert.equal(response.status, 201);
  assert.equal(inserted.at(-1).text, "Call the bank");
  assert.equal(inserted.at(-1).urgent, false);
});

test("a reminder without text is refused", async () => {
  const response = await fetch(`${address}/api/reminders`, { method: "POST", body: "{}" });
  assert.equal(response.status, 400);
});

test("what is not there is not found", async () => {
  assert.equal((await fetch(`${address}/nothing`)).status, 404);
});

test("a missing setting is named", () => {
  assert.throws(() => readSettings({}), /DATABASE_URL is not set/);
});
