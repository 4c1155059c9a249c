import { Failure } from "../../shared/action/failure.ts";
import type { DatabaseBranching } from "../../shared/ports/databases.ts";
import type { Target } from "./target.ts";

export interface Login {
  readonly database: string;
  readonly role: string;
}

/** Database and role to connect with: as asked for, or the only ones, or Neon's usual ones. */
export async function chooseLogin(databases: DatabaseBranching, branch: string, target: Target): Promise<Login> {
  const [names, roles] = await Promise.all([databases.databases(branch), databases.roles(branch)]);
  return {
    database: choose("database", target.database, names, "neondb"),
    role: choose("role", target.role, roles, "neondb_owner"),
  };
}

function choose(
  what: "database" | "role",
  wanted: string | undefined,
  there: readonly string[],
  usual: string,
): string {
  if (wanted !== undefined && there.includes(wanted)) return wanted;
  const [only, second] = there;
  if (wanted === undefined && only !== undefined && second === undefined) return only;
  if (wanted === undefined && there.includes(usual)) return usual;
  const list = there.length === 0 ? "none" : there.map((name) => `\`${name}\``).join(", ");
  throw new Failure(
    "SLIP-NEON-AMBIGUOUS",
    wanted === undefined
      ? `It is not clear which ${what} is meant; there are: ${list}.`
      : `The branch has no ${what} \`${wanted}\`; there are: ${list}.`,
    { blame: "user", state: "Nothing was changed.", next: `Set \`${what}\` to one of them.` },
  );
}
