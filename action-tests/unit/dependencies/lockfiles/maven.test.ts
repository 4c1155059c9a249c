import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { lockfileFor } from "../../../../shared/dependencies/lockfiles/lockfile-for.ts";
import type { Dependency, Inventory } from "../../../../shared/dependencies/types.ts";
import { installed } from "../../../tools/installed.ts";
import { FILES } from "./maven/project.ts";

const HERE = join(import.meta.dirname, "maven");
const temp = mkdtempSync(join(tmpdir(), "slipway-maven-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

function read(path: string, files: Readonly<Record<string, string>> = FILES): Inventory {
  const lockfile = lockfileFor(path);
  if (lockfile === undefined) throw new Error(`${path} is not known`);
  return lockfile.read(files[path] ?? "", new Map(Object.entries(files).filter(([other]) => lockfile.wants(other))));
}

const brief = ({ dependencies }: Inventory, ...fields: readonly (keyof Dependency)[]): unknown[][] =>
  dependencies.map((one) => [one.purl.replace("pkg:maven/", ""), ...fields.map((field) => one[field])]);

interface Effective {
  readonly pom: string;
  readonly use: string;
  readonly name: string;
  readonly version: string;
  readonly scope: string;
}

/** What Maven's own model builder made of the project, as `EffectivePoms.java` prints it. */
const parse = (lines: string): readonly Effective[] =>
  lines
    .trim()
    .split("\n")
    .map((line) => {
      const [pom = "", use = "", name = "", version = "", scope = ""] = line.split("\t");
      return { pom, use, name, version, scope };
    });

const RECORDED = readFileSync(join(HERE, "answer.tsv"), "utf8");
const theirs = parse(RECORDED);
const OWN = /^com\.acme:(?:shop-.*|tool)$/;
/** Packages themselves, though for Maven only the places where others come from. */
const OUTSIDE = ["org.springframework.boot:spring-boot-starter-parent", "io.micrometer:micrometer-bom"];
const ANCESTORS: Readonly<Record<string, readonly string[]>> = {
  "api/pom.xml": ["pom.xml"],
  "web/pom.xml": ["pom.xml"],
};
const isPlain = (version: string): boolean => version !== "null" && !/[${[\](),]/.test(version);

describe.each(Object.keys(FILES))("%s, beside what Maven makes of it", (path) => {
  const effective = theirs.filter(({ pom }) => pom === path);
  const known = [path, ...(ANCESTORS[path] ?? [])].flatMap((file) => read(file).dependencies);

  test("has every package that Maven would take, in its version", () => {
    const wanted = effective.filter(
      ({ use, name, version }) => use !== "managed" && isPlain(version) && !OWN.test(name),
    );
    const ours = new Set(known.map(({ name, version }) => `${name}@${version ?? ""}`));
    expect(wanted.map(({ name, version }) => `${name}@${version}`).filter((one) => !ours.has(one))).toEqual([]);
    expect(path === "bom/pom.xml" || wanted.length > 0).toBe(true);
  });

  test("has none that Maven would not take, and is for what Maven takes it for", () => {
    const own = read(path).dependencies.filter(
      ({ name, version }) => version !== undefined && !OUTSIDE.includes(name) && !OWN.test(name),
    );
    expect(own.length).toBeGreaterThan(0);
    for (const { name, version, scope } of own) {
      const same = effective.filter((one) => one.name === name && one.version.replace(/^\[(.*)\]$/, "$1") === version);
      expect([name, version, same.length > 0]).toEqual([name, version, true]);
      const isDevelopment = same.every((one) => one.use === "plugin" || one.scope === "test");
      expect([name, scope]).toEqual([name, isDevelopment ? "development" : "runtime"]);
    }
  });
});

const [java, mvn] = [installed("java"), installed("mvn")];
const libraries = mvn === undefined ? undefined : join(dirname(dirname(realpathSync(mvn))), "lib");
const isThere =
  java !== undefined && libraries !== undefined && globSync(join(libraries, "maven-model-builder*.jar")).length > 0;
// oxlint-disable jest/no-standalone-expect -- it is in a test, where there is a tool
(isThere ? test : test.skip)("Maven that is installed here says the same as the one that was recorded", () => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(temp, path)), { recursive: true });
    writeFileSync(join(temp, path), text);
  }
  const args = ["-cp", join(libraries ?? "", "*"), join(HERE, "EffectivePoms.java"), temp];
  let answer: string;
  try {
    answer = execFileSync(java ?? "", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 60_000 });
  } catch (thrown) {
    // A runtime without a compiler cannot run a source file.
    process.stderr.write(
      `Maven's model builder does not run here, so its recorded answer has to do: ${String(thrown).slice(0, 120)}\n`,
    );
    return;
  }
  expect(parse(answer)).toEqual(theirs);
});

test("extensions of Maven itself are packages too", () => {
  const text =
    "<extensions>\n<extension><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version></extension></extensions>";
  const path = ".mvn/extensions.xml";
  expect(brief(read(path, { [path]: text }), "version", "line", "scope")).toEqual([
    ["g/a@1.0", "1.0", 2, "development"],
  ]);
});

describe("pom.xml", () => {
  test("says what is left open: what packages need themselves, and versions from outside", () => {
    expect(read("tool/pom.xml").gaps).toEqual([
      "what the packages of tool/pom.xml need themselves, which is decided when it is built",
      "1 version in tool/pom.xml that comes from outside of the repository (org.springframework.boot:spring-boot-starter-parent)",
    ]);
    expect(brief(read("tool/pom.xml"), "version", "line", "direct")).toEqual([
      ["org.springframework.boot/spring-boot-starter-parent@3.1.4", "3.1.4", 5, true],
      ["org.springframework.boot/spring-boot-starter-web", undefined, 8, true],
      ["org.postgresql/postgresql@42.6.0", "42.6.0", 9, true],
    ]);
  });

  test("ranges are ranges, a range of one version is that version, the rest is as Maven takes it", () => {
    const found = new Map(read("api/pom.xml").dependencies.map((one) => [one.name, one]));
    expect(found.get("org.apache.commons:commons-lang3")).toMatchObject({
      version: undefined,
      ranges: ["[3.12,3.13)"],
    });
    expect(found.get("junit:junit")).toMatchObject({ version: "4.13.2", scope: "development" });
    expect(found.get("com.acme:tools")).toMatchObject({ version: undefined });
    expect(found.get("org.yaml:snakeyaml")).toMatchObject({ version: "2.1" });
    // Inherited in another version than the parent has it: the line is where it says who its parent is.
    expect(found.get("com.google.guava:guava")).toMatchObject({ version: "32.1.2-jre", line: 5 });
    expect(read("web/pom.xml").dependencies.find(({ name }) => name === "com.acme:legacy")).toMatchObject({
      source: "path",
    });
    expect([...found.keys()].filter((name) => OWN.test(name))).toEqual([]);
    // A module of the repository: no registry knows it.
    expect(read("web/pom.xml").dependencies.find(({ name }) => name === "com.acme:shop-api")).toMatchObject({
      version: "1.4.0-SNAPSHOT",
      source: "path",
    });
  });

  test.each([
    ["no pom", "<settings/>", /its root element is not <project>/],
    ["a document type", '<!DOCTYPE project [<!ENTITY a "b">]><project/>', /document type, which is not read/],
    ["an end tag of another", "<project><a></b></project>", /an end tag does not fit <a>/],
    ["no end", "<project>\n<a>", /<a> has no end/],
    ["nothing", "", /no element/],
    ["levels without end", `<project>${"<a>".repeat(10_000)}`, /nests deeper than 200 levels/],
  ])("%s is refused", (_, text, why) => {
    expect(() => read("pom.xml", { "pom.xml": text })).toThrow(why);
  });

  test.each([
    ["itself", "<a>${a}</a>"],
    ["each other", "<a>${b}</a><b>${a}</b>"],
    [
      "ever more of it",
      `<a>${"x".repeat(100)}\${b}</a>${"bcdefghijk".replaceAll(/./g, (name) => `<${name}>${`\${${String.fromCodePoint(name.charCodeAt(0) + 1)}}`.repeat(10)}</${name}>`)}<l>x</l>`,
    ],
  ])("a property that means %s has no value", (_, properties) => {
    const text = `<project><properties>${properties}</properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>\${a}</version></dependency></dependencies></project>`;
    expect(brief(read("pom.xml", { "pom.xml": text }), "version")).toEqual([["g/a", undefined]]);
  });

  test("families and bills of materials that go round in circles end", () => {
    const pom = (own: string, other: string): string =>
      `<project><parent><groupId>g</groupId><artifactId>${other}</artifactId><version>1</version><relativePath>../${other}</relativePath></parent><artifactId>${own}</artifactId><dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>${other}</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement><dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId></dependency></dependencies></project>`;
    const files = { "a/pom.xml": pom("a", "b"), "b/pom.xml": pom("b", "a") };
    expect(brief(read("a/pom.xml", files))).toEqual([["x/y"], ["g/b@1"]]);
  });

  test("what only lies in the repository does not speak for packages of others", () => {
    const child = (relative: string, version = "1") =>
      `<project><parent><groupId>org.other</groupId><artifactId>p</artifactId><version>${version}</version>${relative}</parent><artifactId>c</artifactId><dependencyManagement><dependencies><dependency><groupId>com.evil</groupId><artifactId>bom</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement><dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId></dependency></dependencies></project>`;
    const managed = (group: string, artifact: string) =>
      `<project><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>1</version><dependencyManagement><dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><version>7</version></dependency></dependencies></dependencyManagement></project>`;
    const at = (...about: Parameters<typeof child>) =>
      brief(
        read("a/pom.xml", {
          "a/pom.xml": child(...about),
          "fake/pom.xml": managed("org.other", "p"),
          "bom/pom.xml": managed("com.evil", "bom"),
        }),
        "source",
      );
    // Maven looks where the path leads, and takes the parent from a registry when it is not there, or another version.
    const bom = ["com.evil/bom@1", "path"];
    expect(at("<relativePath>../fake</relativePath>")).toEqual([["x/y@7", "registry"], bom]);
    expect(at("")).toEqual([["org.other/p@1", "path"], ["x/y", "registry"], bom]);
    expect(at("<relativePath>../fake</relativePath>", "2")).toEqual([
      ["org.other/p@2", "registry"],
      ["x/y", "registry"],
      bom,
    ]);
  });

  test("poms that tests or archetypes bring along are not read", () => {
    for (const path of [
      "src/it/a/pom.xml",
      "m/src/test/resources/pom.xml",
      "src/main/resources/archetype-resources/pom.xml",
      "target/pom.xml",
    ]) {
      expect(lockfileFor(path)).toBeUndefined();
    }
    expect(lockfileFor("pom.xml")?.wants("src/it/a/pom.xml")).toBe(false);
    expect(lockfileFor("mysrc/it/pom.xml")).toBeDefined();
  });
});
