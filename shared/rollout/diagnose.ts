import { toFailure } from "../action/failure.ts";
import type { Deploy, Deployer } from "../ports/deployer.ts";

/** Enough to see the cause, short enough to read. */
export const TAIL = 20;

/** Last lines of a failed deploy's log, oldest first; empty when the provider does not give them. */
export async function logTail(
  service: string,
  deploy: Deploy,
  { deployer, debug, now }: { deployer: Deployer; debug: (line: string) => void; now: Date },
): Promise<readonly string[]> {
  const created = Date.parse(deploy.createdAt ?? "");
  const since = Number.isNaN(created) ? new Date(now.getTime() - 3_600_000) : new Date(created);
  try {
    return (await deployer.logs(service, since, TAIL)).slice(-TAIL);
  } catch (thrown) {
    // The log is a help, and the deploy's own failure is the news.
    debug(`The log of ${service} could not be read: ${toFailure(thrown).message}`);
    return [];
  }
}
