import type { DeployedService } from "../../shared/domain/deployed.ts";
import { isPinned, pinned, runs } from "../../shared/domain/revision.ts";
import type { Deploy, Ending } from "../../shared/ports/deployer.ts";
import { logTail } from "../../shared/rollout/diagnose.ts";
import type { Progress } from "../../shared/rollout/progress.ts";
import { underway } from "../../shared/rollout/underway.ts";
import { type Watch, watch } from "../../shared/rollout/watch.ts";
import type { DeployInputs, Ports } from "./ports.ts";
import { beforeOf } from "./record.ts";
import type { Target } from "./targets.ts";

/** `planned`: not begun; `started`: begun, and nobody waited; `unknown`: begun perhaps, and then contact was lost. */
export type ServiceEnd = Watch["end"] | "unchanged" | "started" | "planned" | "unknown";

/** What became of one service. */
export interface ServiceResult {
  readonly target: Target;
  readonly end: ServiceEnd;
  readonly deploy: Deploy | undefined;
  readonly ending?: Ending | undefined;
  /** Last lines of the log of a failed deploy, hostile text. */
  readonly log?: readonly string[];
}

/** What all services of a step share; `deadline` is on the clock, in milliseconds. */
export interface Rollout {
  readonly deadline: number;
  readonly crowd: number;
  readonly since: Date;
  readonly progress: Progress;
  /** An earlier step began this release here and died. */
  readonly resumes: boolean;
}

/** The same revision is live already, is the same bytes for ever, and nothing else is about to take its place. */
export const isLive = ({ revision, rival, state: { live } }: Target): boolean =>
  live !== undefined && rival === undefined && isPinned(revision) && runs(live, revision);

/** Deploys one service, or goes on with the deploy of the same revision that is under way. Rejects only for lost contact. */
export async function deployService(
  target: Target,
  { clearCache, wait }: DeployInputs,
  { deadline, crowd, since, progress, resumes }: Rollout,
  ports: Ports,
): Promise<ServiceResult> {
  const { name, id: service, revision, rival } = target;
  const { deployer, clock, signal, log, onCancel } = ports;
  if (isLive(target) && !clearCache) {
    progress.report(name, "live already");
    return { target, end: "unchanged", deploy: target.state.live };
  }
  const begun = isPinned(revision) ? await underway(service, revision, resumes, ports) : undefined;
  if (begun !== undefined) log.info(`${name}: goes on with deploy ${begun.id}, which is under way.`);
  if (rival !== undefined) {
    log.info(`${name}: deploy ${rival.id} of another version is under way, so this one is deployed after it.`);
  }
  let forget = () => {};
  if (begun === undefined) {
    // Registered before it starts: a cancellation may come while the answer is on its way.
    forget = onCancel(`the deploy of ${name}, if it had started`, async () => {
      const mine = await underway(service, revision, false, ports);
      if (mine !== undefined) await deployer.cancel(service, mine.id);
    });
  }
  const deploy = begun ?? (await deployer.start(service, revision, { clearCache, since }));
  if (!wait) {
    forget();
    return { target, end: "started", deploy };
  }
  const seen = await watch(
    deploy,
    { name, service, revision, deadline, crowd },
    { deployer, clock, signal, progress, warning: log.warning },
  );
  forget();
  const hasLog = seen.end === "failed" || seen.end === "cancelled";
  const tail = hasLog
    ? await logTail(service, seen.deploy, { deployer, debug: log.debug, now: clock.date() })
    : undefined;
  return { target, ...seen, ...(tail === undefined ? {} : { log: tail }) };
}

/** What serves now, as far as that is known: a deploy that went wrong leaves the version from before in its place. */
const liveOf = ({ end, deploy, target }: ServiceResult): string | undefined => {
  if (end === "live" || end === "unchanged" || end === "mismatch") return deploy?.commit;
  return end === "failed" || end === "cancelled" || end === "planned" ? beforeOf(target)?.commit : undefined;
};

/** The row of the `services` output. */
interface ServiceRow extends DeployedService {
  readonly id: string;
  readonly deploy: string | undefined;
  /** Commit that serves now. */
  readonly live: string | undefined;
  readonly before: ReturnType<typeof beforeOf>;
}

export const rowOf = (result: ServiceResult): ServiceRow => {
  const { target, end, deploy } = result;
  return {
    name: target.name,
    id: target.id,
    deploy: deploy?.id,
    state: end,
    commit: deploy?.commit ?? target.revision.commit,
    image: deploy === undefined ? target.revision.image : pinned(deploy),
    live: liveOf(result),
    url: target.url,
    before: beforeOf(target),
  };
};
