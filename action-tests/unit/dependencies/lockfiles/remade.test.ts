import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { make, whyNot } from "./projects/project.ts";
import { PROJECTS } from "./projects/projects.ts";
import { complete, readRecorded, running, shown } from "./reading.ts";

// The tools that are installed here lock the same projects anew, whatever their versions, and say what they locked.

const temp = mkdtempSync(join(tmpdir(), "slipway-remade-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

// oxlint-disable jest/no-standalone-expect -- they are in tests, where there is a tool
describe.each(PROJECTS.map((project) => [project.name, project] as const))("%s", (name, project) => {
  const reason = whyNot(project);
  const live = reason === undefined ? test : test.skip;
  live(
    `made anew, is read as its own tool reads it${reason === undefined ? "" : `: ${reason}`}`,
    () => {
      const made = make(project, join(temp, name));
      const inventory = readRecorded(made);
      expect(made.packages.length).toBeGreaterThan(1);
      expect(shown(name, inventory.dependencies)).toEqual(complete(made.packages, made.elsewhere));
      expect(made.runtime === undefined ? undefined : shown(name, running(inventory))).toEqual(
        made.runtime === undefined ? undefined : complete(made.runtime, made.elsewhere),
      );
    },
    120_000,
  );
});
