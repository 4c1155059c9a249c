import type { CommandRequest, CommandResult } from "./command.ts";

/** Runs one git command in a repository. Nothing of it asks, runs hooks, or leaves a trace in any configuration file. */
export type Git = (
  args: readonly string[],
  options?: Pick<CommandRequest, "accept" | "cwd" | "echo" | "env" | "input" | "keep" | "label" | "timeout">,
) => Promise<CommandResult>;
