import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { proveAffinity } from "../../../actions/migrate-db/affinity.ts";
import { migrate } from "../../../actions/migrate-db/main.ts";
import { spec } from "../../../actions/migrate-db/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { SqlRow, SqlSession } from "../../../shared/ports/sql.ts";
import { inspectAddress } from "../../../shared/providers/postgres/inspect.ts";
import { fakeContext } from "../../fakes/context.ts";
import { server } from "./harness.ts";

let pg: Awaited<ReturnType<typeof server>>;
beforeAll(async () => {
  pg = await server();
}, 60_000);
afterAll(() => pg.close());

const refusing = (name: string) => () => Promise.reject(new Error(`${name} must not be called`));

const attempt = (url: string) => {
  const context = fakeContext(spec, { databaseUrl: new Secret(url) });
  return migrate(context, {
    connect: refusing("connect"),
    inspectAddress,
    tools: [],
    readManifest: refusing("readManifest"),
    keep: refusing("keep"),
  });
};

describe("database-url", () => {
  test("of a pooler is refused before anything is sent, with the direct address beside it", async () => {
    await expect(
      attempt("postgresql://u:secret-word@ep-a-pooler.eu.aws.neon.tech/db?sslmode=require"),
    ).rejects.toMatchObject({
      code: "SLIP-DB-POOLED",
      next: "Give `database-url` the direct address: postgresql://u:***@ep-a.eu.aws.neon.tech/db?sslmode=require",
    });
  });

  test("that is none is refused without being quoted", async () => {
    const failure: unknown = await attempt("mysql://u:secret-word@h/db").catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "SLIP-INPUT-INVALID" });
    expect(JSON.stringify(failure) + String(failure)).not.toContain("secret-word");
  });

  test("with a wrong password says so at once, and nothing of the password is told", async () => {
    const project = await pg.project({ "migrations/1_t.sql": "select 1;" });
    const password = randomBytes(12).toString("hex");
    const url = new URL(project.url);
    url.password = password;
    const child = project.process({ "database-url": url.href });
    expect(await child.ended).toBe(1);
    const said = child.said().replaceAll(/^::add-mask::.*$/gm, "");
    expect(said).toContain("SLIP-DB-CONNECT");
    expect(said).toContain("Check user and password");
    expect(said).not.toContain(password);
  }, 30_000);
});

describe("the proof that a session is ours alone", () => {
  const session = (pid: number, answer: (text: string) => SqlRow): SqlSession => ({
    server: { version: "17", versionNumber: 170000, database: "d", user: "u", pid },
    query: (text, [value] = []) => {
      if (text.startsWith("select set_config")) kept = String(value);
      return Promise.resolve([answer(text)]);
    },
    execute: () => Promise.resolve(),
    cancel: () => undefined,
    close: () => Promise.resolve(),
  });
  let kept = "";

  test.each([
    ["the other session has our backend", () => ({ pid: 1, value: kept }), 1],
    ["our backend changed", () => ({ pid: 2, value: kept }), 3],
    ["our setting is lost", () => ({ pid: 1, value: "" }), 2],
  ])("fails when %s", async (_, ours, theirs) => {
    const proof = proveAffinity(session(1, ours), () => Promise.resolve(session(theirs, () => ({ pid: theirs }))));
    await expect(proof).rejects.toMatchObject({ code: "SLIP-DB-POOLED" });
  });

  test("holds for a session of one's own, also when no second one is to be had", async () => {
    const own = session(1, () => ({ pid: 1, value: kept }));
    await proveAffinity(own, () => Promise.resolve(session(2, () => ({ pid: 2 }))));
    await expect(proveAffinity(own, () => Promise.resolve(undefined))).resolves.toBeUndefined();
  });
});
