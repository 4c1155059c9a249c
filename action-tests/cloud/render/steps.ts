import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runCommand } from "./command.ts";
import { writeSecretFiles } from "./environment.ts";
import { exitReason } from "./instance.ts";
import { checkOut } from "./source.ts";
import type { Deploy, Reason, Service, Status } from "./types.ts";
import type { World } from "./world.ts";

/** How a deploy ended before it was live. */
export interface Ending {
  readonly status: Status;
  readonly reason: Reason;
}

/** What the details of an event call it. */
export const outcomeOf = (status: Status): "succeeded" | "failed" | "canceled" =>
  status === "canceled" ? "canceled" : status.endsWith("_failed") ? "failed" : "succeeded";

export const triggerDetails = (deploy: Deploy): Readonly<Record<string, unknown>> => ({
  firstBuild: false,
  envUpdated: false,
  manual: deploy.trigger === "manual",
  deployedByRender: deploy.trigger === "deployed_by_render",
  clearCache: deploy.clearCache,
  rollback: deploy.trigger === "rollback",
  ...(deploy.trigger === "new_commit" && deploy.commit ? { newCommit: deploy.commit.id } : {}),
  ...(deploy.trigger === "rollback" && deploy.from ? { rollbackTargetDeployId: deploy.from.id } : {}),
});

/** Gets the files of a deploy ready to run: from git and the build command, or from an image. */
export const build = async (world: World, service: Service, deploy: Deploy): Promise<Ending | undefined> => {
  const { signal } = deploy.abort;
  const folder = join(world.root, deploy.id);
  const say = (text: string): void =>
    world.log({ service: service.id, instance: undefined, type: "build", level: "info", text });
  const content = deploy.image
    ? world.registry.contentOf(deploy.image)
    : { repository: service.repository ?? "", commit: deploy.commit?.id ?? "" };
  const unpacked = content && "unpack" in content ? content : undefined;
  const committed = content && "repository" in content ? content : undefined;
  const repository = committed && world.repositories[committed.repository];
  const notPulled = (): Ending => {
    const imageURL = deploy.image?.ref ?? "";
    world.event(service.id, "image_pull_failed", { imageURL, message: `image ${imageURL} cannot be pulled` });
    return { status: "update_failed", reason: { failure: { evicted: false } } };
  };
  if (unpacked) {
    say(`==> Pulling ${deploy.image?.ref ?? ""}`);
    await mkdir(folder, { recursive: true });
    deploy.artifact = folder;
    try {
      deploy.command = await unpacked.unpack(folder);
      return undefined;
    } catch (error) {
      say(`==> ${String(error)}`);
      return notPulled();
    }
  }
  if (!committed || !repository) return notPulled();
  try {
    if (deploy.image) say(`==> Pulling ${deploy.image.ref}`);
    else say(`==> Checking out commit ${committed.commit} in branch ${service.branch}`);
    await checkOut(repository, committed.commit, folder);
    deploy.artifact = folder;
    await writeSecretFiles(service, deploy);
    const { buildCommand } = deploy.config;
    if (buildCommand !== "" && !signal.aborted) {
      say(`==> Running build command '${buildCommand}'...`);
      const exit = await runCommand(world, service, deploy, { command: buildCommand, type: "build", signal });
      if (exit.code !== 0 && !signal.aborted) {
        say("==> Build failed");
        return { status: "build_failed", reason: { buildFailed: { id: deploy.id }, ...exitReason(exit) } };
      }
    }
    await wait(world.timings.buildMin, undefined, { signal }).catch(() => {});
    if (!signal.aborted) say("==> Build successful");
    return undefined;
  } catch {
    return { status: "build_failed", reason: { buildFailed: { id: deploy.id } } };
  }
};

export const preDeploy = async (world: World, service: Service, deploy: Deploy): Promise<Ending | undefined> => {
  const execution = world.newId("dce");
  const about = { deployCommandExecutionId: execution, deployId: deploy.id };
  const { signal } = deploy.abort;
  world.event(service.id, "pre_deploy_started", about);
  const exit = await runCommand(world, service, deploy, {
    command: deploy.config.preDeployCommand,
    type: "app",
    signal,
  });
  if (signal.aborted) return undefined;
  const ending: Ending | undefined =
    exit.code === 0 ? undefined : { status: "pre_deploy_failed", reason: exitReason(exit) };
  const reason = ending?.reason ?? {};
  const preDeployStatus = outcomeOf(ending?.status ?? "live");
  world.event(service.id, "pre_deploy_ended", { ...about, preDeployStatus, status: ending ? 3 : 2, reason });
  return ending;
};
