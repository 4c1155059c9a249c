import { afterEach, describe, expect, test } from "@jest/globals";
import { contractOf } from "../../cloud/contract.ts";
import { type EmulatorServer, type ServerOptions, startServer } from "../../cloud/server.ts";

const open: EmulatorServer[] = [];
const start = async (options: Partial<ServerOptions> = {}) => {
  let carriedOut = 0;
  const server = await startServer({
    prefix: "/v1",
    routes: [
      { method: "GET", path: "/things/:id", handler: ({ params }) => ({ status: 200, body: { id: params["id"] } }) },
      {
        method: "POST",
        path: "/things",
        handler: ({ body }) => {
          carriedOut++;
          return { status: 201, body };
        },
      },
      { method: "GET", path: "/files/*path", handler: ({ params }) => ({ status: 200, body: params }) },
      { method: "POST", path: "/empty", handler: () => ({ status: 202 }) },
    ],
    ...options,
  });
  open.push(server);
  return { server, carriedOut: () => carriedOut };
};
const post = (url: string, body: unknown, signal: AbortSignal | null = null) =>
  fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" }, signal });

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

describe("the server of an emulator", () => {
  test("routes by method and pattern, decoding parameters", async () => {
    const { server } = await start();
    expect(await (await fetch(`${server.url}/things/a%2Fb`)).json()).toEqual({ id: "a/b" });
    expect(await (await fetch(`${server.url}/files/a/b%20c`)).json()).toEqual({ path: "a/b c" });
    expect((await fetch(`${server.url}/things`)).status).toBe(404);
    expect(server.violations).toEqual(["GET /v1/things: no such route in the emulator"]);
  });

  test("keeps a journal in the order of arrival", async () => {
    const { server } = await start();
    await post(`${server.url}/things?x=1`, { a: 1 });
    const empty = await post(`${server.url}/empty`, {});
    expect(await empty.text()).toBe("");
    expect(server.journal).toMatchObject([
      { index: 0, method: "POST", path: "/v1/things", query: "x=1", body: { a: 1 }, status: 201, answer: { a: 1 } },
      { index: 1, path: "/v1/empty", status: 202 },
    ]);
  });

  test("a handler that throws is a violation, not a vendor's failure gone unnoticed", async () => {
    const handler = () => {
      throw new Error("bug");
    };
    const { server } = await start({ routes: [{ method: "GET", path: "/x", handler }] });
    expect((await fetch(`${server.url}/x`)).status).toBe(500);
    expect(server.violations).toEqual([expect.stringContaining("the emulator failed: Error: bug")]);
  });

  test("before may refuse, after dresses every reply", async () => {
    const { server } = await start({
      before: ({ headers }) => (headers["authorization"] ? undefined : { status: 401, body: {} }),
      after: (_, reply) => ({ ...reply, headers: { "x-request-id": "1" } }),
    });
    const refused = await fetch(`${server.url}/things/1`);
    expect([refused.status, refused.headers.get("x-request-id")]).toEqual([401, "1"]);
    expect((await fetch(`${server.url}/things/1`, { headers: { authorization: "x" } })).status).toBe(200);
  });
});

describe("faults", () => {
  test("strike the nth matching request, so many times", async () => {
    const { server } = await start();
    server.fault({
      path: /things/,
      nth: 1,
      times: 2,
      action: { kind: "status", status: 503, body: { message: "no" } },
    });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      await fetch(`${server.url}/files/x`);
      statuses.push((await fetch(`${server.url}/things/1`)).status);
    }
    expect(statuses).toEqual([200, 503, 503, 200]);
  });

  test("without nth they strike always, until cleared", async () => {
    const { server } = await start();
    server.fault({ method: "GET", action: { kind: "html", status: 502 } });
    const answer = await fetch(`${server.url}/things/1`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect((await fetch(`${server.url}/things/1`)).status).toBe(502);
    server.clearFaults();
    expect((await fetch(`${server.url}/things/1`)).status).toBe(200);
  });

  test.each([
    ["reset", { kind: "reset" }, 0],
    ["lost-answer", { kind: "lost-answer" }, 1],
    ["truncate", { kind: "truncate" }, 1],
  ] as const)("%s cuts the connection", async (_, action, effects) => {
    const { server, carriedOut } = await start();
    server.fault({ action });
    await expect(post(`${server.url}/things`, { a: "long enough to halve" }).then((r) => r.text())).rejects.toThrow(
      /fetch failed|terminated/,
    );
    expect(carriedOut()).toBe(effects);
  });

  test.each([true, false])("hang never answers (carried out: %s)", async (yes) => {
    const { server, carriedOut } = await start();
    const client = new AbortController();
    server.fault({ action: { kind: "hang", carriedOut: yes } });
    server.fault({ action: { kind: "call", when: "after", call: () => client.abort() } });
    await expect(post(`${server.url}/things`, {}, client.signal)).rejects.toThrow(/abort/);
    expect(carriedOut()).toBe(yes ? 1 : 0);
    expect(server.journal[0]?.status).toBeUndefined();
  });

  test("call and delay go with the usual answer", async () => {
    const { server, carriedOut } = await start();
    const seen: number[] = [];
    server.fault({ action: { kind: "call", when: "before", call: () => void seen.push(carriedOut()) } });
    server.fault({ action: { kind: "delay", milliseconds: 1 } });
    server.fault({ action: { kind: "call", when: "after", call: () => void seen.push(carriedOut()) } });
    expect((await post(`${server.url}/things`, {})).status).toBe(201);
    expect(seen).toEqual([0, 1]);
  });

  test("close ends requests that hang", async () => {
    const { server } = await start();
    const arrived = new Promise<void>((resolve) => {
      server.fault({ action: { kind: "hang", carriedOut: false } });
      server.fault({ action: { kind: "call", when: "before", call: resolve } });
    });
    const hanging = fetch(`${server.url}/things/1`).then(
      () => "answered",
      () => "cut",
    );
    await arrived;
    await server.close();
    expect(await hanging).toBe("cut");
  });
});

describe("the check against an API description", () => {
  const contract = contractOf({
    paths: {
      "/things/{id}": {
        get: {
          responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/thing" } } } } },
        },
      },
      "/things": {
        post: {
          parameters: [{ in: "query", name: "n", schema: { type: "integer" } }],
          requestBody: {
            content: { "application/json": { schema: { type: "object", properties: { a: { type: "string" } } } } },
          },
          responses: { 201: { content: { "application/json": { schema: { type: "object" } } } }, 400: {} },
        },
      },
    },
    components: {
      schemas: {
        thing: {
          type: "object",
          required: ["id"],
          properties: { id: { type: "string", nullable: true, maxLength: 1 } },
        },
      },
    },
  });

  test("accepts what fits, nulls included", () => {
    expect(contract.answer("GET", "/things/1", 200, { id: null })).toEqual([]);
    expect(contract.request("POST", "/things", new URLSearchParams("n=1"), { a: "x" })).toEqual([]);
  });

  test.each([
    [contract.answer("GET", "/things/1", 200, { id: "xx" }), "must NOT have more than 1 characters"],
    [contract.answer("GET", "/things/1", 200, undefined), "empty body"],
    [contract.answer("POST", "/things", 200, {}), "status not declared"],
    [contract.answer("GET", "/nothing", 200, {}), "not in the API description"],
    [contract.request("POST", "/things", new URLSearchParams("n=x"), {}), "n=x does not fit"],
    [contract.request("POST", "/things", new URLSearchParams("m=1"), {}), "unknown parameter m"],
    [contract.request("POST", "/things", new URLSearchParams(), { a: 1 }), "must be string"],
    [contract.request("POST", "/things", new URLSearchParams(), { b: "1" }), "unknown key b"],
  ])("%j", (problems, words) => {
    expect(problems.join()).toContain(words);
  });

  test("answers of faults and requests that were refused are exempt, the rest is recorded", async () => {
    const { server } = await start({
      contract,
      routes: [
        {
          method: "POST",
          path: "/things",
          handler: ({ body }) => ({ status: (body as { a?: unknown }).a === 1 ? 400 : 201, body: {} }),
        },
        { method: "GET", path: "/things/:id", handler: () => ({ status: 200, body: { wrong: true } }) },
      ],
    });
    await post(`${server.url}/things`, { a: 1 });
    server.fault({ nth: 0, action: { kind: "status", status: 299, body: "?" } });
    await fetch(`${server.url}/things/1`);
    expect(server.violations).toEqual([]);
    await fetch(`${server.url}/things/1`);
    expect(server.violations).toEqual(["answer 200 of GET /things/1: body must have required property 'id'"]);
  });
});
