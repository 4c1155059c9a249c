import { expect, test } from "@jest/globals";
import { adapter, json, listed } from "./render-api.ts";

const ended = (status: string) => ({ id: "dep-1", status, createdAt: "2026-11-20T00:00:01Z", trigger: "api" });
const newer = { id: "dep-2", status: "build_in_progress", createdAt: "2026-11-20T00:00:05Z", trigger: "new_commit" };
const newest = { ...newer, id: "dep-3", createdAt: "2026-11-20T00:00:09Z" };

const explained = async (status: string, reason: object | undefined, others: readonly object[] = []) => {
  const { deployer, calls } = adapter(({ path }) => {
    if (path.includes("/events")) {
      const event = { type: "deploy_ended", details: { deployId: "dep-1", deployStatus: "failed", reason } };
      const stranger = { type: "deploy_ended", details: { deployId: "dep-0", reason: { newDeploy: { id: "dep-x" } } } };
      return json([{ event: stranger, cursor: "a" }, ...(reason === undefined ? [] : [{ event, cursor: "b" }])]);
    }
    return path.includes("?") ? listed(...others, ended(status)) : json(ended(status));
  });
  const ending = await deployer.explain("srv-a", await deployer.deploy("srv-a", "dep-1"));
  return { ending, events: calls.find(({ path }) => path.includes("/events"))?.path };
};

test.each([
  ["update_failed", { newDeploy: { id: "dep-7" } }, [], { reason: "superseded", by: "dep-7" }],
  ["canceled", { newBuild: { id: "bld-7" } }, [newest, newer], { reason: "superseded", by: "dep-2" }],
  ["canceled", undefined, [newest, newer], { reason: "superseded", by: "dep-2" }],
  ["canceled", undefined, [], { reason: "cancelled" }],
  ["canceled", {}, [], { reason: "cancelled" }],
  ["deactivated", undefined, [newer], { reason: "superseded", by: "dep-2" }],
  ["deactivated", undefined, [], { reason: "superseded" }],
  ["build_failed", { buildFailed: { id: "bld-1" } }, [], { reason: "build" }],
  ["build_failed", undefined, [newer], { reason: "build" }],
  [
    "pre_deploy_failed",
    { failure: { nonZeroExit: 3 } },
    [],
    { reason: "pre-deploy", detail: expect.stringContaining("status 3") },
  ],
  [
    "canceled",
    { failure: { unhealthy: "GET / → 500" } },
    [],
    { reason: "unhealthy", detail: expect.stringContaining("GET / → 500") },
  ],
  [
    "update_failed",
    { failure: { oomKilled: { memoryLimit: "512Mi" } } },
    [],
    { reason: "crashed", detail: expect.stringContaining("512Mi") },
  ],
  [
    "update_failed",
    { failure: { nonZeroExit: 1, evicted: false } },
    [],
    { reason: "crashed", detail: expect.stringContaining("status 1") },
  ],
  [
    "update_failed",
    { failure: { timedOutSeconds: 900 } },
    [],
    { reason: "timed-out", detail: expect.stringContaining("900 s") },
  ],
  ["update_failed", { failure: { earlyExit: true } }, [], { reason: "crashed" }],
  [
    "update_failed",
    { failure: { evicted: true } },
    [],
    { reason: "crashed", detail: expect.stringContaining("evicted") },
  ],
  ["update_failed", { failure: { newFieldOf2027: 1 } }, [], { reason: "other" }],
  ["update_failed", undefined, [], { reason: "other" }],
])("%s with %j after it %#", async (status, reason, others, expected) => {
  const { ending } = await explained(status, reason, others);
  expect(ending).toMatchObject(expected);
});

test("asks for events from the beginning of the deploy: Render's own window is one hour", async () => {
  const { events } = await explained("canceled", undefined);
  expect(events).toBe("/services/srv-a/events?type=deploy_ended&startTime=2026-11-19T23%3A59%3A01.000Z&limit=100");
});
