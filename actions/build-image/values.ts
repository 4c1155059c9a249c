import { Failure } from "../../shared/action/failure.ts";
import type { Secret } from "../../shared/action/secret.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const ID = /^[A-Za-z0-9][\w.-]{0,99}$/;

export const invalid = (problems: readonly string[]): Failure =>
  new Failure(
    "SLIP-INPUT-INVALID",
    problems.length === 1 ? `${problems[0]}.` : problems.map((one) => `- ${one}.`).join("\n"),
    {
      blame: "user",
      state: "Nothing was built and nothing was pushed.",
      next: "Correct the inputs of this step.",
    },
  );

/** `KEY=VALUE` lines. */
export function readBuildArgs(lines: readonly string[]): Readonly<Record<string, string>> {
  const args = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf("=");
    const name = line.slice(0, Math.max(at, 0)).trim();
    if (!NAME.test(name)) throw invalid(["`build-args` has a line that is not `KEY=VALUE`"]);
    args.set(name, line.slice(at + 1));
  }
  return Object.fromEntries(args);
}

/** `id=value` lines; a value in `"` may have several lines, `""` in it is a quote. Every value is protected by itself. */
export function readSecrets(text: Secret | undefined, protect: (value: string) => Secret): ReadonlyMap<string, Secret> {
  const secrets = new Map<string, Secret>();
  let rest = text?.reveal().trim() ?? "";
  while (rest !== "") {
    const [head, id = "", quoted, plain = ""] =
      /^\s*([^=\s]+)=(?:"((?:[^"]|"")*)"[^\S\n]*(?:\n|$)|([^\n]*)(?:\n|$))/.exec(rest) ?? [];
    if (head === undefined || !ID.test(id)) throw invalid(["`secrets` has a line that is not `id=value`"]);
    const value = quoted === undefined ? plain.trimEnd() : quoted.replaceAll('""', '"');
    if (value === "") throw invalid([`the secret \`${id}\` in \`secrets\` is empty: is it set in this repository?`]);
    secrets.set(id, protect(value));
    rest = rest.slice(head.length).trimStart();
  }
  return secrets;
}
