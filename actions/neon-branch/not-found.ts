import { Failure } from "../../shared/action/failure.ts";
import type { DatabaseBranching } from "../../shared/ports/databases.ts";

const SHOWN = 10;

/** Names what there is instead. */
export async function notFound(databases: DatabaseBranching, name: string): Promise<Failure> {
  const all = await databases.list();
  const names = all.slice(0, SHOWN).map((branch) => branch.name);
  const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : "";
  return new Failure("SLIP-NEON-NOT-FOUND", `There is no branch \`${name}\`; there are: ${names.join(", ")}${more}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Check `branch`, or use `command: create`.",
  });
}
