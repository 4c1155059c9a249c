import { expect, test } from "@jest/globals";
import * as z from "zod";
import { build } from "../../../../shared/domain/manifest/build.ts";
import { explain } from "../../../../shared/domain/manifest/explain.ts";
import { fits, keysAt, like, nameOf } from "../../../../shared/domain/manifest/place.ts";
import { manifestSchema, type RawService } from "../../../../shared/domain/manifest/schema.ts";
import { readSource } from "../../../../shared/domain/manifest/source.ts";

test("every example in the schema is right, for it is what people copy", () => {
  const wrong: unknown[] = [];
  const visit = (schema: z.ZodType): void => {
    const examples = schema.meta()?.["examples"];
    for (const example of Array.isArray(examples) ? examples : []) {
      if (!schema.safeParse(example).success) wrong.push(example);
    }
    if (schema instanceof z.ZodOptional) visit(schema.unwrap() as z.ZodType);
    if (schema instanceof z.ZodObject) for (const inner of Object.values(schema.shape)) visit(inner as z.ZodType);
    if (schema instanceof z.ZodRecord) visit(schema.valueType as z.ZodType);
    if (schema instanceof z.ZodArray) visit(schema.element as z.ZodType);
  };
  visit(manifestSchema);
  expect(wrong).toEqual([]);
});

test("a place that the format does not have is answered for by what is around it", () => {
  expect(keysAt(["gate"])).toEqual(["successes", "interval", "deadline"]);
  expect(keysAt(["gate", "nowhere"])).toEqual(["successes", "interval", "deadline"]);
  expect(keysAt(["version"])).toEqual([]);
  expect(nameOf([])).toBe("The manifest");
  expect(like(["services", "api", "checks", 0, "expect-status", 1], "Add")).toBe(
    "Add `expect-status: 200`, `expect-status: [200, 204]` or `expect-status: 2xx`.",
  );
  expect(like([], "Add")).toBe("Add another value.");
  expect(fits(["gate", "successes"], 3)).toBe(true);
});

test("a check that says nothing asks for the root", () => {
  const service: RawService = { provider: "render", kind: "web", ids: {}, checks: [{}] };
  const [api] = build({ version: 1, services: { api: service }, environments: {} }).services;
  expect(api?.checks[0]).toMatchObject({ name: "/", url: "/", expectStatus: [200], timeout: 5 });
});

test("finds the place of what is there, and of what is around it when it is not", () => {
  const { locate, has } = readSource("a:\n  - b: 1\n", {});
  expect(has(["a", 0, "b"])).toBe(true);
  expect(locate(["a", 0, "b"], "key")).toEqual({ line: 2, column: 5 });
  expect(locate(["a", 0, "b"], "value")).toEqual({ line: 2, column: 8 });
  expect(locate(["a", 0], "key")).toEqual({ line: 2, column: 5 });
  expect(locate(["a", 0, "missing"], "value")).toEqual({ line: 2, column: 5 });
  expect(locate(["missing"], "value")).toEqual({ line: 1, column: 1 });
});

test("of a text that is no YAML, everything is at its beginning and blamed already", () => {
  const { locate, has, isBlamed } = readSource("[", {});
  expect([has(["a"]), isBlamed(["a"]), locate(["a"], "key")]).toEqual([false, true, { line: 1, column: 1 }]);
});

test("has words for types that no manifest asks for yet", () => {
  const source = readSource("gate: { deadline: 1 }", {});
  expect(
    explain({ code: "invalid_type", expected: "bigint", input: 1, path: ["gate", "deadline"], message: "" }, source),
  ).toEqual([
    {
      line: 1,
      column: 19,
      what: "`gate.deadline` must be bigint, not `1`",
      fix: "Write, for example, `deadline: 300`.",
    },
  ]);
});
