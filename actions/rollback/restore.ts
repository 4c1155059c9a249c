import { Failure, toFailure } from "../../shared/action/failure.ts";
import { runs } from "../../shared/domain/revision.ts";
import type { Deploy } from "../../shared/ports/deployer.ts";
import type { Progress } from "../../shared/rollout/progress.ts";
import { underway } from "../../shared/rollout/underway.ts";
import { watch } from "../../shared/rollout/watch.ts";
import type { Ports } from "./ports.ts";
import type { Step } from "./step.ts";

/** What became of one service; `problem` says why it is not on the old release. */
export interface Restored {
  readonly step: Step;
  readonly deploy: Deploy | undefined;
  readonly problem: string | undefined;
  /** What may yet bring another version, as sentences. */
  readonly threats?: readonly string[];
}

/** What all services of a rollback share; `deadline` is on the clock, in milliseconds, `crowd` how many services there are. */
export interface Pace {
  readonly deadline: number;
  readonly crowd: number;
  readonly since: Date;
  readonly progress: Progress;
  /** An earlier step began this rollback and died. */
  readonly resumes: boolean;
}

/** Statuses with which Render refuses to roll back to a build that it no longer keeps. */
const GONE = new Set(["SLIP-HTTP-REFUSED", "SLIP-HTTP-NOT-FOUND"]);

/** Brings one service back. Never rejects but for an aborted signal: the other services have to be seen to as well. */
export async function restore(step: Step, pace: Pace, ports: Ports): Promise<Restored> {
  try {
    return await attempt(step, pace, ports);
  } catch (thrown) {
    ports.signal.throwIfAborted();
    return { step, deploy: undefined, problem: toFailure(thrown).message };
  }
}

async function attempt(
  step: Step,
  { deadline, crowd, since, progress, resumes }: Pace,
  ports: Ports,
): Promise<Restored> {
  const { name, id: service, revision } = step;
  const { deployer, clock, signal, log, onCancel } = ports;
  if (step.action.kind === "none") {
    const { live } = await deployer.describe(service);
    if (live !== undefined && runs(live, revision)) {
      progress.report(name, "on that release already");
      return { step, deploy: live, problem: undefined };
    }
    log.info(`${name}: another deploy has gone live meanwhile.`);
  }
  const forget = onCancel(`the rollback of ${name}`, async () => {
    throw new Failure("SLIP-CANCELLED", "it goes on at Render, since stopping half-way would leave the bad version", {
      blame: "user",
    });
  });
  const deploy = (await underway(service, revision, resumes, ports)) ?? (await begin(step, since, ports));
  const seen = await watch(
    deploy,
    { name, service, revision, deadline, crowd },
    { deployer, clock, signal, progress, warning: log.warning },
  );
  forget();
  const problem =
    seen.end === "live" ? undefined : `deploy ${seen.deploy.id} is ${seen.deploy.status}. ${seen.ending?.detail ?? ""}`;
  return { step, deploy: seen.deploy, problem: problem?.trim() };
}

async function begin(step: Step, since: Date, { deployer, log }: Ports): Promise<Deploy> {
  const { name, id: service, revision, action } = step;
  const again = () => deployer.start(service, revision, { clearCache: false, since });
  // What was there when the plan was made, and is there no more, is a kept build as well.
  const build = action.kind === "rollback" ? action.deploy : action.kind === "none" ? step.from?.deploy : undefined;
  if (build === undefined) return again();
  try {
    return await deployer.rollback(service, build, { since });
  } catch (thrown) {
    const failure = toFailure(thrown);
    const isCronOfCommits = service.startsWith("crn-") && revision.image === undefined;
    if (!GONE.has(failure.code) || isCronOfCommits) throw thrown;
    log.warning(`${name}: the build of ${build} is gone (${failure.message}), so the same version is deployed anew.`);
    return again();
  }
}

/** One word for a shell, whatever is in it: ids and images come from the ledger. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** For a person at a terminal, when we could not do it. */
export function command({ id, revision, action }: Step, api: string): string {
  const [path, body] =
    action.kind === "rollback"
      ? ["rollback", { deployId: action.deploy }]
      : ["deploys", revision.image === undefined ? { commitId: revision.commit } : { imageUrl: revision.image }];
  const address = quoted(`${api}/services/${id}/${path}`);
  return `curl -X POST ${address} -H "Authorization: Bearer $RENDER_API_KEY" -H "Content-Type: application/json" -d ${quoted(JSON.stringify(body))}`;
}
