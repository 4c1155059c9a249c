import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { listenOnLoopback } from "../../cloud/loopback.ts";
import { client, json, type Responder, reset, serve, status } from "./server.ts";

const bytes = z.instanceof(Uint8Array);
const headers = { authorization: "Bearer s3cret", "x-own": "s3cret" };

const answer =
  (content: Buffer): Responder =>
  (response) => {
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(content);
  };
const redirect =
  (to: () => string, code = 307): Responder =>
  (response) => {
    response.writeHead(code, { location: to() }).end("elsewhere");
  };

describe("bytes", () => {
  test("come as they are, whatever they would mean as text", async () => {
    const content = Buffer.from([0xff, 0x00, 0xfe, 0x7b]);
    await using server = await serve(answer(content));
    const { body } = await client().http({ url: server.url, schema: bytes, bytes: true });
    expect(Buffer.from(body).equals(content)).toBe(true);
  });

  test("have a limit of their own", async () => {
    await using server = await serve(answer(Buffer.alloc(11)));
    await expect(client().http({ url: server.url, schema: bytes, bytes: true, maxBytes: 10 })).rejects.toMatchObject({
      code: "SLIP-HTTP-TOO-LARGE",
      message: expect.stringContaining("10 bytes") as unknown,
    });
  });

  test("come with an answer that the caller accepts, too", async () => {
    await using server = await serve(status(404));
    const { body } = await client().http({ url: server.url, schema: bytes, bytes: true, accept: [404] });
    expect(Buffer.from(body).toString()).toBe("{}");
  });

  test("are sent with their length, from the start at each attempt", async () => {
    let opened = 0;
    const open = async function* () {
      opened++;
      yield Buffer.from("first ");
      yield Buffer.from("second");
    };
    await using server = await serve(reset, status(503), json({}));
    await client().http({ method: "PUT", url: server.url, schema: z.unknown(), upload: { size: 12, open } });
    expect(opened).toBe(3);
    expect(server.requests).toHaveLength(3);
    for (const { body, headers: sent } of server.requests) {
      expect(body).toBe("first second");
      expect(sent).toMatchObject({ "content-length": "12", "content-type": "application/octet-stream" });
      expect(sent["transfer-encoding"]).toBeUndefined();
    }
  });

  test("are not kept once they went out", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const size = 96 * 1024 * 1024;
    const { url, close } = await listenOnLoopback(
      (request, response) => void request.resume().on("end", () => response.end("{}")),
    );
    collect();
    const before = process.memoryUsage().arrayBuffers;
    let kept = 0;
    const open = async function* () {
      for (let sent = 0; sent < size; sent += 1024 * 1024) {
        yield Buffer.alloc(1024 * 1024);
      }
      collect();
      kept = process.memoryUsage().arrayBuffers - before;
    };
    await client().http({ method: "PUT", url, schema: z.unknown(), upload: { size, open } });
    await close();
    expect(kept).toBeLessThan(size / 2);
  });

  test("that are answered by a redirect are not sent elsewhere", async () => {
    await using server = await serve(
      redirect(() => "/other"),
      json({}),
    );
    const open = async function* () {
      yield Buffer.from("x");
    };
    const call = { method: "PUT", url: server.url, schema: z.unknown(), upload: { size: 1, open } } as const;
    await expect(client().http(call)).rejects.toMatchObject({ code: "SLIP-HTTP-REDIRECT" });
    expect(server.requests).toHaveLength(1);
  });

  test("that are fewer than promised are an error, not a shorter body", async () => {
    const open = async function* () {
      yield Buffer.from("short");
    };
    await using server = await serve(json({}));
    await expect(
      client().http({ method: "PUT", url: server.url, schema: z.unknown(), upload: { size: 12, open }, budget: 50 }),
    ).rejects.toMatchObject({ code: "SLIP-HTTP-UNREACHABLE" });
    expect(server.requests).toEqual([]);
  });
});

describe("a time limit", () => {
  const upload = (pieces: number, pause: () => Promise<unknown>) => ({
    size: pieces,
    open: async function* () {
      for (let piece = 0; piece < pieces; piece++) {
        await pause();
        yield Buffer.from("x");
      }
    },
  });

  test("does not strike a body that goes out slowly", async () => {
    await using server = await serve(json({}));
    const slow = upload(8, () => new Promise((resolve) => setTimeout(resolve, 100)));
    await client().http({ method: "PUT", url: server.url, schema: z.unknown(), upload: slow, attempt: 500 });
    expect(server.requests).toMatchObject([{ body: "xxxxxxxx" }]);
  });

  test("strikes one that stands still", async () => {
    await using server = await serve(json({}));
    const stuck = upload(1, () => new Promise(() => {}));
    const call = {
      method: "PUT",
      url: server.url,
      schema: z.unknown(),
      upload: stuck,
      attempt: 20,
      budget: 100,
    } as const;
    await expect(client().http(call)).rejects.toMatchObject({
      code: "SLIP-HTTP-UNREACHABLE",
      message: expect.stringContaining("no full answer within") as unknown,
    });
  });
});

describe("HEAD", () => {
  test("answers headers and is repeated as any reading is", async () => {
    await using server = await serve(reset, (response) => void response.writeHead(200, { "x-digest": "abc" }).end());
    const found = await client().http({ method: "HEAD", url: server.url, schema: z.unknown() });
    expect([found.headers.get("x-digest"), found.body]).toEqual(["abc", undefined]);
  });
});

describe("redirects that are followed", () => {
  test("carry no credential and no header of ours to another origin", async () => {
    await using storage = await serve(answer(Buffer.from("content")));
    await using server = await serve(redirect(() => `${storage.url}/signed?x=1`));
    const { body } = await client().http({ url: server.url, headers, schema: bytes, bytes: true, redirects: 2 });
    expect(Buffer.from(body).toString()).toBe("content");
    expect(server.requests[0]?.headers).toMatchObject(headers);
    expect(storage.requests).toHaveLength(1);
    expect(JSON.stringify(storage.requests)).not.toContain("s3cret");
  });

  test("keep them within the same origin, and are read again from the start after a failure", async () => {
    await using server = await serve(
      redirect(() => "/other", 302),
      status(503),
      redirect(() => "/other", 302),
      answer(Buffer.from("content")),
    );
    await client().http({ url: server.url, headers, schema: bytes, bytes: true, redirects: 1 });
    expect(server.requests.map(({ url }) => url)).toEqual(["/", "/other", "/", "/other"]);
    expect(server.requests[3]?.headers).toMatchObject(headers);
  });

  test.each([
    ["that go on without end", () => "/again"],
    ["to another protocol", () => "file:///etc/passwd"],
    ["with a password in them", () => "http://user:pass@127.0.0.1/"],
    ["that lead nowhere", () => "http://"],
  ])("%s are errors", async (_, to) => {
    await using server = await serve(redirect(to));
    await expect(client().http({ url: server.url, schema: bytes, bytes: true, redirects: 3 })).rejects.toMatchObject({
      code: "SLIP-HTTP-REDIRECT",
    });
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });

  test("are not followed by calls that did not ask for it", async () => {
    await using server = await serve(redirect(() => "/other"));
    await expect(client().http({ url: server.url, schema: z.unknown() })).rejects.toMatchObject({
      code: "SLIP-HTTP-REDIRECT",
    });
    expect(server.requests).toHaveLength(1);
  });
});
