import type { Log } from "../../shared/action/context.ts";
import { Failure } from "../../shared/action/failure.ts";
import { overBudget, overTotal } from "../../shared/site/budget.ts";
import { ownership, type Place } from "../../shared/site/layout.ts";
import { atSources, type PointedFinding } from "../../shared/site/page-sources.ts";
import { joinPath } from "../../shared/site/paths.ts";
import { findEmptiness } from "../../shared/site/shrink.ts";
import type { PageSources, SiteFinding } from "../../shared/site/types.ts";
import type { Branch } from "./branch.ts";
import type { Desk } from "./desk.ts";
import { reportFindings } from "./report.ts";
import type { Taken } from "./take-source.ts";

interface Checked extends Taken {
  readonly first: Branch;
  readonly place: Place;
  /** Addresses with a slash at their ends: the tree's top and the place. */
  readonly site: string;
  readonly address: string;
}

/** Everything that must hold before anything is published. Answers with the keys of links that are broken all the same. */
export async function checkSite(desk: Desk, checked: Checked): Promise<readonly string[]> {
  const { context, ports } = desk;
  const { inputs } = context;
  const { files, first, place, site, address, untrusted, pageSources } = checked;
  const { layout, snapshot } = first;
  const owns = ownership(place, layout, inputs.keepFiles);
  const before = layout.publications.get(place.path);
  // A new preview or version is compared with the site beside it: what is broken there is nobody's new breakage here.
  const baseline = before ?? layout.publications.get(inputs.destination);
  const { findings, broken } = await ports.check({
    files,
    basePath: new URL(address).pathname,
    rootPath: new URL(site).pathname,
    elsewhere: (path) => snapshot.entries.has(path) && !owns(path),
    linkCheck: inputs.linkCheck,
    knownBroken: baseline === undefined ? undefined : (baseline.broken ?? []),
    allowHidden: inputs.allowHidden,
    untrusted,
  });
  const earlier = before && {
    files: before.files,
    hasIndex: snapshot.entries.has(joinPath(place.path, "index.html")),
  };
  const empty = findEmptiness(new Set(files.map(({ path }) => path)), earlier, inputs.allowShrink);
  judge(desk, [...checked.findings, ...findings, ...empty, ...overBudgets(desk, checked)], pageSources);
  return broken;
}

/** What a budget says beside what is live: of a preview beside the site, else it would grow from push to push. */
function overBudgets({ context: { inputs } }: Desk, { files, first, place }: Checked): readonly SiteFinding[] {
  const { layout, snapshot } = first;
  const home = place.kind === "preview" ? inputs.destination : place.path;
  const path = layout.publications.has(home) ? home : place.path;
  const live = layout.publications.get(path);
  const has = (file: string): boolean => snapshot.entries.has(joinPath(path, file));
  const sizes = new Map([...layout.publications].map(([one, { size }]) => [one, size]));
  sizes.set(
    place.path,
    files.reduce((sum, { size }) => sum + size, 0),
  );
  return [...overBudget(files, inputs, live && { size: live.size, has }), ...overTotal(sizes, inputs.maxTotalSize)];
}

const SHOWN = 15;
/** More annotations of a step nobody gets to see. */
const POINTED = 10;

/** At the sources of the pages, since GitHub shows an annotation only at a file of the repository. */
function point(log: Log, findings: readonly PointedFinding[]): void {
  const known = findings.flatMap(({ rule, message, source }) =>
    source === undefined ? [] : [{ rule, message, source }],
  );
  for (const { rule, message, source } of known.slice(0, POINTED)) {
    const title = rule === "broken-anchor" ? "Broken anchor" : "Broken link";
    log.warning(message, title, { file: source.file, line: source.line ?? 1 });
  }
}

/** Tells what was found; throws when any of it forbids publishing. */
export function judge({ context }: Desk, found: readonly SiteFinding[], pageSources: PageSources | undefined): void {
  const { summary, log } = context;
  const findings: readonly PointedFinding[] = pageSources === undefined ? found : atSources(found, pageSources);
  point(log, findings);
  const told = findings.map((one) => ({ ...one, source: undefined }));
  context.publish({ findings: told });
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.length - errors.length;
  if (errors.length === 0) {
    reportFindings(summary, findings);
    if (warnings > 0) log.notice(`${warnings} findings do not stop the publication; they are in the summary.`);
    return;
  }
  const links = errors.every(({ rule }) => rule.startsWith("broken-"));
  const shown = errors
    .slice(0, SHOWN)
    .map(({ path, line, message }) => `  ${path}${line === undefined ? "" : `:${line}`}: ${message}`);
  const more = errors.length > SHOWN ? [`  … and ${errors.length - SHOWN} more in the summary`] : [];
  reportFindings(summary, findings);
  throw new Failure(
    links ? "SLIP-DOCS-LINKS" : "SLIP-DOCS-REFUSED",
    [`${errors.length} ${links ? "links are broken" : "findings forbid publishing"}:`, ...shown, ...more].join("\n"),
    {
      blame: "user",
      outcome: "refused",
      state: "Nothing was published.",
      next: links
        ? "Correct the links, or set `link-check: warn`."
        : "Take these out of the folder. A hidden file that is meant to be public goes into `allow-hidden`; a secret that was ever published has to be replaced. What is over a budget has to shrink, or the budget to grow.",
    },
  );
}
