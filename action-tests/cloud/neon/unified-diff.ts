interface Line {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/** Longest common subsequence, by rows; schemas are short enough for it. */
const compare = (before: readonly string[], after: readonly string[]): Line[] => {
  const width = after.length + 1;
  const table = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      table[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: " ", text: before[i] ?? "" });
      i += 1;
      j += 1;
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: "-", text: before[i] ?? "" });
      i += 1;
    } else {
      lines.push({ mark: "+", text: after[j] ?? "" });
      j += 1;
    }
  }
  return lines;
};

const context = 3;

/** A unified diff of two texts; empty when they are the same. */
export const unifiedDiff = (
  before: { readonly name: string; readonly text: string },
  after: { readonly name: string; readonly text: string },
): string => {
  const lines = compare(before.text.split("\n"), after.text.split("\n"));
  const changed = lines.flatMap(({ mark }, index) => (mark === " " ? [] : [index]));
  if (changed.length === 0) return "";
  const hunks: [number, number][] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    if (last && index - last[1] <= 2 * context) last[1] = index;
    else hunks.push([index, index]);
  }
  const counted = (part: readonly Line[], mark: "-" | "+"): number =>
    part.filter((line) => line.mark === " " || line.mark === mark).length;
  const shown = hunks.map(([first, last]) => {
    const from = Math.max(0, first - context);
    const head = lines.slice(0, from);
    const part = lines.slice(from, last + context + 1);
    const range = (mark: "-" | "+"): string => `${counted(head, mark) + 1},${counted(part, mark)}`;
    return `@@ -${range("-")} +${range("+")} @@\n${part.map(({ mark, text }) => `${mark}${text}\n`).join("")}`;
  });
  return `--- a/${before.name}\n+++ b/${after.name}\n${shown.join("")}`;
};
