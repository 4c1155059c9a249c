import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

await run(spec, async (context) => {
  const { inputs, http, clock, random, run: info, log } = context;
  const [{ gate }, { httpProbe }, { githubLedger }] = await Promise.all([
    import("./main.ts"),
    import("../../shared/providers/probe/probe.ts"),
    import("../../shared/providers/github/ledger.ts"),
  ]);
  const { githubToken: token, allowPrivate } = inputs;
  const runUrl = `${info.serverUrl}/${info.repository}/actions/runs/${info.runId}`;
  return gate(context, {
    probe: httpProbe({ clock, random, allowPrivate }),
    ledger: token && githubLedger({ http, token, api: info.apiUrl, repository: info.repository, runUrl }),
    readManifest: async (path) => {
      const { readManifest } = await import("../../shared/providers/files/manifest.ts");
      return readManifest(path, info, process.env, log.notice);
    },
    save: async (name, text) => {
      const path = join(info.temp, name);
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
  });
});
