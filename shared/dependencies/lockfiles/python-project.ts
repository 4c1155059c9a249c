import { canonicalName } from "../purl.ts";
import type { Scope } from "./pinned.ts";
import { requirementOf } from "./python-requirement.ts";
import { tryToml } from "./toml.ts";
import { at, entries, list, text } from "./values.ts";

export interface PythonNamed {
  /** In canonical spelling. */
  readonly name: string;
  readonly range: string;
  readonly scope: Scope;
}

/** What a `pyproject.toml` (PEP 621, PEP 735, poetry, pdm, uv) or a `Pipfile` names; undefined when there is none to read. */
export function pythonNamed(source: string | undefined): readonly PythonNamed[] | undefined {
  const document = tryToml(source);
  if (document === undefined) return undefined;
  const project = at(document, "project");
  const tool = at(document, "tool");
  const poetry = at(tool, "poetry");
  return [
    ...fromList(at(project, "dependencies"), "runtime"),
    ...entries(at(project, "optional-dependencies")).flatMap(([, group]) => fromList(group, "optional")),
    ...entries(at(document, "dependency-groups")).flatMap(([, group]) => fromList(group, "development")),
    ...fromList(at(at(tool, "uv"), "dev-dependencies"), "development"),
    ...entries(at(at(tool, "pdm"), "dev-dependencies")).flatMap(([, group]) => fromList(group, "development")),
    ...fromTable(at(poetry, "dependencies"), "runtime"),
    ...fromTable(at(poetry, "dev-dependencies"), "development"),
    ...entries(at(poetry, "group")).flatMap(([name, group]) =>
      fromTable(at(group, "dependencies"), name === "main" ? "runtime" : "development"),
    ),
    ...fromTable(at(document, "packages"), "runtime"),
    ...fromTable(at(document, "dev-packages"), "development"),
  ];
}

const named = (name: string, range: string, scope: Scope): PythonNamed => ({
  name: canonicalName("PyPI", name),
  range,
  scope,
});

function fromList(group: unknown, scope: Scope): PythonNamed[] {
  return list(group).flatMap((written) => {
    const requirement = requirementOf(text(written) ?? "");
    return requirement === undefined ? [] : [named(requirement.name, requirement.range, scope)];
  });
}

/** Poetry and pipenv: `name = "^1"` or `name = {version = "^1", optional = true}`. */
function fromTable(group: unknown, scope: Scope): PythonNamed[] {
  return entries(group).flatMap(([name, value]) => {
    if (name.toLowerCase() === "python") return [];
    const range = text(value) ?? text(at(value, "version")) ?? "";
    return [named(name, range === "*" ? "" : range, at(value, "optional") === true ? "optional" : scope)];
  });
}
