import { Failure } from "../../shared/action/failure.ts";
import { runUrl } from "../../shared/action/run-info.ts";
import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

await run(spec, async (context) => {
  const { inputs, http, clock, random, signal, run: info, log } = context;
  const { githubToken, apiKey, apiUrl, allowPrivate } = inputs;
  if (githubToken === undefined) {
    throw new Failure("SLIP-INPUT-INVALID", "Without a `github-token` there is no ledger to find a release in.", {
      blame: "user",
      state: "Nothing was changed.",
      next: "Leave `github-token` at its default, and give the job `permissions: deployments: write`.",
    });
  }
  const [{ rollback }, { renderDeployer }, { githubLedger }, { httpProbe }, { keepIn }] = await Promise.all([
    import("./main.ts"),
    import("../../shared/providers/render/deployer.ts"),
    import("../../shared/providers/github/ledger.ts"),
    import("../../shared/providers/probe/probe.ts"),
    import("../../shared/providers/files/keep.ts"),
  ]);
  return rollback(inputs, {
    ...context,
    deployer: renderDeployer({ http, clock, signal, token: apiKey, api: apiUrl }),
    ledger: githubLedger({
      http,
      token: githubToken,
      api: info.apiUrl,
      repository: info.repository,
      runUrl: runUrl(info),
    }),
    probe: httpProbe({ clock, random, allowPrivate }),
    readManifest: async (path) => {
      const { readManifest } = await import("../../shared/providers/files/manifest.ts");
      return readManifest(path, info, process.env, log.notice);
    },
    keep: keepIn(info.temp),
  });
});
