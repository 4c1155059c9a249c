import { thrift } from "../../shared/action/memory.ts";
import { run } from "../../shared/action/run.ts";
import type { Dependency } from "../../shared/dependencies/types.ts";
import { spec } from "./spec.ts";

// Loaded only once the inputs are right.
await run(spec, async (context) => {
  const { inputs, http, clock, signal, protect, run: info } = context;
  const relieve = thrift();
  const [
    { dependencyReview, once, revisionsOver },
    { advisoryDatabases, codeScanning, createRegistries, dependencyGraph, githubActions, stickyComments },
    { gitCommits },
    { createGit },
    { createCommand },
  ] = await Promise.all([
    import("./parts.ts"),
    import("../../shared/providers/dependencies.ts"),
    import("../../shared/providers/git/commits.ts"),
    import("../../shared/providers/git/git.ts"),
    import("../../shared/command/create-command.ts"),
  ]);
  const [{ keepIn }, { readEventPayload }, { writeInWorkspace }] = await Promise.all([
    import("../../shared/providers/files/keep.ts"),
    import("../../shared/providers/files/event.ts"),
    import("../../shared/providers/files/workspace-file.ts"),
  ]);
  const { env } = process;
  const command = createCommand(context, env);
  const { githubToken: token } = inputs;
  const login = token && { token, server: info.serverUrl };
  const commits = gitCommits({
    address: `${info.serverUrl}/${info.repository}.git`,
    workspace: info.workspace,
    temp: info.temp,
    gitIn: (cwd) => createGit({ command, cwd, login, protect }),
    clock,
    signal,
  });
  const access = token && { http, token, api: inputs.apiUrl ?? info.apiUrl, repository: info.repository };
  const actions = access && githubActions(access);
  const revisions = revisionsOver(commits, env);
  // An advisory names versions; a commit that is pinned is the version that its tags say.
  const tagsOf = async (dependency: Dependency): Promise<readonly string[]> =>
    (await actions?.actions([dependency]))?.facts.get(dependency.purl)?.tags ?? [dependency.version ?? ""];
  try {
    return await dependencyReview(context, {
      revisions,
      advisories: advisoryDatabases({
        http,
        clock,
        which: inputs.advisories,
        osv: inputs.osvUrl,
        github: access,
        tagsOf,
      }),
      // One for all questions about a commit: it remembers what it was told, and which host does not answer.
      registries: once(async (commit) =>
        createRegistries({
          http,
          clock,
          signal,
          env,
          protect,
          relieve,
          addresses: await revisions.addresses(commit),
        }),
      ),
      replacements: async () => {
        const { knownReplacements } = await import("../../shared/providers/files/known-replacements.ts");
        return knownReplacements();
      },
      actions,
      graph: access && dependencyGraph({ ...access, clock, signal }),
      comments: access && stickyComments(access),
      codeScanning: access && codeScanning({ ...access, clock, signal }),
      event: () => readEventPayload(env["GITHUB_EVENT_PATH"]),
      keep: keepIn(info.temp),
      writeFile: writeInWorkspace(info.workspace),
    });
  } finally {
    await commits.close();
  }
});
