import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type IdentityEmulator, startIdentity } from "../cloud/identity/start.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../cloud/registry/start.ts";
import { installFakeDocker } from "../fakes/docker.ts";
import { dockerEngine, type RunningRegistry, registryProgram, startRegistry, staticBusybox } from "../tools/engine.ts";
import { newRepository, type Repository } from "../tools/repository.ts";
import { runStep, type StepEnd } from "../tools/step.ts";
import { canIssueTokens, startTokenService, type TokenService } from "../tools/token-service.ts";
import { INPUTS, ROLE, SET_UP } from "../unit/providers/oidc/setting.ts";

const engine = dockerEngine();
const busybox = staticBusybox();
const able =
  engine?.buildx !== undefined &&
  engine.containerd &&
  busybox !== undefined &&
  registryProgram() !== undefined &&
  canIssueTokens();

const run = (
  clouds: IdentityEmulator,
  repository: Repository,
  inputs: Record<string, string>,
  env: Record<string, string> = {},
  action = "build-image",
): Promise<StepEnd> => {
  const sha = repository.git("rev-parse", "HEAD");
  return runStep({
    action,
    workspace: repository.folder,
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: clouds.source.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: clouds.source.token,
      GITHUB_SHA: sha,
      GITHUB_WORKFLOW_REF: "acme/shop/.github/workflows/ci.yml@refs/heads/main",
      GITHUB_WORKFLOW_SHA: sha,
      ...env,
    },
    inputs: action === "build-image" ? { sign: "none", ...inputs } : inputs,
  });
};

/** Which of the secrets, in which rendering, came out of a step. */
const leaks = (clouds: IdentityEmulator, { stdout, stderr, summary, temp, outputs }: StepEnd): readonly string[] => {
  // What the runner is told to mask is the one line that names a secret.
  const log = stdout.split("\n").filter((line) => !line.startsWith("::add-mask::"));
  const all = [...log, stderr, summary, temp, JSON.stringify(outputs)].join("\n");
  return clouds.secrets.filter((secret) =>
    [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)].some((form) => all.includes(form)),
  );
};

describe("build-image logs in by the job's own identity", () => {
  let clouds: IdentityEmulator;
  let registry: RegistryEmulator;
  let repository: Repository;
  let folder = "";
  let env: Record<string, string> = {};
  beforeAll(async () => {
    clouds = await startIdentity(SET_UP);
    registry = await startRegistryEmulator({ accepts: clouds.accepts, routes: [clouds.exchange] });
    repository = newRepository();
    repository.commit("Begin", { Dockerfile: "FROM scratch\nCOPY x /\n", x: "1" });
    folder = mkdtempSync(join(tmpdir(), "slipway-identity-"));
    installFakeDocker(folder);
    env = { PATH: `${folder}:${process.env["PATH"] ?? ""}` };
  });
  afterAll(async () => {
    await Promise.all([clouds.close(), registry.close()]);
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const inputsOf = (identity: string, image: string): Record<string, string> => ({
    image: `${registry.host}/acme/${image}`,
    "registry-identity": `${identity} url=${clouds.url}`,
    cache: "none",
  });

  // Google's other way is one call less.
  const ways = Object.entries(INPUTS).filter(([name]) => name !== "google directly");
  test.each(ways)("at %s, and nothing of it is printed", async (name, identity) => {
    const image = name.replaceAll(" ", "-");
    const end = await run(clouds, repository, inputsOf(identity, image), env);
    expect([end.code, end.outputs["outcome"], end.stderr]).toEqual([0, "built", ""]);
    expect(registry.tag(`acme/${image}`, "main")).toBe(end.outputs["index-digest"]);
    expect(end.stdout).toContain(`Logged in to ${registry.host} by the job's own identity`);
    expect(leaks(clouds, end)).toEqual([]);
  });

  test("and so does verify-image, where nobody else may look", async () => {
    const { image = "", cache: _, ...login } = inputsOf(INPUTS.azure, "proven");
    const { outputs } = await run(clouds, repository, { image, cache: "none", ...login }, env);
    const wanted = { image: outputs["image-ref"] ?? "", "require-signature": "false" };
    const verified = await run(clouds, repository, { ...wanted, ...login }, env, "verify-image");
    expect([verified.code, verified.outputs["outcome"]]).toEqual([0, "verified"]);
    expect(leaks(clouds, verified)).toEqual([]);
    const stranger = await run(clouds, repository, wanted, env, "verify-image");
    expect([stranger.code, stranger.outputs["outcome"]]).toEqual([1, "failed"]);
  });

  test("and says what is missing where it has none", async () => {
    const none = { ...env, ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" };
    const end = await run(clouds, repository, inputsOf(INPUTS.aws, "none"), none);
    expect(end.stdout).toMatch(/::error .*SLIP-REGISTRY-IDENTITY/);
    expect(end.stdout).toContain("permissions: id-token: write");
    expect([end.code, registry.tag("acme/none", "main")]).toEqual([1, undefined]);
  });

  test("and quotes what a cloud says, so that it is no command to the runner", async () => {
    const said = "no\n::stop-commands::pwned\r##[group]pwned\u001b[31m <b>@everybody</b>";
    clouds.fault({
      method: "POST",
      path: /oauth\/token/,
      action: { kind: "status", status: 403, body: { error: "denied", error_description: said } },
    });
    const end = await run(clouds, repository, inputsOf(INPUTS.docker, "none"), env);
    clouds.clearFaults();
    expect(end.stdout).toMatch(/::error .*SLIP-REGISTRY-IDENTITY.*denied: no/);
    expect(end.stdout).not.toMatch(/^::stop-commands|##\[group\]/m);
    for (const raw of ["\r", "\u001b"]) expect(end.stdout).not.toContain(raw);
    expect(end.summary).not.toMatch(/<b>|@everybody/);
    expect([end.code, leaks(clouds, end)]).toEqual([1, []]);
  });

  test("and gives a cloud's credentials to no other registry", async () => {
    const inputs = { ...inputsOf(INPUTS.aws, "none"), image: "ghcr.io/acme/shop", "registry-identity": INPUTS.docker };
    const before = clouds.journal.length;
    const end = await run(clouds, repository, inputs, env);
    expect([end.code, clouds.journal.length]).toEqual([1, before]);
    expect(end.stdout).toMatch(/SLIP-INPUT-INVALID.*[^]*ghcr\.io is none/);
  });
});

(able ? describe : describe.skip)("with a real engine and a real registry", () => {
  let clouds: IdentityEmulator;
  let tokens: TokenService;
  let registry: RunningRegistry;
  let repository: Repository;
  beforeAll(async () => {
    clouds = await startIdentity(SET_UP);
    tokens = await startTokenService({ username: "owner", password: "of-the-registry", accepts: clouds.accepts });
    registry = await startRegistry(tokens.auth);
    repository = newRepository();
    cpSync(busybox ?? "", join(repository.folder, "busybox"), { dereference: true });
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await Promise.all([clouds.close(), tokens.close()]);
    repository.remove();
  }, 60_000);

  test("the engine takes a private base image and keeps its cache, and we push, all as the role", async () => {
    repository.commit("Begin", {
      "base/Dockerfile": "FROM scratch\nCOPY base.txt /\n",
      "base/base.txt": "base\n",
      Dockerfile: `FROM ${registry.host}/acme/base:main\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox", "touch", "/made"]\n`,
    });
    const identity = `aws role=${ROLE} region=eu-central-1 url=${clouds.url}`;
    const build = async (inputs: Record<string, string>): Promise<StepEnd> => {
      const common = { "registry-identity": identity, network: "none", builder: "buildx", cache: "registry" };
      const end = await run(clouds, repository, { ...common, ...inputs }, engine?.env);
      if (end.code !== 0) throw new Error(end.stdout);
      expect(leaks(clouds, end)).toEqual([]);
      return end;
    };
    await build({ image: `${registry.host}/acme/base`, context: "base" });
    const end = await build({ image: `${registry.host}/acme/shop`, context: "." });
    expect(end.outputs).toMatchObject({ outcome: "built", changed: "true" });
    expect(end.stdout).not.toContain("could not be kept");
    const scopes = tokens.issued.flat().join(" ");
    expect(scopes).toMatch(/repository:acme\/shop:[a-z,]*push/);
    expect(scopes).toContain("repository:acme/base:pull");
    const anonymous = await fetch(`${registry.url}/v2/acme/shop/manifests/main`);
    expect(anonymous.status).toBe(401);
    expect((await build({ image: `${registry.host}/acme/shop`, context: "." })).outputs["outcome"]).toBe("unchanged");
  }, 120_000);
});
