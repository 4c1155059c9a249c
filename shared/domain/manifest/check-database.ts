import { alternatives, type Draft } from "./draft.ts";
import type { Report } from "./problem.ts";
import { suggestion } from "./suggest.ts";

/** Databases are where a wrong name costs most: every environment has exactly one branch, and none shares it. */
export const checkDatabase = ({ database, names }: Draft, report: Report): void => {
  if (database === undefined) return;
  const owners = new Map<string, string>();
  let strange = false;
  for (const [environment, branch] of Object.entries(database.branches)) {
    const path = ["database", "branches", environment];
    const others = alternatives(environment, names.environments);
    if (others !== undefined) {
      strange = true;
      report(path, "key", `There is no environment \`${environment}\``, suggestion(environment, others, ""));
    }
    const owner = owners.get(branch);
    if (owner === undefined) owners.set(branch, environment);
    else
      report(
        path,
        "value",
        `\`${environment}\` and \`${owner}\` share the database branch \`${branch}\``,
        "Give each environment a branch of its own.",
      );
  }
  for (const environment of names.environments ?? []) {
    if (strange || Object.hasOwn(database.branches, environment)) continue;
    report(
      ["database", "branches"],
      "key",
      `There is no database branch for \`${environment}\``,
      `Add \`${environment}: <branch>\`.`,
    );
  }
  if (database.tool === "command" && database.command === undefined) {
    report(["database", "tool"], "value", "`tool: command` needs a `command`", "Add `command: npm run migrate`.");
  }
  if (database.tool !== "command" && database.command !== undefined) {
    report(
      ["database", "command"],
      "key",
      "`command` is only run with `tool: command`",
      "Write `tool: command`, or remove this line.",
    );
  }
};
