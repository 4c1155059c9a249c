import { Failure } from "../../action/failure.ts";
import { runs } from "../../domain/revision.ts";
import type { Answer } from "../../http/types.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Deploy, Revision } from "../../ports/deployer.ts";
import { path, type RenderApi } from "./api.ts";
import { Started } from "./schemas.ts";
import { toDeploy } from "./states.ts";

const Answered = Started.transform((deploy) => (deploy === undefined ? undefined : toDeploy(deploy)));

/** Clocks of runners and of Render may differ by this much. */
const SKEW = 60_000;
/** How long a deploy that Render has queued may take to show up in its list. */
const APPEARS = 60_000;
/** After a lost answer the list is asked this often before we believe that nothing was started. */
const LOOKS = 3;

/** What starting a deploy needs from outside. */
export interface StartOptions {
  readonly api: RenderApi;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Order {
  readonly service: string;
  /** Path below the service. */
  readonly action: "deploys" | "rollback";
  readonly body: Readonly<Record<string, string>>;
  readonly trigger: "api" | "rollback";
  readonly revision: Revision;
  readonly since: Date;
}

/**
 * Asks for a deploy and finds out which one it became: the answer may be empty (202) or lost. What was listed before we
 * asked is never ours, nor is what has another trigger or revision.
 */
export async function startDeploy(order: Order, { api, clock, signal }: StartOptions): Promise<Deploy> {
  const { service, action, body, trigger, revision, since } = order;
  const window = { createdAfter: new Date(since.getTime() - SKEW).toISOString(), limit: "100" };
  const before = new Set((await api.list(service, window)).map(({ id }) => id));
  const find = async (): Promise<Deploy | undefined> =>
    (await api.list(service, window)).findLast(
      (deploy) => !before.has(deploy.id) && deploy.trigger === trigger && runs(deploy, revision),
    );

  const adopt = async (): Promise<Answer<Deploy> | undefined> => {
    for (let look = 1; ; look++) {
      const found = await find();
      if (found !== undefined) return { status: 201, headers: new Headers(), body: found };
      if (look === LOOKS) return undefined;
      await clock.sleep(1000, signal);
    }
  };

  const { body: started } = await api.call<Deploy | undefined>(path("services", service, action), {
    method: "POST",
    body,
    schema: Answered,
    adopt,
  });
  if (started !== undefined) return started;

  for (const end = clock.now() + APPEARS; ; await clock.sleep(1000, signal)) {
    const found = await find();
    if (found !== undefined) return found;
    if (clock.now() >= end) break;
  }
  throw new Failure(
    "SLIP-HTTP-UNCERTAIN",
    `Render accepted a deploy of ${service}, but none has appeared in its list.`,
    {
      blame: "provider",
      state: "The deploy may still start.",
      next: "Look at the service in Render's dashboard, then run this step again: it adopts the deploy if it is there.",
    },
  );
}
