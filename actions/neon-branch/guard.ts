import { Failure } from "../../shared/action/failure.ts";
import type { DatabaseBranch } from "../../shared/ports/databases.ts";
import type { Target } from "./target.ts";

const refused = (what: string, next: string): Failure =>
  new Failure("SLIP-NEON-PROTECTED", what, { blame: "user", state: "Nothing was changed.", next });

const kind = ({ isDefault }: DatabaseBranch): string =>
  isDefault ? "the project's default branch" : "a protected branch";

/** `create` never hands out production: not when a pull request's branch happens to be called `main` either. */
export function guardCreate(branch: DatabaseBranch, { protect }: { readonly protect: boolean }): void {
  if (!branch.isDefault && (!branch.isProtected || protect)) return;
  throw refused(
    `\`create\` found ${branch.name} (${branch.id}), which is ${kind(branch)}.`,
    "Use `command: get` to work with this very branch, or give `branch` another name.",
  );
}

/** `get` hands out the default or a protected branch only to somebody who wrote its name down. */
export function guardGet(branch: DatabaseBranch, { named }: Target): void {
  if (named || (!branch.isDefault && !branch.isProtected)) return;
  throw refused(
    `The name made from the git ref is that of ${branch.name} (${branch.id}), which is ${kind(branch)}.`,
    "Name the branch with `branch` if it is the one that is meant.",
  );
}

export function guardDelete(branch: DatabaseBranch, all: readonly DatabaseBranch[]): void {
  if (branch.isDefault || branch.isProtected) {
    throw refused(
      `${branch.name} (${branch.id}) is ${kind(branch)} and is not deleted.`,
      "Check `branch`. If it really has to go, take its protection away in Neon's console and delete it there.",
    );
  }
  const children = all.filter(({ parent }) => parent === branch.id).map(({ name, id }) => `${name} (${id})`);
  if (children.length === 0) return;
  throw refused(
    `${branch.name} (${branch.id}) has branches of its own: ${children.join(", ")}.`,
    "Delete those first, then run the step again.",
  );
}
