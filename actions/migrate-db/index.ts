import { run } from "../../shared/action/run.ts";
import { keepIn } from "../../shared/providers/files/keep.ts";
import { readManifest } from "../../shared/providers/files/manifest.ts";
import { drizzleTool } from "../../shared/providers/migrations/drizzle.ts";
import { sqlTool } from "../../shared/providers/migrations/sql.ts";
import { postgresConnect } from "../../shared/providers/postgres/connect.ts";
import { inspectAddress } from "../../shared/providers/postgres/inspect.ts";
import { migrate } from "./main.ts";
import { spec } from "./spec.ts";

await run(spec, (context) =>
  migrate(context, {
    connect: postgresConnect(context.redact),
    inspectAddress,
    tools: [sqlTool, drizzleTool].map((tool) => tool({ workspace: context.run.workspace })),
    readManifest: (path) => readManifest(path, context.run, process.env, context.log.warning),
    keep: keepIn(context.run.temp),
  }),
);
