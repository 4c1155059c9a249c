import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Entry, evidenceOf, isVerified, overtakenBy, rollbackTargets } from "../../../shared/domain/history.ts";
import { verifiedNote } from "../../../shared/domain/record.ts";
import type { ReleaseRecord } from "../../../shared/domain/release.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const passed = { state: "success", description: verifiedNote(DIGEST) };
const failed = { state: "failure", description: "the gate failed" };

const record = (commit: string, kind: ReleaseRecord["kind"] = "deploy", run = "1"): ReleaseRecord => ({
  slipway: 1,
  kind,
  environment: "production",
  commit,
  services: { api: { provider: "render", id: "srv-1" } },
  run: { id: run, attempt: 1, url: "https://example.com" },
});

/** `A+` a verified deploy of A, `A-` a failed one, `A?` one that is not verified, `rA+` a rollback to A. Newest first. */
const history = (text: string): readonly Entry[] =>
  text
    .split(" ")
    .filter(Boolean)
    .map((word, index) => {
      const statuses =
        {
          "+": [{ state: "inactive", description: "replaced" }, passed],
          "-": [failed],
          "?": [{ state: "success", description: "looks fine" }],
        }[word.slice(-1)] ?? [];
      const kind = word.startsWith("r") ? "rollback" : "deploy";
      return { id: `${index}:${word}`, record: record(word.slice(-2, -1), kind), statuses };
    });

test.each([
  ["", ""],
  ["A+", ""],
  ["B- A+", "A+"],
  ["B+ A+", "A+"],
  ["C+ B- A+", "A+"],
  ["C- B? A+", "A+"],
  ["D- C+ B+ A+", "C+ B+ A+"],
  ["B- B+ A+", "A+"],
  ["C- B+ B+ A+", "B+ A+"],
  ["B- A-", ""],
  // What was rolled back is not gone to again, however it was marked.
  ["rA+ B+ A+ Z+", "Z+"],
  ["rA+ B- A+", ""],
  ["rA- B- A+ Z+", "Z+"],
  ["C+ rA+ B+ A+ Z+", "rA+ Z+"],
  ["rA+ C+ rA+ B+ A+ Z+", "Z+"],
  ["C+ rA- B+ A+ Z+", "A+ Z+"],
  ["rZ+ rA+ B+ A+ Z+ Y+", "Y+"],
  // The deploy that it went back to is out of sight: nothing is known about what was before.
  ["rA+ B+ Z+", ""],
  ["C- rA+ B+ Z+", "rA+"],
  ["C- rA- B+ Z+", ""],
])("from %j the way back leads to %j", (entries, targets) => {
  const found = rollbackTargets(history(entries)).map(({ id }) => id.replace(/^\d+:/, ""));
  expect(found.join(" ")).toBe(targets);
});

test("targets are always verified, older, and other commits, each once", () => {
  const word = fc.stringMatching(/^r?[A-D][-+?]$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const entries = history(words.join(" "));
      const targets = rollbackTargets(entries);
      const places = targets.map((target) => entries.indexOf(target));
      const commits = [entries[0], ...targets].map((entry) => entry?.record.commit);
      expect(targets.every(isVerified)).toBe(true);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(new Set(commits).size).toBe(commits.length);
    }),
  );
});

test("following the way back again and again ends, and never returns", () => {
  const word = fc.stringMatching(/^[A-F][-+]$/);
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 6, selector: (text) => text[0] }), (words) => {
      let line = words.join(" ");
      const visited: string[] = [];
      for (
        let [target] = rollbackTargets(history(line));
        target !== undefined;
        [target] = rollbackTargets(history(line))
      ) {
        visited.push(target.record.commit);
        line = `r${target.record.commit}+ ${line}`;
      }
      expect(new Set(visited).size).toBe(visited.length);
    }),
  );
});

test.each([
  ["success", `verified ${DIGEST}`, DIGEST],
  ["inactive", `verified ${DIGEST}`, undefined],
  ["success", "verified", undefined],
  ["success", "verified by hand", undefined],
  ["success", `not verified ${DIGEST}`, undefined],
])("%s with %j is evidence %j", (state, description, digest) => {
  const entry: Entry = { id: "1", record: record("A"), statuses: [failed, { state, description }] };
  expect(evidenceOf(entry)).toBe(digest);
  expect(isVerified(entry)).toBe(digest !== undefined);
});

const entry = (run: string, commit: string, state: string, id = "srv-1"): Entry => ({
  id: run,
  record: { ...record(commit, "deploy", run), services: { api: { provider: "render", id } } },
  statuses: [{ state, description: "" }],
});

test.each<[string, Entry, boolean]>([
  ["a later run that is live", entry("12", "B", "success"), true],
  ["a later run at work", entry("12", "B", "in_progress"), true],
  ["a later run that waits", entry("12", "B", "queued"), true],
  ["a later run that failed", entry("12", "B", "failure"), false],
  ["a later run without any status", { ...entry("12", "B", ""), statuses: [] }, false],
  ["a later run of the same commit", entry("12", "A", "success"), false],
  ["a later run on other services", entry("12", "B", "success", "srv-2"), false],
  ["an earlier run", entry("9", "B", "success"), false],
  ["the same run", entry("10", "B", "success"), false],
  ["a run whose id is no number", entry("abc", "B", "success"), false],
])("is overtaken by %s: %#", (_, other, overtaken) => {
  expect(overtakenBy([other], record("A", "deploy", "10"))).toBe(overtaken ? other : undefined);
});

test("compares run ids as numbers of any length", () => {
  expect(
    overtakenBy([entry("90071992547409931", "B", "success")], record("A", "deploy", "90071992547409930")),
  ).toBeDefined();
});
