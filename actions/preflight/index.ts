import { run } from "../../shared/action/run.ts";
import { Secret } from "../../shared/action/secret.ts";
import { spec } from "./spec.ts";

await run(spec, async ({ inputs, http, clock, signal, run: info, log, ...context }) => {
  const [{ preflight }, { repositorySettings }, { renderDeployer }, { neonProject }] = await Promise.all([
    import("./main.ts"),
    import("../../shared/providers/github/settings.ts"),
    import("../../shared/providers/render/deployer.ts"),
    import("../../shared/providers/neon/project.ts"),
  ]);
  const none = new Secret("");
  const { githubToken = none, renderApiKey = none, neonApiKey = none, renderApiUrl, neonApiUrl } = inputs;
  const deployer = renderDeployer({ http, clock, signal, token: renderApiKey, api: renderApiUrl });
  return preflight(
    { ...context, inputs, http, clock, signal, run: info, log },
    {
      ...repositorySettings({ http, token: githubToken, api: info.apiUrl, repository: info.repository }),
      service: deployer.describe,
      project: neonProject({ http, token: neonApiKey, api: neonApiUrl }),
      readManifest: async (path) => {
        const { readManifest } = await import("../../shared/providers/files/manifest.ts");
        return readManifest(path, info, process.env, log.notice);
      },
    },
  );
});
