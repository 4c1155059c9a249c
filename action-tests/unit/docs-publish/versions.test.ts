import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { page, type Rig, rig } from "./rig.ts";

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

const SITE = { "index.html": page("Home"), "guide/index.html": page("Guide"), "app.css": "body{}" };
const versions = (path = "v/versions.json"): { version: string; title: string; aliases: string[] }[] =>
  JSON.parse(docs.show(path)) as { version: string; title: string; aliases: string[] }[];
const folders = (): string[] => docs.git("ls-tree", "--name-only", "gh-pages", "v/").split("\n");

test("aliases move to the newest, as redirects for each page", async () => {
  await docs.publish(SITE, { version: "1.0", alias: ["latest", "stable"], default: "latest" });
  await docs.publish(SITE, { version: "1.1", alias: ["latest"], title: "1.1 (new)" });
  expect(versions()).toEqual([
    { version: "1.1", title: "1.1 (new)", aliases: ["latest"] },
    { version: "1.0", title: "1.0", aliases: ["stable"] },
  ]);
  expect(docs.show("v/latest/guide/index.html")).toContain('href="../../1.1/guide/"');
  expect(docs.show("v/stable/index.html")).toContain('href="../1.0/"');
  expect(docs.show("index.html")).toContain('href="v/latest/"');
  expect(docs.show("v/index.html")).toContain('href="latest/"');
  expect(docs.files()).not.toContain("v/latest/app.css");
});

test("a version that is published again brings its aliases along", async () => {
  await docs.publish(SITE, { version: "1.0", alias: ["latest"] });
  await docs.publish({ "index.html": page("Home"), "other.html": page("Other") }, { version: "1.0" });
  expect(docs.files().filter((path) => path.startsWith("v/latest/"))).toEqual([
    "v/latest/index.html",
    "v/latest/other.html",
  ]);
  expect(
    (await docs.publish({ "index.html": page("Home"), "other.html": page("Other") }, { version: "1.0" })).result
      .outcome,
  ).toBe("unchanged");
});

test("keep gives up versions, but none that an alias or a default names", async () => {
  for (const version of ["1.0", "1.1", "1.2", "2.0-rc1"]) {
    await docs.publish(SITE, { version, ...(version === "1.0" ? { alias: ["lts"] } : {}) });
  }
  const { result } = await docs.publish(SITE, { version: "1.3", keep: { minor: 2, rc: 0 } });
  expect(result.deleted).toMatchObject([{ path: "v/2.0-rc1" }, { path: "v/1.1" }]);
  expect(versions().map(({ version }) => version)).toEqual(["1.3", "1.2", "1.0"]);
  expect(folders()).toEqual(["v/1.0", "v/1.2", "v/1.3", "v/lts", "v/versions.json"]);
});

describe("a branch that mike began", () => {
  const mike = [
    { version: "1.1", title: "1.1", aliases: ["latest"] },
    { version: "1.0", title: "1.0", aliases: [] },
  ];
  beforeEach(() => {
    const pages = Object.fromEntries(["1.0", "1.1", "latest"].map((name) => [`${name}/index.html`, page(name)]));
    docs.plant({ ...pages, "index.html": page("to latest"), "versions.json": JSON.stringify(mike, undefined, 2) });
  });

  test("goes on at the addresses that people know", async () => {
    const before = docs.head();
    await docs.publish(SITE, { version: "1.2", alias: ["latest"] });
    expect(versions("versions.json").map(({ version, aliases }) => [version, aliases])).toEqual([
      ["1.2", ["latest"]],
      ["1.1", []],
      ["1.0", []],
    ]);
    expect(docs.show("1.0/index.html")).toContain("1.0");
    expect(docs.show("latest/index.html")).toContain('href="../1.2/"');
    expect(docs.files().some((path) => path.startsWith("v/"))).toBe(false);
    // Nothing of what was there was rewritten.
    expect(docs.git("merge-base", before, "gh-pages")).toBe(before);
    await docs.publish({ "index.html": page("A site of its own") });
    expect(docs.files()).toEqual(expect.arrayContaining(["1.0/index.html", "1.2/index.html", "versions.json"]));
  });
});

test("a site may have a file of the name that mike's list has", async () => {
  const list = JSON.stringify([{ version: "1.0", title: "1.0", aliases: [] }]);
  await docs.publish({ ...SITE, "versions.json": list });
  await docs.publish({ ...SITE, "versions.json": list }, { version: "2.0" });
  expect(docs.files()).toContain("v/2.0/index.html");
});

test("refuses a list of versions that is none", async () => {
  docs.plant({ "index.html": page("Home"), "v/versions.json": "[1" });
  await expect(docs.publish(SITE, { version: "1.0" })).rejects.toMatchObject({ code: "SLIP-DOCS-REFUSED" });
});

test("removes a version with its aliases, or an alias alone", async () => {
  await docs.publish(SITE, { version: "1.0", alias: ["latest", "lts"] });
  await docs.publish(SITE, { version: "1.1" });
  await expect(docs.run({ command: "remove", version: "lts" })).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
  expect((await docs.run({ command: "remove", alias: ["latest"] })).result.outcome).toBe("removed");
  expect(versions()).toMatchObject([{ version: "1.1" }, { version: "1.0", aliases: ["lts"] }]);
  const { result } = await docs.run({ command: "remove", version: "1.0" });
  expect(result).toMatchObject({ outcome: "removed", deleted: [{ path: "v/1.0" }, { path: "v/lts" }] });
  expect(folders()).toEqual(["v/1.1", "v/versions.json"]);
  expect((await docs.run({ command: "remove", version: "1.0" })).result.outcome).toBe("absent");
});
