import { expect, test } from "@jest/globals";
import { board } from "../../../demo/view/board.ts";
import { chooseScreen, liveScreen } from "../../../demo/view/screen.ts";
import { advance, emptyRun } from "../../../demo/view/state.ts";
import type { RunEvent } from "../../runner/types.ts";

const EVENTS: readonly RunEvent[] = [
  { type: "job", job: "test", name: "test", state: "running", at: 0 },
  { type: "step", job: "test", step: "npm test", state: "running", at: 100 },
  { type: "job", job: "staging", name: "staging", state: "waiting", on: "test", at: 0 },
  { type: "job", job: "approve", name: "approve", state: "waiting", on: "a reviewer of production-approval", at: 0 },
  { type: "job", job: "lint", name: "lint", state: "running", at: 0 },
  { type: "job", job: "lint", name: "lint", state: "done", result: "failure", at: 1500 },
];

const run = EVENTS.reduce(advance, emptyRun("commit 1"));

test("shows each job with what it does or waits for", () => {
  expect(board(run, 2000, { colour: false, width: 80 })).toEqual([
    "commit 1",
    "  ● test       2.0 s  npm test",
    "  ✗ lint       1.5 s  failure",
    "  · staging           waits for test",
    "  · approve           waits for a reviewer of production-approval",
  ]);
});

test("a job that calls a workflow gives way to the jobs of that workflow", () => {
  const called: RunEvent = {
    type: "job",
    job: "staging / deploy",
    name: "staging / deploy",
    state: "running",
    at: 900,
  };
  expect(board(advance(run, called), 1900, { colour: false, width: 80 }).slice(1)).toEqual([
    "  ● test               1.9 s  npm test",
    "  ✗ lint               1.5 s  failure",
    "  ● staging / deploy   1.0 s  starting",
    "  · approve                   waits for a reviewer of production-approval",
  ]);
});

test("no line is wider than the terminal", () => {
  for (const line of board(run, 2000, { colour: false, width: 30 })) expect(line.length).toBeLessThanOrEqual(30);
});

const written = () => {
  const parts: string[] = [];
  return { write: (text: string) => parts.push(text), text: () => parts.join("") };
};

test("colours and cursor moves appear only on a terminal", () => {
  const pipe = written();
  const screen = chooseScreen(pipe, false, {}, () => 0);
  const listen = screen.begin("commit 1");
  EVENTS.forEach(listen);
  screen.close();
  expect(pipe.text()).not.toContain("\x1b");
  expect(pipe.text()).toContain("approve: waits for a reviewer");

  const terminal = written();
  const live = liveScreen({ ...terminal, isTTY: true, columns: 80 }, true, () => 2000);
  EVENTS.forEach(live.begin("commit 1"));
  live.say("a line that stays");
  live.close();
  expect(terminal.text()).toContain("\x1b[36m");
  expect(terminal.text()).toContain("a line that stays");
});

test("--json writes one object a line", () => {
  const pipe = written();
  const screen = chooseScreen({ ...pipe, isTTY: true }, true, {}, () => 0);
  EVENTS.forEach(screen.begin("commit 1"));
  screen.fact({ type: "result", production: "abc" });
  const rows = pipe
    .text()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string });
  expect(rows).toHaveLength(EVENTS.length + 2);
  expect(rows.at(-1)).toEqual({ type: "result", production: "abc" });
});
