import * as z from "zod";
import { canonicalName } from "../../dependencies/purl.ts";
import type { Advisory, Ecosystem } from "../../dependencies/types.ts";
import { sortedFixes } from "../../dependencies/versions/sorted-fixes.ts";
import { severityOf } from "../../domain/cvss/severity.ts";

/** What is not as it should be is as if it were not there: one odd field must not hide a vulnerability. */
const text = z.string().max(100_000).nullish().catch(undefined);
const many = <T extends z.ZodType>(item: T) => z.array(item).max(100_000).nullish().catch(undefined);

const Vulnerability = z.object({
  package: z.object({ ecosystem: text, name: text }).nullish().catch(undefined),
  vulnerable_version_range: text,
  // An older form is an object around it.
  first_patched_version: z.preprocess(
    (value) => (typeof value === "object" && value !== null && "identifier" in value ? value.identifier : value),
    text,
  ),
});
export type Vulnerability = z.infer<typeof Vulnerability>;

/** One entry of GitHub's database of advisories, which has a range of versions for each package that it is about. */
export const GlobalAdvisory = z.object({
  ghsa_id: z.string().min(1).max(200),
  cve_id: text,
  type: text,
  summary: text,
  severity: text,
  withdrawn_at: text,
  identifiers: many(z.object({ value: text })),
  cwes: many(z.object({ cwe_id: text })),
  vulnerabilities: many(Vulnerability),
});
export type GlobalAdvisory = z.infer<typeof GlobalAdvisory>;

/** A package in GitHub's words (`pip`, `rust`), and in ours. */
export interface About {
  readonly ecosystem: Ecosystem;
  readonly theirs: string;
  readonly name: string;
}

/** Embedded malicious code. */
const MALICIOUS = "CWE-506";
const SUMMARY = 300;

/** What an entry says about one package. */
export const concerning = ({ vulnerabilities }: GlobalAdvisory, { ecosystem, theirs, name }: About) =>
  (vulnerabilities ?? []).filter(
    ({ package: of }) =>
      of?.ecosystem?.toLowerCase() === theirs &&
      canonicalName(ecosystem, of.name ?? "") === canonicalName(ecosystem, name),
  );

/** One entry as it concerns one package. */
export const advisoryOf = (
  entry: GlobalAdvisory,
  { ecosystem }: About,
  concerned: readonly Vulnerability[],
): Advisory => {
  const { ghsa_id: id, cve_id: cve, type, summary, severity, withdrawn_at: withdrawn, identifiers, cwes } = entry;
  const names = [cve, ...(identifiers ?? []).map(({ value }) => value)].filter((name) => typeof name === "string");
  return {
    id,
    aliases: [...new Set(names)].filter((name) => name !== id && name !== ""),
    summary: (summary ?? "").slice(0, SUMMARY),
    severity: severityOf([severity ?? ""]),
    malware: type === "malware" || (cwes ?? []).some(({ cwe_id: cwe }) => cwe === MALICIOUS),
    fixedIn: sortedFixes(
      ecosystem,
      concerned.flatMap(({ first_patched_version: fixed }) => fixed ?? []),
    ),
    url: `https://github.com/advisories/${encodeURIComponent(id)}`,
    withdrawnAt: withdrawn ?? undefined,
  };
};
