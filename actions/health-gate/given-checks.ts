import * as z from "zod";
import { Failure } from "../../shared/action/failure.ts";
import { build } from "../../shared/domain/manifest/build.ts";
import { parts } from "../../shared/domain/manifest/schema.ts";
import type { HttpCheck } from "../../shared/domain/manifest/types.ts";
import { parseYaml } from "../../shared/yaml/parse-yaml.ts";

const checksSchema = parts.service.shape.checks.unwrap().min(1);

/** The input `checks`: the same keys and rules as in the manifest. */
export const parseChecks = (text: string): readonly HttpCheck[] => {
  const result = checksSchema.safeParse(read(text));
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${place(path)}: ${message}`);
    throw invalid(problems.join("; "), result.error);
  }
  const service = { provider: "render", kind: "web", ids: {}, checks: result.data } as const;
  return build({ version: 1, services: { given: service }, environments: {} }).services[0]?.checks ?? [];
};

const read = (text: string): unknown => {
  try {
    return parseYaml(text, 10);
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : String(cause), cause);
  }
};

const place = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => text + (typeof key === "number" ? `[${key}]` : `.${String(key)}`), "checks");

const invalid = (what: string, cause: unknown): Failure =>
  new Failure("SLIP-INPUT-INVALID", `\`checks\` cannot be used: ${what}.`, {
    blame: "user",
    state: "Nothing was measured.",
    outcome: "inconclusive",
    next: "Write a YAML list such as `- {path: /healthz, version-path: commit}`.",
    cause: cause instanceof z.ZodError ? undefined : cause,
  });
