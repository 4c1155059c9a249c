import type { Inline, Summary } from "../../../shared/action/summary.ts";
import type { Footprint, Weight } from "../../../shared/dependencies/footprint.ts";
import { formatSize } from "../../../shared/domain/size.ts";
import type { Links } from "./tables.ts";

const NEWCOMERS = 10;
const DUPLICATES = 50;

/** `adds 12.0 MB (30 of 32 packages), takes away 9.0 MB`; undefined where no registry tells. */
export function roomOf({ added, removed }: Footprint): string | undefined {
  const parts = [
    ["adds ", added],
    ["takes away ", removed],
  ] as const;
  const told = parts.filter(([, { known }]) => known > 0).map(([sign, weight]) => `${sign}${weightOf(weight)}`);
  return told.length === 0 ? undefined : told.join(", ");
}

const weightOf = ({ bytes, known, of }: Weight): string =>
  `${formatSize(bytes)}${known === of ? "" : ` (${known} of ${of} packages)`}`;

/** The largest newcomers and what is there several times now, folded; nothing where there is nothing to say. */
export function roomTables(summary: Summary, { newcomers, duplicates }: Footprint, links: Links, most: number): void {
  const largest = newcomers.filter(({ bytes }) => bytes > 0).slice(0, Math.min(most, NEWCOMERS));
  if (largest.length > 0) {
    summary.details("Size of what comes in", (body) =>
      body.table(
        ["Package", "Size", "Before"],
        largest.map(({ dependency, bytes, formerly }): readonly Inline[] => [
          { code: `${dependency.name} ${dependency.version ?? ""}` },
          { code: formatSize(bytes) },
          formerly === undefined ? "" : { code: formatSize(formerly) },
        ]),
      ),
    );
  }
  const shown = duplicates.slice(0, Math.min(most, DUPLICATES));
  if (shown.length === 0) return;
  summary.details(`Installed in several versions now (${duplicates.length})`, (body) => {
    body.table(
      ["Package", "Versions", "Where"],
      shown.map(({ dependency: { name, file, line }, versions }): readonly Inline[] => [
        { code: name },
        versions.slice(0, 20).join(", "),
        { link: `${file}:${line}`, to: links.line(file, line) },
      ]),
    );
    if (duplicates.length > shown.length) body.paragraph(`… and ${duplicates.length - shown.length} more.`);
  });
}
