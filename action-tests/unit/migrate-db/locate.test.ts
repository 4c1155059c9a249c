import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { locate } from "../../../actions/migrate-db/locate.ts";
import type { Ports } from "../../../actions/migrate-db/ports.ts";
import { spec } from "../../../actions/migrate-db/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { readManifest } from "../../../shared/providers/files/manifest.ts";
import { drizzleTool } from "../../../shared/providers/migrations/drizzle.ts";
import { sqlTool } from "../../../shared/providers/migrations/sql.ts";
import { fakeContext } from "../../fakes/context.ts";
import { drizzle, type Files, type Given } from "./harness.ts";

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

const DRIZZLE = drizzle([{ tag: "0000_a", sql: "select 1" }]);
const SQL: Files = { "migrations/1_a.sql": "select 1" };

const manifest = (lines: string): Files => ({
  ".github/slipway.yml": `version: 1\nservices:\n  web:\n    provider: render\n    kind: web\n    ids: { production: srv-aaaaaaaaaaaaaaaaaaaa }\nenvironments:\n  production: { from: main }\n${lines}`,
});
const database = (lines: string): Files =>
  manifest(`database:\n  provider: neon\n  project: old-violet-32930710\n  branches: { production: main }\n${lines}`);

async function located(files: Files, inputs: Given): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), "slipway-locate-"));
  folders.push(workspace);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, name)), { recursive: true });
    await writeFile(join(workspace, name), text);
  }
  const ports = {
    tools: [sqlTool({ workspace }), drizzleTool({ workspace })],
    readManifest: (path: string) => readManifest(path, { workspace }, {}),
  } as unknown as Ports;
  const context = fakeContext(spec, { databaseUrl: new Secret("postgresql://u:p@h/d"), ...inputs });
  const { tool, directory } = await locate(context, ports);
  return `${tool.name} in ${directory}`;
}

const FROM_MANIFEST: Given = { manifest: ".github/slipway.yml", environment: "production" };

describe("which migrations are meant", () => {
  test.each<[string, Files, Given, string]>([
    ["the only ones that are there", SQL, {}, "sql in migrations"],
    [
      "those of the manifest's folder",
      { ...SQL, ...DRIZZLE, ...database("  tool: sql\n  directory: migrations\n") },
      FROM_MANIFEST,
      "sql in migrations",
    ],
    [
      "those of the manifest's tool",
      { ...SQL, ...DRIZZLE, ...database("  tool: drizzle\n") },
      FROM_MANIFEST,
      "drizzle in drizzle",
    ],
    [
      "the inputs' rather than the manifest's",
      { ...SQL, ...DRIZZLE, ...database("  tool: drizzle\n  directory: drizzle\n") },
      { ...FROM_MANIFEST, tool: "sql", directory: "migrations" },
      "sql in migrations",
    ],
    [
      "the named folder although it is empty yet",
      database("  tool: sql\n  directory: migrations\n"),
      FROM_MANIFEST,
      "sql in migrations",
    ],
    [
      "what is there when the manifest has no database",
      { ...DRIZZLE, ...manifest("") },
      FROM_MANIFEST,
      "drizzle in drizzle",
    ],
  ])("%s", async (_, files, inputs, expected) => {
    expect(await located(files, inputs)).toBe(expected);
  });

  test.each<[string, Files, Given, string]>([
    ["there are several", { ...SQL, ...DRIZZLE }, {}, "drizzle (drizzle), migrations (sql)"],
    ["there are none", {}, {}, "No migrations were found in drizzle, migrations, db/migrations."],
    [
      "the manifest's tool finds none",
      { ...SQL, ...database("  tool: drizzle\n") },
      FROM_MANIFEST,
      "No drizzle migrations were found",
    ],
    [
      "the manifest's tool is one of others",
      { ...SQL, ...database("  tool: prisma\n") },
      FROM_MANIFEST,
      "Migrations of prisma cannot be applied",
    ],
  ])("is refused when %s", async (_, files, inputs, message) => {
    await expect(located(files, inputs)).rejects.toMatchObject({
      code: "SLIP-DB-TOOL",
      state: "Nothing was changed.",
      message: expect.stringContaining(message),
    });
  });
});
