/**
 * Text from outside is hostile. What leaves this module can neither command the runner, nor steer a terminal, nor hide
 * or reorder what a person reads. Redaction is not done here: see redaction/.
 */

/** Everything that some reader of a log takes for the end of a line: .NET's ReadLine also takes a lone CR. */
const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/;

export const splitLines = (text: string): string[] => text.split(LINE_END);

// oxlint-disable-next-line no-control-regex -- the very characters to remove
const ESCAPE_SEQUENCE = /[\x1b\x9b](?:\][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|\[?[0-?]*[ -/]*[@-~])/g;
/** Zero-width, bidirectional, filler, interlinear, selector and tag characters: they hide text or reorder it. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|[\u2060-\u206f\ufff9-\ufffb]/gu;
// oxlint-disable-next-line no-control-regex -- as above
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/g;

/** Makes control characters visible as their pictures, `␛` for ESC, and drops terminal sequences and invisible ones. */
const visible = (line: string): string =>
  line
    .toWellFormed()
    .replace(ESCAPE_SEQUENCE, "")
    .replace(INVISIBLE, "")
    .replace(CONTROL, (control) => {
      const code = control.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "\u2421" : "\ufffd";
    });

const cut = (line: string, most: number): string =>
  line.length <= most ? line : `${line.slice(0, most).toWellFormed()}… (${line.length - most} more characters)`;

/** Longest line that is printed; a reader has no use for more, and the runner stores every byte. */
const LONGEST_LINE = 8_192;

/**
 * One line that the runner takes for no command: `##[command]` counts anywhere in a line, `::command::` at its start
 * after white space. Both are broken by a visible blank.
 */
export const safeLine = (line: string, most = LONGEST_LINE): string =>
  cut(visible(line), most)
    .replaceAll("##[", "# #[")
    .replace(/^(\s*)::/, "$1: :");

/** Several lines, each of them safe. */
export const safeLines = (text: string, most?: number): string[] =>
  splitLines(text).map((line) => safeLine(line, most));

/** Several lines in one, for names, titles and tables; cut to `most` characters. */
export const oneLine = (text: string, most = 200): string =>
  cut(visible(splitLines(text).join(" ").replaceAll("\t", " ")).trim(), most)
    .replaceAll("##[", "# #[")
    .replace(/^(\s*)::/, "$1: :");
