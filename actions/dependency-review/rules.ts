import { Failure } from "../../shared/action/failure.ts";
import { readPolicy } from "../../shared/dependencies/policy/configuration.ts";
import { isLicenseName } from "../../shared/dependencies/policy/license-verdict.ts";
import { parsePattern } from "../../shared/dependencies/policy/package-pattern.ts";
import type { PackagePattern, Policy } from "../../shared/dependencies/policy/types.ts";
import { parseDuration } from "../../shared/domain/duration.ts";
import type { ReviewContext, Revisions } from "./ports.ts";
import type { Range } from "./range.ts";

export interface Rules {
  readonly policy: Policy;
  /** Text of the file that the rules were read from; undefined when there is none. */
  readonly text: string | undefined;
  /** Sentences that a reader of the review should know about its rules. */
  readonly notes: readonly string[];
}

/** The rules of the commit that may rule, overlaid by the step's inputs. */
export async function findRules(range: Range, inputs: ReviewContext["inputs"], revisions: Revisions): Promise<Rules> {
  const path = inputs.config.replace(/^\.\//, "");
  const text = await revisions.read(range.rules, path);
  const notes: string[] = [];
  if (range.isJudgedByBase) {
    const proposed = await revisions.read(range.head, path);
    if (proposed !== undefined && proposed !== text) {
      notes.push(
        `The change itself writes ${path}; the review goes by the base's. What it says counts once it is merged.`,
      );
      // Whoever proposes rules wants to know now whether they can be read.
      readPolicy(proposed, path);
    } else if (proposed === undefined && text !== undefined) {
      notes.push(`The change does not have ${path}; the review goes by the base's.`);
    }
  }
  return { policy: overlay(readPolicy(text, path), inputs), text, notes };
}

/** Lists add up; a single value of the step takes the place of the file's. */
export function overlay(policy: Policy, inputs: ReviewContext["inputs"]): Policy {
  const { allowLicenses, denyLicenses, denyPackages, failOnSeverity, failOnSeverityDevelopment, minAge } = inputs;
  const lists = [["allow-licenses", allowLicenses] as const, ["deny-licenses", denyLicenses] as const];
  const problems = lists.flatMap(([name, licenses]) =>
    licenses
      .filter((license) => !isLicenseName(license))
      .map((license) => `\`${name}\`: \`${license}\` is not one SPDX licence`),
  );
  const denied: PackagePattern[] = [];
  for (const text of denyPackages) {
    const pattern = parsePattern(text);
    if (typeof pattern === "string") problems.push(`\`deny-packages\`: \`${text}\`: ${pattern}`);
    else denied.push(pattern);
  }
  if (problems.length > 0) {
    throw new Failure("SLIP-INPUT-INVALID", problems.slice(0, 20).join("\n"), {
      blame: "user",
      state: "Nothing was judged.",
      next: "Correct the step's `with:` in the workflow.",
    });
  }
  return {
    ...policy,
    severity: {
      runtime: failOnSeverity ?? policy.severity.runtime,
      development: failOnSeverityDevelopment ?? policy.severity.development,
    },
    licenses: {
      allow: [...policy.licenses.allow, ...allowLicenses],
      deny: [...policy.licenses.deny, ...denyLicenses],
    },
    denied: [...policy.denied, ...denied],
    minAge: minAge === undefined ? policy.minAge : (parseDuration(minAge) ?? 0),
  };
}
