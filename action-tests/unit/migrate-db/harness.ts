import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { migrate } from "../../../actions/migrate-db/main.ts";
import type { Ports } from "../../../actions/migrate-db/ports.ts";
import { spec } from "../../../actions/migrate-db/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Inputs } from "../../../shared/action/spec.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { keepIn } from "../../../shared/providers/files/keep.ts";
import { drizzleTool } from "../../../shared/providers/migrations/drizzle.ts";
import { sqlTool } from "../../../shared/providers/migrations/sql.ts";
import { postgresConnect } from "../../../shared/providers/postgres/connect.ts";
import { inspectAddress } from "../../../shared/providers/postgres/inspect.ts";
import { startPostgres } from "../../cloud/postgres/start.ts";
import { fakeContext } from "../../fakes/context.ts";

export type Given = Partial<Inputs<typeof spec>>;
export type Files = Readonly<Record<string, string>>;

/** A server for one test file. */
export async function server() {
  const pg = await startPostgres();
  const folders: string[] = [];
  const open: ReturnType<typeof postgres>[] = [];
  let count = 0;

  /** A fresh database and a fresh workspace with these files. */
  async function project(files: Files) {
    const url = await pg.create(`app_${(count += 1)}`);
    const workspace = await mkdtemp(join(tmpdir(), "slipway-migrate-"));
    folders.push(workspace);
    const sql = postgres(url, { max: 4, onnotice: () => undefined, fetch_types: false });
    open.push(sql);
    await write(workspace, files);
    return {
      url,
      sql,
      workspace,
      /** For tests with many projects: gives the connections back. */
      end: () => sql.end({ timeout: 1 }),
      write: (more: Files) => write(workspace, more),
      /** Starts the action's main in this process, on the real database. */
      start(inputs: Given = {}, ports: Partial<Ports> = {}) {
        const context = fakeContext(
          spec,
          { databaseUrl: new Secret(url), ...inputs },
          { clock: systemClock, run: { workspace, temp: workspace }, random: Math.random },
        );
        const result = migrate(context, {
          connect: postgresConnect(context.redact),
          inspectAddress,
          tools: [sqlTool({ workspace }), drizzleTool({ workspace })],
          readManifest: () => Promise.reject(new Error("no manifest in this test")),
          keep: keepIn(workspace),
          ...ports,
        });
        result.catch(() => undefined);
        return { context, result };
      },
      run(inputs: Given = {}, ports: Partial<Ports> = {}) {
        return this.start(inputs, ports).result;
      },
      /** Starts the action as a process of its own, from source. */
      process: (inputs: Readonly<Record<string, string>> = {}) => child(url, workspace, inputs),
      evidence: async (path: string | undefined): Promise<unknown> => JSON.parse(await readFile(path ?? "", "utf8")),
    };
  }

  return {
    project,
    close: async () => {
      await Promise.all(open.map((sql) => sql.end({ timeout: 1 })));
      await pg.close();
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

async function write(workspace: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, name)), { recursive: true });
    await writeFile(join(workspace, name), text);
  }
}

/** drizzle-kit's folder: each migration's text in the order given, `when` rising unless said otherwise. */
export function drizzle(migrations: readonly { tag: string; sql: string; when?: number }[]): Files {
  const entries = migrations.map(({ tag, when }, idx) => ({
    idx,
    version: "7",
    when: when ?? 1_700_000_000_000 + idx * 1000,
    tag,
    breakpoints: true,
  }));
  return {
    "drizzle/meta/_journal.json": JSON.stringify({ version: "7", dialect: "postgresql", entries }),
    ...Object.fromEntries(migrations.map(({ tag, sql }) => [`drizzle/${tag}.sql`, sql])),
  };
}

const entry = fileURLToPath(new URL("../../../actions/migrate-db/index.ts", import.meta.url));

function child(url: string, workspace: string, inputs: Readonly<Record<string, string>>) {
  const variables = Object.entries({ "database-url": url, ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  const file = (name: string): string => {
    writeFileSync(join(workspace, name), "");
    return join(workspace, name);
  };
  const running: ChildProcess = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", entry], {
    env: {
      PATH: process.env["PATH"],
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: workspace,
      GITHUB_RUN_ID: "1",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_OUTPUT: file("output"),
      GITHUB_STEP_SUMMARY: file("summary.md"),
      ...Object.fromEntries(variables),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  running.stdout?.on("data", (data: Buffer) => (said += data.toString()));
  running.stderr?.on("data", (data: Buffer) => (said += data.toString()));
  const ended = new Promise<number | null>((resolve) => running.once("exit", resolve));
  return {
    /** Answers the exit code; null after a signal. */
    ended,
    said: () => said,
    signal: (name: NodeJS.Signals) => running.kill(name),
  };
}
