import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "@jest/globals";
import { parseManifest } from "../../../shared/domain/manifest/parse.ts";
import { STORY, writeChapter } from "../../e2e/story/commits.ts";

const exec = promisify(execFile);
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe.each(STORY.map((chapter) => [chapter.message, chapter] as const))("%s", (_, chapter) => {
  const tell = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), "slipway-story-"));
    folders.push(folder);
    await writeChapter(chapter, process.cwd(), folder);
    return folder;
  };

  test("is a whole repository with a manifest that is right", async () => {
    const folder = await tell();
    const file = join(folder, ".github", "slipway.yml");
    const manifest = parseManifest(readFileSync(file, "utf8"), { file, vars: {} });
    expect(manifest.services.map(({ name }) => name)).toEqual(["worker", "web"]);
    expect(readdirSync(join(folder, ".github", "workflows"))).toEqual(["deploy.yml", "rollback.yml"]);
  });

  test("has a journal that names each of its migrations", async () => {
    const folder = join(await tell(), "drizzle");
    const journal = JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")) as {
      entries: { tag: string }[];
    };
    const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
    expect(files).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
  });

  test("passes its own tests", async () => {
    const folder = await tell();
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
    await expect(exec(process.execPath, ["--test"], { cwd: folder, env })).resolves.toBeDefined();
  }, 60_000);
});
