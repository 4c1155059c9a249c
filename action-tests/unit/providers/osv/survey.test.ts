import { afterEach, expect, test } from "@jest/globals";
import { type OsvEmulator, type OsvOptions, startOsv } from "../../../cloud/osv/start.ts";
import { dependency, osvAt } from "./asking.ts";

let osv: OsvEmulator | undefined;

afterEach(async () => {
  await osv?.close();
  osv = undefined;
});

const start = async (options: OsvOptions): Promise<OsvEmulator> => (osv = await startOsv(options));

const record = (id: string, name: string, aliases: readonly string[] = []) => ({
  id,
  aliases,
  summary: `About ${name}`,
  affected: [
    { package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER" as const, events: [{ introduced: "0" }] }] },
  ],
});

test("many packages take one batch, and of what is known a hundred records, malware among the first", async () => {
  const names = Array.from({ length: 120 }, (_, index) => `p${index}`);
  const bad = names.slice(0, 110);
  const { url, journal, violations } = await start({
    records: [
      ...bad.map((name, index) => record(`GHSA-${String(index).padStart(4, "0")}`, name)),
      record("MAL-9", "p9"),
    ],
  });
  const answer = await osvAt(url).survey(names.map((name) => dependency("npm", name, "1.0.0")));
  expect(journal.filter(({ method }) => method === "POST")).toHaveLength(1);
  const read = journal.filter(({ method }) => method === "GET").map(({ path }) => path.split("/").at(-1));
  expect(read).toHaveLength(100);
  expect(read).toContain("MAL-9");
  expect(read).toContain("GHSA-0000");
  expect(answer.unchecked).toEqual([]);
  expect(answer.known.size).toBe(120);
  expect([...answer.known.values()].filter((known) => known.length > 0)).toHaveLength(110);
  expect(answer.known.get("pkg:npm/p0@1.0.0")?.[0]?.summary).toBe("About p0");
  expect(answer.known.get("pkg:npm/p109@1.0.0")).toEqual([
    expect.objectContaining({ id: "GHSA-0109", severity: "unknown", summary: "Its description could not be read." }),
  ]);
  expect(violations).toEqual([]);
});

test("one problem under two names is one, and what no batch can ask about is left out", async () => {
  const { url, journal } = await start({
    records: [record("GHSA-1", "a", ["CVE-1"]), record("CVE-1", "a", ["GHSA-1"])],
  });
  const answer = await osvAt(url).survey([
    dependency("npm", "a", "1.0.0"),
    dependency("GitHub Actions", "actions/checkout", "v4"),
    dependency("npm", "unpinned", undefined),
  ]);
  expect([...answer.known].map(([purl, known]) => [purl, known.map(({ id }) => id)])).toEqual([
    ["pkg:npm/a@1.0.0", ["GHSA-1"]],
  ]);
  expect(journal.filter(({ method }) => method === "POST")).toHaveLength(1);
  expect([...answer.unasked.keys()]).toEqual(["pkg:npm/unpinned"]);
});

test("a database that does not answer is told of, and rejects nothing", async () => {
  const { url, fault } = await start({ records: [record("GHSA-1", "a")] });
  fault({ path: /querybatch/, action: { kind: "status", status: 503 } });
  const answer = await osvAt(url).survey([dependency("npm", "a", "1.0.0")]);
  expect([...answer.known]).toEqual([]);
  expect(answer.unchecked).toEqual([{ purl: "pkg:npm/a@1.0.0", what: "advisories", why: expect.stringMatching(/./) }]);
});
