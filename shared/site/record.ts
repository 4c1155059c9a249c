import * as z from "zod";
import { parseJson } from "../domain/json.ts";
import { isTreePath } from "./paths.ts";

/** Where the record of all publications is, from the top of the branch. */
export const RECORD = ".slipway/publications.json";

const KINDS = ["site", "version", "preview"] as const;
export type Kind = (typeof KINDS)[number];

const Publication = z.object({
  kind: z.enum(KINDS),
  /** Counts the publications of a place: a higher one is a newer one. */
  number: z.number().int().nonnegative(),
  /** Commit that it was made from. */
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  /** `<run id>/<attempt>` */
  run: z.string(),
  /** RFC 3339. */
  at: z.string(),
  files: z.number(),
  /** Bytes. */
  size: z.number(),
  /** Of paths and contents: the same digest is the same site. */
  digest: z.string(),
  /** Keys of links that were broken already. */
  broken: z.array(z.string()).optional(),
});

/** One publication, as the branch records it. */
export type Publication = z.infer<typeof Publication>;

/** By place: the folder from the top of the branch, "" for the top itself. */
export type Publications = ReadonlyMap<string, Publication>;

const Whole = z.object({ schema: z.literal(1), publications: z.record(z.string(), Publication) });

/**
 * The record; undefined when any of it cannot be read. Then nothing may be written on top: what is not on record would be
 * taken for nobody's.
 */
export function parsePublications(text: string | undefined): Publications | undefined {
  if (text === undefined) return new Map();
  const { data } = Whole.safeParse(parseJson(text));
  const rows = Object.entries(data?.publications ?? {}).map(
    ([place, entry]) => [place === "/" ? "" : place, entry] as const,
  );
  return data === undefined || !rows.every(([place]) => isTreePath(place)) ? undefined : new Map(rows);
}

/** Sorted, a publication a line: a person can read a difference of it. */
export function formatPublications(publications: Publications): string {
  const rows = [...publications]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([place, publication]) => `    ${JSON.stringify(place === "" ? "/" : place)}: ${JSON.stringify(publication)}`);
  return `{\n  "schema": 1,\n  "publications": {\n${rows.join(",\n")}\n  }\n}\n`;
}

/** What the live site says of itself, at `.slipway/version.json` of each place. */
export const Live = z.object({ number: z.number(), commit: z.string(), digest: z.string() });
export type Live = z.infer<typeof Live>;

export const LIVE = ".slipway/version.json";

export const formatLive = (repository: string, publication: Publication): string =>
  `${JSON.stringify({ schema: 1, repository, ...publication, broken: undefined }, undefined, 2)}\n`;
