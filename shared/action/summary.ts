import { escapeMarkdown, fencedCode, inlineCode, link } from "./markdown.ts";

/** Plain text is escaped; the two forms are the only markup that a cell, a fact or a list item can have. */
export type Inline = string | { readonly code: string } | { readonly link: string; readonly to: string };

/** Several parts of one cell follow each other as they are, spaces included. */
export type Cell = Inline | readonly Inline[];

/** Builds the step's summary. Every text that it is given is escaped: nothing from outside becomes markup. */
export interface Summary {
  readonly heading: (text: Inline, level?: 1 | 2 | 3 | 4) => Summary;
  readonly paragraph: (...parts: readonly Inline[]) => Summary;
  readonly list: (items: readonly Inline[]) => Summary;
  readonly table: (head: readonly string[], rows: readonly (readonly Cell[])[]) => Summary;
  /** Name and value pairs; pairs without a value are left out. */
  readonly facts: (facts: Readonly<Record<string, Inline | number | boolean | undefined>>) => Summary;
  readonly code: (text: string, language?: string) => Summary;
  /** A part that is folded until it is clicked. */
  readonly details: (title: string, body: (summary: Summary) => void) => Summary;
  /** The Markdown so far, "" when nothing was added. */
  readonly markdown: () => string;
}

/** GitHub drops a summary of more than 1 MiB altogether; the rest is for the notice. */
const MOST = 1_048_576 - 1_024;
const NOTICE = "_This summary was cut: GitHub takes at most 1 MiB._";

export function createSummary(most = MOST): Summary {
  const blocks: string[] = [];
  let size = 0;
  let full = false;

  const add = (block: string): Summary => {
    const bytes = Buffer.byteLength(block) + 2;
    if (!full && size + bytes <= most) {
      blocks.push(block);
      size += bytes;
    } else if (!full) {
      full = true;
      blocks.push(NOTICE);
    }
    return summary;
  };

  const summary: Summary = {
    heading: (text, level = 2) => add(`${"#".repeat(level)} ${inline(text)}`),
    paragraph: (...parts) => add(parts.map(inline).join(" ")),
    list: (items) => (items.length === 0 ? summary : add(items.map((item) => `- ${inline(item)}`).join("\n"))),
    table: (head, rows) =>
      add([row(head), row(head.map(() => ({ raw: "---" }))), ...rows.map((cells) => row(cells))].join("\n")),
    facts: (facts) => {
      const given = Object.entries(facts).filter(([, value]) => value !== undefined && value !== "");
      return given.length === 0
        ? summary
        : add([row(["", ""]), row([{ raw: "---" }, { raw: "---" }]), ...given.map(fact)].join("\n"));
    },
    code: (text, language) => add(fencedCode(text, language)),
    details: (title, body) => {
      const inner = createSummary(Math.max(0, most - size - 1_024));
      body(inner);
      return add(`<details><summary>${escapeMarkdown(title)}</summary>\n\n${inner.markdown()}\n</details>`);
    },
    markdown: () => (blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`),
  };
  return summary;
}

export function inline(part: Inline): string {
  if (typeof part === "string") return escapeMarkdown(part);
  return "code" in part ? inlineCode(part.code) : link(part.link, part.to);
}

const row = (cells: readonly (Cell | { readonly raw: string })[]): string => `| ${cells.map(written).join(" | ")} |`;

function written(cell: Cell | { readonly raw: string }): string {
  if (typeof cell === "object" && "raw" in cell) return cell.raw;
  return isList(cell) ? cell.map(inline).join("") : inline(cell);
}

const isList = (cell: Cell): cell is readonly Inline[] => Array.isArray(cell);

const fact = ([name, value]: [string, Inline | number | boolean | undefined]): string =>
  row([name, typeof value === "object" ? value : String(value)]);
