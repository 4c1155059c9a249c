import type { IncomingMessage } from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import { spec } from "../../../actions/preflight/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { createHttp } from "../../../shared/http/client.ts";
import { repositorySettings } from "../../../shared/providers/github/settings.ts";
import { neonProject } from "../../../shared/providers/neon/project.ts";
import { type Loopback, listenOnLoopback } from "../../cloud/loopback.ts";
import { fakeContext } from "../../fakes/context.ts";

const servers: Loopback[] = [];
afterEach(() => Promise.all(servers.splice(0).map(({ close }) => close())));

const answering = async (status: number, body: unknown) => {
  const requests: IncomingMessage[] = [];
  const server = await listenOnLoopback((request, response) => {
    requests.push(request);
    request.resume();
    response.writeHead(status, { "content-type": "application/json", connection: "close" }).end(JSON.stringify(body));
  });
  servers.push(server);
  const api = server.url;
  const { log, redact, clock, signal, random } = fakeContext(spec, { environments: ["x"] });
  const http = createHttp({ clock, random, signal, log, redact });
  const token = new Secret("ghs_0123456789");
  return {
    requests,
    settings: repositorySettings({ http, token, api, repository: "acme/shop" }),
    project: neonProject({ http, token, api }),
  };
};

describe("an environment", () => {
  const reviewers = { type: "required_reviewers", reviewers: [{ type: "User" }, { type: "Team" }] };

  test.each([
    [200, { name: "staging", protection_rules: [] }, { reviewers: 0 }],
    [200, { name: "staging", protection_rules: [{ type: "wait_timer", wait_timer: 5 }, reviewers] }, { reviewers: 2 }],
    [200, { name: "staging", protection_rules: null }, { reviewers: 0 }],
    [404, { message: "Not Found" }, "missing"],
    [403, { message: "Resource not accessible by integration" }, "forbidden"],
  ])("%i %j is %j", async (status, body, state) => {
    const { settings, requests } = await answering(status, body);
    expect(await settings.environment("staging/eu")).toEqual(state);
    expect(requests[0]?.url).toBe("/repos/acme/shop/environments/staging%2Feu");
  });
});

test.each([
  [422, true],
  [403, false],
  [404, false],
])("whether Deployments may be written: %i is %s", async (status, may) => {
  const { settings, requests } = await answering(status, { message: "x" });
  expect(await settings.mayDeploy()).toBe(may);
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /repos/acme/shop/deployments"]);
});

test("a Neon project that is there is fine, and one that is not is told", async () => {
  const { project } = await answering(200, { project: { id: "shy-sun-123" } });
  await expect(project("shy-sun-123")).resolves.toBeUndefined();
  const { project: other } = await answering(404, { message: "project not found", code: "" });
  await expect(other("shy-sun-123")).rejects.toMatchObject({ code: "SLIP-HTTP-NOT-FOUND" });
});
