import { expect, test } from "@jest/globals";
import { spec } from "../../../actions/deploy-render/spec.ts";
import { run } from "../../../shared/action/run.ts";
import { fakeMachine } from "../../fakes/machine.ts";

const KEY = { "api-key": "rnd_0123456789" };
const DIGEST = `sha256:${"d".repeat(64)}`;

const complaint = async (inputs: Record<string, string>): Promise<string | undefined> => {
  const machine = fakeMachine({ ...KEY, ...inputs });
  await run(spec, async () => ({ outcome: "live" }), machine);
  return machine.runner.errors[0]?.message;
};

test.each([
  [{ "service-id": "srv-abc123" }],
  [{ "service-id": "crn-abc123", image: `ghcr.io/acme/shop@${DIGEST}` }],
  [{ "service-id": "srv-abc123", image: "nginx:1.27", commit: "a".repeat(40) }],
  [{ manifest: ".github/slipway.yml", environment: "production" }],
  [{ manifest: "x.yml", environment: "staging", images: `{"app": "ghcr.io/acme/shop@${DIGEST}"}` }],
  [
    {
      manifest: "x.yml",
      environment: "staging",
      images: `{"app": {"ref": "ghcr.io/acme/shop@${DIGEST}", "digest": "${DIGEST}", "platforms": {"linux/amd64": "${DIGEST}"}}}`,
    },
  ],
])("%j is accepted", async (inputs: Record<string, string>) => {
  expect(await complaint(inputs)).toBeUndefined();
});

test.each([
  [{}, "`service-id` and `manifest`: give one of the two"],
  [{ "service-id": "srv-a", manifest: "x", environment: "y" }, "give only one of the two"],
  [{ manifest: "x" }, "`manifest` and `environment`"],
  [{ manifest: "x", environment: "y", image: "nginx" }, "give `images` instead"],
  [{ "service-id": "srv-a", images: '{"app":"nginx"}' }, "give `image` instead"],
  [{ "service-id": "web" }, "`service-id`"],
  [{ "service-id": "srv-a", commit: "main" }, "`commit`"],
  [{ "service-id": "srv-a", commit: "0123456" }, "`commit`"],
  [{ "service-id": "srv-a", image: "x y" }, "`image`"],
  [{ "service-id": "srv-a", image: "x@sha256:abc" }, "`image`"],
  [{ manifest: "x", environment: "y", images: "app=nginx" }, "JSON object"],
  [{ manifest: "x", environment: "y", images: "[]" }, "JSON object"],
  [{ manifest: "x", environment: "y", images: '{"app": 1}' }, "no image reference"],
  [{ manifest: "x", environment: "y", images: '{"app": {"digest": "x"}}' }, "no image reference"],
  [{ "service-id": "srv-a", wait: "perhaps" }, "`wait`"],
  [{ "service-id": "srv-a", "on-superseded": "shrug" }, "`fail`, `warn`, `ignore`"],
])("%j is refused: %s", async (inputs: Record<string, string>, message) => {
  expect(await complaint(inputs)).toContain(message);
});

test("`wait: false` is a text in YAML and false all the same", async () => {
  const machine = fakeMachine({ ...KEY, "service-id": "srv-a", wait: "false" });
  const seen: boolean[] = [];
  await run(
    spec,
    async ({ inputs }) => {
      seen.push(inputs.wait);
      return { outcome: "started" };
    },
    machine,
  );
  expect(seen).toEqual([false]);
});
