import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { defineAction, outcome } from "../../../../shared/action/spec.ts";
import { systemClock } from "../../../../shared/action/system-clock.ts";
import { createCommand } from "../../../../shared/command/create-command.ts";
import { gitCommits } from "../../../../shared/providers/git/commits.ts";
import { createGit } from "../../../../shared/providers/git/git.ts";
import { fakeContext } from "../../../fakes/context.ts";
import { newRepository, type Repository } from "../../../tools/repository.ts";

const spec = defineAction({
  name: "Test",
  description: "Test",
  icon: "check",
  inputs: {},
  outputs: { outcome: outcome("How", ["done"]) },
});

let temp: string;
let remote: Repository;
let opened: { close: () => Promise<void> }[];
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), "slipway-commits-"));
  remote = newRepository();
  remote.git("config", "uploadpack.allowFilter", "true");
  remote.git("config", "uploadpack.allowAnySHA1InWant", "true");
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  remote.remove();
  rmSync(temp, { recursive: true, force: true });
});

/** Fetches are counted: what is here is not asked for. */
function commitsIn(workspace: string, address = `file://${remote.folder}`) {
  const context = fakeContext(spec, {}, { clock: systemClock });
  const fetches: (readonly string[])[] = [];
  const command = createCommand(context, { PATH: process.env["PATH"], HOME: temp });
  const commits = gitCommits({
    address,
    workspace,
    temp: join(temp, "own"),
    gitIn: (folder) => {
      const git = createGit({ command, cwd: folder, protect: context.protect });
      return (args, options) => {
        if (args[0] === "fetch") fetches.push(args);
        return git(args, options);
      };
    },
    clock: systemClock,
    signal: context.signal,
  });
  opened.push(commits);
  return { ...commits, fetches };
}

const cloned = (...settings: readonly string[]): string => {
  const folder = join(temp, `clone-${readdirSync(temp).length}`);
  execFileSync("git", ["clone", "--quiet", ...settings, `file://${remote.folder}`, folder], { stdio: "ignore" });
  return folder;
};

const nowhere = (): string => {
  const folder = join(temp, "empty");
  mkdirSync(folder, { recursive: true });
  return folder;
};

/** main: root, then `ahead` more; feature: from root, with `behind` commits. */
function fork(ahead: number, behind: number) {
  const root = remote.commit("root", { "package-lock.json": "root", "src/a.ts": "a" });
  remote.git("checkout", "--quiet", "-b", "feature");
  let head = root;
  for (let index = 0; index < behind; index++)
    head = remote.commit(`feature ${index}`, { "package-lock.json": `feature ${index}` });
  remote.git("checkout", "--quiet", "main");
  let base = root;
  for (let index = 0; index < ahead; index++) base = remote.commit(`main ${index}`, { "other.txt": `${index}` });
  return { root, base, head };
}

/** The text of one path at a commit. */
async function textAt(
  commits: ReturnType<typeof commitsIn>,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const file = (await commits.files(commit)).find((one) => one.path === path);
  return file === undefined ? undefined : (await commits.texts([file.id])).get(file.id);
}

describe.each<readonly [string, () => string, boolean]>([
  ["a whole clone", () => cloned(), false],
  ["a shallow clone of main", () => cloned("--depth=1"), true],
  ["a shallow clone of the feature", () => cloned("--depth=1", "--branch=feature"), true],
  ["a clone without files", () => cloned("--filter=blob:none"), true],
  ["no checkout at all", nowhere, true],
])("with %s", (_, workspace, mustFetch) => {
  test("finds commits, their common ancestor, their files and texts", async () => {
    const { root, base, head } = fork(3, 2);
    const folder = workspace();
    const before = existsSync(join(folder, ".git")) ? readFileSync(join(folder, ".git/config"), "utf8") : "";
    const commits = commitsIn(folder);

    expect(await commits.find(base)).toBe(base);
    expect(await commits.find(head)).toBe(head);
    expect(await commits.find("main")).toBe(base);
    expect(await commits.find("feature")).toBe(head);
    expect(await commits.mergeBase(base, head)).toBe(root);
    expect(await commits.parent(root)).toBeUndefined();
    expect((await commits.files(head)).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      "file package-lock.json",
      "file src/a.ts",
    ]);
    expect(await textAt(commits, root, "package-lock.json")).toBe("root");
    expect(await textAt(commits, head, "package-lock.json")).toBe("feature 1");
    expect(commits.fetches.length > 0).toBe(mustFetch);
    expect(existsSync(join(folder, ".git")) ? readFileSync(join(folder, ".git/config"), "utf8") : "").toBe(before);
  });
});

test("goes as far back as it takes, and fetches no file for it", async () => {
  const root = remote.commit("root", { "a.txt": "x".repeat(100_000) });
  const tree = remote.git("rev-parse", "HEAD^{tree}");
  const line = (count: number, name: string): string => {
    let tip = root;
    for (let index = 0; index < count; index++)
      tip = remote.git("commit-tree", tree, "-p", tip, "-m", `${name} ${index}`);
    remote.git("update-ref", `refs/heads/${name}`, tip);
    return tip;
  };
  const [one, other] = [line(70, "one"), line(3, "other")];
  const commits = commitsIn(nowhere());
  expect(await commits.mergeBase(one, other)).toBe(root);
  expect(commits.fetches.map((args) => args.find((arg) => arg.startsWith("--depth")))).toEqual([
    "--depth=64",
    "--depth=512",
  ]);
  expect(commits.fetches.every((args) => args.includes("--filter=tree:0"))).toBe(true);
});

test.each([
  [3, 2, 2],
  [70, 2, 3],
])("a pull request %d and %d commits away from its fork costs %d fetches of commits", async (ahead, behind, count) => {
  const { root, base, head } = fork(ahead, behind);
  // By its path, so that nothing is shared with it.
  const commits = commitsIn(nowhere(), remote.folder);
  expect(await commits.find(head)).toBe(head);
  expect(await commits.find(base)).toBe(base);
  expect(await commits.mergeBase(base, head)).toBe(root);
  expect(await textAt(commits, head, "package-lock.json")).toBe(`feature ${behind - 1}`);
  expect(await textAt(commits, root, "package-lock.json")).toBe("root");
  expect(commits.fetches.filter((args) => args.some((arg) => arg.startsWith("--depth")))).toHaveLength(count);
});

test("an older common ancestor that a shallow clone shows is not taken for the newest", async () => {
  // root - a - b(merge base) - head ; base merges an old branch that starts at root.
  const root = remote.commit("root", { a: "1" });
  const tree = remote.git("rev-parse", "HEAD^{tree}");
  const commit = (message: string, ...parents: string[]): string =>
    remote.git("commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent]), "-m", message);
  const between = commit("between", commit("early", root));
  let head = between;
  for (let index = 0; index < 4; index++) head = commit(`head ${index}`, head);
  head = commit("head merges root", head, root);
  let base = between;
  for (let index = 0; index < 4; index++) base = commit(`base ${index}`, base);
  base = commit("base merges root", base, root);
  remote.git("update-ref", "refs/heads/one", head);
  remote.git("update-ref", "refs/heads/main", base);
  const folder = cloned("--depth=2", "--no-single-branch");
  expect(execFileSync("git", ["-C", folder, "merge-base", base, head], { encoding: "utf8" }).trim()).toBe(root);
  expect(await commitsIn(folder).mergeBase(base, head)).toBe(between);
});

test("histories without anything in common have no common ancestor", async () => {
  const one = remote.commit("one", { a: "1" });
  remote.git("checkout", "--quiet", "--orphan", "other");
  const other = remote.commit("other", { b: "1" });
  expect(await commitsIn(cloned()).mergeBase(one, other)).toBeUndefined();
  expect(await commitsIn(nowhere()).mergeBase(one, other)).toBeUndefined();
});

test("takes the head of a fork's pull request, which only a hidden ref holds, and not the merge that was checked out", async () => {
  const { root, base } = fork(1, 0);
  remote.git("checkout", "--quiet", "--detach", root);
  const head = remote.commit("from a fork", { "package-lock.json": "fork" });
  remote.git("update-ref", "refs/pull/7/head", head);
  remote.git("checkout", "--quiet", "--detach", base);
  remote.git("merge", "--quiet", "--no-edit", "--no-ff", head);
  remote.git("update-ref", "refs/pull/7/merge", "HEAD");
  remote.git("checkout", "--quiet", "main");
  const folder = join(temp, "checkout");
  mkdirSync(folder);
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  git("init", "--quiet");
  git("fetch", "--quiet", "--depth=1", `file://${remote.folder}`, "refs/pull/7/merge");
  git("checkout", "--quiet", "--detach", "FETCH_HEAD");
  const commits = commitsIn(folder);
  expect(await commits.find(head)).toBe(head);
  expect(await commits.mergeBase(base, head)).toBe(root);
  expect(await textAt(commits, head, "package-lock.json")).toBe("fork");
  expect((await commits.files(head)).map(({ path }) => path)).not.toContain("other.txt");
  expect(await commits.parent(head)).toBe(root);
});

test("names of files that no shell and no line could carry are told apart from each other by their content", async () => {
  const names = ["-rf", "a\nb/package-lock.json", "c\td", "‮moc", "__proto__/package-lock.json", "$(touch x)"];
  const files: Record<string, string> = Object.fromEntries(names.map((name) => [name, `content of ${name}`]));
  const head = remote.commit("hostile", files);
  const blob = remote.git("hash-object", "-w", "-t", "blob", join(remote.folder, "-rf"));
  const listing = Buffer.concat([
    Buffer.from(`100644 blob ${blob}\t`),
    Buffer.from([0x66, 0xff, 0xfe]),
    Buffer.from([0]),
  ]);
  const tree = execFileSync("git", ["-C", remote.folder, "mktree", "-z"], { input: listing, encoding: "utf8" }).trim();
  const invalid = remote.git("commit-tree", tree, "-p", head, "-m", "invalid");
  remote.git("update-ref", "refs/heads/main", invalid);
  for (const commits of [commitsIn(cloned()), commitsIn(nowhere())]) {
    const found = await commits.files(head);
    const texts = await commits.texts(found.map(({ id }) => id));
    expect(new Set(found.map(({ path }) => path))).toEqual(new Set(names));
    for (const { path, id } of found) expect(texts.get(id)).toBe(`content of ${path}`);
    expect(await commits.files(invalid)).toEqual([{ path: "f\ufffd\ufffd", id: blob, kind: "file" }]);
  }
});

test("links are said to be links, and submodules are left out", async () => {
  remote.commit("one", { real: "x" });
  const link = execFileSync("git", ["-C", remote.folder, "hash-object", "-w", "--stdin"], {
    input: "real",
    encoding: "utf8",
  }).trim();
  remote.git(
    "update-index",
    "--add",
    "--cacheinfo",
    `120000,${link},linked`,
    "--cacheinfo",
    `160000,${"1".repeat(40)},module`,
  );
  remote.git("commit", "--quiet", "--message=two");
  const head = remote.git("rev-parse", "HEAD");
  expect((await commitsIn(cloned()).files(head)).map(({ path, kind }) => [path, kind])).toEqual([
    ["linked", "link"],
    ["real", "file"],
  ]);
});

test("contents that look like git's own words, or are no text, come back whole and apart", async () => {
  const head = remote.commit("odd", {
    a: "blob\nslipway missing\n\nblob 3\nabc",
    b: Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x0a]),
    c: "",
    d: "no newline at the end",
    e: "\n\n\n",
  });
  const commits = commitsIn(cloned());
  const files = await commits.files(head);
  const texts = await commits.texts(files.map(({ id }) => id));
  expect(files.map(({ path, id }) => [path, texts.get(id)])).toEqual([
    ["a", "blob\nslipway missing\n\nblob 3\nabc"],
    ["b", "a\ufffd\ufffdb\n"],
    ["c", ""],
    ["d", "no newline at the end"],
    ["e", "\n\n\n"],
  ]);
});

test.each([
  "--upload-pack=touch x",
  "main..feature",
  "a b",
  "",
  "@{-1}",
  "0".repeat(40),
  "nobody",
  "refs/heads/nobody",
  "HEAD~1",
])("%j is no commit", async (revision) => {
  fork(1, 1);
  await expect(commitsIn(cloned()).find(revision)).rejects.toMatchObject({ code: "SLIP-DEPS-BASE", blame: "user" });
});

test("a remote that is gone is a failure that says what to do, after tries", async () => {
  const head = remote.commit("one");
  writeFileSync(join(temp, "file"), "");
  const commits = commitsIn(nowhere(), `file://${temp}/nothing`);
  await expect(commits.find(head)).rejects.toMatchObject({
    code: "SLIP-DEPS-BASE",
    next: expect.stringContaining("github-token"),
  });
});

test("leaves nothing behind", async () => {
  const { base, head } = fork(2, 2);
  const commits = commitsIn(nowhere());
  await commits.mergeBase(base, head);
  await commits.files(head);
  expect(readdirSync(join(temp, "own")).length).toBe(2);
  await commits.close();
  expect(readdirSync(join(temp, "own"))).toEqual([]);
});
