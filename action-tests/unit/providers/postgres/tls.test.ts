import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import postgres from "postgres";
import { Secret } from "../../../../shared/action/secret.ts";
import { postgresConnect } from "../../../../shared/providers/postgres/connect.ts";
import { type Postgres, startPostgres } from "../../../cloud/postgres/start.ts";

const exec = promisify(execFile);
const connect = postgresConnect((text) => text);
const hasOpenssl = await exec("openssl", ["version"]).then(
  () => true,
  () => false,
);
const maybe = hasOpenssl ? describe : describe.skip;

maybe("a server with a certificate for `localhost`", () => {
  let pg: Postgres;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "slipway-tls-"));
    await Promise.all(["server", "stranger"].map(selfSigned));
    pg = await startPostgres();
    const sql = postgres(pg.url, { max: 1, onnotice: () => undefined });
    // Written by the server itself: the key has to be its own, and nobody else's to read.
    for (const [file, text] of [
      ["tls.crt", await readFile(join(folder, "server.crt"))],
      ["tls.key", await readFile(join(folder, "server.key"))],
    ] as const) {
      await sql.unsafe(`copy (select '${text.toString("base64")}') to program 'umask 077; base64 -d > ${file}'`);
      await sql.unsafe(`alter system set ssl_${file === "tls.crt" ? "cert" : "key"}_file = '${file}'`);
    }
    await sql.unsafe("alter system set ssl = on");
    await sql`select pg_reload_conf()`;
    await sql.end();
    for (const end = Date.now() + 20_000; !(await encrypted("127.0.0.1", "sslmode=prefer"));) {
      if (Date.now() > end) throw new Error("The server never spoke TLS");
    }
  }, 90_000);
  afterAll(async () => {
    await pg.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function selfSigned(name: string): Promise<void> {
    const files = ["-keyout", join(folder, `${name}.key`), "-out", join(folder, `${name}.crt`)];
    const names = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=DNS:localhost"];
    await exec("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...files, ...names]);
  }

  async function encrypted(host: string, query: string): Promise<boolean> {
    const url = new URL(pg.url);
    url.hostname = host;
    url.search = query;
    const session = await connect(new Secret(url.href), { timeout: 5_000 });
    try {
      const [row] = await session.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
      return row?.["ssl"] === true;
    } finally {
      await session.close();
    }
  }

  const trusting = (name: string): string => `&sslrootcert=${encodeURIComponent(join(folder, `${name}.crt`))}`;

  test.each([
    ["localhost", "sslmode=allow", ""],
    ["localhost", "sslmode=prefer", ""],
    ["127.0.0.1", "sslmode=require", ""],
    ["127.0.0.1", "sslmode=require", "server"],
    ["127.0.0.1", "sslmode=verify-ca", "server"],
    ["localhost", "sslmode=verify-full", "server"],
  ])("is spoken to in TLS at %s with %s %s", async (host, mode, root) => {
    expect(await encrypted(host, root === "" ? mode : `${mode}${trusting(root)}`)).toBe(true);
  });

  test.each([
    ["localhost", "sslmode=verify-ca", "", /CERT|SIGNED/],
    ["localhost", "sslmode=verify-full", "", /CERT|SIGNED/],
    ["localhost", "sslmode=require", "stranger", /CERT|SIGNED/],
    ["localhost", "sslmode=verify-ca", "stranger", /CERT|SIGNED/],
    ["localhost", "sslmode=verify-full", "stranger", /CERT|SIGNED/],
    ["127.0.0.1", "sslmode=verify-full", "server", /ALTNAME/],
  ])("is refused at %s with %s %s", async (host, mode, root, code) => {
    await expect(encrypted(host, root === "" ? mode : `${mode}${trusting(root)}`)).rejects.toMatchObject({
      name: "SqlError",
      kind: "connection",
      code: expect.stringMatching(code),
    });
  });

  test("is spoken to in plain text only when that is asked for", async () => {
    expect(await encrypted("localhost", "sslmode=disable")).toBe(false);
  });
});
