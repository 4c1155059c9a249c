import { Failure } from "../../shared/action/failure.ts";
import type { Secret } from "../../shared/action/secret.ts";
import type { InspectAddress } from "../../shared/ports/sql-address.ts";

/** Refuses an address that migrations must not use, before any SQL is sent. */
export function checkAddress(url: Secret, inspect: InspectAddress): void {
  const { problem, pooler } = inspect(url);
  if (problem !== undefined) {
    throw new Failure("SLIP-INPUT-INVALID", `\`database-url\` cannot be used: ${problem}.`, {
      blame: "user",
      state: "Nothing was changed.",
      next: "Give it the form `postgresql://user:password@host/database`.",
    });
  }
  if (pooler) throw pooled(pooler.why, `Give \`database-url\` the direct address: ${pooler.direct}`);
}

export const pooled = (why: string, next: string): Failure =>
  new Failure("SLIP-DB-POOLED", `\`database-url\` leads to a connection pooler: ${why}.`, {
    blame: "user",
    state: "Nothing was changed. Behind a pooler locks and settings belong to somebody else's session a moment later.",
    next,
  });
