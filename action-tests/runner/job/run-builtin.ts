import { join } from "node:path";
import { toText } from "../expressions/value.ts";
import type { LoadedAction } from "./load-action.ts";
import { effectsOf, type StepContext } from "./process-step.ts";

/** Runs an action that the runner does itself. True when it ended well. */
export const runBuiltin = async (
  context: StepContext,
  { builtin, name }: Extract<LoadedAction, { kind: "builtin" }>,
  given: Readonly<Record<string, string>>,
): Promise<boolean> => {
  const { job, log } = context;
  const { services, request, folders } = job;
  const { github } = request.contexts;
  const effects = effectsOf(context);
  const repository = toText(github["repository"]);
  await builtin({
    inputs: Object.fromEntries(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value])),
    workspace: folders.workspace,
    temp: folders.temp,
    storage: {
      artifacts: join(services.folder, "artifacts", request.runId),
      cache: join(services.folder, "cache", repository.replace("/", "__")),
    },
    github: {
      repository,
      ref: toText(github["ref"]),
      sha: toText(github["sha"]),
      serverUrl: toText(github["server_url"]),
      token: toText(github["token"]),
      runId: request.runId,
    },
    node: services.node,
    gitFolder: (other) => services.source.repository(other)?.git,
    log: log.line,
    warn: log.warning,
    setOutput: effects.setOutput,
    addPath: effects.addPath,
    mask: log.masker.add,
    after: (call) =>
      job.posts.push({
        id: `post:${context.key}`,
        name: `Post ${name}`,
        condition: "always()",
        frame: context.frame,
        run: async () => {
          await call(job.status === "success");
          return true;
        },
      }),
    signal: context.signal,
  });
  return true;
};
