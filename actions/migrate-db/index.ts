import { run } from "../../shared/action/run.ts";
import { spec } from "./spec.ts";

// Loaded only once the inputs are right.
await run(spec, async (context) => {
  const { run: info, log, redact } = context;
  const [{ migrate }, { postgresConnect }, { inspectAddress }, { sqlTool }, { drizzleTool }, { keepIn }] =
    await Promise.all([
      import("./main.ts"),
      import("../../shared/providers/postgres/connect.ts"),
      import("../../shared/providers/postgres/inspect.ts"),
      import("../../shared/providers/migrations/sql.ts"),
      import("../../shared/providers/migrations/drizzle.ts"),
      import("../../shared/providers/files/keep.ts"),
    ]);
  return migrate(context, {
    connect: postgresConnect(redact),
    inspectAddress,
    tools: [sqlTool, drizzleTool].map((tool) => tool(info)),
    readManifest: async (path) => {
      const { readManifest } = await import("../../shared/providers/files/manifest.ts");
      return readManifest(path, info, process.env, log.notice);
    },
    keep: keepIn(info.temp),
  });
});
