import * as z from "zod";
import { parseDuration } from "../../domain/duration.ts";
import { parseSize } from "../../domain/size.ts";
import { isLicenseName } from "./license-verdict.ts";
import { parsePattern } from "./package-pattern.ts";
import { RULE_NAMES } from "./rules.ts";
import { parseRange } from "./version-range.ts";

const threshold = z.enum(["low", "moderate", "high", "critical", "never"]);
const level = z.enum(["block", "warn", "off"]);
const rule = z.enum(RULE_NAMES);
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item).min(1), item]).transform((value) => (Array.isArray(value) ? value : [value]));

const duration = z
  .union([z.literal(0), z.string()])
  .refine((value) => value === 0 || value === "0" || parseDuration(value) !== undefined, {
    error: "must be a duration such as `3d` or `36h`, or `0`",
  })
  .transform((value) => (value === 0 ? 0 : (parseDuration(value) ?? 0)));

const size = z.string().transform((text, context) => {
  const bytes = parseSize(text);
  if (bytes !== undefined) return bytes;
  context.addIssue({ code: "custom", message: "must be a size such as `5MB` or `500kB`" });
  return z.NEVER;
});

const pattern = z.string().transform((text, context) => {
  const parsed = parsePattern(text);
  if (typeof parsed !== "string") return parsed;
  context.addIssue({ code: "custom", message: `is no package pattern: ${parsed}` });
  return z.NEVER;
});

const range = z.string().transform((text, context) => {
  const parsed = parseRange(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: "custom", message: "is no version range; write it like `<1.2.3` or `>=1 <2 || 3.0.1`" });
  return z.NEVER;
});

const license = z.string().refine(isLicenseName, {
  error: "is not one SPDX licence, such as `MIT` or `GPL-2.0-only WITH Classpath-exception-2.0`",
});

/** A day of the calendar: the parser of dates takes the 31st of February for one in March. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().slice(0, 10) === text;

const said = (what: string) => z.string().trim().min(1, `must say ${what}`).max(500);

const exception = z
  .strictObject({
    package: pattern.optional(),
    advisory: oneOrMore(z.string().regex(/^[\w.:-]{3,80}$/, "must be an id such as `GHSA-…` or `CVE-…`")).optional(),
    rule: oneOrMore(rule).optional(),
    versions: range.optional(),
    license: license.optional(),
    reason: said("why it is accepted"),
    owner: said("who answers for it"),
    until: z.string().refine(isDay, { error: "must be a day such as `2026-12-31`" }),
  })
  .refine((entry) => entry.package !== undefined || entry.advisory !== undefined, {
    error: "names neither a `package` nor an `advisory`",
  });

const replacement = z.strictObject({
  package: pattern,
  instead: said("what to take in its place"),
  reason: said("why"),
});

const severity = z.union([threshold, z.strictObject({ runtime: threshold, development: threshold }).partial()]);

/** What the file may say. Everything has a default. */
export const configurationSchema = z.strictObject({
  version: z.literal(1).optional(),
  severity: severity.optional(),
  licenses: z
    .strictObject({ allow: z.array(license), deny: z.array(license), unknown: level })
    .partial()
    .optional(),
  packages: z
    .strictObject({ deny: z.array(pattern), private: z.array(pattern) })
    .partial()
    .optional(),
  hosts: z.array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/i, "must be a host such as `npm.acme.com`")).optional(),
  "min-age": duration.optional(),
  "min-name-age": duration.optional(),
  "trust-for": duration.optional(),
  size: z.strictObject({ "max-growth": size, "max-package": size }).partial().optional(),
  replacements: z
    .strictObject({ list: z.enum(["on", "off"]), own: z.array(replacement) })
    .partial()
    .optional(),
  rules: z.partialRecord(rule, level).optional(),
  "stale-exceptions": level.optional(),
  exceptions: z.array(exception).optional(),
});

export type Configuration = z.infer<typeof configurationSchema>;
