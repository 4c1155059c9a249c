import { hostsOf } from "../../shared/dependencies/addresses/choose.ts";
import type { Addresses } from "../../shared/dependencies/addresses/types.ts";
import { manifestOf } from "../../shared/dependencies/manifests.ts";
import type { Draft } from "../../shared/dependencies/policy/gates/subject.ts";
import type { Comparison, Inventory } from "../../shared/dependencies/types.ts";
import { draftAt } from "./file-finding.ts";
import { compareNamed, lockedIn, readLocked } from "./named.ts";
import type { Revisions } from "./ports.ts";
import type { Range } from "./range.ts";

const GROUPS = ["dependencies", "devDependencies", "optionalDependencies"] as const;
/** So many lock files are enough to see a pattern. */
const MOST_LOCKS = 50;

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
    const whose = scope === "" || scope === "central" ? `${ecosystem} packages` : `${scope} of ${ecosystem}`;
    drafts.push(
      draftAt("registry-change", { ecosystem, file, line }, key, `It takes ${whose} from ${url} from now on.`),
    );
  }
  for (const [key, { ecosystem, scope, url, file }] of old) {
    if (present.has(key)) continue;
    const whose = scope === "" || scope === "central" ? `${ecosystem} packages` : `${scope} of ${ecosystem}`;
    drafts.push(
      draftAt("registry-change", { ecosystem, file, line: 1 }, key, `It no longer takes ${whose} from ${url}.`),
    );
  }
  return drafts;
}

/** Where a manifest and the lock file beside it no longer say the same. Only manifests that the change touches are compared. */
export async function outOfStep(comparison: Comparison, range: Range, revisions: Revisions): Promise<readonly Draft[]> {
  const locks = comparison.head.filter(
    ({ ecosystem, file }) => ecosystem === "npm" || ecosystem === "Go" || manifestOf(file) !== undefined,
  );
  const all = await Promise.all(
    locks.slice(0, MOST_LOCKS).map(async (inventory) => {
      const { file, ecosystem } = inventory;
      if (ecosystem === "npm") {
        const path = `${file.slice(0, file.lastIndexOf("/") + 1)}package.json`;
        const text = await changed(path);
        return text === undefined ? [] : compareManifest(text, path, inventory);
      }
      const lock = ecosystem === "Go" ? file.replace(/mod$/, "sum") : file;
      const manifest = manifestOf(lock);
      const text = manifest === undefined ? undefined : await changed(manifest.path);
      if (manifest === undefined || text === undefined) return [];
      const locked = ecosystem === "Go" ? readLocked(await revisions.read(range.head, lock)) : lockedIn(inventory);
      const place = { ecosystem, file: manifest.path } as const;
      return locked === undefined ? [] : compareNamed(manifest.read(text), locked, { ...place, lock, text });
    }),
  );
  return all.flat();

  /** Text of a file that the change has written. */
  async function changed(path: string): Promise<string | undefined> {
    const [was, is] = await Promise.all([
      range.base === undefined ? undefined : revisions.read(range.base, path),
      revisions.read(range.head, path),
    ]);
    return was === is ? undefined : is;
  }
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
