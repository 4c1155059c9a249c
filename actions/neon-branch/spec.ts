import { common } from "../../shared/action/common-inputs.ts";
import {
  choice,
  defineAction,
  flag,
  jsonOutput,
  optionalPattern,
  optionalText,
  outcome,
  output,
  secret,
} from "../../shared/action/spec.ts";
import { parseDuration } from "../../shared/domain/duration.ts";

const DAY = 86_400;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export const spec = defineAction({
  name: "Neon branch",
  description: "Create, look up or delete a Neon database branch, and hand on the address of a compute that answers",
  icon: "git-branch",
  inputs: {
    command: choice(
      "`create` (or take the one that is there), `get` or `delete`",
      ["create", "get", "delete"],
      "create",
    ),
    "api-key": secret("Neon API key"),
    "project-id": optionalPattern(
      "Neon project; the manifest's when absent",
      /^[a-z0-9-]{1,60}$/,
      "old-violet-32930710",
    ),
    branch: optionalText(
      "Branch by name or id; when absent the manifest's branch of the `environment`, else a name made from the git ref",
    ),
    parent: optionalText("Name or id of the branch to branch off from; the project's default branch when absent"),
    "parent-timestamp": optionalPattern("Moment of the parent to branch off from", TIME, "2026-11-20T08:00:00Z"),
    "expires-in": optionalText(
      "Time after which Neon deletes the branch, such as `36h` or `14d`; set anew by each run",
    ),
    database: optionalText("Database to connect to; needed when the branch has several and none is `neondb`"),
    role: optionalText("Role to connect as; needed when the branch has several and none is `neondb_owner`"),
    fresh: flag(
      "Never take a branch that is there: when the name is taken, the branch gets the next free one, such as `name-2`",
      false,
    ),
    protect: flag("Make the branch a protected one", false),
    "schema-only": flag("Copy the schema without the data", false),
    manifest: common.manifest,
    environment: common.environment,
    timeout: common.timeout,
    "dry-run": common.dryRun,
    "api-url": common.apiUrl("https://console.neon.tech/api/v2"),
  },
  outputs: {
    outcome: outcome("How it ended", ["created", "found", "deleted", "absent", "planned"]),
    "branch-id": output("Id of the branch"),
    branch: output("Name of the branch as it is in Neon"),
    created: output("`true` when this step created the branch, `false` when it was there with the data that it had"),
    "database-url": output("Direct connection string with password (hidden in logs): for migrations"),
    "database-url-pooled": output("Pooled connection string with password (hidden in logs): for applications"),
    host: output("Host of the direct connection"),
    "expires-at": output("When Neon deletes the branch, empty when never"),
    deleted: jsonOutput("Branches that this step deleted: id, name"),
  },
  check: ({ command, fresh, protect, expiresIn, parentTimestamp, manifest, environment, projectId, branch }) => [
    ...(protect && expiresIn !== undefined
      ? [{ inputs: ["protect", "expires-in"], message: "a protected branch cannot expire; give one of the two" }]
      : []),
    ...(expiresIn === undefined || parseDuration(expiresIn) !== undefined
      ? []
      : [{ inputs: ["expires-in"], message: "write a duration such as `36h` or `14d`" }]),
    ...((parseDuration(expiresIn ?? "") ?? 0) > 30 * DAY
      ? [{ inputs: ["expires-in"], message: "Neon keeps a branch that expires for 30 days at most (`30d`)" }]
      : []),
    ...(parentTimestamp !== undefined && Number.isNaN(Date.parse(parentTimestamp))
      ? [{ inputs: ["parent-timestamp"], message: "there is no such moment; write it like `2026-11-20T08:00:00Z`" }]
      : []),
    ...(command !== "create" && (fresh || protect || expiresIn !== undefined || parentTimestamp !== undefined)
      ? [
          {
            inputs: ["command"],
            message: "`fresh`, `protect`, `expires-in` and `parent-timestamp` belong to `command: create` only",
          },
        ]
      : []),
    ...(projectId === undefined && manifest === undefined
      ? [{ inputs: ["project-id", "manifest"], message: "give `project-id`, or a `manifest` whose database names it" }]
      : []),
    ...(environment !== undefined && manifest === undefined
      ? [{ inputs: ["environment", "manifest"], message: "`environment` needs `manifest`, where it is described" }]
      : []),
    ...(branch !== undefined && branch.trim() === "" ? [{ inputs: ["branch"], message: "it holds blanks only" }] : []),
  ],
});
