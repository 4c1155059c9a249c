import { type Element, childAt, childrenAt, isXmlProblem, parseXml, textAt } from "../../domain/xml.ts";
import { checkText, refuse } from "./refuse.ts";

/** A `<dependency>`, `<plugin>`, `<extension>` or `<parent>` as it is written: with `${…}` where it has them. */
export interface Written {
  readonly group: string;
  readonly artifact: string;
  readonly version: string | undefined;
  readonly scope: string | undefined;
  readonly type: string;
  readonly classifier: string;
  readonly line: number;
}

/** What one `<project>`, or one `<profile>` in it, says. */
interface Section {
  readonly properties: ReadonlyMap<string, string>;
  readonly dependencies: readonly Written[];
  readonly managed: readonly Written[];
  /** What runs while it is built: plugins, what they need, extensions. */
  readonly plugins: readonly Written[];
  readonly managedPlugins: readonly Written[];
}

export interface Pom extends Section {
  readonly path: string;
  readonly group: string | undefined;
  readonly artifact: string;
  readonly version: string | undefined;
  readonly parent: (Written & { readonly relativePath: string | undefined }) | undefined;
  readonly profiles: readonly (Section & { readonly isDefault: boolean })[];
}

/** Rejects with SLIP-DEPS-LOCKFILE what is no pom. */
export function parsePom(path: string, source: string): Pom {
  const root = parseXml(checkText(path, source));
  if (isXmlProblem(root)) throw refuse(path, root.why, root.line);
  if (root.name !== "project") throw refuse(path, "its root element is not <project>.", root.line);
  const parent = childAt(root, "parent");
  return {
    path,
    group: textAt(root, "groupId"),
    artifact: textAt(root, "artifactId") ?? "",
    version: textAt(root, "version"),
    parent: parent && { ...written(parent, ""), relativePath: childAt(parent, "relativePath")?.text },
    ...sectionOf(root),
    profiles: childrenAt(root, "profiles", "profile").map((profile) => ({
      ...sectionOf(profile),
      isDefault: textAt(profile, "activation", "activeByDefault") === "true",
    })),
  };
}

const PLUGINS = "org.apache.maven.plugins";

function sectionOf(root: Element): Section {
  const plugins = [
    ...childrenAt(root, "build", "plugins", "plugin"),
    ...childrenAt(root, "reporting", "plugins", "plugin"),
  ];
  return {
    properties: new Map((childAt(root, "properties")?.children ?? []).map(({ name, text }) => [name, text])),
    dependencies: childrenAt(root, "dependencies", "dependency").map((one) => written(one, "")),
    managed: childrenAt(root, "dependencyManagement", "dependencies", "dependency").map((one) => written(one, "")),
    plugins: [
      ...plugins.map((one) => written(one, PLUGINS)),
      ...plugins.flatMap((plugin) => childrenAt(plugin, "dependencies", "dependency").map((one) => written(one, ""))),
      ...childrenAt(root, "build", "extensions", "extension").map((one) => written(one, "")),
    ],
    managedPlugins: childrenAt(root, "build", "pluginManagement", "plugins", "plugin").map((one) =>
      written(one, PLUGINS),
    ),
  };
}

/** The line is that of the version where it has one: there a person changes it. */
const written = (element: Element, group: string): Written => ({
  group: textAt(element, "groupId") ?? group,
  artifact: textAt(element, "artifactId") ?? "",
  version: textAt(element, "version"),
  scope: textAt(element, "scope"),
  type: textAt(element, "type") ?? "jar",
  classifier: textAt(element, "classifier") ?? "",
  line: (childAt(element, "version") ?? childAt(element, "artifactId") ?? element).line,
});
