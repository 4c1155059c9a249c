import type { Case } from "../case.ts";

const changelog = "github.blog changelog 2026-07-30: self-repository syntax; actions/runner#4457";
const local = "docs.github.com: workflow syntax, jobs.<job_id>.steps[*].uses";

const sayer = (text: string) => `
name: Say
description: Says where it is from
outputs: { from: { value: "\${{ steps.s.outputs.from }}" } }
runs:
  using: composite
  steps: [{ id: s, shell: bash, run: "echo ${text}; echo from=${text} >> $GITHUB_OUTPUT" }]
`;

export const selfRepository: readonly Case[] = [
  {
    name: "a self reference needs no checkout",
    source: changelog,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: say, uses: $/actions/a-self-reference-needs-no-checkout }
      - run: echo "\${{ steps.say.outputs.from }}, $(ls | wc -l) files"
`,
    files: { "actions/CASE/action.yml": sayer("app") },
    expected: { conclusion: "success", prints: ["app", "app, 0 files"] },
  },
  {
    name: "a self reference in a called workflow is of the called repository",
    source: `${changelog}: job.workflow_repository at job.workflow_sha`,
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: tools/kit/.github/workflows/a-self-reference-in-a-called-workflow-is-of-the-called-repository.yml@v1 }
`,
    files: { "actions/CASE/action.yml": sayer("app") },
    kit: {
      "actions/CASE/action.yml": sayer("kit"),
      ".github/workflows/CASE.yml": `
on: workflow_call
jobs: { a: { runs-on: x, steps: [{ uses: $/actions/CASE }] } }
`,
    },
    expected: { conclusion: "success", prints: ["kit"] },
  },
  {
    name: "a self reference in a composite action is of the action's repository",
    source: "actions/runner#4457: nested references resolve against the parent action's repository",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ uses: tools/kit/outer-a-self-reference-in-a-composite-action-is-of-the-action-s-repository@v1 }] }
`,
    files: { "inner-CASE/action.yml": sayer("app") },
    kit: {
      "outer-CASE/action.yml": `
name: Outer
description: Calls its neighbour
runs: { using: composite, steps: [{ uses: $/middle-CASE }] }
`,
      "middle-CASE/action.yml": `
name: Middle
description: Calls its neighbour
runs: { using: composite, steps: [{ uses: $/inner-CASE }] }
`,
      "inner-CASE/action.yml": sayer("kit"),
    },
    expected: { conclusion: "success", prints: ["kit"] },
  },
  {
    name: "a self reference may name a workflow",
    source: changelog,
    workflow: `
on: workflow_dispatch
jobs: { call: { uses: $/.github/workflows/a-self-reference-may-name-a-workflow-called.yml } }
`,
    files: {
      ".github/workflows/CASE-called.yml": `{ on: workflow_call, jobs: { inner: { runs-on: x, steps: [{ run: echo yes }] } } }`,
    },
    expected: { conclusion: "success", jobs: { "call / inner": "success" } },
  },
  {
    name: "a self reference takes no ref",
    source: "actions/languageservices#381: a trailing @ref is an error",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: echo no }, { uses: $/actions/x@v1 }] } }
`,
    expected: {
      conclusion: "failure",
      annotations: ["error: '$/actions/x@v1': a self-repository reference takes no @ref"],
      hides: ["Run echo no"],
    },
  },
  {
    name: "an action that is not there fails the job before its steps",
    source: "actions/runner ActionManager.cs: actions are resolved while the job is set up",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: echo no }, { uses: nobody/nothing@v1 }] } }
`,
    expected: {
      conclusion: "failure",
      annotations: ["Unable to resolve action `nobody/nothing@v1`, repository or version not found"],
      hides: ["Run echo no"],
    },
  },
  {
    name: "a workspace action needs a checkout",
    source: `${local}: you must check out your repository before using the action`,
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: echo before }, { uses: ./actions/a-workspace-action-needs-a-checkout }] }
  b: { runs-on: x, steps: [{ uses: actions/checkout@v7 }, { uses: ./actions/a-workspace-action-needs-a-checkout }] }
`,
    files: { "actions/CASE/action.yml": sayer("app") },
    expected: {
      conclusion: "failure",
      jobs: { a: "failure", b: "success" },
      prints: ["before", "app"],
      annotations: ["Did you forget to run actions/checkout before running your local action?"],
    },
  },
  {
    name: "an action of another repository is taken at its ref",
    source: `${local}, using an action in a subdirectory of a public repository`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - uses: tools/kit/actions/an-action-of-another-repository-is-taken-at-its-ref@v1
`,
    kit: {
      "actions/CASE/action.yml": `
name: Where
description: Says where it is
runs:
  using: composite
  steps:
    - { shell: bash, run: 'echo "$GITHUB_ACTION_REPOSITORY $GITHUB_ACTION_REF \${{ github.action_path == env.GITHUB_ACTION_PATH }}"' }
    - { shell: bash, run: 'test -f "$GITHUB_ACTION_PATH/action.yml" && echo at home' }
`,
    },
    expected: { conclusion: "success", prints: ["tools/kit v1 false", "at home"] },
  },
  {
    name: "a self reference in a workspace action is of the workflow's repository",
    source: `${changelog}: ./ and $/ of one file lead to the same repository`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - uses: actions/checkout@v7
      - uses: ./outer-a-self-reference-in-a-workspace-action-is-of-the-workflow-s-repository
`,
    files: {
      "outer-CASE/action.yml": `
name: Outer
description: Calls its neighbour
runs: { using: composite, steps: [{ uses: $/inner-CASE }] }
`,
      "inner-CASE/action.yml": sayer("app"),
    },
    expected: { conclusion: "success", prints: ["app"] },
  },
];
