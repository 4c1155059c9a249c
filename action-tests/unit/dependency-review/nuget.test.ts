import { expect, test } from "@jest/globals";
import { commandFor } from "../../../shared/dependencies/advice.ts";
import { advisory, review } from "./harness.ts";

const lock = (packages: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    version: 1,
    dependencies: {
      "net8.0": Object.fromEntries(
        Object.entries(packages).map(([name, version]) => [
          name,
          { type: "Direct", requested: `[${version}, )`, resolved: version, contentHash: "x=" },
        ]),
      ),
    },
  });

const about = (...versions: readonly string[]) => ({
  name: "Newtonsoft.Json",
  versions: new Map(versions.map((version) => [version, undefined])),
});

test("a name in small letters is asked about as the registry writes it, and so is the advice", async () => {
  const told = await review({
    base: { "packages.lock.json": lock({}) },
    head: { "packages.lock.json": lock({ "newtonsoft.json": "12.0.3" }) },
    advisories: {
      "Newtonsoft.Json@12.0.3": [advisory("GHSA-5crp-9r3c-p9vr", { fixedIn: ["13.0.1"] })],
      "Newtonsoft.Json@13.0.1": [advisory("GHSA-2")],
    },
    releases: { "newtonsoft.json@12.0.3": about("12.0.3", "13.0.1", "13.0.2-beta1", "13.0.3") },
  });
  expect(told.outcome).toBe("blocked");
  expect(told.asked).toContain("Newtonsoft.Json@12.0.3");
  expect(told.report.findings[0]).toMatchObject({
    rule: "vulnerability",
    advice: "Update to 13.0.3, the next clean release.",
    command: "dotnet add package newtonsoft.json --version 13.0.3",
  });
});

test("an answer does not make another package of it", async () => {
  const told = await review({
    base: { "packages.lock.json": lock({}) },
    head: { "packages.lock.json": lock({ Evil: "1.0.0" }) },
    advisories: { "Evil@1.0.0": [advisory("GHSA-1")] },
    releases: { "Evil@1.0.0": { name: "Harmless" } },
  });
  expect(told.outcome).toBe("blocked");
});

test("what is not direct has no command", () => {
  const wish = { name: "A", version: "1.0.0", direct: false, development: false };
  expect(commandFor({ file: "packages.lock.json", format: "nuget-1" }, wish)).toBeUndefined();
});
