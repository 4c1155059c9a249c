import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import type * as z from "zod";
import {
  BranchesAnswer,
  DatabasesAnswer,
  EndpointsAnswer,
  OperationAnswer,
  OperationsAnswer,
  RolesAnswer,
  UriAnswer,
} from "../../../../shared/providers/neon/schemas.ts";
import { toBranch, toOperation } from "../../../../shared/providers/neon/views.ts";

interface Recorded {
  readonly op: string;
  readonly response: { readonly status: number; readonly body: unknown };
}

const file = resolve("..", "shared", "specs", "neon-recordings.json");
const recorded = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { exchanges: readonly Recorded[] }).exchanges
  : [];
const bodies = (op: string): readonly unknown[] =>
  recorded
    .filter((exchange) => exchange.op === op && exchange.response.status < 300)
    .map(({ response }) => response.body);

const known: readonly (readonly [op: string, schema: z.ZodType])[] = [
  ["GET /projects/{project_id}/branches", BranchesAnswer],
  ["GET /projects/{project_id}/branches/{branch_id}/databases", DatabasesAnswer],
  ["GET /projects/{project_id}/branches/{branch_id}/roles", RolesAnswer],
  ["GET /projects/{project_id}/endpoints", EndpointsAnswer],
  ["GET /projects/{project_id}/operations", OperationsAnswer],
  ["GET /projects/{project_id}/operations/{operation_id}", OperationAnswer],
  ["GET /projects/{project_id}/connection_uri", UriAnswer],
];

(recorded.length > 0 ? describe : describe.skip)("answers recorded from Neon", () => {
  test.each(known)("%s is understood", (op, schema) => {
    expect(bodies(op).length).toBeGreaterThan(0);
    for (const body of bodies(op)) expect(schema.safeParse(body).error).toBeUndefined();
  });

  test("a branch that is still being made is not ready, and running operations are not done", () => {
    const { branches } = BranchesAnswer.parse(bodies("GET /projects/{project_id}/branches")[0]);
    expect(branches.map(toBranch)).toMatchObject([{ name: "main", ready: false, isDefault: true, state: "init" }]);
    const { operations } = OperationsAnswer.parse(bodies("GET /projects/{project_id}/operations")[0]);
    expect(operations.map(toOperation).some(({ done }) => !done)).toBe(true);
  });
});

describe("answers that nobody has seen yet", () => {
  test("nulls, unknown words and further keys are survived", () => {
    const { branches } = BranchesAnswer.parse({
      branches: [
        { id: "br-1", name: "b", current_state: "hibernating", pending_state: null, expires_at: null, extra: {} },
      ],
      annotations: null,
      pagination: { next: null },
    });
    expect(branches.map(toBranch)).toMatchObject([{ ready: false, isDefault: false, expiresAt: undefined }]);
    expect(toOperation({ id: "o", status: "pondering", failures_count: null })).toMatchObject({
      done: false,
      failures: 0,
    });
  });

  test.each([
    ["finished", true],
    ["skipped", true],
    ["cancelled", true],
    ["failed", false],
    ["error", false],
    ["running", false],
  ])("an operation that is %s: done is %s", (status, done) => {
    expect(toOperation({ id: "o", status }).done).toBe(done);
  });
});
