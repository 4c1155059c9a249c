import { afterEach, describe, expect, test } from "@jest/globals";
import { type OsvEmulator, type OsvOptions, startOsv } from "../../../cloud/osv/start.ts";
import { dependency, osvAt } from "./asking.ts";

let osv: OsvEmulator | undefined;

afterEach(async () => {
  await osv?.close();
  osv = undefined;
});

const start = async (options: OsvOptions = {}): Promise<OsvEmulator> => {
  osv = await startOsv(options);
  return osv;
};

const about = (ecosystem: string, name: string, introduced: string, fixed?: string) => ({
  package: { ecosystem, name },
  ranges: [{ type: "SEMVER" as const, events: [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])] }],
});

const lodash = {
  id: "GHSA-p6mc-m468-83gw",
  aliases: ["CVE-2020-8203"],
  summary: "Prototype Pollution in lodash",
  affected: [about("npm", "lodash", "3.7.0", "4.17.20")],
  database_specific: { severity: "HIGH", cwe_ids: ["CWE-1321"] },
};
const old = dependency("npm", "lodash", "4.17.15");
const mended = dependency("npm", "lodash", "4.17.21");

test("a version is told by what is known against it, and a clean one by nothing", async () => {
  const { url, journal, violations } = await start({ records: [lodash] });
  const answer = await osvAt(url).lookUp([old, mended, dependency("npm", "lodash", "4.17.15", { file: "b.json" })]);
  expect(Object.fromEntries(answer.known)).toEqual({
    "pkg:npm/lodash@4.17.15": [
      {
        id: "GHSA-p6mc-m468-83gw",
        aliases: ["CVE-2020-8203"],
        summary: "Prototype Pollution in lodash",
        severity: "high",
        malware: false,
        fixedIn: ["4.17.20"],
        url: "https://github.com/advisories/GHSA-p6mc-m468-83gw",
        withdrawnAt: undefined,
      },
    ],
    "pkg:npm/lodash@4.17.21": [],
  });
  expect([answer.unchecked, [...answer.unasked]]).toEqual([[], []]);
  expect(journal.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /v1/querybatch",
    "GET /v1/vulns/GHSA-p6mc-m468-83gw",
  ]);
  expect(violations).toEqual([]);
});

test("2,500 packages are asked about in three batches, and each answer finds its own package", async () => {
  const bad = [0, 999, 1000, 1777, 2499];
  const { url, journal } = await start({
    records: bad.map((at) => ({ id: `GHSA-${at}`, affected: [about("npm", `p${at}`, "0")] })),
  });
  const answer = await osvAt(url).lookUp(Array.from({ length: 2500 }, (_, at) => dependency("npm", `p${at}`, "1.0.0")));
  expect(journal.filter(({ method }) => method === "POST")).toHaveLength(3);
  expect(answer.known.size).toBe(2500);
  const told = [...answer.known].filter(([, known]) => known.length > 0);
  expect(new Map(told.map(([purl, known]) => [purl, known[0]?.id]))).toEqual(
    new Map(bad.map((at) => [`pkg:npm/p${at}@1.0.0`, `GHSA-${at}`])),
  );
});

test("every page of every answer is read", async () => {
  const records = Array.from({ length: 7 }, (_, at) => ({
    id: `GHSA-page-${at}`,
    affected: [about("npm", "lodash", "0")],
  }));
  const { url, journal } = await start({ records, pageSize: 3 });
  const answer = await osvAt(url).lookUp([old, dependency("npm", "clean", "1.0.0")]);
  expect(answer.known.get(old.purl)).toHaveLength(7);
  const batches = journal.filter(({ method }) => method === "POST").map(({ body }) => body);
  expect(batches).toHaveLength(3);
  expect(batches[1]).toEqual({
    queries: [{ package: { ecosystem: "npm", name: "lodash" }, version: "4.17.15", page_token: "3" }],
  });
});

describe("what is not answered is not clean", () => {
  const packages = [old, dependency("npm", "left-pad", "1.0.0")];

  test("a failing service", async () => {
    const { url, fault } = await start({ records: [lodash] });
    fault({ path: /querybatch/, action: { kind: "status", status: 503 } });
    const answer = await osvAt(url).lookUp(packages);
    expect(answer.known.size).toBe(0);
    expect(answer.unchecked.map(({ purl, what }) => [purl, what])).toEqual(
      packages.map(({ purl }) => [purl, "advisories"]),
    );
    expect(answer.unchecked[0]?.why).toContain("answered 503");
  });

  test("a failure that passes is no failure", async () => {
    const { url, fault } = await start({ records: [lodash] });
    fault({ path: /querybatch/, nth: 0, times: 2, action: { kind: "status", status: 500 } });
    const answer = await osvAt(url).lookUp(packages);
    expect(answer.unchecked).toEqual([]);
    expect(answer.known.get(old.purl)).toHaveLength(1);
  });

  test("a page that does not come", async () => {
    const records = [1, 2].map((at) => ({ id: `GHSA-page-${at}`, affected: [about("npm", "lodash", "0")] }));
    const { url, fault } = await start({ records, pageSize: 1 });
    fault({ path: /querybatch/, nth: 1, times: 1000, action: { kind: "status", status: 500 } });
    const answer = await osvAt(url).lookUp(packages);
    expect(answer.known.get(old.purl)?.map(({ id }) => id)).toEqual(["GHSA-page-1"]);
    expect(answer.unchecked.map(({ purl }) => purl)).toEqual([old.purl]);
    expect(answer.known.has("pkg:npm/left-pad@1.0.0")).toBe(true);
  });

  test("fewer results than queries", async () => {
    const { url, fault } = await start();
    fault({ path: /querybatch/, action: { kind: "status", status: 200, body: { results: [{}] } } });
    const answer = await osvAt(url).lookUp(packages);
    expect(answer.known.size).toBe(0);
    expect(answer.unchecked.map(({ why }) => why)).toEqual(packages.map(() => "OSV answered 1 of 2 queries"));
  });

  test("pages that lead back to themselves", async () => {
    const { url, fault } = await start();
    const body = { results: [{ vulns: [], next_page_token: "again" }] };
    fault({ path: /querybatch/, action: { kind: "status", status: 200, body } });
    const answer = await osvAt(url).lookUp([old]);
    expect(answer.unchecked.map(({ why }) => why)).toEqual(["OSV's list of what is known about it does not end"]);
  });

  test("a web page instead of an answer", async () => {
    const { url, fault } = await start();
    fault({ path: /querybatch/, action: { kind: "html", status: 200 } });
    const answer = await osvAt(url).lookUp([old]);
    expect(answer.known.size).toBe(0);
    expect(answer.unchecked).toHaveLength(1);
  });

  test("a record that cannot be read is told all the same, as unread", async () => {
    const { url, fault } = await start({ records: [{ ...lodash, id: "MAL-2026-1" }] });
    fault({ path: /vulns/, action: { kind: "status", status: 500 } });
    const answer = await osvAt(url).lookUp([old]);
    expect(answer.known.get(old.purl)).toEqual([
      expect.objectContaining({ id: "MAL-2026-1", malware: true, severity: "unknown" }),
    ]);
    expect(answer.unchecked).toHaveLength(1);
  });

  test("a query that OSV refuses costs the others nothing", async () => {
    const { url, fault, journal } = await start({ records: [lodash] });
    const many = Array.from({ length: 40 }, (_, at) => dependency("npm", at === 23 ? "" : `p${at}`, "1.0.0"));
    const answer = await osvAt(url).lookUp([...many, old]);
    expect(answer.known.get(old.purl)).toHaveLength(1);
    expect(answer.known.size + answer.unchecked.length).toBe(41);
    expect(journal.length).toBeLessThan(20);
    expect(fault).toBeDefined();
  });
});

test("malware is known by its id, its alias, and its kind", async () => {
  const { url } = await start({
    records: [
      { id: "MAL-2026-1", affected: [about("npm", "a", "0")] },
      { id: "GHSA-b", aliases: ["MAL-2026-2"], affected: [about("npm", "b", "0")] },
      { id: "GHSA-c", affected: [about("npm", "c", "0")], database_specific: { cwe_ids: ["CWE-506"] } },
      { id: "GHSA-d", affected: [about("npm", "d", "0")], database_specific: { cwe_ids: ["CWE-79"] } },
    ],
  });
  const answer = await osvAt(url).lookUp(["a", "b", "c", "d"].map((name) => dependency("npm", name, "1.0.0")));
  expect([...answer.known.values()].map(([first]) => first?.malware)).toEqual([true, true, true, false]);
});

test("one problem under three names is one, the worst of what is said about it", async () => {
  const { url } = await start({
    records: [
      { id: "PYSEC-2026-1", aliases: ["CVE-2026-1"], affected: [about("PyPI", "flask", "0", "2.2.5")] },
      {
        id: "GHSA-flask",
        aliases: ["CVE-2026-1"],
        affected: [about("PyPI", "flask", "0", "2.2.6")],
        severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" }],
      },
    ],
  });
  const flask = dependency("PyPI", "Flask", "2.2.0");
  const answer = await osvAt(url).lookUp([flask]);
  expect(answer.known.get(flask.purl)).toEqual([
    expect.objectContaining({
      id: "GHSA-flask",
      aliases: ["CVE-2026-1", "PYSEC-2026-1"],
      severity: "high",
      fixedIn: ["2.2.6"],
    }),
  ]);
});

test("each ecosystem is asked in its own spelling", async () => {
  const { url, journal } = await start();
  const commit = "0123456789012345678901234567890123456789";
  await osvAt(url).lookUp([
    dependency("Go", "github.com/gin-gonic/gin", "v1.9.0"),
    dependency("PyPI", "Zope.Interface", "5.0"),
    dependency("RubyGems", "nokogiri", "1.16.2-x86_64-linux"),
    dependency("GitHub Actions", "actions/cache/restore", "v4"),
    dependency("npm", "forked", undefined, { source: "git", resolved: `git+ssh://git@example.com/a/b.git#${commit}` }),
  ]);
  expect(journal[0]?.body).toEqual({
    queries: [
      { package: { ecosystem: "Go", name: "github.com/gin-gonic/gin" }, version: "1.9.0" },
      { package: { ecosystem: "PyPI", name: "zope-interface" }, version: "5.0" },
      { package: { ecosystem: "RubyGems", name: "nokogiri" }, version: "1.16.2" },
      { package: { ecosystem: "GitHub Actions", name: "actions/cache" } },
      { commit },
    ],
  });
});

test("what nobody keeps advisories about is neither clean nor failed", async () => {
  const { url, journal } = await start();
  const image = dependency("Docker", "node", "24");
  const loose = dependency("PyPI", "requests", undefined);
  const own = dependency("npm", "own", "1.0.0", { source: "path" });
  const answer = await osvAt(url).lookUp([image, loose, own]);
  expect([...answer.unasked.keys()]).toEqual([image.purl, loose.purl, own.purl]);
  expect([answer.known.size, answer.unchecked.length, journal.length]).toEqual([0, 0, 0]);
});

describe("actions, whose tags OSV does not compare", () => {
  const name = "tj-actions/changed-files";
  const record = {
    id: "GHSA-mrrh-fwg8-r2c3",
    affected: [
      {
        package: { ecosystem: "GitHub Actions", name },
        ranges: [{ type: "ECOSYSTEM" as const, events: [{ introduced: "0" }, { fixed: "46.0.1" }] }],
      },
    ],
  };
  const ask = async (version: string, tags?: readonly string[]) => {
    const { url } = osv ?? (await start({ records: [record] }));
    const action = dependency("GitHub Actions", name, version);
    const options = tags === undefined ? {} : { tagsOf: () => Promise.resolve(tags) };
    const answer = await osvAt(url, options).lookUp([action]);
    return answer.unchecked.length > 0 ? "unchecked" : answer.known.get(action.purl)?.length;
  };

  test.each([
    ["v45", 1],
    ["v45.0.7", 1],
    ["46.0.0", 1],
    ["v46.0.1", 0],
    ["v46", "unchecked"],
    ["main", "unchecked"],
  ])("%s", async (version, told) => {
    expect(await ask(version)).toBe(told);
  });

  test("a commit is what its tags say", async () => {
    const sha = "0e58ed8671d6b60d0890c21b07f8835ace038e67";
    expect(await ask(sha, ["v45", "v45.0.7"])).toBe(1);
    expect(await ask(sha, ["v47.0.0"])).toBe(0);
    expect(await ask(sha, [])).toBe("unchecked");
    expect(await ask("v46", ["v46", "v46.0.5"])).toBe(0);
  });
});

test("hostile records do no harm", async () => {
  const { url, fault } = await start({ records: [lodash] });
  const body = JSON.parse(
    `{"id":"${lodash.id}","summary":7,"aliases":[1],"severity":"x","affected":[{"package":null,"ranges":[{"events":"y"}]}],"__proto__":{"malware":true},"withdrawn":null}`,
  ) as unknown;
  fault({ path: /vulns/, action: { kind: "status", status: 200, body } });
  const answer = await osvAt(url).lookUp([old]);
  expect(answer.known.get(old.purl)).toEqual([
    expect.objectContaining({ id: lodash.id, summary: "", severity: "unknown", malware: false, fixedIn: [] }),
  ]);
});

test("Maven's coordinates are asked about even where a module of the repository bears them", async () => {
  const records = [
    { ...lodash, id: "MAL-2026-7", affected: [{ ...about("Maven", "com.evil:lib", "0"), versions: ["1.0"] }] },
  ];
  const { url, violations } = await start({ records });
  const own = dependency("Maven", "com.evil:lib", "1.0", { source: "path" });
  const managed = dependency("Maven", "com.evil:lib", undefined);
  const { known, unasked, unchecked } = await osvAt(url).lookUp([own, managed]);
  expect(known.get("pkg:maven/com.evil/lib@1.0")?.map(({ id }) => id)).toEqual(["MAL-2026-7"]);
  expect([...unasked.values()]).toEqual(["its version is decided outside of the repository"]);
  expect([unchecked, violations]).toEqual([[], []]);
});
