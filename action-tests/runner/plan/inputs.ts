import type { Scope } from "../expressions/evaluate.ts";
import { resolve } from "../expressions/resolve.ts";
import { toText, type Mapping, type Value } from "../expressions/value.ts";
import { fields, type Node } from "../template/node.ts";
import type { InputSpec } from "../template/workflow-spec.ts";

const empty = ({ type }: InputSpec): Value => (type === "boolean" ? false : type === "number" ? 0 : "");

const noScope: Scope = { contexts: {}, functions: {} };

const entry = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.entries(record).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** Values of `workflow_dispatch`: texts are converted to the declared type, as the form and the API do. */
export const dispatchInputs = (
  specs: Readonly<Record<string, InputSpec>>,
  given: Readonly<Record<string, string | boolean | number>>,
  problems: string[],
): Mapping => {
  const unexpected = Object.keys(given).filter((name) => entry(specs, name) === undefined);
  if (unexpected.length > 0) problems.push(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const values = Object.entries(specs).map(([name, spec]): [string, Value] => {
    const value = entry(given, name) ?? (spec.default && resolve(spec.default, noScope));
    if (value === undefined || value === "" || value === null) {
      if (spec.required) problems.push(`Required input '${name}' not provided`);
      return [name, empty(spec)];
    }
    const text = toText(value);
    if (spec.type === "boolean" && !/^(true|false)$/i.test(text))
      problems.push(`Provided value '${text}' for input '${name}' not of type boolean`);
    if (spec.type === "number" && Number.isNaN(Number(text)))
      problems.push(`Provided value '${text}' for input '${name}' not of type number`);
    if (spec.type === "choice" && !spec.options.includes(text))
      problems.push(`Provided value '${text}' for input '${name}' not in the list of allowed values`);
    if (spec.type === "boolean") return [name, text.toLowerCase() === "true"];
    return [name, spec.type === "number" ? Number(text) : text];
  });
  return Object.fromEntries(values);
};

/** Values of `workflow_call`: the types must be right already; only a string takes any scalar. Throws otherwise. */
export const callInputs = (
  specs: Readonly<Record<string, InputSpec>>,
  given: Node | undefined,
  caller: Scope,
  callee: Scope,
): Mapping => {
  const nodes = Object.fromEntries(fields(given));
  const values = Object.entries(specs).map(([name, spec]): [string, Value] => {
    const node = entry(nodes, name);
    const value = node ? resolve(node, caller) : spec.default ? resolve(spec.default, callee) : empty(spec);
    if (spec.type !== "boolean" && spec.type !== "number") return [name, toText(value)];
    if (typeof value !== spec.type)
      throw new Error(`Input ${name}: unexpected value '${toText(value)}', expected a ${spec.type}`);
    return [name, value];
  });
  return Object.fromEntries(values);
};
