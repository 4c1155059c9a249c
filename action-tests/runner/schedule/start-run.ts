import type { Mapping } from "../expressions/value.ts";
import { dispatchInputs } from "../plan/inputs.ts";
import { loadPlan } from "../plan/load-plan.ts";
import { defaultPermissions } from "../plan/permissions.ts";
import type { PlannedWorkflow } from "../plan/plan.ts";
import { notTriggered } from "../plan/triggered.ts";
import type { JobReport, Run, RunEvent, RunReport, Trigger } from "../types.ts";
import { createApprovals } from "./approvals.ts";
import { createCancelScope, type CancelScope } from "./cancel-scope.ts";
import { enterGroup } from "./enter-group.ts";
import { githubContext, type RunIdentity } from "./github-context.ts";
import type { RunContext, RunMemory, Server } from "./run-context.ts";
import { runWorkflow } from "./run-workflow.ts";

export interface StartedRun extends Run {
  readonly scope: CancelScope;
}

type Ending = Pick<RunReport, "conclusion"> & Partial<Pick<RunReport, "problems" | "outputs">>;

/** Starts a run. What stands against it becomes a `startup_failure`, never an exception. */
export const startRun = (server: Server, trigger: Trigger, identity: RunIdentity, memory: RunMemory): StartedRun => {
  const listeners: ((event: RunEvent) => void)[] = [];
  const emit = (event: RunEvent) => listeners.forEach((listener) => listener(event));
  const scope = createCancelScope();
  const approvals = createApprovals();
  let machines = new AbortController();
  const jobs: JobReport[] = [];

  const work = async (): Promise<Ending> => {
    const prepared = await prepare(server, trigger);
    if ("problems" in prepared) return { conclusion: "startup_failure", problems: prepared.problems };
    const { plan, inputs, repository } = prepared;
    const restricted = isFromOutside(trigger);
    const previous = new Map(identity.attempt > 1 ? memory.legs : []);
    memory.legs.clear();
    for (const [id, leg] of previous) memory.legs.set(id, leg);
    const run: RunContext = {
      server,
      trigger,
      repository,
      id: identity.id,
      github: githubContext(server.host, trigger, repository, plan, identity, inputs),
      approvals,
      emit,
      report: (report) => jobs.push(report),
      restricted,
      machines: () => machines.signal,
      previous,
      legs: memory.legs,
      runWorkflow,
    };
    const expressions = { contexts: { github: run.github, inputs, vars: { ...repository.vars } }, functions: {} };
    const group = await enterGroup({ run, held: [] }, plan.spec.concurrency, expressions, scope, (_state, on) =>
      emit({ type: "job", job: "", name: plan.spec.name ?? trigger.workflow, state: "waiting", on, at: Date.now() }),
    );
    if (!group) return { conclusion: "cancelled", problems: [scope.reason() ?? ""] };
    try {
      const end = await runWorkflow({
        run,
        plan,
        scope,
        inputs,
        secrets: restricted ? {} : (repository.secrets ?? {}),
        environmentSecrets: restricted ? "none" : "all",
        prefix: { id: "", name: "" },
        held: group.names,
      });
      const cancelled = scope.reason() !== undefined && jobs.some(({ result }) => result === "cancelled");
      return { conclusion: cancelled ? "cancelled" : end.result, outputs: end.outputs };
    } finally {
      group.leave?.();
    }
  };

  const done = Promise.resolve()
    .then(work)
    .catch((error: unknown): Ending => ({ conclusion: "startup_failure", problems: [String(error)] }))
    .then((ending): RunReport => {
      emit({ type: "done", conclusion: ending.conclusion, at: Date.now() });
      return { problems: [], outputs: {}, ...ending, id: identity.id, attempt: identity.attempt, jobs };
    });

  return {
    id: identity.id,
    scope,
    onEvent: (listener) => listeners.push(listener),
    pending: approvals.pending,
    approve: (environment, reviewer) => approvals.decide(environment, { approved: true, reviewer }),
    reject: (environment, reviewer) => approvals.decide(environment, { approved: false, reviewer }),
    cancel: () => scope.cancel("The run was canceled"),
    lose: () => {
      const gone = machines;
      machines = new AbortController();
      gone.abort();
    },
    done,
  };
};

/** A pull request of a fork or of Dependabot. */
const isFromOutside = ({ event, actor, payload, repository }: Trigger): boolean => {
  if (event !== "pull_request") return false;
  const pull = payload?.["pull_request"] as { head?: { repo?: { full_name?: string } | null } } | undefined;
  const head = pull?.head?.repo;
  // A fork that was deleted is null.
  const isFork = head === null || (head?.full_name ?? repository).toLowerCase() !== repository.toLowerCase();
  return isFork || actor === "dependabot[bot]";
};

interface Prepared {
  readonly plan: PlannedWorkflow;
  readonly inputs: Mapping;
  readonly repository: RunContext["repository"];
}

/** Everything that is checked before a run begins. */
const prepare = async (
  { services }: Server,
  trigger: Trigger,
): Promise<Prepared | { readonly problems: readonly string[] }> => {
  const { source } = services;
  const repository = source.repository(trigger.repository);
  if (!repository) return { problems: [`Repository ${trigger.repository} was not found`] };
  const problems: string[] = [];
  const origin = { repository: trigger.repository, sha: trigger.sha, ref: trigger.ref, path: trigger.workflow };
  const plan = await loadPlan(source, origin, defaultPermissions(repository.defaultPermissions), problems);
  if (!plan) return { problems };
  const why = await notTriggered(source, plan.spec.triggers, trigger);
  if (why) return { problems: [why] };
  const inputs =
    trigger.event === "workflow_dispatch"
      ? dispatchInputs(plan.spec.triggers.dispatchInputs, trigger.inputs ?? {}, problems)
      : {};
  return problems.length > 0 ? { problems } : { plan, inputs, repository };
};
