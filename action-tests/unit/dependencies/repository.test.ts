import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { compareCommits, readPath } from "../../../shared/dependencies/repository.ts";
import type { CommitFile, Commits } from "../../../shared/ports/commits.ts";

type Tree = Readonly<Record<string, string | { readonly link: string }>>;

const idOf = (text: string): string => createHash("sha1").update(text).digest("hex");

/** A past of named commits, which counts what is read of it. */
function past(
  trees: Readonly<Record<string, Tree>>,
  lost: readonly string[] = [],
): Commits & { readonly read: string[] } {
  const read: string[] = [];
  const contents = new Map(
    Object.values(trees).flatMap((tree) =>
      Object.values(tree)
        .map((entry) => (typeof entry === "string" ? entry : entry.link))
        .map((text) => [idOf(text), text] as const),
    ),
  );
  return {
    read,
    find: (revision) => Promise.resolve(revision),
    mergeBase: (one) => Promise.resolve(one),
    parent: () => Promise.resolve(undefined),
    files: (commit) =>
      Promise.resolve(
        Object.entries(trees[commit] ?? {}).map(([path, entry]): CommitFile => ({
          path,
          id: idOf(typeof entry === "string" ? entry : entry.link),
          kind: typeof entry === "string" ? "file" : "link",
        })),
      ),
    texts: (ids) => {
      read.push(...ids);
      return Promise.resolve(
        new Map(
          ids.flatMap((id) => (lost.includes(contents.get(id) ?? "") ? [] : [[id, contents.get(id) ?? ""] as const])),
        ),
      );
    },
  };
}

const lock = (packages: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: Object.fromEntries(
      Object.entries(packages).map(([name, version]) => [
        `node_modules/${name}`,
        { version, integrity: `sha512-${name}${version}` },
      ]),
    ),
  });

const changes = async (
  base: Tree | undefined,
  head: Tree,
): Promise<{ added: string[]; removed: string[]; notes: readonly string[] }> => {
  const commits = past({ ...(base === undefined ? {} : { base }), head });
  const {
    added,
    removed,
    base: before,
  } = await compareCommits(commits, base === undefined ? undefined : "base", "head");
  return {
    added: added.map(({ dependency }) => dependency.purl),
    removed: removed.map(({ purl }) => purl),
    notes: before.flatMap(({ notes }) => notes),
  };
};

describe("two commits", () => {
  test("over all lock files of the repository, whatever their format", async () => {
    const base = {
      "a/package-lock.json": lock({ x: "1.0.0" }),
      "b/requirements.txt": "django==4.2.1\n",
      "src/x.ts": "1",
    };
    const head = {
      "apps/a/package-lock.json": lock({ x: "1.0.0", y: "2.0.0" }),
      "b/requirements.txt": "django==4.2.2\n",
      "src/x.ts": "2",
    };
    expect(await changes(base, head)).toEqual({
      added: ["pkg:npm/y@2.0.0", "pkg:pypi/django@4.2.2"],
      removed: ["pkg:pypi/django@4.2.1"],
      notes: [],
    });
  });

  test("without a base everything is added", async () => {
    expect(await changes(undefined, { "package-lock.json": lock({ x: "1.0.0" }) })).toMatchObject({
      added: ["pkg:npm/x@1.0.0"],
      removed: [],
    });
  });

  test("a change of go.sum alone is seen, as are hashes that differ", async () => {
    const gomod = "module m\ngo 1.22\nrequire example.com/a v1.0.0\n";
    const commits = past({
      base: { "go.mod": gomod, "go.sum": "example.com/a v1.0.0 h1:good=\n" },
      head: { "go.mod": gomod, "go.sum": "example.com/a v1.0.0 h1:evil=\n" },
    });
    const { added, altered } = await compareCommits(commits, "base", "head");
    expect(added).toEqual([]);
    expect(altered.map(({ before, after }) => [before.integrity, after.integrity])).toEqual([["h1:good=", "h1:evil="]]);
  });

  test("reads only lock files and what they want, and what is the same in both once", async () => {
    const yarn = 'x@^1:\n  version "1.0.0"\n';
    const tree = {
      "yarn.lock": yarn,
      "package.json": '{"dependencies":{"x":"^1"}}',
      "README.md": "long",
      "other/package.json": "{}",
    };
    const commits = past({ base: tree, head: { ...tree, "src/a.ts": "a" } });
    const comparison = await compareCommits(commits, "base", "head");
    expect(commits.read.toSorted()).toEqual([yarn, tree["package.json"], "{}"].map(idOf).toSorted());
    expect(comparison.head[0]).toBe(comparison.base[0]);
    expect(comparison.head[0]?.dependencies[0]).toMatchObject({ direct: true, file: "yarn.lock" });
  });

  test("a broken lock file in head is refused; in base it is as if it had been empty, and it is said", async () => {
    const good = { "package-lock.json": lock({ x: "1.0.0" }) };
    const broken = { "package-lock.json": "<<<<<<< HEAD\n" };
    await expect(changes(good, broken)).rejects.toMatchObject({ code: "SLIP-DEPS-LOCKFILE" });
    const mended = await changes(broken, good);
    expect(mended.added).toEqual(["pkg:npm/x@1.0.0"]);
    expect(mended.notes.join(" ")).toMatch(/could not be read, so all that it pins counts as new.*merge conflict/);
  });

  test("a lock file that is a link is what it leads to; one that leads out, nowhere or in a circle is none", async () => {
    const head = {
      "real.json": lock({ x: "1.0.0" }),
      "apps/api/package-lock.json": { link: "../../real.json" },
      "b/package-lock.json": { link: "/real.json" },
      "e/package-lock.json": { link: "../../real.json" },
      "c/package-lock.json": { link: "../d/package-lock.json" },
      "d/package-lock.json": { link: "../c/package-lock.json" },
    };
    expect((await changes(undefined, head)).added).toEqual(["pkg:npm/x@1.0.0"]);
  });

  test("a lock file too large to be read is refused", async () => {
    const text = lock({ x: "1.0.0" });
    await expect(
      compareCommits(past({ head: { "package-lock.json": text } }, [text]), undefined, "head"),
    ).rejects.toMatchObject({ code: "SLIP-DEPS-LOCKFILE", message: expect.stringContaining("too large") });
  });
});

test("one file at one commit, through links, or nothing", async () => {
  const commits = past({ head: { "slipway.deps.yml": { link: "config/deps.yml" }, "config/deps.yml": "rules" } });
  expect(await readPath(commits, "head", "slipway.deps.yml")).toBe("rules");
  expect(await readPath(commits, "head", "nothing")).toBeUndefined();
});
