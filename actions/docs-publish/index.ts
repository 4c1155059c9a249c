import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

// Loaded only once the inputs are right.
await run(spec, async (context) => {
  const { inputs, http, clock, signal, protect, redact, run: info, onCancel, log } = context;
  const [{ docsPublish }, { branchStore }, { createGit }, { createCommand }] = await Promise.all([
    import("./main.ts"),
    import("../../shared/providers/site-branch/store.ts"),
    import("../../shared/providers/git/git.ts"),
    import("../../shared/command/create-command.ts"),
  ]);
  const [{ walkSite }, { createSiteCheck }, { knownSecrets }] = await Promise.all([
    import("../../shared/providers/site-files/walk.ts"),
    import("../../shared/providers/site-files/check.ts"),
    import("../../shared/leaks/known-secrets.ts"),
  ]);
  const { Failure } = await import("../../shared/action/failure.ts");
  const { stickyComments } = await import("../../shared/providers/github/comments.ts");
  const { githubPulls } = await import("../../shared/providers/github/pulls.ts");
  const command = createCommand(context, process.env);
  const { githubToken: token, repository = info.repository } = inputs;
  const login = token && { token, server: info.serverUrl };
  const access = () => {
    if (token !== undefined) return { http, token, api: inputs.apiUrl ?? info.apiUrl, repository: info.repository };
    throw new Failure("SLIP-INPUT-INVALID", "The input `github-token` is empty, and GitHub has to be asked.", {
      blame: "user",
      state: "Nothing was changed.",
      next: "Leave `github-token` out, or give it a token.",
    });
  };
  const packer = async () => (await import("../../shared/providers/site-pack/packer.ts")).createSitePacker(signal);
  return docsPublish(context, {
    walk: (folder) => walkSite(folder, signal),
    check: createSiteCheck({ isKnown: knownSecrets(redact), signal }),
    store: branchStore({
      address: `${info.serverUrl}/${repository}.git`,
      branch: inputs.branch ?? "gh-pages",
      temp: info.temp,
      gitIn: (cwd) => createGit({ command, cwd, login, protect }),
      committer: {
        name: inputs.commitName ?? "github-actions[bot]",
        email: inputs.commitEmail ?? "41898282+github-actions[bot]@users.noreply.github.com",
      },
      clock,
      signal,
    }),
    pulls: () => githubPulls(access()),
    runs: () => ({
      get: async (id) => (await import("../../shared/providers/github/workflow-runs.ts")).githubRuns(access()).get(id),
    }),
    comments: () => stickyComments(access()),
    announce: async (announcement) =>
      (await import("../../shared/providers/github/announce.ts")).announce(access(), announcement),
    pageSources: async (file) =>
      (await import("../../shared/providers/site-files/page-sources.ts")).readPageSources(file),
    packer: {
      pack: async (...site) => (await packer()).pack(...site),
      unpack: async (...site) => (await packer()).unpack(...site),
    },
    pages: () => {
      const host = async () => {
        const { createPagesHost } = await import("../../shared/providers/pages/pages.ts");
        const env = (name: string) => process.env[name] || undefined;
        const hidden = (name: string) => (env(name) === undefined ? undefined : protect(env(name) ?? ""));
        return createPagesHost({
          ...access(),
          clock,
          signal,
          protect,
          onCancel,
          log,
          temp: info.temp,
          job: {
            resultsUrl: env("ACTIONS_RESULTS_URL"),
            runtimeToken: hidden("ACTIONS_RUNTIME_TOKEN"),
            idTokenUrl: env("ACTIONS_ID_TOKEN_REQUEST_URL"),
            idTokenRequestToken: hidden("ACTIONS_ID_TOKEN_REQUEST_TOKEN"),
          },
        });
      };
      return { address: async () => (await host()).address(), publish: async (site) => (await host()).publish(site) };
    },
  });
});
