import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

// Loaded only once the inputs are right.
await run(spec, async (context) => {
  const { inputs, run: info, log, clock, signal, protect, redact, http, random } = context;
  const [
    { buildImage },
    { imagesOf },
    { readEvent },
    { parseImageReference },
    { createCommand },
    { createGit },
    { createRegistry },
    { createLogins },
    { openLayout },
    { buildContexts },
    { keepIn },
    { engineLogins, dockerFolder },
  ] = await Promise.all([
    import("./main.ts"),
    import("./images.ts"),
    import("../../shared/domain/image/event.ts"),
    import("../../shared/domain/image-reference.ts"),
    import("../../shared/command/create-command.ts"),
    import("../../shared/providers/git/git.ts"),
    import("../../shared/providers/oci/registry.ts"),
    import("../../shared/providers/oci/credentials.ts"),
    import("../../shared/providers/oci/layout.ts"),
    import("../../shared/providers/files/build-context.ts"),
    import("../../shared/providers/files/keep.ts"),
    import("../../shared/providers/builder/logins.ts"),
  ]);
  const { readFile } = await import("node:fs/promises");
  const { env } = process;
  const payload = await readFile(env["GITHUB_EVENT_PATH"] ?? "", "utf8").then(
    (text) => JSON.parse(text) as unknown,
    () => undefined,
  );
  const event = readEvent({ env, payload, now: clock.date() });
  const readManifest = async (path: string) => {
    const manifests = await import("../../shared/providers/files/manifest.ts");
    return manifests.readManifest(path, info, env, log.notice);
  };

  // The password goes to the registry of the images and to no other, whatever base images there are.
  const [first] = inputs.parts.length > 0 ? [] : await imagesOf(inputs, { event, readManifest });
  const destination = parseImageReference(inputs.image ?? first?.repository ?? "")?.registry ?? "ghcr.io";
  const password = inputs.registryPassword ?? (destination === "ghcr.io" ? inputs.githubToken : undefined);
  const given = password && {
    registry: destination,
    login: { username: inputs.registryUsername ?? (info.actor || "slipway"), password },
  };
  const command = createCommand(context, env);
  const login = createLogins({ protect, given, folder: dockerFolder(env), command });
  const registry = createRegistry({ http, clock, signal, random, protect, redact, login });
  const { githubToken: token } = inputs;

  return buildImage(context, {
    event,
    command,
    git: createGit({ command, cwd: info.workspace, protect, login: token && { token, server: info.serverUrl } }),
    registry,
    openLayout,
    contexts: buildContexts(signal),
    withBuilder: (use) =>
      engineLogins({ temp: info.temp, env, given }, async (temp, engine) => {
        const { createBuilder } = await import("../../shared/providers/builder/choose.ts");
        return use(createBuilder(inputs.builder, { command, env: engine, temp, clock, signal }), temp);
      }),
    hasActionsCache: (env["ACTIONS_RUNTIME_TOKEN"] ?? "") !== "",
    cacheFolder: `${env["XDG_CACHE_HOME"] ?? `${env["HOME"] ?? info.temp}/.cache`}/slipway/images`,
    keep: keepIn(info.temp),
    readFile: (path) => readFile(path, "utf8"),
    packages: undefined,
    guard: { beforeBuild: async () => {}, beforePush: async () => {} },
    bases: async () => [],
    sizes: {
      compare: async ({ size }) => ({ size, before: undefined, rows: [], over: [] }),
      comment: async () => {},
    },
    evidence: undefined,
    readManifest,
  });
});
