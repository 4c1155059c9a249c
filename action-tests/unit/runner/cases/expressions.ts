import type { Case } from "../case.ts";

const expressionsDocs = "docs.github.com: evaluate expressions in workflows and actions";
const contextsDocs = "docs.github.com: contexts reference";
const syntax = "docs.github.com: workflow syntax";

/** A workflow of one job that prints each expression on a line of its own. */
const printing = (expressions: Readonly<Record<string, string>>): Pick<Case, "workflow" | "expected"> => ({
  workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: |
${Object.keys(expressions)
  .map((expression, index) => `          echo '${index}: \${{ ${expression} }}'`)
  .join("\n")}
`,
  expected: { conclusion: "success", prints: Object.values(expressions).map((value, index) => `${index}: ${value}`) },
});

export const expressions: readonly Case[] = [
  {
    name: "texts are compared without case and numbers are read from texts",
    source: `${expressionsDocs}, operators`,
    ...printing({
      "'MAIN' == 'main'": "true",
      "'1' == 1": "true",
      "'' == 0": "true",
      "null == 0": "true",
      "true == 1": "true",
      "'x' == 0": "false",
      "2 > '1'": "true",
      "1.5e1": "15",
      "0xff": "255",
    }),
  },
  {
    name: "and and or give their operands",
    source: `${expressionsDocs}, operators: && and || return values`,
    ...printing({
      "true && 'yes' || 'no'": "yes",
      "false && 'yes' || 'no'": "no",
      "'' || 'default'": "default",
      "!''": "true",
      "true && '' || 'trap'": "trap",
    }),
  },
  {
    name: "the functions of texts and lists",
    source: `${expressionsDocs}, functions`,
    ...printing({
      "contains('Hello world', 'LLO')": "true",
      "contains(fromJSON('[\"push\", \"pull_request\"]'), 'PUSH')": "true",
      "contains(fromJSON('[\"push\"]'), 'pus')": "false",
      "startsWith('Hello', 'he')": "true",
      "endsWith('Hello', 'LO')": "true",
      "format('{0} {{x}} {1} {0}', 'a', 2)": "a {x} 2 a",
      "join(fromJSON('[1, 2, 3]'), '-')": "1-2-3",
      "join(fromJSON('[1, 2]'))": "1,2",
      "case(false, 'a', 1 == 1, 'b', 'c')": "b",
      "case(false, 'a', 'c')": "c",
      "fromJSON('{\"a\": [true]}').a[0]": "true",
      "format('it''s {0}', 'o''clock') == 'x'": "false",
    }),
  },
  {
    name: "a star takes one property of all",
    source: `${expressionsDocs}, object filters`,
    ...printing({
      'join(fromJSON(\'[{"n": 1}, {"n": 2}, {}]\').*.n)': "1,2",
      'contains(fromJSON(\'{"a": {"r": "failure"}, "b": {"r": "success"}}\').*.r, \'failure\')': "true",
    }),
  },
  {
    name: "what is not there is empty",
    source: `${contextsDocs}: a property that does not exist evaluates to an empty string`,
    ...printing({
      "github.nothing": "",
      "github.nothing.at.all": "",
      "secrets.NOTHING": "",
      "vars.NOTHING || 'none'": "none",
      "needs.nothing.result": "",
      "env.NOTHING": "",
      "steps.nothing.outputs.x": "",
      "secrets.deploy_key != ''": "true",
    }),
  },
  {
    name: "a name that no context has is refused",
    source: `${contextsDocs}, context availability; GitHub: Unrecognized named-value`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, if: secrets.X != '', steps: [{ run: echo no }] } }
`,
    expected: { conclusion: "startup_failure", problems: ["Unrecognized named-value: 'secrets'"] },
  },
  {
    name: "an expression that cannot be evaluated fails the step",
    source: "actions/runner StepsRunner.cs, ActionRunner.cs",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: "echo \${{ fromJSON('{').x }}", continue-on-error: true }
      - { id: t, if: fromJSON(env.BROKEN).x, run: echo no, env: { BROKEN: "{" } }
`,
    expected: { conclusion: "failure", steps: { "a/s": "failure/success", "a/t": "failure/failure" } },
  },
  {
    name: "hashFiles is stable and empty without files",
    source: `${expressionsDocs}, hashFiles`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: mkdir -p deep/er && echo one > deep/er/a.lock && echo two > b.lock
      - run: |
          one="$(sha256sum b.lock | cut -d ' ' -f 1)"; two="$(sha256sum deep/er/a.lock | cut -d ' ' -f 1)"
          both="$(printf %s%s "$one" "$two" | xxd -r -p | sha256sum | cut -d ' ' -f 1)"
          test "$both" = "\${{ hashFiles('**/*.lock') }}" && echo "same [\${{ hashFiles('*.none') }}]"
`,
    expected: { conclusion: "success", prints: ["same []"] },
  },
  {
    name: "the nearest env wins",
    source: `${syntax}, env: the most specific variable is used`,
    workflow: `
on: workflow_dispatch
env: { A: workflow, B: workflow, C: workflow }
jobs:
  a:
    runs-on: x
    env: { B: job, C: "job \${{ github.event_name }}" }
    steps: [{ run: 'echo "$A, $B, $C, \${{ env.C }}"', env: { C: step } }]
`,
    expected: { conclusion: "success", prints: ["workflow, job, step, step"] },
  },
  {
    name: "nothing of the machine's environment comes in",
    source: "docs.github.com: variables reference, default environment variables",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: "env | cut -d = -f 1 | sort | tr '\\\\n' ' '" }] } }
`,
    expected: {
      conclusion: "success",
      check: ({ jobs }) => {
        const names = jobs[0]?.steps[0]?.log.at(-1)?.trim().split(" ") ?? [];
        const own = names.filter(
          (name) => !/^(GITHUB|RUNNER)_/.test(name) && !["PWD", "SHLVL", "_", "OLDPWD"].includes(name),
        );
        const expected = ["CI", "HOME", "LANG", "PATH", "SIGNALS"];
        if (own.filter((name) => name !== "TMPDIR").join() !== expected.join()) throw new Error(own.join());
        for (const name of [
          "GITHUB_EVENT_PATH",
          "GITHUB_WORKFLOW_REF",
          "GITHUB_REPOSITORY_ID",
          "RUNNER_TEMP",
          "GITHUB_ACTIONS",
        ])
          if (!names.includes(name)) throw new Error(`${name} is missing`);
      },
    },
  },
  {
    name: "the event is in a file",
    source: "docs.github.com: variables reference, GITHUB_EVENT_PATH",
    workflow: `
on: { push: { branches: [main] } }
jobs:
  a:
    runs-on: x
    steps:
      - shell: node {0}
        run: |
          const event = JSON.parse(require("fs").readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
          console.log(event.head_commit.message, event.repository.full_name, event.ref);
      - run: echo "\${{ github.event.head_commit.message }} \${{ github.ref_name }} \${{ github.ref_type }}"
`,
    trigger: { event: "push", payload: { head_commit: { message: "Ship" } } },
    expected: { conclusion: "success", prints: ["Ship acme/app refs/heads/main", "Ship main branch"] },
  },
  {
    name: "a shell that is named fails in a pipe, the unnamed one does not",
    source: `${syntax}, jobs.<job_id>.steps[*].shell: bash -e {0}; bash --noprofile --norc -eo pipefail {0}`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: unnamed, run: "false | true; echo on" }
      - { id: stops, run: "false; echo no", continue-on-error: true }
      - { id: bash, shell: bash, run: "false | true; echo no", continue-on-error: true }
      - { id: sh, shell: sh, run: "false | true; echo also" }
      - { id: own, shell: "node -r fs {0}", run: "console.log('node')" }
`,
    expected: {
      conclusion: "success",
      steps: { "a/stops": "failure/success", "a/bash": "failure/success" },
      prints: ["on", "also", "node"],
    },
  },
  {
    name: "defaults of the job win over those of the workflow",
    source: `${syntax}, defaults.run and jobs.<job_id>.defaults.run`,
    workflow: `
on: workflow_dispatch
defaults: { run: { shell: sh, working-directory: one } }
jobs:
  a:
    runs-on: x
    defaults: { run: { working-directory: two } }
    steps:
      - { run: mkdir -p one two/three, working-directory: . }
      - run: basename $PWD
      - { run: 'basename $PWD; cat "$0" > /dev/null && echo "\${BASH_VERSION:+bash}"', working-directory: two/three, shell: bash }
`,
    expected: { conclusion: "success", prints: ["two", "three", "bash"] },
  },
  {
    name: "a folder that is not there fails the step",
    source: "actions/runner ProcessInvoker.cs",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ id: s, run: echo no, working-directory: nowhere }] } }
`,
    expected: { conclusion: "failure", steps: { "a/s": "failure/failure" } },
  },
  {
    name: "a matrix may come from an output",
    source: "docs.github.com: using a matrix, fromJSON of an output",
    workflow: `
on: workflow_dispatch
jobs:
  plan: { runs-on: x, outputs: { m: "\${{ steps.s.outputs.m }}" }, steps: [{ id: s, run: "echo 'm={\\"n\\":[1,2]}' >> $GITHUB_OUTPUT" }] }
  do: { needs: plan, runs-on: x, strategy: { matrix: "\${{ fromJSON(needs.plan.outputs.m) }}" }, steps: [{ run: "echo n\${{ matrix.n }}" }] }
`,
    expected: {
      conclusion: "success",
      jobs: { plan: "success", "do (1)": "success", "do (2)": "success" },
      prints: ["n1", "n2"],
    },
  },
];
