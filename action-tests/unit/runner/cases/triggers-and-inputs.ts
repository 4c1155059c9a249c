import type { Case } from "../case.ts";

const dispatch = "docs.github.com: workflow syntax, on.workflow_dispatch.inputs";
const filters = "docs.github.com: workflow syntax, on.push.<branches|tags|paths>, filter pattern cheat sheet";
const job = "jobs: { a: { runs-on: x, steps: [{ run: echo ran }] } }";

const tools = `
on:
  workflow_dispatch:
    inputs:
      word: { type: string, required: true }
      flag: { type: boolean, default: true }
      level: { type: choice, options: [low, high], default: low }
      count: { type: number, default: 2 }
      where: { type: environment }
`;

export const triggersAndInputs: readonly Case[] = [
  {
    name: "dispatch inputs have types in inputs and are texts in the event",
    source: `${dispatch}: inputs preserves booleans, github.event.inputs has strings`,
    workflow: `${tools}
jobs:
  a:
    runs-on: x
    steps:
      - run: echo "\${{ inputs.word }} \${{ inputs.flag == true }} \${{ inputs.level }} \${{ inputs.count == 2 }} [\${{ inputs.where }}]"
      - run: echo "\${{ github.event.inputs.flag == 'false' }} \${{ toJSON(github.event.inputs.count) == '"2"' }}"
`,
    trigger: { inputs: { word: "plum", flag: "false" } },
    expected: { conclusion: "success", prints: ["plum false low true []", "true true"] },
  },
  {
    name: "a required dispatch input has to be given",
    source: `${dispatch}.<input_id>.required`,
    workflow: `${tools}${job}`,
    expected: { conclusion: "startup_failure", jobs: {}, problems: ["Required input 'word' not provided"] },
  },
  {
    name: "a choice is one of its options",
    source: `${dispatch}.<input_id>.options`,
    workflow: `${tools}${job}`,
    trigger: { inputs: { word: "x", level: "middle" } },
    expected: { conclusion: "startup_failure", problems: ["'middle' for input 'level' not in the list"] },
  },
  {
    name: "a boolean is true or false",
    source: dispatch,
    workflow: `${tools}${job}`,
    trigger: { inputs: { word: "x", flag: "yes", count: "many" } },
    expected: {
      conclusion: "startup_failure",
      problems: ["'yes' for input 'flag' not of type boolean", "'many' for input 'count' not of type number"],
    },
  },
  {
    name: "an input that is not declared is refused at dispatch",
    source: "docs.github.com: REST, create a workflow dispatch event: 422 Unexpected inputs provided",
    workflow: `${tools}${job}`,
    trigger: { inputs: { word: "x", extra: "y" } },
    expected: { conclusion: "startup_failure", problems: ['Unexpected inputs provided: ["extra"]'] },
  },
  {
    name: "a workflow runs only for its events",
    source: "docs.github.com: REST: Workflow does not have 'workflow_dispatch' trigger",
    workflow: `{ on: [push], ${job} }`,
    expected: { conclusion: "startup_failure", problems: ["Workflow does not have 'workflow_dispatch' trigger"] },
  },
  {
    name: "a push is filtered by its branch",
    source: filters,
    workflow: `
on: { push: { branches: ["releases/**", "!releases/**-alpha"] } }
${job}
`,
    trigger: { event: "push", ref: "refs/heads/releases/1/x" },
    expected: {
      conclusion: "success",
      check: async (_report, { again }) => {
        for (const ref of ["refs/heads/releases/1-alpha", "refs/heads/main", "refs/tags/releases/1"]) {
          const { conclusion } = await again({ ref }).done;
          if (conclusion !== "startup_failure") throw new Error(`${ref} is not filtered`);
        }
      },
    },
  },
  {
    name: "tags have filters of their own",
    source: filters,
    workflow: `
on: { push: { tags: ["v[12].[0-9]+"] } }
${job}
`,
    trigger: { event: "push", ref: "refs/tags/v2.17" },
    expected: {
      conclusion: "success",
      check: async (_report, { again }) => {
        for (const ref of ["refs/tags/v3.1", "refs/heads/v1.1"]) {
          const { conclusion } = await again({ ref }).done;
          if (conclusion !== "startup_failure") throw new Error(`${ref} is not filtered`);
        }
      },
    },
  },
  {
    name: "a pull request has its types and its base",
    source: "docs.github.com: workflow syntax, on.pull_request: opened, synchronize, reopened by default",
    workflow: `
on: { pull_request: { branches: [main] } }
jobs: { a: { runs-on: x, steps: [{ run: "echo $GITHUB_HEAD_REF to $GITHUB_BASE_REF at $GITHUB_REF_NAME" }] } }
`,
    trigger: {
      event: "pull_request",
      ref: "refs/pull/7/merge",
      payload: { action: "opened", pull_request: { head: { ref: "topic" }, base: { ref: "main" } } },
    },
    expected: {
      conclusion: "success",
      prints: ["topic to main at 7/merge"],
      check: async (_report, { again }) => {
        const closed = { action: "closed", pull_request: { head: { ref: "topic" }, base: { ref: "main" } } };
        const { conclusion } = await again({ payload: closed }).done;
        if (conclusion !== "startup_failure") throw new Error("closed is not filtered");
      },
    },
  },
  {
    name: "a schedule starts a workflow",
    source: "docs.github.com: events that trigger workflows, schedule",
    workflow: `
on: { schedule: [{ cron: "5 4 * * 1" }] }
jobs: { a: { runs-on: x, steps: [{ run: "echo $GITHUB_EVENT_NAME \${{ github.event.schedule }}" }] } }
`,
    trigger: { event: "schedule", payload: { schedule: "5 4 * * 1" } },
    expected: { conclusion: "success", prints: ["schedule 5 4 * * 1"] },
  },
  {
    name: "a mistake in the file starts nothing and says where it is",
    source: "docs.github.com: invalid workflow file",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    stepz: []
`,
    expected: {
      conclusion: "startup_failure",
      jobs: {},
      problems: ["(Line: 6, Col: 5): Unexpected value 'stepz'"],
    },
  },
  {
    name: "jobs that need each other start nothing",
    source: "actions/languageservices converter/jobs: cycles",
    workflow: `
on: workflow_dispatch
jobs:
  free: { runs-on: x, steps: [{ run: echo no }] }
  a: { needs: b, runs-on: x, steps: [{ run: echo no }] }
  b: { needs: a, runs-on: x, steps: [{ run: echo no }] }
`,
    expected: { conclusion: "startup_failure", jobs: {}, problems: ["cycle", "cycle"] },
  },
];
