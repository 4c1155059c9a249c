import { runUrl } from "../../shared/action/run-info.ts";
import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

await run(spec, async (context) => {
  const { inputs, http, clock, random, run: info, log } = context;
  const [{ gate }, { httpProbe }, { githubLedger }, { keepIn }] = await Promise.all([
    import("./main.ts"),
    import("../../shared/providers/probe/probe.ts"),
    import("../../shared/providers/github/ledger.ts"),
    import("../../shared/providers/files/keep.ts"),
  ]);
  const { githubToken: token, allowPrivate } = inputs;
  return gate(context, {
    probe: httpProbe({ clock, random, allowPrivate }),
    ledger: token && githubLedger({ http, token, api: info.apiUrl, repository: info.repository, runUrl: runUrl(info) }),
    readManifest: async (path) => {
      const { readManifest } = await import("../../shared/providers/files/manifest.ts");
      return readManifest(path, info, process.env, log.notice);
    },
    keep: keepIn(info.temp),
  });
});
