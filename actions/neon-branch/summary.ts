import type { Summary } from "../../shared/action/summary.ts";
import type { Usable } from "./create.ts";
import type { NeonContext } from "./ports.ts";
import type { Target } from "./target.ts";

/** What people want to know at a glance: which branch, whose data, until when, and where to look at it. */
export function describeBranch(
  summary: Summary,
  { inputs }: Pick<NeonContext, "inputs">,
  { project }: Target,
  { branch, created, addresses }: Usable,
): void {
  const console = new URL(inputs.apiUrl).origin;
  summary.heading(created ? "Neon branch created" : "Neon branch ready").facts({
    Branch: { link: branch.name, to: `${console}/app/projects/${project}/branches/${branch.id}` },
    Id: { code: branch.id },
    Data: created
      ? inputs.schemaOnly
        ? "the parent's schema, no rows"
        : `a copy of its parent's${inputs.parentTimestamp === undefined ? "" : ` as of ${inputs.parentTimestamp}`}`
      : "what the branch already had",
    Expires: branch.expiresAt ?? "never",
    Protected: branch.isProtected,
    Host: { code: addresses.direct.host },
  });
}
