import { loadParser } from "./load-parser.ts";
import { field, fields, literalText } from "./node.ts";
import { parseJob, parsePermissions, type ConvertedJob } from "./parse-job.ts";
import { parseTriggers } from "./parse-triggers.ts";
import { readToken } from "./read.ts";
import type { WorkflowSpec } from "./workflow-spec.ts";

export type Parsed<T> = { readonly value: T; readonly problems?: never } | { readonly problems: readonly string[] };

/** Parses and checks a workflow file; problems carry `file (Line: n, Col: n)` as GitHub writes them. */
export const parseWorkflow = async (path: string, text: string): Promise<Parsed<WorkflowSpec>> => {
  const { parser } = await loadParser();
  const { context, value } = parser.parseWorkflow({ name: path, content: text }, new parser.NoOperationTraceWriter());
  const errors = () => context.errors.getErrors().map((error) => error.message);
  if (errors().length > 0 || !value) return { problems: errors() };
  const template = await parser.convertWorkflowTemplate(context, value);
  if (errors().length > 0) return { problems: errors() };
  const converted = new Map<string, ConvertedJob>(
    template.jobs.map((job) => [
      job.id.value,
      {
        condition: job.if.expression,
        steps:
          job.type === "job"
            ? job.steps.map((step) => ({ id: step.id, condition: step.if?.expression ?? "success()" }))
            : [],
      },
    ]),
  );
  const root = readToken(value);
  const problems: string[] = [];
  const spec: WorkflowSpec = {
    name: literalText(field(root, "name")),
    triggers: parseTriggers(field(root, "on")),
    env: field(root, "env"),
    permissions: parsePermissions(field(root, "permissions")),
    concurrency: field(root, "concurrency"),
    defaults: field(root, "defaults"),
    jobs: fields(field(root, "jobs")).map(([id, node]) =>
      parseJob(id, node, converted.get(id) ?? { condition: "success()", steps: [] }, problems),
    ),
  };
  return problems.length > 0 ? { problems } : { value: spec };
};
