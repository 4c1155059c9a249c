import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

await run(spec, async (context) => {
  const { inputs, run: info, clock } = context;
  const { env } = process;
  const [
    { verifyImages, namedBy, parseImageReference, parseJson, readEvent, registryLogin },
    { createCommand },
    { createGit },
    { createRegistry },
    { createLogins, dockerFolder },
    { readFile },
  ] = await Promise.all([
    import("./parts.ts"),
    import("../../shared/command/create-command.ts"),
    import("../../shared/providers/git/git.ts"),
    import("../../shared/providers/oci/registry.ts"),
    import("../../shared/providers/oci/credentials.ts"),
    import("node:fs/promises"),
  ]);
  const readText = (path: string) => readFile(path, "utf8").catch(() => undefined);
  const payload = parseJson((await readText(env["GITHUB_EVENT_PATH"] ?? "")) ?? "");
  const command = createCommand(context, env);
  const [first] = namedBy(inputs);
  const registry = parseImageReference(first?.reference ?? "")?.registry ?? "ghcr.io";
  const given = registryLogin(registry, inputs, info.actor, async (identity) => {
    const { identityLogin } = await import("../../shared/providers/oidc/login.ts");
    const source = {
      url: env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "",
      token: env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "",
    };
    const [session, duration] = [`slipway-${info.runId}`, inputs.timeout * 1000];
    return identityLogin({ ...context, identity, registry, source, session, duration });
  });
  const login = createLogins({ ...context, given, folder: dockerFolder(env), command });
  return verifyImages(context, {
    registry: createRegistry({ ...context, login }),
    git: createGit({ ...context, command, cwd: info.workspace, login: undefined }),
    commit: readEvent({ env, payload, now: clock.date() }).commit,
    readText,
    fetchRoot: async (repository) => {
      const { fetchTrustedRoot } = await import("../../shared/providers/sigstore/tuf/trusted-root.ts");
      const cache = `${env["RUNNER_TOOL_CACHE"] || info.temp}/slipway/tuf`;
      return fetchTrustedRoot(repository, { ...context, temp: info.temp, cache });
    },
  });
});
