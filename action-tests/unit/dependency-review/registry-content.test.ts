import { describe, expect, test } from "@jest/globals";
import { type Files, review, rulesOf } from "./harness.ts";

const NONE: Files = {};
const hash = (letter: string, length: number): string => letter.repeat(length);

const goFiles = (sum: string): Files => ({
  "go.mod": "module example.com/shop\n\ngo 1.22\n\nrequire example.com/net v1.1.0\n",
  "go.sum": `example.com/net v1.1.0 h1:${sum}=\nexample.com/net v1.1.0/go.mod h1:${hash("z", 43)}=\n`,
});
const composerFiles = (reference: string, shasum = "", source = reference): Files => ({
  "composer.json": JSON.stringify({ require: { "acme/log": "^3.0" } }),
  "composer.lock": JSON.stringify({
    packages: [
      {
        name: "acme/log",
        version: "3.1.0",
        source: { type: "git", url: "https://github.com/acme/log.git", reference: source },
        dist: { type: "zip", url: `https://api.github.com/repos/acme/log/zipball/${reference}`, reference, shasum },
        "notification-url": "https://packagist.org/downloads/",
      },
    ],
    "packages-dev": [],
  }),
});
const gemFiles = (linux: string, darwin: string): Files => ({
  Gemfile: 'source "https://rubygems.org"\ngem "oj"\n',
  "Gemfile.lock": [
    "GEM",
    "  remote: https://rubygems.org/",
    "  specs:",
    "    oj (1.1.0-arm64-darwin)",
    "    oj (1.1.0-x86_64-linux)",
    "",
    "DEPENDENCIES",
    "  oj",
    "",
    "CHECKSUMS",
    `  oj (1.1.0-arm64-darwin) sha256=${darwin}`,
    `  oj (1.1.0-x86_64-linux) sha256=${linux}`,
    "",
  ].join("\n"),
});

/** What a registry that nobody can change afterwards, or that tells of every build, makes of the lock file's word. */
describe("the content that a lock file names is compared with the registry's own", () => {
  const gem = [hash("a", 64), hash("b", 64), hash("c", 64)].map((sum) => `sha256:${sum}`).join(" ");
  test.each([
    [
      "Go, as the checksum database has it",
      goFiles(hash("a", 43)),
      "example.com/net@v1.1.0",
      `h1:${hash("a", 43)}=`,
      [],
    ],
    ["Go, exchanged", goFiles(hash("b", 43)), "example.com/net@v1.1.0", `h1:${hash("a", 43)}=`, ["integrity"]],
    ["Composer, the tag's commit", composerFiles(hash("1", 40)), "acme/log@3.1.0", `git:${hash("1", 40)}`, []],
    ["Composer, another commit", composerFiles(hash("2", 40)), "acme/log@3.1.0", `git:${hash("1", 40)}`, ["integrity"]],
    ["Composer, an archive's checksum and a commit", composerFiles("1", hash("2", 40)), "acme/log@3.1.0", "git:1", []],
    [
      "Composer, another commit for who takes the source",
      composerFiles("1", "", "2"),
      "acme/log@3.1.0",
      "git:1",
      ["integrity"],
    ],
    ["two platforms of a gem", gemFiles(hash("b", 64), hash("c", 64)), "oj@1.1.0", gem, []],
    ["a gem, exchanged on one platform", gemFiles(hash("d", 64), hash("c", 64)), "oj@1.1.0", gem, ["integrity"]],
  ] as const)("%s", async (_, head, release, integrity, rules) => {
    const told = await review({ base: NONE, head, releases: { [release]: { integrity } } });
    expect(rulesOf(told, "block")).toEqual(rules.map((rule) => `${rule} ${release}`));
  });

  test("a branch is no version: its commit moves, and it comes from git", async () => {
    const at = (commit: string): Files => {
      const files = composerFiles(hash(commit, 40));
      return { ...files, "composer.lock": files["composer.lock"]?.replace('"3.1.0"', '"3.x-dev"') ?? "" };
    };
    const told = await review({ base: at("1"), head: at("2") });
    expect(rulesOf(told, "block")).toEqual([]);
    expect(rulesOf(told)).toEqual(["source acme/log@3.x-dev"]);
  });

  test("of a commit it says that", async () => {
    const told = await review({
      base: NONE,
      head: composerFiles(hash("2", 40)),
      releases: { "acme/log@3.1.0": { integrity: `git:${hash("1", 40)}` } },
    });
    expect(told.report.findings[0]).toMatchObject({
      message: "The lock file takes another commit than the one that the registry has for this version.",
    });
  });
});
