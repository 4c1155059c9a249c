import { describe, expect, test } from "@jest/globals";
import { preflight, type Ports } from "../../../actions/preflight/main.ts";
import { spec } from "../../../actions/preflight/spec.ts";
import { Failure } from "../../../shared/action/failure.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Inputs } from "../../../shared/action/spec.ts";
import { parseManifest } from "../../../shared/domain/manifest/parse.ts";
import type { ServiceState } from "../../../shared/ports/deployer.ts";
import { fakeContext } from "../../fakes/context.ts";

const MANIFEST = `
version: 1
services:
  worker: {provider: render, kind: worker, ids: {staging: srv-sw, production: srv-pw}}
  web: {provider: render, kind: web, ids: {staging: srv-s, production: srv-p}, checks: [{path: /healthz}]}
database: {provider: neon, project: shy-sun-123, tool: drizzle, branches: {staging: staging, production: main}}
environments:
  staging: {from: main}
  production: {from: main, after: staging, approval: required}
`;

const service = (id: string): ServiceState => ({
  id,
  name: id,
  kind: "web",
  url: undefined,
  autoDeploy: false,
  suspended: false,
  usesImage: false,
  live: undefined,
});

const right: Ports = {
  environment: async () => ({ reviewers: 1 }),
  mayDeploy: async () => true,
  service: async (id) => service(id),
  project: async () => undefined,
  readManifest: async (file) => parseManifest(MANIFEST, { file, vars: {} }),
};

const setUp = (ports: Partial<Ports> = {}, inputs: Partial<Inputs<typeof spec>> = {}) => {
  const context = fakeContext(spec, {
    environments: ["staging", "production"],
    renderApiKey: new Secret("rnd_0123456789"),
    neonApiKey: new Secret("napi_0123456789"),
    ...inputs,
  });
  return { context, run: () => preflight(context, { ...right, ...ports }) };
};

const auth = new Failure("SLIP-HTTP-AUTH", "GET https://api answered 401", { blame: "user" });
const unknown = new Failure("SLIP-HTTP-NOT-FOUND", "GET https://api answered 404", { blame: "user" });
const away = new Failure("SLIP-HTTP-UNREACHABLE", "GET https://api got no answer", { blame: "provider" });

test("everything there: the pipeline learns what it needs from the manifest", async () => {
  expect(await setUp().run()).toEqual({
    outcome: "ready",
    problems: [],
    hasDatabase: "true",
    hasImages: "false",
    approvals: ["production"],
    services: {
      staging: [
        { name: "worker", kind: "worker", id: "srv-sw" },
        { name: "web", kind: "web", id: "srv-s" },
      ],
      production: [
        { name: "worker", kind: "worker", id: "srv-pw" },
        { name: "web", kind: "web", id: "srv-p" },
      ],
    },
  });
});

describe("one thing missing is named", () => {
  test.each<[string, Partial<Ports>, Partial<Inputs<typeof spec>>, RegExp]>([
    ["Render's key", {}, { renderApiKey: undefined }, /secret RENDER_API_KEY is empty.*secrets of an environment/s],
    ["Neon's key", {}, { neonApiKey: undefined }, /secret NEON_API_KEY is empty/],
    [
      "an environment on GitHub",
      { environment: async (name) => (name === "staging" ? "missing" : { reviewers: 1 }) },
      {},
      /no environment staging/,
    ],
    [
      "the environment for approval",
      { environment: async (name) => (name === "production-approval" ? "missing" : { reviewers: 0 }) },
      {},
      /no environment production-approval.*required reviewer/s,
    ],
    ["reviewers", { environment: async () => ({ reviewers: 0 }) }, {}, /production-approval has no required reviewers/],
    ["`actions: read`", { environment: async () => "forbidden" }, {}, /`actions: read`/],
    ["`deployments: write`", { mayDeploy: async () => false }, {}, /`deployments: write`/],
    [
      "an environment in the manifest",
      {},
      { environments: ["staging", "live"] },
      /manifest has no environment live.*staging, production/s,
    ],
    [
      "a service at Render",
      { service: async (id) => (id === "srv-p" ? Promise.reject(unknown) : service(id)) },
      {},
      /Service web of production \(srv-p\) is not known/,
    ],
    [
      "a valid key for Render",
      { service: () => Promise.reject(auth) },
      {},
      /Render does not accept the secret RENDER_API_KEY/,
    ],
    [
      "a valid key for Neon",
      { project: () => Promise.reject(auth) },
      {},
      /Neon does not accept the secret NEON_API_KEY/,
    ],
    ["the Neon project", { project: () => Promise.reject(unknown) }, {}, /project shy-sun-123 is not known/],
    ["a way to Neon", { project: () => Promise.reject(away) }, {}, /shy-sun-123 could not be looked up: .*no answer/],
    ["a way to GitHub", { mayDeploy: () => Promise.reject(away) }, {}, /GitHub could not be asked/],
    [
      "a switched-off auto-deploy",
      { service: async (id) => ({ ...service(id), autoDeploy: id === "srv-s" }) },
      {},
      /Service web of staging \(srv-s\) deploys every push/,
    ],
    [
      "a running service",
      { service: async (id) => ({ ...service(id), suspended: id === "srv-s" }) },
      {},
      /srv-s\) is suspended/,
    ],
  ])("%s", async (_, ports, inputs, words) => {
    const { run, context } = setUp(ports, inputs);
    await expect(run()).rejects.toMatchObject({ code: "SLIP-PREFLIGHT", message: expect.stringMatching(words) });
    expect(context.published.problems).toHaveLength(1);
    expect(context.published.outcome).toBe("failed");
    expect(context.summary.markdown()).toContain("What to do");
  });

  test("with the problems of a broken manifest", async () => {
    const readManifest: Ports["readManifest"] = async (file) => parseManifest("version: 2", { file, vars: {} });
    await expect(setUp({ readManifest }).run()).rejects.toMatchObject({
      code: "SLIP-PREFLIGHT",
      message: expect.stringMatching(/manifest cannot be used: \.github\/slipway\.yml:1:/),
    });
  });
});

test("all that is missing is told at once, in numbered sentences", async () => {
  const { run, context } = setUp(
    { environment: async () => "missing", mayDeploy: async () => false },
    { renderApiKey: undefined, neonApiKey: undefined },
  );
  await expect(run()).rejects.toMatchObject({ message: expect.stringMatching(/^1\. .*\n2\. .*\n[^]*6\. /) });
  expect(context.published.problems).toHaveLength(6);
});

test("no key, no question: nothing is asked without a credential", async () => {
  const ask = () => Promise.reject(new Error("asked"));
  const { run, context } = setUp({ service: ask, project: ask }, { renderApiKey: undefined, neonApiKey: undefined });
  await expect(run()).rejects.toMatchObject({ code: "SLIP-PREFLIGHT" });
  expect(context.published.problems).toHaveLength(2);
});

test("without an approval in the manifest no reviewers are wanted", async () => {
  const text = MANIFEST.replace(", approval: required", "");
  const environment: Ports["environment"] = async (name) => (name.endsWith("-approval") ? "missing" : { reviewers: 0 });
  const readManifest: Ports["readManifest"] = async (file) => parseManifest(text, { file, vars: {} });
  expect(await setUp({ environment, readManifest }).run()).toMatchObject({ outcome: "ready", approvals: [] });
});

test("an error of our own is not sold as a problem of the user's", async () => {
  const service = () => Promise.reject(new TypeError("undefined is not a function"));
  await expect(setUp({ service }).run()).rejects.toThrow(TypeError);
});

describe("where a release comes from", () => {
  const told = async (ref: string, environments: readonly string[]): Promise<string> => {
    const { context } = setUp({}, { environments });
    const ran = preflight({ ...context, run: { ...context.run, ref } }, right);
    return ran.then(
      () => "ready",
      (thrown: unknown) => String(thrown),
    );
  };

  test.each([
    ["refs/heads/main", ["staging", "production"], /^ready$/],
    ["refs/pull/7/merge", ["staging", "production"], /main feeds staging.*pull\/7\/merge.*main feeds production/s],
    ["refs/heads/feature/main", ["staging"], /main feeds staging, but this run is of feature\/main/],
    ["refs/tags/main", ["staging"], /this run is of tags\/main/],
    ["", ["staging"], /nothing that is known/],
    ["refs/heads/main", ["production"], /has to pass staging before production/],
    ["refs/heads/main", ["production", "staging"], /has to pass staging before production/],
    ["refs/heads/main", ["staging"], /^ready$/],
  ])("a run of %j for %j: %s", async (ref, environments, words) => {
    expect(await told(ref, environments)).toMatch(words);
  });
});
