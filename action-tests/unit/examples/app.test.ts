import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { type Postgres, startPostgres } from "../../cloud/postgres/start.ts";
import { until } from "../../tools/until.ts";

const folder = resolve("examples", "render-neon");
const children: ChildProcess[] = [];
let server: Postgres;
let url: string;
let address: string;

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
};

const start = async (file: string, env: Record<string, string>, line: RegExp): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [join("src", file)], {
    cwd: folder,
    env: { PATH: process.env["PATH"], DATABASE_URL: url, RENDER_GIT_COMMIT: "0123abc", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await new Promise<void>((ready) =>
    child.stdout?.setEncoding("utf8").on("data", (text: string) => line.test(text) && ready()),
  );
  return child;
};

const untilPage = (wanted: (page: string) => boolean): Promise<void> =>
  until(async () => wanted(await (await fetch(address)).text()));

beforeAll(async () => {
  server = await startPostgres();
  url = await server.create("reminders");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await migrate(drizzle(sql), { migrationsFolder: join(folder, "drizzle") });
  await sql.end();
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  await start("web.js", { PORT: String(port) }, /listens/);
}, 60_000);

afterAll(async () => {
  for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  await server.close();
}, 60_000);

test("a reminder is taken by the web service and sent by the worker, which goes when it is told to", async () => {
  const body = JSON.stringify({ text: "Call the bank", inSeconds: 0 });
  expect((await fetch(`${address}/api/reminders`, { method: "POST", body })).status).toBe(201);
  const worker = await start("worker.js", {}, /Reminder: Call the bank/);
  await untilPage((page) => page.includes("Call the bank <small>sent"));
  worker.kill("SIGTERM");
  expect(await once(worker, "exit")).toEqual([0, null]);
}, 60_000);

test("no request fails because the database drops every connection now and then", async () => {
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  const drop = () =>
    admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'reminders' and pid <> pg_backend_pid()`;
  const statuses: number[] = [];
  let cut = 0;
  for (let round = 0; round < 5; round++) {
    const asked = ["/healthz", "/", "/api/reminders"].map(async (path) => (await fetch(address + path)).status);
    const [dropped, ...answered] = await Promise.all([drop(), ...asked]);
    cut += dropped.length;
    statuses.push(...answered);
  }
  await admin.end();
  expect(cut).toBeGreaterThan(0);
  expect(statuses).toEqual(Array<number>(15).fill(200));
}, 60_000);
