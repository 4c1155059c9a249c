import { field, fields, literalList, literalText, literal, type Node } from "./node.ts";
import type { InputSpec, Triggers } from "./workflow-spec.ts";

const inputTypes = ["string", "boolean", "number", "choice", "environment"] as const;

const isTrue = (node: Node | undefined) => literalText(node) === "true";

const parseInputs = (node: Node | undefined): Record<string, InputSpec> =>
  Object.fromEntries(
    fields(node).map(([name, input]) => [
      name,
      {
        type: inputTypes.find((type) => type === literalText(field(input, "type"))) ?? "string",
        required: isTrue(field(input, "required")),
        default: field(input, "default"),
        options: literalList(field(input, "options")),
      },
    ]),
  );

const filters = (node: Node | undefined) =>
  Object.fromEntries(fields(node).map(([key, value]) => [key, literalList(value)]));

/** Reads `on:` in each of its three spellings. */
export const parseTriggers = (on: Node | undefined): Triggers => {
  const events = on?.kind === "mapping" ? fields(on) : literalList(on).map((name) => [name, literal(null)] as const);
  const call = field(on, "workflow_call");
  return {
    events: Object.fromEntries(events.map(([name, value]) => [name, filters(value)])),
    dispatchInputs: parseInputs(field(field(on, "workflow_dispatch"), "inputs")),
    callInputs: parseInputs(field(call, "inputs")),
    callSecrets: Object.fromEntries(
      fields(field(call, "secrets")).map(([name, secret]) => [name, { required: isTrue(field(secret, "required")) }]),
    ),
    callOutputs: Object.fromEntries(
      fields(field(call, "outputs")).map(([name, output]) => [name, field(output, "value") ?? literal("")]),
    ),
  };
};
