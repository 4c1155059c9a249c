import { fields, type Node } from "../template/node.ts";
import type { CallJobSpec, InputSpec, Triggers } from "../template/workflow-spec.ts";

const has = (record: Readonly<Record<string, unknown>>, name: string) =>
  Object.keys(record).some((key) => key.toLowerCase() === name.toLowerCase());

const given = (node: Node | undefined, name: string) =>
  fields(node).some(([key]) => key.toLowerCase() === name.toLowerCase());

const wrongType = (spec: InputSpec, node: Node) =>
  node.kind === "literal" && (spec.type === "boolean" || spec.type === "number") && typeof node.value !== spec.type;

/** What is wrong between a job that calls a workflow and the workflow's declaration of its inputs and secrets. */
export const checkCall = (job: CallJobSpec, { callInputs, callSecrets }: Triggers): string[] => {
  const problems: string[] = [];
  for (const [name, value] of fields(job.with)) {
    const spec = Object.entries(callInputs).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    if (!spec) problems.push(`Invalid input, ${name} is not defined in the referenced workflow.`);
    else if (wrongType(spec, value)) problems.push(`Unexpected value for input ${name}, expected a ${spec.type}.`);
  }
  for (const [name, { required }] of Object.entries(callInputs))
    if (required && !given(job.with, name)) problems.push(`Input ${name} is required, but not provided while calling.`);
  if (job.secrets === "inherit") return problems;
  for (const [name] of fields(job.secrets))
    if (!has(callSecrets, name)) problems.push(`Invalid secret, ${name} is not defined in the referenced workflow.`);
  for (const [name, { required }] of Object.entries(callSecrets))
    if (required && !given(job.secrets, name))
      problems.push(`Secret ${name} is required, but not provided while calling.`);
  return problems;
};
