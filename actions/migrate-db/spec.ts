import { common } from "../../shared/action/common-inputs.ts";
import {
  choice,
  defineAction,
  jsonOutput,
  lines,
  optionalText,
  outcome,
  output,
  seconds,
  secret,
  whole,
} from "../../shared/action/spec.ts";
import { ALLOWANCES } from "./findings/journal.ts";

export const spec = defineAction({
  name: "Migrate a database",
  description: "Apply pending migrations to PostgreSQL, each exactly once, and say whether running code survives them",
  icon: "database",
  inputs: {
    mode: choice("`plan` reads and judges what is pending; `apply` carries it out", ["plan", "apply"], "apply"),
    "database-url": secret("Direct connection string (not a pooler's): `postgresql://user:password@host/database`"),
    tool: choice(
      "Whose migrations they are; `auto` looks at the folder, or takes the manifest's",
      ["auto", "sql", "drizzle"],
      "auto",
    ),
    directory: optionalText(
      "Folder of the migrations; `drizzle`, `migrations` and `db/migrations` are looked at when absent",
    ),
    "lock-timeout": seconds(
      "Seconds that a statement may wait for a lock, and others behind it, before it gives way",
      5,
    ),
    "lock-wait": seconds(
      "Seconds to go on trying: for another migration to end, and for locks that a statement gave way to",
      300,
    ),
    "statement-timeout": whole("Seconds that one statement may take; 0 for no limit but `timeout`", 0, {
      min: 0,
      max: 432_000,
    }),
    allow: lines(`What to let pass, one a line: ${ALLOWANCES.map((word) => `\`${word}\``).join(", ")}`),
    checkpoint: optionalText(
      "Name or id of the database branch that was taken before, to be recorded and named on failure",
    ),
    manifest: common.manifest,
    environment: common.environment,
    timeout: common.timeout,
    "dry-run": common.dryRun,
  },
  outputs: {
    outcome: outcome("How it ended", ["planned", "applied", "unchanged"]),
    applied: jsonOutput("Migrations that this run applied: name, file, statements, durationMs"),
    pending: jsonOutput("Migrations that are still to be applied: name, file"),
    head: output("Name of the last migration that the database has, empty when it has none"),
    findings: jsonOutput("What was found: rule, severity, file, line, message, effect"),
    compatible: output("Whether the code that runs now can go on after these migrations: `true`, `false` or `unknown`"),
    evidence: output("Path of a JSON file with all of this"),
    checkpoint: output("The `checkpoint` that was given"),
  },
  check: ({ allow, manifest, environment }) => [
    ...allow
      .filter((word) => !ALLOWANCES.some((known) => known === word))
      .map((word) => ({
        inputs: ["allow"],
        message: `\`${word}\` cannot be allowed; what can be is ${ALLOWANCES.join(", ")}`,
      })),
    ...(manifest === undefined && environment !== undefined
      ? [{ inputs: ["environment", "manifest"], message: "`environment` needs `manifest`, where it is described" }]
      : []),
  ],
});
