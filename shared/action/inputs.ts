import { Failure } from "./failure.ts";
import type { Runner } from "./runner.ts";
import type { Secret } from "./secret.ts";
import { type ActionSpec, camel, type Inputs } from "./spec.ts";

/**
 * Reads all inputs. Secrets are protected before anything is judged, so that no message can quote one. Everything that
 * is wrong is told at once, by the names that the user wrote.
 */
export function readInputs<S extends ActionSpec>(
  spec: S,
  runner: Pick<Runner, "input">,
  protect: (name: string, value: string) => Secret,
): Inputs<S> {
  const raw = new Map(Object.keys(spec.inputs).map((name) => [name, runner.input(name)]));
  for (const [name, text] of raw) if (spec.inputs[name]?.secret && text.trim() !== "") protect(name, text);

  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const bad = new Set<string>();
  const problems: string[] = [];
  for (const [name, now] of Object.entries(spec.renamed ?? {})) {
    if (runner.input(name) !== "") problems.push(`\`${name}\` is now called \`${now}\`; rename it in the workflow`);
  }
  for (const [name, field] of Object.entries(spec.inputs)) {
    const reading = field.read(raw.get(name) ?? "");
    if ("value" in reading) {
      values[camel(name)] = reading.value;
      continue;
    }
    bad.add(name);
    problems.push(`\`${name}\` ${reading.problem} (${field.description})`);
  }
  const inputs = { ...values } as Inputs<S>;
  problems.push(...crossChecks(spec, inputs, bad));
  if (problems.length === 0) return inputs;
  const [only, ...more] = problems;
  throw new Failure(
    "SLIP-INPUT-INVALID",
    more.length === 0
      ? `An input of this step is not valid: ${only}.`
      : `${problems.length} inputs of this step are not valid:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
    { blame: "user", state: "Nothing was changed.", next: "Correct the step's `with:` in the workflow." },
  );
}

/** Rules over several inputs; what they say about an input that is already known to be bad is left out. */
function crossChecks(spec: ActionSpec, inputs: Inputs<ActionSpec>, bad: ReadonlySet<string>): string[] {
  try {
    return (spec.check?.(inputs) ?? [])
      .filter((problem) => !problem.inputs.some((name) => bad.has(name)))
      .map((problem) => `${problem.inputs.map((name) => `\`${name}\``).join(" and ")}: ${problem.message}`);
  } catch (thrown) {
    // A rule may stumble over the very value that could not be read; that one is reported already.
    if (bad.size > 0) return [];
    throw thrown;
  }
}
