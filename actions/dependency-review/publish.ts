import { Failure } from "../../shared/action/failure.ts";
import { COMMENT_ROOM } from "../../shared/ports/comments.ts";
import type { Ports, ReviewContext } from "./ports.ts";
import { annotate } from "./report/annotations.ts";
import { describe, document } from "./report/document.ts";
import { reportJson, topFindings } from "./report/json.ts";
import { sarif } from "./report/sarif.ts";
import type { Links } from "./report/tables.ts";
import { accepted, blocking, type Review, verdictOf, warning } from "./review.ts";

const COMMENT = "dependency-review";
/** Bytes of a summary, with room for what a failure adds. */
const SUMMARY_ROOM = 900 * 1024;

/** Tells everybody: log, lines of the change, files, code scanning, the pull request. The summary comes last, with all that was said. */
export async function publishReview(review: Review, context: ReviewContext, ports: Ports) {
  const { inputs, log, run } = context;
  const links: Links = {
    line: (file, line) =>
      `${run.serverUrl}/${run.repository}/blob/${review.range.head}/${file.split("/").map(encodeURIComponent).join("/")}#L${line}`,
  };
  annotate(review, log);
  const report = await ports.keep("dependency-review.json", reportJson(review));
  const file = inputs.sarif === "never" ? undefined : await ports.keep("dependency-review.sarif", sarif(review));
  const said = [
    ...(file === undefined || inputs.sarif !== "auto" ? [] : await upload(review, context, ports)),
    ...(await comment(review, links, context, ports)),
  ];
  const whole: Review = { ...review, notes: [...review.notes, ...said] };
  describe(context.summary, whole, links, (text) => Buffer.byteLength(text) <= SUMMARY_ROOM);
  return { report, sarif: file, findings: topFindings(review) };
}

/** Code scanning is free for public repositories; elsewhere it answers only where it was bought. */
async function upload(review: Review, { inputs, log }: ReviewContext, { codeScanning }: Ports): Promise<string[]> {
  const { scanned } = review.occasion;
  if (codeScanning === undefined || inputs.dryRun || !scanned.ref.startsWith("refs/")) return [];
  const { kind, why } = await codeScanning.upload(sarif(review), scanned);
  if (kind === "complete") return [];
  const note =
    kind === "unavailable"
      ? `Code scanning does not take the findings here: ${why}`
      : `Code scanning ${kind === "pending" ? "is still at work on" : "refused"} the findings: ${why}`;
  if (kind === "unavailable") log.info(note);
  else log.warning(note, "Code scanning");
  return [note];
}

/** The comment that stays; it is taken away when there is nothing left to say. */
async function comment(
  review: Review,
  links: Links,
  { inputs, log, run, signal }: ReviewContext,
  { comments }: Ports,
): Promise<string[]> {
  const { pull, isFork } = review.occasion;
  if (inputs.comment === "never" || inputs.dryRun || pull === undefined) return [];
  if (comments === undefined) return tell("There is no comment on the pull request: the step has no `github-token`.");
  // Dependabot's runs have the rights of a fork.
  if (isFork || run.actor === "dependabot[bot]") {
    return tell(
      `There is no comment on the pull request: a run ${isFork ? "from a fork" : "of Dependabot"} may only read. All of it is here.`,
    );
  }
  try {
    if (inputs.comment === "always" || isWorthSaying(review)) {
      const body = document(review, links, (text) => text.length <= COMMENT_ROOM);
      log.info(`The comment on pull request ${pull} is ${await comments.put(pull, COMMENT, body)}.`);
    } else if ((await comments.remove(pull, COMMENT)) === "deleted") {
      log.info(`The comment on pull request ${pull} is deleted: there is nothing left to say.`);
    }
    return [];
  } catch (thrown) {
    if (signal.aborted || !(thrown instanceof Failure)) throw thrown;
    // What was found counts, wherever it could be shown.
    log.warning(
      `${thrown.message}${thrown.next === undefined ? "" : ` ${thrown.next}`}`,
      "No comment on the pull request",
    );
    return [`There is no comment on the pull request: ${thrown.message}`];
  }

  function tell(note: string): string[] {
    log.info(note);
    return [note];
  }
}

const isWorthSaying = (review: Review): boolean =>
  verdictOf(review) !== "clean" ||
  blocking(review).length + warning(review).length + accepted(review).length + review.advisories.fixed.length > 0;
