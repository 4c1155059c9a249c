import { describe, expect, test } from "@jest/globals";
import { commandFor } from "../../../shared/dependencies/advice.ts";
import { advisory, review, type Story } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

const versions = (...all: readonly string[]) => new Map(all.map((version) => [version, undefined]));

const vulnerable = (more: Partial<Story>): Promise<Awaited<ReturnType<typeof review>>> =>
  review({
    base: { "package-lock.json": npmLock({}) },
    head: { "package-lock.json": npmLock({ thing: "1.0.0" }) },
    advisories: { "thing@1.0.0": [advisory("GHSA-1", { fixedIn: ["1.0.2", "2.0.1"] })] },
    releases: { "thing@1.0.0": { versions: versions("1.0.0", "1.0.1", "1.0.2", "1.1.0-rc.1", "1.1.0", "2.0.1") } },
    ...more,
  });

describe("the smallest clean version", () => {
  test("within the range that is asked for", async () => {
    const told = await vulnerable({});
    expect(told.report.findings[0]).toMatchObject({
      advice: "Update to 1.0.2, the next clean release.",
      command: "npm install thing@1.0.2",
    });
  });

  test("not one that has problems of its own", async () => {
    const told = await vulnerable({
      advisories: {
        "thing@1.0.0": [advisory("GHSA-1", { fixedIn: ["1.0.2"] })],
        "thing@1.0.2": [advisory("GHSA-2")],
      },
    });
    expect(told.report.findings[0]?.command).toBe("npm install thing@1.1.0");
  });

  test("outside of the range, said so", async () => {
    const told = await vulnerable({
      advisories: { "thing@1.0.0": [advisory("GHSA-1", { fixedIn: ["2.0.1"] })] },
    });
    expect(told.report.findings[0]?.advice).toContain("2.0.1 is the next clean release; it is outside of the range");
  });

  test("none, when there is none", async () => {
    const told = await vulnerable({ advisories: { "thing@1.0.0": [advisory("GHSA-1")] } });
    expect(told.report.findings[0]?.advice).toBe("There is no version without it yet.");
    expect(told.report.findings[0]?.command).toBeUndefined();
  });

  test("none, when nobody can say whether it is clean", async () => {
    const told = await vulnerable({ outage: (_, version) => (version === "1.0.0" ? undefined : "down") });
    expect(told.report.findings[0]).toMatchObject({ advice: "No later release is known to be clean." });
    expect(told.report.findings[0]?.command).toBeUndefined();
    expect(told.report.notChecked).toEqual([]);
  });
});

test("who brings it in, and the command for what is not direct", async () => {
  const told = await vulnerable({
    head: {
      "apps/api/package-lock.json": npmLock(
        { parent: { version: "3.0.0", dependencies: { thing: "^1.0.0" } }, thing: "1.0.0" },
        ["parent"],
      ),
    },
  });
  expect(told.report.findings[0]).toMatchObject({
    path: ["parent", "thing"],
    advice: "Update to 1.0.2, the next clean release, which parent brings in.",
    command: "cd apps/api && npm update thing",
  });
  expect(told.summary).toContain("It comes via parent");
});

test("a release that is too young: stay with the one before", async () => {
  const told = await review({
    base: { "package-lock.json": npmLock({ thing: "1.0.0" }) },
    head: { "package-lock.json": npmLock({ thing: "1.1.0" }) },
    releases: { "thing@1.1.0": { publishedAt: "2026-11-20T11:00:00Z" } },
  });
  expect(told.report.findings[0]?.command).toBe("npm install thing@1.0.0");
});

const direct = { name: "thing", version: "1.2.3", direct: true, development: false };

describe("every package manager's own command", () => {
  test.each([
    ["package-lock-3", "npm install thing@1.2.3", "npm update thing"],
    ["pnpm-9", "pnpm add thing@1.2.3", "pnpm update --depth Infinity thing"],
    ["yarn-1", "yarn upgrade thing@1.2.3", undefined],
    ["yarn-8", "yarn up thing@1.2.3", "yarn up --recursive thing"],
    ["bun-1", "bun add thing@1.2.3", "bun update thing"],
    ["requirements", "pip install thing==1.2.3", "pip install thing==1.2.3"],
    ["uv-1", "uv lock --upgrade-package thing==1.2.3", "uv lock --upgrade-package thing==1.2.3"],
    ["poetry-2.1", "poetry add thing@1.2.3", "poetry update thing"],
    ["pdm-4.5", "pdm update --unconstrained thing", "pdm update thing"],
    ["pipfile", "pipenv upgrade thing==1.2.3", "pipenv upgrade thing==1.2.3"],
    ["cargo-4", "cargo update --package thing --precise 1.2.3", "cargo update --package thing --precise 1.2.3"],
    ["go.mod", "go get thing@v1.2.3", "go get thing@v1.2.3"],
    ["gemfile", "bundle update --conservative thing", "bundle update --conservative thing"],
    ["composer", "composer require thing:1.2.3 --with-dependencies", "composer update thing --with-dependencies"],
    ["workflow", undefined, undefined],
    ["dockerfile", undefined, undefined],
  ])("%s", (format, first, transitive) => {
    expect(commandFor({ file: "lock", format }, direct)).toBe(first);
    expect(commandFor({ file: "lock", format }, { ...direct, direct: false })).toBe(transitive);
  });

  test.each([
    [{ ...direct, name: "thing; rm -rf ~" }, "lock"],
    [{ ...direct, name: "$(id)" }, "lock"],
    [{ ...direct, name: "--global" }, "lock"],
    [{ ...direct, name: "thing\nid" }, "lock"],
    [{ ...direct, name: "../../evil" }, "lock"],
    [{ ...direct, version: "1.0.0 && id" }, "lock"],
    [{ ...direct, version: "latest" }, "lock"],
    [direct, "a b/lock"],
    [direct, "$(id)/lock"],
    [direct, "-x/lock"],
    [direct, "../x/lock"],
  ])("none for what a shell would read otherwise: %j in %s", (wish, file) => {
    expect(commandFor({ file, format: "package-lock-3" }, wish)).toBeUndefined();
  });
});
