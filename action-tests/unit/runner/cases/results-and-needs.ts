import { awaitSignal, type Case } from "../case.ts";

const jobIf = "docs.github.com: using jobs, conditions and `needs`; expressions, status check functions";
const matrixDocs = "docs.github.com: workflow syntax, jobs.<job_id>.strategy.matrix";
const cancelDocs = "docs.github.com: workflow cancellation reference";

export const resultsAndNeeds: readonly Case[] = [
  {
    name: "a job gets the outputs of what it needs",
    source: "docs.github.com: workflow syntax, jobs.<job_id>.outputs",
    workflow: `
on: workflow_dispatch
jobs:
  make:
    runs-on: x
    outputs: { word: "\${{ steps.s.outputs.word }}" }
    steps: [{ id: s, run: echo word=plum >> $GITHUB_OUTPUT }]
  use:
    needs: make
    runs-on: x
    steps: [{ run: "echo got \${{ needs.make.outputs.word }} \${{ needs.make.result }}" }]
`,
    expected: { conclusion: "success", outputs: { make: { word: "plum" } }, prints: ["got plum success"] },
  },
  {
    name: "what needs a failed job is skipped",
    source: jobIf,
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: exit 3 }] }
  b: { needs: a, runs-on: x, steps: [{ run: echo no }] }
  c: { needs: b, runs-on: x, steps: [{ run: echo no }] }
`,
    expected: {
      conclusion: "failure",
      jobs: { a: "failure", b: "skipped", c: "skipped" },
      annotations: ["error: Process completed with exit code 3."],
    },
  },
  {
    name: "always runs after a failure and sees it",
    source: jobIf,
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: exit 1 }] }
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: "echo a was \${{ needs.a.result }}" }] }
`,
    expected: { conclusion: "failure", jobs: { a: "failure", b: "success" }, prints: ["a was failure"] },
  },
  {
    name: "a skipped ancestor skips what stands behind an always",
    source: "actions/runner#491: success() looks at all ancestors",
    workflow: `
on: workflow_dispatch
jobs:
  a: { if: false, runs-on: x, steps: [{ run: echo no }] }
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: echo yes }] }
  c: { needs: b, runs-on: x, steps: [{ run: echo no }] }
`,
    expected: { conclusion: "success", jobs: { a: "skipped", b: "success", c: "skipped" } },
  },
  {
    name: "neither failed nor cancelled runs after a skipped ancestor",
    source: "actions/runner#491: the known way around",
    workflow: `
on: workflow_dispatch
jobs:
  a: { if: false, runs-on: x, steps: [{ run: echo no }] }
  b: { needs: a, if: "\${{ !failure() && !cancelled() }}", runs-on: x, steps: [{ run: echo yes }] }
  c: { needs: b, if: "\${{ !failure() && !cancelled() }}", runs-on: x, steps: [{ run: echo yes }] }
`,
    expected: { conclusion: "success", jobs: { a: "skipped", b: "success", c: "success" } },
  },
  {
    name: "failure is true for any ancestor",
    source: "docs.github.com: expressions, failure(): true if any ancestor job fails",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: exit 1 }] }
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: echo yes }] }
  c: { needs: b, if: failure(), runs-on: x, steps: [{ run: echo yes }] }
  d: { needs: b, if: success(), runs-on: x, steps: [{ run: echo no }] }
`,
    expected: { conclusion: "failure", jobs: { a: "failure", b: "success", c: "success", d: "skipped" } },
  },
  {
    name: "a condition without a status function also needs success",
    source: "docs.github.com: expressions, a default status check of success() is applied",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: exit 1 }] }
  b: { needs: a, if: github.ref == 'refs/heads/main', runs-on: x, steps: [{ run: echo no }] }
`,
    expected: { conclusion: "failure", jobs: { a: "failure", b: "skipped" } },
  },
  {
    name: "a forgiven job counts as a success for what needs it",
    source: "actions/runner#1161, actions/toolkit#581",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, continue-on-error: true, steps: [{ run: exit 1 }] }
  b: { needs: a, runs-on: x, steps: [{ run: "echo a was \${{ needs.a.result }}" }] }
`,
    expected: { conclusion: "success", jobs: { a: "failure", b: "success" }, prints: ["a was success"] },
  },
  {
    name: "a forgiven step has an outcome and a conclusion",
    source: "docs.github.com: contexts, steps.<step_id>.outcome and conclusion",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: exit 1, continue-on-error: true }
      - run: echo \${{ steps.s.outcome }} \${{ steps.s.conclusion }} \${{ job.status }}
`,
    expected: { conclusion: "success", steps: { "a/s": "failure/success" }, prints: ["failure success success"] },
  },
  {
    name: "steps after a failed one need a status function",
    source: "docs.github.com: expressions, status check functions",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: bad, run: exit 1 }
      - { id: plain, run: echo no }
      - { id: bare, if: github.ref != '', run: echo no }
      - { id: failed, if: failure(), run: echo yes }
      - { id: always, if: always(), run: "echo \${{ steps.plain.outcome }}, \${{ steps.nothing.outcome }}." }
      - { id: ok, if: success(), run: echo no }
`,
    expected: {
      conclusion: "failure",
      steps: {
        "a/bad": "failure/failure",
        "a/plain": "skipped/skipped",
        "a/bare": "skipped/skipped",
        "a/failed": "success/success",
        "a/always": "success/success",
        "a/ok": "skipped/skipped",
      },
      prints: ["skipped, ."],
    },
  },
  {
    name: "outputs of a failed job are there",
    source: "actions/runner JobExtension.cs: outputs are evaluated whatever the result is",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    outputs: { word: "\${{ steps.s.outputs.word }}" }
    steps: [{ id: s, run: "echo word=plum >> $GITHUB_OUTPUT; exit 1" }]
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: "echo got \${{ needs.a.outputs.word }}" }] }
`,
    expected: { conclusion: "failure", prints: ["got plum"] },
  },
  {
    name: "include adds to combinations and makes new ones",
    source: `${matrixDocs}.include, the example with fruit and animal`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    strategy:
      matrix:
        fruit: [apple, pear]
        animal: [cat, dog]
        include:
          - color: green
          - { color: pink, animal: cat }
          - { fruit: apple, shape: circle }
          - fruit: banana
          - { fruit: banana, animal: cat }
    steps: [{ run: "echo $(echo '\${{ toJSON(matrix) }}') | tr -d ' '" }]
`,
    expected: {
      conclusion: "success",
      prints: [
        '{"fruit":"apple","animal":"cat","color":"pink","shape":"circle"}',
        '{"fruit":"apple","animal":"dog","color":"green","shape":"circle"}',
        '{"fruit":"pear","animal":"cat","color":"pink"}',
        '{"fruit":"pear","animal":"dog","color":"green"}',
        '{"fruit":"banana"}',
        '{"fruit":"banana","animal":"cat"}',
      ],
    },
  },
  {
    name: "exclude takes partial matches away and names show the values",
    source: `${matrixDocs}.exclude`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    strategy: { matrix: { os: [mac, win], version: [1, 2], exclude: [{ os: mac, version: 1 }, { os: win }] } }
    steps: [{ run: "echo \${{ strategy.job-index }} of \${{ strategy.job-total }}" }]
`,
    expected: { conclusion: "success", jobs: { "a (mac, 2)": "success" }, prints: ["0 of 1"] },
  },
  {
    name: "fail-fast cancels the other legs",
    source: "docs.github.com: workflow syntax, jobs.<job_id>.strategy.fail-fast",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    strategy: { matrix: { kind: [bad, long] } }
    steps:
      - { if: matrix.kind == 'bad', run: "${awaitSignal("fail-fast")}; exit 1" }
      - { if: matrix.kind == 'long', run: touch "$SIGNALS/fail-fast"; sleep 60 }
`,
    expected: { conclusion: "failure", jobs: { "a (bad)": "failure", "a (long)": "cancelled" } },
  },
  {
    name: "without fail-fast every leg ends by itself",
    source: "docs.github.com: workflow syntax, jobs.<job_id>.strategy.fail-fast",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    strategy: { fail-fast: false, max-parallel: 1, matrix: { kind: [bad, good] } }
    steps: [{ run: "test \${{ matrix.kind }} = good" }]
`,
    expected: { conclusion: "failure", jobs: { "a (bad)": "failure", "a (good)": "success" } },
  },
  {
    name: "of the outputs of a matrix the last leg's stay",
    source: "docs.github.com: reuse workflows, outputs of a matrix are set by the last completing leg with a value",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    strategy: { max-parallel: 1, matrix: { n: [1, 2, 3] } }
    outputs: { last: "\${{ steps.s.outputs.last }}", odd: "\${{ steps.s.outputs.odd }}" }
    steps: [{ id: s, run: "echo last=\${{ matrix.n }} >> $GITHUB_OUTPUT; [ \${{ matrix.n }} != 1 ] || echo odd=1 >> $GITHUB_OUTPUT" }]
  b: { needs: a, runs-on: x, steps: [{ run: "echo \${{ needs.a.outputs.last }} \${{ needs.a.outputs.odd }}" }] }
`,
    expected: { conclusion: "success", prints: ["3 1"] },
  },
  {
    name: "an empty matrix fails the job",
    source: `${matrixDocs}: a vector must have values`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    strategy: { matrix: { n: "\${{ fromJSON('[]') }}" } }
    steps: [{ run: echo no }]
`,
    expected: { conclusion: "failure", annotations: ["error: Matrix vector 'n' does not contain any values"] },
  },
  {
    name: "a run of which every job is skipped is skipped",
    source: jobIf,
    workflow: `
on: workflow_dispatch
jobs:
  a: { if: false, runs-on: x, steps: [{ run: echo no }] }
`,
    expected: { conclusion: "skipped", jobs: { a: "skipped" } },
  },
  {
    name: "a step that takes too long fails",
    source: "actions/runner StepsRunner.cs: a step's time-out makes it failed",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: slow, run: sleep 60, timeout-minutes: 1 }
      - { if: failure(), run: echo cleaned }
`,
    expected: {
      conclusion: "failure",
      steps: { "a/slow": "failure/failure" },
      prints: ["cleaned"],
      annotations: ["has timed out after 1 minutes."],
    },
  },
  {
    name: "a job that takes too long is cancelled",
    source: "docs.github.com: workflow syntax, jobs.<job_id>.timeout-minutes: GitHub automatically cancels it",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    timeout-minutes: 1
    steps:
      - { id: slow, run: sleep 60 }
      - { if: cancelled(), run: echo cleaned }
  b: { needs: a, if: failure(), runs-on: x, steps: [{ run: echo no }] }
`,
    expected: {
      conclusion: "cancelled",
      jobs: { a: "cancelled", b: "skipped" },
      steps: { "a/slow": "cancelled/cancelled" },
      prints: ["cleaned"],
      annotations: ["has exceeded the maximum execution time of 1 minutes"],
    },
  },
  {
    name: "a cancel ends the step and lets always run",
    source: cancelDocs,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: long, run: echo here; sleep 60 }
      - { id: plain, run: echo no }
      - { id: clean, if: always(), run: "echo status \${{ job.status }}" }
  b: { needs: a, runs-on: x, steps: [{ run: echo no }] }
  c: { needs: a, if: always(), runs-on: x, steps: [{ run: "echo a was \${{ needs.a.result }}" }] }
`,
    during: async (run, table) => {
      await table.event(run, (event) => event.type === "line" && event.text === "here");
      run.cancel();
    },
    expected: {
      conclusion: "cancelled",
      jobs: { a: "cancelled", b: "skipped", c: "success" },
      steps: { "a/long": "cancelled/cancelled", "a/plain": "skipped/skipped", "a/clean": "success/success" },
      prints: ["status cancelled", "a was cancelled"],
      annotations: ["error: The operation was canceled."],
    },
  },
  {
    name: "a cancelled job stays cancelled when its clean-up fails",
    source: "actions/runner TaskResultUtil.MergeTaskResults: cancelled weighs more than failed",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: echo here; sleep 60
      - { id: clean, if: always(), run: exit 1 }
      - { if: cancelled(), run: "echo still \${{ job.status }}" }
`,
    during: async (run, table) => {
      await table.event(run, (event) => event.type === "line" && event.text === "here");
      run.cancel();
    },
    expected: {
      conclusion: "cancelled",
      jobs: { a: "cancelled" },
      steps: { "a/clean": "failure/failure" },
      prints: ["still cancelled"],
    },
  },
  {
    name: "a running job whose condition still holds is not cancelled",
    source: `${cancelDocs}, step 1`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    if: always()
    runs-on: x
    steps: [{ run: "echo here; ${awaitSignal("always-job")}; echo ended" }]
`,
    during: async (run, table) => {
      await table.event(run, (event) => event.type === "line" && event.text === "here");
      run.cancel();
      table.signal("always-job");
    },
    expected: { conclusion: "success", jobs: { a: "success" }, prints: ["ended"] },
  },
  {
    name: "a cancelled process gets SIGINT before anything harder",
    source: `${cancelDocs}, step 4; actions/runner ProcessInvoker.cs`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - shell: node {0}
        run: |
          process.on("SIGINT", () => { console.log("interrupted"); process.exit(0); });
          setInterval(() => undefined, 1000);
          console.log("ready");
`,
    during: async (run, table) => {
      await table.event(run, (event) => event.type === "line" && event.text === "ready");
      run.cancel();
    },
    expected: { conclusion: "cancelled", jobs: { a: "cancelled" }, prints: ["interrupted"] },
  },
  {
    name: "a machine that is gone runs no post step",
    source: "actions/runner#2595; StepsRunner.cs: conditions are not evaluated at a shutdown",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    outputs: { x: "1" }
    steps:
      - { id: c, uses: actions/checkout@v7 }
      - { id: long, run: echo here; sleep 60 }
      - { id: always, if: always(), run: echo no }
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: "echo a was \${{ needs.a.result }} [\${{ needs.a.outputs.x }}]" }] }
`,
    during: async (run, table) => {
      await table.event(run, (event) => event.type === "line" && event.text === "here");
      run.lose();
    },
    expected: {
      conclusion: "failure",
      prints: ["a was failure []"],
      check: ({ jobs }) => {
        const [first] = jobs.map(({ result, steps }) => `${result} ${steps.map(({ id }) => id).join()}`);
        if (first !== "failure c,long") throw new Error(first);
      },
    },
  },
  {
    name: "a job needs a label to run on",
    source: "docs.github.com: workflow syntax, jobs.<job_id>.runs-on",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: "\${{ vars.NOTHING }}", steps: [{ run: echo no }] } }
`,
    expected: { conclusion: "failure", annotations: ["'runs-on' is empty"] },
  },
  {
    name: "a second attempt keeps what succeeded",
    source: "docs.github.com: re-run failed jobs: outputs of successful jobs are reused",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    outputs: { attempt: "\${{ steps.s.outputs.attempt }}" }
    steps: [{ id: s, run: echo attempt=$GITHUB_RUN_ATTEMPT >> $GITHUB_OUTPUT }]
  b: { needs: a, runs-on: x, steps: [{ run: "test $GITHUB_RUN_ATTEMPT = 2" }] }
  c: { needs: b, runs-on: x, steps: [{ run: "echo a ran in \${{ needs.a.outputs.attempt }}, now $GITHUB_RUN_ATTEMPT" }] }
`,
    expected: {
      conclusion: "failure",
      jobs: { a: "success", b: "failure", c: "skipped" },
      check: async (report, table) => {
        const second = await table.again({ runId: report.id, attempt: 2 }).done;
        const results = second.jobs.map(({ id, result, outputs }) => [id, result, outputs["attempt"] ?? ""].join(" "));
        if (second.conclusion !== "success" || results.join() !== "a success 1,b success ,c success ")
          throw new Error(`The second attempt was ${second.conclusion}: ${results.join()}`);
      },
    },
  },
];
