import { toFailure } from "../../shared/action/failure.ts";
import type { Service } from "../../shared/domain/manifest/types.ts";
import { idOf, urlOf } from "../../shared/domain/plan.ts";
import type { ReleasedService } from "../../shared/domain/release.ts";
import { digestOf, pinned, runs } from "../../shared/domain/revision.ts";
import type { Deploy, Revision, ServiceState } from "../../shared/ports/deployer.ts";
import type { Ports } from "./ports.ts";

/** `rollback`: from a kept build. `deploy`: the build is gone, the same revision is built or pulled again. */
export type StepAction = { readonly kind: "none" | "deploy" } | { readonly kind: "rollback"; readonly deploy: string };

/** What happens to one service. */
export interface Step {
  readonly name: string;
  readonly id: string;
  readonly after: readonly string[];
  readonly revision: Revision;
  readonly action: StepAction;
  /** What is live now. */
  readonly from:
    | { readonly deploy: string; readonly commit?: string | undefined; readonly image?: string | undefined }
    | undefined;
  readonly url: string | undefined;
  readonly autoDeploy: boolean;
  /** Deploys of other versions that would yet go live. */
  readonly pending: readonly string[];
  readonly risks: readonly string[];
  /** Why it cannot be done, as a sentence. */
  readonly problem: string | undefined;
}

/** Render keeps builds for a while that it documents nowhere; what its list still has is worth a try. */
const LISTED = 100;

/** Looks at one service and decides what brings it back. Changes nothing; what cannot be done is a `problem`. */
export async function stepFor(
  service: Service,
  then: ReleasedService | undefined,
  commit: string,
  environment: string,
  { deployer }: Ports,
): Promise<Step> {
  const { name, after } = service;
  const id = idOf(service, environment) ?? "";
  const revision: Revision = { commit: then?.commit ?? commit, image: then?.image };
  const unable = (problem: string): Step => ({
    name,
    id,
    after,
    revision,
    action: { kind: "none" },
    from: undefined,
    url: undefined,
    autoDeploy: false,
    pending: [],
    risks: [],
    problem: `${name}: ${problem}`,
  });
  if (then?.id !== id) return unable(`the manifest says ${id}, that release was deployed to ${then?.id ?? "nothing"}.`);

  let state: ServiceState;
  let recent: readonly Deploy[];
  try {
    [state, recent] = await Promise.all([deployer.describe(id), deployer.recent(id, LISTED)]);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.code !== "SLIP-HTTP-NOT-FOUND") throw thrown;
    return unable(`the provider does not know ${id} any more.`);
  }
  if (state.suspended) return unable("it is suspended; resume it first.");

  const { live } = state;
  const byDigest = revision.image === undefined || digestOf(revision.image) !== undefined;
  const isThere = live !== undefined && byDigest && runs(live, revision);
  const kept = recent.find((deploy) => wasLive(deploy) && byDigest && runs(deploy, revision));
  if (!isThere && !byDigest) return unable(`it ran ${revision.image}, a tag that may mean something else by now.`);
  if (!isThere && kept === undefined && state.kind === "cron" && revision.image === undefined) {
    return unable("its build is no longer kept, and Render deploys no commit to a cron job.");
  }
  const pending = recent.filter((one) => one.state === "running" && !runs(one, revision)).map((one) => one.id);
  const action: StepAction = isThere
    ? { kind: "none" }
    : kept === undefined
      ? { kind: "deploy" }
      : { kind: "rollback", deploy: kept.id };
  return {
    name,
    id,
    after,
    revision,
    action,
    from: live && { deploy: live.id, commit: live.commit, image: pinned(live) },
    url: urlOf(service, environment) ?? state.url,
    autoDeploy: state.autoDeploy,
    pending,
    risks: risksOf(name, action, state, pending),
    problem: undefined,
  };
}

const wasLive = ({ state }: Deploy): boolean => state === "live" || state === "superseded";

const risksOf = (
  name: string,
  action: StepAction,
  { autoDeploy, usesImage }: ServiceState,
  pending: readonly string[],
): readonly string[] => [
  ...pending.map((deploy) => `Deploy ${deploy} of ${name} is under way and is cancelled, else it would go live yet.`),
  ...(action.kind === "deploy" && !usesImage
    ? [`${name} is built again, since its build is no longer kept: that takes as long as a deploy.`]
    : []),
  ...(action.kind === "rollback"
    ? [`${name} also gets back the environment variables of that time, until its next deploy.`]
    : []),
  ...(autoDeploy ? [`Auto-deploy of ${name} is switched off, else the next push would undo the rollback.`] : []),
];
