import { runUrl } from "../../shared/action/run-info.ts";
import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

await run(spec, async (context) => {
  const { inputs, http, clock, signal, run: info, log } = context;
  const { githubToken: token, apiKey, apiUrl } = inputs;
  const [{ deploy }, { renderDeployer }, { githubLedger }] = await Promise.all([
    import("./main.ts"),
    import("../../shared/providers/render/deployer.ts"),
    import("../../shared/providers/github/ledger.ts"),
  ]);
  return deploy(inputs, {
    ...context,
    deployer: renderDeployer({ http, clock, signal, token: apiKey, api: apiUrl }),
    ledger: token && githubLedger({ http, token, api: info.apiUrl, repository: info.repository, runUrl: runUrl(info) }),
    readManifest: async (path) => {
      const { readManifest } = await import("../../shared/providers/files/manifest.ts");
      return readManifest(path, info, process.env, log.notice);
    },
  });
});
