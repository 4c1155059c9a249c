import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readSpec } from "../../../cloud/contract.ts";
import { type Client, startClient } from "./client.ts";

interface Recorded {
  readonly op: string;
  readonly response: { readonly status: number; readonly body: unknown };
}

const recorded = (readSpec("neon-recordings.json") as { exchanges: readonly Recorded[] } | undefined)?.exchanges ?? [];
let client: Client;

beforeAll(async () => {
  client = await startClient();
  await client.neon.settled();
});
afterAll(async () => client.close());

/** Paths of all keys, `branches[].name`. */
const keysOf = (value: unknown, path = ""): readonly string[] => {
  if (Array.isArray(value)) return value.length === 0 ? [] : keysOf(value[0], `${path}[]`);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${path}.${key}`, ...keysOf(inner, `${path}.${key}`)]);
};

/** What depends on the moment of the recording, or on who owns the project. */
const passing =
  /pending_state|last_active|\.owner\.|\.owner$|settings|synthetic_storage_size|default_endpoint_settings/;

const asks: Readonly<Record<string, () => string>> = {
  "GET /projects/{project_id}": () => "",
  "GET /projects/{project_id}/branches": () => "/branches",
  "GET /projects/{project_id}/branches/{branch_id}/databases": () => `/branches/${client.neon.mainBranchId}/databases`,
  "GET /projects/{project_id}/branches/{branch_id}/roles": () => `/branches/${client.neon.mainBranchId}/roles`,
  "GET /projects/{project_id}/branches/{branch_id}/roles/{role_name}": () =>
    `/branches/${client.neon.mainBranchId}/roles/neondb_owner`,
  "GET /projects/{project_id}/endpoints": () => "/endpoints",
  "GET /projects/{project_id}/connection_uri": () =>
    `/connection_uri?database_name=neondb&role_name=neondb_owner&pooled=True`,
};

const found = Object.entries(asks).flatMap(([op, path]) => {
  const exchange = recorded.find((each) => each.op === op && each.response.status === 200);
  return exchange ? [{ op, path, body: exchange.response.body }] : [];
});

(recorded.length > 0 ? describe : describe.skip)("answers have the shape of recorded ones", () => {
  test.each(found)("$op", async ({ path, body }) => {
    const answer = await client.call("GET", path());
    expect(answer.status).toBe(200);
    const ours = new Set(keysOf(answer.body));
    expect(keysOf(body).filter((key) => !ours.has(key) && !passing.test(key))).toEqual([]);
  });

  test("every recorded read of a project is asked for", () => expect(found.length).toBe(Object.keys(asks).length));
});
