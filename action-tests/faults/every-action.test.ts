import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { buildImage } from "./scenarios/build-image.ts";
import { dependencyReview } from "./scenarios/dependency-review.ts";
import { docsPublish } from "./scenarios/docs-publish.ts";
import { migrateDb } from "./scenarios/migrate-db.ts";
import { neonBranch } from "./scenarios/neon-branch.ts";
import { deployRender, healthGate, preflight, rollback } from "./scenarios/release.ts";
import { verifyImage } from "./scenarios/verify-image.ts";

const here = dirname(fileURLToPath(import.meta.url));

test("every action has scenarios, and every scenario is tried", () => {
  const scenarios = [
    ...buildImage,
    ...dependencyReview,
    ...docsPublish,
    migrateDb,
    ...neonBranch,
    deployRender,
    healthGate,
    preflight,
    rollback,
    verifyImage,
  ];
  const actions = readdirSync(join(here, "..", "..", "actions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
  expect([...new Set(scenarios.map(({ action }) => action))].toSorted()).toEqual(actions);
  expect(readdirSync(here)).toEqual(expect.arrayContaining(actions.map((name) => `${name}.test.ts`)));
});
