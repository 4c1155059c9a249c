/** Line and column of places in a text, asked for from its beginning to its end; together they take one pass over it. */
export function createPositions(text: string): (index: number) => { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  let next = text.indexOf("\n");
  return (index) => {
    while (next !== -1 && next < index) {
      line++;
      start = next + 1;
      next = text.indexOf("\n", start);
    }
    return { line, column: index - start + 1 };
  };
}
