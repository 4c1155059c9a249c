import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { planImage } from "../../../actions/build-image/plan.ts";
import type { ImagePlan, Ports } from "../../../actions/build-image/ports.ts";
import { readCheckout } from "../../../actions/build-image/revision.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { createCommand } from "../../../shared/command/create-command.ts";
import { readEvent } from "../../../shared/domain/image/event.ts";
import type { Image } from "../../../shared/domain/manifest/types.ts";
import { buildContexts } from "../../../shared/providers/files/build-context.ts";
import { createGit } from "../../../shared/providers/git/git.ts";
import { fakeContext } from "../../fakes/context.ts";
import { type Files, newRepository, type Repository } from "../../tools/repository.ts";

let repository: Repository;
beforeEach(() => {
  repository = newRepository();
});
afterEach(() => repository.remove());

const IMAGE: Image = {
  name: "web",
  repository: "ghcr.io/acme/web",
  context: ".",
  file: "Dockerfile",
  buildArgs: {},
  platforms: [],
  paths: [],
};

async function plan(
  image: Partial<Image> = {},
  inputs: Parameters<typeof fakeContext<typeof spec>>[1] = {},
  architecture = "amd64",
): Promise<ImagePlan> {
  const head = repository.git("rev-parse", "HEAD");
  const run = { workspace: repository.folder, sha: head };
  const context = fakeContext(spec, inputs, { run, clock: systemClock });
  const command = createCommand(context, process.env);
  const env = {
    GITHUB_SHA: head,
    GITHUB_REF: "refs/heads/main",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_EVENT_NAME: "push",
  };
  const ports = {
    event: readEvent({ env, payload: undefined, now: new Date(0) }),
    git: createGit({ command, cwd: repository.folder, protect: context.protect }),
    contexts: buildContexts(context.signal),
    architecture,
  } as unknown as Ports;
  const checkout = await readCheckout(context, ports);
  return planImage({ ...IMAGE, ...image }, { checkout, secrets: new Map() }, context, ports);
}

const START: Files = {
  Dockerfile: "FROM scratch\nCOPY src /src\nCOPY *.json /\n",
  "src/a.txt": "a",
  "package.json": "{}",
  "docs/page.md": "page",
};

test("the inputs are what the Dockerfile copies, and the last commit that touched them dates the image", async () => {
  const first = repository.commit("Begin", START);
  const before = await plan();
  expect(before.files.map(({ path }) => path)).toEqual(["package.json", "src/a.txt"]);
  expect(before).toMatchObject({ revision: first, commit: first, base: "ghcr.io/acme/web:main" });
  expect(before.epoch).toBe(Number(repository.git("log", "-1", "--format=%ct", first)));

  const second = repository.commit("Write", { "docs/page.md": "other" });
  const same = await plan();
  expect(same).toMatchObject({ inputs: before.inputs, revision: first, commit: second, labels: before.labels });

  const third = repository.commit("Change", { "src/b.txt": "b" });
  const other = await plan();
  expect(other.revision).toBe(third);
  expect(other.inputs).not.toBe(before.inputs);
});

test.each([
  ["everything", { Dockerfile: "FROM scratch\nCOPY . /\n" }, {}, "other/x"],
  [
    "a folder",
    { "app/Dockerfile": "FROM scratch\nCOPY . /\n" },
    { context: "app", file: "app/Dockerfile" },
    "app/deep/x",
  ],
  ["a pattern", { Dockerfile: "FROM scratch\nCOPY a*/x /\n" }, {}, "app/x"],
  ["the Dockerfile", { Dockerfile: "FROM scratch\nCOPY a /\n" }, {}, "Dockerfile"],
])("the revision is that of the last change to %s", async (_, files, image, changed) => {
  repository.commit("Begin", { ...files, "app/x": "1", a: "1" });
  const change = repository.commit("Change", { [changed]: "FROM scratch\nCOPY a /\n# 2\n" });
  if ("context" in image) repository.commit("Elsewhere", { "docs/page.md": "1" });
  expect((await plan(image)).revision).toBe(change);
});

test.each<[string, Partial<Image>, Parameters<typeof plan>[1]]>([
  ["a build argument", { buildArgs: { A: "1" } }, {}],
  ["the target", { target: "x" }, {}],
  ["a platform", { platforms: ["linux/arm64"] }, {}],
  ["a label", {}, { labels: ["a=b"] }],
  ["an annotation", {}, { annotations: ["a=b"] }],
  ["the time", {}, { sourceDateEpoch: "1" }],
])("%s is an input too", async (_, image, inputs) => {
  repository.commit("Begin", START);
  expect((await plan(image, inputs)).inputs).not.toBe((await plan()).inputs);
});

test("without platforms the machine's own is an input", async () => {
  repository.commit("Begin", START);
  expect((await plan({}, {}, "arm64")).inputs).not.toBe((await plan()).inputs);
  const platforms = { platforms: ["linux/amd64"] };
  expect((await plan(platforms, {}, "arm64")).inputs).toBe((await plan(platforms)).inputs);
});

test("times, owners' bits and what is ignored are no inputs; the bit to execute is", async () => {
  repository.commit("Begin", { ...START, ".dockerignore": "src/tmp\n" });
  const { inputs } = await plan();
  chmodSync(join(repository.folder, "src/a.txt"), 0o600);
  mkdirSync(join(repository.folder, "src/tmp"));
  writeFileSync(join(repository.folder, "src/tmp/x"), "x");
  expect((await plan()).inputs).toBe(inputs);
  chmodSync(join(repository.folder, "src/a.txt"), 0o700);
  expect((await plan()).inputs).not.toBe(inputs);
});

test("a package of a workspace brings the packages that it needs", async () => {
  const pack = (name: string, ...needs: string[]) =>
    JSON.stringify({ name, dependencies: Object.fromEntries(needs.map((need) => [need, "*"])) });
  repository.commit("Begin", {
    Dockerfile: "FROM scratch\nCOPY . /\n",
    "package.json": JSON.stringify({ workspaces: ["packages/*"] }),
    "packages/api/package.json": pack("api", "shared"),
    "packages/shared/package.json": pack("shared", "deep"),
    "packages/deep/package.json": pack("deep"),
    "packages/web/package.json": pack("web", "shared"),
  });
  const paths = { paths: ["packages/api"] };
  const { inputs } = await plan(paths);
  repository.commit("Elsewhere", { "packages/web/index.js": "1" });
  expect((await plan(paths)).inputs).toBe(inputs);
  repository.commit("Deep", { "packages/deep/index.js": "1" });
  const deep = await plan(paths);
  expect(deep.inputs).not.toBe(inputs);
  repository.commit("Root", { "package-lock.json": "{}" });
  expect((await plan(paths)).inputs).not.toBe(deep.inputs);
});

test("what is checked out is what is built", async () => {
  repository.commit("Begin", START);
  const tags = (await plan()).tags.map(({ name }) => name);
  expect(tags).toEqual(["main", `sha-${repository.git("rev-parse", "HEAD").slice(0, 7)}`]);
  expect((await plan({}, { untagged: true })).tags).toEqual([]);
  await expect(plan({ file: "nowhere" })).rejects.toMatchObject({ code: "SLIP-IMAGE-BUILD" });
  await expect(plan({}, { tags: ["type=nonsense"], labels: ["x"] })).rejects.toThrow("`labels`: `x` has to look like");
});

test("a staged context has neither the umask nor the times of the checkout", async () => {
  repository.commit("Begin", START);
  const { folder } = repository;
  symlinkSync("../outside", join(folder, "src", "link"));
  chmodSync(join(folder, "src"), 0o700);
  writeFileSync(join(folder, "src", "run.sh"), "", { mode: 0o711 });
  const contexts = buildContexts(new AbortController().signal);
  const files = await contexts.files(folder, (path) => path === "docs");
  expect(files.map(({ path }) => path)).toEqual(["Dockerfile", "package.json", "src/a.txt", "src/link", "src/run.sh"]);
  const target = join(folder, ".git", "staged");
  const before = process.umask(0o077);
  try {
    await contexts.stage(folder, files, target);
  } finally {
    process.umask(before);
  }
  const mode = (path: string) => (lstatSync(join(target, path)).mode & 0o777).toString(8);
  expect([mode("src"), mode("src/a.txt"), mode("src/run.sh")]).toEqual(["755", "644", "755"]);
  for (const path of [".", "src", "src/a.txt", "src/link"])
    expect(lstatSync(join(target, path)).mtimeMs).toBe(315_532_800_000);
  expect(lstatSync(join(target, "src/link")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(target, "src/a.txt"), "utf8")).toBe("a");
  expect(existsSync(join(target, ".git"))).toBe(false);
  rmSync(target, { recursive: true });
  await expect(contexts.files(join(folder, "gone"), () => false)).rejects.toMatchObject({ code: "SLIP-IMAGE-BUILD" });
});
