import { describe, expect, test } from "@jest/globals";
import { baseScore } from "../../../../shared/domain/cvss/score.ts";
import { severityOf } from "../../../../shared/domain/cvss/severity.ts";

/** Scores that another calculator gives, taken evenly from the whole scale of each version. */
const SCORES: readonly (readonly [vector: string, score: number])[] = [
  ["CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0],
  ["CVSS:4.0/AV:A/AC:L/AT:P/PR:L/UI:A/VC:N/VI:N/VA:L/SC:H/SI:N/SA:N", 1.8],
  ["CVSS:4.0/AV:P/AC:L/AT:P/PR:N/UI:A/VC:L/VI:L/VA:L/SC:H/SI:N/SA:H", 2.1],
  ["CVSS:4.0/AV:A/AC:L/AT:N/PR:H/UI:A/VC:N/VI:L/VA:N/SC:L/SI:L/SA:L", 2.4],
  ["CVSS:4.0/AV:P/AC:H/AT:P/PR:N/UI:N/VC:H/VI:N/VA:N/SC:L/SI:L/SA:L", 4.1],
  ["CVSS:4.0/AV:P/AC:L/AT:P/PR:L/UI:A/VC:N/VI:L/VA:H/SC:L/SI:L/SA:N", 4.3],
  ["CVSS:4.0/AV:L/AC:H/AT:P/PR:L/UI:N/VC:N/VI:N/VA:N/SC:N/SI:L/SA:H", 4.5],
  ["CVSS:4.0/AV:L/AC:H/AT:N/PR:N/UI:A/VC:N/VI:L/VA:N/SC:H/SI:L/SA:H", 4.7],
  ["CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:H", 4.9],
  ["CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:P/VC:L/VI:L/VA:L/SC:N/SI:H/SA:H", 5.1],
  ["CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:N/VA:L/SC:H/SI:N/SA:H", 5.3],
  ["CVSS:4.0/AV:A/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:H/SI:H/SA:H", 5.5],
  ["CVSS:4.0/AV:P/AC:L/AT:P/PR:H/UI:N/VC:N/VI:H/VA:H/SC:N/SI:H/SA:N", 5.7],
  ["CVSS:4.0/AV:A/AC:H/AT:P/PR:H/UI:A/VC:N/VI:L/VA:H/SC:H/SI:H/SA:L", 5.9],
  ["CVSS:4.0/AV:P/AC:H/AT:N/PR:N/UI:A/VC:H/VI:N/VA:H/SC:H/SI:H/SA:H", 6.1],
  ["CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:L/SC:L/SI:H/SA:H", 6.3],
  ["CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:L/SC:H/SI:H/SA:H", 6.5],
  ["CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:P/VC:N/VI:L/VA:H/SC:L/SI:H/SA:N", 6.8],
  ["CVSS:4.0/AV:L/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:H/SC:L/SI:L/SA:H", 7],
  ["CVSS:4.0/AV:A/AC:H/AT:N/PR:N/UI:A/VC:H/VI:H/VA:N/SC:L/SI:N/SA:N", 7.2],
  ["CVSS:4.0/AV:A/AC:H/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:L/SI:N/SA:L", 7.4],
  ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:L/SI:H/SA:L", 9.9],
  ["CVSS:3.1/AV:A/AC:L/PR:H/UI:R/S:C/C:N/I:N/A:N", 0],
  ["CVSS:3.1/AV:A/AC:L/PR:H/UI:R/S:U/C:N/I:N/A:L", 2.1],
  ["CVSS:3.1/AV:P/AC:H/PR:H/UI:N/S:U/C:L/I:L/A:N", 2.7],
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:L", 3.3],
  ["CVSS:3.1/AV:L/AC:L/PR:L/UI:R/S:U/C:L/I:L/A:N", 3.9],
  ["CVSS:3.1/AV:A/AC:L/PR:H/UI:N/S:U/C:N/I:H/A:N", 4.5],
  ["CVSS:3.1/AV:P/AC:H/PR:L/UI:N/S:U/C:L/I:L/A:H", 5.1],
  ["CVSS:3.1/AV:P/AC:L/PR:H/UI:R/S:U/C:H/I:H/A:L", 5.7],
  ["CVSS:3.1/AV:A/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:L", 6.3],
  ["CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:C/C:L/I:H/A:N", 6.9],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:N", 8.1],
  ["CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:N", 8.7],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:H/A:H", 10],
  ["AV:L/AC:L/Au:M/C:N/I:N/A:N", 0],
  ["AV:L/AC:M/Au:N/C:N/I:P/A:N", 1.9],
  ["AV:L/AC:M/Au:S/C:N/I:P/A:P", 3],
  ["AV:L/AC:M/Au:M/C:C/I:N/A:N", 4.1],
  ["AV:N/AC:H/Au:N/C:P/I:P/A:P", 5.1],
  ["AV:L/AC:M/Au:M/C:C/I:C/A:P", 6],
  ["AV:N/AC:M/Au:M/C:P/I:C/A:P", 6.9],
  ["AV:N/AC:L/Au:N/C:C/I:C/A:C", 10],
];

test.each(SCORES)("%s is %d", (vector, score) => {
  expect(baseScore(vector)).toBe(score);
});

test("threat and environment do not change the base score", () => {
  const base = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
  expect(baseScore(base)).toBe(9.3);
  expect(baseScore(`${base}/E:U/CR:L`)).toBe(9.3);
  expect(baseScore("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O")).toBe(9.8);
});

test.each([
  "",
  "high",
  "CVSS:5.0/AV:N",
  "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H",
  "CVSS:3.1/AV:Z/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
  "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
  "CVSS:4.0/AV:N",
  "AV:constructor/AC:L/Au:N/C:P/I:P/A:P",
  "A".repeat(100_000),
])("no score comes of %.60s", (text) => {
  expect(baseScore(text)).toBeUndefined();
});

describe("severity", () => {
  test.each([
    [[], "unknown"],
    [["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"], "critical"],
    [["MODERATE"], "moderate"],
    [["Medium"], "moderate"],
    [["LOW", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"], "high"],
    [["HIGH", "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:L"], "high"],
    [["9.8"], "critical"],
    [["constructor", "42", "negligible"], "unknown"],
  ] as const)("%j is %s", (said, severity) => {
    expect(severityOf(said)).toBe(severity);
  });
});
