import { expect, test } from "@jest/globals";
import * as z from "zod";
import type { Code } from "../../../shared/action/codes.ts";
import { Failure } from "../../../shared/action/failure.ts";
import { boundedHttp } from "../../../shared/http/bounded.ts";
import type { Answer, Http } from "../../../shared/http/types.ts";

const answer = { status: 200, headers: new Headers(), body: undefined };
const failure = (code: Code): Failure => new Failure(code, "it did not answer", { blame: "provider" });

/** An `Http` whose calls end when the test says so, in the order in which they began. */
const manual = () => {
  const calls: { readonly url: string; readonly end: (failed?: Error) => void }[] = [];
  const http = ((request) =>
    new Promise<Answer<unknown>>((resolve, reject) => {
      calls.push({
        url: String(request.url),
        end: (failed) => (failed === undefined ? resolve(answer) : reject(failed)),
      });
    })) as Http;
  return { http, calls };
};

const get = (http: Http, url: string) =>
  http({ url, schema: z.unknown() }).then(
    () => "done",
    (thrown: unknown) => thrown,
  );
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("so many at once to one host, and others do not wait for it", async () => {
  const { http, calls } = manual();
  const bounded = boundedHttp(http, { most: 2, budget: 1000 });
  const asked = [1, 2, 3, 4].map((at) => get(bounded, `https://a.example/${at}`));
  const other = get(bounded, "https://b.example/1");
  await turn();
  expect(calls.map(({ url }) => url)).toEqual(["https://a.example/1", "https://a.example/2", "https://b.example/1"]);
  for (let at = 0; at < 5; at++) {
    calls[at]?.end();
    // oxlint-disable-next-line no-await-in-loop -- each end lets the next one begin
    await turn();
  }
  expect(await Promise.all([...asked, other])).toEqual(["done", "done", "done", "done", "done"]);
  expect(calls.map(({ url }) => url).slice(3)).toEqual(["https://a.example/3", "https://a.example/4"]);
});

test("a host that does not answer is not asked any more, and another one is", async () => {
  const { http, calls } = manual();
  const bounded = boundedHttp(http, { most: 1, budget: 1000 });
  const asked = [1, 2, 3].map((at) => get(bounded, `https://a.example/${at}`));
  await turn();
  calls[0]?.end(failure("SLIP-HTTP-UNREACHABLE"));
  const [first, second, third] = await Promise.all(asked);
  expect(calls).toHaveLength(1);
  expect(first).toMatchObject({ message: "it did not answer" });
  expect(second).toMatchObject({
    code: "SLIP-HTTP-UNREACHABLE",
    message: "a.example was not asked any more: it did not answer",
  });
  expect(third).toEqual(second);
  const other = get(bounded, "https://b.example/1");
  await turn();
  calls[1]?.end();
  expect(await other).toBe("done");
});

test("a host's own errors count when they come in a row", async () => {
  const { http, calls } = manual();
  const bounded = boundedHttp(http, { most: 1, budget: 1000, patience: 2 });
  const ends = [failure("SLIP-HTTP-FAILED"), undefined, failure("SLIP-HTTP-FAILED"), failure("SLIP-HTTP-FAILED")];
  for (const [at, end] of ends.entries()) {
    const asked = get(bounded, `https://a.example/${at}`);
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await turn();
    calls[at]?.end(end);
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await asked;
  }
  expect(await get(bounded, "https://a.example/5")).toMatchObject({
    message: expect.stringContaining("not asked any more"),
  });
  expect(calls).toHaveLength(4);
});

test("what is wrong about one request says nothing about the host", async () => {
  const { http, calls } = manual();
  const bounded = boundedHttp(http, { most: 1, budget: 1000, patience: 1 });
  for (const [at, code] of (["SLIP-HTTP-REFUSED", "SLIP-HTTP-NOT-FOUND", "SLIP-HTTP-MALFORMED"] as const).entries()) {
    const asked = get(bounded, `https://a.example/${at}`);
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await turn();
    calls[at]?.end(failure(code));
    // oxlint-disable-next-line no-await-in-loop -- one after another
    expect(await asked).toMatchObject({ code });
  }
  expect(calls).toHaveLength(3);
});
