import { type Exit, startChild } from "./child.ts";
import { environmentOf, folderOf } from "./environment.ts";
import type { Deploy, Service } from "./types.ts";
import type { World } from "./world.ts";

/** Runs a command of the service to its end: a build, a pre-deploy command, a job. Aborting kills it. */
export const runCommand = async (
  world: World,
  service: Service,
  deploy: Deploy,
  options: {
    readonly command: string;
    readonly type: "app" | "build";
    readonly signal: AbortSignal;
    readonly id?: string;
  },
): Promise<Exit> => {
  const child = startChild({
    command: options.command,
    cwd: folderOf(service, deploy),
    env: environmentOf(world, service, deploy, options.id === undefined ? {} : { RENDER_INSTANCE_ID: options.id }),
    onLine: (text, stream) => {
      const level = stream === "stderr" ? "error" : "info";
      world.log({ service: service.id, instance: options.id, type: options.type, level, text });
    },
  });
  const kill = (): void => child.signal("SIGKILL");
  options.signal.addEventListener("abort", kill);
  if (options.signal.aborted) kill();
  const exit = await child.exited;
  options.signal.removeEventListener("abort", kill);
  return exit;
};
