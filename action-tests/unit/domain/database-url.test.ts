import { describe, expect, test } from "@jest/globals";
import { directInstead, parseDatabaseUrl, poolerIn } from "../../../shared/domain/database-url.ts";

describe("parseDatabaseUrl", () => {
  test.each([
    [
      "postgresql://neondb_owner:p%40ss@ep-a.us-east-2.aws.neon.tech/neondb?sslmode=require&channel_binding=require",
      {
        user: "neondb_owner",
        password: "p@ss",
        host: "ep-a.us-east-2.aws.neon.tech",
        port: 5432,
        database: "neondb",
        sslmode: "require",
      },
    ],
    [
      "postgres://u@[::1]:6000/",
      { user: "u", password: "", host: "::1", port: 6000, database: "u", sslmode: "prefer" },
    ],
    [
      "postgresql:///db?host=/var/run/postgresql&user=u&password=p&port=5433",
      { user: "u", password: "p", host: "/var/run/postgresql", port: 5433, database: "db", sslmode: "prefer" },
    ],
    [
      "postgresql://u:p@h?dbname=shop",
      { user: "u", password: "p", host: "h", port: 5432, database: "shop", sslmode: "prefer" },
    ],
    [
      "postgresql://u:p@h/db?schema=public&options=-c%20search_path%3Dshop",
      {
        user: "u",
        password: "p",
        host: "h",
        port: 5432,
        database: "db",
        sslmode: "prefer",
        options: "-c search_path=shop",
      },
    ],
  ])("reads %s", (url, expected) => {
    expect(parseDatabaseUrl(url)).toEqual(expected);
  });

  test.each([
    ["mysql://u:p@h/db", "postgresql://"],
    ["postgresql://u:p ss@h:port/db", "percent-encoded"],
    ["postgresql://u:100%@h/db", "percent sign"],
    ["postgresql:///db?user=u", "exactly one host"],
    ["postgresql://u:p@h/db?host=a,b", "exactly one host"],
    ["postgresql://h/db", "no user"],
    ["postgresql://u:p@h/db?sslmode=maybe", "sslmode"],
    ["postgresql://u:p@h/db?schema=shop", "options=-csearch_path%3D<schema>"],
  ])("says what is wrong with %s, and quotes nothing of it", (url, reason) => {
    const found = parseDatabaseUrl(url);
    expect(found).toEqual({ problem: expect.stringContaining(reason) });
    expect(JSON.stringify(found)).not.toContain("p ss");
  });
});

describe("poolers", () => {
  test.each([
    [
      "postgresql://u:p@ep-a-pooler.us-east-2.aws.neon.tech/db?sslmode=require",
      "-pooler",
      "postgresql://u:***@ep-a.us-east-2.aws.neon.tech/db?sslmode=require",
    ],
    ["postgresql://u:p@db.example.com:6543/db", "6543", "postgresql://u:***@db.example.com:5432/db"],
    ["postgresql://u:p@db.example.com:6432/db", "6432", "postgresql://u:***@db.example.com:5432/db"],
    [
      "postgresql://u:p@db.example.com/db?pgbouncer=true&connection_limit=1",
      "pgbouncer=true",
      "postgresql://u:***@db.example.com/db",
    ],
    [
      "postgresql:///db?user=u&password=p&host=ep-a-pooler.aws.neon.tech",
      "-pooler",
      "postgresql://ep-a.aws.neon.tech/db?user=u&password=***",
    ],
    ["postgresql://u@h/db?port=6543&password=p", "6543", "postgresql://u@h:5432/db?password=***"],
  ])("%s is one; the direct address stands beside it, without the password", (url, why, direct) => {
    expect(poolerIn(url)).toContain(why);
    expect(directInstead(url)).toBe(direct);
  });

  test.each(["postgresql://u:p@ep-pooler-a.aws.neon.tech/db", "postgresql://u@h/db", "no address"])(
    "%s is none",
    (url) => {
      expect(poolerIn(url)).toBeUndefined();
    },
  );

  test("an address without a password gets none", () => {
    expect(directInstead("postgresql://u@h:6432/db")).toBe("postgresql://u@h:5432/db");
  });
});
