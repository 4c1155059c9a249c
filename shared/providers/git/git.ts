import type { Secret } from "../../action/secret.ts";
import type { Command } from "../../ports/command.ts";
import type { Git } from "../../ports/git.ts";

export interface GitOptions {
  readonly command: Command;
  /** Folder of the repository, or of its working tree. */
  readonly cwd: string;
  /** Token for `server`, such as https://github.com. Only git itself gets it, in its environment. */
  readonly login?: { readonly token: Secret; readonly server: string } | undefined;
  readonly protect: (value: string) => Secret;
}

/** What holds for every git of ours, on top of whatever the machine has configured. */
const SETTINGS: readonly (readonly [string, string])[] = [
  // The workspace may belong to another user, as in containers.
  ["safe.directory", "*"],
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.quotePath", "false"],
  ["credential.helper", ""],
  ["protocol.ext.allow", "never"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["advice.detachedHead", "false"],
];

/** Git as a child process. Its output is not printed unless asked for. */
export function createGit({ command, cwd, login, protect }: GitOptions): Git {
  const settings: (readonly [string, string | Secret])[] = [...SETTINGS];
  if (login !== undefined) {
    const key = `http.${login.server.replace(/\/+$/, "")}/.extraheader`;
    const pair = Buffer.from(`x-access-token:${login.token.reveal()}`).toString("base64");
    // An empty value first takes back what a checkout may have left there: two such headers are refused.
    settings.push([key, ""], [key, protect(`AUTHORIZATION: basic ${pair}`)]);
  }
  const base: Record<string, string | Secret> = {
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_CONFIG_COUNT: String(settings.length),
  };
  settings.forEach(([key, value], index) => {
    base[`GIT_CONFIG_KEY_${index}`] = key;
    base[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return (args, { env, ...options } = {}) =>
    command({
      file: "git",
      args,
      cwd,
      label: `git ${args[0] ?? ""}`,
      echo: false,
      ...options,
      env: { ...base, ...env },
    });
}
