import { raiseStage, type Stage } from "../action-tests/e2e/stage.ts";
import { type Chapter as Commit, STORY } from "../action-tests/e2e/story/commits.ts";
import type { Run } from "../action-tests/runner/types.ts";
import { parseRecord } from "../shared/domain/record.ts";
import { gatesOf } from "./gates.ts";
import { treeMemory } from "./memory.ts";
import { type Chapter, type Release, type Story, short } from "./report/model.ts";
import { rollbackOf } from "./rollback.ts";
import { startTraffic } from "./traffic.ts";
import type { Screen } from "./view/screen.ts";

const REVIEWER = "grace";
const REPOSITORY = "acme/reminders";
/** Between two requests of the client: often enough to meet every switch, seldom enough for two cores. */
const PAUSE_MILLISECONDS = 25;
const MEMORY_MILLISECONDS = 1000;

/** Plays the three commits on a stage of its own and gathers what the report tells. Everything is gone when it resolves. */
export async function playStory(root: string, screen: Screen, stopped: AbortSignal): Promise<Story> {
  const epoch = Date.now();
  const now = () => Date.now() - epoch;
  screen.say("Starting the local cloud: Render, Neon (a real Postgres), GitHub.");
  const stage = await raiseStage({ root });
  const memory = watchMemory();
  const end = () => void stage.close();
  stopped.addEventListener("abort", end, { once: true });
  let productionAnswers = false;
  const traffic = startTraffic(
    (index) => (productionAnswers ? `${stage.productionUrl}${index % 5 === 4 ? "/" : "/healthz"}` : undefined),
    PAUSE_MILLISECONDS,
    now,
  );
  try {
    const chapters: Chapter[] = [];
    for (const [index, commit] of STORY.entries()) {
      stopped.throwIfAborted();
      chapters.push(await playChapter(stage, commit, `${index + 1} of ${STORY.length}`, screen, epoch));
      productionAnswers = true;
    }
    await traffic.stop();
    return {
      chapters,
      releases: releasesOf(stage),
      traffic: traffic.samples,
      production: { commit: await commitAt(stage.productionUrl), url: stage.productionUrl },
      seconds: now() / 1000,
      peakMemory: memory.peak(),
    };
  } finally {
    memory.stop();
    stopped.removeEventListener("abort", end);
    await traffic.stop();
    await stage.close();
  }
}

async function playChapter(
  stage: Stage,
  commit: Commit,
  which: string,
  screen: Screen,
  epoch: number,
): Promise<Chapter> {
  const startedAt = Date.now() - epoch;
  const { sha, run } = await stage.push(commit);
  const listen = screen.begin(`Commit ${which}, ${short(sha)}: ${commit.message}`);
  run.onEvent(listen);
  approveWhenAsked(run, screen);
  const report = await run.done;
  const outcome = report.jobs.find(({ id }) => id.endsWith("/ outcome"))?.outputs["outcome"];
  return {
    commit: sha,
    title: commit.message,
    outcome: outcome ?? report.conclusion,
    startedAt,
    finishedAt: Date.now() - epoch,
    report,
    gates: gatesOf(report, epoch),
    rollback: rollbackOf(report, sha),
  };
}

function approveWhenAsked(run: Run, screen: Screen): void {
  run.onEvent((event) => {
    if (event.type !== "job" || event.state !== "waiting") return;
    // The event comes a moment before the run can be asked what it waits for.
    queueMicrotask(() => {
      for (const environment of run.pending()) {
        screen.say(`  ${REVIEWER} approves ${environment}`);
        run.approve(environment, REVIEWER);
      }
    });
  });
}

const releasesOf = ({ github }: Stage): Release[] =>
  github.deployments(REPOSITORY).flatMap(({ environment, sha, payload, statuses }) => {
    const record = parseRecord(payload);
    if (record === undefined) return [];
    const told = statuses.findLast(({ state }) => state !== "inactive");
    return [
      {
        environment,
        commit: sha,
        kind: record.kind,
        state: told?.state ?? "pending",
        // The whole digest is in the ledger; here it only has to be told from others.
        note: (told?.description ?? "").replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/, "$1…"),
        migrationHead: record.migrationHead,
      },
    ];
  });

async function commitAt(url: string): Promise<string> {
  const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) });
  const { commit } = (await answer.json()) as { commit?: unknown };
  return typeof commit === "string" ? commit : "";
}

function watchMemory() {
  let peak: number | undefined;
  const look = () => {
    const used = treeMemory();
    if (used !== undefined) peak = Math.max(peak ?? 0, used);
  };
  const timer = setInterval(look, MEMORY_MILLISECONDS);
  return { peak: () => peak, stop: () => clearInterval(timer) };
}
