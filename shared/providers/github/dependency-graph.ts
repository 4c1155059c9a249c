import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DependencyGraph, GraphChange } from "../../ports/registries.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";

const PAGE = 100;
const PAGES = 200;
const BUDGET = 20_000;
/** Snapshots may still be on their way; somebody waits for the verdict, and it does not hang on this answer. */
const TRIES = 2;
const PAUSE = 1500;
const WARNINGS = "x-github-dependency-graph-snapshot-warnings";

const Changes = z
  .array(
    z.object({
      change_type: z.string(),
      manifest: z.string(),
      package_url: z.string().nullish(),
      license: z.string().nullish(),
      vulnerabilities: z.array(z.object({ advisory_ghsa_id: z.string() })).nullish(),
    }),
  )
  .nullish()
  .catch(undefined);

export interface GraphOptions extends GithubAccess {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** GitHub's dependency graph, where it is switched on. It is a second opinion: whatever ails it is told, and nothing more. */
export const dependencyGraph = ({ clock, signal, ...access }: GraphOptions): DependencyGraph => {
  const { http, token } = access;
  const root = `${repositoryAddress(access)}/dependency-graph/compare`;

  const page = async (range: string, number: number) => {
    const url = `${root}/${range}?per_page=${PAGE}&page=${number}`;
    const { status, headers, body } = await http({
      url,
      token,
      headers: HEADERS,
      schema: Changes,
      accept: [400, 403, 404],
      budget: BUDGET,
    });
    return {
      status,
      warnings: decoded(headers.get(WARNINGS)),
      changes: status === 200 ? body : undefined,
      next: nextPage(headers.get("link")),
    };
  };

  const read = async (range: string) => {
    const first = await page(range, 1);
    const { status, warnings } = first;
    if (status !== 200)
      return { unavailable: `GitHub's dependency graph answered ${status}: it is not switched on here` };
    if (first.changes === undefined || first.changes === null)
      return { unavailable: "GitHub's dependency graph answered something else" };
    const all = [...first.changes];
    for (let { next } = first, count = 1; next !== undefined; count++) {
      if (count > PAGES) return { unavailable: "GitHub's dependency graph does not come to an end" };
      // oxlint-disable-next-line no-await-in-loop -- whether there is another page, this one tells
      const further = await page(range, next);
      if (!further.changes) return { unavailable: `GitHub's dependency graph did not give page ${next}` };
      all.push(...further.changes);
      ({ next } = further);
    }
    return { warnings, changes: all.flatMap(changeOf) };
  };

  return async (base, head) => {
    const range = `${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
    try {
      for (let attempt = 1; ; attempt++) {
        // oxlint-disable-next-line no-await-in-loop -- asked again only when it says that something is missing
        const answer = await read(range);
        if (answer.changes === undefined) return { kind: "unavailable", note: answer.unavailable };
        const { changes, warnings } = answer;
        if (warnings === "") return { kind: "complete", changes, note: "" };
        if (attempt >= TRIES) return { kind: "incomplete", changes, note: warnings };
        // oxlint-disable-next-line no-await-in-loop -- snapshots come in while we wait
        await clock.sleep(PAUSE, signal);
      }
    } catch (thrown) {
      if (!(thrown instanceof Failure) || !thrown.code.startsWith("SLIP-HTTP-")) throw thrown;
      return { kind: "unavailable", note: thrown.message };
    }
  };
};

const changeOf = (change: NonNullable<z.infer<typeof Changes>>[number]): readonly GraphChange[] => {
  const { change_type: kind, package_url: purl } = change;
  if ((kind !== "added" && kind !== "removed") || !purl) return [];
  return [
    {
      kind,
      file: change.manifest,
      // An older form has a slash behind the scheme.
      purl: purl.replace(/^pkg:\/+/, "pkg:"),
      license: change.license ?? undefined,
      advisories: (change.vulnerabilities ?? []).map(({ advisory_ghsa_id: id }) => id),
    },
  ];
};

/** Only the number is taken of the address: an answer does not choose who is asked. */
const nextPage = (link: string | null): number | undefined => {
  const address = /<([^>]{1,2000})>;\s*rel="next"/.exec(link ?? "")?.[1];
  const number = /[?&]page=(\d{1,6})(?:&|$)/.exec(address ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
};

/** Base64 of plain text; "" when there is none. */
const decoded = (header: string | null): string =>
  header === null ? "" : Buffer.from(header, "base64").toString("utf8").trim().slice(0, 2000);
