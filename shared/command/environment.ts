import { Secret } from "../action/secret.ts";
import type { CommandRequest } from "../ports/command.ts";

/** What a child must not have: our inputs, the job's tokens, and the files by which a step commands the runner. */
const WITHHELD =
  /^(?:INPUT_.*|ACTIONS_.*|GITHUB_TOKEN|GH_TOKEN|GITHUB_(?:OUTPUT|ENV|PATH|STATE|STEP_SUMMARY|ARTIFACTS(?:_LIST)?))$/i;

/** The step's environment less what is withheld, and what the request adds; a child that needs a token is given it. */
export function childEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  added: CommandRequest["env"] = {},
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && !WITHHELD.test(name)) environment[name] = value;
  }
  for (const [name, value] of Object.entries(added)) {
    if (value !== undefined) environment[name] = value instanceof Secret ? value.reveal() : value;
  }
  return environment;
}
