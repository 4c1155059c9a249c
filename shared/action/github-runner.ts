import * as core from "@actions/core";
import type { Place, Runner } from "./runner.ts";

const at = (place: Place | undefined) => (place === undefined ? {} : { file: place.file, startLine: place.line });

/**
 * The runner behind GitHub Actions. Values are handed over untrimmed: `fields.ts` says what white space means.
 * Commands and lines go to stdout, outputs and the summary to the files that the runner names in the environment.
 */
export const githubRunner = (env: Readonly<Record<string, string | undefined>>): Runner => ({
  input: (name) => core.getInput(name, { trimWhitespace: false }),
  output: (name, value) => {
    // Without the file core would print the value to stdout, where it is neither safe from forgery nor secret.
    if (!env["GITHUB_OUTPUT"]) throw new Error("GITHUB_OUTPUT is not set");
    core.setOutput(name, value);
  },
  mask: (value) => core.setSecret(value),
  info: (line) => core.info(line),
  debug: (line) => core.debug(line),
  isDebug: () => core.isDebug(),
  notice: (message, title, place) => core.notice(message, { title, ...at(place) }),
  warning: (message, title, place) => core.warning(message, { title, ...at(place) }),
  error: (message, title) => core.error(message, { title }),
  group: (title) => core.startGroup(title),
  endGroup: () => core.endGroup(),
  summary: async (markdown) => {
    if (env["GITHUB_STEP_SUMMARY"]) await core.summary.addRaw(markdown, true).write();
  },
  exitCode: (code) => {
    process.exitCode = code;
  },
});
