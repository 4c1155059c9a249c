import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Advisory } from "../../../../shared/dependencies/types.ts";
import type { AdvisoryAnswer } from "../../../../shared/ports/advisories.ts";
import { type Database, fromDatabases } from "../../../../shared/providers/advisories/from-databases.ts";
import { advisory } from "../../dependency-review/harness.ts";
import { dependency } from "../osv/asking.ts";

/** What a database says of a package: what it knows, that it does not answer, or that it is not about such a thing. */
type Said = readonly Advisory[] | "down" | "half" | "unasked";

const packages = ["a", "b", "c"].map((name) => dependency("npm", name, "1.0.0"));
const [a, b, c] = packages.map(({ purl }) => purl);

const saying = (name: string, said: readonly Said[]): Database => {
  const answer: AdvisoryAnswer = { known: new Map(), unchecked: [], unasked: new Map() };
  const [known, unasked] = [new Map<string, readonly Advisory[]>(), new Map<string, string>()];
  const unchecked = said.flatMap((one, at) => {
    const purl = packages[at]?.purl ?? "";
    if (one === "unasked") unasked.set(purl, `${name} is not about it`);
    else if (one === "half") known.set(purl, [advisory(`${name}-half`)]);
    else if (one !== "down") known.set(purl, one);
    return one === "down" || one === "half" ? [{ purl, what: "advisories" as const, why: `${name} is down` }] : [];
  });
  const whole = { ...answer, known, unasked, unchecked };
  return { name, advisories: { lookUp: async () => whole, survey: async () => ({ ...whole, known: new Map() }) } };
};

const look = (first: readonly Said[], second?: readonly Said[]) =>
  fromDatabases(saying("OSV", first), second && saying("GitHub", second)).lookUp(packages);

test("one problem that both know is one, under the name and with the facts of both", async () => {
  const osv = advisory("CVE-1", { severity: "low", aliases: ["GHSA-1"] });
  const github = advisory("GHSA-1", { severity: "critical", fixedIn: ["2.0.0"], malware: true });
  const { known } = await look([[osv], [], []], [[github], [advisory("GHSA-2")], []]);
  expect(known.get(a ?? "")).toEqual([
    expect.objectContaining({
      id: "GHSA-1",
      aliases: ["CVE-1"],
      severity: "critical",
      malware: true,
      fixedIn: ["2.0.0"],
    }),
  ]);
  expect([known.get(b ?? "")?.map(({ id }) => id), known.get(c ?? "")]).toEqual([["GHSA-2"], []]);
});

test("what the first one does not answer is not checked, and what the second one knows of it is told all the same", async () => {
  const { known, unchecked, sources } = await look(["down", "down", []], [[advisory("GHSA-1")], [], "down"]);
  expect(unchecked).toEqual([
    { purl: a, what: "advisories", why: "OSV is down (GitHub answered, which has less)" },
    { purl: b, what: "advisories", why: "OSV is down (GitHub answered, which has less)" },
  ]);
  expect([...known].map(([purl, found]) => [purl, found.map(({ id }) => id)])).toEqual([
    [c, []],
    [a, ["GHSA-1"]],
  ]);
  expect(sources).toEqual([
    { name: "OSV", asked: 3, answered: 1, why: "OSV is down" },
    { name: "GitHub", asked: 3, answered: 2, why: "GitHub is down" },
  ]);
});

test("both down: nobody is said to have answered", async () => {
  const { known, unchecked } = await look(["down", "down", "down"], ["down", "unasked", "down"]);
  expect([known.size, unchecked.map(({ why }) => why)]).toEqual([0, ["OSV is down", "OSV is down", "OSV is down"]]);
});

test("whatever the second one says or fails to say, nothing that the first one said is lost or counts for more", async () => {
  const said = fc.oneof(
    fc.constantFrom<Said>("down", "half", "unasked", []),
    fc.subarray(["X-1", "X-2", "X-3"], { minLength: 1 }).map((ids): Said => ids.map((id) => advisory(id))),
  );
  const three = fc.array(said, { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(three, three, async (first, second) => {
      const alone = await look(first);
      const both = await look(first, second);
      expect(both.unchecked.map(({ purl }) => purl)).toEqual(alone.unchecked.map(({ purl }) => purl));
      expect(both.unasked).toEqual(alone.unasked);
      for (const [purl, found] of alone.known) {
        const ids = both.known.get(purl)?.map(({ id }) => id) ?? [];
        expect(ids).toEqual(expect.arrayContaining(found.map(({ id }) => id)));
      }
      // Nothing becomes clean by the second one's word.
      const clean = [...both.known].filter(([, found]) => found.length === 0).map(([purl]) => purl);
      expect(clean.filter((purl) => alone.known.get(purl)?.length !== 0)).toEqual([]);
    }),
  );
});
