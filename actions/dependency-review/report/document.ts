import { createSummary, type Summary } from "../../../shared/action/summary.ts";
import { short } from "../../../shared/domain/revision.ts";
import {
  aboutOf,
  accepted,
  answeredBy,
  balance,
  before,
  blocking,
  packages,
  progress,
  reasons,
  type Review,
  standingOf,
  uncheckedPackages,
  verdictOf,
  warning,
} from "../review.ts";
import { roomOf, roomTables } from "./room.ts";
import { sparedTable } from "./spared.ts";
import { exceptionsTable, findingsTable, type Links, standingTable } from "./tables.ts";

const HEADINGS = {
  blocked: "Dependency review: blocked",
  "not-checked": "Dependency review: not everything could be checked",
  warned: "Dependency review: look at this",
  clean: "Dependency review: clean",
} as const;

/** No GitHub page shows more in a way that anybody reads. */
const MOST_ROWS = 1_000;

/** Markdown of the review for a place with so much room, findings cut by importance and never within a row. */
export const document = (review: Review, links: Links, fits: (markdown: string) => boolean): string =>
  rendered(review, links, mostRows(review, links, fits));

/** The same, written into the step's summary. */
export function describe(summary: Summary, review: Review, links: Links, fits: (markdown: string) => boolean): void {
  write(summary, review, links, mostRows(review, links, fits));
}

function rendered(review: Review, links: Links, most: number): string {
  const summary = createSummary(Number.MAX_SAFE_INTEGER);
  write(summary, review, links, most);
  return summary.markdown();
}

function mostRows(review: Review, links: Links, fits: (markdown: string) => boolean): number {
  let [low, high] = [0, MOST_ROWS];
  if (fits(rendered(review, links, high))) return high;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(rendered(review, links, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** In the order of what to do: what stops the change, what nobody knows, what to look at, what got better, what is accepted. */
function write(summary: Summary, review: Review, links: Links, most: number): void {
  const { comparison, footprint, range, notes, stale, unasked } = review;
  const [blocked, warned, lifted] = [blocking(review), warning(review), accepted(review)];
  const unknown = uncheckedPackages(review);
  summary.heading(HEADINGS[verdictOf(review)]);
  summary.paragraph(`Known vulnerabilities: this change ${balance(review)}.`);
  const stood = standingOf(review);
  if (stood !== undefined) summary.paragraph(stood);
  summary.facts({
    Compared: `${range.base === undefined ? "nothing" : short(range.base)} … ${short(range.head)}`,
    Packages: `${comparison.added.length} added, ${comparison.removed.length} removed${comparison.altered.length === 0 ? "" : `, ${comparison.altered.length} altered in place`}`,
    Size: roomOf(footprint),
    Findings: `${blocked.length} blocking, ${warned.length} to look at, ${lifted.length} accepted`,
    "Advisories of": answeredBy(review),
    "Not checked": unknown || undefined,
  });
  if (blocked.length > 0) {
    summary.heading("Before this can be merged", 3);
    findingsTable(summary, blocked, links, most);
  }
  if (review.unchecked.length > 0) {
    summary.heading("Not checked", 3);
    summary.paragraph(
      `Something could not be found out about ${packages(unknown)}. ${unknown === 1 ? "It is" : "They are"} not known to be clean.`,
    );
    summary.list(
      limited(
        reasons(review).map(([why, count]) => `${count} × ${why}`),
        Math.min(most, 20),
      ),
    );
  }
  if (stale.length > 0 && review.staleLevel !== "off") {
    summary.heading("Exceptions to clear up", 3);
    summary.list(
      limited(
        stale.map(
          ({ exception, why }) =>
            `${aboutOf(exception)} (${review.config}:${exception.line}, of ${exception.owner}): ${why}`,
        ),
        Math.min(most, 50),
      ),
    );
  }
  if (warned.length > 0) {
    summary.heading("Worth a look", 3);
    findingsTable(summary, warned, links, most - Math.min(most, blocked.length));
  }
  const better = progress(review);
  if (better.length > 0) {
    summary.heading("Fixed", 3);
    summary.list(limited(better, Math.min(most, 50)));
  }
  standingTable(summary, before(review), links, Math.min(most, 100));
  roomTables(summary, footprint, links, most);
  sparedTable(summary, review, links, most);
  if (lifted.length > 0) {
    summary.details(`Accepted by exceptions (${lifted.length})`, (body) =>
      exceptionsTable(body, lifted, Math.min(most, 100)),
    );
  }
  closing(
    summary,
    [...notes, ...[...unasked].map(([why, count]) => `${packages(count)} not asked about: ${why}`)],
    review,
    most,
  );
}

function closing(summary: Summary, notes: readonly string[], { comparison }: Review, most: number): void {
  const remarks = [
    ...notes,
    ...comparison.head.flatMap(({ file, notes: own }) => own.map((note) => `${file}: ${note}`)),
  ];
  if (remarks.length > 0)
    summary.details(`Remarks (${remarks.length})`, (body) => body.list(limited(remarks, Math.min(most, 50))));
  summary.details(`Files that were read (${comparison.head.length})`, (body) =>
    body.list(
      limited(
        comparison.head.map(
          ({ file, format, dependencies }) => `${file}: ${packages(dependencies.length)} (${format})`,
        ),
        Math.min(most, 100),
      ),
    ),
  );
}

const limited = (items: readonly string[], most: number): readonly string[] =>
  items.length <= most ? items : [...items.slice(0, most), `… and ${items.length - most} more`];
