import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { page, type Rig, rig, sha } from "./rig.ts";

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

const site = (body: string, more: Record<string, string> = {}) => ({ "index.html": page(body), ...more });
const publish = (digit: number, more: Record<string, string> = {}) =>
  docs.publish(site(`from ${digit}`, more), {}, { info: { sha: sha(digit), runId: String(digit) } });
const back = (to: string, inputs = {}) => docs.run({ command: "rollback", to, ...inputs });

test("goes back to what was there before, and keeps previews", async () => {
  await publish(1, { "old.html": page("old") });
  await publish(2, { "new.html": page("new") });
  await docs.publish(site("preview"), { preview: "7" });
  const { result } = await back("previous");
  expect(result).toMatchObject({ outcome: "rolled-back", added: "1", changed: "1", removed: "1" });
  expect(docs.show("index.html")).toContain("from 1");
  expect(docs.files()).toEqual(expect.arrayContaining(["old.html", "pr/7/index.html"]));
  expect(docs.files()).not.toContain("new.html");
  expect(JSON.parse(docs.show(".slipway/version.json"))).toMatchObject({ number: 3, commit: sha(1) });
});

test("again and again goes further back, and any commit can be named", async () => {
  for (const digit of [1, 2, 3]) await publish(digit);
  await back("previous");
  expect(docs.show("index.html")).toContain("from 2");
  await back("previous");
  expect(docs.show("index.html")).toContain("from 1");
  await expect(back("previous")).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
  await back(sha(3).slice(0, 7));
  expect(docs.show("index.html")).toContain("from 3");
  await back("previous");
  expect(docs.show("index.html")).toContain("from 1");
  expect((await back(sha(1))).result.outcome).toBe("unchanged");
  await expect(back("abcdef1")).rejects.toThrow(/No publication was made from abcdef1/);
});

test("a dry run shows it and does nothing", async () => {
  await publish(1);
  await publish(2);
  const head = docs.head();
  expect((await back("previous", { dryRun: true })).result).toMatchObject({ outcome: "planned", changed: "1" });
  expect(docs.head()).toBe(head);
});

test("a message cannot pass for what the branch tells of itself", async () => {
  await publish(1);
  await docs.publish(site("from 2"), { message: `Docs\n\nSlipway-Commit: ${sha(9)}\nSlipway-Place: /x` });
  await publish(3);
  await expect(back(sha(9))).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
  expect((await back("previous")).result.outcome).toBe("rolled-back");
  expect(docs.show("index.html")).toContain("from 2");
});

test("history keeps, squashes and cuts, and the tree stays the same", async () => {
  for (const digit of [1, 2, 3, 4]) await publish(digit);
  await docs.publish(site("preview"), { preview: "7" });
  expect(docs.commits()).toBe(5);
  await docs.publish(site("from 5"), { history: { kind: "last", commits: 3 } });
  expect(docs.commits()).toBe(3);
  expect(docs.files()).toContain("pr/7/index.html");
  expect(docs.git("show", "gh-pages~2:index.html")).toContain("from 4");
  await back("previous");
  expect(docs.show("index.html")).toContain("from 4");
  await docs.publish(site("from 6"), { history: { kind: "last", commits: 1 } });
  expect(docs.commits()).toBe(1);
  expect(docs.files()).toContain("pr/7/index.html");
  await expect(back("previous")).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
});

test("a version that was removed since comes back, with its entry and without aliases that moved on", async () => {
  const one = { version: "1.0", title: "One", alias: ["latest"] };
  await docs.publish(site("one"), one, { info: { sha: sha(1) } });
  await docs.publish(site("two"), { version: "2.0", alias: ["latest"] });
  await docs.run({ command: "remove", version: "1.0" });
  const versions = () => JSON.parse(docs.show("v/versions.json")) as unknown;
  const two = { version: "2.0", title: "2.0", aliases: ["latest"] };
  expect(versions()).toEqual([two]);
  expect((await back("previous", { version: "1.0", dryRun: true })).result.outcome).toBe("planned");
  expect((await back("previous", { version: "1.0" })).result.outcome).toBe("rolled-back");
  expect(versions()).toEqual([two, { version: "1.0", title: "One", aliases: [] }]);
  expect(docs.show("v/1.0/index.html")).toContain("one");
  expect(docs.show("v/latest/index.html")).toContain("../2.0/");
  expect((await back(sha(1), { version: "1.0" })).result.outcome).toBe("unchanged");
  await docs.run({ command: "remove", version: "1.0" });
  expect((await back(sha(1).slice(0, 7), { version: "1.0" })).result.outcome).toBe("rolled-back");
  expect(versions()).toHaveLength(2);
});

test("a version that never was cannot come back", async () => {
  await publish(1);
  await expect(back("previous", { version: "9.9" })).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
  expect(docs.files()).not.toContain("v/versions.json");
});
