import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { common } from "../../../shared/action/common-inputs.ts";
import { Failure } from "../../../shared/action/failure.ts";
import { run } from "../../../shared/action/run.ts";
import {
  defineAction,
  flag,
  jsonOutput,
  optionalText,
  outcome,
  output,
  pattern,
  secret,
} from "../../../shared/action/spec.ts";
import { fakeMachine } from "../../fakes/machine.ts";

const spec = defineAction({
  name: "Deploy",
  description: "Deploy something",
  icon: "upload-cloud",
  inputs: {
    "api-key": secret("API key"),
    "service-id": pattern("Service", /^srv-\w+$/, "srv-abc"),
    image: optionalText("Image"),
    wait: flag("Wait", true),
    timeout: common.timeout,
  },
  outputs: {
    outcome: outcome("How it ended", ["live", "unchanged"]),
    "deploy-id": output("Id"),
    services: jsonOutput("All services"),
  },
});
const good = { "api-key": "rnd_0123456789abcdef", "service-id": "srv-abc" };

test("hands typed inputs to main and writes its outputs", async () => {
  const machine = fakeMachine({ ...good, wait: "no" });
  await run(
    spec,
    async ({ inputs }) => {
      expect(inputs.apiKey.reveal()).toBe("rnd_0123456789abcdef");
      expect(inputs).toMatchObject({ serviceId: "srv-abc", wait: false, timeout: 900 });
      return { outcome: "live", deployId: "dep-1", services: { web: 1 } };
    },
    machine,
  );
  expect(machine.runner.errors).toEqual([]);
  expect(machine.runner.outputs).toEqual({ outcome: "live", "deploy-id": "dep-1", services: '{"web":1}' });
  expect(machine.runner.masked).toContain("rnd_0123456789abcdef");
  expect(machine.runner.exit.code).toBeUndefined();
  expect(machine.ended()).toBe(true);
});

test("a failure is one annotation, an outcome and an exit code", async () => {
  const machine = fakeMachine(good);
  await run(
    spec,
    async ({ publish }) => {
      publish({ deployId: "dep-2" });
      throw new Failure("SLIP-RENDER-FAILED", "Deploy dep-2 failed.", {
        blame: "user",
        state: "dep-1 is still live.",
        next: "Look at the build log.",
      });
    },
    machine,
  );
  expect(machine.runner.errors).toEqual([
    {
      title: "The deploy failed",
      message:
        "SLIP-RENDER-FAILED: Deploy dep-2 failed.\ndep-1 is still live.\nNext: Look at the build log.\n" +
        "docs/reference/errors/SLIP-RENDER-FAILED.md",
    },
  ]);
  expect(machine.runner.outputs).toEqual({ outcome: "failed", "deploy-id": "dep-2", services: "" });
  expect(machine.runner.exit.code).toBe(1);
  expect(machine.runner.summaries.join()).toContain("SLIP-RENDER-FAILED");
});

const done = { outcome: "live" } as const;
const forever = (): Promise<never> => new Promise(() => {});

describe("a run", () => {
  test("clears every output before anything else, so that a forged one never stands", async () => {
    const machine = fakeMachine({});
    await run(spec, async () => done, machine);
    expect(machine.runner.written.slice(0, 3)).toEqual([
      ["outcome", ""],
      ["deploy-id", ""],
      ["services", ""],
    ]);
    expect(machine.runner.outputs).toEqual({ outcome: "failed", "deploy-id": "", services: "" });
    expect(machine.runner.errors).toHaveLength(1);
    expect(machine.runner.errors[0]?.message).toMatch(/^SLIP-INPUT-INVALID: 2 inputs[^]*`api-key`[^]*`service-id`/);
  });

  test.each([
    ...["true", "TRUE", "1", "$true"].map((value) => ["ACTIONS_ALLOW_UNSECURE_COMMANDS", value]),
    ["NODE_TLS_REJECT_UNAUTHORIZED", "0"],
  ])("refuses %s=%s", async (name = "", value = "") => {
    const machine = fakeMachine(good, { env: { [name]: value } });
    await run(spec, async () => done, machine);
    expect(machine.runner.errors.map(({ title }) => title)).toEqual(["Unsafe runner settings"]);
    expect(machine.runner.exit.code).toBe(1);
  });

  test("turns what nobody foresaw into one SLIP-BUG, with the causes in the debug log", async () => {
    const machine = fakeMachine(good);
    await run(
      spec,
      () => Promise.reject(new TypeError("x is not a function", { cause: new Error("deeper") })),
      machine,
    );
    expect(machine.runner.errors).toHaveLength(1);
    expect(machine.runner.errors[0]?.message).toMatch(/^SLIP-BUG: x is not a function\nNext: This is a bug/);
    expect(machine.runner.log.filter((line) => line.startsWith("debug:")).join()).toContain("deeper");
  });

  test("keeps the annotation within 4,096 characters, with the cause first and the next step kept", async () => {
    const machine = fakeMachine(good);
    const failure = new Failure("SLIP-DB-MIGRATION", `first\n${"100%\n".repeat(5_000)}`, {
      blame: "user",
      state: "%".repeat(5_000),
      next: `Do this. ${"x".repeat(5_000)}`,
    });
    await run(spec, () => Promise.reject(failure), machine);
    const message = machine.runner.errors[0]?.message ?? "";
    expect(message.replaceAll("%", "%25").replaceAll("\n", "%0A").length).toBeLessThanOrEqual(4_096);
    expect(message).toMatch(/^SLIP-DB-MIGRATION: first\n/);
    expect(message).toContain("\nNext: Do this.");
    expect(message).toMatch(/docs\/reference\/errors\/SLIP-DB-MIGRATION\.md$/);
  });

  test("links to the page of the code at the version that runs", async () => {
    const env = { GITHUB_ACTION_REPOSITORY: "acme/slipway", GITHUB_ACTION_REF: "v1" };
    const machine = fakeMachine({}, { env });
    await run(spec, async () => done, machine);
    expect(machine.runner.errors[0]?.message).toContain(
      "https://github.com/acme/slipway/blob/v1/docs/reference/errors/SLIP-INPUT-INVALID.md",
    );
  });

  test("says no secret, in no sink", async () => {
    const machine = fakeMachine(good);
    const key = good["api-key"];
    await run(
      spec,
      async ({ log, summary, protect, publish }) => {
        protect("postgres://app:n3w-passw0rd@db.test/app");
        for (const say of [log.info, log.debug, log.quote, log.notice, log.warning]) say(`a ${key} b n3w-passw0rd`);
        summary.heading(key).paragraph({ code: key }).code(`x ${key}`).facts({ key, password: "n3w-passw0rd" });
        publish({ deployId: "dep-1" });
        throw new Failure("SLIP-HTTP-AUTH", `401 for ${key}`, {
          blame: "user",
          state: key,
          next: key,
          cause: new Error(key),
        });
      },
      machine,
    );
    const sinks = JSON.stringify([
      machine.runner.log,
      machine.runner.errors,
      machine.runner.summaries,
      machine.runner.outputs,
    ]);
    expect(sinks).not.toContain(key);
    expect(sinks).not.toContain("n3w-passw0rd");
    expect(sinks.split("***").length).toBeGreaterThan(15);
    expect(machine.runner.masked).toEqual(expect.arrayContaining([key, "n3w-passw0rd"]));
  });

  test("hides a proxy's password, wherever it stands", async () => {
    const machine = fakeMachine(good, { env: { https_proxy: "http://me:pr0xy-pass@proxy.test:3128" } });
    await run(spec, async ({ log }) => (log.info("refused for pr0xy-pass at proxy.test"), done), machine);
    expect(machine.runner.log.join()).toContain("refused for *** at proxy.test");
  });

  test("hides no host because a proxy is named after it, or left out for it", async () => {
    const env = {
      NO_PROXY: "github.com",
      https_proxy: "http://proxy.test:3128",
      all_proxy: "me:pr0xy-pass@other.test",
    };
    const machine = fakeMachine(good, { env });
    const text = "github.com, http://proxy.test:3128, pr0xy-pass";
    await run(spec, async ({ log }) => (log.info(text), done), machine);
    expect(machine.runner.log.join()).toContain("github.com, http://proxy.test:3128, ***");
  });

  test("warns of a secret that cannot be hidden, and does not hide it", async () => {
    const machine = fakeMachine({ ...good, "api-key": "main" });
    await run(spec, async () => done, machine);
    expect(machine.runner.masked).toEqual([]);
    expect(machine.runner.log.join("\n")).toContain(
      "warning: Warning: The secret `api-key` is shorter than 6 characters",
    );
  });

  test("that returns a bad outcome is red", async () => {
    const machine = fakeMachine(good);
    await run(spec, async () => ({ outcome: "failed" }), machine);
    expect(machine.runner.exit.code).toBe(1);
    expect(machine.runner.errors).toHaveLength(1);
    expect(machine.runner.outputs["outcome"]).toBe("failed");
  });

  test("that cannot write its outputs says so, once, and does not begin", async () => {
    const machine = fakeMachine(good);
    let begun = false;
    const runner = {
      ...machine.runner,
      output: () => {
        throw new Error("EROFS");
      },
    };
    await run(spec, async () => ((begun = true), done), { ...machine, runner });
    expect(begun).toBe(false);
    expect(runner.errors.map(({ message }) => message.split(":")[0])).toEqual(["SLIP-RUNNER"]);
    expect(runner.exit.code).toBe(1);
  });

  test("whose summary cannot be written is none the worse", async () => {
    const machine = fakeMachine(good);
    const runner = { ...machine.runner, summary: () => Promise.reject(new Error("ENOSPC")) };
    await run(spec, async ({ summary }) => (summary.heading("x"), done), { ...machine, runner });
    expect(runner.exit.code).toBeUndefined();
    expect(runner.log.join()).toContain("ENOSPC");
  });

  test("a crash after the end is a failure all the same", async () => {
    const machine = fakeMachine(good);
    await run(spec, async () => done, machine);
    machine.crash(new Error("too late"));
    expect(machine.runner.exit.code).toBe(1);
    expect(machine.runner.outputs["outcome"]).toBe("failed");
    expect(machine.runner.errors).toHaveLength(1);
  });
});

describe("a cancelled run", () => {
  test("undoes newest first, tells what it could not, and is never a success", async () => {
    const machine = fakeMachine(good);
    const undone: string[] = [];
    await run(
      spec,
      async ({ onCancel, signal }) => {
        onCancel("deploy dep-1 of web", async () => void undone.push("first"));
        onCancel("lock", () => Promise.reject(new Error("gone")));
        onCancel("never", forever);
        onCancel("taken back", async () => void undone.push("no"))();
        machine.signal("SIGINT");
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        return done;
      },
      machine,
    );
    expect(machine.clock.now()).toBeLessThanOrEqual(5_000);
    expect(machine.runner.outputs["outcome"]).toBe("cancelled");
    expect(machine.runner.exit.code).toBe(1);
    const message = machine.runner.errors.map((error) => error.message).join();
    expect(message).toMatch(/^SLIP-CANCELLED: The step was cancelled \(SIGINT\)/);
    expect(message).toContain("Not cancelled, look at it yourself: never (no answer in time); lock (gone)");
    expect(machine.runner.summaries.join()).toContain("never");
  });

  test("undoes all when each undo is quick", async () => {
    const machine = fakeMachine(good);
    const undone: string[] = [];
    await run(
      spec,
      async ({ onCancel, signal, clock }) => {
        for (const what of ["a", "b"]) onCancel(what, async () => void undone.push(what));
        machine.signal("SIGTERM");
        machine.signal("SIGTERM");
        await clock.sleep(60_000, signal);
        return done;
      },
      machine,
    );
    expect(undone).toEqual(["b", "a"]);
    expect(machine.runner.errors[0]?.message).toContain("Cancelled as well: b; a.");
  });

  test("ends though main hears nothing", async () => {
    const machine = fakeMachine(good);
    await run(
      spec,
      () => {
        machine.signal("SIGINT");
        return forever();
      },
      machine,
    );
    expect(machine.runner.outputs["outcome"]).toBe("cancelled");
    expect(machine.clock.now()).toBeLessThanOrEqual(5_000);
  });

  test("while it undoes, HTTP works again", async () => {
    const machine = fakeMachine(good, { fetch: async () => Response.json({ cancelled: true }) });
    let answer: unknown;
    await run(
      spec,
      async ({ onCancel, http, signal, clock }) => {
        onCancel("deploy", async () => {
          const request = { method: "POST", url: "https://api.test/cancel", schema: z.unknown() } as const;
          answer = (await http(request)).body;
        });
        machine.signal("SIGINT");
        await clock.sleep(60_000, signal);
        return done;
      },
      machine,
    );
    expect(answer).toEqual({ cancelled: true });
  });
});

describe("the deadline", () => {
  test("ends a main that waits, as SLIP-TIMEOUT, within two seconds of it", async () => {
    const machine = fakeMachine({ ...good, timeout: "900" });
    await run(spec, forever, machine);
    expect(machine.runner.errors[0]?.message).toMatch(/^SLIP-TIMEOUT: The step did not end within its 900 s/);
    expect(machine.clock.now()).toBeGreaterThanOrEqual(900_000);
    expect(machine.clock.now()).toBeLessThanOrEqual(902_000);
  });

  test("lets a main that knows more say it", async () => {
    const machine = fakeMachine({ ...good, timeout: "60" });
    await run(
      spec,
      async ({ signal, clock }) => {
        await clock.sleep(1e9, signal).catch(() => {});
        throw new Failure("SLIP-RENDER-TIMEOUT", "dep-1 is still building.", {
          blame: "provider",
          outcome: "timed-out",
        });
      },
      machine,
    );
    expect(machine.runner.errors.map(({ title }) => title)).toEqual(["The deploy is not live yet"]);
  });
});

test("an error that nobody caught ends the run as one SLIP-BUG", async () => {
  const machine = fakeMachine(good);
  await run(
    spec,
    () => {
      machine.crash(new Error("unhandled"));
      return forever();
    },
    machine,
  );
  expect(machine.runner.errors).toHaveLength(1);
  expect(machine.runner.errors[0]?.message).toMatch(/^SLIP-BUG: unhandled/);
  expect(machine.runner.outputs["outcome"]).toBe("failed");
});
