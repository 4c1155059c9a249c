import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { Failure } from "../../../../shared/action/failure.ts";
import { Secret } from "../../../../shared/action/secret.ts";
import type { Http } from "../../../../shared/http/types.ts";
import type { PagesAccess } from "../../../../shared/providers/pages/access.ts";
import { watch } from "../../../../shared/providers/pages/watch.ts";
import { virtualClock } from "../../../fakes/clock.ts";

/** An API that answers by the clock; every answer takes `latency` milliseconds. */
function api(statusAt: (now: number) => string | undefined | Error, latency = 0) {
  const clock = virtualClock();
  const asked: number[] = [];
  const http = (async (request: Parameters<Http>[0]) => {
    asked.push(clock.now());
    if (latency > 0) await clock.sleep(latency);
    const status = statusAt(clock.now());
    if (status instanceof Error) throw status;
    return status === undefined
      ? { status: 404, headers: new Headers(), body: request.schema.parse({}) }
      : { status: 200, headers: new Headers(), body: request.schema.parse({ status }) };
  }) as Http;
  const access: PagesAccess = {
    http,
    clock,
    token: new Secret("x"),
    api: "https://api.example.com",
    repository: "acme/shop",
    signal: new AbortController().signal,
    protect: (value) => new Secret(value),
    onCancel: () => () => undefined,
    log: { info: () => undefined, warning: () => undefined },
    temp: "",
    job: { resultsUrl: undefined, runtimeToken: undefined, idTokenUrl: undefined, idTokenRequestToken: undefined },
  };
  return { access, asked, clock };
}
const HOUR = 3_600_000;

describe("watching a deployment", () => {
  test("asks within a second, and knows within two of the API's word", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 290_000 }),
        fc.integer({ min: 0, max: 300 }),
        async (over, latency) => {
          const { access, asked, clock } = api((now) => (now >= over ? "succeed" : "syncing_files"), latency);
          expect(await watch(access, "id", HOUR, false)).toBe("succeed");
          expect(asked[0]).toBeLessThanOrEqual(1_000);
          expect(clock.now() - over).toBeLessThanOrEqual(over === 0 ? 2_500 : 2_000 + latency);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("does not use up the API's limit for a deployment that takes an hour", async () => {
    const { access, asked } = api(() => "syncing_files");
    expect(await watch(access, "id", HOUR - 1, false)).toBe("late");
    expect(asked.length).toBeLessThan(900);
  });

  test("survives what it does not know: 404, new words, failing answers", async () => {
    const trouble = new Failure("SLIP-HTTP-FAILED", "x", { blame: "provider" });
    const { access } = api((now) =>
      now < 20_000 ? undefined : now < 22_000 ? "brand_new_state" : now < 26_000 ? trouble : "succeed",
    );
    expect(await watch(access, "id", HOUR, false)).toBe("succeed");
    const lost = api(() => undefined);
    expect(await watch(lost.access, "id", HOUR, false)).toBe("lost");
    expect(lost.clock.now()).toBeLessThan(65_000);
    const gone = api(() => trouble);
    await expect(watch(gone.access, "id", HOUR, false)).rejects.toBe(trouble);
    const refused = api(() => new Failure("SLIP-HTTP-AUTH", "expired", { blame: "user" }));
    await expect(watch(refused.access, "id", HOUR, false)).rejects.toThrow("expired");
    expect(refused.asked).toHaveLength(1);
  });

  test("does not take the end of an earlier deployment of the same version for that of this one", async () => {
    const { access } = api((now) => (now < 3_000 ? "deployment_failed" : now < 9_000 ? "syncing_files" : "succeed"));
    expect(await watch(access, "id", HOUR, true)).toBe("succeed");
    const first = api(() => "deployment_failed");
    expect(await watch(first.access, "id", HOUR, false)).toBe("deployment_failed");
    const again = api(() => "deployment_failed");
    expect(await watch(again.access, "id", HOUR, true)).toBe("deployment_failed");
  });
});
