import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import * as z from "zod";
import { Secret } from "../../../shared/action/secret.ts";
import { client, json, type Responder, serve, status } from "./server.ts";

const schema = z.looseObject({ id: z.string() });
const body =
  (text: string | Buffer, headers: Record<string, string> = {}, code = 200): Responder =>
  (response) =>
    void response.writeHead(code, headers).end(text);

test("sends what it is told to, and nothing when there is nothing", async () => {
  await using server = await serve(json({ id: "a" }));
  const { http } = client();
  await http({
    method: "PUT",
    url: `${server.url}/x?y=1`,
    token: new Secret("s3cret"),
    headers: { accept: "application/vnd.x+json" },
    body: { a: [1] },
    schema,
  });
  await http({ url: server.url, schema });
  expect(server.requests).toMatchObject([
    {
      method: "PUT",
      url: "/x?y=1",
      body: '{"a":[1]}',
      headers: {
        authorization: "Bearer s3cret",
        accept: "application/vnd.x+json",
        "content-type": "application/json",
        "user-agent": "slipway",
      },
    },
    { method: "GET", url: "/", body: "" },
  ]);
  expect(server.requests[1]?.headers).not.toHaveProperty("content-type");
  expect(server.requests[1]?.headers).not.toHaveProperty("authorization");
});

test.each(["two\nlines", "naïve ✓"])("refuses a key that cannot be sent without quoting it", async (key) => {
  const failure = await client()
    .http({ url: "http://127.0.0.1:1", token: new Secret(key), schema })
    .catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({
    code: "SLIP-INPUT-INVALID",
    blame: "user",
    next: expect.stringContaining("line break"),
  });
  expect(String(failure)).not.toContain(key.slice(0, 3));
});

test.each([
  ["a 202 with an empty body", body("", {}, 202)],
  ["no content", body("", {}, 204)],
  ["blanks", body(" \n")],
])("%s is undefined", async (_, responder) => {
  await using server = await serve(responder);
  const answer = await client().http({ method: "POST", url: server.url, schema: z.unknown() });
  expect(answer.body).toBeUndefined();
});

test("keeps what it does not know, also `__proto__`, and pollutes nothing", async () => {
  await using server = await serve(body('{"id": "a", "new": 1, "__proto__": {"admin": true}}'));
  const answer = await client().http({ url: server.url, schema });
  expect(answer.body).toMatchObject({ id: "a", new: 1 });
  expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
  expect("admin" in answer.body).toBe(false);
});

test("hands accepted statuses over, with or without JSON", async () => {
  await using server = await serve(json({ message: "not found" }, 404), body("<html>no</html>", {}, 404));
  const { http } = client();
  const asked = { url: server.url, accept: [404], schema: z.unknown() };
  await expect(http(asked)).resolves.toMatchObject({ status: 404, body: { message: "not found" } });
  await expect(http(asked)).resolves.toMatchObject({ status: 404, body: undefined });
});

test("hands plain text over when it is asked for", async () => {
  await using server = await serve(body("ok"));
  await expect(client().http({ url: server.url, text: true, schema: z.literal("ok") })).resolves.toMatchObject({
    body: "ok",
  });
});

test.each<[string, Responder, string]>([
  [
    "an HTML page",
    body("<!doctype html><p>Sign in</p>", { "content-type": "text/html" }),
    "(whole body): expected JSON, received an HTML page",
  ],
  ["text", body("service unavailable"), "(whole body): expected JSON, received text"],
  ["a field of another type", json({ id: 7 }), "id: Invalid input: expected string, received number"],
  ["a missing field", json({}), "id: Invalid input: expected string, received undefined"],
  ["nothing", body(""), "(whole body): Invalid input: expected object, received undefined"],
])("%s is not understood, and says where", async (_, responder, detail) => {
  await using server = await serve(responder);
  await expect(client().http({ url: `${server.url}/v1/x?key=1`, schema })).rejects.toMatchObject({
    code: "SLIP-HTTP-MALFORMED",
    blame: "provider",
    message: `GET ${server.url}/v1/x gave an answer that cannot be understood: ${detail}`,
  });
  expect(server.requests).toHaveLength(1);
});

test("names three of many wrong fields", async () => {
  await using server = await serve(json({}));
  const many = z.object({ a: z.string(), b: z.object({ c: z.string() }), d: z.string(), e: z.string(), f: z.string() });
  await expect(client().http({ method: "POST", url: server.url, schema: many })).rejects.toMatchObject({
    message: expect.stringMatching(/a: .*; b: .*; d: .*; and 2 more$/),
    state: "The request was probably carried out.",
  });
});

test.each([
  ["a long body", body("x".repeat(2000))],
  [
    "an endless body",
    ((response) => {
      const write = (): void => {
        while (!response.destroyed && response.write("x".repeat(512)));
      };
      response.writeHead(200).on("drain", write);
      write();
    }) as Responder,
  ],
  ["a decompression bomb", body(gzipSync(Buffer.alloc(50_000_000)), { "content-encoding": "gzip" })],
])("stops reading %s at the limit", async (_, responder) => {
  await using server = await serve(responder);
  await expect(client({ maxBytes: 1000 }).http({ url: server.url, schema })).rejects.toMatchObject({
    code: "SLIP-HTTP-TOO-LARGE",
    message: `GET ${server.url}/ answered with more than 1000 bytes`,
  });
});

test.each([301, 302, 303, 307, 308])("a %i is an error, and the key goes nowhere", async (code) => {
  await using elsewhere = await serve(json({ id: "stolen" }));
  await using server = await serve(status(code, { location: `${elsewhere.url}/` }));
  await expect(client().http({ url: server.url, token: new Secret("s3cret"), schema })).rejects.toMatchObject({
    code: "SLIP-HTTP-REDIRECT",
    next: "Give `api-url` the address that the provider answers under, without a redirect.",
  });
  expect(elsewhere.requests).toHaveLength(0);
});

test("puts characters together that were cut between two chunks", async () => {
  const text = JSON.stringify({ id: "ä€😀".repeat(50) });
  const bytes = Buffer.from(text);
  await using server = await serve((response) => {
    response.writeHead(200);
    for (let at = 0; at < bytes.length; at += 5) response.write(bytes.subarray(at, at + 5));
    response.end();
  });
  const answer = await client().http({ url: server.url, schema });
  expect(JSON.stringify(answer.body)).toBe(text);
});

test.each(["http://me:s3cret@127.0.0.1:1/", "ftp://127.0.0.1/", "file:///etc/passwd"])(
  "refuses %s and repeats no password",
  async (url) => {
    const failure = await client()
      .http({ url, schema })
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "SLIP-INPUT-INVALID", state: "Nothing was sent." });
    expect(String(failure)).not.toContain("s3cret");
  },
);

test("a request that changed something and got too much back says so", async () => {
  await using server = await serve(body("x".repeat(2000)));
  await expect(client({ maxBytes: 1000 }).http({ method: "POST", url: server.url, schema })).rejects.toMatchObject({
    state: "The request was carried out, but its answer was not read.",
  });
});

test("what `fetch` throws for other reasons than the network is a bug, and stays what it is", async () => {
  const bug = new TypeError("x is not a function");
  await expect(
    client({ fetch: async () => Promise.reject(bug) }).http({ url: "http://127.0.0.1:1", schema }),
  ).rejects.toBe(bug);
});
