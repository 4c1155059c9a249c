import { expect, test } from "@jest/globals";
import { review, rulesOf } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

const adding = (...names: readonly string[]) => ({
  base: { "package-lock.json": npmLock({}) },
  head: { "package-lock.json": npmLock(Object.fromEntries(names.map((name) => [name, "1.0.0"]))) },
});
const YESTERDAY = "2026-11-19T12:00:00Z";

test("a host that refuses each package is one reason", async () => {
  const told = await review({
    ...adding("a", "b"),
    registryOutage: (name) => `GET https://npm.acme.com/x/${name} answered 403`,
  });
  expect(told.summary).toContain("2 × registry: GET https:&#8203;//npm.acme.com/… answered 403");
  expect(told.summary).toContain("Something could not be found out about 2 packages. They are not known to be clean.");
});

test("a single one is told with its whole address", async () => {
  const told = await review({
    ...adding("a", "b"),
    registryOutage: (name) => (name === "a" ? "GET https://npm.acme.com/x/a answered 403" : undefined),
  });
  expect(told.summary).toContain("1 × registry: GET https:&#8203;//npm.acme.com/x/a answered 403");
  expect(told.summary).toContain("Something could not be found out about 1 package. It is not known to be clean.");
});

test("what is as important stands together by its package", async () => {
  const young = { createdAt: YESTERDAY, publishedAt: YESTERDAY };
  const told = await review({ ...adding("aa", "bb"), releases: { "aa@1.0.0": young, "bb@1.0.0": young } });
  expect(rulesOf(told, "block")).toEqual(["age aa@1.0.0", "new-name aa@1.0.0", "age bb@1.0.0", "new-name bb@1.0.0"]);
});

test("code and commands stand as code beside what they are about", async () => {
  const told = await review({
    base: { "package-lock.json": npmLock({ thing: "1.0.0" }) },
    head: { "package-lock.json": npmLock({ thing: "1.1.0" }) },
    releases: { "thing@1.1.0": { publishedAt: YESTERDAY, installScripts: ["postinstall"] } },
  });
  expect(told.summary).toContain("<code>postinstall</code>");
  expect(told.summary).toContain("<code>npm install thing@1.0.0</code>");
  expect(told.summary).toContain("or take the release before it");
});

test("nobody is sent back to a release that there is not", async () => {
  const told = await review({ ...adding("thing"), releases: { "thing@1.0.0": { publishedAt: YESTERDAY } } });
  expect(told.report.findings[0]?.advice).toBe("Wait until 2026-11-22 12:00 UTC, or do without it.");
});

test("an exception to clear up is told with what it is about", async () => {
  const config = "exceptions:\n  - { package: gone, reason: r, owner: '@bob', until: 2027-01-01 }\n";
  const told = await review({
    base: { ".github/slipway.deps.yml": config },
    head: { ".github/slipway.deps.yml": config },
  });
  expect(told.summary).toContain("- gone (.github/slipway.deps.yml:2, of @&#8203;bob): no such package");
  expect(told.log).toEqual(
    expect.arrayContaining([
      "notice: Exception to clear up: gone, of @bob: no such package is in the repository any more. [.github/slipway.deps.yml:2]",
      "info: Known vulnerabilities: this change fixes 0, introduces 0. Findings: 0 blocking, 0 to look at, 0 accepted.",
    ]),
  );
});
