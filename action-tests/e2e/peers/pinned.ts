import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** Renders the workflows by the command that a user would type. */
export const renderDialect = async (
  dialect: "self" | "vendored" | "pinned",
  ref: string,
  folder: string,
): Promise<void> => {
  const where = ["--repository", "slipway/slipway", "--ref", ref, "--out", folder];
  await exec(process.execPath, [join("scripts", "workflows.ts"), "--dialect", dialect, ...where]);
};

/** Slipway as it lies in a mirror for GitHub Enterprise Server or act: pinned workflows, action manifests, bundles. */
export const exportPinned = async (ref: string, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const part of ["actions", "dist"]) await cp(part, join(folder, part), { recursive: true });
  await renderDialect("pinned", ref, join(folder, ".github", "workflows"));
};
