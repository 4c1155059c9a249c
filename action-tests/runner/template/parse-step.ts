import { field, literal, literalText, type Node } from "./node.ts";
import type { StepSpec } from "./workflow-spec.ts";

const refusedKeys = ["background", "wait", "wait-all", "cancel", "parallel"];

/** What GitHub's converter adds to a step: an id where there is none, and the status function in its condition. */
export interface ConvertedStep {
  readonly id: string;
  readonly condition: string;
}

export const parseStep = (node: Node, converted: ConvertedStep, problems: string[]): StepSpec => {
  const refused = refusedKeys.find((key) => field(node, key) !== undefined);
  if (refused) problems.push(`Steps with '${refused}' are not supported by this runner`);
  const uses = literalText(field(node, "uses"));
  return {
    id: converted.id,
    condition: converted.condition,
    name: field(node, "name"),
    env: field(node, "env"),
    continueOnError: field(node, "continue-on-error"),
    timeoutMinutes: field(node, "timeout-minutes"),
    action:
      uses === undefined
        ? {
            kind: "run",
            script: field(node, "run") ?? literal(""),
            shell: field(node, "shell"),
            workingDirectory: field(node, "working-directory"),
          }
        : { kind: "uses", uses, with: field(node, "with") },
  };
};
