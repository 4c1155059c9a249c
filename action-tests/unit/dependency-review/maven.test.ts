import { describe, expect, test } from "@jest/globals";
import { commandFor } from "../../../shared/dependencies/advice.ts";
import { advisory, type Files, review } from "./harness.ts";

const pom = (dependencies: Readonly<Record<string, string | undefined>>, more = ""): string =>
  [
    "<project>",
    "<groupId>com.acme</groupId><artifactId>shop</artifactId><version>1</version>",
    more,
    "<dependencies>",
    ...Object.entries(dependencies).map(([name, version]) => {
      const [group = "", artifact = ""] = name.split(":");
      const at = version === undefined ? "" : `<version>${version}</version>`;
      return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${at}</dependency>`;
    }),
    "</dependencies>",
    "</project>",
    "",
  ].join("\n");

const change = (base: string | Files, head: string | Files, more: Partial<Parameters<typeof review>[0]> = {}) => {
  const files = (one: string | Files): Files => (typeof one === "string" ? { "pom.xml": one } : one);
  return review({ base: files(base), head: files(head), ...more });
};

const NAME = "com.fasterxml.jackson.core:jackson-databind";

describe("pom.xml", () => {
  test("a vulnerable version, with the smallest clean one by Maven's order, and the command", async () => {
    const told = await change(pom({}), pom({ [NAME]: "2.9.10.7" }), {
      advisories: { [`${NAME}@2.9.10.7`]: [advisory("GHSA-1", { fixedIn: ["2.9.10.8", "2.10.0"] })] },
      releases: {
        [`${NAME}@2.9.10.7`]: {
          versions: new Map(["2.10.0.pr1", "2.10.0", "2.9.10.8", "2.9.10.7"].map((one) => [one, undefined])),
        },
      },
    });
    expect(told.outcome).toBe("blocked");
    expect(told.report.findings[0]).toMatchObject({
      rule: "vulnerability",
      advice: "Update to 2.9.10.8, the next clean release.",
      command: `mvn versions:use-dep-version -Dincludes=${NAME} -DdepVersion=2.9.10.8 -DgenerateBackupPoms=false`,
    });
  });

  test("what it leaves open is said, and never called checked", async () => {
    const told = await change(pom({}), pom({ "org.slf4j:slf4j-api": "2.0.9", "com.acme:managed": undefined }));
    expect(told.failure).toBeUndefined();
    expect(told.report.notes).toEqual([
      "Not checked: what the packages of pom.xml need themselves, which is decided when it is built.",
      "Not checked: 1 version in pom.xml that comes from outside of the repository.",
    ]);
    expect(told.summary).toContain("Not checked: what the packages of pom.xml need themselves");
    // Of a change that brings nothing in there is nothing to say.
    const same = await change(pom({ "org.slf4j:slf4j-api": "2.0.9" }), pom({ "org.slf4j:slf4j-api": "2.0.9" }));
    expect(same.report.notes).toEqual([]);
  });

  test("denied packages are named by group and artifact, with wildcards for each", async () => {
    const told = await change(pom({}), pom({ "com.evil.tools:a": "1", "com.evil:b": "1", "org.good:com.evil": "1" }), {
      inputs: { denyPackages: ["pkg:maven/com.evil/*", "pkg:maven/com.evil.*/**"] },
    });
    expect(
      told.report.findings
        .filter(({ rule }) => rule === "denied")
        .map(({ package: one }) => one)
        .toSorted(),
    ).toEqual(["com.evil.tools:a", "com.evil:b"]);
  });

  test("a repository that is added decides where packages come from", async () => {
    const own =
      "<repositories><repository><id>x</id><url>https://maven.evil.example/m2</url></repository></repositories>";
    const told = await change(pom({}), pom({}, own));
    expect(told.report.findings).toEqual([
      expect.objectContaining({
        rule: "registry-change",
        level: "block",
        message: expect.stringContaining("https://maven.evil.example/m2"),
      }),
    ]);
  });

  test("a name of the team's own needs a repository of its own", async () => {
    const rules = '\npackages:\n  private: ["pkg:maven/com.acme.internal/*"]\n';
    const named = pom({ "com.acme.internal:auth": "1.0" });
    const own =
      "<repositories><repository><id>x</id><url>https://maven.acme.example/m2</url></repository></repositories>";
    const at = (base: string, head: string) => {
      const config = { ".github/slipway.deps.yml": `version: 1${rules}` };
      return change({ "pom.xml": base, ...config }, { "pom.xml": head, ...config });
    };
    const rulesOf = async (told: ReturnType<typeof at>) => (await told).report.findings.map(({ rule }) => rule);
    expect(await rulesOf(at(pom({}), named))).toEqual(["confusion"]);
    expect(await rulesOf(at(pom({}, own), pom({ "com.acme.internal:auth": "1.0" }, own)))).toEqual([]);
  });

  test("GitHub's graph knows more of it than is written there", async () => {
    const told = await change(pom({}), pom({ "org.slf4j:slf4j-api": "2.0.9" }), {
      graph: {
        kind: "complete",
        note: "",
        changes: [
          {
            kind: "added",
            file: "pom.xml",
            purl: "pkg:maven/org.yaml/snakeyaml@1.30",
            license: undefined,
            advisories: ["GHSA-x"],
          },
        ],
      },
    });
    expect(told.report.notChecked).toEqual([expect.objectContaining({ purl: "pkg:maven/org.yaml/snakeyaml@1.30" })]);
    expect(told.outcome).toBe("not-checked");
  });
});

test("a baseline accepts what is there, by group, artifact and version, and nothing else", async () => {
  const config = ".github/slipway.deps.yml";
  const files = { "pom.xml": pom({ "com.acme:old": "1.0-jre" }) };
  const known = { "com.acme:old@1.0-jre": [advisory("GHSA-1")], "com.acme:old@1.1-jre": [advisory("GHSA-2")] };
  const event = { event: "workflow_dispatch", payload: {}, inputs: { command: "baseline" as const } };
  const told = await change({}, { ...files, [config]: "version: 1\n" }, { advisories: known, ...event });
  const written = { [config]: told.written.get(config) ?? "" };
  expect(written[config]).toContain("pkg:maven/com.acme/old");
  const same = await change(written, { ...files, ...written }, { advisories: known });
  expect([same.outcome, same.report.staleExceptions]).toEqual(["clean", []]);
  const next = await change(
    { ...files, ...written },
    { "pom.xml": pom({ "com.acme:old": "1.1-jre" }), ...written },
    { advisories: known },
  );
  expect(next.outcome).toBe("blocked");
});

test("a module that bears the coordinates of somebody else's package hides nothing of it", async () => {
  const coordinates = "<groupId>com.evil</groupId><artifactId>lib</artifactId>";
  const told = await change(
    { "pom.xml": pom({}) },
    {
      "pom.xml": pom({ "com.evil:lib": "1.0" }),
      "x/pom.xml": `<project>${coordinates}<version>1.0</version></project>`,
    },
    { advisories: { "com.evil:lib@1.0": [advisory("MAL-2026-1", { malware: true })] } },
  );
  expect(told.report.findings.map(({ rule }) => rule)).toEqual(["malware"]);
});

describe("names", () => {
  const young = "2026-06-01T00:00:00Z";
  test.each<[string, readonly string[]]>([
    // The group of somebody else, below another top-level domain.
    ["org.fasterxml.jackson.core:jackson-databind", ["typosquat"]],
    ["com.googel.guava:guava", ["typosquat"]],
    ["com.acme.shop:api-v2", []],
    ["org.apache.commons:commons-lang4", []],
    ["io.acme.other:thing", []],
  ])("%s, not a year old: %j", async (name, rules) => {
    const told = await change(pom({ "com.acme.shop:api-v1": "1" }), pom({ "com.acme.shop:api-v1": "1", [name]: "1" }), {
      releases: { [`${name}@1`]: { createdAt: young } },
      now: new Date("2026-11-20T00:00:00Z"),
    });
    expect(told.report.findings.map(({ rule }) => rule)).toEqual(rules);
  });
});

describe("Gradle", () => {
  const lock = { "gradle.lockfile": "org.slf4j:slf4j-api:2.0.9=runtimeClasspath\n" };
  const metadata = (...sums: readonly string[]): Files => ({
    ...lock,
    "gradle/verification-metadata.xml": `<verification-metadata><components><component group="org.slf4j" name="slf4j-api" version="2.0.9">${sums
      .map((sum, index) => `<artifact name="${index}"><sha256 value="${sum.repeat(64)}"/></artifact>`)
      .join("")}</component></components></verification-metadata>`,
  });

  test("another checksum of the same version blocks, one for a further file is told", async () => {
    const swapped = await change(metadata("a"), metadata("b"));
    expect(swapped.report.findings).toEqual([expect.objectContaining({ rule: "integrity", level: "block" })]);
    const more = await change(metadata("a"), metadata("a", "b"));
    expect(more.report.findings).toEqual([expect.objectContaining({ rule: "integrity", level: "warn" })]);
  });

  test("the command brings the lock up to date", () => {
    const wish = { name: "org.slf4j:slf4j-api", version: "2.0.10", direct: true, development: false };
    expect(commandFor({ file: "app/gradle.lockfile", format: "gradle" }, wish)).toBe(
      "cd app && ./gradlew dependencies --update-locks org.slf4j:slf4j-api",
    );
    expect(commandFor({ file: "gradle/libs.versions.toml", format: "gradle-catalog" }, wish)).toBeUndefined();
    expect(commandFor({ file: "pom.xml", format: "maven" }, { ...wish, name: "a:$(x)" })).toBeUndefined();
  });
});
