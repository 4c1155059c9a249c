import { expect, test } from "@jest/globals";
import fc from "fast-check";
import * as z from "zod";
import { decide, type Rules } from "../../../shared/http/decide.ts";
import type { Exchange } from "../../../shared/http/exchange.ts";
import { client } from "./server.ts";

const rules = fc.record<Rules>({
  repeatable: fc.boolean(),
  accept: fc.uniqueArray(fc.constantFrom(404, 409, 410), { maxLength: 2 }),
  safeToRepeat: fc.uniqueArray(fc.constantFrom(423, 503), { maxLength: 2 }),
  canLook: fc.boolean(),
});
const headers = fc.constantFrom<Record<string, string>>(
  {},
  { "retry-after": "1" },
  { "x-ratelimit-remaining": "0" },
  { "x-ratelimit-remaining": "9" },
);
const answered = fc
  .record({ status: fc.integer({ min: 200, max: 599 }), headers })
  .map(({ status, headers: given }): Exchange => ({ kind: "answered", status, headers: new Headers(given), text: "" }));
const lost = fc.boolean().map((slow): Exchange => ({ kind: "lost", reason: "r", slow }));
const unsent = fc.boolean().map((permanent): Exchange => ({ kind: "unsent", reason: "r", permanent }));
const exchange = fc.oneof({ weight: 6, arbitrary: answered }, lost, unsent);

/** The policy as sentences, written down a second time and otherwise than in the code. */
const provesNothingDone = (sent: Exchange, { safeToRepeat }: Rules): boolean => {
  if (sent.kind === "unsent") return true;
  if (sent.kind !== "answered") return false;
  const isLimit =
    sent.status === 403 &&
    (sent.headers.get("retry-after") !== null || sent.headers.get("x-ratelimit-remaining") === "0");
  return [425, 429, ...safeToRepeat].includes(sent.status) || isLimit;
};
const provesRefused = (sent: Exchange): boolean =>
  sent.kind === "answered" && sent.status >= 300 && sent.status < 500 && sent.status !== 408;

test("never repeats blindly what must happen once and may have happened", () => {
  fc.assert(
    fc.property(exchange, rules, (sent, given) => {
      fc.pre(!given.repeatable && !provesNothingDone(sent, given));
      expect(decide(sent, given)).not.toBe("retry");
    }),
    { numRuns: 2000 },
  );
});

test("gives up on a repeatable request only when it was refused or can never be sent", () => {
  fc.assert(
    fc.property(exchange, rules, (sent, given) => {
      const decision = decide(sent, { ...given, repeatable: true });
      expect(["answer", "retry", "fail"]).toContain(decision);
      expect(decision !== "fail" || provesRefused(sent) || (sent.kind === "unsent" && sent.permanent)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("looks exactly where it would be uncertain without", () => {
  fc.assert(
    fc.property(exchange, rules, (sent, given) => {
      const seeing = decide(sent, { ...given, canLook: true });
      const blind = decide(sent, { ...given, canLook: false });
      expect(seeing === "look").toBe(blind === "uncertain");
      expect(seeing === "look" || seeing === blind).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

interface Fault {
  /** Whether the server carries the request out before the answer is lost. */
  readonly done: boolean;
  readonly how: "reset" | "500" | "502" | "cut" | "429" | "refused" | "403";
}

const faults = fc.array(
  fc.record<Fault>({
    done: fc.boolean(),
    how: fc.constantFrom<Fault["how"][]>("reset", "500", "502", "cut", "429", "refused", "403"),
  }),
  { maxLength: 8 },
);

test("whatever goes wrong, what must happen once happens once, or is reported and never happens twice", async () => {
  await fc.assert(
    fc.asyncProperty(faults, async (script) => {
      let done = 0;
      const left = [...script];
      const fail = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
      const fetch = async (): Promise<Response> => {
        const fault = left.shift();
        const carriedOut = fault === undefined || (fault.done && !["429", "refused", "403"].includes(fault.how));
        if (carriedOut) done++;
        switch (fault?.how) {
          case undefined:
            return Response.json({ id: "x" }, { status: 201 });
          case "reset":
            throw fail("ECONNRESET");
          case "refused":
            throw fail("ECONNREFUSED");
          case "cut":
            return new Response('{"id": "x', { status: 201 });
          case "403":
            return new Response("{}", { status: 403, headers: { "x-ratelimit-remaining": "0" } });
          case "429":
          case "500":
          case "502":
            return new Response("{}", { status: Number(fault?.how) });
        }
      };
      const adopt = async () => (done > 0 ? { status: 200, headers: new Headers(), body: { id: "x" } } : undefined);
      const { http } = client({ fetch });
      const answer = await http({
        method: "POST",
        url: "http://api.test/x",
        schema: z.object({ id: z.string() }),
        adopt,
      });
      expect(answer.body).toEqual({ id: "x" });
      expect(done).toBe(1);

      done = 0;
      left.push(...script);
      const blind = await http({
        method: "POST",
        url: "http://api.test/x",
        schema: z.object({ id: z.string() }),
      }).catch((thrown: unknown) => thrown);
      expect(done).toBeLessThanOrEqual(1);
      // Done and told so, or not known to be done and told so: never silent.
      expect(blind).toMatchObject(done === 0 ? { code: "SLIP-HTTP-UNCERTAIN" } : {});
    }),
    { numRuns: 200 },
  );
});
