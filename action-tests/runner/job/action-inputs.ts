import type { Scope } from "../expressions/evaluate.ts";
import { resolveText } from "../expressions/resolve.ts";
import type { StepLog } from "../log/step-log.ts";
import type { ActionSpec } from "../template/workflow-spec.ts";

/** The inputs of an action by their names in lower case: what `with` gives, else the declared default. */
export const actionInputs = (
  spec: ActionSpec,
  given: Readonly<Record<string, string>>,
  scope: Scope,
  log: StepLog | undefined,
): Record<string, string> => {
  const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const declared = new Map(Object.entries(spec.inputs).map(([name, input]) => [name.toLowerCase(), input]));
  const unexpected = Object.keys(inputs).filter(
    (name) => !declared.has(name) && name !== "entrypoint" && name !== "args",
  );
  if (unexpected.length > 0) {
    const quoted = (names: Iterable<string>) => [...names].map((name) => `'${name}'`).join(", ");
    log?.warning(`Unexpected input(s) ${quoted(unexpected)}, valid inputs are [${quoted(declared.keys())}]`);
  }
  for (const [name, { default: fallback, deprecation }] of declared) {
    if (inputs[name] !== undefined && deprecation !== undefined)
      log?.warning(`Input '${name}' has been deprecated with message: ${deprecation}`);
    if (inputs[name] === undefined && fallback) inputs[name] = resolveText(fallback, scope);
    // A declared input without any value is there, empty.
    inputs[name] ??= "";
  }
  return inputs;
};
