import { expect, test } from "@jest/globals";
import * as z from "zod";
import { problemOf } from "../../../shared/http/problem.ts";
import { client, json, type Responder, serve } from "./server.ts";

const refused = async (responder: Responder, method: "GET" | "POST" = "GET"): Promise<unknown> => {
  await using server = await serve(responder);
  return await client()
    .http({ method, url: `${server.url}/v1/things/7?secret=1`, schema: z.unknown() })
    .catch((thrown: unknown) => thrown);
};

test.each([
  [400, "SLIP-HTTP-REFUSED", "user", /Check the values/],
  [401, "SLIP-HTTP-AUTH", "user", /Check that the key/],
  [402, "SLIP-HTTP-REFUSED", "user", /payment/],
  [403, "SLIP-HTTP-AUTH", "user", /permission/],
  [404, "SLIP-HTTP-NOT-FOUND", "user", /ids and names/],
  [405, "SLIP-HTTP-REFUSED", "user", /what the provider says/],
  [409, "SLIP-HTTP-REFUSED", "user", /another change is under way/],
  [410, "SLIP-HTTP-NOT-FOUND", "user", /deleted/],
  [422, "SLIP-HTTP-REFUSED", "user", /cannot accept/],
  [451, "SLIP-HTTP-REFUSED", "user", /legal/],
  [429, "SLIP-HTTP-LIMITED", "provider", /run the step again/],
  [500, "SLIP-HTTP-FAILED", "provider", /status page/],
])("%i becomes %s", async (status, code, blame, next) => {
  const failure = await refused(json({ message: "because" }, status));
  expect(failure).toMatchObject({
    code,
    blame,
    next: expect.stringMatching(next),
    state: "Nothing was changed by this request.",
  });
  expect(String(failure)).toMatch(new RegExp(`GET http://127.0.0.1:\\d+/v1/things/7 answered ${status}: because`));
});

test("names the permission that GitHub would accept", async () => {
  const headers = { "x-accepted-github-permissions": "deployments=write" };
  await expect(
    refused(json({ message: "Resource not accessible by integration" }, 403, headers)),
  ).resolves.toMatchObject({
    next: "Give the token this permission: `deployments: write` (`permissions:` of the job).",
  });
});

test.each<[string, unknown, Record<string, string>, string]>([
  [
    "GitHub's entries",
    {
      message: "Validation Failed",
      errors: [{ resource: "Deployment", field: "ref", code: "invalid" }, { message: "no" }],
    },
    { "x-github-request-id": "AB:1" },
    ": Validation Failed; Deployment ref invalid; no [request AB:1]",
  ],
  [
    "Neon's code and request",
    { request_id: "r-1", code: "BRANCHES_LIMIT_EXCEEDED", message: "branches limit exceeded" },
    {},
    " BRANCHES_LIMIT_EXCEEDED: branches limit exceeded [request r-1]",
  ],
  ["Render's request", { message: "not found: srv-1" }, { "render-request-id": "q" }, ": not found: srv-1 [request q]"],
  ["an error as text", { error: "nope" }, { "x-request-id": "z" }, ": nope [request z]"],
  ["an error as object", { error: { message: "deep" } }, {}, ": deep"],
  ["a detail", { detail: "d" }, {}, ": d"],
  ["errors alone", { errors: ["e1", { a: 1 }] }, {}, ": e1"],
  ["a list", [1], {}, ""],
  ["nothing", null, {}, ""],
])("says what the vendor says: %s", async (_, body, headers, expected) => {
  const failure = await refused(json(body, 422, headers));
  expect(String(failure)).toMatch(/answered 422/);
  expect(String(failure).split("answered 422")[1]).toBe(expected);
});

test.each([
  ["<html><body>Bad gateway</body></html>", ": an HTML page"],
  ["plain  text\r\n::error::x", ": plain text ::error::x"],
])("makes do with what is no JSON", async (text, expected) => {
  const failure = await refused((response) => void response.writeHead(400).end(text));
  expect(String(failure).split("answered 400")[1]).toBe(expected);
});

test("redacts before it cuts, and is never longer than 500 characters", async () => {
  const failure = await refused(
    json({ message: `${"s3cret ".repeat(10_000)}` }, 400, { "x-request-id": "i".repeat(300) }),
  );
  expect(String(failure)).not.toContain("s3cret");
  expect(failure).toHaveProperty("message", expect.stringContaining("***"));
  expect((failure as Error).message.length).toBeLessThanOrEqual(500);
});

test("cuts what is longer than 500 characters with everything in it", async () => {
  await using server = await serve(
    json({ code: "C".repeat(300), message: "m".repeat(300) }, 400, { "x-request-id": "i".repeat(99) }),
  );
  const failure = await client()
    .http({ url: `${server.url}/${"p".repeat(300)}`, schema: z.unknown() })
    .catch((thrown: unknown) => thrown);
  expect((failure as Error).message).toHaveLength(500);
  expect((failure as Error).message).toMatch(/…$/);
});

test("a huge refusal is read no further than needed", async () => {
  const failure = await refused(
    (response) => void response.writeHead(400).end(`{"message": "${"x".repeat(1_000_000)}"}`),
  );
  expect(failure).toMatchObject({ code: "SLIP-HTTP-REFUSED" });
});

test("a refusal whose explanation is cut off is a refusal", async () => {
  const failure = await refused((response) => {
    response.writeHead(422, { "content-length": "1000" });
    response.write('{"message"', () => response.socket?.destroy());
  }, "POST");
  expect(failure).toMatchObject({ code: "SLIP-HTTP-REFUSED" });
});

test("adapters find the vendor's code behind the failure, and nothing behind others", async () => {
  const failure = await refused(json({ code: "ROLES_LIMIT_EXCEEDED", message: "m" }, 422));
  expect(problemOf(failure)).toMatchObject({ status: 422, vendorCode: "ROLES_LIMIT_EXCEEDED", vendorMessage: "m" });
  expect(problemOf(new Error("x"))).toBeUndefined();
});

test.each(["99999999999999999999", "9".repeat(400)])("a wait beyond all dates is no bug of ours: %s", async (after) => {
  const failure = await refused(json({}, 429, { "retry-after": after }));
  expect(failure).toMatchObject({
    code: "SLIP-HTTP-LIMITED",
    next: expect.stringMatching(/^Run the step again after \d{4}-/),
  });
});
