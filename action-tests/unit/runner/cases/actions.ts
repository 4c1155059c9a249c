import type { Case } from "../case.ts";

const metadata = "docs.github.com: metadata syntax for GitHub Actions";
const at = "actions/CASE";

/** A Node action whose parts print what they are given. */
const tracer = (name: string, more = "") => ({
  [`${name}/action.yml`]: `
name: ${name.split("/").at(-1)}
description: Traces
inputs:
  some-input: { description: x, default: "by \${{ github.actor }}" }
  two words: { description: x }
outputs: { said: { description: x } }
runs: { using: node24, pre: pre.js, main: main.js, post: post.js${more} }
`,
  [`${name}/pre.js`]: `console.log("pre", process.env["INPUT_SOME-INPUT"]); require("fs").appendFileSync(process.env.GITHUB_STATE, "from=pre\\n");`,
  [`${name}/main.js`]: `
console.log("main", process.env["INPUT_SOME-INPUT"], "[" + process.env["INPUT_TWO_WORDS"] + "]", process.env.STATE_from);
require("fs").appendFileSync(process.env.GITHUB_STATE, "kept=" + process.env["INPUT_SOME-INPUT"] + "\\n");
require("fs").appendFileSync(process.env.GITHUB_OUTPUT, "said=yes\\n");
if (process.env["INPUT_TWO_WORDS"] === "fail") process.exit(1);
`,
  [`${name}/post.js`]: `console.log("post", process.env.STATE_kept, process.env.STATE_from);`,
});

const lines = (jobs: Parameters<NonNullable<Case["expected"]["check"]>>[0]["jobs"], ...words: string[]) =>
  jobs.flatMap(({ steps }) =>
    steps.flatMap(({ log }) => log.filter((line) => words.includes(line.split(" ")[0] ?? ""))),
  );

const expectLines = (actual: readonly string[], expected: readonly string[]) => {
  if (actual.join("\n") !== expected.join("\n")) throw new Error(actual.join("\n"));
};

export const actions: readonly Case[] = [
  {
    name: "pre comes before all steps and post in reverse order",
    source: `${metadata}, runs.pre and runs.post`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: echo first step
      - { id: one, uses: $/actions/pre-comes-before-all-steps-and-post-in-reverse-order }
      - { uses: $/actions/pre-comes-before-all-steps-and-post-in-reverse-order, with: { Some-Input: given, two words: fail } }
      - { uses: $/actions/pre-comes-before-all-steps-and-post-in-reverse-order, with: { some-input: never } }
`,
    files: tracer(at),
    expected: {
      conclusion: "failure",
      steps: { "a/one": "success/success" },
      check: ({ jobs }) =>
        expectLines(lines(jobs, "pre", "main", "post", "first"), [
          "pre by ann",
          "pre given",
          "pre never",
          "first step",
          "main by ann [] pre",
          "main given [fail] pre",
          "post undefined pre",
          "post given pre",
          "post by ann pre",
        ]),
    },
  },
  {
    name: "a failed Node action makes no annotation of its own",
    source: "actions/runner NodeScriptActionHandler.cs: only the result is set",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ id: s, uses: $/actions/a-failed-node-action-makes-no-annotation-of-its-own, with: { two words: fail } }] } }
`,
    files: tracer(at),
    expected: {
      conclusion: "failure",
      steps: { "a/s": "failure/failure" },
      check: ({ jobs }) => expectLines(jobs[0]?.annotations.map(({ message }) => message) ?? [], []),
    },
  },
  {
    name: "post-if decides about the post step",
    source: `${metadata}, runs.post-if`,
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ uses: $/actions/post-if-decides-about-the-post-step }, { run: exit 1 }] }
  b: { runs-on: x, steps: [{ uses: $/actions/post-if-decides-about-the-post-step }] }
`,
    files: tracer(at, ", post-if: failure()"),
    expected: { conclusion: "failure", check: ({ jobs }) => expectLines(lines(jobs, "post"), ["post by ann pre"]) },
  },
  {
    name: "an input that an action does not have is warned about",
    source: "actions/runner ActionRunner.cs: Unexpected input(s)",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ uses: $/actions/an-input-that-an-action-does-not-have-is-warned-about, with: { wrong: 1 } }] } }
`,
    files: tracer(at),
    expected: {
      conclusion: "success",
      annotations: ["warning: Unexpected input(s) 'wrong', valid inputs are ['some-input', 'two words']"],
    },
  },
  {
    name: "a composite action has inputs, steps and outputs of its own",
    source: `${metadata}, runs for composite actions`,
    workflow: `
on: workflow_dispatch
env: { OUTER: outer }
jobs:
  a:
    runs-on: x
    steps:
      - { id: before, run: echo said=no >> $GITHUB_OUTPUT }
      - id: c
        uses: $/actions/a-composite-action-has-inputs-steps-and-outputs-of-its-own
        with: { word: plum }
        env: { STEP: step }
      - run: echo "said \${{ steps.c.outputs.said }}, inner [\${{ steps.inner.outputs.said }}], $ADDED [$STEP]"
`,
    files: {
      [`${at}/action.yml`]: `
name: Composite
description: x
inputs: { word: { description: x }, other: { description: x, default: pear } }
outputs: { said: { description: x, value: "\${{ steps.inner.outputs.said }} \${{ inputs.other }}" } }
runs:
  using: composite
  steps:
    - { id: inner, shell: bash, run: 'echo "said=\${{ inputs.word }}" >> $GITHUB_OUTPUT; echo "[$INPUT_WORD] $OUTER $STEP [\${{ steps.before.outputs.said }}]"' }
    - { shell: bash, run: 'echo "ADDED=added" >> $GITHUB_ENV; echo "sum" >> $GITHUB_STEP_SUMMARY' }
`,
    },
    expected: { conclusion: "success", prints: ["[] outer step []", "said plum pear, inner [], added []"] },
  },
  {
    name: "in a composite action success is its own",
    source: "actions/runner SuccessFunction.cs: github.action_status in embedded steps",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: bad, run: exit 1 }
      - { id: c, if: always(), uses: $/actions/in-a-composite-action-success-is-its-own }
`,
    files: {
      [`${at}/action.yml`]: `
name: Composite
description: x
runs:
  using: composite
  steps:
    - { shell: bash, run: echo runs }
    - { id: s, shell: bash, run: exit 1, continue-on-error: true }
    - { shell: bash, run: "echo goes on after \${{ steps.s.outcome }}" }
    - { shell: bash, run: exit 1 }
    - { shell: bash, run: echo never-printed | tr - _ }
    - { if: failure(), shell: bash, run: echo cleans }
`,
    },
    expected: {
      conclusion: "failure",
      steps: { "a/c": "failure/failure" },
      prints: ["runs", "goes on after failure", "cleans"],
      hides: ["never_printed"],
    },
  },
  {
    name: "an action inside a composite one keeps its state and its post step",
    source: `${metadata}; actions/runner: EmbeddedIntraActionState`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ uses: $/outer-an-action-inside-a-composite-one-keeps-its-state-and-its-post-step }, { run: echo last step }] } }
`,
    files: {
      ...tracer(at),
      "outer-CASE/action.yml": `
name: Outer
description: x
runs: { using: composite, steps: [{ uses: $/actions/CASE, with: { some-input: inner } }, { uses: $/actions/CASE, with: { some-input: second } }] }
`,
    },
    expected: {
      conclusion: "success",
      check: ({ jobs }) =>
        expectLines(lines(jobs, "pre", "main", "post", "last"), [
          "pre inner",
          "pre second",
          "main inner [] pre",
          "main second [] pre",
          "last step",
          "post second pre",
          "post inner pre",
        ]),
    },
  },
  {
    name: "a Docker action is refused in words",
    source: "this runner has no Docker",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ uses: docker://alpine }] } }
`,
    expected: { conclusion: "failure", annotations: ["Docker actions are not supported by this runner"] },
  },
  {
    name: "checkout takes the running commit or what it is told",
    source: "actions/checkout README",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: c, uses: actions/checkout@v7 }
      - run: test $(git rev-parse HEAD) = $GITHUB_SHA && git branch --show-current && git remote get-url origin | sed "s|$PWD||"
      - { uses: actions/checkout@v7, with: { repository: tools/kit, ref: v1, path: kit, fetch-depth: 0 } }
      - run: cat kit/README.md; echo; git -C kit log --oneline | wc -l
      - { id: bad, uses: actions/checkout@v7, with: { path: ../../out }, continue-on-error: true }
`,
    expected: {
      conclusion: "success",
      steps: { "a/bad": "failure/success" },
      prints: ["main", "kit", "1"],
    },
  },
  {
    name: "artifacts go from job to job",
    source: "actions/upload-artifact and actions/download-artifact READMEs",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: mkdir -p out/deep && echo one > out/one.txt && echo two > out/deep/two.txt && echo hidden > out/.hidden
      - { id: u, uses: actions/upload-artifact@v7, with: { name: built, path: out/ } }
      - { id: again, uses: actions/upload-artifact@v7, with: { name: built, path: out/ }, continue-on-error: true }
      - { id: none, uses: actions/upload-artifact@v7, with: { name: none, path: nowhere, if-no-files-found: error }, continue-on-error: true }
  b:
    needs: a
    runs-on: x
    steps:
      - { uses: actions/download-artifact@v7, with: { name: built, path: in } }
      - run: cd in && find . -type f | sort | tr '\\n' ' '
      - { uses: actions/download-artifact@v7, with: { path: all } }
      - run: cat all/built/deep/two.txt
`,
    expected: {
      conclusion: "success",
      steps: { "a/again": "failure/success", "a/none": "failure/success" },
      prints: ["./deep/two.txt ./one.txt ", "two"],
    },
  },
  {
    name: "a cache is saved once and found again",
    source: "actions/cache README",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ id: c, uses: actions/cache@v5, with: { path: store, key: k-1 } }, { run: "mkdir -p store; echo kept > store/file; echo first [\${{ steps.c.outputs.cache-hit }}]" }] }
  b: { needs: a, runs-on: x, steps: [{ id: c, uses: actions/cache@v5, with: { path: store, key: k-1 } }, { run: "cat store/file; echo \${{ steps.c.outputs.cache-hit }}" }] }
  c: { needs: a, runs-on: x, steps: [{ id: c, uses: actions/cache@v5, with: { path: store, key: k-2, restore-keys: "k-" } }, { run: "echo near \${{ steps.c.outputs.cache-hit }} \${{ steps.c.outputs.cache-matched-key }}" }] }
`,
    expected: { conclusion: "success", prints: ["first []", "kept", "true", "near false k-1"] },
  },
];
