import { setTimeout as wait } from "node:timers/promises";
import type { Incoming, Reply, Route } from "../routes.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import { osvContract, recordProblems } from "./contract.ts";
import { matches, type OsvQuery, type RecordOptions } from "./world.ts";

export interface OsvOptions {
  readonly records?: readonly RecordOptions[];
  /** Advisories of one query in one answer; OSV gives a thousand. */
  readonly pageSize?: number;
  /** Milliseconds that every answer takes longer, as a network does. */
  readonly latency?: number;
  readonly port?: number;
}

export interface OsvEmulator extends Emulator {
  /** Publishes further records; one of the same id replaces it. */
  readonly publish: (...records: readonly RecordOptions[]) => void;
}

const LARGEST_BATCH = 1000;
const MODIFIED = "2026-11-01T00:00:00Z";

const refused = (code: number, message: string): Reply => ({ status: 400, body: { code, message } });

const problemOf = ({ package: of, version, commit }: OsvQuery): string | undefined => {
  if (commit !== undefined) return version === undefined ? undefined : "Invalid query: both commit and version.";
  return of?.name === undefined || of.ecosystem === undefined ? "Invalid query." : undefined;
};

/** OSV as its description tells: batches of a thousand, answers by position, pages. */
export const startOsv = async (options: OsvOptions = {}): Promise<OsvEmulator> => {
  const { pageSize = 1000, latency = 0 } = options;
  const records = new Map<string, RecordOptions>();
  const problems: string[] = [];

  const publish = (...added: readonly RecordOptions[]): void => {
    for (const record of added) {
      const whole = { schema_version: "1.7.0", modified: MODIFIED, ...record };
      problems.push(...recordProblems(whole).map((problem) => `record ${record.id}: ${problem}`));
      records.set(record.id, whole);
    }
  };
  publish(...(options.records ?? []));

  const answer = (query: OsvQuery): Readonly<Record<string, unknown>> => {
    const from = Number(query.page_token ?? 0);
    const all = [...records.values()].filter((record) => matches(record, query));
    const vulns = all.slice(from, from + pageSize).map(({ id, modified }) => ({ id, modified: modified ?? MODIFIED }));
    return {
      ...(vulns.length === 0 ? {} : { vulns }),
      ...(from + pageSize < all.length ? { next_page_token: String(from + pageSize) } : {}),
    };
  };

  const batch = ({ body }: Incoming): Reply => {
    const { queries = [] } = (body ?? {}) as { readonly queries?: readonly OsvQuery[] };
    if (queries.length > LARGEST_BATCH) return refused(3, "Too many queries.");
    const problem = queries.map(problemOf).find((found) => found !== undefined);
    if (problem !== undefined) return refused(3, problem);
    return { status: 200, body: { results: queries.map(answer) } };
  };

  const read = ({ params }: Incoming): Reply => {
    const record = records.get(params["id"] ?? "");
    return record === undefined
      ? { status: 404, body: { code: 5, message: "Bug not found." } }
      : { status: 200, body: record };
  };

  const routes: readonly Route[] = [
    { method: "POST", path: "/v1/querybatch", handler: batch },
    { method: "GET", path: "/v1/vulns/:id", handler: read },
  ];
  const server = await startServer({
    routes,
    contract: osvContract(),
    port: options.port,
    before: async () => {
      if (latency > 0) await wait(latency);
      return undefined;
    },
  });
  return {
    ...server,
    get violations() {
      return [...problems, ...server.violations];
    },
    publish,
    dump: () => [...records.keys()].toSorted(),
  };
};
