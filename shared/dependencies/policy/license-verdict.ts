import { type LicenseLeaf, type LicenseTree, parseLicense, parseLicenseName } from "./license-expression.ts";
import type { LicensePolicy } from "./types.ts";

/** `because`: the licences that decided it, as they are written in the expression. */
export interface LicenseVerdict {
  readonly verdict: "accepted" | "refused" | "unknown";
  readonly because: readonly string[];
}

type Lists = Pick<LicensePolicy, "allow" | "deny">;

/**
 * Judges an expression as its words say: of a choice (OR) one licence has to be acceptable, of a conjunction (AND) every
 * one, of "or later" any version. A licence is acceptable that is not denied, and allowed where there is a list of allowed ones.
 */
export function judgeLicense(text: string | undefined, lists: Lists): LicenseVerdict {
  return judge(parseLicense(text), read(lists));
}

/** Whether two texts say the same, however they are written. */
export const isSameLicense = (one: string | undefined, other: string | undefined): boolean =>
  canonical(parseLicense(one)) === canonical(parseLicense(other));

export const isKnownLicense = (text: string | undefined): boolean => !canonical(parseLicense(text)).includes("?");

/** Whether a text is one licence that a list may name. */
export const isLicenseName = (text: string): boolean => parseLicenseName(text) !== undefined;

interface Read {
  readonly allow: readonly LicenseLeaf[];
  readonly deny: readonly LicenseLeaf[];
}

const read = ({ allow, deny }: Lists): Read => {
  const leaves = (names: readonly string[]) =>
    names.map(parseLicenseName).filter((leaf): leaf is LicenseLeaf => leaf !== undefined);
  return { allow: leaves(allow), deny: leaves(deny) };
};

function judge(tree: LicenseTree, lists: Read): LicenseVerdict {
  if (tree.kind === "unknown") return { verdict: "unknown", because: [tree.text === "" ? "no licence" : tree.text] };
  if (tree.kind === "license") {
    const accepted = tree.choices.some((choice) => isAcceptable(choice, tree.exception, lists));
    return { verdict: accepted ? "accepted" : "refused", because: [tree.text] };
  }
  const both = tree.parts.map((part) => judge(part, lists));
  // What decides a conjunction is its worst part, and a choice its best.
  const order = ["refused", "unknown", "accepted"] as const;
  const ranked = tree.kind === "and" ? order : order.toReversed();
  const verdict = ranked.find((word) => both.some((part) => part.verdict === word)) ?? "unknown";
  return { verdict, because: both.filter((part) => part.verdict === verdict).flatMap(({ because }) => because) };
}

/** An entry that names the exception too is about this very combination, and comes before those about the licence alone. */
function isAcceptable(choice: string, exception: string | undefined, { allow, deny }: Read): boolean {
  const covers = (entry: LicenseLeaf, wanted: string | undefined) =>
    entry.exception === wanted && entry.choices.includes(choice);
  if (exception !== undefined) {
    if (deny.some((entry) => covers(entry, exception))) return false;
    if (allow.some((entry) => covers(entry, exception))) return true;
  }
  if (deny.some((entry) => covers(entry, undefined))) return false;
  return allow.length === 0 || allow.some((entry) => covers(entry, undefined));
}

function canonical(tree: LicenseTree): string {
  if (tree.kind === "unknown") return "?";
  if (tree.kind === "license") return `${tree.choices.join("|")}${tree.exception ?? ""}`;
  return `(${flat(tree, tree.kind).toSorted().join(` ${tree.kind} `)})`;
}

const flat = (tree: LicenseTree, kind: string): string[] =>
  tree.kind === kind && "parts" in tree ? tree.parts.flatMap((part) => flat(part, kind)) : [canonical(tree)];
