import type { Inline, Summary } from "../../../shared/action/summary.ts";
import type { Review } from "../review.ts";
import type { Links } from "./tables.ts";

const ROWS = 50;

/** What comes in with others and could be spared, folded: choosing another direct dependency is all that helps. */
export function sparedTable(summary: Summary, { spared }: Pick<Review, "spared">, links: Links, most: number): void {
  if (spared.length === 0) return;
  const shown = spared.slice(0, Math.min(most, ROWS));
  summary.details(`Could be spared, but others bring it in (${spared.length})`, (body) => {
    if (shown.length > 0) {
      body.table(
        ["Package", "Brought in by", "Instead", "Where"],
        shown.map(({ dependency: { name, file, line }, path, instead, address }): readonly Inline[] => [
          { code: name },
          path.slice(0, -1).join(" › "),
          address === undefined ? instead : { link: instead, to: address },
          { link: `${file}:${line}`, to: links.line(file, line) },
        ]),
      );
    }
    if (spared.length > shown.length)
      body.paragraph(`… and ${spared.length - shown.length} more: the report has all of them.`);
  });
}
