import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type NeonEmulator, startNeon } from "../../cloud/neon/start.ts";
import { run, start } from "./harness.ts";

let neon: NeonEmulator;
beforeAll(async () => {
  neon = await startNeon({ plan: "scale", operationMilliseconds: 2, perMinute: 100_000, perSecondPerRoute: 10_000 });
}, 60_000);
afterAll(() => neon.close());

/** Runs the action and lets it die at its nth request: nothing of it goes on after that. Answers their methods. */
async function runUntil(branch: string, at: number, when: "before" | "after"): Promise<readonly string[]> {
  const calls: string[] = [];
  let die: () => void = () => undefined;
  const dead = new Promise<void>((resolve) => (die = resolve));
  const { result } = start(
    neon,
    { branch, expiresIn: "1d" },
    {
      over: (http) => async (request) => {
        const mine = calls.push(request.method ?? "GET") - 1;
        const never = new Promise<never>(() => undefined);
        if (mine > at) return never;
        if (mine === at && when === "before") {
          die();
          return never;
        }
        const answer = await http(request);
        if (mine < at) return answer;
        die();
        return never;
      },
    },
  );
  await Promise.race([result, dead]);
  return calls;
}

const stateOf = async (branch: string): Promise<unknown> => {
  const { expires, ...state } = ((await neon.dump()) as Record<string, { expires: string }>)[branch] ?? { expires: "" };
  return { ...state, expires: expires !== "" };
};

describe("a create that is killed at any request, and run again", () => {
  test("ends as if nothing had been", async () => {
    const calls = await runUntil("whole", Number.POSITIVE_INFINITY, "before");
    const expected = await stateOf("whole");
    expect(calls.length).toBeGreaterThan(8);
    expect(expected).toMatchObject({ parent: "main", computes: ["read_write"], expires: true });
    for (const [at, method] of calls.entries()) {
      // After a read is the same as before the next request.
      for (const when of method === "GET" ? (["before"] as const) : (["before", "after"] as const)) {
        const branch = `killed-${at}-${when}`;
        await runUntil(branch, at, when);
        await run(neon, { branch, expiresIn: "1d" });
        expect([at, when, await stateOf(branch)]).toEqual([at, when, expected]);
        await run(neon, { command: "delete", branch });
      }
    }
  }, 300_000);
});
