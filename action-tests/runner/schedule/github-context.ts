import { isMapping, toText, type Mapping, type Value } from "../expressions/value.ts";
import type { PlannedWorkflow } from "../plan/plan.ts";
import { workflowRef } from "../plan/plan.ts";
import type { Host, Repository, Trigger } from "../types.ts";

/** A number that stays the same for a name, as GitHub's ids do. */
export const numberFor = (name: string): number => {
  let hash = 2166136261;
  for (const character of name.toLowerCase()) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return hash % 1_000_000_000;
};

const json = (value: unknown): Value => (value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Value));

const refParts = (ref: string) => ({
  ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ""),
  ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
});

export interface RunIdentity {
  readonly id: string;
  readonly number: number;
  readonly attempt: number;
}

/** The webhook payload: what the trigger gives over what GitHub always sends. */
const eventPayload = (host: Host, trigger: Trigger, repository: Repository, texts: Mapping): Mapping => {
  const [owner = ""] = trigger.repository.split("/");
  const given = json(trigger.payload ?? {});
  const base: Mapping = {
    repository: {
      id: repository.id ?? numberFor(trigger.repository),
      name: trigger.repository.split("/")[1] ?? "",
      full_name: trigger.repository,
      html_url: `${host.serverUrl}/${trigger.repository}`,
      default_branch: repository.defaultBranch ?? "main",
      owner: { login: owner, id: numberFor(owner) },
    },
    sender: { login: trigger.actor, id: numberFor(trigger.actor) },
  };
  const own: Mapping =
    trigger.event === "workflow_dispatch"
      ? { inputs: texts, ref: trigger.ref, workflow: trigger.workflow }
      : trigger.event === "push"
        ? { ref: trigger.ref, after: trigger.sha }
        : {};
  return { ...base, ...own, ...(isMapping(given) ? given : {}) };
};

/** The `github` context of a run. In called workflows it is the caller's too. */
export const githubContext = (
  host: Host,
  trigger: Trigger,
  repository: Repository,
  plan: PlannedWorkflow,
  run: RunIdentity,
  inputs: Mapping,
): Mapping => {
  const [owner = ""] = trigger.repository.split("/");
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, toText(value)]));
  const event = eventPayload(host, trigger, repository, texts);
  const pull = isMapping(event["pull_request"]) ? event["pull_request"] : {};
  const side = (name: string) => (isMapping(pull[name]) ? toText(pull[name]["ref"]) : "");
  return {
    actor: trigger.actor,
    actor_id: String(numberFor(trigger.actor)),
    api_url: host.apiUrl,
    base_ref: side("base"),
    event,
    event_name: trigger.event,
    graphql_url: `${host.apiUrl}/graphql`,
    head_ref: side("head"),
    ref: trigger.ref,
    ...refParts(trigger.ref),
    ref_protected: false,
    repository: trigger.repository,
    repository_id: String(repository.id ?? numberFor(trigger.repository)),
    repository_owner: owner,
    repository_owner_id: String(numberFor(owner)),
    repositoryUrl: `git://${host.serverUrl.replace(/^https?:\/\//, "")}/${trigger.repository}.git`,
    retention_days: "90",
    run_attempt: String(run.attempt),
    run_id: run.id,
    run_number: String(run.number),
    secret_source: "Actions",
    server_url: host.serverUrl,
    sha: trigger.sha,
    triggering_actor: trigger.actor,
    workflow: plan.spec.name ?? trigger.workflow,
    workflow_ref: workflowRef(plan.origin),
    workflow_sha: plan.origin.sha,
  };
};
