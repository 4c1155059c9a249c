import type { Draft } from "../../shared/dependencies/policy/gates/subject.ts";
import type { Dependency } from "../../shared/dependencies/types.ts";

/** A finding about a file, in the place of a package. */
export function draftAt(
  rule: Draft["rule"],
  { ecosystem, file, line }: Pick<Dependency, "ecosystem" | "file" | "line">,
  key: string,
  message: string,
  name = file,
): Draft {
  const dependency: Dependency = {
    ecosystem,
    name,
    version: undefined,
    purl: "",
    scope: "runtime",
    direct: undefined,
    source: "path",
    resolved: undefined,
    integrity: undefined,
    installScript: undefined,
    needs: [],
    file,
    line,
  };
  const advice =
    rule === "out-of-step"
      ? "Run the package manager's install and commit the lock file."
      : "Let somebody who owns the registry look at it.";
  return { rule, dependency, key, message, advice };
}
