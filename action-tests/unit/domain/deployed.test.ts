import { expect, test } from "@jest/globals";
import { isLive } from "../../../shared/domain/deployed.ts";

test.each([
  ["live", true],
  ["unchanged", true],
  ["mismatch", false],
  ["started", false],
  ["unknown", false],
  ["toString", false],
])("a service that deploy-render calls %s is live: %s", (state, live) => {
  expect(isLive({ name: "web", state })).toBe(live);
});
