import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Failure } from "../../../../shared/action/failure.ts";
import { lockfileFor } from "../../../../shared/dependencies/lockfiles/lockfile-for.ts";
import type { Dependency, Inventory } from "../../../../shared/dependencies/types.ts";

const PATHS = [
  "package-lock.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "requirements.txt",
  "poetry.lock",
  "uv.lock",
  "pdm.lock",
  "Pipfile.lock",
  "go.mod",
  "Cargo.lock",
  "Gemfile.lock",
  "composer.lock",
  "pom.xml",
  "gradle.lockfile",
  "gradle/libs.versions.toml",
  ".mvn/extensions.xml",
  "packages.lock.json",
  ".github/workflows/ci.yml",
  "action.yml",
  "Dockerfile",
  "compose.yaml",
];

function read(path: string, text: string, beside?: ReadonlyMap<string, string>): Inventory {
  const lockfile = lockfileFor(path);
  if (lockfile === undefined) throw new Error(`${path} is not known`);
  return lockfile.read(text, beside);
}

function refusal(path: string, text: string): Failure {
  try {
    read(path, text);
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
  throw new Error(`${path} was read`);
}

/** `read`, or the code, the blame and the file that the next step names. */
function howItEnds(path: string, text: string): string {
  try {
    read(path, text);
    return "read";
  } catch (thrown) {
    if (!(thrown instanceof Failure)) return String(thrown);
    return `${thrown.code} ${thrown.blame} ${thrown.next?.includes(path) === true ? path : "?"}`;
  }
}

const only = ({ dependencies }: Inventory): Dependency => {
  const [one] = dependencies;
  if (one === undefined || dependencies.length > 1) throw new Error(`${dependencies.length} dependencies`);
  return one;
};

describe.each(PATHS)("%s", (path) => {
  test("of any text is read or refused with its name and what to do, and nothing else happens", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "packages:",
        "  /a@1.0.0:",
        "[[package]]",
        'name = "a"',
        "{",
        "}",
        '"packages": {',
        "GEM",
        "  specs:",
        "    a (1.0)",
        "require (",
        "a==1 \\",
        "# via b",
        "FROM a:1",
        "uses: a/b@v1",
        "__metadata:",
        '"a@npm:1":',
        "dependencies:",
        "  - x",
        "<project>",
        "<dependencies><dependency>",
        "<version>${a}</version>",
        "</project>",
        "a:b:1=c",
        "\t",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        expect(["read", `SLIP-DEPS-LOCKFILE user ${path}`]).toContain(howItEnds(path, lines.join("\n")));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ["the marks of a merge conflict", `a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n`, 2],
    ["a NUL character", "a\0b", undefined],
  ])("with %s is refused", (why, text, line) => {
    const { code, message } = refusal(path, text);
    expect(code).toBe("SLIP-DEPS-LOCKFILE");
    expect(message).toContain(why);
    expect(message).toContain(line === undefined ? path : `${path}:${line}`);
  });

  test("of more characters than anybody writes is refused before it is parsed", () => {
    expect(refusal(path, "x".repeat(64 * 1024 * 1024 + 1)).message).toMatch(/characters, and at most/);
  });
});

const deep = (count: number, open: string, close: string): string => open.repeat(count) + close.repeat(count);

test.each([
  ["package-lock.json", `{"lockfileVersion":3,"packages":${deep(10_000, '{"a":', "1}").replace("11}", "1}")}}`],
  [
    "package-lock.json",
    `{"lockfileVersion":1,"dependencies":${deep(10_000, '{"a":{"dependencies":', "}}").replace(":}}", ":{}}}")}}`,
  ],
  ["Pipfile.lock", deep(100_000, "[", "]")],
  ["bun.lock", deep(10_000, "[", "]")],
  ["composer.lock", `{"packages":${deep(10_000, "[", "]")}}`],
  ["packages.lock.json", `{"dependencies":${deep(10_000, "[", "]")}}`],
  ["pnpm-lock.yaml", `lockfileVersion: '9.0'\npackages: ${deep(10_000, "{a: ", "}")}`],
  ["yarn.lock", `__metadata:\n  version: 8\na: ${deep(10_000, "[", "]")}`],
  ["uv.lock", `version = 1\na = ${deep(10_000, "[", "]")}`],
  ["Cargo.lock", `a = ${deep(10_000, "{a=", "1}").replace("11}", "1}")}`],
])("%s of ten thousand levels is refused in words", (path, text) => {
  expect(refusal(path, text)).toMatchObject({ code: "SLIP-DEPS-LOCKFILE", message: expect.stringContaining(path) });
});

test("aliases that stand for gigabytes are refused", () => {
  const bomb = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ...Array.from(
      "bcdefghi",
      (name, index) =>
        `${name}: &${name} [${Array(9)
          .fill(`*${"abcdefgh"[index] ?? "a"}`)
          .join(",")}]`,
    ),
  ];
  expect(refusal("pnpm-lock.yaml", bomb.join("\n")).message).toMatch(/alias/);
  expect(refusal("yarn.lock", `__metadata:\n  version: 8\n${bomb.join("\n")}`).message).toMatch(/alias/);
});

test("aliases of a workflow, which GitHub allows, are followed and no further than its steps", () => {
  const steps = "&all\n      - uses: acme/one@v1\n      - &two\n        uses: acme/two@v2";
  const text = `jobs:\n  a:\n    steps: ${steps}\n  b:\n    steps: *all\n  c:\n    steps: [*two]\n`;
  expect(read(".github/workflows/ci.yml", text).dependencies.map(({ purl }) => purl)).toEqual([
    "pkg:githubactions/acme/one@v1",
    "pkg:githubactions/acme/two@v2",
  ]);
});

test.each([
  [
    "package-lock.json",
    '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"},"node_modules/a":{"version":"6.6.6"}}}',
    1,
  ],
  [
    "package-lock.json",
    '{"lockfileVersion":3,\n"packages":{"node_modules/a":{"version":"1.0.0",\n"version":"6.6.6"}}}',
    3,
  ],
  ["package-lock.json", '{"lockfileVersion":3,"packages":{"node_modules/a":{},"node_modules/\\u0061":{}}}', 1],
  ["composer.lock", '{"packages":[{"name":"a/b","name":"c/d"}]}', 1],
  ["packages.lock.json", '{"version":1,"dependencies":{"net8.0":{"A":{},\n"A":{}}}}', 2],
  ["pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n  a@1.0.0: {}\n", 4],
  ["yarn.lock", 'a@^1:\n  version "1.0.0"\n\na@^1:\n  version "6.6.6"\n', 4],
  ["yarn.lock", 'a@^1:\n  version "1.0.0"\n  version "6.6.6"\n', 3],
])("%s that says one thing twice is refused: %j", (path, text, line) => {
  expect(refusal(path, text).message).toMatch(new RegExp(`${path}:${line} .*(twice|duplicate)`));
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "a package called %s is a package like any other",
  (name) => {
    const found = [
      read(
        "package-lock.json",
        `{"lockfileVersion":3,"packages":{"":{"dependencies":{"${name}":"1"}},"node_modules/${name}":{"version":"1.0.0"}}}`,
      ),
      read("package-lock.json", `{"lockfileVersion":1,"dependencies":{"${name}":{"version":"1.0.0"}}}`),
      read(
        "pnpm-lock.yaml",
        `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      ${name}:\n        specifier: '1'\n        version: 1.0.0\npackages:\n  ${name}@1.0.0:\n    resolution: {}\nsnapshots:\n  ${name}@1.0.0: {}\n`,
      ),
      read("yarn.lock", `${name}@^1:\n  version "1.0.0"\n`),
      read(
        "yarn.lock",
        `__metadata:\n  version: 8\n"${name}@npm:^1":\n  version: 1.0.0\n  resolution: "${name}@npm:1.0.0"\n`,
      ),
      read(
        "bun.lock",
        `{"lockfileVersion":1,"workspaces":{"":{"dependencies":{"${name}":"1"}}},"packages":{"${name}":["${name}@1.0.0","",{},"sha512-x"],}}`,
      ),
    ];
    for (const inventory of found)
      expect(only(inventory)).toMatchObject({ name, version: "1.0.0", purl: `pkg:npm/${name}@1.0.0` });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)["version"]).toBeUndefined();
  },
);

test("other hosts, other schemes and missing hashes come out as they are written", () => {
  const entry = (about: object): Dependency =>
    only(
      read(
        "package-lock.json",
        JSON.stringify({ lockfileVersion: 3, packages: { "node_modules/a": { version: "1.0.0", ...about } } }),
      ),
    );
  expect(entry({ resolved: "https://evil.example/a.tgz" })).toMatchObject({
    source: "registry",
    resolved: "https://evil.example/a.tgz",
    integrity: undefined,
  });
  expect(entry({ resolved: "http://registry.npmjs.org/a/-/a-1.0.0.tgz" }).resolved).toMatch(/^http:/);
  expect(entry({ resolved: "git+ssh://git@github.com/acme/a.git#0123" })).toMatchObject({ source: "git" });
  expect(entry({ resolved: "file:../a.tgz" })).toMatchObject({ source: "path" });
  expect(entry({ hasInstallScript: true }).installScript).toBe(true);
  expect(entry({ inBundle: true }).bundled).toBe(true);
});

test("one package at two addresses in one file is two entries", () => {
  const { dependencies } = read(
    "package-lock.json",
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "node_modules/a": { version: "1.0.0", resolved: "https://one.example/a.tgz" },
        "node_modules/b/node_modules/a": { version: "1.0.0", resolved: "https://evil.example/a.tgz" },
      },
    }),
  );
  expect(dependencies.map(({ purl, resolved }) => [purl, resolved])).toEqual([
    ["pkg:npm/a@1.0.0", "https://one.example/a.tgz"],
    ["pkg:npm/a@1.0.0", "https://evil.example/a.tgz"],
  ]);
});

test("names that would command the runner or reorder a line go no further than their own field", () => {
  const name = "a\r\n::add-mask::x\u202e";
  const { dependencies } = read(
    "package-lock.json",
    JSON.stringify({ lockfileVersion: 3, packages: { [`node_modules/${name}`]: { version: "1\n::error::" } } }),
  );
  expect(dependencies[0]?.purl).toBe("pkg:npm/a%0D%0A::add-mask::x%E2%80%AE@1%0A::error::");
  expect(refusal("package-lock.json", `{${JSON.stringify(name)}:1,${JSON.stringify(name)}:2}`).message).not.toMatch(
    /[\r\n]/,
  );
});

test("more entries than anybody has are refused", () => {
  const lines = Array.from({ length: 200_001 }, (_, index) => `a${index}==1`).join("\n");
  expect(refusal("requirements.txt", lines).message).toContain("200001 entries");
});

test("versions of a format that nobody here knows are refused, not guessed", () => {
  for (const [path, text] of [
    ["package-lock.json", '{"lockfileVersion":4,"packages":{}}'],
    ["pnpm-lock.yaml", "lockfileVersion: '10.0'\n"],
    ["pnpm-lock.yaml", "packages: {}\n"],
    ["yarn.lock", "__metadata:\n  cacheKey: 1\n"],
    ["bun.lock", "{}"],
    ["uv.lock", "version = 99\n"],
    ["packages.lock.json", '{"version":9}'],
  ] as const) {
    expect(refusal(path, text).message).toMatch(/not known here|no version/);
  }
});

/** Each takes long where something is done for every pair of entries, or of characters, and moments where it is not. */
describe("files that are made to take for ever", () => {
  const MANY = 40_000;
  const many = (line: (index: number) => string): string =>
    Array.from({ length: MANY }, (_, index) => line(index)).join("\n");

  test.each<[string, () => string, RegExp | number]>([
    [
      "package-lock.json",
      () => `{"lockfileVersion":3,"packages":{"${"node_modules/a/".repeat(100_000)}b":{}}}`,
      /deeper than any disk/,
    ],
    [
      "bun.lock",
      () =>
        `{"lockfileVersion":1,"packages":{"${"a/".repeat(500_000)}b":["b@1.0.0","",{"dependencies":{"c":"1"}},""]}}`,
      /deeper than any disk/,
    ],
    [
      "package-lock.json",
      () =>
        `{"lockfileVersion":3,"packages":{${many((index) => `"node_modules/x${index}/node_modules/a":{"version":"1","dependencies":{"x${index}":"1"}},"node_modules/x${index}":{}`).replaceAll("\n", ",")}}}`,
      MANY + 1,
    ],
    ["requirements.txt", () => many((index) => `a==1\n# via a\nb${index}==1 # via a`), MANY + 1],
    ["requirements.txt", () => `a==1 ${"--hash=sha256".repeat(MANY)} ${" ".repeat(1_000_000)}x`, 1],
    [
      "uv.lock",
      () =>
        `version = 1\n${many((index) => `[[package]]\nname = "a"\nversion = "${index}"\ndependencies = [{name = "a"}]`)}`,
      MANY,
    ],
    [
      "Cargo.lock",
      () =>
        many(
          (index) => `[[package]]\nname = "a"\nversion = "${index}.0.0"\nsource = "registry+x"\ndependencies = ["a"]`,
        ),
      MANY,
    ],
    ["yarn.lock", () => `"${'\\"'.repeat(1_000_000)}:\n  version "1"`, 1],
    [
      "yarn.lock",
      () =>
        `__metadata:\n  version: 8\n${many((index) => `"a@npm:${index}":\n  version: ${index}\n  resolution: "a@npm:${index}"\n  dependencies:\n    a: "npm:^x"`)}\n`,
      MANY,
    ],
    [
      "composer.lock",
      () =>
        `{"packages":[${many((index) => `{"name":"a/b${index}","version":"1","replace":{"x/y":"*"},"require":{"x/y":"*"}}`).replaceAll("\n", ",")}]}`,
      MANY,
    ],
    ["Gemfile.lock", () => `GEM\n  specs:\n    a (1)\n\nDEPENDENCIES\n${many(() => "  a")}\n`, 1],
    ["go.mod", () => `module "${'\\" '.repeat(1_000_000)}`, 0],
    ["Gemfile.lock", () => `GEM\n  specs:\n${many((index) => `    a (${index})\n      a`)}`, MANY],
    [
      ".github/workflows/ci.yml",
      () =>
        `jobs:\n  a:\n    steps:\n${Array.from({ length: 20_000 }, (_, index) => `    - uses: a/b${index}@v1`).join("\n")}`,
      20_000,
    ],
    [
      "compose.yaml",
      () => `services:\n${Array.from({ length: 20_000 }, (_, index) => `  s${index}: { image: "a:1" }`).join("\n")}`,
      1,
    ],
    ["gradle.lockfile", () => many((index) => `a:b:${index}=c`), MANY],
    ["gradle.lockfile", () => `${":=".repeat(1_000_000)}`, /neither a comment/],
    ["pom.xml", () => `<project>${"<a>".repeat(1_000_000)}`, /deeper than 200/],
    ["pom.xml", () => `<project ${'a="b" '.repeat(500_000)}`, /no tag/],
    ["pom.xml", () => `<project>${"<!--".repeat(500_000)}`, /no end/],
    ["pom.xml", () => `<project>${"&a;&#1;".repeat(500_000)}</project>`, 0],
    [
      "pom.xml",
      () =>
        `<project><properties>${many((index) => `<p${index}>\${p${index + 1}}\${p${index + 1}}</p${index}>`)}</properties><dependencies>${many((index) => `<dependency><groupId>g</groupId><artifactId>a${index}</artifactId><version>\${p${index}}</version></dependency>`)}</dependencies></project>`,
      MANY,
    ],
    ["Dockerfile", () => Array.from({ length: 2_000 }, (_, index) => `FROM a:${index} AS s${index}`).join("\n"), 2_000],
  ])("%s", (path, text, expected) => {
    const answer = ((): string | number => {
      try {
        return new Set(read(path, text()).dependencies.map(({ purl }) => purl)).size;
      } catch (thrown) {
        return thrown instanceof Failure ? thrown.message : String(thrown);
      }
    })();
    expect(typeof expected === "number" ? answer : expected.test(String(answer))).toBe(
      typeof expected === "number" ? expected : true,
    );
  });
});
