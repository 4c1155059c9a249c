import { describe, expect, test } from "@jest/globals";
import {
  isKnownLicense,
  isLicenseName,
  isSameLicense,
  judgeLicense,
} from "../../../../shared/dependencies/policy/license-verdict.ts";

type Verdict = "accepted" | "refused" | "unknown";
type Row = readonly [license: string | undefined, verdict: Verdict];

const judged = (lists: { allow?: readonly string[]; deny?: readonly string[] }, rows: readonly Row[]) =>
  test.each(rows)("%s is %s", (license, verdict) => {
    expect(judgeLicense(license, { allow: lists.allow ?? [], deny: lists.deny ?? [] }).verdict).toBe(verdict);
  });

describe("deny GPL-3.0-only", () => {
  judged({ deny: ["GPL-3.0-only"] }, [
    ["MIT", "accepted"],
    ["GPL-3.0-only", "refused"],
    ["GPL-3.0", "refused"],
    ["MIT AND GPL-3.0-only", "refused"],
    ["GPL-3.0-only AND MIT", "refused"],
    ["MIT OR GPL-3.0-only", "accepted"],
    ["(MIT OR GPL-3.0-only) AND GPL-3.0-only", "refused"],
    ["(MIT AND GPL-3.0-only) OR Apache-2.0", "accepted"],
    ["MIT OR Apache-2.0 AND GPL-3.0-only", "accepted"],
    ["GPL-2.0-only", "accepted"],
    ["GPL-2.0-or-later", "accepted"],
    ["GPL-2.0+", "accepted"],
    ["GPL-3.0-or-later", "refused"],
    ["GPL-3.0+", "refused"],
    ["LGPL-3.0-only", "accepted"],
    ["GPL-3.0-only WITH GCC-exception-3.1", "refused"],
    ["LicenseRef-GPL-3.0-only", "accepted"],
    ["NOASSERTION", "unknown"],
    ["MIT AND NOASSERTION", "unknown"],
    ["MIT OR NOASSERTION", "accepted"],
    ["GPL-3.0-only AND NOASSERTION", "refused"],
    ["GPL-3.0-only OR NOASSERTION", "unknown"],
    [undefined, "unknown"],
    ["", "unknown"],
    ["UNLICENSED", "unknown"],
    ["SEE LICENSE IN LICENSE.md", "unknown"],
    ["some words of the author", "unknown"],
  ]);
});

describe("deny every GPL from 2.0 on", () => {
  judged({ deny: ["GPL-2.0-or-later"] }, [
    ["GPL-2.0-only", "refused"],
    ["GPL-3.0-only", "refused"],
    ["GPL-2.0-or-later", "refused"],
    ["GPL-1.0-only", "accepted"],
    ["GPL-1.0-or-later", "accepted"],
    ["GPL-2.0-only WITH Classpath-exception-2.0", "refused"],
    ["GPL-2.0-with-classpath-exception", "refused"],
  ]);
});

describe("deny GPL, but not with the class path exception", () => {
  judged({ deny: ["GPL-2.0-only"], allow: ["MIT", "GPL-2.0-only WITH Classpath-exception-2.0"] }, [
    ["GPL-2.0-only WITH Classpath-exception-2.0", "accepted"],
    ["GPL-2.0-with-classpath-exception", "accepted"],
    ["GPL-2.0-only", "refused"],
    ["GPL-2.0-only WITH Font-exception-2.0", "refused"],
  ]);
});

describe("allow MIT, Apache-2.0 and GPL-3.0-only", () => {
  judged({ allow: ["MIT", "Apache-2.0", "GPL-3.0-only"] }, [
    ["MIT", "accepted"],
    ["MIT AND Apache-2.0", "accepted"],
    ["MIT AND ISC", "refused"],
    ["MIT OR ISC", "accepted"],
    ["ISC OR BSD-3-Clause", "refused"],
    ["Apache-2.0 WITH LLVM-exception", "accepted"],
    ["Apache-1.1+", "accepted"],
    ["Apache-1.1", "refused"],
    ["GPL-2.0-or-later", "accepted"],
    ["GPL-2.0-only", "refused"],
    ["MIT+", "accepted"],
    ["LicenseRef-ours", "refused"],
    ["mit", "accepted"],
    ["The MIT License", "accepted"],
    ["MIT/Apache-2.0", "accepted"],
    ["MIT / Apache 2.0", "accepted"],
    ["(mit or apache-2.0)", "accepted"],
    ["Apache License, Version 2.0", "accepted"],
    ["BSD", "unknown"],
  ]);
});

describe("allow a licence of one's own", () => {
  judged({ allow: ["LicenseRef-acme", "DocumentRef-acme:LicenseRef-1"] }, [
    ["LicenseRef-acme", "accepted"],
    ["DocumentRef-acme:LicenseRef-1", "accepted"],
    ["LicenseRef-other", "refused"],
    ["MIT", "refused"],
  ]);
});

describe("hostile texts are unknown, and quickly so", () => {
  judged({ deny: ["GPL-3.0-only"] }, [
    ["(".repeat(100_000), "unknown"],
    [`MIT ${"AND MIT ".repeat(100_000)}`, "unknown"],
    ["__proto__", "unknown"],
    ["constructor", "unknown"],
    ["\u202eTIM", "unknown"],
  ]);
});

test("what decided is told", () => {
  const lists = { allow: [], deny: ["GPL-3.0-only", "AGPL-3.0-only"] };
  expect(judgeLicense("MIT AND (GPL-3.0-only OR AGPL-3.0-only)", lists).because).toEqual([
    "GPL-3.0-only",
    "AGPL-3.0-only",
  ]);
});

test.each([
  ["MIT OR Apache-2.0", "Apache-2.0 OR MIT", true],
  ["MIT/Apache-2.0", "(MIT OR Apache-2.0)", true],
  ["MIT OR (ISC OR Apache-2.0)", "(Apache-2.0 OR MIT) OR ISC", true],
  ["GPL-3.0", "GPL-3.0-only", true],
  ["GPL-3.0+", "GPL-3.0-or-later", true],
  ["MIT", "MIT AND Apache-2.0", false],
  ["MIT OR Apache-2.0", "MIT AND Apache-2.0", false],
  ["MIT", undefined, false],
  ["GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0", false],
])("%s and %s: the same is %s", (one, other, same) => {
  expect(isSameLicense(one, other)).toBe(same);
});

test("a list names one licence at a time", () => {
  expect(["MIT", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-x"].map(isLicenseName)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["MIT OR ISC", "NOASSERTION", "GLP-3.0", ""].map(isLicenseName)).toEqual([false, false, false, false]);
  expect([isKnownLicense("MIT AND NOASSERTION"), isKnownLicense("MIT")]).toEqual([false, true]);
});
