import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type RegistryEmulator, startRegistryEmulator } from "../cloud/registry/start.ts";
import { dockerEngine, type RunningRegistry, registryProgram, startRegistry, staticBusybox } from "../tools/engine.ts";
import { newRepository, type Repository } from "../tools/repository.ts";
import { runStep, type StepEnd } from "../tools/step.ts";

const engine = dockerEngine();
const busybox = staticBusybox();
const able =
  engine?.buildx !== undefined && engine.containerd && busybox !== undefined && registryProgram() !== undefined;

(able ? describe : describe.skip)("a base image whose registry limits pulls", () => {
  let hub: RegistryEmulator;
  let mirror: RunningRegistry;
  let repository: Repository;
  let base = "";

  const build = (inputs: Record<string, string>): Promise<StepEnd> =>
    runStep({
      action: "build-image",
      workspace: repository.folder,
      env: { ...engine?.env, GITHUB_SHA: repository.git("rev-parse", "HEAD").trim() },
      inputs: { network: "none", evidence: "none", ...inputs },
    });

  beforeAll(async () => {
    [hub, mirror] = await Promise.all([startRegistryEmulator(), startRegistry()]);
    hub.fault({ action: { kind: "status", status: 429, body: { errors: [{ code: "TOOMANYREQUESTS" }] } } });
    repository = newRepository();
    cpSync(busybox ?? "", join(repository.folder, "busybox"), { dereference: true });
    repository.commit("Begin", {
      "base.Dockerfile": 'FROM scratch\nCOPY busybox /bin/busybox\nENV OF_BASE=1\nCMD ["/bin/busybox", "true"]\n',
      Dockerfile: `FROM ${hub.host}/library/base:1\nRUN ["/bin/busybox", "touch", "/made"]\n`,
    });
    const made = await build({ image: `${mirror.host}/copies/library/base`, file: "base.Dockerfile", tags: "1" });
    if (made.code !== 0) throw new Error(made.stdout);
    base = made.outputs["index-digest"] ?? "";
  }, 60_000);
  afterAll(async () => {
    await Promise.all([hub.close(), mirror.close()]);
    repository.remove();
  });

  test.each(["buildx", "docker"])(
    "is taken from its mirror, by digest, when %s builds",
    async (builder) => {
      const image = `${mirror.host}/acme/${builder}`;
      const end = await build({ builder, image, mirrors: `${hub.host}=${mirror.host}/copies`, "no-cache": "true" });
      expect(end.stdout).toMatch(/::warning title=Base images::.*429[^]*?Taken from a mirror instead/);
      expect([end.code, end.outputs["outcome"]]).toEqual([0, "built"]);
      expect(end.summary).toContain(`<code>${base}</code> | It was taken from ${mirror.host}/copies/library/base@`);
    },
    60_000,
  );

  test("is told where no mirror has it", async () => {
    const end = await build({ image: `${mirror.host}/acme/none`, mirrors: "none" });
    expect(end.stdout).toMatch(/::error.*SLIP-IMAGE-BASE/);
    expect(end.outputs["image-ref"]).toBe("");
  }, 60_000);
});
