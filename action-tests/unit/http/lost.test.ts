import { gzipSync } from "node:zlib";
import { expect, jest, test } from "@jest/globals";
import * as z from "zod";
import { client, hang, json, type Responder, reset, serve, status } from "./server.ts";

const schema = z.object({ id: z.string() });
const created = json({ id: "new" }, 201);
const found = { status: 200, headers: new Headers(), body: { id: "found" } };

const cutJson: Responder = (response) => void response.writeHead(201).end('{"id": "ne');
const short: Responder = (response) => {
  response.writeHead(201, { "content-length": "100" });
  response.write('{"id":', () => response.socket?.destroy());
};
const chunkCut: Responder = (response) => {
  response.writeHead(201);
  response.write('{"id": "new"}', () => response.socket?.destroy());
};

const gzipCut: Responder = (response) => {
  const packed = gzipSync('{"id": "new"}'.repeat(100));
  response.writeHead(201, { "content-encoding": "gzip" }).end(packed.subarray(0, packed.length / 2));
};
const noHttp: Responder = (response) => void response.socket?.end("SSH-2.0-OpenSSH_9.9\r\n\r\n");
const closed: Responder = (response) => void response.socket?.end();

const losses: readonly (readonly [string, Responder])[] = [
  ["a connection that is reset", reset],
  ["no answer in time", hang],
  ["a body shorter than it says", short],
  ["a body that ends in a chunk", chunkCut],
  ["JSON that is cut off", cutJson],
  ["a compressed body that is cut off", gzipCut],
  ["an answer that is no HTTP", noHttp],
  ["a connection that is closed", closed],
  ["a gateway that failed", status(502)],
  ["a gateway that waited in vain", status(504)],
  ["a server that failed", status(500)],
];

test.each(losses)("repeats a GET after %s", async (_, loss) => {
  await using server = await serve(loss, created);
  const { http } = client({ attemptTimeoutMs: 100 });
  await expect(http({ url: server.url, schema })).resolves.toMatchObject({ body: { id: "new" } });
});

test.each(losses)("after %s a POST is looked up, and adopted when it happened", async (_, loss) => {
  await using server = await serve(loss, created);
  const adopt = jest.fn(async () => found);
  const { http } = client({ attemptTimeoutMs: 100 });
  await expect(http({ method: "POST", url: server.url, schema, adopt })).resolves.toBe(found);
  expect(server.requests).toHaveLength(1);
  expect(adopt).toHaveBeenCalledTimes(1);
});

test.each(losses)("after %s a POST that did not happen is sent again", async (_, loss) => {
  await using server = await serve(loss, created);
  const { http } = client({ attemptTimeoutMs: 100 });
  const answer = await http({ method: "POST", url: server.url, schema, adopt: async () => undefined });
  expect(answer.body).toEqual({ id: "new" });
  expect(server.requests).toHaveLength(2);
});

test.each(losses)("after %s a POST that cannot be looked up is never sent again", async (_, loss) => {
  await using server = await serve(loss, created);
  const { http } = client({ attemptTimeoutMs: 100 });
  await expect(http({ method: "PATCH", url: server.url, schema })).rejects.toMatchObject({
    code: "SLIP-HTTP-UNCERTAIN",
    blame: "provider",
    state: "The provider may have carried the request out, or may still do so. It was not sent again.",
  });
  expect(server.requests).toHaveLength(1);
});

test("looks for half a minute before it sends again what a silent server may still be at work on", async () => {
  await using server = await serve(hang, created);
  const { http, clock } = client({ attemptTimeoutMs: 50 });
  const looks: number[] = [];
  const adopt = async () => {
    looks.push(clock.now());
    return clock.now() >= 20_000 ? found : undefined;
  };
  await expect(http({ method: "POST", url: server.url, schema, adopt })).resolves.toBe(found);
  expect(looks.length).toBeGreaterThan(2);
  expect(server.requests).toHaveLength(1);
});

test("looks again when the second attempt collides with the first, which came late", async () => {
  await using server = await serve(reset, json({ message: "already exists" }, 409));
  let looks = 0;
  const adopt = async () => (++looks > 1 ? found : undefined);
  await expect(client().http({ method: "POST", url: server.url, schema, adopt })).resolves.toBe(found);
  expect(server.requests).toHaveLength(2);
});

test("a conflict that nothing was lost before is a refusal", async () => {
  await using server = await serve(status(409));
  const adopt = jest.fn(async () => found);
  await expect(client().http({ method: "POST", url: server.url, schema, adopt })).rejects.toMatchObject({
    code: "SLIP-HTTP-REFUSED",
  });
  expect(adopt).not.toHaveBeenCalled();
});

test("does not know what happened when the look-up fails too, and keeps its cause", async () => {
  await using server = await serve(reset);
  const cause = new Error("the list cannot be read");
  const adopt = async () => Promise.reject(cause);
  await expect(client().http({ method: "POST", url: server.url, schema, adopt })).rejects.toMatchObject({
    code: "SLIP-HTTP-UNCERTAIN",
    cause,
  });
});

test("sends a POST again after a status that the vendor calls safe", async () => {
  await using server = await serve(status(423), status(503), created);
  const answer = await client().http({ method: "POST", url: server.url, schema, safeToRepeat: [423, 503] });
  expect(answer.status).toBe(201);
});

test("sends a POST again when the caller says that it is repeatable", async () => {
  await using server = await serve(reset, created);
  const answer = await client().http({ method: "POST", url: server.url, schema, repeatable: true });
  expect(answer.status).toBe(201);
});

test.each([425, 429])("sends a POST again after a %i without looking", async (code) => {
  await using server = await serve(status(code), created);
  const adopt = jest.fn(async () => found);
  const answer = await client().http({ method: "POST", url: server.url, schema, adopt });
  expect(answer.status).toBe(201);
  expect(adopt).not.toHaveBeenCalled();
});

test("an answer that never comes whole is no answer", async () => {
  await using server = await serve(cutJson);
  await expect(client({ budgetMs: 300 }).http({ url: server.url, schema })).rejects.toMatchObject({
    code: "SLIP-HTTP-MALFORMED",
    message: expect.stringContaining("the JSON is cut off"),
  });
});

test.each<[string, "PUT" | "POST", RegExp]>([
  ["a PUT", "PUT", /sending it again does no harm/],
  ["a POST that was sent again", "POST", /An earlier attempt .* may have been carried out/],
])("%s that ends in a limit says that something may have happened before", async (_, method, state) => {
  await using server = await serve(reset, status(429, { "retry-after": "9999" }));
  const asked = { method, url: server.url, schema, adopt: async () => undefined };
  await expect(client().http(asked)).rejects.toMatchObject({
    code: "SLIP-HTTP-LIMITED",
    state: expect.stringMatching(state),
  });
});

test("a DELETE that is never answered says that it may have happened", async () => {
  await using server = await serve(reset);
  await expect(client({ budgetMs: 100 }).http({ method: "DELETE", url: server.url, schema })).rejects.toMatchObject({
    code: "SLIP-HTTP-UNREACHABLE",
    state: "The request may have been carried out; sending it again does no harm.",
  });
});
