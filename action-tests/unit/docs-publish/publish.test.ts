import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { page, type Rig, rig, sha } from "./rig.ts";

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => {
  if (docs.leftovers().length > 0) throw new Error(`left in the temporary folder: ${docs.leftovers().join(", ")}`);
  docs.close();
});

const SITE = { "index.html": page("Home"), "guide/index.html": page("Guide"), "app.css": "body{}" };
const own = (paths: readonly string[]): string[] => paths.filter((path) => !path.includes(".slipway/"));

test("publishes a site, and then not again", async () => {
  const first = await docs.publish(SITE);
  expect(first.result).toMatchObject({
    outcome: "published",
    pageUrl: "https://acme.github.io/shop/",
    basePath: "/shop/",
    files: "3",
    added: "3",
  });
  expect(own(docs.files())).toEqual([".nojekyll", "app.css", "guide/index.html", "index.html"]);
  expect(JSON.parse(docs.show(".slipway/version.json"))).toMatchObject({ number: 1, commit: sha(1), files: 3 });
  expect(first.result.commit).toBe(docs.head());

  const again = await docs.publish(SITE, {}, { info: { sha: sha(2), runId: "4712" } });
  expect(again.result).toMatchObject({ outcome: "unchanged", added: "0", changed: "0", removed: "0" });
  expect(docs.commits()).toBe(1);
});

test("tells what is added, changed and removed, and a dry run does nothing of it", async () => {
  await docs.publish(SITE);
  const { "app.css": _, ...rest } = SITE;
  const next = { ...rest, "index.html": page("Welcome"), "new.html": page("New") };
  const head = docs.head();
  const planned = await docs.publish(next, { dryRun: true });
  expect(planned.result).toMatchObject({ outcome: "planned", added: "1", changed: "1", removed: "1" });
  expect(planned.context.summary.markdown()).toContain("<code>app.css</code>");
  expect(docs.head()).toBe(head);
  const done = await docs.publish(next);
  expect(done.result).toMatchObject({ outcome: "published", added: "1", changed: "1", removed: "1" });
  expect(own(docs.files())).toEqual([".nojekyll", "guide/index.html", "index.html", "new.html"]);
});

test("a folder takes the place of a file, and a file that of a folder", async () => {
  await docs.publish({ "index.html": page("a"), a: "file", "b/c.txt": "c" });
  await docs.publish({ "index.html": page("a"), "a/x.txt": "x", b: "file" });
  expect(own(docs.files())).toEqual([".nojekyll", "a/x.txt", "b", "index.html"]);
});

test("publishes names that git, shells and addresses read as something else", async () => {
  const names = ["a b.txt", 'q"uote.txt', "-dash.txt", "ünï/çødé.txt", "$(x).txt", "%41.txt", "tab'.txt", "#1.txt"];
  const { result } = await docs.publish(
    { "index.html": page("a"), ...Object.fromEntries(names.map((name) => [name, name])) },
    { linkCheck: "off" },
  );
  expect(result.outcome).toBe("published");
  const listed = docs.git("ls-tree", "-r", "-z", "--name-only", "gh-pages").split("\0");
  expect(listed).toEqual(expect.arrayContaining(names));
});

test("a site keeps versions, previews, other destinations, the domain and what is named", async () => {
  await docs.publish({ ...SITE, CNAME: "docs.example.com" });
  await docs.publish(SITE, { version: "1.0", alias: ["latest"] });
  await docs.publish(SITE, { preview: "7" });
  await docs.publish(SITE, { destination: "api" });
  docs.pulls.set(7, { open: true });
  const before = docs.files();
  const { result } = await docs.publish({ "index.html": page("Only this") }, { allowShrink: true });
  expect(result).toMatchObject({ outcome: "published", removed: "2", pageUrl: "https://docs.example.com/" });
  const gone = before.filter((path) => !docs.files().includes(path));
  expect(gone).toEqual(["app.css", "guide/index.html"]);
  await docs.publish({ "index.html": page("And this"), "data/x.json": "{}" });
  await docs.publish({ "index.html": page("And that") }, { keepFiles: ["data/"] });
  expect(docs.files()).toContain("data/x.json");
});

test("refuses a site over somebody else's place", async () => {
  await docs.publish(SITE, { destination: "api" });
  const head = docs.head();
  await expect(docs.publish({ "index.html": page("a"), "api/index.html": page("b") })).rejects.toMatchObject({
    code: "SLIP-DOCS-REFUSED",
    outcome: "refused",
  });
  expect(docs.head()).toBe(head);
});

test("refuses what is suspiciously empty", async () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}.html`, page(`p${index}`)]));
  await docs.publish({ ...SITE, ...many });
  for (const site of [{}, { "index.html": page("a") }, { ...many, "404.html": page("no first page") }]) {
    await expect(docs.publish(site)).rejects.toMatchObject({ code: "SLIP-DOCS-REFUSED", outcome: "refused" });
  }
  expect((await docs.publish({ "index.html": page("a") }, { allowShrink: true })).result.outcome).toBe("published");
});

const KEY = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });

describe("what must not be published", () => {
  test.each([
    ["a private name", { ".env": "A=b" }],
    ["a key", { "key.txt": KEY }],
    ["a secret of this job", { "x.html": page("token-of-the-job-123") }],
    ["a repository", { ".git/config": "[core]" }],
  ])("%s", async (_, files) => {
    const failed = docs.publish({ ...SITE, ...files } as Record<string, string>);
    await expect(failed).rejects.toMatchObject({ code: "SLIP-DOCS-REFUSED", outcome: "refused" });
    expect(docs.files()).toEqual([]);
  });

  test("but .well-known and .nojekyll are", async () => {
    await docs.publish({ ...SITE, ".well-known/security.txt": "Contact: mailto:a@example.com", ".nojekyll": "" });
    expect(docs.files()).toEqual(expect.arrayContaining([".nojekyll", ".well-known/security.txt"]));
  });
});

test("new broken links are refused, old ones are not", async () => {
  const broken = { ...SITE, "index.html": `${page("Home")}<a href="gone.html">gone</a>` };
  await docs.publish(broken, { linkCheck: "warn" });
  expect((await docs.publish({ ...broken, "app.css": "p{}" })).result.outcome).toBe("published");
  const worse = { ...broken, "guide/index.html": `${page("Guide")}<a href="nowhere/">no</a>` };
  await expect(docs.publish(worse)).rejects.toMatchObject({ code: "SLIP-DOCS-LINKS", outcome: "refused" });
});

test("writes nothing on top of a record that it cannot read", async () => {
  docs.plant({ "index.html": page("Home"), "team/index.html": page("Team"), ".slipway/publications.json": "{" });
  const head = docs.head();
  await expect(docs.publish(SITE)).rejects.toMatchObject({ code: "SLIP-DOCS-REFUSED", outcome: "refused" });
  expect(docs.head()).toBe(head);
});
