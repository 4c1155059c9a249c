import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcp, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { reachOf } from "../../../shared/providers/probe/addresses.ts";
import { httpProbe } from "../../../shared/providers/probe/probe.ts";
import { guardedLookup, RefusedAddress } from "../../../shared/providers/probe/resolve.ts";

const clock = { now: () => performance.now(), date: () => new Date(0), sleep: async () => undefined };
const never = new AbortController().signal;
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const listen = async (server: Server | ReturnType<typeof createTcp>): Promise<string> => {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const serve = (listener: RequestListener): Promise<string> => listen(createServer(listener));
const probe = httpProbe({ clock, allowPrivate: true, random: () => 0.5 });
const get = (url: string, timeout = 5000) => probe({ url, method: "GET", timeout }, never);

describe("the probe's request", () => {
  test("is fresh for each try, carries nothing secret and asks caches to stay out", async () => {
    const seen: { port: number | undefined; url: string | undefined; headers: Record<string, unknown> }[] = [];
    const url = await serve((request, response) => {
      seen.push({ port: request.socket.remotePort, url: request.url, headers: request.headers });
      response.setHeader("x-commit", "abc").end("hello");
    });
    expect(await get(`${url}/healthz?a=1`)).toMatchObject({
      kind: "answer",
      status: 200,
      body: "hello",
      headers: { "x-commit": "abc" },
    });
    await get(`${url}/healthz`);
    expect(seen.map(({ port }) => port).every((port, at, all) => all.indexOf(port) === at)).toBe(true);
    expect(seen[0]?.url).toBe("/healthz?a=1&slipway=zik0zk");
    expect(seen[0]?.headers).toMatchObject({ "cache-control": "no-cache", connection: "close" });
    expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["authorization"]));
    expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["cookie"]));
  });

  test("follows no redirect", async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls += 1;
      response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
    });
    expect(await get(url)).toMatchObject({ kind: "answer", status: 302 });
    expect(calls).toBe(1);
  });

  test("does not read the body of HEAD", async () => {
    const url = await serve((_, response) => response.writeHead(204).end());
    expect(await probe({ url, method: "HEAD", timeout: 5000 }, never)).toMatchObject({ status: 204, body: "" });
  });
});

describe("a target that misbehaves", () => {
  test("that refuses connections is down", async () => {
    const url = await serve(() => undefined);
    for (const one of open.splice(0)) await one.close();
    expect(await get(url)).toMatchObject({ kind: "down", reason: expect.stringContaining("ECONNREFUSED") });
  });

  test("that hangs up without an answer is down", async () => {
    expect(await get(await listen(createTcp((socket) => socket.destroy())))).toMatchObject({ kind: "down" });
  });

  test.each([
    ["plain", "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nshort"],
    ["compressed", "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1000\r\n\r\nshort"],
  ])("that breaks off a %s answer is down", async (_, text) => {
    const url = await listen(createTcp((socket) => void socket.once("data", () => socket.end(text))));
    expect(await get(url)).toMatchObject({ kind: "down" });
  });

  test("that speaks no HTTP is down", async () => {
    const url = await listen(createTcp((socket) => void socket.once("data", () => socket.end("SSH-2.0-x\r\n"))));
    expect(await get(url)).toMatchObject({ kind: "down" });
  });

  test("that drips one byte at a time is down when the try's time is up", async () => {
    const url = await serve((_, response) => {
      response.write("x");
      const timer = setInterval(() => response.write("x"), 10);
      response.once("close", () => clearInterval(timer));
    });
    expect(await get(url, 100)).toMatchObject({ kind: "down", reason: "no whole answer within 0.1 s" });
  });

  test("that sends without end is read up to a megabyte", async () => {
    const url = await serve((_, response) => {
      const chunk = Buffer.alloc(256 * 1024, "x");
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", more);
      more();
    });
    const result = await get(url);
    expect(result).toMatchObject({ kind: "answer", status: 200 });
    expect(result.kind === "answer" && result.body.length).toBe(1024 * 1024);
  });

  test("that sends a decompression bomb is read up to a megabyte", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const url = await serve((_, response) => response.setHeader("content-encoding", "gzip").end(bomb));
    const result = await get(url);
    expect(result.kind === "answer" && result.body.length).toBe(1024 * 1024);
  });

  test("that lies about its compression is down", async () => {
    const url = await serve((_, response) => response.setHeader("content-encoding", "gzip").end("not gzip"));
    expect(await get(url)).toMatchObject({ kind: "down" });
  });
});

describe("addresses", () => {
  test.each([
    "http://169.254.169.254/latest/meta-data",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fd00:ec2::254]/",
    "http://168.63.129.16/",
    "http://[fe80::1]/",
    "file:///etc/passwd",
    "http://user:pass@example.com/",
    "not a url",
  ])("%s is refused although private ones are allowed", async (url) => {
    expect(await get(url)).toMatchObject({ kind: "refused" });
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://0x7f000001:1/",
    "http://localhost:1/",
    "http://[::1]:1/",
    "http://10.0.0.1/",
  ])("%s is refused unless private ones are allowed", async (url) => {
    const strict = httpProbe({ clock, allowPrivate: false, random: () => 0.5 });
    const result = await strict({ url, method: "GET", timeout: 5000 }, never);
    expect(result).toMatchObject({ kind: "refused", reason: expect.stringContaining("allow-private") });
  });

  test.each([
    "fd00:ec2::254",
    "fd00:ec2::23",
    "64:ff9b:1::a9fe:a9fe",
    "64:ff9b:1:a9fe:a9:fe00::",
    "::ffff:0:a9fe:a9fe",
  ])("%s is never called", (address) => {
    expect(reachOf(address)).toBe("forbidden");
  });

  test("every IPv4 address is judged the same in each of its IPv6 forms", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        fc.pre(a !== 0 || b !== 0);
        const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
        const dotted = [a, b, c, d].join(".");
        for (const form of [`::ffff:${dotted}`, `64:ff9b::${dotted}`, `2002:${high}:${low}::1`]) {
          expect(reachOf(form)).toBe(reachOf(dotted));
        }
      }),
    );
  });

  test("a name with one forbidden address among its addresses is refused as a whole", async () => {
    const lookup = guardedLookup(true, ((_: string, __: unknown, done: (...args: unknown[]) => void) =>
      done(null, [
        { address: "93.184.216.34", family: 4 },
        { address: "169.254.169.254", family: 4 },
      ])) as never);
    const error = await new Promise((resolve) => lookup("rebind.example", { all: true }, resolve));
    expect(error).toBeInstanceOf(RefusedAddress);
  });

  test("an unknown name is not measured, which is not the target's fault", async () => {
    expect(await get("http://no-such-host.invalid/")).toMatchObject({ kind: "unmeasured" });
  });
});

test("an aborted signal ends a try at once with the signal's reason", async () => {
  const stop = new AbortController();
  const reason = new Error("stop");
  const url = await serve(() => stop.abort(reason));
  await expect(probe({ url, method: "GET", timeout: 60_000 }, stop.signal)).rejects.toBe(reason);
});
