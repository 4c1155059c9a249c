import * as z from "zod";
import { Failure, toFailure } from "../../action/failure.ts";
import type { PagesHost } from "../../ports/site.ts";
import { HEADERS } from "../github/access.ts";
import type { PagesAccess } from "./access.ts";
import { uploadArtifact } from "./artifact.ts";
import { cancel, isFailed, type PagesDeployment, start, statusOf } from "./deployment.ts";
import { type Outcome, watch } from "./watch.ts";

/** Deployments of one site, each after the one before it failed in a way that may pass. */
const TRIES = 3;
const PAUSE = 3_000;
/** Milliseconds that somebody else's deployment may take before it counts as stuck. */
const PATIENCE = 5 * 60_000;

const WHY: Readonly<Record<Exclude<Outcome, "succeed">, string>> = {
  late: "GitHub Pages did not finish in time; the deployment was cancelled, so that it is in nobody's way.",
  lost: "GitHub Pages lost the deployment, time and again.",
  deployment_cancelled: "Somebody cancelled the deployment on GitHub Pages, perhaps a newer one.",
  deployment_failed: "GitHub Pages failed to deploy the site, time and again.",
  deployment_content_failed: "GitHub Pages cannot serve what it was given.",
};

const failure = (why: Exclude<Outcome, "succeed">): Failure =>
  new Failure("SLIP-DOCS-PAGES", WHY[why], {
    blame: why === "deployment_content_failed" ? "user" : "provider",
    state: "The storage branch has the new tree; Pages still serves what it served before.",
    next:
      why === "deployment_content_failed"
        ? "Look at the deployment under the repository's Environments for what is wrong with the content."
        : "Run the job again: the same tree is published once.",
    outcome: why === "deployment_cancelled" ? "cancelled" : "failed",
  });

interface Attempt {
  readonly artifact: number;
  readonly version: string;
  readonly deadline: number;
  readonly again: boolean;
  readonly isLive: () => Promise<boolean>;
}

const toldOf = (outcome: Outcome): string =>
  outcome === "late" || outcome === "lost"
    ? "GitHub Pages does not say how the deployment ended"
    : `GitHub Pages says ${outcome.replaceAll("_", " ")}`;

/** GitHub Pages by its API: the tar goes up as an artifact, and is deployed until it is live by Pages' own word. */
export const createPagesHost = (access: PagesAccess): PagesHost => {
  const { clock, signal, log, onCancel } = access;

  /** Waits until another deployment is over; cancels it when it is stuck. */
  const clear = async (busy: string | undefined, deadline: number): Promise<void> => {
    const until = Math.min(clock.now() + PATIENCE, clock.now() + (deadline - clock.now()) / 2);
    for (let pause = 1_000; ; pause = Math.min(pause * 1.5, 5_000)) {
      await clock.sleep(Math.min(pause, Math.max(1, deadline - clock.now())), signal);
      if (busy === undefined) return;
      const status = await statusOf(access, busy);
      if (status === undefined || status === "succeed" || isFailed(status)) return;
      if (clock.now() < until) continue;
      log.warning(`The deployment ${busy} on GitHub Pages does not end; it is cancelled.`);
      return cancel(access, busy);
    }
  };

  /** Starts the deployment as soon as Pages takes it. */
  const begin = async (artifact: number, version: string, deadline: number): Promise<PagesDeployment> => {
    let told = false;
    for (let turn = 0; ; turn++) {
      const started = await start(access, artifact, version);
      if ("id" in started) return started;
      const late = clock.now() + PAUSE > deadline;
      if ("busy" in started && !late) {
        if (!told) log.info("Another deployment is in progress on GitHub Pages; waiting for its end.");
        told = true;
        await clear(started.busy, deadline);
      } else if (!("busy" in started) && !late && turn < TRIES) await clock.sleep(1_000 * (turn + 1), signal);
      else
        throw new Failure(
          "SLIP-DOCS-PAGES",
          "busy" in started
            ? "Another deployment was in progress on GitHub Pages all the time."
            : "stale" in started
              ? "GitHub Pages did not accept the job's proof of identity."
              : `GitHub Pages did not take the artifact: ${started.notReady.slice(0, 300)}`,
          {
            blame: "provider",
            state: "The storage branch has the new tree; Pages still serves what it served before.",
            next: "Run the job again when the other deployment is over. Give jobs that publish one `concurrency` group.",
          },
        );
    }
  };

  const deployOnce = async ({ artifact, version, deadline, again, isLive }: Attempt) => {
    // Known by its version from the first moment on: an answer may be on its way when the step is cancelled.
    let id = version;
    const done = onCancel("the deployment on GitHub Pages", () => cancel(access, id));
    const begun = await begin(artifact, version, deadline);
    const { pageUrl } = begun;
    ({ id } = begun);
    const outcome = await watch(access, id, deadline, again).catch(async (thrown: unknown) => {
      signal.throwIfAborted();
      // Nobody can say what became of it but the site itself.
      if (!(await isLive())) throw thrown;
      log.warning(`${toFailure(thrown).message} The site shows what was deployed: it is published.`);
      return "succeed" as const;
    });
    const shown = outcome !== "succeed" && (await isLive());
    done();
    if (shown) log.warning(`${toldOf(outcome)}, but the site shows it: it is published.`);
    // Left alone it would be in the way of the next one.
    if (!shown && outcome === "late") await cancel(access, id).catch(() => undefined);
    return { outcome: shown ? ("succeed" as const) : outcome, pageUrl };
  };

  return {
    publish: async ({ tar, commit, deadline, isLive }) => {
      const artifact = await uploadArtifact(access, tar);
      for (let turn = 1; ; turn++) {
        const { outcome, pageUrl } = await deployOnce({ artifact, version: commit, deadline, again: turn > 1, isLive });
        if (outcome === "succeed") return { pageUrl };
        const mayPass = outcome === "lost" || outcome === "deployment_failed";
        if (!mayPass || turn === TRIES || clock.now() + PAUSE * turn > deadline) throw failure(outcome);
        log.warning(`GitHub Pages: ${outcome.replaceAll("_", " ")}; trying again.`);
        await clock.sleep(PAUSE * turn, signal);
      }
    },
    address: async () => {
      const { api, http, repository, token } = access;
      const { status, body } = await http({
        url: `${api.replace(/\/+$/, "")}/repos/${repository}/pages`,
        token,
        headers: HEADERS,
        schema: z.looseObject({ html_url: z.string().nullish() }),
        accept: [403, 404],
      });
      return status === 200 ? (body.html_url ?? undefined) : undefined;
    },
  };
};
