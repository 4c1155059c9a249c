import type { Case } from "../case.ts";

const manager = "actions/runner FileCommandManager.cs";
const docs = "docs.github.com: workflow commands, environment files";

export const fileCommands: readonly Case[] = [
  {
    name: "an output may be one line or a heredoc",
    source: `${docs}, multiline strings`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - id: s
        run: |
          echo "one=a=b" >> $GITHUB_OUTPUT
          printf 'many<<END=X\\nfirst\\nkey=value\\n\\nEND\\nEND=X\\n' >> $GITHUB_OUTPUT
          printf 'empty<<END\\nEND\\n' >> $GITHUB_OUTPUT
      - run: echo '\${{ steps.s.outputs.one }} \${{ toJSON(steps.s.outputs.many) }} [\${{ steps.s.outputs.empty }}]'
`,
    expected: { conclusion: "success", prints: ['a=b "first\\nkey=value\\n\\nEND" []'] },
  },
  {
    name: "a newline in a plain value makes another output",
    source: `${manager}: one name=value for each line`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: 'printf "url=x\\nforged=yes\\n" >> $GITHUB_OUTPUT' }
      - run: echo \${{ steps.s.outputs.forged }}
`,
    expected: { conclusion: "success", prints: ["yes"] },
  },
  {
    name: "a heredoc without its end fails the step",
    source: `${manager}: Matching delimiter not found`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: 'printf "good=1\\nbad<<END\\nvalue\\n" >> $GITHUB_OUTPUT' }
      - { if: always(), run: "echo good \${{ steps.s.outputs.good }}" }
`,
    expected: {
      conclusion: "failure",
      steps: { "a/s": "failure/failure" },
      prints: ["good 1"],
      annotations: [
        "error: Unable to process file command 'output' successfully.",
        "error: Invalid value. Matching delimiter not found 'END'",
      ],
    },
  },
  {
    name: "a line that is no pair fails the step",
    source: `${manager}: Invalid format`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: echo nonsense >> $GITHUB_ENV }] } }
`,
    expected: {
      conclusion: "failure",
      annotations: ["Unable to process file command 'env' successfully.", "Invalid format 'nonsense'"],
    },
  },
  {
    name: "a name must not be empty",
    source: `${manager}: Name must not be empty`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: echo =x >> $GITHUB_OUTPUT }] } }
`,
    expected: { conclusion: "failure", annotations: ["Invalid format '=x'. Name must not be empty"] },
  },
  {
    name: "the file wins over stdout",
    source: "actions/runner ActionRunner.cs: files are read after the step",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: "echo url=good >> $GITHUB_OUTPUT; echo ::set-output name=url::forged" }
      - run: echo \${{ steps.s.outputs.url }}
`,
    expected: { conclusion: "success", prints: ["good"] },
  },
  {
    name: "files are read after a failure too",
    source: "actions/runner ActionRunner.cs: in finally",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: "echo why=disk >> $GITHUB_OUTPUT; echo WHERE=here >> $GITHUB_ENV; exit 1" }
      - { if: always(), run: "echo \${{ steps.s.outputs.why }} $WHERE" }
`,
    expected: { conclusion: "failure", prints: ["disk here"] },
  },
  {
    name: "env is there for the next step, not for this one",
    source: `${docs}, setting an environment variable`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    env: { WORD: first }
    steps:
      - run: echo WORD=second >> $GITHUB_ENV; echo "this $WORD"
      - run: echo "next $WORD \${{ env.WORD }}"
      - { run: echo "own $WORD", env: { WORD: third } }
`,
    expected: { conclusion: "success", prints: ["this first", "next second second", "own third"] },
  },
  {
    name: "NODE_OPTIONS cannot be set",
    source: `${docs}: NODE_OPTIONS is blocked; FileCommandManager.cs`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: echo NODE_OPTIONS=--require=x >> $GITHUB_ENV
      - run: echo "[$NODE_OPTIONS]"
`,
    expected: {
      conclusion: "success",
      prints: ["[]"],
      annotations: ["error: Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command."],
    },
  },
  {
    name: "default variables cannot be overwritten",
    source: "docs.github.com: variables reference, GITHUB_* and RUNNER_* cannot be overwritten, CI can",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: printf 'GITHUB_SHA=x\\nRUNNER_OS=x\\nCI=no\\n' >> $GITHUB_ENV
      - run: test "$GITHUB_SHA" = "\${{ github.sha }}" && test $RUNNER_OS = \${{ runner.os }} && echo "kept $CI"
`,
    expected: { conclusion: "success", prints: ["kept no"] },
  },
  {
    name: "the last path comes first",
    source: `${docs}, adding a system path; actions/runner Handler.cs`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: printf '/first\\n/second\\n/first\\n' >> $GITHUB_PATH
      - run: echo "\${PATH%%:/[^fs]*}" | cut -d ':' -f 1,2
`,
    expected: { conclusion: "success", prints: ["/first:/second"] },
  },
  {
    name: "a summary of more than a mebibyte is dropped",
    source: `${docs}, adding a job summary: 1MiB for each step`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: head -c 1048577 /dev/zero | tr '\\0' x >> $GITHUB_STEP_SUMMARY
`,
    expected: {
      conclusion: "success",
      annotations: ["error: $GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k"],
      check: ({ jobs }) => {
        if (jobs[0]?.steps[0]?.summary !== "") throw new Error("The summary was kept");
      },
    },
  },
  {
    name: "each step has files of its own",
    source: `${manager}: new files for each step`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: "echo a=1 >> $GITHUB_OUTPUT; echo FIRST=$GITHUB_OUTPUT >> $GITHUB_ENV" }
      - { id: t, run: "test $GITHUB_OUTPUT != $FIRST; test ! -s $GITHUB_OUTPUT; echo b=1 >> $GITHUB_OUTPUT" }
      - run: echo "[\${{ steps.t.outputs.a }}] [\${{ steps.t.outputs.b }}]"
`,
    expected: { conclusion: "success", prints: ["[] [1]"] },
  },
];
