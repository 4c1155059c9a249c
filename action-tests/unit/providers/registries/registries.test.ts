import { afterEach, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { readAddresses } from "../../../../shared/dependencies/addresses/read.ts";
import type { Dependency, Ecosystem } from "../../../../shared/dependencies/types.ts";
import type { Wanted } from "../../../../shared/ports/registries.ts";
import { createRegistries } from "../../../../shared/providers/registries/registries.ts";
import { type RegistriesEmulator, type RegistriesOptions, startRegistries } from "../../../cloud/registries/start.ts";
import type { PackageOptions } from "../../../cloud/registries/world.ts";
import { hurriedClock } from "../../../fakes/hurried-clock.ts";
import { dependency, realHttp } from "../osv/asking.ts";

let emulator: RegistriesEmulator | undefined;

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

const start = async (options: RegistriesOptions): Promise<RegistriesEmulator> => {
  emulator = await startRegistries(options);
  return emulator;
};

const everything: Wanted = { license: true, trust: true };
const release = {
  version: "1.0.0",
  publishedAt: "2026-03-01T10:00:00.000Z",
  license: "MIT",
  repository: "https://github.com/acme/thing",
  maintainers: ["ann", "bob"],
  publisher: "ann",
};

interface Settings {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly wanted?: Wanted;
  /** The emulator is the one that everybody uses. */
  readonly publicGems?: boolean;
}

/** The emulator's registries, configured as each package manager's own files say it. */
const registriesAt = async (there: RegistriesEmulator, { files = {}, env = {}, publicGems = false }: Settings = {}) => {
  const configured = {
    ".npmrc": `registry=${there.npm}/\n`,
    "pip.conf": `[global]\nindex-url = ${there.pypi}\n`,
    ".cargo/config.toml": `[source.crates-io]\nreplace-with = "m"\n[source.m]\nregistry = "sparse+${there.crates}/"\n`,
    ".bundle/config": `BUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/: "${there.gems}"\n`,
    "composer.json": JSON.stringify({ repositories: [{ type: "composer", url: there.packagist }] }),
    ...files,
  };
  const environment = { GOPROXY: `${there.go},direct`, ...env };
  return createRegistries({
    http: realHttp({ budgetMs: 3000 }),
    clock: hurriedClock,
    signal: new AbortController().signal,
    addresses: await readAddresses(new Map(Object.entries(configured)), environment),
    env: environment,
    protect: (value) => new Secret(value),
    depsDev: there.depsDev,
    ...(publicGems ? { gems: new URL(there.gems).host } : {}),
    sums: { url: there.sums, beside: new URL(there.go).host },
  });
};

const ask = async (there: RegistriesEmulator, dependencies: readonly Dependency[], settings: Settings = {}) =>
  (await registriesAt(there, settings)).releases(dependencies, settings.wanted ?? everything);

const thing = (ecosystem: Ecosystem, name: string, more: Partial<PackageOptions> = {}): PackageOptions => ({
  ecosystem,
  name,
  releases: [
    { ...release, trust: "provenance" },
    {
      ...release,
      version: "1.1.0",
      publishedAt: "2026-11-20T08:00:00.000Z",
      publisher: "mallory",
      license: "Apache-2.0",
    },
  ],
  ...more,
});

describe("npm", () => {
  test("one request tells of both versions of a package: age, trust, scripts, people, licence", async () => {
    const there = await start({
      packages: [
        {
          ecosystem: "npm",
          name: "@acme/thing",
          releases: [
            { ...release, trust: "trusted-publisher" },
            {
              ...release,
              version: "1.1.0",
              publishedAt: "2026-11-20T08:00:00.000Z",
              scripts: { postinstall: "node setup.js", test: "jest" },
              publisher: "mallory",
              maintainers: ["mallory"],
              deprecated: "do not use",
              repository: "https://github.com/mallory/thing",
            },
          ],
        },
      ],
    });
    const [before, after] = ["1.0.0", "1.1.0"].map((version) => dependency("npm", "@acme/thing", version));
    if (before === undefined || after === undefined) throw new Error("unreachable");
    const { facts, unchecked } = await ask(there, [after, before]);
    expect(unchecked).toEqual([]);
    expect(there.journal.map(({ path }) => path)).toEqual(["/npm/@acme%2Fthing"]);
    expect(facts.get(before.purl)).toMatchObject({
      publishedAt: release.publishedAt,
      license: "MIT",
      trust: "trusted-publisher",
      installScripts: [],
      maintainers: ["ann", "bob"],
      publisher: "ann",
      repository: "https://github.com/acme/thing",
      yanked: false,
      deprecated: undefined,
      createdAt: release.publishedAt,
    });
    expect(facts.get(after.purl)).toMatchObject({
      publishedAt: "2026-11-20T08:00:00.000Z",
      trust: "none",
      installScripts: ["postinstall"],
      maintainers: ["mallory"],
      publisher: "mallory",
      repository: "https://github.com/mallory/thing",
      deprecated: "do not use",
    });
    expect(facts.get(after.purl)?.versions?.get("1.0.0")).toBe(release.publishedAt);
    expect(facts.get(after.purl)?.integrity).toMatch(/^sha512-/);
  });

  test("what was taken back is yanked, what never was is not checked", async () => {
    const there = await start({
      packages: [{ ecosystem: "npm", name: "a", releases: [release, { ...release, version: "2.0.0", yanked: true }] }],
    });
    const [gone, never, unknown] = [
      dependency("npm", "a", "2.0.0"),
      dependency("npm", "a", "9.9.9"),
      dependency("npm", "b", "1.0.0"),
    ];
    const { facts, unchecked } = await ask(there, [gone, never, unknown]);
    expect(facts.get(gone.purl)?.yanked).toBe(true);
    expect(unchecked).toEqual([
      { purl: never.purl, what: "registry", why: "the registry has the package, but not this version" },
      { purl: unknown.purl, what: "registry", why: expect.stringContaining("has no such package") },
    ]);
  });

  test("a list that is too large costs the age and nothing else", async () => {
    const there = await start({ packages: [thing("npm", "huge")] });
    there.fault({ path: /^\/npm\/huge$/, action: { kind: "status", status: 200, body: "x".repeat(25 * 1024 * 1024) } });
    const huge = dependency("npm", "huge", "1.1.0");
    const { facts, unchecked } = await ask(there, [huge]);
    expect(facts.get(huge.purl)).toMatchObject({ license: "Apache-2.0", publisher: "mallory", publishedAt: undefined });
    expect(unchecked.map(({ why }) => why)).toEqual([expect.stringContaining("its age is not known")]);
  });

  test("a key goes to the registry that it is configured for, from the environment, and nowhere else", async () => {
    const there = await start({ packages: [thing("npm", "@acme/a")], npmToken: "t0psecret-t0psecret" });
    const other = await startRegistries({ packages: [thing("npm", "b")] });
    const { host } = new URL(there.npm);
    const files = {
      ".npmrc": [
        `registry=${other.npm}`,
        `@acme:registry=${there.npm}`,
        `//${host}/npm/:_authToken=\${ACME_TOKEN}`,
        `//${new URL(other.npm).host}/npm/:_authToken=written-in-the-repository`,
      ].join("\n"),
    };
    const [mine, theirs] = [dependency("npm", "@acme/a", "1.0.0"), dependency("npm", "b", "1.0.0")];
    try {
      const { facts, unchecked } = await ask(there, [mine, theirs], {
        files,
        env: { ACME_TOKEN: "t0psecret-t0psecret" },
      });
      expect(unchecked).toEqual([]);
      expect([...facts.keys()].toSorted()).toEqual([mine.purl, theirs.purl].toSorted());
      expect(other.journal.map(({ headers }) => headers["authorization"])).toEqual([undefined]);
    } finally {
      await other.close();
    }
  });
});

test("PyPI tells of files: provenance of all of them, yanked ones, and whether a build runs", async () => {
  const there = await start({
    packages: [
      {
        ecosystem: "PyPI",
        name: "zope-interface",
        releases: [
          { ...release, trust: "provenance" },
          { ...release, version: "2.0.0", publishedAt: "2026-11-20T08:00:00.000Z", builds: true },
          { ...release, version: "3.0.0", yanked: true, deprecated: "broken" },
        ],
      },
    ],
  });
  const wanted = ["1.0.0", "2.0.0", "3.0.0"].map((version) => dependency("PyPI", "Zope.Interface", version));
  const { facts, unchecked } = await ask(there, wanted);
  expect(unchecked).toEqual([]);
  const [one, two, three] = wanted.map(({ purl }) => facts.get(purl));
  expect(one).toMatchObject({ trust: "provenance", installScripts: [], license: "MIT", yanked: false });
  expect(one?.repository).toBe("https://github.com/acme/thing");
  expect(two).toMatchObject({ trust: "none", installScripts: ["build"], publishedAt: "2026-11-20T08:00:00.000Z" });
  expect(three).toMatchObject({ yanked: true, deprecated: "broken" });
  expect(there.journal[0]?.headers["accept"]).toContain("application/vnd.pypi.simple.v1+json");
});

test("crates.io tells by its index, and by its interface for the first few", async () => {
  const names = ["a", "ab", "abc", "abcd", "serde"];
  const there = await start({
    packages: names.map((name) => thing("crates.io", name, { releases: [{ ...release, trust: "trusted-publisher" }] })),
  });
  const crates = names.map((name) => dependency("crates.io", name, "1.0.0"));
  const { facts, unchecked } = await ask(there, crates);
  expect(unchecked).toEqual([]);
  const all = crates.map(({ purl }) => facts.get(purl));
  expect(all.map((found) => found?.license)).toEqual(names.map(() => "MIT"));
  expect(all.map((found) => found?.publishedAt)).toEqual(names.map(() => release.publishedAt));
  expect(all.filter((found) => found?.trust === "trusted-publisher")).toHaveLength(3);
  expect(all[0]?.integrity).toMatch(/^sha256:[0-9a-f]{64}$/);
  const paths = there.journal.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(["/crates/1/a", "/crates/2/ab", "/crates/3/a/abc", "/crates/ab/cd/abcd"]),
  );
  expect(paths.filter((path) => path.includes("/api/v1/crates/"))).toHaveLength(3);
});

test.each(["npm", "PyPI", "crates.io"] as const)("%s tells how much room a release takes", async (ecosystem) => {
  const there = await start({ packages: [thing(ecosystem, "thing", { releases: [{ ...release, size: 12_345 }] })] });
  const asked = dependency(ecosystem, "thing", "1.0.0");
  expect((await ask(there, [asked])).facts.get(asked.purl)?.size).toBe(12_345);
});

test("RubyGems knows platforms, and what is not listed was yanked", async () => {
  const there = await start({
    packages: [thing("RubyGems", "nokogiri", { releases: [release, { ...release, version: "2.0.0", yanked: true }] })],
  });
  const [built, gone] = [
    dependency("RubyGems", "nokogiri", "1.0.0-x86_64-linux"),
    dependency("RubyGems", "nokogiri", "2.0.0"),
  ];
  const { facts, unchecked } = await ask(there, [built, gone]);
  expect(unchecked).toEqual([]);
  expect(facts.get(built.purl)).toMatchObject({ license: "MIT", publishedAt: release.publishedAt, yanked: false });
  expect(facts.get(gone.purl)?.yanked).toBe(true);
});

describe("RubyGems' attestations", () => {
  const versions = ["1.0.0", "1.1.0", "1.2.0"];
  const story = (...trust: readonly ("provenance" | "none")[]): PackageOptions =>
    thing("RubyGems", "oj", {
      releases: versions.map((version, index) => ({
        ...release,
        version,
        publishedAt: `2026-${String(9 + index).padStart(2, "0")}-01T10:00:00.000Z`,
        trust: trust[index] ?? "none",
      })),
    });
  const lookups = ({ journal }: RegistriesEmulator): string[] =>
    journal.flatMap(({ path }) => (path.includes("/attestations/") ? [path.replace(/^.*\//, "")] : [])).toSorted();

  test("tell of proof, also of the version before, which nobody asked about", async () => {
    const there = await start({ packages: [story("none", "provenance", "none")] });
    const last = dependency("RubyGems", "oj", "1.2.0");
    const before = dependency("RubyGems", "oj", "1.1.0");
    const registries = await registriesAt(there);
    const { facts, unchecked } = await registries.releases([last], everything);
    expect(unchecked).toEqual([]);
    expect(facts.get(last.purl)?.trust).toBe("none");
    expect((await registries.releases([before], everything)).facts.get(before.purl)?.trust).toBe("provenance");
    expect(lookups(there)).toEqual(["oj-1.1.0.json", "oj-1.2.0.json"]);
  });

  test("nobody is asked about releases that are too old to be judged, nor when nothing judges them", async () => {
    const there = await start({ packages: [story("provenance", "provenance", "provenance")] });
    const asked = versions.map((version) => dependency("RubyGems", "oj", version));
    const trustSince = Date.parse("2026-11-15T00:00:00Z");
    const { facts } = await ask(there, asked, { wanted: { ...everything, trustSince } });
    await ask(there, asked, { wanted: { license: true, trust: false } });
    expect(asked.map(({ purl }) => facts.get(purl)?.trust)).toEqual([undefined, undefined, undefined]);
    expect(lookups(there)).toEqual([]);
  });

  test("one build without them is enough to be without, and every build's checksum is known", async () => {
    const platforms = { "x86_64-linux": "provenance", java: "none" } as const;
    const there = await start({
      packages: [thing("RubyGems", "oj", { releases: [{ ...release, trust: "provenance", platforms }] })],
    });
    const [all, linux] = ["1.0.0", "1.0.0-x86_64-linux"].map((version) => dependency("RubyGems", "oj", version));
    const { facts } = await ask(
      there,
      [all, linux].flatMap((one) => one ?? []),
    );
    expect(facts.get(all?.purl ?? "")?.trust).toBe("none");
    expect(facts.get(linux?.purl ?? "")?.trust).toBe("provenance");
    expect(facts.get(all?.purl ?? "")?.integrity).toMatch(/^(?:sha256:[0-9a-f]{64} ){2}sha256:[0-9a-f]{64}$/);
    expect(facts.get(linux?.purl ?? "")?.integrity).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("a mirror that has none of them tells nothing, and takes nothing away", async () => {
    const there = await start({ packages: [story("provenance", "provenance", "provenance")] });
    there.fault({ path: /\/attestations\//, action: { kind: "status", status: 403 } });
    const last = dependency("RubyGems", "oj", "1.2.0");
    const { facts, unchecked } = await ask(there, [last]);
    expect(unchecked).toEqual([]);
    expect(facts.get(last.purl)).toMatchObject({ trust: undefined, license: "MIT" });
  });
});

test("RubyGems' own host is asked for so many attestations, and what it does not answer is not checked", async () => {
  const names = Array.from({ length: 130 }, (_, index) => `gem${index}`);
  const there = await start({ packages: names.map((name) => thing("RubyGems", name)) });
  const asked = names.map((name) => dependency("RubyGems", name, "1.1.0"));
  const { facts, unchecked } = await ask(there, asked, { publicGems: true });
  // Of each gem also the version before.
  expect(there.journal.filter(({ path }) => path.includes("/attestations/"))).toHaveLength(250);
  expect(unchecked).toHaveLength(5);
  expect(unchecked[0]?.why).toContain("is asked for the attestations of 250 archives at most");
  expect(facts.size).toBe(130);
  there.fault({ path: /\/attestations\//, action: { kind: "status", status: 403 } });
  const refused = await ask(there, asked.slice(0, 1), { publicGems: true });
  expect(refused.unchecked).toEqual([expect.objectContaining({ purl: asked[0]?.purl, what: "registry" })]);
});

test("a Go proxy tells the time, the checksum database the sum, and private modules are nobody's business", async () => {
  const name = "github.com/Azure/sdk";
  const there = await start({
    packages: [{ ecosystem: "Go", name, releases: [{ ...release, version: "v1.0.0", integrity: "h1:abc=" }] }],
  });
  const sdk = dependency("Go", name, "v1.0.0", { integrity: "h1:xyz=" });
  const secret = dependency("Go", "git.corp.example/tool", "v1.0.0");
  const { facts, unchecked, unasked } = await ask(there, [sdk, secret], { env: { GOPRIVATE: "*.corp.example" } });
  expect(unchecked).toEqual([]);
  expect(facts.get(sdk.purl)).toMatchObject({
    publishedAt: release.publishedAt,
    repository: "https://github.com/acme/thing",
    integrity: "h1:abc=",
  });
  expect([...unasked]).toEqual([[secret.purl, "GOPRIVATE keeps it from the proxy"]]);
  expect(there.journal.map(({ path }) => path).toSorted()).toEqual([
    "/go/github.com/!azure/sdk/@v/v1.0.0.info",
    "/sums/lookup/github.com/!azure/sdk@v1.0.0",
  ]);
});

test("Packagist's shortened lists are made whole, and plugins run code", async () => {
  const there = await start({
    packages: [
      {
        ecosystem: "Packagist",
        name: "acme/thing",
        releases: [
          release,
          { ...release, version: "1.1.0", builds: true, deprecated: "acme/other" },
          { version: "1.2.0", publishedAt: "2026-11-20T08:00:00.000Z", integrity: `git:${"a".repeat(40)}` },
        ],
      },
    ],
  });
  const wanted = ["v1.0.0", "1.1.0", "1.2.0"].map((version) => dependency("Packagist", "acme/thing", version));
  const { facts, unchecked } = await ask(there, wanted);
  expect(unchecked).toEqual([]);
  const [one, two, three] = wanted.map(({ purl }) => facts.get(purl));
  expect(one).toMatchObject({ license: "MIT", installScripts: [], deprecated: undefined });
  expect(two).toMatchObject({ installScripts: ["composer-plugin"], deprecated: "abandoned, use acme/other" });
  expect(three).toMatchObject({ license: undefined, publishedAt: "2026-11-20T08:00:00.000Z" });
  // Which commit the version is; nobody proves who tagged it.
  expect(three).toMatchObject({ integrity: `git:${"a".repeat(40)}`, trust: undefined });
});

test("a private index is asked first, and the public one only about what it does not have", async () => {
  const there = await start({ packages: [thing("PyPI", "public")] });
  const own = await startRegistries({ packages: [thing("PyPI", "own")] });
  const files = { "pip.conf": `[global]\nindex-url = ${own.pypi}\nextra-index-url = ${there.pypi}\n` };
  const both = [dependency("PyPI", "own", "1.0.0"), dependency("PyPI", "public", "1.0.0")];
  try {
    const { facts, unchecked } = await ask(there, both, { files, wanted: { license: false, trust: true } });
    expect(unchecked).toEqual([]);
    expect(facts.size).toBe(2);
    expect(there.journal.map(({ path }) => path)).toEqual(["/pypi/simple/public/"]);
  } finally {
    await own.close();
  }
});

describe("a registry that fails", () => {
  test("is asked a few times, not once for each of a thousand packages", async () => {
    const there = await start({});
    there.fault({ action: { kind: "reset" } });
    const many = Array.from({ length: 1000 }, (_, at) => dependency("npm", `p${at}`, "1.0.0"));
    const { facts, unchecked } = await ask(there, many);
    expect(facts.size).toBe(0);
    expect(unchecked).toHaveLength(1000);
    expect(unchecked.at(-1)?.why).toContain("was not asked any more");
    // Those that were on their way, each with its own retries.
    expect(there.journal.length).toBeLessThan(96 * 20);
  });

  test("about one package leaves the others alone", async () => {
    const there = await start({ packages: ["a", "b", "c"].map((name) => thing("npm", name)) });
    there.fault({ path: /\/npm\/b$/, action: { kind: "html", status: 200 } });
    const three = ["a", "b", "c"].map((name) => dependency("npm", name, "1.0.0"));
    const { facts, unchecked } = await ask(there, three);
    expect(facts.size).toBe(2);
    expect(unchecked.map(({ purl }) => purl)).toEqual(["pkg:npm/b@1.0.0"]);
  });
});

test("what was published before comes with the same answer", async () => {
  const there = await start({ packages: [thing("npm", "a"), thing("PyPI", "b")] });
  const registries = await registriesAt(there);
  const [a, b] = [dependency("npm", "a", "1.1.0"), dependency("PyPI", "b", "1.1.0")];
  await registries.releases([a, b], everything);
  const asked = there.journal.length;
  const [earlierA, earlierB] = [dependency("npm", "a", "1.0.0"), dependency("PyPI", "b", "1.0.0")];
  const { facts } = await registries.releases([earlierA, earlierB], everything);
  expect(facts.get(earlierA.purl)).toMatchObject({ publisher: "ann", trust: "provenance" });
  expect(facts.get(earlierB.purl)).toMatchObject({ trust: "provenance" });
  expect(there.journal.length).toBe(asked);
});

test("what is missing beside the facts takes nothing of them away", async () => {
  const there = await start({
    packages: [
      thing("crates.io", "serde"),
      { ecosystem: "Go", name: "example.com/a", releases: [{ ...release, version: "v1.0.0", integrity: "h1:abc=" }] },
      thing("PyPI", "flask"),
    ],
  });
  there.fault({ path: /crates-io|sums|pypi\/pypi/, times: 1000, action: { kind: "status", status: 500 } });
  const three = [
    dependency("crates.io", "serde", "1.0.0"),
    dependency("Go", "example.com/a", "v1.0.0", { integrity: "h1:abc=" }),
    dependency("PyPI", "flask", "1.0.0"),
  ];
  const { facts, unchecked } = await ask(there, three);
  expect(three.map(({ purl }) => facts.get(purl)?.publishedAt)).toEqual(three.map(() => release.publishedAt));
  // A mirror need not have PyPI's own interface.
  expect(unchecked.map(({ purl }) => purl)).toEqual(three.slice(0, 2).map(({ purl }) => purl));
});

test("hostile names and answers do no harm", async () => {
  const there = await start({});
  const names = ["__proto__", "../../etc", "a?b=c", "a#b", "..", "constructor", "a%2f..%2fb"];
  const { facts, unchecked } = await ask(
    there,
    names.map((name) => dependency("npm", name, "__proto__")),
  );
  expect(facts.size).toBe(0);
  expect(unchecked).toHaveLength(names.length);
  expect(there.journal.every(({ path, query }) => path.startsWith("/npm/") && query === "")).toBe(true);
  there.fault({
    action: {
      kind: "status",
      status: 200,
      body: {
        versions: { "1.0.0": { scripts: [], license: { type: 7 }, maintainers: { a: 1 }, repository: 5 } },
        time: "x",
      },
    },
  });
  const odd = dependency("npm", "odd", "1.0.0");
  expect((await ask(there, [odd])).facts.get(odd.purl)).toMatchObject({ license: undefined, publishedAt: undefined });
});
