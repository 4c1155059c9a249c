import { loadParser } from "./load-parser.ts";
import { field, fields, items, literalText, type Node } from "./node.ts";
import { parseStep } from "./parse-step.ts";
import type { Parsed } from "./parse-workflow.ts";
import { readToken } from "./read.ts";
import type { ActionSpec } from "./workflow-spec.ts";

/** Parses and checks an action.yml. */
export const parseAction = async (path: string, text: string): Promise<Parsed<ActionSpec>> => {
  const { parser, actions } = await loadParser();
  const { context, value } = actions.parseAction({ name: path, content: text }, new parser.NoOperationTraceWriter());
  const errors = () => context.errors.getErrors().map((error) => error.message);
  if (errors().length > 0 || !value) return { problems: errors() };
  const template = actions.convertActionTemplate(context, value);
  if (errors().length > 0) return { problems: errors() };
  const conditions =
    template.runs.using === "composite" ? template.runs.steps.map((step) => step.if?.expression ?? "success()") : [];
  const root = readToken(value);
  const problems: string[] = [];
  const spec: ActionSpec = {
    name: literalText(field(root, "name")) ?? path,
    inputs: Object.fromEntries(fields(field(root, "inputs")).map(([name, input]) => [name, parseInput(input)])),
    outputs: Object.fromEntries(fields(field(root, "outputs")).map(([name, output]) => [name, field(output, "value")])),
    runs: parseRuns(field(root, "runs"), conditions, problems),
  };
  return problems.length > 0 ? { problems } : { value: spec };
};

const parseInput = (input: Node) => {
  const deprecation = literalText(field(input, "deprecationMessage"));
  return { default: field(input, "default"), ...(deprecation === undefined ? {} : { deprecation }) };
};

const parseRuns = (runs: Node | undefined, conditions: readonly string[], problems: string[]): ActionSpec["runs"] => {
  const text = (name: string) => literalText(field(runs, name));
  const using = text("using");
  if (using === "composite")
    return {
      kind: "composite",
      steps: items(field(runs, "steps")).map((step, index) =>
        parseStep(
          step,
          { id: literalText(field(step, "id")) ?? `__${index}`, condition: conditions[index] ?? "success()" },
          problems,
        ),
      ),
    };
  if (using === "node24")
    return {
      kind: "node",
      main: text("main") ?? "",
      pre: text("pre"),
      preIf: text("pre-if") ?? "always()",
      post: text("post"),
      postIf: text("post-if") ?? "always()",
    };
  if (using === "docker") return { kind: "refused", why: "Docker actions are not supported by this runner" };
  return { kind: "refused", why: `'using: ${using}' is not supported; use node24 or composite` };
};
