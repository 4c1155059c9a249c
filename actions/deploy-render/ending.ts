import type { Code } from "../../shared/action/codes.ts";
import { Failure } from "../../shared/action/failure.ts";
import type { ServiceEnd, ServiceResult } from "./service.ts";

/** Worst first: the first that any service has decides how the step ends. */
const BAD = [
  ["failed", "SLIP-RENDER-FAILED", "failed"],
  ["mismatch", "SLIP-RENDER-MISMATCH", "failed"],
  ["timed-out", "SLIP-RENDER-TIMEOUT", "timed-out"],
  ["cancelled", "SLIP-RENDER-CANCELLED", "cancelled"],
  ["superseded", "SLIP-RENDER-SUPERSEDED", "superseded"],
] as const satisfies readonly (readonly [ServiceEnd, Code, string])[];

type Outcome = (typeof BAD)[number][2] | "live" | "unchanged" | "started" | "planned";

/** How the step ended: the worst that any service came to. */
export const outcomeOf = (results: readonly ServiceResult[]): Outcome => {
  const bad = BAD.find(([end]) => results.some((result) => result.end === end));
  if (bad !== undefined) return bad[2];
  if (results.every(({ end }) => end === "unchanged")) return "unchanged";
  return results.some(({ end }) => end === "started") ? "started" : "live";
};

/** One sentence on how a service ended that is not live; hostile text is in it. */
export function sentence({ target: { name, revision }, end, deploy, ending }: ServiceResult): string {
  const id = deploy?.id ?? "?";
  const wanted = revision.image ?? revision.commit ?? "what was asked for";
  if (end === "timed-out") return `${name}: deploy ${id} is ${deploy?.status} and not live yet.`;
  if (end === "mismatch") {
    return `${name}: ${deploy?.image ?? deploy?.commit ?? "something unknown"} is live (deploy ${id}), not ${wanted}.`;
  }
  const how = end === "failed" ? `failed (${deploy?.status})` : `was ${end}`;
  return `${name}: deploy ${id} ${how}. ${ending?.detail ?? ""}`.trim();
}

const NEXT: Readonly<Record<(typeof BAD)[number][0], string>> = {
  failed: "Read the end of its log above, correct the cause and push a new commit, or run the rollback.",
  mismatch:
    "Look in Render's dashboard at who deployed it. Cron jobs deploy the head of their branch: point that at the commit.",
  "timed-out":
    "Look at the deploy in Render's dashboard; raise `timeout` if it is only slow, then run this again: it goes on with the same deploy.",
  cancelled: "Run this again to deploy the same commit, unless somebody cancelled it for a reason.",
  superseded:
    "Usually nothing: the newer deploy brings the newer version. Set `on-superseded` if this should not fail.",
};

/** What each service runs now that did not get what was asked for; nothing is said that is not known. */
function serving(unhappy: readonly ServiceResult[]): readonly (string | false)[] {
  const names = (test: (result: ServiceResult) => boolean) =>
    unhappy
      .filter(test)
      .map(({ target }) => target.name)
      .join(", ");
  const stayed = ({ end }: ServiceResult) => end === "failed" || end === "cancelled";
  const before = names((result) => stayed(result) && result.target.state.live !== undefined);
  const nothing = names((result) => stayed(result) && result.target.state.live === undefined);
  const pending = names(({ end }) => end === "timed-out");
  const newer = names(({ end }) => end === "superseded");
  const other = names(({ end }) => end === "mismatch");
  return [
    before !== "" && `On ${before} the version from before goes on serving.`,
    nothing !== "" && `Nothing has ever been live on ${nothing}.`,
    pending !== "" && `The deploy of ${pending} goes on at Render.`,
    other !== "" && `On ${other} another version serves than was asked for.`,
    newer !== "" && `On ${newer} the newer deploy decides what serves.`,
  ];
}

/** The failure that the results amount to, or undefined when all is well. */
export function failureOf(results: readonly ServiceResult[]): Failure | undefined {
  const bad = BAD.find(([end]) => results.some((result) => result.end === end));
  if (bad === undefined) return undefined;
  const [end, code, outcome] = bad;
  const is = (...ends: readonly ServiceEnd[]) => results.filter((result) => ends.includes(result.end));
  const names = (list: readonly ServiceResult[]) => list.map(({ target }) => target.name).join(", ");
  const unhappy = results.filter((result) => BAD.some(([word]) => word === result.end));
  const [done, begun] = [is("live", "unchanged"), is("planned")];
  return new Failure(code, unhappy.map(sentence).join("\n"), {
    blame: end === "failed" || end === "superseded" || end === "cancelled" ? "user" : "provider",
    outcome,
    state: [
      ...serving(unhappy),
      done.length > 0 && `Live on the new version: ${names(done)}.`,
      begun.length > 0 && `Not begun: ${names(begun)}.`,
    ]
      .filter(Boolean)
      .join(" "),
    next: NEXT[end],
  });
}
