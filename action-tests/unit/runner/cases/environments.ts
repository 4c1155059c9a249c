import type { Case, Table } from "../case.ts";

const docs = "docs.github.com: deployments and environments";
const control = "docs.github.com: control deployments, using environments without deployments";
const crossOwner = "rios0rios0/pipelines#579; actions/runner#1490";

const deployments = ({ host }: Table, environment: string) =>
  host.deployments.filter((deployment) => deployment.environment === environment);

const same = (actual: unknown, expected: unknown) => {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(JSON.stringify(actual));
};

/** Tells whether the secret of the environment `vault` arrives. */
const teller = `
on: { workflow_call: { secrets: { VAULT_KEY: {}, key: {} } } }
jobs:
  inner:
    runs-on: x
    environment: { name: vault, deployment: false }
    steps: [{ run: 'echo "$WHERE \${{ secrets.VAULT_KEY == ''vault-secret-1'' }} [\${{ vars.LEVEL }}]"', env: { WHERE: "\${{ job.workflow_repository }}" } }]
`;

export const environments: readonly Case[] = [
  {
    name: "a job with an environment makes a deployment",
    source: `${docs}: a deployment object is created`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    environment: { name: makes, url: "https://\${{ steps.s.outputs.host }}/" }
    steps: [{ id: s, run: echo host=app.test >> $GITHUB_OUTPUT }]
`,
    expected: {
      conclusion: "success",
      check: (_report, table) =>
        same(
          deployments(table, "makes").map(({ repository, ref, states, url }) => [repository, ref, states, url]),
          [["acme/app", "refs/heads/main", ["in_progress", "success"], "https://app.test/"]],
        ),
    },
  },
  {
    name: "a failed job fails its deployment",
    source: docs,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, environment: fails, steps: [{ run: exit 1 }] } }
`,
    expected: {
      conclusion: "failure",
      check: (_report, table) =>
        same(
          deployments(table, "fails").map(({ states }) => states),
          [["in_progress", "failure"]],
        ),
    },
  },
  {
    name: "an environment may come without a deployment",
    source: control,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    environment: { name: vault, deployment: false }
    steps: [{ run: "echo \${{ secrets.VAULT_KEY == 'vault-secret-1' }} \${{ vars.LEVEL }}" }]
`,
    expected: {
      conclusion: "success",
      prints: ["true high"],
      check: (_report, table) => same(deployments(table, "vault"), []),
    },
  },
  {
    name: "an environment's secrets and vars win over the repository's",
    source: "docs.github.com: using secrets, precedence; variables, precedence",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    environment: { name: "va\${{ 'ult' }}", deployment: false }
    steps: [{ run: "echo \${{ secrets.DEPLOY_KEY == 'vault-deploy-1' }} \${{ vars.REGION }}" }]
  b: { runs-on: x, steps: [{ run: "echo \${{ secrets.DEPLOY_KEY == 'vault-deploy-1' }} \${{ vars.REGION }}" }] }
`,
    expected: { conclusion: "success", prints: ["true oregon", "false frankfurt"] },
  },
  {
    name: "a reviewer lets the job go",
    source: `${docs}, required reviewers`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, environment: { name: gated, deployment: false }, steps: [{ run: echo deployed }] } }
`,
    during: async (run, table) => {
      await table.asked(run, "gated");
      run.approve("Gated", "Rita");
    },
    expected: { conclusion: "success", prints: ["deployed"] },
  },
  {
    name: "a rejected job fails and what needs it is skipped",
    source: `${docs}: if a job is rejected, the workflow fails`,
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, environment: rejected, steps: [{ run: echo no }] }
  b: { needs: a, runs-on: x, steps: [{ run: echo no }] }
`,
    during: async (run, table) => {
      await table.asked(run, "rejected");
      run.reject("rejected", "rita");
    },
    expected: {
      conclusion: "failure",
      jobs: { a: "failure", b: "skipped" },
      annotations: ["rejected by rita"],
      check: (_report, table) =>
        same(
          deployments(table, "rejected").map(({ states }) => states),
          [["failure"]],
        ),
    },
  },
  {
    name: "only a reviewer may approve and not whoever started the run",
    source: `${docs}, prevent self-reviews`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, environment: { name: strict, deployment: false }, steps: [{ run: echo deployed }] } }
`,
    during: async (run, table) => {
      await table.asked(run, "strict");
      const refused = ["mallory", "ann"].map((reviewer) => {
        try {
          run.approve("strict", reviewer);
          return `${reviewer} approved`;
        } catch (error) {
          return (error as Error).message;
        }
      });
      run.approve("strict", "rita");
      same(refused, ["'mallory' is not a reviewer of 'strict'", "'ann' is not a reviewer of 'strict'"]);
    },
    expected: { conclusion: "success" },
  },
  {
    name: "a run may be cancelled while it waits for a reviewer",
    source: docs,
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, environment: waits, steps: [{ run: echo no }] }
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: "echo a was \${{ needs.a.result }}" }] }
`,
    during: async (run, table) => {
      await table.asked(run, "waits");
      run.cancel();
    },
    expected: {
      conclusion: "cancelled",
      jobs: { a: "cancelled", b: "success" },
      prints: ["a was cancelled"],
      check: (_report, table) =>
        same(
          deployments(table, "waits").map(({ states }) => states),
          [["inactive"]],
        ),
    },
  },
  {
    name: "a wait timer holds the job back",
    source: `${docs}, wait timer`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, environment: { name: timed, deployment: false }, steps: [{ run: echo deployed }] } }
`,
    during: async (run, table) => {
      await table.event(run, (event) => event.type === "job" && event.on === "1 minutes of timed");
    },
    expected: { conclusion: "success", prints: ["deployed"] },
  },
  {
    name: "a misspelt environment is made without protection",
    source: `${docs}: an environment that does not exist is created`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, environment: gatedd, steps: [{ run: "echo [\${{ secrets.VAULT_KEY }}]" }] } }
`,
    expected: {
      conclusion: "success",
      prints: ["[]"],
      check: (_report, table) => same(deployments(table, "gatedd").length, 1),
    },
  },
  {
    name: "environment secrets do not reach a workflow of another repository",
    source: crossOwner,
    workflow: `
on: workflow_dispatch
jobs:
  inherited: { uses: acme/kit/.github/workflows/environment-secrets-do-not-reach-a-workflow-of-another-repository.yml@v1, secrets: inherit }
  named:
    uses: tools/kit/.github/workflows/environment-secrets-do-not-reach-a-workflow-of-another-repository.yml@v1
    secrets: { VAULT_KEY: "\${{ secrets.VAULT_KEY }}" }
`,
    kit: { ".github/workflows/CASE.yml": teller },
    expected: { conclusion: "success", prints: ["acme/kit false []", "tools/kit false []"] },
  },
  {
    name: "environment secrets reach a workflow of the same repository by inherit",
    source: crossOwner,
    workflow: `
on: workflow_dispatch
jobs:
  call: { uses: ./.github/workflows/environment-secrets-reach-a-workflow-of-the-same-repository-by-inherit-called.yml, secrets: inherit }
`,
    files: { ".github/workflows/CASE-called.yml": teller },
    expected: { conclusion: "success", prints: ["acme/app true [high]"] },
  },
  {
    name: "an environment secret wins over the one that was passed",
    source: "docs.github.com: reuse workflows: the environment secret is used, not the one passed from the caller",
    workflow: `
on: workflow_dispatch
jobs:
  call:
    uses: ./.github/workflows/an-environment-secret-wins-over-the-one-that-was-passed-called.yml
    secrets: { VAULT_KEY: "\${{ secrets.DEPLOY_KEY }}" }
  other:
    uses: ./.github/workflows/an-environment-secret-wins-over-the-one-that-was-passed-called.yml
    secrets: { key: "\${{ secrets.DEPLOY_KEY }}" }
`,
    files: { ".github/workflows/CASE-called.yml": teller },
    expected: { conclusion: "success", prints: ["acme/app true [high]", "acme/app false [high]"] },
  },
];
