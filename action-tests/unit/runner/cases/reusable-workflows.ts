import type { Case } from "../case.ts";

const docs = "docs.github.com: reuse workflows";
const configurations = "docs.github.com: reusing workflow configurations";
const called = ".github/workflows/CASE-called.yml";

export const reusableWorkflows: readonly Case[] = [
  {
    name: "a called workflow takes inputs and gives outputs",
    source: `${docs}, using inputs and outputs`,
    workflow: `
on: workflow_dispatch
jobs:
  call:
    uses: ./.github/workflows/a-called-workflow-takes-inputs-and-gives-outputs-called.yml
    with: { word: plum, count: 3, flag: true }
  use: { needs: call, runs-on: x, steps: [{ run: "echo got \${{ needs.call.outputs.said }}" }] }
`,
    files: {
      [called]: `
on:
  workflow_call:
    inputs:
      word: { type: string, required: true }
      count: { type: number, default: 1 }
      flag: { type: boolean }
      other: { type: string, default: more }
    outputs: { said: { value: "\${{ jobs.inner.outputs.said }}" } }
jobs:
  inner:
    runs-on: x
    outputs: { said: "\${{ steps.s.outputs.said }}" }
    steps: [{ id: s, run: "echo 'said=\${{ inputs.word }} \${{ inputs.count == 3 && inputs.flag == true }} \${{ inputs.other }}' >> $GITHUB_OUTPUT" }]
`,
    },
    expected: {
      conclusion: "success",
      jobs: { "call / inner": "success", use: "success" },
      prints: ["got plum true more"],
    },
  },
  {
    name: "inputs without a default are empty, false and zero",
    source: "docs.github.com: workflow syntax, on.workflow_call.inputs.<input_id>.default",
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/inputs-without-a-default-are-empty-false-and-zero-called.yml }
`,
    files: {
      [called]: `
on:
  workflow_call:
    inputs: { s: { type: string }, b: { type: boolean }, n: { type: number } }
jobs:
  inner: { runs-on: x, steps: [{ run: "echo [\${{ inputs.s }}] [\${{ inputs.b }}] [\${{ inputs.n }}]" }] }
`,
    },
    expected: { conclusion: "success", prints: ["[] [false] [0]"] },
  },
  {
    name: "a required input has to be given",
    source: "docs.github.com: workflow syntax, on.workflow_call.inputs.<input_id>.required",
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/a-required-input-has-to-be-given-called.yml }
`,
    files: {
      [called]: `
on: { workflow_call: { inputs: { word: { type: string, required: true } } } }
jobs: { inner: { runs-on: x, steps: [{ run: echo no }] } }
`,
    },
    expected: { conclusion: "startup_failure", jobs: {}, problems: ["Input word is required, but not provided"] },
  },
  {
    name: "an input that is not declared is refused",
    source: `${docs}, using inputs; actions/languageservices workflow-parser converter/job/inputs`,
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/an-input-that-is-not-declared-is-refused-called.yml, with: { extra: 1 } }
`,
    files: { [called]: `{ on: workflow_call, jobs: { inner: { runs-on: x, steps: [{ run: echo no }] } } }` },
    expected: { conclusion: "startup_failure", problems: ["Invalid input, extra is not defined"] },
  },
  {
    name: "an input has to have its declared type",
    source: `${docs}: the data type of the value must match the type in the called workflow`,
    workflow: `
on: workflow_dispatch
jobs:
  call:
    uses: ./.github/workflows/an-input-has-to-have-its-declared-type-called.yml
    with: { flag: "\${{ github.ref }}" }
`,
    files: {
      [called]: `
on: { workflow_call: { inputs: { flag: { type: boolean } } } }
jobs: { inner: { runs-on: x, steps: [{ run: echo no }] } }
`,
    },
    expected: { conclusion: "failure", jobs: { call: "failure" }, annotations: ["expected a boolean"] },
  },
  {
    name: "outputs can tell how the jobs ended",
    source: "docs.github.com: contexts, jobs.<job_id>.result",
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/outputs-can-tell-how-the-jobs-ended-called.yml }
  use: { needs: call, if: always(), runs-on: x, steps: [{ run: "echo \${{ needs.call.outputs.how }} \${{ needs.call.result }}" }] }
`,
    files: {
      [called]: `
on: { workflow_call: { outputs: { how: { value: "\${{ jobs.a.result }}-\${{ jobs.b.result }}-\${{ jobs.c.result }}" } } } }
jobs:
  a: { runs-on: x, steps: [{ run: exit 1 }] }
  b: { needs: a, runs-on: x, steps: [{ run: echo no }] }
  c: { if: always(), needs: b, runs-on: x, steps: [{ run: echo yes }] }
`,
    },
    expected: { conclusion: "failure", prints: ["failure-skipped-success failure"] },
  },
  {
    name: "secrets go only to the workflow that they are passed to",
    source: `${docs}: secrets are only passed to the directly called workflow`,
    workflow: `
on: workflow_dispatch
jobs:
  call:
    uses: ./.github/workflows/secrets-go-only-to-the-workflow-that-they-are-passed-to-called.yml
    secrets: { key: "\${{ secrets.DEPLOY_KEY }}" }
`,
    files: {
      [called]: `
on: { workflow_call: { secrets: { key: { required: true } } } }
jobs:
  inner: { runs-on: x, steps: [{ run: "echo named \${{ secrets.key != '' }}, own \${{ secrets.DEPLOY_KEY != '' }}" }] }
  deeper: { uses: ./.github/workflows/CASE-deeper.yml }
`,
      ".github/workflows/CASE-deeper.yml": `
on: { workflow_call: { secrets: { key: {} } } }
jobs:
  inner: { runs-on: x, steps: [{ run: "echo deeper \${{ secrets.key != '' }}" }] }
`,
    },
    expected: { conclusion: "success", prints: ["named true, own false", "deeper false"] },
  },
  {
    name: "a required secret has to be given",
    source: "docs.github.com: workflow syntax, on.workflow_call.secrets.<secret_id>.required",
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/a-required-secret-has-to-be-given-called.yml }
`,
    files: {
      [called]: `
on: { workflow_call: { secrets: { key: { required: true } } } }
jobs: { inner: { runs-on: x, steps: [{ run: echo no }] } }
`,
    },
    expected: { conclusion: "startup_failure", problems: ["Secret key is required, but not provided"] },
  },
  {
    name: "a secret that is not declared is refused",
    source: "docs.github.com: workflow syntax, jobs.<job_id>.secrets.<secret_id>",
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/a-secret-that-is-not-declared-is-refused-called.yml, secrets: { key: x } }
`,
    files: { [called]: `{ on: workflow_call, jobs: { inner: { runs-on: x, steps: [{ run: echo no }] } } }` },
    expected: { conclusion: "startup_failure", problems: ["Invalid secret, key is not defined"] },
  },
  {
    name: "inherit hands on secrets that are not declared",
    source: "docs.github.com: workflow syntax, jobs.<job_id>.secrets.inherit",
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/inherit-hands-on-secrets-that-are-not-declared-called.yml, secrets: inherit }
`,
    files: {
      [called]: `
on: workflow_call
jobs: { inner: { runs-on: x, steps: [{ run: "echo \${{ secrets.DEPLOY_KEY != '' }}" }] } }
`,
    },
    expected: { conclusion: "success", prints: ["true"] },
  },
  {
    name: "inherit hands nothing to another owner",
    source: `${docs}: inherit works in the same organization or enterprise; galasa-dev/galasa#147`,
    workflow: `
on: workflow_dispatch
jobs:
  near: { uses: acme/kit/.github/workflows/inherit-hands-nothing-to-another-owner.yml@v1, secrets: inherit }
  far: { uses: tools/kit/.github/workflows/inherit-hands-nothing-to-another-owner.yml@v1, secrets: inherit }
`,
    kit: {
      ".github/workflows/CASE.yml": `
on: workflow_call
jobs: { inner: { runs-on: x, steps: [{ run: "echo \${{ job.workflow_repository }} \${{ secrets.DEPLOY_KEY != '' }}" }] } }
`,
    },
    expected: { conclusion: "success", prints: ["acme/kit true", "tools/kit false"] },
  },
  {
    name: "a required secret cannot be inherited from another owner",
    source: "Avalin/Unity-CI-CD#11; actions/runner#2709",
    workflow: `
on: workflow_dispatch
jobs:
  near: { uses: acme/kit/.github/workflows/a-required-secret-cannot-be-inherited-from-another-owner.yml@v1, secrets: inherit }
  far: { uses: tools/kit/.github/workflows/a-required-secret-cannot-be-inherited-from-another-owner.yml@v1, secrets: inherit }
`,
    kit: {
      ".github/workflows/CASE.yml": `
on: { workflow_call: { secrets: { DEPLOY_KEY: { required: true } } } }
jobs: { inner: { runs-on: x, steps: [{ run: echo yes }] } }
`,
    },
    expected: {
      conclusion: "failure",
      jobs: { "near / inner": "success", far: "failure" },
      annotations: ["error: Secret DEPLOY_KEY is required, but not provided while calling."],
    },
  },
  {
    name: "the caller's env is not passed on",
    source: `${configurations}: env of the caller is not propagated; vars are`,
    workflow: `
on: workflow_dispatch
env: { WORD: plum }
jobs:
  call: { uses: ./.github/workflows/the-caller-s-env-is-not-passed-on-called.yml }
`,
    files: {
      [called]: `
on: workflow_call
jobs: { inner: { runs-on: x, steps: [{ run: "echo [\${{ env.WORD }}] [$WORD] \${{ vars.REGION }}" }] } }
`,
    },
    expected: { conclusion: "success", prints: ["[] [] frankfurt"] },
  },
  {
    name: "github is the caller's and job tells the called file",
    source: "docs.github.com: contexts, job.workflow_ref … job.workflow_file_path; github.workflow_ref",
    workflow: `
name: Caller
on: workflow_dispatch
jobs:
  call: { uses: tools/kit/.github/workflows/github-is-the-caller-s-and-job-tells-the-called-file.yml@v1 }
`,
    kit: {
      ".github/workflows/CASE.yml": `
name: Called
on: workflow_call
jobs:
  inner:
    runs-on: x
    steps:
      - run: |
          echo "\${{ github.workflow }} $GITHUB_REPOSITORY \${{ github.workflow_sha == github.sha }}"
          echo "\${{ github.workflow_ref }}"
          echo "\${{ job.workflow_ref }}"
          echo "\${{ job.workflow_repository }} \${{ job.workflow_file_path }} \${{ job.workflow_sha != github.sha }}"
`,
    },
    expected: {
      conclusion: "success",
      prints: [
        "Caller acme/app true",
        "acme/app/.github/workflows/github-is-the-caller-s-and-job-tells-the-called-file.yml@refs/heads/main",
        "tools/kit/.github/workflows/github-is-the-caller-s-and-job-tells-the-called-file.yml@refs/tags/v1",
        "tools/kit .github/workflows/github-is-the-caller-s-and-job-tells-the-called-file.yml true",
      ],
    },
  },
  {
    name: "ten levels are allowed",
    source: `${docs}: up to ten levels, the caller and nine more`,
    workflow: `{ on: workflow_dispatch, jobs: { l: { uses: ./.github/workflows/ten-levels-are-allowed-2.yml } } }`,
    files: levels(10),
    expected: { conclusion: "success", prints: ["bottom"] },
  },
  {
    name: "eleven levels are not",
    source: `${docs}: up to ten levels, the caller and nine more`,
    workflow: `{ on: workflow_dispatch, jobs: { l: { uses: ./.github/workflows/eleven-levels-are-not-2.yml } } }`,
    files: levels(11),
    expected: { conclusion: "startup_failure", problems: ["at most 10 levels"] },
  },
  {
    name: "only a workflow with workflow_call can be called",
    source: `${docs}: on must include workflow_call`,
    workflow: `
on: workflow_dispatch
jobs: { call: { uses: ./.github/workflows/only-a-workflow-with-workflow-call-can-be-called-called.yml } }
`,
    files: { [called]: `{ on: push, jobs: { inner: { runs-on: x, steps: [{ run: echo no }] } } }` },
    expected: { conclusion: "startup_failure", problems: ["missing a `on.workflow_call` trigger"] },
  },
  {
    name: "workflows lie flat in their folder",
    source: `${docs}: subdirectories of the workflows directory are not supported`,
    workflow: `{ on: workflow_dispatch, jobs: { call: { uses: ./.github/workflows/deep/x.yml } } }`,
    expected: { conclusion: "startup_failure", problems: ["without subfolders"] },
  },
  {
    name: "a local workflow of a called one is of the called repository",
    source: `${docs}, nesting; platform: ./ in a called workflow is of the repository and commit of the file`,
    workflow: `
on: workflow_dispatch
jobs: { call: { uses: tools/kit/.github/workflows/a-local-workflow-of-a-called-one-is-of-the-called-repository.yml@main } }
`,
    kit: {
      ".github/workflows/CASE.yml": `
on: workflow_call
jobs: { mid: { uses: ./.github/workflows/CASE-inner.yml } }
`,
      ".github/workflows/CASE-inner.yml": `
on: workflow_call
jobs: { inner: { runs-on: x, steps: [{ run: "echo from \${{ job.workflow_repository }}" }] } }
`,
    },
    expected: { conclusion: "success", jobs: { "call / mid / inner": "success" }, prints: ["from tools/kit"] },
  },
  {
    name: "a called workflow whose job fails fails its caller's job",
    source: "docs.github.com: contexts, needs.<job_id>.result",
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/a-called-workflow-whose-job-fails-fails-its-caller-s-job-called.yml }
  after: { needs: call, runs-on: x, steps: [{ run: echo no }] }
  told: { needs: call, if: failure(), runs-on: x, steps: [{ run: "echo call was \${{ needs.call.result }}" }] }
`,
    files: {
      [called]: `
on: workflow_call
jobs:
  bad: { runs-on: x, steps: [{ run: exit 1 }] }
  clean: { needs: bad, if: always(), runs-on: x, steps: [{ run: echo yes }] }
`,
    },
    expected: {
      conclusion: "failure",
      jobs: { "call / bad": "failure", "call / clean": "success", after: "skipped", told: "success" },
      prints: ["call was failure"],
    },
  },
  {
    name: "a called workflow looks only at its own jobs",
    source: "docs.github.com: expressions, success() and failure() look at the jobs of the same workflow",
    workflow: `
on: workflow_dispatch
jobs:
  bad: { runs-on: x, steps: [{ run: exit 1 }] }
  call: { needs: bad, if: always(), uses: ./.github/workflows/a-called-workflow-looks-only-at-its-own-jobs-called.yml }
`,
    files: { [called]: `{ on: workflow_call, jobs: { inner: { runs-on: x, steps: [{ run: echo yes }] } } }` },
    expected: { conclusion: "failure", jobs: { bad: "failure", "call / inner": "success" } },
  },
  {
    name: "a job may call a workflow for each leg of its matrix",
    source: `${docs}, using a matrix strategy with a reusable workflow`,
    workflow: `
on: workflow_dispatch
jobs:
  call:
    strategy: { matrix: { target: [dev, prod] } }
    uses: ./.github/workflows/a-job-may-call-a-workflow-for-each-leg-of-its-matrix-called.yml
    with: { target: "\${{ matrix.target }}" }
`,
    files: {
      [called]: `
on: { workflow_call: { inputs: { target: { type: string } } } }
jobs: { inner: { runs-on: x, steps: [{ run: "echo to \${{ inputs.target }}" }] } }
`,
    },
    expected: {
      conclusion: "success",
      jobs: { "call (dev) / inner": "success", "call (prod) / inner": "success" },
      prints: ["to dev", "to prod"],
    },
  },
  {
    name: "a calling job takes no runs-on and no environment",
    source: `${configurations}: supported keywords for jobs that call a reusable workflow`,
    workflow: `
on: workflow_dispatch
jobs: { call: { uses: ./.github/workflows/x.yml, environment: production } }
`,
    expected: { conclusion: "startup_failure", problems: ["Unexpected value 'environment'"] },
  },
];

/** Files that call each other; the entry file is level 1. */
function levels(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count - 1 }, (_, index) => {
      const level = index + 2;
      const job =
        level < count
          ? `{ uses: ./.github/workflows/CASE-${level + 1}.yml }`
          : "{ runs-on: x, steps: [{ run: echo bottom }] }";
      return [`.github/workflows/CASE-${level}.yml`, `{ on: workflow_call, jobs: { l: ${job} } }`];
    }),
  );
}
