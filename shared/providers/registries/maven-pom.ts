import { fromWords } from "../../dependencies/policy/license-names.ts";
import { childAt, childrenAt, isXmlProblem, parseXml, textAt } from "../../domain/xml.ts";
import { repositoryOf, textOf } from "./fields.ts";

/** What the pom of a published version says of it. */
export interface PomFacts {
  /** SPDX, where the author's words can only mean one licence; several are a choice. */
  readonly license: string | undefined;
  readonly repository: string | undefined;
  readonly movedTo: string | undefined;
  /** `group:artifact`; undefined where it has none, or none that can be asked for. */
  readonly parent: { readonly name: string; readonly version: string } | undefined;
}

const PLAIN = /^[\w.+-]{1,200}$/;

/** Nothing of a text that is no pom: registries hold everything that was ever published. */
export function pomFacts(text: string): PomFacts {
  const parsed = parseXml(text);
  const root = isXmlProblem(parsed) ? undefined : parsed;
  const licenses = childrenAt(root, "licenses", "license").flatMap((license) => {
    const name = textOf(textAt(license, "name"), 200);
    return name === undefined ? [] : [fromWords(name)];
  });
  const [group, artifact, version] = ["groupId", "artifactId", "version"].map((name) => textAt(root, "parent", name));
  const parent = [group, artifact, version].every((part) => part !== undefined && PLAIN.test(part));
  const moved = childAt(root, "distributionManagement", "relocation");
  return {
    license: licenses.length === 0 ? undefined : licenses.join(" OR "),
    repository: repositoryOf(textAt(root, "scm", "url")),
    movedTo: moved && `moved to ${[...new Set(moved.children.map((part) => part.text))].join(":").slice(0, 300)}`,
    parent: parent ? { name: `${group ?? ""}:${artifact ?? ""}`, version: version ?? "" } : undefined,
  };
}
