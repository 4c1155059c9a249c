import { isAffected } from "../../dependencies/versions/affected.ts";
import type { OsvRecord } from "./schemas.ts";

/**
 * Whether a record speaks of any of the tags of an action. `unknown`: none of them has an order with the versions that
 * it names, so that nobody can say.
 */
export const affectsTags = (record: OsvRecord, name: string, tags: readonly string[]): boolean | "unknown" => {
  const affected = (record.affected ?? [])
    .filter(({ package: of }) => of?.ecosystem === "GitHub Actions" && of.name?.toLowerCase() === name.toLowerCase())
    .map(({ versions, ranges }) => ({
      versions: versions ?? [],
      ranges: (ranges ?? []).map(({ type, events }) => ({
        type: type ?? "",
        events: (events ?? []).map(({ introduced, fixed, last_affected, limit }) => ({
          introduced: introduced ?? undefined,
          fixed: fixed ?? undefined,
          last_affected: last_affected ?? undefined,
          limit: limit ?? undefined,
        })),
      })),
    }));
  const verdicts = tags.map((tag) => isAffected("GitHub Actions", tag, affected));
  if (verdicts.includes(true)) return true;
  return verdicts.includes(false) || affected.length === 0 ? false : "unknown";
};
