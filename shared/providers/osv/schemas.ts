import * as z from "zod";

/** What is not as it should be is as if it were not there: one odd field must not hide a vulnerability. */
const text = z.string().max(100_000).nullish().catch(undefined);
const many = <T extends z.ZodType>(item: T) => z.array(item).max(100_000).nullish().catch(undefined);

export const Batch = z.object({
  results: z.array(
    z
      .object({
        vulns: z.array(z.object({ id: z.string().min(1).max(200), modified: text })).nullish(),
        next_page_token: z.string().max(10_000).nullish(),
      })
      .nullish(),
  ),
});
export type Batch = z.infer<typeof Batch>;

const Severities = many(z.object({ type: text, score: text }));

const Range = z.object({
  type: text,
  events: many(z.object({ introduced: text, fixed: text, last_affected: text, limit: text })),
});
export type Range = z.infer<typeof Range>;

const Affected = z.object({
  package: z.object({ ecosystem: text, name: text }).nullish().catch(undefined),
  severity: Severities,
  ranges: many(Range),
  versions: many(z.string()),
  ecosystem_specific: z.object({ severity: text }).nullish().catch(undefined),
  database_specific: z.object({ severity: text }).nullish().catch(undefined),
});
export type Affected = z.infer<typeof Affected>;

export const OsvRecord = z.object({
  id: z.string().min(1).max(200),
  modified: text,
  withdrawn: text,
  summary: text,
  details: text,
  aliases: many(z.string().max(200)),
  severity: Severities,
  affected: many(Affected),
  database_specific: z
    .object({ severity: text, cwe_ids: many(z.string()), "malicious-packages-origins": z.unknown().optional() })
    .nullish()
    .catch(undefined),
});
export type OsvRecord = z.infer<typeof OsvRecord>;
