import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Builtin } from "../types.ts";

/** `actions/setup-node`: puts the runner's own Node on PATH, whatever version is asked for. */
export const setupNode: Builtin = async ({ node, inputs, addPath, setOutput, warn }) => {
  const { stdout } = await promisify(execFile)(node, ["--version"]);
  const version = stdout.trim();
  const asked = inputs["node-version"] ?? "";
  const major = /^v?(\d+)/.exec(asked)?.[1];
  if (major !== undefined && !version.startsWith(`v${major}.`)) warn(`Node ${asked} was asked for, this is ${version}`);
  addPath(dirname(node));
  setOutput("node-version", version);
  setOutput("cache-hit", "false");
};
