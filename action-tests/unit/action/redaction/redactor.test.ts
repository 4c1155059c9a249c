import { describe, expect, test } from "@jest/globals";
import { createRedactor } from "../../../../shared/action/redaction/redactor.ts";
import { RENDERINGS } from "./renderings.ts";

const PASSWORDS = {
  "like Neon's": "npgx4Kd8RtYw2LqZ",
  "of URL's own characters": "p@ss/w:rd?#[x]%41z",
  "of markup and quotes": `a&b<c>"d'e\`f!g$h\\i é😀`,
};

describe.each(Object.entries(PASSWORDS))("a connection string with a password %s", (_, password) => {
  const url = `postgresql://app_owner:${encodeURIComponent(password)}@ep-cool-1.eu-central-1.aws.neon.tech/neondb?sslmode=require`;
  const redactor = createRedactor();
  redactor.add(url);

  const parts = { password, "user and password": `app_owner:${password}`, "whole string": url };
  const table = Object.entries(parts).flatMap(([part, value]) =>
    Object.entries(RENDERINGS).map(([name, render]) => [part, name, render(value)] as const),
  );

  test.each(table)("hides the %s, %s", (_part, name, rendered) => {
    const safe = redactor.redact(`connecting with ${rendered} now`);
    expect(safe).toMatch(/^connecting with [^]*\*\*\*[^]* now$/);
    // What remains of a base64 at its ends are the neighbours' bits, and quotes and brackets around the secret.
    const rest = safe.slice("connecting with ".length, -" now".length).replaceAll("***", "");
    expect(rest.length).toBeLessThanOrEqual(/base64|JSON in JSON/.test(name) ? 180 : 12);
    for (const piece of [password.slice(0, 8), password.slice(-8)]) expect(safe).not.toContain(piece);
  });

  test("keeps host, database and user readable where they stand alone", () => {
    const line = "ep-cool-1.eu-central-1.aws.neon.tech, database neondb, role app_owner, sslmode=require";
    expect(redactor.redact(line)).toBe(line);
  });
});

test.each([
  ["a Render key", "key rnd_A1b2C3d4E5f6G7h8", "key ***"],
  ["a Neon key", "napi_0a1b2c3d4e5f6g7h8i9j", "***"],
  ["a Neon password", "pw=npg_a1B2c3D4e5F6", "pw=***"],
  ["a GitHub token", "remote: ghp_abcdefghijklmnopqrstuvwxyz0123456789", "remote: ***"],
  ["a fine-grained token", `github_pat_${"A1b2".repeat(20)}`, "***"],
  [
    "a JWT-like token of 520 characters",
    `ghs_${"Ab1-".repeat(60)}.${"Cd2_".repeat(50)}.${"x9".repeat(38)} end`,
    "*** end",
  ],
  ["a JWT", "t eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl.", "t ***"],
  ["a JWT in bold", "**eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln**", "**" + "***"],
  ["an AWS id", "AKIAIOSFODNN7EXAMPLE;", "***;"],
  [
    "a password in an address",
    "fatal: https://x-access-token:abc123@github.com/a/b",
    "fatal: https://x-access-token:***@github.com/a/b",
  ],
  ["a bearer", "Authorization: Bearer abc.def-123456", "Authorization: Bearer ***"],
  ["a header in JSON", '{"authorization":"Basic dXNlcjpwYXNz"}', '{"authorization":"Basic ***"}'],
  ["a proxy's password", "HTTPS_PROXY=http://u:p@proxy:3128", "HTTPS_PROXY=http://u:***@proxy:3128"],
  ["a DSN", "host=db password=hunter2hunter2 user=x", "host=db password=*** user=x"],
])("hides %s that nobody told it", (_, text, safe) => {
  expect(createRedactor().redact(text)).toBe(safe);
});

test.each([
  "bearer authentication is needed",
  "see https://example.com:8080/a@b and mailto:x@y.z",
  "the password is wrong, set password=$PGPASSWORD",
  "asiapacific region AKIA",
  "commit 8f3c1d9e0b7a65f4c2d1e0f9a8b7c6d5e4f3a2b1, sha256:deadbeef",
  "authorization: none",
])("leaves %j alone", (text) => {
  expect(createRedactor().redact(text)).toBe(text);
});

const PEM = `-----BEGIN PRIVATE KEY-----\n${`${"MIIEvQIBADANBgkqhkiG9w0B".repeat(3).slice(0, 64)}\n`.repeat(8)}q83Y=\n-----END PRIVATE KEY-----`;

test("hides a key block that nobody told it, also in JSON", () => {
  const redactor = createRedactor();
  expect(redactor.redact(`before\n${PEM}\nafter`)).toBe("before\n***\nafter");
  expect(redactor.redact(`{"key":${JSON.stringify(PEM)},"a":1}`)).toBe('{"key":"***","a":1}');
  expect(redactor.redact("expected -----BEGIN PRIVATE KEY----- here")).toBe(
    "expected -----BEGIN PRIVATE KEY----- here",
  );
});

test("hides each line of a secret of several lines", () => {
  const redactor = createRedactor();
  redactor.add("first-line-0001\r\nsecond-line-0002\r\n");
  expect(redactor.redact("x second-line-0002 y")).toBe("x *** y");
  expect(redactor.redact("first-line-0001\\nsecond-line-0002")).toBe("***");
});

test.each(["main", "production", "true", "abc12", "", "   "])("leaves the word %j alone even as a secret", (word) => {
  const redactor = createRedactor();
  redactor.add(word);
  expect(redactor.redact(`on ${word} now`)).toBe(`on ${word} now`);
  expect(redactor.masks(word)).toEqual([]);
});

test("a secret that is added while a stream runs is hidden from there on", () => {
  const redactor = createRedactor();
  const stream = redactor.stream();
  let text = stream.push("nothing yet\nnot ");
  redactor.add("late-secret-1");
  text += stream.push("late-secret-1\nand late-secret-1\n") + stream.end();
  expect(text).toBe("nothing yet\nnot ***\nand ***\n");
});

test("a secret of 64 kB is hidden, and adding it takes no time to speak of", () => {
  const secret = Array.from({ length: 16_000 }, (_, index) => (index * 7919).toString(36).padStart(4, "x")).join("");
  const redactor = createRedactor();
  redactor.add(secret);
  expect(redactor.redact(`a ${secret} b`)).toBe("a *** b");
  expect(redactor.redact(`a ${Buffer.from(secret).toString("base64")} b`)).toMatch(/^a \*\*\*.{0,4} b$/);
});
