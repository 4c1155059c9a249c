import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Failure } from "../../../../shared/action/failure.ts";
import { Secret } from "../../../../shared/action/secret.ts";
import type { BuildRequest } from "../../../../shared/ports/builder.ts";
import type { CommandRequest } from "../../../../shared/ports/command.ts";
import { createBuilder } from "../../../../shared/providers/builder/choose.ts";
import { engineLogins, ownerOf } from "../../../../shared/providers/builder/logins.ts";
import { virtualClock } from "../../../fakes/clock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-builder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ourselves = () => ({ temp: folder, owner: ownerOf("4711", new Date(0)), now: new Date(0) });

const request = (more: Partial<BuildRequest> = {}): BuildRequest => ({
  context: "/context",
  dockerfile: "/Dockerfile",
  target: undefined,
  platforms: [],
  buildArgs: { A: "1" },
  secrets: new Map([["npm", new Secret("not for everybody")]]),
  instead: {},
  labels: { l: "x" },
  annotations: { n: "y" },
  epoch: 1_767_225_600,
  noCache: false,
  network: "default",
  cacheFrom: [],
  cacheTo: [],
  output: join(folder, "layout"),
  label: "web",
  ...more,
});

type Says = (request: CommandRequest) => { readonly code?: number; readonly lines?: readonly string[] } | Failure;

/** A machine on which programs say what the test wants; `buildx build` leaves an empty layout. */
function machine(says: Says) {
  const calls: CommandRequest[] = [];
  const command = (one: CommandRequest) => {
    calls.push(one);
    const said = says(one);
    if (said instanceof Failure) return Promise.reject(said);
    const { code = 0, lines = [] } = said;
    for (const line of lines) one.onLine?.(line);
    const output = one.args.find((argument) => argument.startsWith("type=oci"))?.match(/dest=([^,]+)/)?.[1];
    if (code === 0 && output !== undefined) {
      mkdirSync(output, { recursive: true });
      writeFileSync(join(output, "index.json"), '{"manifests":[]}');
    }
    return Promise.resolve({ code, stdout: lines.join("\n"), truncated: false, tail: lines.slice(-50) });
  };
  const { signal } = new AbortController();
  const options = { command, env: {}, temp: folder, clock: virtualClock(), signal, owner: "0.00000000.1.0.0" };
  return { calls, builder: (kind: Parameters<typeof createBuilder>[0]) => createBuilder(kind, options) };
}

const missing = (file: string): Failure =>
  new Failure("SLIP-COMMAND-FAILED", `\`${file}\` was not found.`, { blame: "user" });

test("buildx gets everything by arguments but secrets, which it gets by its environment", async () => {
  const { calls, builder } = machine(() => ({ lines: ['#0 building with "b" instance using docker driver'] }));
  const cacheTo = [{ kind: "registry", reference: "r:c" }] as const;
  const built = await builder("auto").build(
    request({ target: "t", platforms: ["linux/arm64"], noCache: true, cacheTo, network: "none" }),
  );
  expect(built).toMatchObject({ builder: "buildx, builder b (docker)", cacheTrouble: undefined });
  const [call] = calls;
  expect(call?.args.join(" ")).toBe(
    `buildx build --progress=plain --file /Dockerfile --target t --platform linux/arm64 --build-arg A=1 --build-arg SOURCE_DATE_EPOCH=1767225600 --label l=x --secret id=npm,env=SLIPWAY_BUILD_SECRET_0 --no-cache --network none --annotation manifest:n=y --cache-to type=registry,ref=r:c,mode=max,ignore-error=true,image-manifest=true,oci-mediatypes=true --output type=oci,dest=${folder}/layout,tar=false,rewrite-timestamp=true,source-date-epoch=315532800 -- /context`,
  );
  expect(call?.env?.["SLIPWAY_BUILD_SECRET_0"]).toEqual(new Secret("not for everybody"));
});

describe("which builder", () => {
  test.each([
    ["no plugin", { code: 1, lines: ["docker: unknown command: docker buildx"] }],
    // As 20.10 does without the plugin: what is wrong is far above the end.
    [
      "no plugin, and told what there is",
      { code: 125, lines: ["unknown flag: --progress", ...Array<string>(80).fill("  help")] },
    ],
    ["no exporter", { code: 1, lines: ["ERROR: OCI exporter is not supported for the docker driver."] }],
  ])("%s: Docker's own BuildKit is next", async (_, refusal) => {
    const { calls, builder } = machine(({ args }) =>
      args[0] === "buildx" ? refusal : { code: 1, lines: ["ERROR: broken"] },
    );
    await expect(builder("auto").build(request())).rejects.toMatchObject({ code: "SLIP-IMAGE-BUILD" });
    expect(calls.map(({ args }) => args[0])).toEqual(["buildx", "build", "image"]);
  });

  test("without Docker it is Buildah, and nothing of a secret is left in a file", async () => {
    const { calls, builder } = machine(({ file, args }) =>
      file === "docker" ? missing("docker") : args[0] === "build" ? { code: 1, lines: ["Error: broken"] } : {},
    );
    await expect(builder("auto").build(request())).rejects.toThrow("web could not be built: Error: broken");
    const call = calls.find(({ file }) => file === "buildah");
    expect(call?.args).toEqual(expect.arrayContaining(["--timestamp", "315532800", "--layers"]));
    expect(readdirSync(folder).filter((name) => name.startsWith("buildah-"))).toEqual([]);
  });

  test("without any, each says why not", async () => {
    const { builder } = machine(({ file, args }) =>
      file === "buildah"
        ? missing("buildah")
        : { code: 1, lines: [`Cannot connect to the Docker daemon at ${args[0]}`] },
    );
    await expect(builder("auto").build(request())).rejects.toMatchObject({
      code: "SLIP-IMAGE-ENGINE",
      message: expect.stringMatching(/buildx: .*Docker daemon[^]*docker build: [^]*buildah: `buildah` was not found/),
    });
  });

  test("the one that was asked for is the only one that is tried", async () => {
    const { calls, builder } = machine(() => missing("docker"));
    await expect(builder("buildx").build(request())).rejects.toMatchObject({ code: "SLIP-IMAGE-ENGINE" });
    expect(calls).toHaveLength(1);
  });

  test("what fails in a step is the build's fault, not the builder's", async () => {
    const lines = ["#5 [2/2] RUN curl x", "#5 ERROR: process did not complete: is not supported for the docker driver"];
    const { calls, builder } = machine(() => ({ code: 1, lines }));
    await expect(builder("auto").build(request())).rejects.toMatchObject({ code: "SLIP-IMAGE-BUILD" });
    expect(calls).toHaveLength(1);
  });
});

describe("logins", () => {
  const login = { username: "ada", password: new Secret("token") };
  const given = { registry: "ghcr.io", login: () => Promise.resolve(login) };

  test("are beside what the user has, for the time of the build", async () => {
    const home = join(folder, "home");
    mkdirSync(home);
    writeFileSync(join(home, "config.json"), '{"credsStore":"desktop","auths":{"docker.io":{"auth":"eA=="}}}');
    const env = { DOCKER_CONFIG: home, ACTIONS_RUNTIME_TOKEN: "runtime" };
    let own = "";
    await engineLogins({ ...ourselves(), env, given }, (temp, engine) => {
      own = temp;
      const path = join(String(engine["DOCKER_CONFIG"]), "config.json");
      expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
        credsStore: "desktop",
        credHelpers: { "ghcr.io": "" },
        auths: { "docker.io": { auth: "eA==" }, "ghcr.io": { auth: Buffer.from("ada:token").toString("base64") } },
      });
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(engine).toMatchObject({
        BUILDX_CONFIG: join(home, "buildx"),
        ACTIONS_RUNTIME_TOKEN: new Secret("runtime"),
      });
      return Promise.resolve();
    });
    expect(readdirSync(folder)).toEqual(["home"]);
    expect(own).not.toBe("");
    expect(readFileSync(join(home, "config.json"), "utf8")).not.toContain("ghcr.io");
  });

  test("that end are written anew when there are others, and only then", async () => {
    let current = login;
    const changing = { registry: "ghcr.io", login: () => Promise.resolve(current) };
    await engineLogins({ ...ourselves(), env: {}, given: changing }, async (_, engine, renew) => {
      const path = join(String(engine["DOCKER_CONFIG"]), "config.json");
      const password = () => {
        const { auths } = JSON.parse(readFileSync(path, "utf8")) as { auths: Record<string, { auth: string }> };
        return Buffer.from(auths["ghcr.io"]?.auth ?? "", "base64").toString();
      };
      const first = statSync(path).ino;
      await renew();
      expect([password(), statSync(path).ino]).toEqual(["ada:token", first]);
      current = { username: "ada", password: new Secret("newer") };
      // Commands of several images begin at once.
      await Promise.all([renew(), renew(), renew()]);
      expect([password(), statSync(path).mode & 0o777]).toEqual(["ada:newer", 0o600]);
      expect(readdirSync(String(engine["DOCKER_CONFIG"])).filter((name) => name.startsWith("config"))).toEqual([
        "config.json",
      ]);
    });
  });

  test("go away when the build fails, and are none where none are given", async () => {
    const failing = engineLogins({ ...ourselves(), env: {}, given: undefined }, (_, engine) => {
      expect(readFileSync(join(String(engine["DOCKER_CONFIG"]), "config.json"), "utf8")).toBe("{}");
      return Promise.reject(new Error("broken"));
    });
    await expect(failing).rejects.toThrow("broken");
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("GitHub's cache service", () => {
  const node = (version: string) => `Name: x\nBuildKit version: ${version}\nPlatforms: linux/amd64`;
  test.each([
    ["both are new", "v0.21.0", [node("v0.20.0")], true],
    ["both are newer", "v1.0.3", [node("v1.2.0-rc1")], true],
    ["an older spelling", "0.30.1", ["Buildkit: v0.22.1"], true],
    ["buildx is old", "0.13.1+ds1", [node("v0.29.0")], false],
    ["BuildKit is old", "v0.30.0", [node("v0.13.2")], false],
    ["one of two nodes is old", "v0.30.0", [node("v0.29.0"), node("v0.12.0")], false],
    ["BuildKit does not know its version", "v0.30.0", [node("v0.0.0+unknown")], false],
    ["nothing is told", "", [], false],
  ])("is spoken to when it can be: %s", async (_, client, nodes, spoken) => {
    const { builder, calls } = machine(({ args }) => ({
      lines: args[1] === "version" ? [`github.com/docker/buildx ${client} abc123`] : ["Driver: docker", ...nodes],
    }));
    expect(await builder("auto").speaksActionsCache()).toBe(spoken);
    expect(calls).toHaveLength(2);
  });

  test("is not spoken to by others, or by what is not there", async () => {
    const { builder } = machine(({ file }) => missing(file));
    for (const kind of ["auto", "buildx", "docker", "buildah"] as const) {
      expect(await builder(kind).speaksActionsCache()).toBe(false);
    }
  });
});
