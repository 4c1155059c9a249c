import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join, matchesGlob, relative, resolve } from "node:path";
import type { Builtin } from "../types.ts";
import { commonRoot, globPaths } from "./glob-paths.ts";

const checkName = (name: string) => {
  if (name === "" || /[":<>|*?\r\n\\/]/.test(name)) throw new Error(`The artifact name '${name}' is not valid`);
  return name;
};

/** `actions/upload-artifact` into a folder of the run. */
export const uploadArtifact: Builtin = async ({ inputs, workspace, storage, github, setOutput, warn, log }) => {
  const name = checkName(inputs["name"] || "artifact");
  const path = inputs["path"] ?? "";
  const files = await globPaths(workspace, path, inputs["include-hidden-files"] === "true");
  if (files.length === 0) {
    const message = `No files were found with the provided path: ${path}. No artifacts will be uploaded.`;
    if (inputs["if-no-files-found"] === "error") throw new Error(message);
    if (inputs["if-no-files-found"] !== "ignore") warn(message);
    return;
  }
  const target = join(storage.artifacts, name);
  if (existsSync(target)) {
    if (inputs["overwrite"] !== "true")
      throw new Error(
        `Failed to CreateArtifact: an artifact with the name '${name}' already exists on the workflow run`,
      );
    await rm(target, { recursive: true });
  }
  const root = commonRoot(workspace, path, files);
  const digest = createHash("sha256");
  for (const file of files) {
    const inside = relative(root, file);
    await mkdir(dirname(join(target, inside)), { recursive: true });
    await copyFile(file, join(target, inside));
    digest.update(`${inside}\0`).update(await readFile(file));
  }
  const hex = digest.digest("hex");
  const id = String(Number.parseInt(hex.slice(0, 8), 16));
  log(`Artifact ${name} has been successfully uploaded: ${files.length} files`);
  setOutput("artifact-id", id);
  setOutput("artifact-digest", hex);
  setOutput("artifact-url", `${github.serverUrl}/${github.repository}/actions/runs/${github.runId}/artifacts/${id}`);
};

/** `actions/download-artifact` from the same folder. */
export const downloadArtifact: Builtin = async ({ inputs, workspace, storage, setOutput, log }) => {
  const source = inputs["run-id"] ? join(dirname(storage.artifacts), inputs["run-id"]) : storage.artifacts;
  const target = resolve(workspace, inputs["path"] ?? "");
  const name = inputs["name"] ?? "";
  setOutput("download-path", target);
  if (name !== "") {
    if (!existsSync(join(source, checkName(name))))
      throw new Error(`Unable to download artifact(s): Artifact not found for name: ${name}`);
    await cp(join(source, name), target, { recursive: true });
    return log(`Artifact ${name} has been downloaded to ${target}`);
  }
  const pattern = inputs["pattern"] || "*";
  const all = existsSync(source) ? (await readdir(source)).filter((other) => matchesGlob(other, pattern)) : [];
  for (const other of all.toSorted()) {
    const into = inputs["merge-multiple"] === "true" ? target : join(target, other);
    await cp(join(source, other), into, { recursive: true });
  }
  return log(`${all.length} artifacts have been downloaded to ${target}`);
};
