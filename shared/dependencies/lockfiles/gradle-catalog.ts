import { oneLine } from "../../action/text.ts";
import type { Lockfile } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { parseToml } from "./toml.ts";
import { at, entries, text } from "./values.ts";

/** `gradle/libs.versions.toml`, and whatever else somebody called one. */
export const CATALOG = /(?:^|\/)gradle\/[^/]+\.versions\.toml$/;

/**
 * A version catalog of Gradle: what builds may name, each in one version.
 */
export const gradleCatalog = (path: string): Lockfile => ({
  path,
  ecosystem: "Maven",
  wants: () => false,
  read: (source) => {
    const { document } = parseToml(path, source, "");
    const lines = linesOf(source);
    const pinned = new Map<string, Pinned>();
    const take = (section: string, alias: string, name: string | undefined, version: unknown): void => {
      if (name === undefined || !NAME.test(name)) return;
      const ref = text(at(version, "ref"));
      const said = versionOf(ref === undefined ? version : at(at(document, "versions"), ref));
      pinned.set(`${section}.${alias}`, {
        name,
        line: (ref === undefined ? undefined : lines.get(`versions.${ref}`)) ?? lines.get(`${section}.${alias}`) ?? 1,
        scope: section === "plugins" ? "development" : "runtime",
        direct: true,
        ...(said === undefined || EXACT.test(said) ? { version: said } : { version: undefined, ranges: [said] }),
      });
    };
    for (const [alias, about] of entries(at(document, "libraries"))) {
      const [group, artifact, ...short] = text(about)?.split(":") ?? [];
      if (group !== undefined) take("libraries", alias, `${group}:${artifact ?? ""}`, short.join(":"));
      else {
        const module =
          text(at(about, "module")) ?? `${text(at(about, "group")) ?? ""}:${text(at(about, "name")) ?? ""}`;
        take("libraries", alias, module, at(about, "version"));
      }
    }
    for (const [alias, about] of entries(at(document, "plugins"))) {
      const [id = text(at(about, "id")) ?? "", ...short] = text(about)?.split(":") ?? [];
      // Where Gradle looks to find out which package a plugin is in.
      take(
        "plugins",
        alias,
        `${id}:${id}.gradle.plugin`,
        text(about) === undefined ? at(about, "version") : short.join(":"),
      );
    }
    const inventory = toInventory({ file: path, format: "gradle-catalog", ecosystem: "Maven" }, pinned);
    return pinned.size === 0
      ? inventory
      : {
          ...inventory,
          gaps: [`what the packages of ${oneLine(path)} need themselves, which is decided when it is built`],
        };
  },
});

const NAME = /^[\w.-]{1,200}:[\w.-]{1,200}$/;
/** Neither a range nor whatever is the newest. */
const EXACT = /^(?!latest\.)[^\s[\](),${}@+\p{C}]{1,200}$/u;

/** `"1.2"`, or as much as is said of it by `strictly`, `require` or `prefer`. */
const versionOf = (version: unknown): string | undefined =>
  text(version) ??
  ["strictly", "require", "prefer"].map((kind) => text(at(version, kind))).find((said) => said !== undefined);

/** One-based lines by `section.key`. */
function linesOf(source: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let section = "";
  for (const [index, line] of source.split("\n").entries()) {
    const header = /^\s*\[\s*([\w.-]+)\s*\]/.exec(line)?.[1];
    const key = /^\s*["']?([\w.-]+?)["']?\s*=/.exec(line)?.[1];
    if (header !== undefined) lines.set((section = header), index + 1);
    else if (key !== undefined) lines.set(`${section}.${key}`, index + 1);
  }
  return lines;
}
