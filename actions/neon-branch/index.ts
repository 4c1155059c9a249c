import { run } from "../../shared/action/run.ts";
import { readManifest } from "../../shared/providers/files/manifest.ts";
import { neonBranching } from "../../shared/providers/neon/branching.ts";
import { postgresConnect } from "../../shared/providers/postgres/connect.ts";
import { neonBranch } from "./main.ts";
import { spec } from "./spec.ts";

await run(spec, (context) => {
  const { inputs, http, clock, signal, protect } = context;
  return neonBranch(context, {
    branching: (project) =>
      neonBranching({ http, clock, signal, protect, project, token: inputs.apiKey, api: inputs.apiUrl }),
    connect: postgresConnect(context.redact),
    readManifest: (path) => readManifest(path, context.run, process.env, context.log.warning),
  });
});
