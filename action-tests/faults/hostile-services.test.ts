import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runStep, type StepEnd } from "../tools/step.ts";
import { HOSTILE_LINES, hostileText } from "./hostile.ts";
import { API_KEY } from "./scenarios/manifest.ts";
import { type Code, openShop, type Shop, writeCode } from "./scenarios/shop.ts";
import { complaintsOf } from "./sinks.ts";

/** What a deployed program can say is as hostile as what an API can: it may have been handed a secret, or a pull request. */
let code: Code;
let shop: Shop;
beforeAll(async () => {
  code = writeCode();
  shop = await openShop(code);
}, 60_000);
afterAll(async () => {
  await shop.close();
  await code.setting.end();
}, 60_000);

const program = (body: (text: string) => string): { "server.mjs": string } => ({
  "server.mjs": body(JSON.stringify(hostileText([API_KEY, shop.token]))),
});

const step = async (action: string, inputs: Readonly<Record<string, string>>): Promise<StepEnd> => {
  const end = await runStep({
    action,
    inputs: { "github-token": shop.token, manifest: ".github/slipway.yml", environment: "production", ...inputs },
    env: shop.env,
    workspace: shop.workspace,
  });
  await shop.render.settled();
  return end;
};

test("the log of a deploy that fails is shown, without secrets and commands", async () => {
  const commit = code.setting.commit(
    program((text) => `console.log(${text} + "\\n" + ${JSON.stringify(HOSTILE_LINES.join("\n"))}); process.exit(3);`),
  );
  const end = await step("deploy-render", { "api-key": API_KEY, "api-url": shop.render.url, commit });
  expect(end.outputs["outcome"]).toBe("failed");
  expect(end.stdout).toContain("pwned");
  expect(complaintsOf(end, "", { given: [API_KEY, shop.token], outputs: [] })).toEqual([]);
}, 60_000);

test("what a service answers to the gate reaches no sink as it is", async () => {
  const commit = code.setting.commit(
    program(
      (text) => `import { createServer } from "node:http";
        createServer((request, response) => response.end(JSON.stringify({ commit: ${text} }))).listen(process.env.PORT);`,
    ),
  );
  await shop.deploy(commit);
  const end = await step("health-gate", {
    // The gate knows no key of Render; the token is what it could give away.
    services: JSON.stringify([
      { name: "worker", id: "worker", deploy: "dep-1", state: "live", commit },
      { name: "web", id: "web", deploy: "dep-2", state: "live", commit, url: shop.render.service("web").url },
    ]),
    "expect-version": commit,
    "allow-private": "true",
    deadline: "3",
  });
  // On a busy machine there may be too few answers for a verdict.
  expect(["failed", "inconclusive"]).toContain(end.outputs["outcome"]);
  expect(end.temp).toContain("pwned");
  expect(complaintsOf(end, "", { given: [shop.token], outputs: [] })).toEqual([]);
}, 60_000);
