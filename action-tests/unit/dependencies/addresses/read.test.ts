import { describe, expect, test } from "@jest/globals";
import { hostsOf, isPrivateModule, registriesOf } from "../../../../shared/dependencies/addresses/choose.ts";
import { readAddresses, saysWhere } from "../../../../shared/dependencies/addresses/read.ts";
import type { Ecosystem } from "../../../../shared/dependencies/types.ts";

const read = (files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
  readAddresses(new Map(Object.entries(files)), env);

const URLS: readonly (readonly [file: string, text: string, ecosystem: Ecosystem, urls: readonly string[]])[] = [
  [".npmrc", "registry=https://npm.acme.example/all/\n", "npm", ["https://npm.acme.example/all"]],
  [".npmrc", "; a\n@acme:registry = https://npm.acme.example\n", "npm", ["https://npm.acme.example"]],
  [
    ".yarnrc",
    'registry "https://a.example"\n"@acme:registry" "https://b.example/x"\n',
    "npm",
    ["https://a.example", "https://b.example/x"],
  ],
  [
    ".yarnrc.yml",
    "npmRegistryServer: https://a.example\nnpmScopes:\n  acme:\n    npmRegistryServer: https://b.example\n",
    "npm",
    ["https://a.example", "https://b.example"],
  ],
  [
    "pnpm-workspace.yaml",
    'registries:\n  default: https://a.example\n  "@acme": https://b.example\n',
    "npm",
    ["https://a.example", "https://b.example"],
  ],
  [
    "bunfig.toml",
    '[install]\nregistry = { url = "https://a.example", token = "$T" }\n[install.scopes]\nacme = "https://b.example"\n',
    "npm",
    ["https://a.example", "https://b.example"],
  ],
  [
    "requirements.txt",
    "--index-url https://a.example/simple\n--extra-index-url=https://user:pass@b.example/simple/\nflask==1\n",
    "PyPI",
    ["https://a.example/simple", "https://b.example/simple"],
  ],
  [
    "pip.conf",
    "[global]\nindex-url = https://a.example/simple\nextra-index-url =\n    https://b.example/simple\n    https://c.example/simple\n",
    "PyPI",
    ["https://a.example/simple", "https://b.example/simple", "https://c.example/simple"],
  ],
  [
    "pyproject.toml",
    '[[tool.poetry.source]]\nname = "a"\nurl = "https://a.example/simple"\n[[tool.uv.index]]\nurl = "https://b.example/simple"\n',
    "PyPI",
    ["https://a.example/simple", "https://b.example/simple"],
  ],
  ["Pipfile", '[[source]]\nurl = "https://a.example/simple"\n', "PyPI", ["https://a.example/simple"]],
  [
    "NuGet.Config",
    '<configuration><packageSources><add key="a" value="https://a.example/v3/index.json" /><add key="b" value="..\\\\local" /></packageSources></configuration>',
    "NuGet",
    ["https://a.example/v3/index.json"],
  ],
  [
    "pom.xml",
    "<project><repositories><repository><id>a</id><url>https://a.example/m2/</url></repository></repositories><profiles><profile><pluginRepositories><pluginRepository><url>https://b.example</url></pluginRepository></pluginRepositories></profile></profiles></project>",
    "Maven",
    ["https://a.example/m2", "https://b.example"],
  ],
  [
    ".mvn/settings.xml",
    "<settings><mirrors><mirror><mirrorOf>*</mirrorOf><url>https://a.example/all</url></mirror></mirrors></settings>",
    "Maven",
    ["https://a.example/all"],
  ],
  [
    "build.gradle",
    'repositories {\n  mavenCentral()\n  google()\n  maven { url "https://a.example/m2" }\n  maven {\n    name = "b"\n    url = uri(\'https://b.example\')\n  }\n}\n',
    "Maven",
    ["https://a.example/m2", "https://b.example", "https://dl.google.com/android/maven2"],
  ],
  [
    "settings.gradle.kts",
    'maven("https://a.example")\nmaven(url = uri("https://b.example"))\ngradlePluginPortal()\nmaven { url = uri("$local/x") }\n',
    "Maven",
    ["https://a.example", "https://b.example", "https://plugins.gradle.org/m2"],
  ],
  [
    ".cargo/config.toml",
    '[source.crates-io]\nreplace-with = "mirror"\n[source.mirror]\nregistry = "sparse+https://a.example/index/"\n',
    "crates.io",
    ["https://a.example/index"],
  ],
  [
    ".cargo/config.toml",
    '[registries.acme]\nindex = "sparse+https://a.example/index/"\n',
    "crates.io",
    ["https://a.example/index"],
  ],
  [
    "Gemfile",
    'source "https://a.example"\ngem "x", source: "https://b.example"\nsource("https://c.example") do\nend\n',
    "RubyGems",
    ["https://a.example", "https://b.example", "https://c.example"],
  ],
  [
    ".bundle/config",
    '---\nBUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/: "https://a.example"\n',
    "RubyGems",
    ["https://a.example"],
  ],
  [
    "composer.json",
    '{"repositories":[{"type":"composer","url":"https://a.example"},{"type":"vcs","url":"https://b.example"}]}',
    "Packagist",
    ["https://a.example"],
  ],
];

test.each(URLS)("%s: %j", async (file, text, ecosystem, urls) => {
  expect(saysWhere(file)).toBe(true);
  const { entries, problems } = await read({ [file]: text });
  expect(problems).toEqual([]);
  expect(entries.map((entry) => [entry.ecosystem, entry.url])).toEqual(urls.map((url) => [ecosystem, url]));
});

test("lines are those of the addresses", async () => {
  const { entries } = await read({ ".npmrc": "# one\n\n@acme:registry=https://npm.acme.example\n" });
  expect(entries[0]).toMatchObject({ file: ".npmrc", line: 3, scope: "@acme" });
});

test("keys are known by their variables, never by themselves", async () => {
  const { keys } = await read({
    ".npmrc": "//npm.acme.example/all/:_authToken=${ACME_TOKEN}\n//b.example/:_authToken=npm_literal\n",
    ".yarnrc.yml":
      'npmScopes:\n  acme:\n    npmRegistryServer: https://c.example\n    npmAuthToken: "${YARN_TOKEN-}"\n',
  });
  expect(keys).toEqual([
    { below: "npm.acme.example/all", variable: "ACME_TOKEN", kind: "bearer" },
    { below: "c.example", variable: "YARN_TOKEN", kind: "bearer" },
  ]);
  expect(JSON.stringify(keys)).not.toContain("npm_literal");
});

describe("which registries a package may come from", () => {
  const of = (ecosystem: Ecosystem, name: string, file: string) => ({
    ecosystem,
    name,
    file,
    source: "registry" as const,
  });

  test("npm: one, the scope's before the default, the nearest folder first", async () => {
    const addresses = await read({
      ".npmrc": "registry=https://root.example\n@acme:registry=https://scope.example\n",
      "apps/web/.npmrc": "registry=https://web.example\n",
    });
    expect(registriesOf(addresses, of("npm", "x", "package-lock.json"))).toEqual(["https://root.example"]);
    expect(registriesOf(addresses, of("npm", "@acme/x", "apps/web/package-lock.json"))).toEqual([
      "https://scope.example",
    ]);
    expect(registriesOf(addresses, of("npm", "x", "apps/web/package-lock.json"))).toEqual(["https://web.example"]);
    expect(registriesOf(addresses, of("npm", "x", "apps/webby/package-lock.json"))).toEqual(["https://root.example"]);
    expect(registriesOf(await read({}), of("npm", "x", "a"))).toEqual(["https://registry.npmjs.org"]);
  });

  test("Python: the configured ones, then the public one", async () => {
    const addresses = await read({ "pip.conf": "[global]\nextra-index-url = https://a.example/simple\n" });
    expect(registriesOf(addresses, of("PyPI", "x", "poetry.lock"))).toEqual([
      "https://a.example/simple",
      "https://pypi.org/simple",
    ]);
  });

  test("cargo: what takes the place of crates.io, from the folder above `.cargo`", async () => {
    const replaced = await read({
      ".cargo/config.toml":
        '[source.crates-io]\nreplace-with = "m"\n[source.m]\nregistry = "sparse+https://a.example/"\n',
    });
    expect(registriesOf(replaced, of("crates.io", "x", "Cargo.lock"))).toEqual(["https://a.example"]);
    expect(registriesOf(await read({}), of("crates.io", "x", "Cargo.lock"))).toEqual(["https://index.crates.io"]);
  });

  test("Go: the environment says", async () => {
    const addresses = await read(
      {},
      { GOPROXY: "https://a.example|https://proxy.golang.org,direct", GOPRIVATE: "*.corp.example,github.com/acme" },
    );
    expect(registriesOf(addresses, of("Go", "x", "go.mod"))).toEqual(["https://a.example", "https://proxy.golang.org"]);
    expect(isPrivateModule(addresses, "git.corp.example/tool/v2")).toBe(true);
    expect(isPrivateModule(addresses, "github.com/acme/shop")).toBe(true);
    expect(isPrivateModule(addresses, "github.com/acmebis/shop")).toBe(false);
    expect(isPrivateModule(await read({}, { GOPROXY: "off" }), "github.com/a/b")).toBe(true);
  });

  test("what is no registry's is nobody's", async () => {
    expect(registriesOf(await read({}), { ...of("npm", "x", "a"), source: "git" })).toBeUndefined();
    expect(registriesOf(await read({}), of("Docker", "x", "a"))).toBeUndefined();
  });
});

test("hosts are those of the registries and those of the ecosystem itself", async () => {
  const { hosts, isPublic, entries } = hostsOf(
    await read(
      { ".npmrc": "registry=https://npm.acme.example:8443/x\n" },
      { PIP_INDEX_URL: "https://p.example/simple" },
    ),
  );
  expect([...(hosts("npm") ?? [])]).toEqual(["registry.npmjs.org", "registry.yarnpkg.com", "npm.acme.example:8443"]);
  expect(hosts("Docker")).toBeUndefined();
  expect(isPublic("npm", "registry.npmjs.org")).toBe(true);
  expect(isPublic("npm", "npm.acme.example:8443")).toBe(false);
  expect(entries).toEqual([{ file: ".npmrc", line: 1, text: "npm https://npm.acme.example:8443/x" }]);
});

test.each([
  [".yarnrc.yml", `a: &a [1]\n${Array.from({ length: 60 }, (_, at) => `b${at}: [*a, *a]`).join("\n")}\n`],
  ["pyproject.toml", "a = [[[[["],
  ["composer.json", `${"[".repeat(50_000)}`],
  ["bunfig.toml", "x".repeat(600_000)],
])("a hostile %s is a problem of its own", async (file, text) => {
  const { entries, problems } = await read({ [file]: text, ".npmrc": "registry=https://a.example\n" });
  expect(problems.map((problem) => problem.file)).toEqual([file]);
  expect(entries).toHaveLength(1);
});

test("no variable, password or other scheme becomes an address", async () => {
  const { entries } = await read({
    ".npmrc":
      "registry=${EVIL}\n@a:registry=file:///etc\n@b:registry=https://me:secret@a.example/\n@__proto__:registry=https://b.example\n",
  });
  expect(entries.map(({ url }) => url)).toEqual(["https://a.example", "https://b.example"]);
  expect(JSON.stringify(entries)).not.toContain("secret");
});

test("no file keeps a reader busy, however it is written", async () => {
  const bits = [
    " ",
    "\n",
    "\t",
    "source ",
    "source '",
    "=",
    '"',
    "registry ",
    "-i ",
    "index-url ",
    "BUNDLE_MIRROR__",
    "@a:",
    "\n ",
    "$",
  ];
  const files = [".npmrc", ".yarnrc", "requirements.txt", "pip.conf", "Gemfile", ".bundle/config"];
  for (const file of files) {
    for (const bit of bits) {
      const text = `${bit.repeat(Math.floor(400_000 / bit.length))}x`;
      // oxlint-disable-next-line no-await-in-loop -- one after another, so that the test's own time limit tells which
      expect((await read({ [file]: text })).entries).toEqual([]);
    }
  }
});

describe("Maven's and NuGet's registries", () => {
  const MAVEN = "https://repo.maven.apache.org/maven2";
  const NUGET = "https://api.nuget.org/v3/index.json";
  const of = async (ecosystem: Ecosystem, name: string, files: Readonly<Record<string, string>>) =>
    registriesOf(await read(files), { ecosystem, name, file: "app/x", source: "registry" });
  const sources = (...inside: readonly string[]): string =>
    `<configuration><packageSources>${inside.join("")}</packageSources></configuration>`;
  const own = '<add key="own" value="https://nuget.acme.example/v3/index.json"/>';
  const open = `<add key="nuget.org" value="${NUGET}"/>`;

  test("Central comes after private repositories, and before the other public ones", async () => {
    const files = { "build.gradle": 'repositories { google(); maven { url "https://m.acme.example" } }' };
    expect(await of("Maven", "a:b", {})).toEqual([MAVEN]);
    expect(await of("Maven", "a:b", files)).toEqual([
      "https://m.acme.example",
      MAVEN,
      "https://dl.google.com/android/maven2",
    ]);
  });

  test("Gradle's plugins come from its portal, whether anybody says so or not", async () => {
    const name = "com.diffplug.spotless:com.diffplug.spotless.gradle.plugin";
    expect(await of("Maven", name, {})).toEqual([MAVEN, "https://plugins.gradle.org/m2"]);
  });

  test("a mirror takes the place of Central, and a mirror of others does not", async () => {
    const mirror = (what: string) => ({
      ".mvn/settings.xml": `<settings><mirrors><mirror><mirrorOf>${what}</mirrorOf><url>https://m.acme.example</url></mirror></mirrors></settings>`,
    });
    expect(await of("Maven", "a:b", mirror("*"))).toEqual(["https://m.acme.example"]);
    expect(await of("Maven", "a:b", mirror("central"))).toEqual(["https://m.acme.example"]);
    expect(await of("Maven", "a:b", mirror("*,!central"))).toEqual(["https://m.acme.example", MAVEN]);
  });

  test("NuGet asks all sources, without nuget.org only where they were cleared", async () => {
    expect(await of("NuGet", "A", { "nuget.config": sources(own) })).toEqual([
      "https://nuget.acme.example/v3/index.json",
      NUGET,
    ]);
    expect(await of("NuGet", "A", { "nuget.config": sources("<clear/>", own) })).toEqual([
      "https://nuget.acme.example/v3/index.json",
    ]);
  });

  test("the longest pattern that maps a name decides", async () => {
    const mapping =
      '<packageSourceMapping><packageSource key="nuget.org"><package pattern="*"/></packageSource><packageSource key="own"><package pattern="Acme.*"/></packageSource></packageSourceMapping>';
    const files = {
      "nuget.config": sources("<clear/>", own, open).replace("</configuration>", `${mapping}</configuration>`),
    };
    expect(await of("NuGet", "acme.shop", files)).toEqual(["https://nuget.acme.example/v3/index.json"]);
    expect(await of("NuGet", "Serilog", files)).toEqual([NUGET]);
  });

  test("XML with a document type says nothing, and that is said", async () => {
    const { entries, problems } = await read({ "nuget.config": '<!DOCTYPE a [<!ENTITY b "c">]><configuration/>' });
    expect(entries).toEqual([]);
    expect(problems).toEqual([{ file: "nuget.config", why: expect.stringContaining("document type") }]);
  });
});
