import type { Rule } from "./rule.ts";
import { assignmentRules } from "./rules/assignments.ts";
import { cloudRules } from "./rules/clouds.ts";
import { codeHostRules } from "./rules/code-hosts.ts";
import { keyRules } from "./rules/keys.ts";
import { modelRules } from "./rules/models.ts";
import { serviceRules } from "./rules/services.ts";

/** All kinds of secrets that we know by their looks, the more telling ones first. */
export const rules: readonly Rule[] = [
  ...keyRules,
  ...codeHostRules,
  ...cloudRules,
  ...serviceRules,
  ...modelRules,
  ...assignmentRules,
];
