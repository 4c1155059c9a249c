import { Failure } from "../../shared/action/failure.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { MigrationTool } from "../../shared/ports/migrations.ts";
import type { MigrateContext, Ports } from "./ports.ts";

export interface Location {
  readonly tool: MigrationTool;
  readonly directory: string;
}

const USUAL = ["drizzle", "migrations", "db/migrations"];

/** Which tool's migrations are to be applied, and where they lie: by the inputs, the manifest, or by looking. */
export async function locate(
  { inputs }: Pick<MigrateContext, "inputs">,
  { tools, readManifest }: Ports,
): Promise<Location> {
  const database = inputs.manifest === undefined ? undefined : (await readManifest(inputs.manifest)).database;
  const wanted = inputs.tool === "auto" ? (database?.tool ?? "auto") : inputs.tool;
  const given = inputs.directory ?? database?.directory;
  const candidates = wanted === "auto" ? tools : [known(wanted, tools)];
  const found: Location[] = [];
  for (const directory of given === undefined ? USUAL : [given]) {
    for (const tool of candidates) if (await tool.recognises(directory)) found.push({ tool, directory });
  }
  // A folder that the user names is taken at his word, also while it holds no migrations yet.
  const [only, second] = found;
  if (only && !second) return only;
  const [tool] = candidates;
  if (!only && tool && candidates.length === 1 && given !== undefined) return { tool, directory: given };
  throw only ? several(found) : none(given, wanted);
}

function known(wanted: NonNullable<Manifest["database"]>["tool"], tools: readonly MigrationTool[]): MigrationTool {
  const tool = tools.find(({ name }) => name === wanted);
  if (tool) return tool;
  throw new Failure("SLIP-DB-TOOL", `Migrations of ${wanted} cannot be applied by this version.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: `Set \`tool\` to one of ${tools.map(({ name }) => name).join(", ")}, or run ${wanted} in a step of its own.`,
  });
}

const several = (found: readonly Location[]): Failure =>
  new Failure(
    "SLIP-DB-TOOL",
    `There is more than one folder of migrations: ${found.map(({ tool, directory }) => `${directory} (${tool.name})`).join(", ")}.`,
    { blame: "user", state: "Nothing was changed.", next: "Say which one with `tool` and `directory`." },
  );

const none = (given: string | undefined, tool: string): Failure =>
  new Failure(
    "SLIP-DB-TOOL",
    `No ${tool === "auto" ? "" : `${tool} `}migrations were found in ${given ?? USUAL.join(", ")}.`,
    {
      blame: "user",
      state: "Nothing was changed.",
      next: "Check out the repository before this step, and give `directory` the folder that holds `meta/_journal.json` (Drizzle) or numbered `.sql` files.",
    },
  );
