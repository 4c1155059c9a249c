import type { Inline, Summary } from "../../../shared/action/summary.ts";
import type { SizeReport } from "../ports.ts";
import { bytes, difference, percent } from "./units.ts";

type Row = SizeReport["rows"][number];

const MOST_ROWS = 60;
const INSTRUCTION = 80;

const shorten = (text: string): string => (text.length > INSTRUCTION ? `${text.slice(0, INSTRUCTION - 1)}…` : text);

const change = ({ size, before }: Row, compared: boolean): string => {
  if (!compared) return "";
  if (before === undefined) return `${difference(size)} (new)`;
  if (size === 0 && before > 0) return `${difference(-before)} (gone)`;
  return size === before ? "" : difference(size - before);
};

/** One row an image: what it weighs, and what it weighed. */
export function sizesTable(summary: Summary, reports: ReadonlyMap<string, SizeReport>): void {
  const rows = [...reports].map(([name, { size, unpacked, before }]): Inline[] => [
    { code: name },
    bytes(size),
    unpacked === undefined ? "" : bytes(unpacked),
    before === undefined ? "nothing to compare with" : bytes(before),
    before === undefined ? "" : `${difference(size - before)} (${percent(size - before, before)})`,
  ]);
  summary.table(["Image", "Compressed", "Unpacked", "Base branch", "Change"], rows);
}

/** One row a layer, those that changed most first. */
export function layersTable(summary: Summary, { rows, before, platform }: SizeReport): void {
  const weight = (row: Row): number => Math.abs(row.size - (row.before ?? 0));
  const compared = before !== undefined;
  const sorted = compared ? rows.toSorted((one, other) => weight(other) - weight(one)) : rows;
  summary.paragraph(`Layers of ${platform}`).table(
    ["Made by", "Compressed", "Unpacked", "Change"],
    sorted
      .slice(0, MOST_ROWS)
      .map((row): Inline[] => [
        row.createdBy === "" ? "" : { code: shorten(row.createdBy) },
        bytes(row.size),
        row.unpacked === undefined ? "" : bytes(row.unpacked),
        change(row, compared),
      ]),
  );
  if (sorted.length > MOST_ROWS) summary.paragraph(`and ${sorted.length - MOST_ROWS} more layers`);
}
