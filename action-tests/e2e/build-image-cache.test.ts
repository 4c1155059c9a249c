import { cpSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type CacheServiceEmulator, startCacheService } from "../cloud/cache-service/start.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../cloud/registry/start.ts";
import { dockerEngine, staticBusybox } from "../tools/engine.ts";
import { newRepository, type Repository } from "../tools/repository.ts";
import { runStep, type StepEnd } from "../tools/step.ts";

const engine = dockerEngine();
const busybox = staticBusybox();
const able = engine?.buildx !== undefined && engine.containerd && busybox !== undefined;

(able ? describe : describe.skip)("layers of an image that may not be pushed, with a real engine", () => {
  let service: CacheServiceEmulator;
  let registry: RegistryEmulator;
  let repository: Repository;
  beforeAll(async () => {
    service = await startCacheService();
    registry = await startRegistryEmulator({ auth: "none" });
    repository = newRepository();
    cpSync(busybox ?? "", `${repository.folder}/busybox`, { dereference: true });
    const run = `RUN ["/busybox", "sh", "-c", "/busybox cat /proc/sys/kernel/random/uuid > /made"]`;
    repository.commit("Begin", { Dockerfile: `FROM scratch\nCOPY busybox /busybox\n${run}\n` });
  });
  afterAll(async () => {
    await service.close();
    await registry.close();
    repository.remove();
  });

  /** Each with a home of its own, as jobs on GitHub's machines have it. */
  const build = async (): Promise<StepEnd> => {
    const env = {
      ...engine?.env,
      ...service.environment,
      GITHUB_SHA: repository.git("rev-parse", "HEAD"),
      GITHUB_EVENT_NAME: "push",
    };
    const inputs = { image: `${registry.host}/acme/web`, push: "false", network: "none", cache: "local" };
    const end = await runStep({ action: "build-image", source: true, workspace: repository.folder, env, inputs });
    if (end.code !== 0) throw new Error(end.stdout);
    return end;
  };

  test("go through GitHub's cache service from one job to the next", async () => {
    const first = await build();
    expect(first.stdout).toContain("GitHub's cache has no layers for it");
    const [entry] = service.entries();
    expect(entry?.key).toMatch(/^slipway\/image\.linux-[a-z0-9]+\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
    const second = await build();
    expect(second.stdout).toContain(`layers of ${entry?.key}`);
    expect(second.stdout).toContain("importing cache manifest from local");
    expect(second.outputs["index-digest"]).toBe(first.outputs["index-digest"]);
    // Told to the runner as a secret, and nowhere else.
    const told = second.stdout.split("\n").filter((line) => !line.startsWith("::add-mask::"));
    expect(told.join("\n")).not.toContain(service.runtimeToken);
    expect(service.violations).toEqual([]);
  }, 60_000);
});
