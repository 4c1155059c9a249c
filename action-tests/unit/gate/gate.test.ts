import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Sample } from "../../../shared/gate/evidence.ts";
import { evidenceSchema, seal } from "../../../shared/gate/evidence.ts";
import { type GateRequest, runGate } from "../../../shared/gate/gate.ts";
import type { ProbeResult } from "../../../shared/ports/probe.ts";
import { virtualClock } from "../../fakes/clock.ts";
import { answer, check, down, NEW, OLD, scripted, settings, unmeasured } from "./target.ts";

const never = new AbortController().signal;
const gate = async (results: readonly ProbeResult[], request: Partial<GateRequest> = {}) => {
  const { probe, tries } = scripted(...results);
  const evidence = await runGate({ checks: [check()], settings, ...request }, { probe, clock: virtualClock() }, never);
  return { ...evidence, tries: tries() };
};

describe("a gate passes", () => {
  test("after so many healthy answers in a row from the new version", async () => {
    const result = await gate([answer(NEW)]);
    expect(result).toMatchObject({ outcome: "passed", tries: 3, seconds: 10 });
    expect(result.checks[0]).toMatchObject({ observedVersion: NEW, counts: { healthy: 3 } });
  });

  test("once the old version has made way", async () => {
    expect(await gate([answer(OLD), answer(OLD), answer(NEW)])).toMatchObject({ outcome: "passed", tries: 5 });
  });

  test("only when the row was not broken by the old version, by an error or by silence", async () => {
    const rows = [answer(NEW), answer(NEW), answer(OLD), answer(NEW), down, answer(NEW), answer(NEW), answer(NEW, 503)];
    expect(await gate([...rows, answer(NEW)])).toMatchObject({ outcome: "passed", tries: 11 });
  });

  test("though a try in between could not be measured", async () => {
    expect(await gate([answer(NEW), unmeasured, answer(NEW), unmeasured, answer(NEW)])).toMatchObject({
      outcome: "passed",
      tries: 5,
    });
  });

  test("with a shortened commit on either side", async () => {
    expect(await gate([answer(NEW.slice(0, 7))])).toMatchObject({ outcome: "passed" });
    const short = check({ expectVersion: NEW.slice(0, 12) });
    expect(await gate([answer(NEW)], { checks: [short] })).toMatchObject({ outcome: "passed" });
  });
});

describe("a gate fails", () => {
  test("at the deadline, naming the version that answers", async () => {
    const result = await gate([answer(OLD)]);
    expect(result).toMatchObject({ outcome: "failed", seconds: 60, tries: 12 });
    expect(result.reason).toBe(`web /healthz: runs ${OLD}, not ${NEW}, after 60 s.`);
  });

  test("at the deadline and not before, when the status is wrong all the time", async () => {
    const result = await gate([answer(NEW, 500)]);
    expect(result).toMatchObject({ outcome: "failed", seconds: 60 });
    expect(result.reason).toContain("status 500, expected 200");
  });

  test("when nothing answers", async () => {
    expect(await gate([down])).toMatchObject({ outcome: "failed", reason: expect.stringContaining("ECONNREFUSED") });
  });

  test("when the target flaps", async () => {
    const flapping = Array.from({ length: 40 }, (_, index) => (index % 3 === 2 ? answer(NEW, 502) : answer(NEW)));
    expect(await gate(flapping)).toMatchObject({ outcome: "failed", seconds: 60 });
  });

  test("when the answer tells no version", async () => {
    expect(await gate([answer(undefined)])).toMatchObject({
      outcome: "failed",
      reason: expect.stringContaining("no version"),
    });
  });

  test("early only when a budget of failures says so, which the old version does not use up", async () => {
    const budget = { settings: { ...settings, failures: 3 } };
    expect(await gate([answer(OLD), down, down, answer(OLD), down], budget)).toMatchObject({
      outcome: "failed",
      tries: 7,
    });
  });

  test("when one of two checks fails", async () => {
    const clock = virtualClock();
    const evidence = await runGate(
      { checks: [check({ name: "good", url: "https://good.example/" }), check({ name: "bad" })], settings },
      { clock, probe: async ({ url }) => (url.includes("good") ? answer(NEW) : answer(NEW, 500)) },
      never,
    );
    expect(evidence.outcome).toBe("failed");
    expect(evidence.reason).toMatch(/^bad: /);
    expect(evidence.checks.map(({ verdict }) => verdict)).toEqual(["passed", "failed"]);
  });
});

describe("a gate that cannot know is inconclusive", () => {
  test.each<[string, readonly ProbeResult[]]>([
    ["when nothing could be measured", [unmeasured]],
    ["when measuring stopped working", [down, answer(OLD), answer(NEW), unmeasured]],
  ])("%s", async (_, results) => {
    expect(await gate(results)).toMatchObject({ outcome: "inconclusive", seconds: 60 });
  });

  test("when there is nothing to check", async () => {
    expect(await gate([down], { checks: [] })).toMatchObject({ outcome: "inconclusive", tries: 0 });
  });

  test("when the time was too short for so many answers", async () => {
    const short = { settings: { ...settings, successes: 50 } };
    expect(await gate([answer(NEW)], short)).toMatchObject({ outcome: "inconclusive" });
  });

  test("at once, when the address is one that is never called", async () => {
    expect(await gate([{ kind: "refused", reason: "metadata", latency: 0 }])).toMatchObject({
      outcome: "inconclusive",
      tries: 1,
    });
  });

  test("when the probe itself breaks", async () => {
    const ports = { clock: virtualClock(), probe: () => Promise.reject(new Error("bug")) };
    expect(await runGate({ checks: [check()], settings }, ports, never)).toMatchObject({ outcome: "inconclusive" });
  });

  test("when a pattern takes too long", async () => {
    const evil = check({ expectBody: "/^(a+)+$/", versionPath: undefined, expectVersion: undefined });
    const body = `${"a".repeat(40)}!`;
    const result = await gate([{ kind: "answer", status: 200, headers: {}, body, latency: 1 }], {
      checks: [evil],
      settings: { ...settings, deadline: 5 },
    });
    expect(result).toMatchObject({ outcome: "inconclusive", reason: expect.stringContaining("too long") });
  });
});

test("a cancelled gate is neither passed nor failed, and keeps its evidence", async () => {
  const stop = new AbortController();
  let tries = 0;
  const probe = async () => {
    tries += 1;
    if (tries === 2) stop.abort(new Error("cancelled"));
    return answer(NEW);
  };
  const evidence = await runGate({ checks: [check()], settings }, { probe, clock: virtualClock() }, stop.signal);
  expect(evidence.outcome).toBe("cancelled");
  expect(evidence.checks[0]?.samples).toHaveLength(1);
});

describe("the provider's word", () => {
  const prove = async (changes: object) =>
    (
      await gate([answer(NEW)], {
        checks: [],
        proofs: [{ service: "worker", live: true, status: "live", commit: NEW, expectVersion: NEW, ...changes }],
      })
    ).outcome;

  test.each<[string, object]>([
    ["passed", {}],
    ["failed", { live: false, status: "update_failed" }],
    ["failed", { commit: OLD }],
    ["failed", { commit: undefined }],
    ["passed", { commit: undefined, expectVersion: undefined }],
  ])("is %s with %j", async (outcome, changes) => {
    expect(await prove(changes)).toBe(outcome);
  });

  test("is marked as such in the evidence", async () => {
    const { provider } = await gate([answer(NEW)], { proofs: [{ service: "worker", live: true, status: "live" }] });
    expect(provider).toEqual([expect.objectContaining({ source: "provider", service: "worker" })]);
  });
});

describe("the evidence", () => {
  test("fits its own schema, and its digest follows from its bytes", async () => {
    const { tries: _, ...evidence } = await gate([answer(OLD), unmeasured, answer(NEW)]);
    const { text, digest } = seal(evidence, String);
    expect(evidenceSchema.parse(JSON.parse(text))).toEqual(evidence);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(seal({ ...evidence, seconds: evidence.seconds + 1 }, String).digest).not.toBe(digest);
  });

  test("stays small however long it takes", async () => {
    const long = { settings: { ...settings, interval: 1, deadline: 5000 } };
    const { checks } = await gate([answer(OLD)], long);
    expect(checks[0]).toMatchObject({ omitted: 4800, counts: { "other-version": 5000 } });
    expect(checks[0]?.samples).toHaveLength(200);
    expect(checks[0]?.samples.at(-1)?.at).toBe(4_999_000);
  });

  test("names no query of an address", async () => {
    const { checks } = await gate([answer(NEW)], { checks: [check({ url: "https://shop.example/h?token=geheim#x" })] });
    expect(checks[0]?.url).toBe("https://shop.example/h");
  });

  test("holds no control character of what was answered", async () => {
    const hostile = answer("\u001b[31m::error::x\r\n\u202e");
    const { checks } = await gate([hostile]);
    expect(JSON.stringify(checks)).not.toMatch(/\\u001b|\\r|\u202e|"::error/);
  });
});

test("passed always means: the last answers that were measured were all healthy", async () => {
  const kinds = fc.constantFrom(answer(NEW), answer(OLD), answer(NEW, 500), down, unmeasured);
  await fc.assert(
    fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 30 }), async (results) => {
      const { outcome, checks } = await gate(results);
      const samples: readonly Sample[] = checks[0]?.samples ?? [];
      const last = samples.filter(({ verdict }) => verdict !== "unmeasured").slice(-settings.successes);
      const row = last.length === settings.successes && last.every(({ verdict }) => verdict === "healthy");
      expect(outcome === "passed").toBe(row);
    }),
    { numRuns: 50 },
  );
});

test("a broken pattern is refused before anything is measured", async () => {
  const { probe, tries } = scripted(answer(NEW));
  const request = { checks: [check({ expectBody: "/(/" })], settings };
  await expect(runGate(request, { probe, clock: virtualClock() }, never)).rejects.toMatchObject({
    code: "SLIP-INPUT-INVALID",
  });
  expect(tries()).toBe(0);
});
