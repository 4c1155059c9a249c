import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { page, type Rig, rig, sha } from "./rig.ts";

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

const SITE = { "index.html": page("Home"), "guide/index.html": page("Guide"), "app.css": "body{}" };

test("a preview is kept from search engines, bears its commit, and says which pages changed", async () => {
  await docs.publish(SITE);
  const { result } = await docs.publish(
    { ...SITE, "guide/index.html": page("Better guide"), "new/index.html": page("New") },
    { preview: "7" },
  );
  expect(result).toMatchObject({ outcome: "published", basePath: "/shop/pr/7/", files: "5" });
  const guide = docs.show("pr/7/guide/index.html");
  expect(guide).toContain('<meta name="robots" content="noindex">');
  expect(guide).toContain('<link rel="canonical" href="https://acme.github.io/shop/guide/">');
  expect(guide).toContain("Preview of #7 at 1111111");
  expect(docs.show("pr/7/robots.txt")).toBe("User-agent: *\nDisallow: /");
  expect(docs.show("index.html")).not.toContain("noindex");
  const comment = docs.comments.get(7) ?? "";
  expect(comment).toContain("2 pages differ");
  expect(comment.indexOf("/new/")).toBeLessThan(comment.indexOf("/guide/"));
  expect(comment).toContain("<https://acme.github.io/shop/pr/7/guide/>");
  expect(comment).not.toContain("app.css");
});

test("the same pages for another base are no change", async () => {
  const at = (base: string) => ({
    "index.html": `${page("Home")}<a href="${base}guide/">Guide</a>`,
    "guide/index.html": page("Guide"),
  });
  await docs.publish(at("/shop/"));
  await docs.publish(at("/shop/pr/7/"), { preview: "7" });
  expect(docs.comments.get(7)).toContain("No page says anything else");
});

describe("which pull request", () => {
  const preview = (inputs: object, info = {}) => docs.publish(SITE, { preview: "auto", ...inputs }, { info });

  test("is told by the ref, or by the commit", async () => {
    await preview({}, { ref: "refs/pull/8/merge" });
    docs.pulls.set(9, { headSha: sha(1) });
    await preview({});
    expect(docs.files()).toEqual(expect.arrayContaining(["pr/8/index.html", "pr/9/index.html"]));
  });

  test("is refused where it is none, or more than one", async () => {
    await expect(preview({})).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
    for (const number of [1, 2]) docs.pulls.set(number, { headSha: sha(1) });
    await expect(preview({})).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
    // A number that came with the site is no proof.
    docs.pulls.set(3, { headSha: sha(3) });
    await expect(preview({ preview: "3", headSha: sha(1) })).rejects.toMatchObject({ code: "SLIP-DOCS-NOT-FOUND" });
    expect(docs.files()).toEqual([]);
  });

  test("a closed one gets no preview any more", async () => {
    docs.pulls.set(7, { open: false });
    expect((await docs.publish(SITE, { preview: "7" })).result.outcome).toBe("unchanged");
    expect(docs.files()).toEqual([]);
  });
});

describe("sweep", () => {
  const previews = (): string[] =>
    docs
      .git("ls-tree", "--name-only", "gh-pages", "pr/")
      .split("\n")
      .filter((path) => path !== "");
  beforeEach(async () => {
    await docs.publish(SITE);
    for (const number of [1, 2, 3]) {
      docs.pulls.set(number, { open: true });
      await docs.publish(SITE, { preview: String(number) });
    }
  });

  test("removes previews of closed pull requests", async () => {
    docs.pulls.set(2, { open: false });
    const planned = await docs.run({ command: "sweep", dryRun: true });
    expect(planned.result).toMatchObject({ outcome: "planned", deleted: [{ path: "pr/2" }] });
    expect(previews()).toEqual(["pr/1", "pr/2", "pr/3"]);
    const { result } = await docs.run({ command: "sweep" });
    expect(result).toMatchObject({
      outcome: "swept",
      deleted: [{ path: "pr/2", reason: "the pull request is closed" }],
    });
    expect(previews()).toEqual(["pr/1", "pr/3"]);
    expect([...docs.comments.keys()]).toEqual([1, 3]);
    expect((await docs.run({ command: "sweep" })).result.outcome).toBe("unchanged");
  });

  test("keeps one that was opened again while others published", async () => {
    docs.pulls.set(2, { open: false });
    let pushes = 0;
    const { result } = await docs.run(
      { command: "sweep" },
      {
        change: (ports) => ({
          ...ports,
          store: {
            ...ports.store,
            push: async (base, commit) => {
              if (pushes++ > 0) return ports.store.push(base, commit);
              docs.pulls.set(2, { open: true });
              return "moved";
            },
          },
        }),
      },
    );
    expect(result.outcome).toBe("unchanged");
    expect(previews()).toEqual(["pr/1", "pr/2", "pr/3"]);
  });

  test("holds the number and the size, the newest first", async () => {
    expect((await docs.run({ command: "sweep", maxCount: "2" })).result.deleted).toMatchObject([{ path: "pr/1" }]);
    expect((await docs.run({ command: "sweep", maxTotalSize: 300 })).result.deleted).toMatchObject([{ path: "pr/2" }]);
    expect(previews()).toEqual(["pr/3"]);
  });
});

test("removes a preview, and says so on the pull request", async () => {
  await docs.publish(SITE, { preview: "7" });
  expect((await docs.run({ command: "remove", preview: "7" })).result).toMatchObject({ outcome: "removed" });
  expect(docs.comments.get(7)).toContain("removed");
  expect(docs.files().some((path) => path.startsWith("pr/"))).toBe(false);
});

test("a comment that cannot be written fails nothing", async () => {
  const { result, context } = await docs.publish(
    SITE,
    { preview: "7" },
    {
      change: (ports) => ({
        ...ports,
        comments: () => ({ put: () => Promise.reject(new Error("no right")), remove: () => Promise.resolve("absent") }),
      }),
    },
  );
  expect(result.outcome).toBe("published");
  expect(context.runner.log.join("\n")).toContain("no right");
});
