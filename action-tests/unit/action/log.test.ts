import { expect, test } from "@jest/globals";
import { createLog } from "../../../shared/action/log.ts";
import { fakeRunner } from "../../fakes/runner.ts";

test.each([true, false])("a line for those who debug is made only for them (debugging: %s)", (isDebug) => {
  const runner = fakeRunner();
  let redacted = 0;
  const log = createLog({ ...runner, isDebug: () => isDebug }, (text) => {
    redacted++;
    return text;
  });

  log.debug("one\ntwo");

  expect(runner.log).toEqual(isDebug ? ["debug: one", "debug: two"] : []);
  expect(redacted > 0).toBe(isDebug);
});
