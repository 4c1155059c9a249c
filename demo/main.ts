import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { short, type Story } from "./report/model.ts";
import { page } from "./report/page.ts";
import { playStory } from "./story.ts";
import { chooseScreen, type Screen } from "./view/screen.ts";

const USAGE = `npm start [-- --json] [-- --report <file>]

Carries a real app through three commits to production and back, on this machine only.
  --json           one JSON object a line in place of the board
  --report <file>  where to write the report; .slipway/report.html when absent
`;

const INTERRUPTED = 130;

/** Plays the story, writes the report, and says in a few lines what came of it. Resolves to the exit code. */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: "boolean" }, report: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return 0;
  }
  const screen = chooseScreen(process.stdout, values.json === true, process.env, () => Date.now());
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Error("interrupted"));
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    const story = await playStory(root, screen, stop.signal);
    screen.close();
    const report = writeReport(root, values.report, page(story));
    return tell(story, report, screen);
  } catch (thrown) {
    screen.close();
    if (!stop.signal.aborted) throw thrown;
    screen.say("Interrupted; everything that was started has ended.");
    return INTERRUPTED;
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

function writeReport(root: string, wish: string | undefined, html: string): string {
  const path = wish ?? join(root, ".slipway", "report.html");
  if (wish === undefined) mkdirSync(join(root, ".slipway"), { recursive: true });
  writeFileSync(path, html);
  return path;
}

/** Success is the whole story: two releases, a rollback, the second commit in production, and no failed request. */
function tell(story: Story, report: string, screen: Screen): number {
  const outcomes = story.chapters.map(({ outcome }) => outcome);
  const failed = story.traffic.filter(({ ok }) => !ok).length;
  const asPlanned =
    outcomes.join() === "success,success,rolled-back" &&
    story.production.commit === story.chapters[1]?.commit &&
    story.traffic.length > 0 &&
    failed === 0;
  screen.say("");
  for (const { commit, title, outcome } of story.chapters)
    screen.say(`  ${short(commit)}  ${outcome.padEnd(12)} ${title}`);
  screen.say(`Production answers with ${short(story.production.commit)}.`);
  screen.say(`${story.traffic.length} requests to production meanwhile, ${failed} failed.`);
  const memory = story.peakMemory === undefined ? "" : `, ${story.peakMemory.toFixed(0)} MB at the peak`;
  screen.say(`${story.seconds.toFixed(1)} s${memory}.`);
  screen.say(`Report: ${report}`);
  if (!asPlanned) screen.say("This is not how the story should end: please report it with the lines above.");
  screen.fact({
    type: "result",
    asPlanned,
    outcomes,
    production: story.production.commit,
    commits: story.chapters.map(({ commit }) => commit),
    requests: story.traffic.length,
    failed,
    seconds: story.seconds,
    peakMemory: story.peakMemory,
    report,
  });
  return asPlanned ? 0 : 1;
}
