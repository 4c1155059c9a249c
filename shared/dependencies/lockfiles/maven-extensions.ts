import { isXmlProblem, parseXml, textAt } from "../../domain/xml.ts";
import type { Lockfile } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { MOST_WRITTEN, checkText, refuse } from "./refuse.ts";

/** `.mvn/extensions.xml`: what becomes a part of Maven itself before it reads any pom. */
export const mavenExtensions = (path: string): Lockfile => ({
  path,
  ecosystem: "Maven",
  wants: () => false,
  read: (source) => {
    const root = parseXml(checkText(path, source, MOST_WRITTEN));
    if (isXmlProblem(root)) throw refuse(path, root.why, root.line);
    const pinned = new Map<string, Pinned>();
    for (const [index, extension] of root.children.entries()) {
      const [group, artifact, version] = ["groupId", "artifactId", "version"].map((name) => textAt(extension, name));
      if (group === undefined || artifact === undefined) continue;
      const name = `${group}:${artifact}`;
      pinned.set(String(index), { name, version, line: extension.line, scope: "development", direct: true });
    }
    return toInventory({ file: path, format: "maven-extensions", ecosystem: "Maven" }, pinned);
  },
});
