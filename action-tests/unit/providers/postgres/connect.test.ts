import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { connectPatiently } from "../../../../shared/ports/sql-connect.ts";
import { type Connect, SqlError, type SqlSession } from "../../../../shared/ports/sql.ts";
import { postgresConnect } from "../../../../shared/providers/postgres/connect.ts";
import { toSqlError } from "../../../../shared/providers/postgres/errors.ts";
import { tls } from "../../../../shared/providers/postgres/tls.ts";
import { type Postgres, startPostgres } from "../../../cloud/postgres/start.ts";
import { virtualClock } from "../../../fakes/clock.ts";

let pg: Postgres;
const open: SqlSession[] = [];
beforeAll(async () => {
  pg = await startPostgres();
}, 60_000);
afterAll(async () => {
  await Promise.all(open.map((session) => session.close()));
  await pg.close();
});

const plain = postgresConnect((text) => text);
const session = async (query = "", connect: Connect = plain): Promise<SqlSession> => {
  const made = await connect(new Secret(`${pg.url}${query}`), { timeout: 5_000 });
  open.push(made);
  return made;
};
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe("a session", () => {
  test("knows its server and its backend, and passes values as they are", async () => {
    const { server, query } = await session();
    expect(server).toMatchObject({ database: "postgres", user: "cloud_admin", versionNumber: expect.any(Number) });
    expect(await query("select pg_backend_pid() as pid, $1 as text, $2::int + 1 as next", ["'; drop", 41])).toEqual([
      { pid: server.pid, text: "'; drop", next: 42 },
    ]);
  });

  test("tells where and why a statement failed", async () => {
    const { execute } = await session();
    expect(await caught(execute("select 1,\n nonsense"))).toMatchObject({
      name: "SqlError",
      kind: "server",
      code: "42703",
      position: 11,
    });
    expect(
      await caught(execute("do $$ begin raise 'no' using hint = 'try', detail = 'because'; end $$")),
    ).toMatchObject({
      message: "no",
      hint: "try",
      detail: "because",
      where: expect.stringContaining("PL/pgSQL function"),
    });
  });

  test("runs one statement at a time: a second one in the same text never reaches the database", async () => {
    const { execute, query } = await session();
    await execute("begin");
    expect(await caught(execute("create table sneaked_in (id int); commit"))).toMatchObject({ code: "42601" });
    expect(await caught(query("select 1; commit"))).toMatchObject({ code: "42601" });
    await execute("rollback");
    expect(await query("select to_regclass('sneaked_in') as found")).toEqual([{ found: null }]);
  });

  test("takes the settings that the address asks for", async () => {
    const { query } = await session("?options=-csearch_path%3Dshop%20-cwork_mem%3D5MB");
    expect(await query("select current_setting('search_path') as path, current_setting('work_mem') as memory")).toEqual(
      [{ path: "shop", memory: "5MB" }],
    );
  });

  test("stops what it runs when it is told to", async () => {
    const { execute, cancel, query } = await session();
    const running = caught(execute("select pg_sleep(30)"));
    const other = await session();
    for (let busy = 0; busy === 0;) {
      busy = (await other.query("select 1 from pg_stat_activity where query = 'select pg_sleep(30)'")).length;
    }
    cancel();
    expect(await running).toMatchObject({ kind: "server", code: "57014" });
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  }, 20_000);

  test("does not come back once its backend is gone", async () => {
    const [lost, other] = [await session(), await session()];
    const running = caught(lost.execute("select pg_sleep(30)"));
    await other.query("select pg_terminate_backend($1::int)", [lost.server.pid]);
    expect(await running).toMatchObject({ kind: "connection" });
    expect(await caught(lost.query("select 1"))).toMatchObject({ kind: "connection", code: "CONNECTION_CLOSED" });
  }, 20_000);

  test("does not come back in the very moment in which it is lost", async () => {
    const [lost, other] = [await session(), await session()];
    const next = lost.execute("select pg_sleep(30)").catch(() => caught(lost.query("select pg_backend_pid() as pid")));
    await other.query("select pg_terminate_backend($1::int)", [lost.server.pid]);
    expect(await next).toMatchObject({ kind: "connection", code: "CONNECTION_CLOSED" });
  }, 20_000);

  test("redacts what the driver and the server say", async () => {
    const { execute } = await session(
      "",
      postgresConnect((text) => text.replaceAll("hush", "***")),
    );
    expect(await caught(execute("select hush"))).toMatchObject({ message: 'column "***" does not exist' });
  });

  test("hands on notices", async () => {
    const notices: string[] = [];
    const made = await plain(new Secret(pg.url), { timeout: 5_000, onNotice: (text) => notices.push(text) });
    open.push(made);
    await made.execute("drop table if exists not_there");
    expect(notices).toEqual(['NOTICE: table "not_there" does not exist, skipping']);
  });
});

describe("what the driver throws", () => {
  const kindOf = (fields: object): string => toSqlError(Object.assign(new Error("x"), fields), (text) => text).kind;

  test.each([
    [{ code: "EPIPE", errno: -32, syscall: "write" }, "connection"],
    [{ code: "ECONNRESET" }, "connection"],
    [{ code: "57P01", severity: "FATAL" }, "connection"],
    [{ code: "28P01", severity: "FATAL" }, "connection"],
    [{ code: "42601", severity: "ERROR" }, "server"],
    [{ code: "EPIPE", severity: "ERROR" }, "server"],
  ])("%j is of the kind %s", (fields, kind) => {
    expect(kindOf(fields)).toBe(kind);
  });
});

describe("connecting", () => {
  test.each([
    ["a wrong password", (url: URL) => (url.password = "wrong-password"), "28P01"],
    ["a database that is not there", (url: URL) => (url.pathname = "/nowhere"), "3D000"],
    ["a port where nobody listens", (url: URL) => (url.port = "1"), "ECONNREFUSED"],
    ["an address that is none", (url: URL) => (url.search = "?sslmode=maybe"), "ADDRESS"],
  ])("with %s fails by name", async (_, change, code) => {
    const url = new URL(pg.url);
    change(url);
    const failure = await caught(plain(new Secret(url.href), { timeout: 5_000 }));
    expect(failure).toMatchObject({ name: "SqlError", kind: "connection", code });
    expect(String(failure)).not.toContain(url.password);
  });

  test("gives up on a server that takes connections and drops them", async () => {
    let connections = 0;
    const rude = createServer((socket) => {
      connections += 1;
      socket.resume().end();
    });
    rude.listen(0, "127.0.0.1");
    await once(rude, "listening");
    const { port } = rude.address() as AddressInfo;
    const url = new Secret(`postgresql://u:p@127.0.0.1:${port}/db?sslmode=disable`);
    expect(await caught(plain(url, { timeout: 1_000 }))).toMatchObject({ name: "SqlError", kind: "connection" });
    const then = connections;
    await new Promise((resolve) => rude.close(resolve));
    expect(connections).toBe(then);
  }, 20_000);

  const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ family }) => family === "IPv6"));
  const onIpv6 = hasIpv6 && process.platform === "linux" ? describe : describe.skip;
  onIpv6("over IPv6", () => {
    test("goes to an address as it is written", async () => {
      const reached = createServer((socket) => socket.destroy());
      let count = 0;
      reached.on("connection", () => (count += 1));
      reached.listen(0, "127.0.0.2");
      await once(reached, "listening");
      const { port } = reached.address() as AddressInfo;
      const url = new Secret(`postgresql://u:p@[::ffff:127.0.0.2]:${port}/db?sslmode=disable`);
      expect(await caught(plain(url, { timeout: 1_000 }))).toMatchObject({ kind: "connection" });
      expect(count).toBeGreaterThan(0);
      await new Promise((resolve) => reached.close(resolve));
    });
  });

  test("goes to a unix socket", async () => {
    const folder = await mkdtemp(join(tmpdir(), "slipway-socket-"));
    const reached = createServer((socket) => socket.destroy());
    let count = 0;
    reached.on("connection", () => (count += 1));
    reached.listen(join(folder, ".s.PGSQL.5433"));
    await once(reached, "listening");
    const url = new Secret(`postgresql:///db?host=${encodeURIComponent(folder)}&user=u&port=5433&sslmode=disable`);
    expect(await caught(plain(url, { timeout: 1_000 }))).toMatchObject({ kind: "connection" });
    expect(count).toBeGreaterThan(0);
    await new Promise((resolve) => reached.close(resolve));
    await rm(folder, { recursive: true });
  });

  test("never falls back to plain text where the address asks for TLS", async () => {
    for (const mode of ["require", "verify-ca", "verify-full"]) {
      expect(await caught(session(`?sslmode=${mode}`))).toBeInstanceOf(SqlError);
    }
    for (const mode of ["disable", "allow", "prefer"]) {
      expect((await session(`?sslmode=${mode}`)).server.database).toBe("postgres");
    }
  });

  test("verify-full checks the name, verify-ca only the signer", async () => {
    const parts = { user: "u", password: "", host: "h", port: 5432, database: "d" };
    const url = "postgresql://u@h/d";
    const full = await tls({ ...parts, sslmode: "verify-full" }, url);
    const ca = await tls({ ...parts, sslmode: "verify-ca" }, url);
    expect(full).toMatchObject({ rejectUnauthorized: true, ca: expect.any(Array) });
    expect(full).not.toHaveProperty("checkServerIdentity");
    expect(ca).toMatchObject({ rejectUnauthorized: true, checkServerIdentity: expect.any(Function) });
    await expect(tls({ ...parts, sslmode: "verify-full" }, `${url}?sslrootcert=/no/such/file`)).rejects.toThrow(
      "ENOENT",
    );
  });
});

describe("connecting patiently", () => {
  const failing = (code: string, times: number): Connect => {
    let left = times;
    const done: SqlSession = {
      server: { version: "17", versionNumber: 170000, database: "d", user: "u", pid: 1 },
      query: () => Promise.resolve([]),
      execute: () => Promise.resolve(),
      cancel: () => undefined,
      close: () => Promise.resolve(),
    };
    return () =>
      (left -= 1) < 0 ? Promise.resolve(done) : Promise.reject(new SqlError(code, { kind: "connection", code }));
  };
  const patience = () => {
    const clock = virtualClock();
    return { clock, signal: new AbortController().signal, random: () => 0.5, deadline: 60_000 };
  };

  test("waits for a compute that wakes up", async () => {
    const retries: string[] = [];
    const made = await connectPatiently(failing("ECONNREFUSED", 5), new Secret("x"), {
      ...patience(),
      onRetry: ({ code }) => retries.push(code),
    });
    expect(made.server.pid).toBe(1);
    expect(retries).toHaveLength(5);
  });

  test("gives up at its deadline", async () => {
    const waiting = patience();
    await expect(connectPatiently(failing("CONNECT_TIMEOUT", 1000), new Secret("x"), waiting)).rejects.toMatchObject({
      code: "CONNECT_TIMEOUT",
    });
    expect(waiting.clock.now()).toBeLessThanOrEqual(60_000);
    expect(waiting.clock.now()).toBeGreaterThan(50_000);
  });

  test.each(["28P01", "3D000", "SELF_SIGNED_CERT_IN_CHAIN", "ERR_TLS_CERT_ALTNAME_INVALID", "ADDRESS"])(
    "does not try again after %s",
    async (code) => {
      const waiting = patience();
      await expect(connectPatiently(failing(code, 1), new Secret("x"), waiting)).rejects.toMatchObject({ code });
      expect(waiting.clock.slept).toEqual([]);
    },
  );
});
