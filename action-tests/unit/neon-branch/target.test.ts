import { describe, expect, test } from "@jest/globals";
import { chooseLogin } from "../../../actions/neon-branch/login.ts";
import { spec } from "../../../actions/neon-branch/spec.ts";
import { findTarget, type Target } from "../../../actions/neon-branch/target.ts";
import { Secret } from "../../../shared/action/secret.ts";
import type { Database, Manifest } from "../../../shared/domain/manifest/types.ts";
import type { DatabaseBranching } from "../../../shared/ports/databases.ts";
import { fakeContext } from "../../fakes/context.ts";
import type { Given } from "./harness.ts";

const database: Database = {
  provider: "neon",
  project: "from-manifest",
  tool: "drizzle",
  role: "app",
  branches: { production: "main", staging: "staging" },
};
const manifest: Manifest = {
  version: 1,
  services: [],
  images: [],
  database,
  environments: ["production", "staging", "qa"].map((name) => ({ name, from: name, approval: false })),
  gate: { successes: 1, interval: 1, deadline: 1 },
  previews: { expiresIn: "14d", limit: 10 },
} as unknown as Manifest;

const target = (
  inputs: Given,
  { ref = "refs/heads/x", with: given = manifest }: { ref?: string; with?: Manifest } = {},
) =>
  findTarget(fakeContext(spec, { apiKey: new Secret("napi_12345678"), ...inputs }, { run: { ref } }), {
    readManifest: () => Promise.resolve(given),
  });

describe("which branch is meant", () => {
  test("the one that is named, as it is written", async () => {
    expect(await target({ projectId: "p", branch: " dev/Alice #1 " })).toMatchObject({
      project: "p",
      name: "dev/Alice #1",
      named: true,
    });
  });

  test("the manifest's of the environment", async () => {
    expect(await target({ manifest: "m", environment: "production" })).toEqual({
      project: "from-manifest",
      name: "main",
      named: true,
      database: undefined,
      role: "app",
      expiresIn: undefined,
    });
  });

  test("one made from the ref, which expires as the manifest's previews do", async () => {
    const found = await target({ manifest: "m", environment: "preview" }, { ref: "refs/pull/12/merge" });
    expect(found).toMatchObject({
      named: false,
      expiresIn: 14 * 86_400,
      name: expect.stringMatching(/^preview-12-merge-[0-9a-f]+$/),
    });
    expect((await target({ manifest: "m", command: "delete" }, { ref: "refs/pull/12/merge" })).name).toBe(found.name);
  });

  test.each(["refs/heads/a/b", `a${"b".repeat(256)}`, "bell\u0007"])(
    "a name that is a ref or cannot be one is made usable: %j",
    async (branch) => {
      expect(await target({ projectId: "p", branch })).toMatchObject({
        named: false,
        name: expect.stringMatching(/^preview-[a-z0-9-]{1,56}$/),
      });
    },
  );

  test("no other than a preview goes without a branch of its own", async () => {
    await expect(target({ manifest: "m", environment: "qa" })).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID" });
    await expect(target({ manifest: "m", environment: "prod" })).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID" });
  });

  test("a manifest without a database does not tell the project", async () => {
    await expect(target({ manifest: "m" }, { with: { ...manifest, database: undefined } })).rejects.toMatchObject({
      code: "SLIP-INPUT-INVALID",
    });
  });
});

describe("database and role", () => {
  const there = (databases: readonly string[], roles: readonly string[]) =>
    ({
      databases: () => Promise.resolve(databases),
      roles: () => Promise.resolve(roles),
    }) as Partial<DatabaseBranching> as DatabaseBranching;
  const asked: Target = {
    project: "p",
    name: "b",
    named: true,
    database: undefined,
    role: undefined,
    expiresIn: undefined,
  };

  test.each([
    [["shop"], ["owner"], {}, { database: "shop", role: "owner" }],
    [["a", "neondb"], ["x", "neondb_owner"], {}, { database: "neondb", role: "neondb_owner" }],
    [["a", "b"], ["x", "y"], { database: "b", role: "x" }, { database: "b", role: "x" }],
  ])("of %j and %j with %j: %j", async (databases, roles, wish, expected) => {
    expect(await chooseLogin(there(databases, roles), "br", { ...asked, ...wish })).toEqual(expected);
  });

  test.each([
    [["a", "b"], ["x"], {}, "`a`, `b`"],
    [["a"], [], {}, "none"],
    [["a"], ["x"], { role: "y" }, "no role `y`"],
  ])("of %j and %j with %j none can be chosen", async (databases, roles, wish, said) => {
    await expect(chooseLogin(there(databases, roles), "br", { ...asked, ...wish })).rejects.toMatchObject({
      code: "SLIP-NEON-AMBIGUOUS",
      message: expect.stringContaining(said),
    });
  });
});

describe("inputs that do not fit together", () => {
  test.each<[Given, string]>([
    [{ protect: true, expiresIn: "1d" }, "protect"],
    [{ expiresIn: "soon" }, "expires-in"],
    [{ expiresIn: "31d" }, "expires-in"],
    [{ parentTimestamp: "2026-02-31T99:00:00Z" }, "parent-timestamp"],
    [{ command: "delete", expiresIn: "1d" }, "command"],
    [{ environment: "staging" }, "manifest"],
  ])("%j", (given, input) => {
    const { inputs } = fakeContext(spec, { apiKey: new Secret("napi_12345678"), projectId: "p", ...given });
    expect(spec.check?.(inputs).flatMap((problem) => problem.inputs)).toContain(input);
  });

  test("neither project nor manifest", () => {
    const { inputs } = fakeContext(spec, { apiKey: new Secret("napi_12345678") });
    expect(spec.check?.(inputs)).toHaveLength(1);
  });
});
