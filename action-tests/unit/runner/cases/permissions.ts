import type { Case, Table } from "../case.ts";

const docs = "docs.github.com: workflow syntax, permissions";
const configurations =
  "docs.github.com: reusing workflow configurations: permissions can be maintained or reduced, not elevated";

/** The permissions of the tokens that were issued for a run, by job. */
const granted = (jobs: Readonly<Record<string, string>>): NonNullable<Case["expected"]["check"]> => {
  return (report, table: Table) => {
    const said = Object.fromEntries(
      report.jobs.flatMap(({ id, steps }) =>
        steps.flatMap(({ log }) => log.filter((line) => line.startsWith("token ")).map((line) => [id, line.slice(6)])),
      ),
    );
    const by = Object.fromEntries(
      [...table.host.tokens].map(([token, permissions]) => [
        Buffer.from(token).toString("hex").slice(0, 26),
        Object.entries(permissions)
          .map((pair) => pair.join(":"))
          .toSorted()
          .join(" "),
      ]),
    );
    const actual = Object.fromEntries(Object.entries(said).map(([id, token]) => [id, by[token.slice(0, 26)]]));
    if (JSON.stringify(actual) !== JSON.stringify(jobs)) throw new Error(JSON.stringify(actual));
  };
};

/** Tells the token in a rendering that is not masked. */
const tell = `[{ run: "echo token $(printf %s \${{ github.token }} | od -An -tx1 -v | tr -d ' \\\\n')" }]`;

export const permissions: readonly Case[] = [
  {
    name: "a workflow that says nothing reads",
    source: "docs.github.com: GITHUB_TOKEN, restricted default: contents and packages read",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: ${tell} } }
`,
    expected: { conclusion: "success", check: granted({ a: "contents:read packages:read" }) },
  },
  {
    name: "a job's permissions replace the workflow's",
    source: `${docs}: unspecified permissions are set to none`,
    workflow: `
on: workflow_dispatch
permissions: { contents: read, issues: write }
jobs:
  a: { runs-on: x, steps: ${tell} }
  b: { needs: a, runs-on: x, permissions: { deployments: write }, steps: ${tell} }
  c: { needs: b, runs-on: x, permissions: {}, steps: ${tell} }
`,
    expected: {
      conclusion: "success",
      check: granted({ a: "contents:read issues:write", b: "deployments:write", c: "" }),
    },
  },
  {
    name: "proof of identity only with id-token, and the artifact service only for actions",
    source:
      "docs.github.com: OpenID Connect, id-token: write; actions/runner: NodeScriptActionHandler.cs, ScriptHandler.cs",
    workflow: `
on: workflow_dispatch
permissions: { contents: read }
jobs:
  with:
    runs-on: x
    permissions: { contents: read, id-token: write }
    steps:
      - uses: actions/checkout@v5
      - { run: 'echo "script $ACTIONS_ID_TOKEN_REQUEST_URL $ACTIONS_RESULTS_URL"' }
      - uses: ./CASE
  without:
    runs-on: x
    steps:
      - uses: actions/checkout@v5
      - { run: 'echo "no right $ACTIONS_ID_TOKEN_REQUEST_URL"' }
`,
    files: {
      "CASE/action.yml": "name: x\ndescription: x\nruns: { using: node24, main: main.js }\n",
      "CASE/main.js":
        'const { env } = process; console.log("action", env.ACTIONS_ID_TOKEN_REQUEST_TOKEN, env.ACTIONS_RESULTS_URL, env.ACTIONS_RUNTIME_TOKEN);',
    },
    expected: {
      conclusion: "success",
      prints: [
        "script http://127.0.0.1:1/oidc?v=2 ",
        "action requests-1 http://127.0.0.1:1/results/ runtime-of-acme/app",
        "no right ",
      ],
    },
  },
  {
    name: "write-all and read-all",
    source: docs,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, permissions: write-all, steps: [{ run: echo yes }] }, b: { runs-on: x, permissions: read-all, steps: [{ run: echo yes }] } }
`,
    expected: {
      conclusion: "success",
      check: (_report, { host }) => {
        const all = [...host.tokens.values()];
        const found = ["write", "read"].map((access) => all.some((each) => each["statuses"] === access));
        if (found.includes(false)) throw new Error(JSON.stringify(all));
      },
    },
  },
  {
    name: "a called workflow that says nothing gets its caller's permissions",
    source: configurations,
    workflow: `
on: workflow_dispatch
permissions: { contents: write, statuses: write }
jobs:
  call: { permissions: { statuses: write }, uses: ./.github/workflows/a-called-workflow-that-says-nothing-gets-its-caller-s-permissions-called.yml }
`,
    files: {
      ".github/workflows/CASE-called.yml": `{ on: workflow_call, jobs: { a: { runs-on: x, steps: ${tell} } } }`,
    },
    expected: { conclusion: "success", check: granted({ "call / a": "statuses:write" }) },
  },
  {
    name: "a called workflow may take less",
    source: configurations,
    workflow: `
on: workflow_dispatch
permissions: { contents: write, statuses: write }
jobs: { call: { uses: ./.github/workflows/a-called-workflow-may-take-less-called.yml } }
`,
    files: {
      ".github/workflows/CASE-called.yml": `
on: workflow_call
permissions: { contents: read }
jobs:
  a: { runs-on: x, steps: ${tell} }
`,
    },
    expected: { conclusion: "success", check: granted({ "call / a": "contents:read" }) },
  },
  {
    name: "a called job that asks for more starts nothing",
    source: `${configurations}; platform: startup_failure, zero jobs, no logs`,
    workflow: `
on: workflow_dispatch
permissions: { contents: read }
jobs:
  first: { runs-on: x, steps: [{ run: echo no }] }
  call: { uses: ./.github/workflows/a-called-job-that-asks-for-more-starts-nothing-called.yml }
`,
    files: {
      ".github/workflows/CASE-called.yml": `
on: workflow_call
permissions: {}
jobs: { deploy: { runs-on: x, permissions: { deployments: write, contents: read }, steps: [{ run: echo no }] } }
`,
    },
    expected: {
      conclusion: "startup_failure",
      jobs: {},
      problems: [
        "The nested job 'deploy' is requesting 'deployments: write', but is only allowed 'deployments: none'.",
      ],
    },
  },
  {
    name: "a called workflow that asks for more starts nothing",
    source: configurations,
    workflow: `
on: workflow_dispatch
permissions: { packages: read }
jobs: { call: { uses: ./.github/workflows/a-called-workflow-that-asks-for-more-starts-nothing-called.yml } }
`,
    files: {
      ".github/workflows/CASE-called.yml": `
on: workflow_call
permissions: { packages: write }
jobs: { a: { runs-on: x, permissions: {}, steps: [{ run: echo no }] } }
`,
    },
    expected: {
      conclusion: "startup_failure",
      problems: ["The workflow is requesting 'packages: write', but is only allowed 'packages: read'."],
    },
  },
  {
    name: "the limit holds through every level",
    source: configurations,
    workflow: `
on: workflow_dispatch
permissions: write-all
jobs: { call: { permissions: { contents: read }, uses: ./.github/workflows/the-limit-holds-through-every-level-mid.yml } }
`,
    files: {
      ".github/workflows/CASE-mid.yml": `{ on: workflow_call, jobs: { mid: { uses: ./.github/workflows/CASE-inner.yml } } }`,
      ".github/workflows/CASE-inner.yml": `
on: workflow_call
jobs: { a: { runs-on: x, permissions: { contents: write }, steps: [{ run: echo no }] } }
`,
    },
    expected: {
      conclusion: "startup_failure",
      problems: ["is requesting 'contents: write', but is only allowed 'contents: read'"],
    },
  },
  {
    name: "a pull request of a fork gets no secrets and a token that reads",
    source: "docs.github.com: events that trigger workflows, pull_request: workflows in forked repositories",
    workflow: `
on: pull_request
jobs:
  a:
    runs-on: x
    permissions: { contents: write, id-token: write }
    environment: { name: vault, deployment: false }
    steps:
      - run: echo "[\${{ secrets.DEPLOY_KEY }}\${{ secrets.VAULT_KEY }}]"
      - run: "echo token $(printf %s \${{ secrets.GITHUB_TOKEN }} | od -An -tx1 -v | tr -d ' \\\\n')"
`,
    trigger: {
      event: "pull_request",
      payload: { pull_request: { head: { ref: "x", repo: { full_name: "eve/app" } }, base: { ref: "main" } } },
    },
    expected: { conclusion: "success", prints: ["[]"], check: granted({ a: "contents:read" }) },
  },
  {
    name: "Dependabot's pull request gets no secrets either",
    source: "docs.github.com: Dependabot on Actions: read-only token, no secrets",
    workflow: `
on: pull_request
jobs: { a: { runs-on: x, steps: [{ run: "echo [\${{ secrets.DEPLOY_KEY }}]" }] } }
`,
    trigger: {
      event: "pull_request",
      actor: "dependabot[bot]",
      payload: { pull_request: { head: { ref: "x", repo: { full_name: "acme/app" } }, base: { ref: "main" } } },
    },
    expected: { conclusion: "success", prints: ["[]"] },
  },
  {
    name: "a token ends with its job",
    source: "docs.github.com: GITHUB_TOKEN expires when the job finishes",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: echo yes }] } }
`,
    expected: {
      conclusion: "success",
      check: async ({ jobs }, { host, again }) => {
        await again().done;
        if (jobs.length !== 1 || host.revoked.size < 2) throw new Error("The tokens are still valid");
      },
    },
  },
];
