import { parseCommand } from "../runner/log/command.ts";
import { lineSplitter } from "../runner/log/lines.ts";
import { RENDERINGS } from "../unit/action/redaction/renderings.ts";

/** Every form in which a runner takes text for a command, each with a word by which it would be known. */
export const HOSTILE_LINES = [
  "::set-output name=pwned::1",
  "   ::save-state name=pwned::1",
  "\t::warning file=pwned::x",
  "##[set-output name=pwned]1",
  "text ##[add-path]pwned",
  "text ##[Add-Mask]pwned",
  "a\r::error::pwned",
  "a\u2028::notice::pwned",
  "a\u0085::debug::pwned",
  "\u001b[0m::group::pwned",
  "\u200b::set-env name=pwned::1",
  "##\u200b[stop-commands]pwned",
  "::stop-commands::pwned",
  "::add-matcher::pwned",
  "::add-mask::pwned",
  "%0A::set-output name=pwned::1",
] as const;

const MARKDOWN = "</details><img src=x onerror=alert(1)> @everyone [x](javascript:alert(1)) ``` | pwned";

const COMMANDS = [...HOSTILE_LINES, MARKDOWN];

/** A rendering or two with a command between them are about what is shown of a message before it is cut. */
const SHOWN = 2;

/**
 * A text that says every secret in every rendering, and everything that a log should not say. Much of it is cut where people
 * are to read it, so each `turn` begins with other parts.
 */
export function hostileText(secrets: readonly string[], turn = 0): string {
  const parts = Object.values(RENDERINGS).map((render, index) => [
    COMMANDS[index % COMMANDS.length] ?? "",
    ...secrets.map((_, nth) => `before ${render(secrets[(nth + turn) % secrets.length] ?? "")} after`),
  ]);
  const first = (turn * SHOWN) % parts.length;
  return [...parts.slice(first), ...parts.slice(0, first)].flat().join("\n");
}

/** Renderings of a secret that can still be read in a text. */
export const leaks = (text: string, secret: string): string[] =>
  Object.entries(RENDERINGS)
    .filter(([, render]) => text.includes(render(secret)))
    .map(([name]) => name);

/** What the runner would log: without the mask commands, which it takes away and which are the second line of defence. */
export const logOf = (stdout: string): string =>
  stdout
    .split("\n")
    .filter((line) => !line.startsWith("::add-mask::"))
    .join("\n");

/** Commands in an output that hostile text has made: they bear its word anywhere but in the text of our one error or debug. */
export function forged(output: string): string[] {
  const found: string[] = [];
  const split = lineSplitter((line) => {
    const command = parseCommand(line, () => true);
    if (command === undefined) return;
    const ours = ["error", "debug", "warning", "notice"].includes(command.name);
    if (!ours && line.includes("pwned")) found.push(line);
    if (ours && (Object.values(command.properties).join().includes("pwned") || command.data.startsWith("pwned")))
      found.push(line);
  });
  split.write(Buffer.from(output));
  split.end();
  return found;
}
