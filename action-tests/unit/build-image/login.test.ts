import { describe, expect, test } from "@jest/globals";
import { destinationOf } from "../../../actions/build-image/destination.ts";
import { loginTo } from "../../../actions/build-image/login.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Event } from "../../../shared/domain/image/event.ts";
import { type RegistryIdentity, readRegistryIdentity } from "../../../shared/domain/registry-identity.ts";
import { fakeContext } from "../../fakes/context.ts";

type Given = Parameters<typeof fakeContext<typeof spec>>[1];

const ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const aws = (url = ""): RegistryIdentity => {
  const result = readRegistryIdentity(`aws role=arn:aws:iam::123456789012:role/images ${url}`);
  if ("problem" in result) throw new Error(result.problem);
  return result.value;
};
const pull = (unprivileged: boolean): Pick<Event, "pull"> => ({
  pull: { number: 7, baseRef: "main", headRef: "fix", unprivileged, closed: false },
});
const push = { pull: undefined };
const ours = { username: "AWS", password: new Secret("for a while") };

describe("who logs in", () => {
  const log = (registry: string, inputs: Given, event: Pick<Event, "pull"> = push) => {
    const context = fakeContext(spec, inputs);
    let opened = 0;
    const login = loginTo(registry, context, event, () => {
      opened++;
      return Promise.resolve(() => Promise.resolve(ours));
    });
    return { login, context, opened: () => opened };
  };

  test("is the cloud's, which is not loaded before somebody asks, and once only", async () => {
    const { login, opened } = log(ECR, { registryIdentity: aws(), registryPassword: new Secret("older") });
    expect([login?.registry, opened()]).toEqual([ECR, 0]);
    expect(await Promise.all([login?.login(), login?.login()])).toEqual([ours, ours]);
    expect(opened()).toBe(1);
  });

  test("is nobody for a pull request from a fork, which has no identity", () => {
    const inputs = { registryIdentity: aws() };
    const { login, context } = log(ECR, inputs, pull(true));
    expect(login).toBeUndefined();
    expect(context.runner.log.join("\n")).toContain("nobody is logged in");
    expect(log(ECR, inputs, pull(false)).login).toBeDefined();
    expect(log(ECR, { ...inputs, push: "true" }, pull(true)).login).toBeDefined();
  });

  test("is nobody at a registry of others", () => {
    expect(() => log("ghcr.io", { registryIdentity: aws() })).toThrow("must not get that cloud's credentials");
  });

  test("is a name with a password where one is given, or the job's token on ghcr.io", async () => {
    const password = new Secret("swordfish");
    const asked = async (registry: string, inputs: Given) => log(registry, inputs).login?.login();
    expect(await asked("r.example", { registryPassword: password })).toEqual({ username: "octocat", password });
    expect(await asked("ghcr.io", { githubToken: password, registryUsername: "ada" })).toEqual({
      username: "ada",
      password,
    });
    expect(await asked("r.example", { githubToken: password })).toBeUndefined();
  });
});

describe("where to", () => {
  const part = JSON.stringify({ image: { repository: `${ECR}/acme/shop`, digest: "sha256:0" } });
  const ports = {
    event: { repository: "acme/shop" } as Event,
    readManifest: () => Promise.reject(new Error("no manifest")),
    readFile: (path: string) => (path === "a.json" ? Promise.resolve(part) : Promise.reject(new Error("not there"))),
  };
  test.each<[string, Given, string]>([
    ["what jobs of a matrix wrote says it", { parts: ["a.json"], registryIdentity: aws() }, ECR],
    [
      "the input says it before them",
      { parts: ["a.json"], registryIdentity: aws(), image: "r.example/x" },
      "r.example",
    ],
    ["a password goes nowhere that a file says", { parts: ["a.json"], registryPassword: new Secret("x") }, "ghcr.io"],
    [
      "nor what an address of one's own gives",
      { parts: ["a.json"], registryIdentity: aws("url=https://c.example") },
      "ghcr.io",
    ],
    ["a file that is not there says nothing", { parts: ["b.json"], registryIdentity: aws() }, "ghcr.io"],
  ])("%s", async (_, inputs, registry) => {
    const full = fakeContext(spec, { command: "merge", ...inputs }).inputs;
    expect(await destinationOf(full, ports)).toBe(registry);
  });
});
