import { toFailure } from "../action/failure.ts";
import { isPinned, runs, short } from "../domain/revision.ts";
import type { Clock } from "../ports/clock.ts";
import type { Deploy, Deployer, Ending, Revision } from "../ports/deployer.ts";
import type { Progress } from "./progress.ts";

/** What watching needs from outside. */
export interface WatchPorts {
  readonly deployer: Deployer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly warning: (message: string) => void;
}

/** What to watch a deploy for. */
export interface Watched {
  readonly name: string;
  readonly service: string;
  readonly revision: Revision;
  /** On the clock, in milliseconds. */
  readonly deadline: number;
  /** How many services are watched at the same time: they share Render's limit of requests. */
  readonly crowd: number;
}

/** How a deploy ended. */
export interface Watch {
  /** `mismatch`: it went live, yet something else than we asked for is live. */
  readonly end: "live" | "failed" | "cancelled" | "superseded" | "timed-out" | "mismatch";
  /** As last seen; for `mismatch` what is live instead. */
  readonly deploy: Deploy;
  readonly ending: Ending | undefined;
}

const FIRST = 500;
const GROWTH = 1.3;
const LONGEST = 10_000;
/** So many services may be polled at full speed: they come to about 250 of the 400 requests a minute. */
const CALM = 12;
/** How long the provider's list may lag behind its word that a deploy is live. */
const SETTLES = 30_000;
const LOOK_AROUND = 30_000;

/** Waits until a deploy has ended, and for a live one until the provider confirms that it is what serves. */
export async function watch(started: Deploy, watched: Watched, ports: WatchPorts): Promise<Watch> {
  const { deployer, clock, signal, progress, warning } = ports;
  const { name, service, revision, deadline, crowd } = watched;
  const slowdown = Math.max(1, crowd / CALM);
  let deploy = started;
  let lookedAround = clock.now();

  progress.report(name, deploy.status);
  for (let pause = FIRST * slowdown; deploy.state === "running"; pause = Math.min(pause * GROWTH, LONGEST * slowdown)) {
    const left = deadline - clock.now();
    if (left <= 0) return { end: "timed-out", deploy, ending: undefined };
    await clock.sleep(Math.min(pause, left), signal);
    deploy = (await unlessProviderFails(() => deployer.deploy(service, deploy.id))) ?? deploy;
    progress.report(name, deploy.status);
    if (deploy.state !== "running" || clock.now() - lookedAround < LOOK_AROUND) continue;
    lookedAround = clock.now();
    const by = await unlessProviderFails(() => overtaken(deploy, service, deployer));
    if (by !== undefined) return (await follow(by.id)) ?? { end: "superseded", deploy, ending: replaced(by) };
  }
  if (deploy.state === "live") return confirm(deploy, watched, ports);

  const ended = deploy;
  const ending = await unlessProviderFails(() => deployer.explain(service, ended));
  const end = endOf(deploy.state, ending);
  return (end === "superseded" ? await follow(ending?.by) : undefined) ?? { end, deploy, ending };

  /** Deployed once more, by hand or because the service deploys on every push: the same version comes by another deploy. */
  async function follow(by: string | undefined): Promise<Watch | undefined> {
    if (by === undefined || !isPinned(revision)) return undefined;
    const recent = await unlessProviderFails(() => deployer.recent(service, 20));
    const heir = recent?.find(({ id }) => id === by);
    return heir !== undefined && isNewer(heir, deploy) && runs(heir, revision)
      ? watch(heir, watched, ports)
      : undefined;
  }

  /** That we cannot look does not mean that the deploy fails: the deadline decides. */
  async function unlessProviderFails<T>(look: () => Promise<T>): Promise<T | undefined> {
    try {
      return await look();
    } catch (thrown) {
      signal.throwIfAborted();
      const failure = toFailure(thrown);
      if (failure.blame !== "provider") throw thrown;
      warning(`${name}: ${failure.message} The deploy may go on all the same, so we keep looking.`);
      return undefined;
    }
  }
}

/** Render also cancels what does not become healthy: only what it gives no other reason for was cancelled by somebody. */
function endOf(state: "failed" | "cancelled" | "superseded", ending: Ending | undefined): Watch["end"] {
  if (ending?.reason === "superseded") return "superseded";
  return state === "cancelled" && ending !== undefined && ending.reason !== "cancelled" ? "failed" : state;
}

/** A queued deploy that is skipped for a newer one may stay in the queue for ever. */
async function overtaken(deploy: Deploy, service: string, deployer: Deployer): Promise<Deploy | undefined> {
  const live = (await deployer.recent(service, 10)).find(({ state }) => state === "live");
  return live !== undefined && isNewer(live, deploy) ? live : undefined;
}

async function confirm(deploy: Deploy, watched: Watched, { deployer, clock, signal }: WatchPorts): Promise<Watch> {
  const { service, revision, deadline } = watched;
  for (const end = Math.min(deadline, clock.now() + SETTLES); ; await clock.sleep(1000, signal)) {
    const { live } = await deployer.describe(service);
    if (live?.id === deploy.id) {
      return { end: runs(live, revision) ? "live" : "mismatch", deploy: live, ending: undefined };
    }
    if (live !== undefined && isNewer(live, deploy)) {
      const same = isPinned(revision) && runs(live, revision);
      return same
        ? { end: "live", deploy: live, ending: undefined }
        : { end: "superseded", deploy, ending: replaced(live) };
    }
    if (clock.now() >= end) return { end: "mismatch", deploy: live ?? deploy, ending: undefined };
  }
}

const isNewer = (one: Deploy, other: Deploy): boolean =>
  one.id !== other.id && Date.parse(one.createdAt ?? "") > Date.parse(other.createdAt ?? "");

const replaced = ({ id, commit }: Deploy): Ending => ({
  reason: "superseded",
  detail: `The newer deploy ${id}${commit === undefined ? "" : ` (commit ${short(commit)})`} took its place.`,
  by: id,
});
