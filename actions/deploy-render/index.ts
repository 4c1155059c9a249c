import { run } from "../../shared/action/run.ts";
import { githubLedger } from "../../shared/providers/github/ledger.ts";
import { renderDeployer } from "../../shared/providers/render/deployer.ts";
import { deploy } from "./main.ts";
import { runUrl } from "./record.ts";
import { spec } from "./spec.ts";

await run(spec, (context) => {
  const { inputs, http, clock, signal, run: info } = context;
  const { githubToken: token } = inputs;
  return deploy(inputs, {
    ...context,
    deployer: renderDeployer({ http, clock, signal, token: inputs.apiKey, api: inputs.apiUrl }),
    ledger: token && githubLedger({ http, token, api: info.apiUrl, repository: info.repository, runUrl: runUrl(info) }),
    readManifest: async (path) => {
      const { readManifest } = await import("../../shared/providers/files/manifest.ts");
      return readManifest(path, info, process.env);
    },
  });
});
