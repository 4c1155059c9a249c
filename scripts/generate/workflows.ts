import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "yaml";

/**
 * `self`: `$/`, GitHub's own repository at the running commit. `vendored`: owner/repository at a commit, for copies in other
 * repositories. `pinned`: the same without what GitHub Enterprise Server and `act` do not know.
 */
export type Dialect =
  | { readonly kind: "self" }
  | { readonly kind: "vendored" | "pinned"; readonly repository: string; readonly ref: string };

type Pins = Readonly<Record<string, { readonly version: string; readonly sha: string }>>;

const USES = /^(?<before>\s*(?:- )?uses: )(?<used>\S+)$/;

/** Keys of 2026, each on a line of its own. Without them a pending deploy may be dropped, and jobs make Deployments of their own. */
const MODERN = /^\s+(?:queue: max|deployment: false)$/;

/** One source with every `uses` as the dialect has it. Comments stay, line numbers move by the header only. */
export const renderWorkflow = (source: string, path: string, pins: Pins, dialect: Dialect): string => {
  const known = source.split("\n").filter((line) => dialect.kind !== "pinned" || !MODERN.test(line));
  const lines = known.map((line) => {
    const { before = "", used } = USES.exec(line)?.groups ?? {};
    return used === undefined ? line : before + renderUse(used, path, pins, dialect);
  });
  return [
    `# Generated from ${path} by scripts/workflows.ts: change that file, then run \`npm run generate\`.`,
    ...lines,
  ].join("\n");
};

const renderUse = (used: string, path: string, pins: Pins, dialect: Dialect): string => {
  if (used.startsWith("./")) {
    const inside = used.slice(2).replace(/^workflows\//, ".github/workflows/");
    return dialect.kind === "self" ? `$/${inside}` : `${dialect.repository}/${inside}@${dialect.ref}`;
  }
  const pin = pins[used];
  if (pin === undefined) throw new Error(`${path}: ${used} is not in workflows/pins.yml`);
  return `${used.replace(/@.*$/, "")}@${pin.sha} # ${pin.version}`;
};

/** All workflows of the suite, by file name. */
export const renderWorkflows = (dialect: Dialect): ReadonlyMap<string, string> => {
  const pins = parse(readFileSync("workflows/pins.yml", "utf8")) as Pins;
  const sources = globSync("workflows/*.yml")
    .filter((path) => basename(path) !== "pins.yml")
    .toSorted();
  return new Map(
    sources.map((path) => [basename(path), renderWorkflow(readFileSync(path, "utf8"), path, pins, dialect)]),
  );
};

/** `.github/workflows/`: GitHub reads only that folder, and only flat. */
export const workflowFiles = (): ReadonlyMap<string, string> =>
  new Map([...renderWorkflows({ kind: "self" })].map(([name, text]) => [`.github/workflows/${name}`, text]));
