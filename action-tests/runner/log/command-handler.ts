import { parseCommand, type Command } from "./command.ts";
import type { StepEffects } from "./file-commands.ts";
import type { StepLog } from "./step-log.ts";

const levels = ["error", "warning", "notice"] as const;
const withEcho = ["set-output", "save-state", "set-env", "add-path", "add-matcher", "remove-matcher"];
const known = new Set(["stop-commands", "add-mask", "debug", "group", "endgroup", "echo", ...levels, ...withEcho]);

export interface CommandHandler {
  /** Takes one line of a process: carries the command out or shows the line. */
  readonly line: (text: string) => void;
  /** A command could not be carried out; the step fails whatever its exit code is. */
  readonly failed: () => boolean;
}

export interface HandlerOptions {
  readonly log: StepLog;
  readonly effects: StepEffects;
  readonly echo: { on: boolean };
  /** Whether the environment allows `set-env` and `add-path` by stdout. */
  readonly unsecure: boolean;
  readonly warnOnce: (message: string) => void;
}

/** Handles the workflow commands of one process. */
export const createCommandHandler = ({ log, effects, echo, unsecure, warnOnce }: HandlerOptions): CommandHandler => {
  let stopToken: string | undefined;
  let failed = false;

  const required = (command: Command) => {
    const name = command.properties["name"];
    if (name === undefined) throw new Error(`Required field 'name' is missing in ##[${command.name}] command.`);
    return name;
  };
  const deprecated = (name: string) =>
    warnOnce(`The \`${name}\` command is deprecated and will be disabled soon. Please use Environment Files instead.`);
  const secured = (name: string) => {
    if (!unsecure) throw new Error(`The \`${name}\` command is disabled. Please use Environment Files instead.`);
  };

  const annotate = (level: (typeof levels)[number], { data, properties }: Command) => {
    const line = Number.parseInt(properties["line"] ?? "", 10);
    log.issue({
      level,
      message: data,
      ...(properties["title"] === undefined ? {} : { title: properties["title"] }),
      ...(properties["file"] === undefined ? {} : { file: properties["file"] }),
      ...(Number.isNaN(line) ? {} : { line }),
    });
  };

  const carryOut = (command: Command) => {
    const level = levels.find((name) => name === command.name);
    if (level) return annotate(level, command);
    switch (command.name) {
      case "set-output":
        effects.setOutput(required(command), command.data);
        return deprecated(command.name);
      case "save-state":
        effects.saveState(required(command), command.data);
        return deprecated(command.name);
      case "set-env":
        secured(command.name);
        if (required(command).toUpperCase() === "NODE_OPTIONS")
          return log.error("Can't update NODE_OPTIONS environment variable using ::set-env:: command.");
        return effects.setEnv(required(command), command.data);
      case "add-path":
        secured(command.name);
        return effects.addPath(command.data);
      case "add-mask":
        if (command.data.trim() === "")
          return log.warning("Can't add secret mask for empty string in ##[add-mask] command.");
        log.masker.add(command.data);
        return echo.on ? log.line("::add-mask::***") : undefined;
      case "debug":
        return log.debug(command.data);
      case "group":
      case "endgroup":
        return log.line(`##[${command.name}]${command.data}`);
      case "echo":
        if (!/^(on|off)$/i.test(command.data.trim()))
          throw new Error(
            `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${command.data}'.`,
          );
        echo.on = command.data.trim().toLowerCase() === "on";
        return undefined;
      default:
        return undefined;
    }
  };

  const stop = (text: string, { data }: Command) => {
    if (data.trim() === "" || known.has(data.toLowerCase()))
      throw new Error(`Invalid token '${data}' for stop-commands; it must be unique and not the name of a command.`);
    log.line(text);
    stopToken = data.toLowerCase();
  };

  const line = (text: string) => {
    const command = parseCommand(text, (name) => known.has(name) || name === stopToken);
    if (!command) return log.line(text);
    if (stopToken !== undefined) {
      if (command.name === stopToken) stopToken = undefined;
      return log.line(text);
    }
    try {
      if (command.name === "stop-commands") stop(text, command);
      else {
        if (echo.on && withEcho.includes(command.name)) log.line(text);
        carryOut(command);
      }
    } catch (error) {
      failed = true;
      log.error(`Unable to process command '${command.name === "add-mask" ? "add-mask" : text}' successfully.`);
      log.error((error as Error).message);
    }
  };

  return { line, failed: () => failed };
};
