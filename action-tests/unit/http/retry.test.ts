import { expect, test } from "@jest/globals";
import * as z from "zod";
import { client, json, reset, serve, status } from "./server.ts";

const ok = z.object({ ok: z.boolean() });
const good = json({ ok: true });

test.each([1, 2, 5])("rides out %i failures of the server", async (failures) => {
  const faults = [500, 502, 503, 504, 408].slice(0, failures).map((code) => status(code));
  await using server = await serve(...faults, good);
  const { http } = client();
  await expect(http({ url: server.url, schema: ok })).resolves.toMatchObject({ status: 200, body: { ok: true } });
  expect(server.requests).toHaveLength(failures + 1);
});

test("waits longer after each failure, with half of the limit by a middling die", async () => {
  await using server = await serve(status(500), status(500), status(500), status(500), good);
  const { http, clock } = client();
  await http({ url: server.url, schema: ok });
  expect(clock.slept).toEqual([50, 100, 200, 400]);
});

test("waits longer still when it asked too often", async () => {
  await using server = await serve(status(429), status(429), good);
  const { http, clock } = client();
  await http({ url: server.url, schema: ok });
  expect(clock.slept).toEqual([250, 500]);
});

test("never waits more than 20 s on its own account", async () => {
  await using server = await serve(status(503));
  const { http, clock } = client({ random: () => 1, budgetMs: 600_000 });
  await expect(http({ url: server.url, schema: ok })).rejects.toMatchObject({ code: "SLIP-HTTP-FAILED" });
  expect(Math.max(...clock.slept)).toBe(20_000);
});

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 20) + seconds * 1000).toUTCString();

test.each<[name: string, headers: Record<string, string>, waited: number]>([
  ["Retry-After in seconds", { "retry-after": "7" }, 7250],
  ["Retry-After as a date", { "retry-after": at(30), date: at(0) }, 30_250],
  [
    "Retry-After as a date of a server whose clock is two hours ahead",
    { "retry-after": at(7205), date: at(7200) },
    5250,
  ],
  ["Retry-After in the past", { "retry-after": at(-60), date: at(0) }, 250],
  ["a negative Retry-After", { "retry-after": "-5" }, 250],
  ["a Retry-After that makes no sense", { "retry-after": "soon" }, 250],
  ["an empty Retry-After", { "retry-after": "" }, 250],
  ["a Retry-After of nothing", { "retry-after": "0" }, 250],
  ["RateLimit-Reset in seconds", { "ratelimit-remaining": "0", "ratelimit-reset": "12" }, 12_250],
  [
    "RateLimit-Reset as a moment",
    { "ratelimit-remaining": "0", "ratelimit-reset": String(Date.UTC(2026, 10, 20) / 1000 + 9), date: at(0) },
    9250,
  ],
  ["X-RateLimit-Reset", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "3" }, 3250],
  ["a reset of a limit that is not used up", { "ratelimit-remaining": "5", "ratelimit-reset": "12" }, 250],
  [
    "both, of which Retry-After counts",
    { "retry-after": "2", "ratelimit-remaining": "0", "ratelimit-reset": "50" },
    2250,
  ],
])("honours %s", async (_, headers, waited) => {
  await using server = await serve(status(429, headers), good);
  const { http, clock } = client();
  await http({ url: server.url, schema: ok });
  expect(clock.slept).toEqual([waited]);
});

test("fails now, with the time to come back, when it is told to wait longer than it may", async () => {
  await using server = await serve(status(429, { "retry-after": "9999999" }));
  const { http, clock } = client();
  await expect(http({ url: server.url, schema: ok })).rejects.toMatchObject({
    code: "SLIP-HTTP-LIMITED",
    blame: "provider",
    next: "Run the step again after 2027-03-15 17:46:39 UTC.",
  });
  expect(clock.slept).toEqual([]);
  expect(server.requests).toHaveLength(1);
});

test.each([{ "retry-after": "1" }, { "x-ratelimit-remaining": "0" }])(
  "takes GitHub's 403 with %j for a limit, also for a POST",
  async (headers) => {
    await using server = await serve(status(403, headers), good);
    await client().http({ method: "POST", url: server.url, schema: ok });
    expect(server.requests).toHaveLength(2);
  },
);

test("gives up at the end of its budget and says after how many attempts", async () => {
  await using server = await serve(json({ message: "down for maintenance" }, 503));
  const { http, clock } = client({ budgetMs: 5000 });
  await expect(http({ url: `${server.url}/v1/services`, schema: ok })).rejects.toMatchObject({
    code: "SLIP-HTTP-FAILED",
    message: `GET ${server.url}/v1/services answered 503: down for maintenance (gave up after 7 attempts in 3 s)`,
    state: "Nothing was changed by this request.",
    next: "Look at the provider's status page, then run the step again.",
  });
  expect(clock.now()).toBeLessThan(5000);
});

test("a request may have a budget of its own", async () => {
  await using server = await serve(status(503, { "retry-after": "60" }));
  await expect(client().http({ url: server.url, schema: ok, budget: 59_000 })).rejects.toMatchObject({
    code: "SLIP-HTTP-FAILED",
  });
  expect(server.requests).toHaveLength(1);
});

test("retries what could not be sent, whatever it is, and says so in the end", async () => {
  const server = await serve(good);
  await server[Symbol.asyncDispose]();
  const { http, debug } = client({ budgetMs: 500 });
  await expect(http({ method: "POST", url: server.url, schema: ok })).rejects.toMatchObject({
    code: "SLIP-HTTP-UNREACHABLE",
    blame: "provider",
    message: expect.stringMatching(/got no answer: ECONNREFUSED \(gave up after \d attempts/),
  });
  expect(debug.length).toBeGreaterThan(1);
});

test("does not retry a name that does not exist", async () => {
  const fetch = async () =>
    Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error("no"), { code: "ENOTFOUND" }) }));
  await expect(client({ fetch }).http({ url: "https://api.invalid", schema: ok })).rejects.toMatchObject({
    code: "SLIP-HTTP-UNREACHABLE",
    blame: "user",
    next: "Check `api-url`: the name must exist and its certificate must be valid.",
  });
});

test("leaves a host alone once a hundred retries were spent on it, and other hosts have their own hundred", async () => {
  await using down = await serve(reset);
  await using up = await serve(status(503), good);
  const { http } = client({ random: () => 0 });
  const calls = Array.from({ length: 100 }, async () => http({ url: down.url, schema: ok }));
  const results = await Promise.allSettled(calls);
  expect(results.every(({ status: how }) => how === "rejected")).toBe(true);
  expect(down.requests).toHaveLength(200);
  await http({ url: up.url, schema: ok });
  expect(up.requests).toHaveLength(2);
});

test("warns once when a call takes longer than ten seconds, without query", async () => {
  await using server = await serve(...Array.from({ length: 12 }, () => status(503)), good);
  const { http, warnings, debug } = client();
  await http({ url: `${server.url}/a?token=s3cret`, schema: ok });
  expect(warnings).toEqual([`GET ${server.url}/a is still being retried (answered 503), next in 7 s.`]);
  expect(debug).toHaveLength(13);
  expect(debug.join()).not.toContain("token");
});
