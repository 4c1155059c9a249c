import type { Source } from "../git/source.ts";
import type { Triggers } from "../template/workflow-spec.ts";
import type { Trigger } from "../types.ts";
import { matchesFilter } from "./filter-pattern.ts";

const defaultTypes = ["opened", "synchronize", "reopened"];

type Filters = Triggers["events"][string];

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const record = (value: unknown) =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** A filter and its `-ignore` twin. */
const passes = (filters: Filters, name: string, subjects: readonly string[]) => {
  const wanted = filters[name];
  const ignored = filters[`${name}-ignore`];
  if (wanted) return subjects.some((subject) => matchesFilter(wanted, subject));
  if (ignored) return subjects.some((subject) => !matchesFilter(ignored, subject));
  return true;
};

const changed = async (source: Source, trigger: Trigger, filters: Filters): Promise<boolean> => {
  if (!filters["paths"] && !filters["paths-ignore"]) return true;
  const payload = record(trigger.payload);
  const base = record(record(payload["pull_request"])["base"]);
  const before = trigger.event === "push" ? text(payload["before"]) : text(base["sha"]);
  // Without a commit to compare with GitHub runs the workflow.
  if (!/^[0-9a-f]{40}$/.test(before) || /^0+$/.test(before)) return true;
  return passes(filters, "paths", await source.changedFiles(trigger.repository, before, trigger.sha));
};

const refPasses = (trigger: Trigger, filters: Filters): boolean => {
  if (trigger.event === "pull_request") {
    const base = record(record(record(trigger.payload)["pull_request"])["base"]);
    return passes(filters, "branches", [text(base["ref"])]);
  }
  const has = (name: string) => name in filters || `${name}-ignore` in filters;
  const isTag = trigger.ref.startsWith("refs/tags/");
  const [own, other] = isTag ? ["tags", "branches"] : ["branches", "tags"];
  if (!has(own)) return !has(other);
  return passes(filters, own, [trigger.ref.replace(/^refs\/(heads|tags)\//, "")]);
};

/** Why the event does not start the workflow; undefined when it does. */
export const notTriggered = async (
  source: Source,
  triggers: Triggers,
  trigger: Trigger,
): Promise<string | undefined> => {
  const filters = triggers.events[trigger.event];
  if (!filters) return `Workflow does not have '${trigger.event}' trigger`;
  if (trigger.event !== "push" && trigger.event !== "pull_request") return undefined;
  const action = text(record(trigger.payload)["action"]) || "synchronize";
  if (trigger.event === "pull_request" && !(filters["types"] ?? defaultTypes).includes(action))
    return `Workflow is not triggered by the type '${action}' of 'pull_request'`;
  if (!refPasses(trigger, filters)) return `The filters of '${trigger.event}' leave out ${trigger.ref}`;
  return (await changed(source, trigger, filters)) ? undefined : `The path filters leave out every changed file`;
};
