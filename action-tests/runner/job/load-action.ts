import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mapping } from "../expressions/value.ts";
import type { Origin } from "../plan/plan.ts";
import { parseAction } from "../template/parse-action.ts";
import type { ActionSpec } from "../template/workflow-spec.ts";
import type { Builtin } from "../types.ts";
import type { JobState } from "./job-state.ts";

/** An action, found. */
export type LoadedAction =
  | { readonly kind: "builtin"; readonly name: string; readonly builtin: Builtin }
  | {
      readonly kind: "files";
      readonly spec: ActionSpec;
      readonly folder: string;
      /** Where the action's own `$/` leads. */
      readonly origin: Origin;
      /** `github.action_repository` and `github.action_ref`; empty for `./`. */
      readonly repository: string;
      readonly ref: string;
    };

export type FilesAction = Extract<LoadedAction, { kind: "files" }>;

/** The `github` context of what an action runs. */
export const actionGithub = (action: FilesAction): Mapping => ({
  action_repository: action.repository,
  action_ref: action.ref,
  action_path: action.folder,
});

interface Place {
  readonly folder: string;
  readonly origin: Origin;
  readonly repository: string;
  readonly ref: string;
}

/** Finds the action that `uses` names, seen from the file it stands in. Throws when there is none. */
export const loadAction = async (job: JobState, origin: Origin, uses: string): Promise<LoadedAction> => {
  if (uses.startsWith("docker://")) throw new Error(`'${uses}': Docker actions are not supported by this runner`);
  const builtin = findBuiltin(job, uses);
  if (builtin) return builtin;
  const place = await locate(job, origin, uses);
  return { kind: "files", ...place, spec: await readSpec(place.folder, uses) };
};

/** `./` actions come from the workspace and are found only when their step runs. */
export const isInWorkspace = (uses: string): boolean => uses.startsWith("./") || uses.startsWith("../");

const findBuiltin = ({ services }: JobState, uses: string): LoadedAction | undefined => {
  const name = uses.split("@")[0]?.toLowerCase() ?? "";
  const [owner = "", repository = ""] = name.split("/");
  if (services.source.repository(`${owner}/${repository}`)) return undefined;
  const builtin = services.builtins[name];
  return builtin && { kind: "builtin", name, builtin };
};

const locate = async ({ services, folders }: JobState, origin: Origin, uses: string): Promise<Place> => {
  if (isInWorkspace(uses)) return { folder: join(folders.workspace, uses), origin, repository: "", ref: "" };
  const at = async (from: Origin, path: string, ref: string): Promise<Place> => {
    const root = await services.source.export(from.repository, from.sha);
    return { folder: join(root, path), origin: from, repository: from.repository, ref };
  };
  if (uses.startsWith("$/")) {
    if (uses.includes("@")) throw new Error(`'${uses}': a self-repository reference takes no @ref`);
    return at(origin, uses.slice(2), origin.sha);
  }
  const match = /^([^/@]+\/[^/@]+)(?:\/([^@]+))?@(.+)$/.exec(uses);
  if (!match) throw new Error(`'${uses}': expected './path', '$/path' or 'owner/name/path@ref'`);
  const [, repository = "", path = "", ref = ""] = match;
  const found = await services.source.resolve(repository, ref);
  if (!found) throw new Error(`Unable to resolve action \`${uses}\`, repository or version not found`);
  return at({ repository, sha: found.sha, ref: found.ref, path }, path, ref);
};

const readSpec = async (folder: string, uses: string): Promise<ActionSpec> => {
  const file = ["action.yml", "action.yaml"].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined)
    throw new Error(
      existsSync(join(folder, "Dockerfile"))
        ? `'${uses}': Docker actions are not supported by this runner`
        : `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
    );
  const parsed = await parseAction(file, await readFile(file, "utf8"));
  if (parsed.problems) throw new Error(`Fail to load ${file}: ${parsed.problems.join(" ")}`);
  if (parsed.value.runs.kind === "refused") throw new Error(`'${uses}': ${parsed.value.runs.why}`);
  return parsed.value;
};
