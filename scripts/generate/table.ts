/** A Markdown table with aligned columns, as the formatter writes it, so that generated pages are never reformatted. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((cells) => width(cells[column] ?? ""))));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text + " ".repeat((widths[column] ?? 0) - width(text))).join(" | ")} |`;
  return [line(head), line(widths.map((wide) => "-".repeat(wide))), ...rows.map(line)].join("\n");
}

const width = (text: string): number => text.length;
