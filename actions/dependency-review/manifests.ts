import { hostsOf } from "../../shared/dependencies/addresses/choose.ts";
import type { Addresses } from "../../shared/dependencies/addresses/types.ts";
import type { Draft } from "../../shared/dependencies/policy/gates/subject.ts";
import type { Comparison, Dependency, Inventory } from "../../shared/dependencies/types.ts";
import type { Revisions } from "./ports.ts";
import type { Range } from "./range.ts";

const GROUPS = ["dependencies", "devDependencies", "optionalDependencies"] as const;
/** Files that differ are read, and so many are enough to see a pattern. */
const MOST = 50;

/** A change that decides where packages come from, whichever file says so. Public registries are nobody's secret. */
export function registryChanges(before: Addresses, after: Addresses): readonly Draft[] {
  const { isPublic } = hostsOf(after);
  const entriesOf = ({ entries }: Addresses) =>
    new Map(
      entries
        .filter(({ file, ecosystem, url }) => file !== "" && !isPublic(ecosystem, URL.parse(url)?.host ?? ""))
        .map((entry) => [`${entry.ecosystem}\0${entry.scope}\0${entry.url}`, entry]),
    );
  const [old, present] = [entriesOf(before), entriesOf(after)];
  const drafts: Draft[] = [];
  for (const [key, { ecosystem, scope, url, file, line }] of present) {
    if (old.has(key)) continue;
    const whose = scope === "" ? `${ecosystem} packages` : `${scope} of ${ecosystem}`;
    drafts.push(
      draftAt("registry-change", { ecosystem, file, line }, key, `It takes ${whose} from ${url} from now on.`),
    );
  }
  for (const [key, { ecosystem, scope, url, file }] of old) {
    if (present.has(key)) continue;
    const whose = scope === "" ? `${ecosystem} packages` : `${scope} of ${ecosystem}`;
    drafts.push(
      draftAt("registry-change", { ecosystem, file, line: 1 }, key, `It no longer takes ${whose} from ${url}.`),
    );
  }
  return drafts;
}

/** Where `package.json` and the lock file beside it no longer say the same. Only files that the change touches are read. */
export async function outOfStep(comparison: Comparison, range: Range, revisions: Revisions): Promise<readonly Draft[]> {
  const locks = comparison.head.filter(({ ecosystem }) => ecosystem === "npm").slice(0, MOST);
  const all = await Promise.all(
    locks.map(async (inventory) => {
      const path = `${inventory.file.slice(0, inventory.file.lastIndexOf("/") + 1)}package.json`;
      const [was, is] = await Promise.all([
        range.base === undefined ? undefined : revisions.read(range.base, path),
        revisions.read(range.head, path),
      ]);
      return is === undefined || was === is ? [] : compareManifest(is, path, inventory);
    }),
  );
  return all.flat();
}

function compareManifest(text: string, path: string, { file, dependencies }: Inventory): Draft[] {
  const manifest = parse(text);
  if (manifest === undefined) return [];
  const direct = Map.groupBy(
    dependencies.filter((dependency) => dependency.direct !== false),
    ({ name, alias }) => alias ?? name,
  );
  const drafts: Draft[] = [];
  for (const group of GROUPS) {
    for (const [name, range] of Object.entries(manifest[group] ?? {})) {
      if (typeof range !== "string" || /^(?:workspace|file|link|portal|catalog):/.test(range)) continue;
      const locked = direct.get(name) ?? [];
      const line = lineOf(text, name);
      const place = { ecosystem: "npm", file: path, line } as const;
      if (locked.length === 0 && group !== "optionalDependencies") {
        drafts.push(draftAt("out-of-step", place, name, `${path} names ${name}, and ${file} does not have it.`, name));
        continue;
      }
      const ranges = locked.flatMap((dependency) => dependency.ranges ?? []);
      if (ranges.length > 0 && !ranges.includes(range)) {
        const what = `${path} asks for ${name} ${range}, and ${file} was made for ${ranges[0] ?? ""}.`;
        drafts.push(draftAt("out-of-step", place, name, what, name));
      }
    }
  }
  return drafts;
}

type Manifest = Readonly<Partial<Record<(typeof GROUPS)[number], Readonly<Record<string, unknown>>>>>;

function parse(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof value !== "object" || value === null) return undefined;
    const fields = new Map<string, unknown>(Object.entries(value));
    return Object.fromEntries(
      GROUPS.map((group) => [group, fields.get(group)]).filter(([, part]) => typeof part === "object" && part !== null),
    ) as Manifest;
  } catch {
    return undefined;
  }
}

const lineOf = (text: string, name: string): number => {
  const at = text.indexOf(`${JSON.stringify(name)}:`);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
};

/** A finding about a file, in the place of a package. */
function draftAt(
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
