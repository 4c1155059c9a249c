import { type Candidates, candidatesFor, commandFor } from "../../shared/dependencies/advice.ts";
import { isDevelopment } from "../../shared/dependencies/policy/advisories.ts";
import type { Finding } from "../../shared/dependencies/policy/types.ts";
import { purlOf } from "../../shared/dependencies/purl.ts";
import type { Comparison, Dependency, Inventory } from "../../shared/dependencies/types.ts";
import type { Facts } from "./gather.ts";
import type { Ports } from "./ports.ts";
import { spelled } from "./spelling.ts";

/** Findings that a former release does not have: staying with it is what to do. */
const GO_BACK: ReadonlySet<Finding["rule"]> = new Set([
  "malware",
  "yanked",
  "age",
  "trust",
  "install-script",
  "maintainer",
]);
/** Packages whose next clean release is looked for. */
const MOST = 200;

interface Looked {
  readonly places: readonly Dependency[];
  readonly inventory: Inventory | undefined;
  readonly candidates: Candidates;
}

const at = (dependency: Dependency, version: string): Dependency => ({
  ...dependency,
  version,
  purl: purlOf(dependency.ecosystem, dependency.name, version),
});

/** Says beside each finding what ends it: the smallest clean version, who brings the package in, the command. */
export async function advise(
  findings: readonly Finding[],
  { head }: Pick<Comparison, "head">,
  facts: Facts,
  { advisories }: Pick<Ports, "advisories">,
): Promise<readonly Finding[]> {
  const inventories = new Map(head.map((inventory) => [inventory.file, inventory]));
  const places = Map.groupBy(
    head.flatMap(({ dependencies }) => dependencies),
    ({ purl }) => purl,
  );
  const open = findings.filter(({ rule, exception }) => rule === "vulnerability" && exception === undefined);
  const looked = new Map<string, Looked>();
  for (const { dependency } of open.slice(0, MOST)) {
    if (looked.has(dependency.purl)) continue;
    const all = places.get(dependency.purl) ?? [dependency];
    const versions = facts.releases.get(dependency.purl)?.versions;
    looked.set(dependency.purl, {
      places: all,
      inventory: inventories.get(dependency.file),
      candidates: candidatesFor(
        dependency,
        all.flatMap(({ ranges }) => ranges ?? []),
        facts.known.get(dependency.purl) ?? [],
        versions === undefined ? undefined : [...versions.keys()],
      ),
    });
  }
  const asked = [...looked.values()].flatMap(({ places: [first], candidates: { inRange, any } }) =>
    first === undefined ? [] : [...new Set([...inRange, ...any])].map((version) => at(first, version)),
  );
  const present = [...looked.values()].flatMap(({ places: all }) => all);
  const { known } =
    asked.length === 0
      ? { known: new Map<string, readonly unknown[]>() }
      : await advisories.lookUp(spelled(asked, present, facts.releases));
  const isClean = (dependency: Dependency, version: string): boolean =>
    known.get(at(dependency, version).purl)?.length === 0;

  return findings.map((finding) => {
    const { dependency, path, rule, exception } = finding;
    if (exception !== undefined) return finding;
    if (GO_BACK.has(rule)) return goBack(finding, facts, inventories.get(dependency.file));
    const found = looked.get(dependency.purl);
    if (rule !== "vulnerability" || found === undefined || finding.advisory?.fixedIn.length === 0) return finding;
    const { inRange, any } = found.candidates;
    const within = inRange.find((version) => isClean(dependency, version));
    const version = within ?? any.find((candidate) => isClean(dependency, candidate));
    if (version === undefined) return { ...finding, advice: "No later release is known to be clean." };
    const direct = dependency.direct ?? path.length < 2;
    const [root] = path;
    const command =
      found.inventory &&
      commandFor(found.inventory, { name: dependency.name, version, direct, development: isDevelopment(dependency) });
    const who = direct || root === undefined ? "" : `, which ${root} brings in`;
    return within === undefined
      ? {
          ...finding,
          advice: direct
            ? `${version} is the next clean release; it is outside of the range that is asked for, so read what it changes.`
            : `${version} is the next clean release${who}; update ${root ?? "what needs it"} to a release that takes it.`,
          command: direct ? command : undefined,
        }
      : { ...finding, advice: `Update to ${version}, the next clean release${who}.`, command };
  });
}

/** Until somebody has looked at the new release, the one before is there. */
function goBack(finding: Finding, { subjects }: Facts, inventory: Inventory | undefined): Finding {
  const { dependency } = finding;
  const subject = subjects.find(({ dependency: { purl } }) => purl === dependency.purl);
  const version = subject?.before.at(-1)?.dependency.version;
  if (version === undefined || inventory === undefined || dependency.direct === false) return finding;
  const command = commandFor(inventory, {
    name: dependency.name,
    version,
    direct: true,
    development: isDevelopment(dependency),
  });
  // Not every package manager has a command that leads back to a version.
  return command?.includes(version) === true ? { ...finding, command } : finding;
}
