import { Failure } from "../../shared/action/failure.ts";
import { oneLine } from "../../shared/action/text.ts";
import type { DocsContext, Ports } from "./ports.ts";

/**
 * The commit that a packed site must belong to: that of the run that packed it, as GitHub tells it, and of `head-sha` where
 * that is given as well. Rejects with SLIP-DOCS-PACK, and with SLIP-DOCS-NOT-FOUND when there is no such run.
 */
export async function headOfRun({ inputs, run, log }: DocsContext, ports: Ports): Promise<string | undefined> {
  const { runId, headSha } = inputs;
  if (runId === undefined || inputs.command !== "publish") return headSha;
  const found = await ports.runs().get(runId);
  if (found === undefined) {
    throw new Failure("SLIP-DOCS-NOT-FOUND", `This repository has no run ${runId}.`, {
      blame: "user",
      state: "Nothing was published.",
      next: "Give `run-id` the number in the address of the run that packed the site: …/actions/runs/<number>.",
    });
  }
  const { event, workflow } = found;
  if (found.repository.toLowerCase() !== run.repository.toLowerCase() || !OWN_WORKFLOW.test(workflow)) {
    throw untrusted(`The run ${runId} is none of a workflow of this repository.`);
  }
  if (event !== "pull_request") {
    throw untrusted(`The run ${runId} was started by \`${oneLine(event, 40)}\`, not by a pull request.`);
  }
  if (!/^[0-9a-f]{40}$/.test(found.headSha)) throw untrusted(`Of the run ${runId} GitHub tells no commit.`);
  if (headSha !== undefined && headSha !== found.headSha) {
    throw untrusted(`The run ${runId} is of ${found.headSha}, not of ${headSha}.`);
  }
  log.info(`The run ${runId} packed ${found.headSha.slice(0, 7)}.`);
  return found.headSha;
}

const OWN_WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml(?:@|$)/;

const untrusted = (what: string): Failure =>
  new Failure("SLIP-DOCS-PACK", what, {
    blame: "user",
    outcome: "refused",
    state: "Nothing was published.",
    next: "Give the number of the run that built the commit of the pull request that you have read.",
  });
