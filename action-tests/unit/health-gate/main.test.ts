import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { Failure } from "../../../shared/action/failure.ts";
import { evidenceSchema } from "../../../shared/gate/evidence.ts";
import { answer, NEW, OLD, scripted, unmeasured } from "../gate/target.ts";
import { deployed, setUp } from "./fixture.ts";

const single = { url: "https://shop.example/healthz", expectVersion: NEW, versionPath: "commit", deadline: 20 };
const whole = { manifest: ".github/slipway.yml", environment: "staging", expectVersion: NEW };

describe("one address", () => {
  test("passes with evidence whose digest is in the ledger", async () => {
    const { run, saved, mark } = setUp({ ...single, deploymentId: "7" }, scripted(answer(OLD), answer(NEW)).probe);
    const outputs = await run();
    expect(outputs).toMatchObject({
      outcome: "passed",
      observedVersion: NEW,
      p50: "12",
      samples: "4",
      failedChecks: [],
    });
    const [[name, text] = ["", ""]] = Object.entries(saved);
    expect(outputs.evidence).toBe(`/tmp/${name}`);
    expect(outputs.evidenceDigest).toBe(`sha256:${createHash("sha256").update(text).digest("hex")}`);
    expect(evidenceSchema.parse(JSON.parse(text)).outcome).toBe("passed");
    expect(mark).toHaveBeenCalledWith("7", "success", {
      description: `verified ${outputs.evidenceDigest}`,
      environmentUrl: "https://shop.example",
    });
  });

  test("fails with its outputs there, and marks the Deployment as failed", async () => {
    const { run, context, mark } = setUp({ ...single, deploymentId: "7" }, scripted(answer(OLD)).probe);
    await expect(run()).rejects.toMatchObject({ code: "SLIP-GATE-FAILED", outcome: "failed" });
    expect(context.published).toMatchObject({ outcome: "failed", observedVersion: OLD });
    expect(context.published.failedChecks).toEqual([expect.objectContaining({ name: "url", verdict: "failed" })]);
    expect(mark).toHaveBeenCalledWith("7", "failure", { description: expect.stringContaining(OLD) });
  });

  test("that could not be measured is inconclusive", async () => {
    const { run, context, mark } = setUp({ ...single, deploymentId: "7" }, scripted(unmeasured).probe);
    await expect(run()).rejects.toMatchObject({ code: "SLIP-GATE-INCONCLUSIVE", outcome: "inconclusive" });
    expect(context.published.outcome).toBe("inconclusive");
    expect(mark).toHaveBeenCalledWith("7", "error", expect.anything());
  });

  test("is only observed in a dry run", async () => {
    const { run, mark } = setUp({ ...single, deploymentId: "7", dryRun: true }, scripted(answer(OLD)).probe);
    expect(await run()).toMatchObject({ outcome: "observed", failedChecks: [expect.anything()] });
    expect(mark).not.toHaveBeenCalled();
  });

  test("is given up when the step is cancelled, with evidence and without a verdict", async () => {
    const reason = new Error("stop");
    const { run, context, saved, mark } = setUp({ ...single, deploymentId: "7" }, async () => {
      context.abort(reason);
      return answer(NEW);
    });
    await expect(run()).rejects.toBe(reason);
    expect(context.published.outcome).toBe("cancelled");
    expect(Object.keys(saved)).toHaveLength(1);
    expect(mark).not.toHaveBeenCalled();
  });

  test("is inconclusive when the step's own time is up before the gate's", async () => {
    const late = new Failure("SLIP-TIMEOUT", "The step did not end within its 900 s.", { blame: "user" });
    const { run, context, mark } = setUp({ ...single, deploymentId: "7" }, async () => {
      context.abort(late);
      return answer(OLD);
    });
    await expect(run()).rejects.toMatchObject({ code: "SLIP-GATE-INCONCLUSIVE", outcome: "inconclusive" });
    expect(context.published.outcome).toBe("inconclusive");
    expect(mark).not.toHaveBeenCalled();
  });

  test("leaves evidence that is JSON, whatever the target says that looks like a password", async () => {
    const { run, saved } = setUp(single, scripted(answer('password="x"'), answer(NEW)).probe);
    await run();
    const [text = ""] = Object.values(saved);
    expect(evidenceSchema.parse(JSON.parse(text)).outcome).toBe("passed");
    expect(text).toContain("password=");
  });

  test("that passed is not called failed because GitHub was away", async () => {
    const { run } = setUp({ ...single, deploymentId: "7" }, scripted(answer(NEW)).probe);
    const ledger = {
      mark: () => Promise.reject(new Error("502")),
      open: () => Promise.reject(new Error()),
      entries: async () => [],
    };
    await expect(run({ ledger })).rejects.toMatchObject({ outcome: "inconclusive" });
  });

  test("is not measured when there is no token for the Deployment", async () => {
    const { probe, tries } = scripted(answer(NEW));
    const { run } = setUp({ ...single, deploymentId: "7" }, probe);
    await expect(run({ ledger: undefined })).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID" });
    expect(tries()).toBe(0);
  });

  test("tells in the log only what changes", async () => {
    const { run, context } = setUp(single, scripted(answer(OLD), answer(OLD), answer(OLD), answer(NEW)).probe);
    await run();
    expect(context.runner.log.filter((line) => line.includes("version "))).toHaveLength(2);
  });
});

describe("checks as YAML", () => {
  test("are checked below the address", async () => {
    const urls = new Set<string>();
    const checks = "- {path: /a, version-path: commit}\n- {url: 'https://b.example/x', name: b, expect-status: 2xx}";
    const { run } = setUp({ checks, url: "https://a.example/", expectVersion: NEW }, async ({ url }) => {
      urls.add(url);
      return answer(NEW);
    });
    expect((await run()).outcome).toBe("passed");
    expect([...urls]).toEqual(["https://a.example/a", "https://b.example/x"]);
  });

  test("below an address with a query are not swallowed by it", async () => {
    const urls = new Set<string>();
    const { run } = setUp({ checks: "- {path: /healthz}", url: "https://a.example/app/?key=1#x" }, async ({ url }) => {
      urls.add(url);
      return answer(NEW);
    });
    await run();
    expect([...urls]).toEqual(["https://a.example/app/healthz"]);
  });

  test("of which none tells a version prove none", async () => {
    const { probe, tries } = scripted(answer(OLD));
    const { run } = setUp({ checks: "- {path: /}", url: "https://a.example/", expectVersion: NEW }, probe);
    await expect(run()).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID", outcome: "inconclusive" });
    expect(tries()).toBe(0);
  });

  test.each([
    ["{", "checks"],
    ["[]", "checks"],
    ["- {paths: /}", "paths"],
    ["- {path: healthz}", "checks[0].path"],
    ["- {path: /}", "the address that it is below"],
  ])("%s is refused before anything is measured", async (checks, words) => {
    const { probe, tries } = scripted(answer(NEW));
    const { run } = setUp({ checks }, probe);
    await expect(run()).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID", message: expect.stringContaining(words) });
    expect(tries()).toBe(0);
  });
});

describe("a manifest", () => {
  test("is checked where its services were deployed, the worker by the provider's word", async () => {
    const urls = new Set<string>();
    const { run, saved } = setUp({ ...whole, services: deployed(NEW) }, async ({ url }) => {
      urls.add(url);
      return { ...answer(NEW), body: `{"commit":"${NEW}","name":"Shop"}` } as ReturnType<typeof answer>;
    });
    expect(await run()).toMatchObject({ outcome: "passed", samples: "4" });
    expect([...urls]).toEqual(["https://s.onrender.com/healthz", "https://s.onrender.com/"]);
    const evidence = evidenceSchema.parse(JSON.parse(Object.values(saved)[0] ?? ""));
    expect(evidence.provider).toEqual([
      expect.objectContaining({ service: "worker", source: "provider", commit: NEW }),
    ]);
    expect(evidence.settings).toMatchObject({ successes: 2, interval: 5, deadline: 30 });
  });

  test("prefers the address that it names itself", async () => {
    const urls = new Set<string>();
    const inputs = { ...whole, environment: "production", services: deployed(NEW), successes: 1, deadline: 1 };
    const { run } = setUp(inputs, async ({ url }) => {
      urls.add(url);
      return answer(NEW);
    });
    await run().catch(() => undefined);
    expect([...urls]).toEqual(["https://shop.example/healthz", "https://shop.example/"]);
  });

  test.each([
    ["another commit is live", { worker: { commit: OLD } }],
    ["its deploy did not become live", { worker: { state: "failed" } }],
    ["the provider tells no commit", { worker: { commit: null } }],
  ])("fails for the worker when %s", async (_, changes) => {
    const services = deployed(NEW, changes);
    const { run, context } = setUp(
      { ...whole, services },
      async () => ({ ...answer(NEW), body: `{"commit":"${NEW}","name":"Shop"}` }) as never,
    );
    await expect(run()).rejects.toMatchObject({ code: "SLIP-GATE-FAILED" });
    expect(context.published.failedChecks).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "worker", verdict: "failed" })]),
    );
  });

  test.each<[string, object, string]>([
    ["a worker that nobody vouches for", {}, "worker"],
    ["an environment without services", { environment: "preview" }, "preview"],
    ["services that are not deploy-render's", { services: "[1]" }, "services"],
  ])("with %s is refused before anything is measured", async (_, changes, words) => {
    const { probe, tries } = scripted(answer(NEW));
    const { run } = setUp({ ...whole, ...changes }, probe);
    await expect(run()).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID", message: expect.stringContaining(words) });
    expect(tries()).toBe(0);
  });
});

test("the summary shows each check and a line of its samples", async () => {
  const { run, context } = setUp(single, scripted(answer(OLD), unmeasured, answer(NEW)).probe);
  await run();
  const markdown = context.summary.markdown();
  expect(markdown).toContain("✅ Health gate passed");
  expect(markdown).toContain("○·███  url");
  expect(markdown).toContain("sha256:");
});
