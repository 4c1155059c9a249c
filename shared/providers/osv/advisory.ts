import { canonicalName } from "../../dependencies/purl.ts";
import type { Advisory, Ecosystem } from "../../dependencies/types.ts";
import { sortedFixes } from "../../dependencies/versions/sorted-fixes.ts";
import { severityOf } from "../../domain/cvss/severity.ts";
import type { Affected, OsvRecord } from "./schemas.ts";

/** The package that is asked about, as OSV spells it. */
export interface About {
  readonly ecosystem: Ecosystem;
  readonly name: string;
}

/** Embedded malicious code. */
const MALICIOUS = "CWE-506";
const SUMMARY = 300;

/** One record as it concerns one package. */
export const advisoryOf = (record: OsvRecord, about: About | undefined): Advisory => {
  const { id, aliases, summary, details, withdrawn } = record;
  const concerned = (record.affected ?? []).filter((affected) => concerns(affected, about));
  return {
    id,
    aliases: [...new Set(aliases ?? [])].filter((alias) => alias !== id),
    summary: (summary || firstLine(details ?? "")).slice(0, SUMMARY),
    severity: severityOf(saidOf(record, concerned)),
    malware: isMalware(record),
    fixedIn: fixesIn(concerned, about),
    url: addressOf(id),
    withdrawnAt: withdrawn ?? undefined,
  };
};

/** For what is known to exist although its record could not be read. */
export const unreadAdvisory = (id: string): Advisory => ({
  id,
  aliases: [],
  summary: "Its description could not be read.",
  severity: "unknown",
  malware: id.startsWith("MAL-"),
  fixedIn: [],
  url: addressOf(id),
  withdrawnAt: undefined,
});

/** Without a package (a commit was asked for) every entry is about it. Ecosystems may carry a suffix. */
const concerns = ({ package: of }: Affected, about: About | undefined): boolean =>
  about === undefined ||
  (of?.ecosystem?.split(":")[0] === about.ecosystem &&
    canonicalName(about.ecosystem, of.name ?? "") === canonicalName(about.ecosystem, about.name));

const saidOf = (record: OsvRecord, concerned: readonly Affected[]): readonly string[] =>
  [
    ...(record.severity ?? []).map(({ score }) => score),
    record.database_specific?.severity,
    ...concerned.flatMap(({ severity, database_specific, ecosystem_specific }) => [
      ...(severity ?? []).map(({ score }) => score),
      database_specific?.severity,
      ecosystem_specific?.severity,
    ]),
  ].filter((text) => typeof text === "string");

const isMalware = ({ id, aliases, database_specific: specific }: OsvRecord): boolean =>
  [id, ...(aliases ?? [])].some((name) => name.startsWith("MAL-")) ||
  specific?.["malicious-packages-origins"] !== undefined ||
  (specific?.cwe_ids ?? []).includes(MALICIOUS);

const fixesIn = (concerned: readonly Affected[], about: About | undefined): readonly string[] => {
  if (about === undefined) return [];
  return sortedFixes(
    about.ecosystem,
    concerned
      .flatMap(({ ranges }) => ranges ?? [])
      .filter(({ type }) => type !== "GIT")
      .flatMap(({ events }) => events ?? [])
      .flatMap(({ fixed }) => fixed ?? []),
  );
};

const firstLine = (text: string): string =>
  text
    .split("\n", 20)
    .find((line) => /[A-Za-z]/.test(line))
    ?.trim() ?? "";

const addressOf = (id: string): string =>
  id.startsWith("GHSA-")
    ? `https://github.com/advisories/${encodeURIComponent(id)}`
    : `https://osv.dev/vulnerability/${encodeURIComponent(id)}`;
