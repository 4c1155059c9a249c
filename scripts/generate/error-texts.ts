import type { Code } from "../../shared/action/codes.ts";
import { dependencyTexts } from "./error-texts/dependencies.ts";
import { docsTexts } from "./error-texts/docs.ts";
import { imageTexts } from "./error-texts/image.ts";
import type { Text } from "./error-texts/text.ts";

// A table, one entry a code: it is longer than other files because the list of codes is.

export const TEXTS: Readonly<Record<Code, Text>> = {
  ...imageTexts,
  ...docsTexts,
  ...dependencyTexts,
  "SLIP-INPUT-INVALID": {
    means:
      "One or more inputs of the step are missing, misspelt or do not fit together. All of them are listed at once, by the names in your `with:`. Nothing was sent to anybody.",
    steps: [
      "Correct each input that the message lists; it says what would be right.",
      "A value from `${{ secrets.X }}` or `${{ vars.X }}` is empty when X does not exist, is not shared with this repository, or belongs to another environment than the job's. Runs from forks have no secrets at all.",
      "Write `true` and `false` for switches, and whole numbers without a unit for seconds.",
    ],
  },
  "SLIP-INPUT-UNSAFE": {
    means:
      "The runner is told to accept commands that every printed line may contain (`ACTIONS_ALLOW_UNSECURE_COMMANDS`), so that a line of somebody else's log could change the environment of your later steps; or to accept every certificate (`NODE_TLS_REJECT_UNAUTHORIZED`), so that whoever is on the way could read your keys. No Slipway action runs there.",
    steps: [
      "Remove the variable that the message names from the workflow, the job and the step.",
      "On a self-hosted runner, remove it from the runner's own environment and its `.env` file too. A certificate authority of your own belongs into `NODE_EXTRA_CA_CERTS`.",
    ],
  },
  "SLIP-RUNNER": {
    means:
      "The files through which a step talks to the runner (`GITHUB_OUTPUT`, the summary, the temporary folder) are missing or cannot be written. Outputs may be incomplete, so later steps must not trust them.",
    steps: [
      "Look whether the runner's disk is full.",
      "Run the step on a GitHub Actions runner, not by hand; to try it by hand, set `GITHUB_OUTPUT` to an existing file.",
    ],
  },
  "SLIP-MANIFEST-INVALID": {
    means:
      "The manifest (`.github/slipway.yml`) does not say what it has to. Every problem is listed with file, line and column, and what would be right.",
    steps: [
      "Correct the listed lines.",
      "Let your editor help: the manifest's JSON Schema is in `docs/reference/`.",
      "A `${VAR}` in the manifest is filled from variables, never from secrets; secrets are inputs.",
    ],
  },
  "SLIP-MANIFEST-MISSING": {
    means: "There is no file at the path that the input `manifest` names, as seen from the workspace.",
    steps: [
      "Check out the repository before this step (`actions/checkout`).",
      "Compare the path with the repository, upper and lower case included.",
      "Without a manifest, leave `manifest` and `environment` out and give the plain inputs.",
    ],
  },
  "SLIP-PREFLIGHT": {
    means:
      "Something that the pipeline needs later is not there: a secret, a permission, an environment or a recent runner. It was looked for before anything was changed, and everything that is missing is listed.",
    steps: [
      "Add what the list names; each entry says where.",
      "Secrets of an environment are only seen by jobs that name the environment.",
      "Permissions are granted by the calling workflow: a called workflow can only lower them.",
    ],
  },
  "SLIP-HTTP-REFUSED": {
    means: "The provider understood the request and said no. Its own words are in the message.",
    steps: [
      "Read the provider's words first: they mostly name the field.",
      "Compare ids, regions and plan with the provider's dashboard.",
      "The request was not carried out; the step can be run again as soon as the cause is gone.",
    ],
  },
  "SLIP-HTTP-AUTH": {
    means: "The provider answered 401 or 403: the key or token is wrong, expired, or not allowed to do this.",
    steps: [
      "Make a new key in the provider's dashboard and put it into the secret; look for a missing or added character.",
      "Give the key's owner access to the workspace or project that the id belongs to.",
      "For GitHub, add the permission that the message names to the job's `permissions:`.",
    ],
  },
  "SLIP-HTTP-NOT-FOUND": {
    means:
      "The provider answered 404 for an id that the step was given. Many providers also answer so when the key may not see the thing.",
    steps: [
      "Compare the id in the message with the address bar of the provider's dashboard.",
      "Make sure that the key belongs to the same account or workspace.",
    ],
  },
  "SLIP-HTTP-LIMITED": {
    means: "The provider's rate limit is used up, and the time until it allows more is longer than the step may wait.",
    steps: [
      "Run the step again after the time that the message names.",
      "Look for other jobs that use the same key at the same moment; queue them by `concurrency`.",
    ],
  },
  "SLIP-HTTP-FAILED": {
    means: "The provider answered with an error of its own (5xx) again and again, until the time for retries was over.",
    steps: [
      "Look at the provider's status page.",
      "Run the step again: it finds what an earlier run has started and goes on with it.",
    ],
  },
  "SLIP-HTTP-UNREACHABLE": {
    means: "No connection to the provider came about, or all of them broke, until the time for retries was over.",
    steps: [
      "Compare `api-url` with the provider's documentation, letter by letter.",
      "On a self-hosted runner, look at its proxy and firewall; set `NODE_USE_ENV_PROXY=1` where a proxy has to be used.",
      "Look at the provider's status page and run the step again.",
    ],
  },
  "SLIP-HTTP-UNCERTAIN": {
    means:
      "A request that must happen only once was sent, its answer was lost, and it could not be found out whether it was carried out.",
    steps: [
      "Look in the provider's dashboard whether the thing in the message is there.",
      "Run the step again: it looks first, and takes over what it finds.",
    ],
  },
  "SLIP-HTTP-REDIRECT": {
    means:
      "The provider's API answered with a redirect. It is not followed, because the key would travel to an address that you did not name.",
    steps: [
      "Correct `api-url`: most often it lacks `https`, has a wrong host, or a path too few.",
      "If the API has moved, put the new address into `api-url`.",
    ],
  },
  "SLIP-HTTP-TOO-LARGE": {
    means:
      "An answer was larger than any that the step expects, and reading it was stopped to spare the runner's memory.",
    steps: [
      "Look whether `api-url` points to the API, and not to a page or a file.",
      "If it does, report it: the limit may be too low for you.",
    ],
  },
  "SLIP-HTTP-MALFORMED": {
    means:
      "An answer was no JSON, or lacked a field without which the step cannot go on. Often a proxy or a maintenance page answered in place of the API.",
    steps: [
      "Look at the start of the answer in the debug log (run again with debug logging).",
      "Look whether a proxy or firewall answers in place of the provider.",
      "Run the step again; if it stays, report it with the debug log.",
    ],
  },
  "SLIP-NEON-LIMIT": {
    means: "Neon refused to make more: the plan's number of branches, its storage or its computes are used up.",
    steps: [
      "Delete branches that nobody needs, or let the `sweep` command do it on a schedule.",
      "Shorten `expires-in`, so that branches go by themselves.",
      "Raise the plan's limit in Neon.",
    ],
  },
  "SLIP-NEON-LOCKED": {
    means:
      "Another operation kept the Neon project or branch busy for longer than the step may wait. Nothing was changed by this step.",
    steps: [
      "Run the step again.",
      "If it happens often, put the jobs that change the same project into one `concurrency` group.",
    ],
  },
  "SLIP-NEON-OPERATION": {
    means:
      "Neon accepted the request, but the operation behind it failed or did not finish in time. The branch may exist without being ready.",
    steps: [
      "Look at the operation in Neon's console; the message has its id.",
      "Run the step again: it takes over the branch if it is there.",
    ],
  },
  "SLIP-NEON-PROTECTED": {
    means:
      "The branch is protected, is the project's default, or was not made by Slipway. Such branches are never deleted, reset or overwritten.",
    steps: [
      "Look whether `branch` names what you meant.",
      "To remove the branch all the same, do it by hand in Neon's console.",
    ],
  },
  "SLIP-NEON-NOT-FOUND": {
    means: "The project has no branch of this name. The message lists similar ones.",
    steps: [
      "Correct `branch`, or let the `create` command make it.",
      "A branch with an expiry may be gone by now; create it anew.",
    ],
  },
  "SLIP-NEON-AMBIGUOUS": {
    means: "The branch has several databases or roles, and nothing says which one the connection string is for.",
    steps: ["Name it by `database` or `role`; the message lists what is there."],
  },
  "SLIP-DB-CONNECT": {
    means: "No connection to the database came about in time, or it was refused. Nothing was migrated.",
    steps: [
      "Compare host, port and database with the provider's dashboard; make sure the role's password is the current one.",
      "If the database allows only certain addresses, let the runner in.",
      "A suspended database wakes within seconds: run the step again.",
    ],
  },
  "SLIP-DB-POOLED": {
    means:
      "The address leads through a pooler in transaction mode. Locks and settings of a session get lost there, and two migrations could run at once. Nothing was migrated.",
    steps: [
      "Give the direct address: for Neon, the host without `-pooler`; the message spells it out.",
      "neon-branch gives both: `database-url` is the direct one.",
    ],
  },
  "SLIP-DB-LOCKED": {
    means:
      "Another run holds the migration lock of this database, and held it for longer than this step may wait. Nothing was migrated by this step.",
    steps: [
      "Wait for the other run, which the message names as well as it can, then run the step again.",
      "If its process is gone, the database frees the lock with its connection, at the latest after the server's keepalive.",
    ],
  },
  "SLIP-DB-TIMEOUT": {
    means:
      "A statement waited for a lock for longer than allowed, again and again, and was rolled back. This protects the running application from waiting behind the migration.",
    steps: [
      "End the session that the message names as the blocker, or wait for it, and run the step again.",
      "Split a long migration: build indexes concurrently, change data in batches.",
      "Raise `lock-wait` to try for longer, and `lock-timeout` only if the application can wait that long.",
    ],
  },
  "SLIP-DB-MIGRATION": {
    means:
      "A migration was refused by the database. The message has the file, the statement and the database's words, and says what was applied before it.",
    steps: [
      "Correct the migration and run the step again: what is applied already is not repeated.",
      "Try it first on a branch of the database with its real data: neon-branch makes one in seconds.",
      "If it ran outside a transaction, look at the state that the message describes before you repeat it.",
    ],
  },
  "SLIP-DB-REFUSED": {
    means:
      "A pending migration holds something that cannot be carried out all or nothing, or not at all: a transaction of its own, a statement that cannot run in one, a command of psql, a string that never ends. Nothing was migrated.",
    steps: [
      "The message names file, line and rule: change the migration there.",
      "Put a statement such as `create index concurrently` into a migration of its own, or let the file run statement by statement with `allow: no-transaction`.",
    ],
  },
  "SLIP-DB-DIVERGED": {
    means:
      "The migrations in the repository are not those that the database says were applied: one was changed afterwards, is missing, or came in before others. Nothing was migrated.",
    steps: [
      "Never change a migration that is applied; write a new one.",
      "After a merge that brought an older migration in, renumber it so that it comes last.",
      "Look whether `database-url` is the database that you mean.",
    ],
  },
  "SLIP-DB-TOOL": {
    means: "The migration tool was not found, cannot be told from the files, or cannot do what was asked.",
    steps: [
      "Install the project's dependencies before this step.",
      "Name the tool by `tool` and its folder by `directory`.",
    ],
  },
  "SLIP-DB-INVALID-INDEX": {
    means:
      "An index that was built concurrently is not valid: its build was interrupted. Queries do not use it, but writes pay for it.",
    steps: [
      "Drop it or build it again; the message has the statement: `REINDEX INDEX CONCURRENTLY …`.",
      "Then run the step again. `IF NOT EXISTS` alone does not help, since the invalid index exists.",
    ],
  },
  "SLIP-RENDER-FAILED": {
    means:
      "Render ended the deploy: its build, its pre-deploy command or its start failed. The version before it goes on serving. The message has the last lines of the log.",
    steps: [
      "Read the last lines of the log in the message and the whole of it at the link.",
      "A new version that is never healthy: look at its port, its health path and its environment variables.",
      "Correct the cause in a new commit.",
    ],
  },
  "SLIP-RENDER-CANCELLED": {
    means: "Somebody or something cancelled the deploy in Render. The version before it goes on serving.",
    steps: ["Look in Render's events who cancelled it.", "Run the step again if the release should go on."],
  },
  "SLIP-RENDER-SUPERSEDED": {
    means:
      "A newer deploy of the same service took this one's place before it was live. What serves now is not what this step was to deploy.",
    steps: [
      "If the newer one is yours, all is well: its own run tells how it ended. `on-superseded` decides whether this counts as a failure.",
      "If it was Render's auto-deploy, switch that off: Slipway deploys.",
    ],
  },
  "SLIP-RENDER-TIMEOUT": {
    means: "The deploy was still under way when the step's time was over. It goes on at Render; it was not cancelled.",
    steps: [
      "Run the step again: it adopts the same deploy and waits on.",
      "Raise `timeout` if builds take this long as a rule.",
    ],
  },
  "SLIP-RENDER-SUSPENDED": {
    means: "The service is suspended in Render, by somebody or for billing, so nothing can be deployed to it.",
    steps: ["Resume the service in Render's dashboard, then run the step again."],
  },
  "SLIP-RENDER-MISMATCH": {
    means:
      "Render says that the deploy is live, but what is live is another commit or image than the one that was asked for.",
    steps: [
      "Look at the service's deploys: an auto-deploy or a person may have come in between.",
      "Deploy images by digest: a tag may have moved since.",
    ],
  },
  "SLIP-GATE-FAILED": {
    means:
      "The new version answered, and its answers were wrong: a status, a body, a version or too many errors. The evidence lists each check.",
    steps: [
      "Read the failed checks in the summary.",
      "Look at the service's log of the same minutes.",
      "In the pipeline, the rollback follows by itself; otherwise run the rollback workflow.",
    ],
  },
  "SLIP-GATE-INCONCLUSIVE": {
    means:
      "The gate could not find out whether the new version is healthy: it could not measure. That is neither a pass nor a failure, so nothing is called verified.",
    steps: [
      "Look at what kept it from measuring: a wrong address, DNS, the network between runner and service.",
      "Run the gate again.",
    ],
  },
  "SLIP-ROLLBACK-NO-TARGET": {
    means:
      "The ledger has no earlier release of this environment that passed its gate and can still be deployed. Only such releases are rolled back to.",
    steps: [
      "If nothing was verified yet, deploy a good commit forward.",
      "Name a release by `to` if you know one; it has to have passed its gate.",
    ],
  },
  "SLIP-ROLLBACK-REFUSED": {
    means:
      "Going back would do harm: the database has moved on in a way that the older version cannot work with, or the target is not what it was. Nothing was changed.",
    steps: [
      "Read which migration stands in the way; a forward fix is mostly the way out (`mode: forward`).",
      "`mode: plan` shows what would happen, without doing it.",
    ],
  },
  "SLIP-ROLLBACK-FAILED": {
    means:
      "The rollback was begun and did not come to a good end. The message says service by service which version is live now. It is not tried again by itself.",
    steps: [
      "Bring the services that the message lists to the version that it names, by hand or by running the rollback again.",
      "Leave auto-deploy off until all services agree.",
    ],
  },
  "SLIP-ROLLBACK-CONSENT": {
    means:
      "The plan contains something that cannot be undone, such as putting the database back to an earlier moment. That needs your word.",
    steps: ["Read the plan in the summary.", "Give the `consent` that the message asks for, and run the step again."],
  },
  "SLIP-COMMAND-FAILED": {
    means:
      "A program that the step started ended with an error, could not be started, or was ended because it took too long. Its last lines are in the message.",
    steps: [
      "Read the last lines of its output.",
      "If it was not found, install it in a step before this one.",
      "Pass secrets to it by environment variable: an argument that holds one is refused, since every process can read it.",
    ],
  },
  "SLIP-CANCELLED": {
    means:
      "The run was cancelled, or the job's time was over, and the step wound up: what it had started is cancelled or listed.",
    steps: [
      "Look at what the message lists as not cancelled.",
      "Run the workflow again when you are ready; it takes over what it finds.",
    ],
  },
  "SLIP-TIMEOUT": {
    means: "The step did not end within its `timeout`.",
    steps: [
      "Look in the log for what it waited for last.",
      "Raise `timeout` if it was only slow. Keep it below the job's `timeout-minutes`.",
    ],
  },
  "SLIP-BUG": {
    means: "Something happened that the action was not written for. That is our mistake, not yours.",
    steps: [
      "Report it with the log of the step, if you can with debug logging on. Secrets are hidden in it; look at it once more all the same.",
      "Look at what the step had changed by then, in the log above the error.",
    ],
  },
};
