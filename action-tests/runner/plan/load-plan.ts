import type { Source } from "../git/source.ts";
import { field, literalText, type Node } from "../template/node.ts";
import { parseWorkflow } from "../template/parse-workflow.ts";
import { checkCall } from "./call-check.ts";
import { excess, expandPermissions, type Permissions } from "./permissions.ts";
import { workflowRef, type Origin, type PlannedJob, type PlannedWorkflow } from "./plan.ts";

/** The caller and nine more. */
const deepest = 10;
const mostWorkflows = 50;
const folder = ".github/workflows/";

interface Loading {
  readonly source: Source;
  readonly problems: string[];
  readonly called: Set<string>;
}

/** Reads a workflow and all that it calls. Undefined when there are problems, which are then in the list. */
export const loadPlan = async (
  source: Source,
  origin: Origin,
  token: Permissions,
  problems: string[],
): Promise<PlannedWorkflow | undefined> => {
  const plan = await load({ source, problems, called: new Set() }, origin, token, []);
  return problems.length === 0 ? plan : undefined;
};

const load = async (
  loading: Loading,
  origin: Origin,
  /** The most that a token may do here; for the first workflow what it may do by default. */
  allowed: Permissions,
  callers: readonly string[],
): Promise<PlannedWorkflow | undefined> => {
  const { source, problems } = loading;
  const text = await source.read(origin.repository, origin.sha, origin.path);
  if (text === undefined) {
    problems.push(`Workflow file ${origin.path} was not found in ${origin.repository} at ${origin.sha}`);
    return undefined;
  }
  const parsed = await parseWorkflow(origin.path, text);
  if (parsed.problems) {
    problems.push(...parsed.problems);
    return undefined;
  }
  const spec = parsed.value;
  for (const { concurrency } of [spec, ...spec.jobs]) checkConcurrency(origin, concurrency, problems);
  const isCalled = callers.length > 0;
  const asked = spec.permissions && expandPermissions(spec.permissions);
  if (isCalled && asked) {
    const beyond = excess(asked, allowed);
    if (beyond) problems.push(`Error calling workflow '${workflowRef(origin)}'. The workflow ${beyond}.`);
  }
  const jobs: PlannedJob[] = [];
  for (const job of spec.jobs) {
    const permissions = job.permissions ? expandPermissions(job.permissions) : (asked ?? allowed);
    const beyond = isCalled && job.permissions ? excess(permissions, allowed) : undefined;
    if (beyond) problems.push(`Error calling workflow '${workflowRef(origin)}'. The nested job '${job.id}' ${beyond}.`);
    if (job.kind === "steps") jobs.push({ spec: job, permissions });
    else {
      const called = await loadCalled(loading, origin, job.uses, permissions, callers);
      if (called) {
        const wrong = checkCall(job, called.spec.triggers);
        problems.push(...wrong.map((problem) => `${origin.path}: job '${job.id}': ${problem}`));
        jobs.push({ spec: job, called });
      }
    }
  }
  return { origin, spec, jobs };
};

const loadCalled = async (
  loading: Loading,
  origin: Origin,
  uses: string,
  permissions: Permissions,
  callers: readonly string[],
): Promise<PlannedWorkflow | undefined> => {
  const fail = (why: string) => {
    loading.problems.push(`${origin.path}: ${why}`);
    return undefined;
  };
  const target = await locate(loading.source, origin, uses);
  if (typeof target === "string") return fail(target);
  if (callers.length + 2 > deepest)
    return fail(`'${uses}': at most ${deepest} levels of workflows may call each other`);
  loading.called.add(workflowRef(target));
  if (loading.called.size > mostWorkflows) return fail(`at most ${mostWorkflows} workflows may be called`);
  const called = await load(loading, target, permissions, [...callers, workflowRef(origin)]);
  if (called && !("workflow_call" in called.spec.triggers.events))
    return fail(`'${uses}': the workflow is not reusable as it is missing a \`on.workflow_call\` trigger`);
  return called;
};

const locate = async (source: Source, origin: Origin, uses: string): Promise<Origin | string> => {
  if (uses.startsWith("./") || uses.startsWith("$/")) {
    const path = uses.slice(2);
    return flat(path) ? { ...origin, path } : misplaced(uses);
  }
  const match = /^([^/@]+\/[^/@]+)\/([^@]+)@(.+)$/.exec(uses);
  if (!match) return `invalid value workflow reference '${uses}'`;
  const [, repository = "", path = "", ref = ""] = match;
  if (!flat(path)) return misplaced(uses);
  const found = await source.resolve(repository, ref);
  if (!found) return `'${uses}': workflow was not found`;
  return { repository, path, sha: found.sha, ref: found.ref };
};

const flat = (path: string) => path.startsWith(folder) && !path.slice(folder.length).includes("/");
const misplaced = (uses: string) =>
  `'${uses}': workflows must be in \`${folder}\`, without subfolders and a trailing @ref`;

const checkConcurrency = (origin: Origin, node: Node | undefined, problems: string[]) => {
  if (literalText(field(node, "queue")) === "max" && literalText(field(node, "cancel-in-progress")) === "true")
    problems.push(`${origin.path}: 'queue: max' cannot be combined with 'cancel-in-progress: true'`);
};
