import { Failure } from "../../shared/action/failure.ts";
import { parseDuration } from "../../shared/domain/duration.ts";
import type { Database, Manifest } from "../../shared/domain/manifest/types.ts";
import { nameFor } from "../../shared/domain/names.ts";
import { branchOf, environmentOf } from "../../shared/domain/plan.ts";
import type { NeonContext, Ports } from "./ports.ts";

/** Which branch of which project is meant. */
export interface Target {
  readonly project: string;
  readonly name: string;
  /** A person wrote this name down; otherwise it was made from the git ref. */
  readonly named: boolean;
  readonly database: string | undefined;
  readonly role: string | undefined;
  /** Seconds. */
  readonly expiresIn: number | undefined;
}

const PREVIEW = "preview";
/** Names that Neon takes as they are; refs and whatever is longer or unprintable get a name of their own. */
const USABLE = /^(?!refs\/)[^\p{C}]{1,256}$/u;

export async function findTarget(
  { inputs, run }: Pick<NeonContext, "inputs" | "run">,
  { readManifest }: Pick<Ports, "readManifest">,
): Promise<Target> {
  const manifest = inputs.manifest === undefined ? undefined : await readManifest(inputs.manifest);
  const database = manifest?.database;
  const project = inputs.projectId ?? database?.project;
  if (project === undefined) throw noProject();
  const written = inputs.branch?.trim() ?? (manifest && writtenBranch(manifest, database, inputs.environment));
  const named = written !== undefined && USABLE.test(written);
  const reserved = Object.values(database?.branches ?? {});
  const ttl =
    inputs.expiresIn ??
    (written === undefined && inputs.command === "create" ? manifest?.previews?.expiresIn : undefined);
  return {
    project,
    named,
    name: named ? written : nameFor(written ?? run.ref, { prefix: PREVIEW, reserved }),
    database: inputs.database ?? database?.database,
    role: inputs.role ?? database?.role,
    expiresIn: ttl === undefined ? undefined : parseDuration(ttl),
  };
}

/** The manifest's branch of the environment; none for previews, whose branches are named after their git refs. */
function writtenBranch(
  manifest: Manifest,
  database: Database | undefined,
  environment: string | undefined,
): string | undefined {
  if (environment === undefined) return undefined;
  const branch = branchOf(database, environment);
  if (branch !== undefined || environment === PREVIEW) return branch;
  const { name } = environmentOf(manifest, environment);
  throw new Failure("SLIP-INPUT-INVALID", `The manifest names no database branch for the environment \`${name}\`.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: `Add \`${name}: <branch>\` to \`database.branches\` in the manifest, or give \`branch\`.`,
  });
}

const noProject = (): Failure =>
  new Failure("SLIP-INPUT-INVALID", "No Neon project is named: the manifest has no `database`.", {
    blame: "user",
    state: "Nothing was changed.",
    next: "Give `project-id`, or add `database.project` to the manifest.",
  });
