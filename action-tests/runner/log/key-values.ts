/** Reads `name=value` and `name<<delimiter` lines one after the other; what stands before a mistake still counts. */
export function* keyValues(text: string): Generator<readonly [name: string, value: string]> {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === "" || delimiter === "")
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      yield [name, lines.slice(at + 1, end).join("\n")];
      at = end;
    } else if (equals >= 0) {
      const name = line.slice(0, equals);
      if (name === "") throw new Error(`Invalid format '${line}'. Name must not be empty`);
      yield [name, line.slice(equals + 1)];
    } else throw new Error(`Invalid format '${line}'`);
  }
}
