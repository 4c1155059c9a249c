import type { RunReport } from "../../../runner/types.ts";
import type { Run } from "../../../runner/types.ts";
import { awaitSignal, type Case, type Table } from "../case.ts";

const docs = "docs.github.com: control the concurrency of workflows and jobs";
const queue = "github.blog changelog 2026-05-07: concurrency groups now allow larger queues";

const running = (table: Table, run: Run) => table.event(run, (event) => event.type === "line" && event.text === "here");
const waiting = (table: Table, run: Run) =>
  table.event(run, (event) => event.type === "job" && event.state === "waiting");

const same = (actual: unknown, expected: unknown) => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(JSON.stringify(actual));
};
const conclusions = async (runs: readonly Run[]): Promise<RunReport["conclusion"][]> =>
  (await Promise.all(runs.map(({ done }) => done))).map(({ conclusion }) => conclusion);

/** Runs the case four times, each after the one before waits, and tells how they ended. */
const fourTimes =
  (signal: string, expected: readonly RunReport["conclusion"][]): NonNullable<Case["during"]> =>
  async (run, table) => {
    await running(table, run);
    const more: Run[] = [];
    for (let count = 0; count < 3; count += 1) {
      const next = table.again();
      more.push(next);
      await waiting(table, next);
    }
    table.signal(signal);
    same(await conclusions([run, ...more]), expected);
  };

export const concurrency: readonly Case[] = [
  {
    name: "of those that wait only the newest stays",
    source: `${docs}: at most one pending; github.com finding: the others are cancelled without a trace`,
    workflow: `
on: workflow_dispatch
concurrency: single
jobs: { a: { runs-on: x, steps: [{ run: "echo here; ${awaitSignal("single")}" }] } }
`,
    during: fourTimes("single", ["success", "cancelled", "cancelled", "success"]),
    expected: { conclusion: "success" },
  },
  {
    name: "with a long queue all wait for their turn",
    source: queue,
    workflow: `
on: workflow_dispatch
concurrency: { group: all, queue: max }
jobs: { a: { runs-on: x, steps: [{ run: "echo here; ${awaitSignal("all")}" }] } }
`,
    during: fourTimes("all", ["success", "success", "success", "success"]),
    expected: { conclusion: "success" },
  },
  {
    name: "the queue keeps the order of arrival",
    source: `${queue}: first in, first out`,
    workflow: `
on: { workflow_dispatch: { inputs: { n: { type: string } } } }
jobs:
  a:
    runs-on: x
    concurrency: { group: order, queue: max }
    steps: [{ run: "echo here; ${awaitSignal("order")}; echo \${{ inputs.n }} >> $SIGNALS/order-log; cat $SIGNALS/order-log" }]
`,
    trigger: { inputs: { n: "1" } },
    during: async (run, table) => {
      await running(table, run);
      const more: Run[] = [];
      for (const n of ["2", "3", "4"]) {
        const next = table.again({ inputs: { n } });
        more.push(next);
        await waiting(table, next);
      }
      table.signal("order");
      const last = await more.at(-1)?.done;
      const log = last?.jobs[0]?.steps[0]?.log.slice(-4);
      same(log, ["1", "2", "3", "4"]);
    },
    expected: { conclusion: "success" },
  },
  {
    name: "cancel-in-progress ends what runs",
    source: `${docs}, cancel any currently running job or workflow`,
    workflow: `
on: { workflow_dispatch: { inputs: { n: { type: string } } } }
concurrency: { group: newest, cancel-in-progress: "\${{ github.ref == 'refs/heads/main' }}" }
jobs: { a: { runs-on: x, steps: [{ run: 'test "\${{ inputs.n }}" = 2 || { echo here; sleep 60; }' }] } }
`,
    trigger: { inputs: { n: "1" } },
    during: async (run, table) => {
      await running(table, run);
      same(await conclusions([table.again({ inputs: { n: "2" } })]), ["success"]);
    },
    expected: { conclusion: "cancelled", jobs: { a: "cancelled" } },
  },
  {
    name: "names of groups have no case and jobs share them with workflows",
    source: `${docs}: the concurrency group name is case insensitive`,
    workflow: `
on: { workflow_dispatch: { inputs: { n: { type: string } } } }
jobs:
  a:
    runs-on: x
    concurrency: "\${{ inputs.n == '1' && 'PROD' || 'prod' }}"
    steps: [{ run: "echo here; ${awaitSignal("case")}" }]
`,
    trigger: { inputs: { n: "1" } },
    during: async (run, table) => {
      await running(table, run);
      const second = table.again({ inputs: { n: "2" } });
      await waiting(table, second);
      const third = table.again({ inputs: { n: "3" } });
      table.signal("case");
      same(await conclusions([second, third]), ["cancelled", "success"]);
    },
    expected: { conclusion: "success" },
  },
  {
    name: "groups of two repositories never meet",
    source: `${docs}: in the same repository`,
    workflow: `
on: workflow_dispatch
concurrency: apart
jobs: { a: { runs-on: x, steps: [{ run: "echo here; ${awaitSignal("apart")}" }] } }
`,
    during: async (run, table) => {
      await running(table, run);
      const other = table.again({ repository: "acme/other" });
      await running(table, other);
      table.signal("apart");
      same(await conclusions([other]), ["success"]);
    },
    expected: { conclusion: "success" },
  },
  {
    name: "a long queue cannot cancel what runs",
    source: "actions/languageservices#355, #379: queue: max excludes cancel-in-progress: true",
    workflow: `
on: workflow_dispatch
concurrency: { group: x, queue: max, cancel-in-progress: true }
jobs: { a: { runs-on: x, steps: [{ run: echo no }] } }
`,
    expected: { conclusion: "startup_failure", problems: ["cannot be combined"] },
  },
  {
    name: "a called workflow must not wait for its caller's group",
    source: "platform: caller and callee must not share a group; GitHub cancels with a deadlock message",
    workflow: `
on: workflow_dispatch
concurrency: dead
jobs: { call: { uses: ./.github/workflows/a-called-workflow-must-not-wait-for-its-caller-s-group-called.yml } }
`,
    files: {
      ".github/workflows/CASE-called.yml": `
on: workflow_call
concurrency: DEAD
jobs: { inner: { runs-on: x, steps: [{ run: echo no }] } }
`,
    },
    expected: {
      conclusion: "cancelled",
      jobs: { call: "cancelled" },
      annotations: ["a deadlock was detected for concurrency group: 'DEAD'"],
    },
  },
  {
    name: "a run that waits for approval holds its group",
    source:
      "vstorm-co/agenticos#1832, elizaOS/eliza#18092, hypothesis/lms#4533: a run that waits for a reviewer counts as in progress",
    workflow: `
on: workflow_dispatch
concurrency: gate
jobs: { a: { runs-on: x, environment: group-gate, steps: [{ run: echo deployed }] } }
`,
    during: async (run, table) => {
      await table.asked(run, "group-gate");
      const second = table.again();
      await waiting(table, second);
      const third = table.again();
      await waiting(table, third);
      same(await conclusions([second]), ["cancelled"]);
      run.cancel();
      await table.asked(third, "group-gate");
      third.approve("group-gate", "rita");
      same(await conclusions([third]), ["success"]);
    },
    expected: { conclusion: "cancelled" },
  },
];
