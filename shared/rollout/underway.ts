import { runs } from "../domain/revision.ts";
import type { Clock } from "../ports/clock.ts";
import type { Deploy, Deployer, Revision } from "../ports/deployer.ts";

interface UnderwayPorts {
  readonly deployer: Deployer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A provider's list may lag behind by about so many seconds. */
const LOOKS = 3;

/**
 * The newest deploy of this revision that has not ended. `patient`: an earlier step began here and died, so what it
 * started may not be listed yet; starting the same once more would be worse than a few seconds.
 */
export async function underway(
  service: string,
  revision: Revision,
  patient: boolean,
  { deployer, clock, signal }: UnderwayPorts,
): Promise<Deploy | undefined> {
  for (let look = 1; ; look++) {
    const found = (await deployer.recent(service, 20)).find(
      (deploy) => deploy.state === "running" && runs(deploy, revision),
    );
    if (found !== undefined || !patient || look === LOOKS) return found;
    await clock.sleep(1000, signal);
  }
}
