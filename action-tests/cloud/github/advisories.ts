import semver from "semver";
import type { Incoming, Reply, Route } from "../routes.ts";
import { notFound, Refusal, refused } from "./refusal.ts";
import type { World } from "./world.ts";

/** One entry of GitHub's database of advisories. */
export interface AdvisoryEntry {
  readonly ghsa: string;
  readonly cve?: string;
  /** `reviewed` when absent. */
  readonly type?: "reviewed" | "malware" | "unreviewed";
  readonly severity?: "critical" | "high" | "medium" | "low" | "unknown";
  readonly summary?: string;
  readonly withdrawn?: string;
  readonly cwes?: readonly string[];
  readonly of: readonly {
    /** GitHub's own word: `pip`, `rust`. */
    readonly ecosystem: string;
    readonly name: string;
    /** `>= 1.0.0, < 1.2.3` */
    readonly range: string;
    readonly patched?: string;
  }[];
}

const LONGEST = 8191;
const MOST = 1000;
const TERM = /^@?[\w][\w.@/~+!-]*$/;

const viewOf = (entry: AdvisoryEntry) => ({
  ghsa_id: entry.ghsa,
  cve_id: entry.cve ?? null,
  url: `https://api.github.com/advisories/${entry.ghsa}`,
  html_url: `https://github.com/advisories/${entry.ghsa}`,
  repository_advisory_url: null,
  summary: entry.summary ?? `About ${entry.ghsa}`,
  description: null,
  type: entry.type ?? "reviewed",
  severity: entry.severity ?? "high",
  source_code_location: null,
  identifiers: [
    { type: "GHSA", value: entry.ghsa },
    ...(entry.cve === undefined ? [] : [{ type: "CVE", value: entry.cve }]),
  ],
  references: [],
  published_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  github_reviewed_at: null,
  nvd_published_at: null,
  withdrawn_at: entry.withdrawn ?? null,
  vulnerabilities: entry.of.map(({ ecosystem, name, range, patched }) => ({
    package: { ecosystem, name },
    vulnerable_version_range: range,
    first_patched_version: patched ?? null,
    vulnerable_functions: [],
  })),
  cvss: { vector_string: null, score: null },
  cwes: (entry.cwes ?? []).map((cwe) => ({ cwe_id: cwe, name: cwe })),
  credits: [],
});

/** What has no order with the range is taken to be in it: whoever asked has to look for himself. */
const isInside = (range: string, version: string): boolean =>
  semver.parse(version, { loose: true }) === null ||
  range.split(",").every((part) => semver.satisfies(version, part.trim(), { loose: true, includePrerelease: true }));

/** What is asked about: versions by name, in lower case as GitHub compares; none of a name that is asked about as a whole. */
type Asked = ReadonlyMap<string, readonly (string | undefined)[]>;

const askedIn = (terms: readonly string[]): Asked => {
  const asked = terms.map((term) => {
    const at = term.lastIndexOf("@");
    return at > 0 ? { name: term.slice(0, at), version: term.slice(at + 1) } : { name: term, version: undefined };
  });
  const byName = Map.groupBy(asked, ({ name }) => name.toLowerCase());
  return new Map([...byName].map(([name, all]) => [name, all.map(({ version }) => version)]));
};

const isAbout = ({ of }: AdvisoryEntry, ecosystem: string | null, asked: Asked): boolean =>
  of.some(
    (one) =>
      (ecosystem === null || one.ecosystem === ecosystem) &&
      asked.get(one.name.toLowerCase())?.some((version) => version === undefined || isInside(one.range, version)) ===
        true,
  );

const list = (world: World, { path, query }: Incoming): Reply => {
  const { advisories = [] } = world.options;
  // An Enterprise Server that is not connected with github.com has none.
  if (advisories === "unavailable") throw notFound();
  if (path.length + query.toString().length > LONGEST) throw new Refusal(414, "URI Too Long");
  const [ecosystem, affects] = [query.get("ecosystem"), query.get("affects")];
  const terms = affects?.split(",");
  if (terms !== undefined && (terms.length > MOST || !terms.every((term) => TERM.test(term))))
    throw new Refusal(422, "Validation Failed", { errors: ["affects is invalid"] });
  const asked = terms && askedIn(terms);
  const found = advisories.filter(
    (entry) =>
      (entry.type ?? "reviewed") === (query.get("type") ?? "reviewed") &&
      (asked === undefined || isAbout(entry, ecosystem, asked)),
  );
  const size = Number(query.get("per_page") ?? 30);
  const from = Number(
    Buffer.from(query.get("after") ?? "", "base64")
      .toString()
      .split(":")[1] ?? 0,
  );
  const next = new URLSearchParams(query);
  next.set("after", Buffer.from(`cursor:${from + size}`).toString("base64"));
  const isLast = from + size >= found.length;
  return {
    status: 200,
    body: found.slice(from, from + size).map(viewOf),
    headers: isLast ? {} : { link: `<${world.url}${path}?${next.toString()}>; rel="next"` },
  };
};

/** The same for everybody, with a token or without. */
export const listAdvisories = (world: World): Route => ({
  method: "GET",
  path: "/advisories",
  handler: (request) => {
    try {
      return list(world, request);
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  },
});
