import { Failure } from "../../action/failure.ts";
import type { PagesAccess } from "./access.ts";
import { isFailed, statusOf } from "./deployment.ts";

/** Milliseconds. A deployment takes seconds to a minute; for so long it is looked at often, within the API's limit. */
const FIRST = 500;
const OFTEN = 1_500;
const OFTEN_FOR = 5 * 60_000;
const SELDOM = 5_000;
/** So long may the API not know what it has just made. */
const UNKNOWN_FOR = 60_000;
/** Questions in a row that may fail altogether, each after its own retries. */
const FAILURES = 5;

/** `late`: the deadline came first. `lost`: the API does not know it any more. */
export type Outcome =
  | "succeed"
  | "late"
  | "lost"
  | "deployment_cancelled"
  | "deployment_failed"
  | "deployment_content_failed";

/** So long may the API tell of an earlier deployment of the same version, whose id is the same. */
const STALE_FOR = 5_000;

/** Looks until the deployment is over. What the API newly says counts as being in progress. */
export const watch = async (access: PagesAccess, id: string, deadline: number, again: boolean): Promise<Outcome> => {
  const { clock, signal, log } = access;
  const started = clock.now();
  let seen: string | undefined;
  let known = started;
  let failures = 0;
  for (let pause = FIRST; ; pause = clock.now() - started < OFTEN_FOR ? Math.min(OFTEN, pause * 1.5) : SELDOM) {
    if (clock.now() + pause > deadline) return "late";
    await clock.sleep(pause, signal);
    let status: string | undefined;
    try {
      status = await statusOf(access, id);
      failures = 0;
    } catch (thrown) {
      signal.throwIfAborted();
      if (!(thrown instanceof Failure) || thrown.blame !== "provider" || ++failures >= FAILURES) throw thrown;
      continue;
    }
    if (status === undefined) {
      if (clock.now() - known > UNKNOWN_FOR) return "lost";
      continue;
    }
    known = clock.now();
    if (status !== seen) log.info(`GitHub Pages: ${status.replaceAll("_", " ")}`);
    seen = status;
    if (status === "succeed") return "succeed";
    if (isFailed(status) && again && clock.now() - started < STALE_FOR) continue;
    if (isFailed(status)) return status === "deployment_lost" ? "lost" : (status as Outcome);
  }
};
