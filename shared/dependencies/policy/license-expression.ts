import parse from "spdx-expression-parse";
import { fromWords, orLater } from "./license-names.ts";

/** What one may choose from: a licence by any of its versions, perhaps with an exception to it. */
export interface LicenseLeaf {
  readonly kind: "license";
  /** As it is written, for people. */
  readonly text: string;
  /** Identifiers without `-only` and `-or-later`. Taking one of them is enough. */
  readonly choices: readonly string[];
  readonly exception: string | undefined;
}

export type LicenseTree =
  | LicenseLeaf
  | { readonly kind: "unknown"; readonly text: string }
  | { readonly kind: "and" | "or"; readonly parts: readonly [LicenseTree, LicenseTree] };

/** More than any real expression has; deeper ones are made to overflow a stack. */
const LONGEST = 1_000;
const NOBODY_KNOWS = "LicenseRef-slipway-unknown";
const NO_STATEMENT = /(?<![\w.-])(?:NOASSERTION|NONE|UNKNOWN)(?![\w.-])/gi;
/** npm's words for "not for you" and for "read it yourself"; both are no licence that a rule could judge. */
const NO_LICENSE = /^(?:unlicen[sc]ed|proprietary|see licen[sc]e in\b.*|none|noassertion|other|unknown|-|)$/i;

/** Reads a licence text. What is no SPDX expression, and cannot be meant as one, is `unknown`. */
export function parseLicense(text: string | undefined): LicenseTree {
  const given = (text ?? "").trim();
  if (given.length > LONGEST || NO_LICENSE.test(given)) return { kind: "unknown", text: given };
  const read = attempt(given) ?? attempt(fromWords(given)) ?? attempt(inParts(given));
  return read === undefined ? { kind: "unknown", text: given } : treeOf(read);
}

/** The same for a licence that a rule names: one licence, not a combination of several; undefined when it is none. */
export function parseLicenseName(text: string): LicenseLeaf | undefined {
  const tree = parseLicense(text);
  return tree.kind === "license" ? tree : undefined;
}

function attempt(expression: string): parse.Info | undefined {
  try {
    return parse(expression.replaceAll(NO_STATEMENT, NOBODY_KNOWS));
  } catch {
    return undefined;
  }
}

/** `MIT/Apache 2.0`, the older way to write a choice, and operators between words that are no identifiers. */
const inParts = (text: string): string =>
  text
    .replaceAll(/\s*\/\s*/g, " OR ")
    .split(/(\(|\)|\s(?:AND|OR|WITH)\s)/i)
    .map((part) => (/^\s*(?:AND|OR|WITH|[()]?)\s*$/i.test(part) ? part : fromWords(part)))
    .join("");

function treeOf(info: parse.Info): LicenseTree {
  if ("conjunction" in info) return { kind: info.conjunction, parts: [treeOf(info.left), treeOf(info.right)] };
  const { license, plus, exception } = modern(info);
  if (license === NOBODY_KNOWS) return { kind: "unknown", text: "NOASSERTION" };
  const later = plus === true || license.endsWith("-or-later");
  const id = license.replace(/-(?:only|or-later)$/, "");
  const written = `${license}${plus === true ? "+" : ""}`;
  return {
    kind: "license",
    text: exception === undefined ? written : `${written} WITH ${exception}`,
    choices: later ? orLater(id) : [id],
    exception,
  };
}

/** Identifiers from before SPDX 3 that hold an exception in their name. */
const OLD: Readonly<Record<string, readonly [license: string, exception: string]>> = {
  "GPL-2.0-with-autoconf-exception": ["GPL-2.0-only", "Autoconf-exception-2.0"],
  "GPL-2.0-with-bison-exception": ["GPL-2.0-or-later", "Bison-exception-2.2"],
  "GPL-2.0-with-classpath-exception": ["GPL-2.0-only", "Classpath-exception-2.0"],
  "GPL-2.0-with-font-exception": ["GPL-2.0-only", "Font-exception-2.0"],
  "GPL-2.0-with-GCC-exception": ["GPL-2.0-or-later", "GCC-exception-2.0"],
  "GPL-3.0-with-autoconf-exception": ["GPL-3.0-only", "Autoconf-exception-3.0"],
  "GPL-3.0-with-GCC-exception": ["GPL-3.0-only", "GCC-exception-3.1"],
};

function modern(info: parse.LicenseInfo): parse.LicenseInfo {
  const old = Object.hasOwn(OLD, info.license) ? OLD[info.license] : undefined;
  return old === undefined ? info : { license: old[0], exception: old[1] };
}
