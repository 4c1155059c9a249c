import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, jest, test } from "@jest/globals";
import postgres from "postgres";
import { reachable } from "../../../cloud/postgres/binaries.ts";
import { startPostgres, type Postgres } from "../../../cloud/postgres/start.ts";

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "slipway-test-"));
chmodSync(folder, 0o755);
const open: Postgres[] = [];

const start = async (): Promise<Postgres> => {
  const server = await startPostgres({ folder });
  open.push(server);
  return server;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a local Postgres", () => {
  test("answers, keeps what is written, and leaves nothing behind", async () => {
    const server = await start();
    const sql = postgres(await server.create("shop_of_ours"), { max: 1 });
    await sql`create table goods (name text)`;
    await sql`insert into goods values ('tea')`;
    expect([...(await sql`select name from goods`)]).toEqual([{ name: "tea" }]);
    await sql.end();
    open.length = 0;
    await server.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("checks passwords", async () => {
    const server = await start();
    const address = new URL(server.url);
    address.password = "guessed";
    const sql = postgres(address.href, { max: 1 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: "28P01" });
    await sql.end();
  });

  test("two run side by side and know nothing of each other", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    await one.create("only_here");
    const sql = postgres(other.urlOf("only_here"), { max: 1 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: "3D000" });
    await sql.end();
  });

  test("ends and cleans up when its parent is killed", async () => {
    const module = new URL("../../../cloud/postgres/start.ts", import.meta.url).href;
    const script = `const { startPostgres } = await import(${JSON.stringify(module)});
      const server = await startPostgres({ folder: ${JSON.stringify(folder)} });
      console.log(server.port); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(parent.stdout.setEncoding("utf8"), "data")) as [string];
    parent.kill("SIGKILL");
    await once(parent, "exit");
    const deadline = Date.now() + 30_000;
    while (readdirSync(folder).length > 0 && Date.now() < deadline) await wait(20);
    expect(readdirSync(folder)).toEqual([]);
    const sql = postgres(`postgresql://x@127.0.0.1:${port.trim()}/x`, { max: 1, connect_timeout: 2 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await sql.end();
  });

  test("runs although the given folder is closed to everybody else", async () => {
    const closed = mkdtempSync(join(folder, "closed-"));
    const server = await startPostgres({ folder: closed });
    open.push(server);
    expect(await server.create("shop")).toContain("/shop");
    await server.close();
    open.length = 0;
    rmSync(closed, { recursive: true });
  });

  test("tells who may enter a folder", async () => {
    const closed = mkdtempSync(join(folder, "closed-"));
    const { uid, gid } = statSync(closed);
    expect(await reachable(closed, { uid, gid })).toBe(true);
    expect(await reachable(closed, { uid: uid + 1, gid: gid + 1 })).toBe(false);
    rmSync(closed, { recursive: true });
  });
});
