import { isSameLicense, judgeLicense } from "../license-verdict.ts";
import { matchesPackage } from "../package-pattern.ts";
import type { Draft, Gate } from "./subject.ts";

export const denied: Gate = ({ dependency }, { policy, compare }) => {
  const pattern = policy.denied.find((candidate) => matchesPackage(candidate, dependency, compare));
  if (pattern === undefined) return [];
  return [{ rule: "denied", dependency, key: pattern.text, message: `The rules deny ${pattern.text}.` }];
};

/** Packages have licences of their own; images are of many, and actions are not linked to anything. */
const LICENSED = new Set(["npm", "PyPI", "Go", "crates.io", "RubyGems", "Packagist", "Maven", "NuGet"]);

export const license: Gate = ({ dependency, facts, before }, { policy }) => {
  if (facts === undefined || !LICENSED.has(dependency.ecosystem)) return [];
  const drafts: Draft[] = [];
  const { allow, deny } = policy.licenses;
  const { verdict, because } = judgeLicense(facts.license, { allow, deny });
  const whole = facts.license ?? "no licence";
  if (verdict === "refused") {
    const reason = because.length > 0 && because.join() !== whole ? ` (because of ${because.join(", ")})` : "";
    drafts.push({
      rule: "license",
      dependency,
      key: whole,
      license: facts.license,
      message: `Its licence, ${whole}, is not accepted here${reason}.`,
      advice: "Take another package, or write an exception for this very licence.",
    });
  }
  const matters = allow.length > 0 || deny.length > 0 || policy.levels["unknown-license"] === "block";
  if (verdict === "unknown" && matters) {
    drafts.push({
      rule: "unknown-license",
      dependency,
      key: whole,
      license: facts.license,
      message: facts.license === undefined ? "Nobody tells its licence." : `Its licence cannot be judged: ${whole}.`,
    });
  }
  const former = before.find((known) => known.facts?.license !== undefined);
  const was = former?.facts?.license;
  if (was !== undefined && !isSameLicense(was, facts.license)) {
    drafts.push({
      rule: "license-change",
      dependency,
      key: whole,
      license: facts.license,
      message: `Its licence was ${was} in ${former?.dependency.version ?? "the version before"} and is ${whole}.`,
    });
  }
  return drafts;
};
