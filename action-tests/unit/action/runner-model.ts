/**
 * What the runner makes of a line that a step printed, as read in its source: .NET's line ends, the second syntax after
 * white space at the start, the first anywhere in the line, names in any case. Written without a look at our own code.
 */

/** .NET's StreamReader.ReadLine: LF, CR and CR LF end a line. We take those of String.ReplaceLineEndings too. */
function netLines(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    if (character === "\r" && text[index + 1] === "\n") continue;
    if ("\r\n\f\u0085\u2028\u2029".includes(character)) {
      lines.push(line);
      line = "";
    } else {
      line += character;
    }
  }
  return [...lines, line];
}

const WHITE =
  " \t\v\f\r\n\u001c\u001d\u001e\u001f\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\ufeff";

function second(line: string): string | undefined {
  let start = 0;
  while (start < line.length && WHITE.includes(line[start] ?? "")) start++;
  if (line.slice(start, start + 2) !== "::") return undefined;
  const end = line.indexOf("::", start + 2);
  return end < 0
    ? undefined
    : line
        .slice(start + 2, end)
        .split(" ")[0]
        ?.toLowerCase();
}

function first(line: string): string | undefined {
  const start = line.indexOf("##[");
  if (start < 0) return undefined;
  const end = line.indexOf("]", start);
  return end < 0
    ? undefined
    : line
        .slice(start + 3, end)
        .split(" ")[0]
        ?.toLowerCase();
}

/** Names of the commands that the runner finds in what was printed. */
export const commandsIn = (printed: string): string[] =>
  netLines(printed).flatMap((line) => {
    const command = second(line) ?? first(line);
    return command === undefined || command === "" ? [] : [command];
  });
