import { field, fields, items, literalList, literalText, type Node } from "./node.ts";
import { parseStep, type ConvertedStep } from "./parse-step.ts";
import type { Access, JobSpec, PermissionsSpec } from "./workflow-spec.ts";

export interface ConvertedJob {
  readonly condition: string;
  readonly steps: readonly ConvertedStep[];
}

const access = (text: string | undefined): Access => (text === "read" || text === "write" ? text : "none");

export const parsePermissions = (node: Node | undefined): PermissionsSpec | undefined => {
  if (node === undefined) return undefined;
  const text = literalText(node);
  if (text === "read-all" || text === "write-all") return { all: text === "read-all" ? "read" : "write" };
  return { each: Object.fromEntries(fields(node).map(([name, value]) => [name, access(literalText(value))])) };
};

export const parseJob = (id: string, node: Node, converted: ConvertedJob, problems: string[]): JobSpec => {
  const base = {
    id,
    name: field(node, "name"),
    needs: literalList(field(node, "needs")),
    condition: converted.condition,
    permissions: parsePermissions(field(node, "permissions")),
    concurrency: field(node, "concurrency"),
    strategy: field(node, "strategy"),
  };
  const uses = literalText(field(node, "uses"));
  if (uses !== undefined) {
    const secrets = field(node, "secrets");
    return {
      ...base,
      kind: "call",
      uses,
      with: field(node, "with"),
      secrets: literalText(secrets) === "inherit" ? "inherit" : secrets,
    };
  }
  for (const key of ["container", "services"])
    if (field(node, key)) problems.push(`Job '${id}': '${key}' needs Docker, which this runner does not use`);
  return {
    ...base,
    kind: "steps",
    env: field(node, "env"),
    environment: field(node, "environment"),
    defaults: field(node, "defaults"),
    outputs: field(node, "outputs"),
    timeoutMinutes: field(node, "timeout-minutes"),
    cancelTimeoutMinutes: field(node, "cancel-timeout-minutes"),
    continueOnError: field(node, "continue-on-error"),
    runsOn: field(node, "runs-on"),
    steps: items(field(node, "steps")).map((step, index) =>
      parseStep(step, converted.steps[index] ?? { id: `__${index}`, condition: "success()" }, problems),
    ),
  };
};
