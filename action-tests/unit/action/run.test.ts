import { expect, test } from "@jest/globals";
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
