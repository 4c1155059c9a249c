import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

// Loaded only once the inputs are right.
await run(spec, async (context) => {
  const { inputs, http, clock, signal, protect, redact, run: info, log } = context;
  const [{ neonBranch }, { neonBranching }, { postgresConnect }] = await Promise.all([
    import("./main.ts"),
    import("../../shared/providers/neon/branching.ts"),
    import("../../shared/providers/postgres/connect.ts"),
  ]);
  return neonBranch(context, {
    branching: (project) =>
      neonBranching({ http, clock, signal, protect, project, token: inputs.apiKey, api: inputs.apiUrl }),
    connect: postgresConnect(redact),
    readManifest: async (path) => {
      const { readManifest } = await import("../../shared/providers/files/manifest.ts");
      return readManifest(path, info, process.env, log.notice);
    },
  });
});
