import { afterEach, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { systemClock } from "../../../../shared/action/system-clock.ts";
import type { Dependency } from "../../../../shared/dependencies/types.ts";
import { githubAdvisories } from "../../../../shared/providers/github/advisories.ts";
import type { AdvisoryEntry } from "../../../cloud/github/advisories.ts";
import type { GithubOptions } from "../../../cloud/github/options.ts";
import { type GithubEmulator, startGithub } from "../../../cloud/github/start.ts";
import type { FaultAction } from "../../../cloud/types.ts";
import { dependency, realHttp } from "../osv/asking.ts";

let github: GithubEmulator | undefined;

/** Of every emulator that a test had. */
const violations: string[] = [];

afterEach(async () => {
  violations.push(...(github?.violations ?? []));
  await github?.close();
  github = undefined;
});

const start = async (advisories: GithubOptions["advisories"]): Promise<GithubEmulator> => {
  github = await startGithub({ repositories: {}, hourly: 100_000, ...(advisories && { advisories }) });
  return github;
};

const lookUp = (dependencies: readonly Dependency[], tags: readonly string[] = [], patience = 20_000) => {
  if (github === undefined) throw new Error("start it first");
  const token = new Secret(github.issueToken("acme/shop", {}));
  const tagsOf = () => Promise.resolve(tags);
  const options = { http: realHttp(), token, api: `${github.url}/`, clock: systemClock, patience, tagsOf };
  return githubAdvisories(options).lookUp(dependencies);
};

const lodash: AdvisoryEntry = {
  ghsa: "GHSA-p6mc-m468-83gw",
  cve: "CVE-2020-8203",
  severity: "medium",
  summary: "Prototype Pollution in lodash",
  of: [
    { ecosystem: "npm", name: "lodash", range: ">= 3.7.0, < 4.17.19", patched: "4.17.20" },
    { ecosystem: "npm", name: "lodash-es", range: "< 4.17.20", patched: "4.17.20" },
  ],
};
const old = dependency("npm", "lodash", "4.17.15");
const mended = dependency("npm", "lodash", "4.17.21");

test("a version is told by what is known against it, and a clean one by nothing", async () => {
  const { journal } = await start([lodash]);
  const answer = await lookUp([old, mended, dependency("npm", "@acme/shop", "1.0.0-rc.1+build")]);
  expect(Object.fromEntries(answer.known)).toEqual({
    "pkg:npm/lodash@4.17.15": [
      {
        id: "GHSA-p6mc-m468-83gw",
        aliases: ["CVE-2020-8203"],
        summary: "Prototype Pollution in lodash",
        severity: "moderate",
        malware: false,
        fixedIn: ["4.17.20"],
        url: "https://github.com/advisories/GHSA-p6mc-m468-83gw",
        withdrawnAt: undefined,
      },
    ],
    "pkg:npm/lodash@4.17.21": [],
    "pkg:npm/%40acme/shop@1.0.0-rc.1+build": [],
  });
  expect([answer.unchecked, [...answer.unasked]]).toEqual([[], []]);
  expect(journal.map(({ path, query }) => `${path} ${query}`).toSorted()).toEqual(
    ["malware", "reviewed"].map(
      (type) =>
        `/advisories ecosystem=npm&type=${type}&per_page=100&affects=lodash@4.17.15,lodash@4.17.21,@acme/shop@1.0.0-rc.1%2Bbuild`,
    ),
  );
});

test("malware is malware by its list and by its kind, for every version there is", async () => {
  await start([
    { ghsa: "GHSA-a", type: "malware", of: [{ ecosystem: "npm", name: "a", range: ">= 0" }] },
    { ghsa: "GHSA-b", cwes: ["CWE-506"], of: [{ ecosystem: "npm", name: "b", range: "= 1.0.0" }] },
    { ghsa: "GHSA-c", cwes: ["CWE-79"], of: [{ ecosystem: "npm", name: "c", range: "> 0.9.0, <= 1.0.0" }] },
    { ghsa: "GHSA-d", type: "malware", of: [{ ecosystem: "npm", name: "d", range: ">= 0, < 0.9.0" }] },
  ]);
  const asked = ["a", "b", "c", "d"].map((name) => dependency("npm", name, "1.0.0"));
  const { known, unchecked } = await lookUp([...asked, dependency("npm", "a", "0.0.0-alpha")]);
  expect([...known.values()].map((all) => all.map(({ malware }) => malware))).toEqual([
    [true],
    [true],
    [false],
    [],
    [true],
  ]);
  expect(unchecked).toEqual([]);
});

test("what was withdrawn, or is about another ecosystem, is nothing", async () => {
  await start([
    { ...lodash, withdrawn: "2026-02-01T00:00:00Z" },
    { ghsa: "GHSA-other", of: [{ ecosystem: "pip", name: "lodash", range: ">= 0" }] },
  ]);
  expect([...(await lookUp([old])).known.values()]).toEqual([[]]);
});

test.each([
  ["PyPI", "pip", "zope-interface", "Zope.Interface", "5.0", "< 5.1", "affects=zope-interface@5.0,Zope.Interface@5.0"],
  ["PyPI", "pip", "flask", "flask", "2.0rc1", "< 2.0", "flask@2.0rc1"],
  ["Go", "go", "github.com/a/b", "github.com/a/b", "v1.2.3+incompatible", "<= 1.2.3", "github.com/a/b@1.2.3%2Binc"],
  ["Go", "go", "example.com/c", "example.com/c", "v0.0.0-20200101000000-0123456789ab", ">= 0, < 0.1.0", "0.0.0-2020"],
  ["crates.io", "rust", "time", "time", "0.1.43", ">= 0.1.0, < 0.2.0", "time@0.1.43"],
  ["RubyGems", "rubygems", "nokogiri", "nokogiri", "1.16.2-x86_64-linux", "< 1.16.3", "nokogiri@1.16.2"],
  [
    "Packagist",
    "composer",
    "acme/shop",
    "Acme/Shop",
    "v2.0.0-beta1",
    "< 2.0.0",
    "affects=acme/shop@v2.0.0-beta1,Acme/Shop@v2.0.0-beta1",
  ],
] as const)(
  "%s is asked for and compared as such: %s %s",
  async (ecosystem, theirs, name, ours, version, range, term) => {
    const { journal } = await start([{ ghsa: "GHSA-x", of: [{ ecosystem: theirs, name, range }] }]);
    const one = dependency(ecosystem, ours, version);
    const { known, unchecked } = await lookUp([one]);
    expect(unchecked).toEqual([]);
    expect(known.get(one.purl)?.map(({ id }) => id)).toEqual(["GHSA-x"]);
    expect(journal[0]?.query).toContain(`ecosystem=${theirs}`);
    expect(journal[0]?.query).toContain(term);
  },
);

describe("an action is in the versions that its tags say", () => {
  const entry: AdvisoryEntry = {
    ghsa: "GHSA-mrrh-fwg8-r2c3",
    of: [{ ecosystem: "actions", name: "tj-actions/changed-files", range: "< 46.0.1", patched: "46.0.1" }],
  };
  test.each([
    [["v45", "v45.0.7"], 1],
    [["v46", "v46.0.5"], 0],
    [["v46"], "unchecked"],
    [[], "unchecked"],
  ] as const)("%j", async (tags, told) => {
    const { journal } = await start([entry]);
    const action = dependency("GitHub Actions", "tj-actions/changed-files/sub", "0".repeat(40));
    const { known, unchecked } = await lookUp([action], tags);
    expect(unchecked.length > 0 ? "unchecked" : known.get(action.purl)?.length).toBe(told);
    expect(journal[0]?.query).toMatch(/affects=tj-actions\/changed-files$/);
  });
});

test("every page is read", async () => {
  const { journal } = await start(
    Array.from({ length: 250 }, (_, at) => ({
      ghsa: `GHSA-${at}`,
      of: [{ ecosystem: "npm", name: "lodash", range: ">= 0" }],
    })),
  );
  expect((await lookUp([old])).known.get(old.purl)).toHaveLength(250);
  expect(journal).toHaveLength(4);
});

test("2,500 packages take addresses that GitHub accepts, and no package is in two of them", async () => {
  const names = Array.from({ length: 1250 }, (_, at) => `@some-organisation/package-${at}`);
  const bad = [0, 600, 1249];
  const { journal } = await start(
    bad.map((at) => ({ ghsa: `GHSA-${at}`, of: [{ ecosystem: "npm", name: names[at] ?? "", range: "< 2.0.0" }] })),
  );
  const all = names.flatMap((name) => ["1.0.0", "2.0.0"].map((version) => dependency("npm", name, version)));
  const { known, unchecked } = await lookUp(all);
  expect([known.size, unchecked.length]).toEqual([2500, 0]);
  expect([...known].filter(([, found]) => found.length > 0).map(([purl]) => purl)).toEqual(
    bad.map((at) => `pkg:npm/%40some-organisation/package-${at}@1.0.0`),
  );
  expect(Math.max(...journal.map(({ path, query }) => path.length + query.length))).toBeLessThan(8_000);
  const batches = journal.map(({ query }) => new Set(query.replace(/.*affects=/, "").match(/package-\d+/g)));
  expect(batches.reduce((sum, batch) => sum + batch.size, 0)).toBe(2 * 1250);
});

test("a package in many versions is asked about once", async () => {
  const { journal } = await start([lodash]);
  const all = Array.from({ length: 30 }, (_, at) => dependency("npm", "lodash", `4.17.${at}`));
  const { known } = await lookUp(all);
  expect([...known.values()].filter((found) => found.length > 0)).toHaveLength(19);
  expect(journal[0]?.query).toMatch(/affects=lodash$/);
});

test("what GitHub keeps no advisories about is not asked", async () => {
  const { journal } = await start([]);
  const commit = "0123456789012345678901234567890123456789";
  const forked = dependency("npm", "forked", commit, {
    source: "git",
    resolved: `git+ssh://a.example/b.git#${commit}`,
  });
  const image = dependency("Docker", "node", "24");
  const { unasked, known, unchecked } = await lookUp([forked, image]);
  expect([...unasked.keys()].toSorted()).toEqual([image.purl, forked.purl].toSorted());
  expect([known.size, unchecked.length, journal.length]).toEqual([0, 0, 0]);
});

test("a name that would be two names in the address is not sent", async () => {
  const { journal } = await start([lodash]);
  const odd = dependency("npm", "lodash,other", "1.0.0");
  const { known, unchecked } = await lookUp([odd]);
  expect([known.size, unchecked.map(({ purl }) => purl), journal.length]).toEqual([0, [odd.purl], 0]);
});

describe("what is not answered is not clean", () => {
  const clean = dependency("npm", "left-pad", "1.0.0");
  const python = dependency("PyPI", "flask", "1.0");
  const faults: readonly (readonly [string, FaultAction, RegExp])[] = [
    ["a failing service", { kind: "status", status: 503 }, /answered 503/],
    ["a token that is none", { kind: "status", status: 401, body: { message: "Bad credentials" } }, /Bad credentials/],
    [
      "a limit on requests",
      { kind: "status", status: 429, headers: { "retry-after": "3600" }, body: { message: "Slow down" } },
      /Slow down/,
    ],
    [
      "a secondary limit",
      { kind: "status", status: 403, headers: { "retry-after": "60" }, body: { message: "secondary rate limit" } },
      /secondary rate limit/,
    ],
    ["connections that are cut", { kind: "reset" }, /no answer/],
    ["half an answer", { kind: "truncate" }, /no answer|cannot be understood/],
    ["a web page", { kind: "html", status: 200 }, /cannot be understood/],
    ["no list", { kind: "status", status: 200, body: { message: "hello" } }, /something else/],
    ["nothing at all", { kind: "status", status: 200 }, /something else/],
    ["entries without a name", { kind: "status", status: 200, body: [{ severity: "high" }] }, /cannot be read/],
    ["a redirect", { kind: "status", status: 302, headers: { location: "http://127.0.0.1:9/" } }, /302|307/],
  ];
  test.each(faults)("%s", async (_, action, why) => {
    const { fault } = await start([lodash]);
    fault({ path: /advisories/, action });
    const answer = await lookUp([old, clean, python], [], 1_500);
    expect([...answer.known]).toEqual([]);
    expect(answer.unchecked.map(({ purl, what }) => `${what} ${purl}`)).toEqual(
      [old, clean, python].map(({ purl }) => `advisories ${purl}`),
    );
    for (const one of answer.unchecked) expect(one.why).toMatch(why);
  });

  test("a failure that passes is no failure", async () => {
    const { fault } = await start([lodash]);
    fault({ path: /advisories/, nth: 0, times: 2, action: { kind: "status", status: 502 } });
    const answer = await lookUp([old, clean]);
    expect([answer.unchecked, answer.known.get(old.purl)?.length]).toEqual([[], 1]);
  });

  test("an Enterprise Server that has none", async () => {
    await start("unavailable");
    const answer = await lookUp([old]);
    expect(answer.unchecked.map(({ why }) => why)).toEqual([
      "GitHub's advisories are not offered here: it answered 404",
    ]);
  });

  test("what was learnt before the answer broke off is told", async () => {
    const { fault } = await start([lodash]);
    fault({ path: /advisories/, nth: 1, times: 1000, action: { kind: "status", status: 401 } });
    const answer = await lookUp([old, clean]);
    expect(answer.unchecked.map(({ purl }) => purl)).toEqual([old.purl, clean.purl]);
    expect([...answer.known.keys()].filter((purl) => purl !== old.purl)).toEqual([]);
  });

  test("a page that leads back to itself", async () => {
    const { fault, url } = await start([lodash]);
    const headers = { link: `<${url}/advisories?after=Y3Vyc29y>; rel="next"` };
    fault({ path: /advisories/, action: { kind: "status", status: 200, body: [], headers } });
    const answer = await lookUp([old]);
    expect(answer.unchecked.map(({ why }) => why)).toEqual(["GitHub's list of advisories does not end"]);
  });

  test("a next page elsewhere is asked for here, with nothing but the cursor", async () => {
    const { fault, journal } = await start([lodash]);
    const headers = { link: '<https://elsewhere.example/steal?x=1&after=Y3Vyc29yOjE%3D&y=2>; rel="next"' };
    fault({ path: /advisories/, nth: 0, action: { kind: "status", status: 200, body: [], headers } });
    await lookUp([old]);
    expect(journal.map(({ path, query }) => path + query).filter((asked) => asked.includes("after"))).toEqual([
      expect.stringMatching(/^\/advisoriesecosystem=npm&.*affects=lodash@4\.17\.15&after=Y3Vyc29yOjE%3D$/),
    ]);
  });

  test("a range that nobody can read", async () => {
    await start([{ ghsa: "GHSA-odd", of: [{ ecosystem: "npm", name: "lodash", range: "every second one" }] }]);
    const { fault } = github ?? (await start([]));
    const entry = {
      ghsa_id: "GHSA-odd",
      vulnerabilities: [{ package: { ecosystem: "npm", name: "lodash" }, vulnerable_version_range: "all" }],
    };
    fault({ path: /advisories/, action: { kind: "status", status: 200, body: [entry] } });
    const answer = await lookUp([old, clean]);
    expect(answer.unchecked).toEqual([
      { purl: old.purl, what: "advisories", why: "it cannot be told whether GHSA-odd is about this version" },
    ]);
    expect(answer.known.get(clean.purl)).toEqual([]);
  });

  test("a package that GitHub refuses costs the others nothing", async () => {
    const { journal } = await start([lodash]);
    const many = Array.from({ length: 20 }, (_, at) => dependency("npm", at === 13 ? "(refused)" : `p${at}`, "1.0.0"));
    const answer = await lookUp([...many, old]);
    expect(answer.unchecked.map(({ purl, why }) => [purl, why])).toEqual([
      ["pkg:npm/(refused)@1.0.0", expect.stringContaining("Validation Failed")],
    ]);
    expect(answer.known.get(old.purl)).toHaveLength(1);
    expect(journal.length).toBeLessThan(25);
  });

  test("a service that is slow is left alone in time, and the rest is said to be open", async () => {
    const { fault, journal } = await start([]);
    fault({ path: /advisories/, action: { kind: "delay", milliseconds: 150 } });
    const many = Array.from({ length: 4_000 }, (_, at) => dependency("npm", `a-package-with-a-name-${at}`, "1.0.0"));
    const { known, unchecked } = await lookUp(many, [], 400);
    expect(known.size + unchecked.length).toBe(4_000);
    expect(unchecked.at(-1)?.why).toMatch(/took too long|no full answer/);
    // Eight at once for as long as that takes, and not all of the forty.
    expect(journal.length).toBeLessThan(36);
  });

  test("a service that hangs is not waited for longer than it is worth", async () => {
    const { fault } = await start([lodash]);
    fault({ path: /advisories/, action: { kind: "hang", carriedOut: false } });
    const answer = await lookUp([old], [], 300);
    expect([answer.known.size, answer.unchecked.length]).toEqual([0, 1]);
  });
});

test("odd fields hide nothing", async () => {
  const { fault } = await start([]);
  const body = [
    {
      ghsa_id: "GHSA-odd",
      cve_id: 7,
      severity: { high: true },
      summary: ["x"],
      identifiers: "none",
      cwes: [7],
      withdrawn_at: false,
      vulnerabilities: [
        { package: null },
        {
          package: { ecosystem: "NPM", name: "lodash" },
          vulnerable_version_range: "<5",
          first_patched_version: { identifier: "5.0.0" },
        },
      ],
    },
  ];
  fault({ path: /advisories/, action: { kind: "status", status: 200, body } });
  const answer = await lookUp([old]);
  expect(answer.unchecked).toEqual([]);
  expect(answer.known.get(old.purl)).toEqual([
    expect.objectContaining({ id: "GHSA-odd", aliases: [], severity: "unknown", malware: false, fixedIn: ["5.0.0"] }),
  ]);
});

test("the emulator was used as GitHub describes its API", () => {
  expect(violations).toEqual([]);
});
