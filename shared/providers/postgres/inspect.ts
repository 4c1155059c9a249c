import { directInstead, parseDatabaseUrl, poolerIn } from "../../domain/database-url.ts";
import type { InspectAddress } from "../../ports/sql-address.ts";

export const inspectAddress: InspectAddress = (url) => {
  const text = url.reveal();
  const parsed = parseDatabaseUrl(text);
  if ("problem" in parsed) return { problem: parsed.problem };
  const why = poolerIn(text);
  return why === undefined ? {} : { pooler: { why, direct: directInstead(text) } };
};
