import type { Case } from "../case.ts";

const encoders = "actions/runner ValueEncoders.cs and HostContext.cs";
const key = "hunter2-deploy-key";

export const masks: readonly Case[] = [
  {
    name: "a secret is hidden in the log and in the header",
    source: "docs.github.com: using secrets in GitHub Actions: secrets are redacted from logs",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: "echo before \${{ secrets.DEPLOY_KEY }} after", env: { KEY: "\${{ secrets.DEPLOY_KEY }}" } }] }
`,
    expected: { conclusion: "success", prints: ["before *** after"], hides: [key] },
  },
  {
    name: "base64, quoted and escaped renderings are hidden",
    source: encoders,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - shell: node {0}
        run: |
          console.log("::add-mask::pa\\"s s'w&<rd");
          const secret = "pa\\"s s'w&<rd";
          console.log("b64 " + Buffer.from(secret).toString("base64"));
          console.log("user " + Buffer.from("u" + secret).toString("base64").slice(-8));
          console.log("uri " + encodeURIComponent(secret).replaceAll("'", "%27"));
          console.log("json " + JSON.stringify(secret).slice(1, -1));
          console.log("xml " + "pa&quot;s s&apos;w&amp;&lt;rd");
          console.log("sql " + secret.replaceAll("'", "''"));
`,
    expected: { conclusion: "success", prints: ["b64 ***", "uri ***", "json ***", "xml ***", "sql ***"] },
  },
  {
    name: "hex and base64url are not the runner's to hide",
    source: `${encoders}: eleven encoders, neither is among them`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - shell: node {0}
        run: |
          console.log("::add-mask::" + "??>>secret");
          console.log(Buffer.from("??>>secret").toString("hex"));
          console.log(Buffer.from("??>>secret").toString("base64url"));
`,
    expected: { conclusion: "success", prints: ["3f3f3e3e736563726574", "Pz8-PnNlY3JldA"] },
  },
  {
    name: "each line of a secret is hidden by itself",
    source: "actions/runner ActionCommandManager.cs and Worker.cs: each line of a multi-line value is added",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: echo "a second line of it b"
      - run: |
          echo "::add-mask::one one%0Atwo two"
          echo "it is one one"
          echo "it is two two"
`,
    expected: { conclusion: "success", prints: ["a *** b", "it is ***"] },
  },
  {
    name: "a mask may be one character long",
    source: "actions/runner: add-mask has no minimum length",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: "echo ::add-mask::e; echo tree" }] }
`,
    expected: { conclusion: "success", prints: ["tr***"] },
  },
  {
    name: "an empty mask is only warned about",
    source: "actions/runner ActionCommandManager.cs, AddMaskCommandExtension",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: "echo ::add-mask::; echo tree" }] }
`,
    expected: {
      conclusion: "success",
      prints: ["tree"],
      annotations: ["warning: Can't add secret mask for empty string"],
    },
  },
  {
    name: "a job output that holds a masked value is dropped",
    source: "actions/runner JobExtension.cs: Skip output since it may contain secret",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    outputs: { url: "\${{ steps.s.outputs.url }}", id: "\${{ steps.s.outputs.id }}" }
    steps: [{ id: s, run: "echo ::add-mask::preview-7; echo url=https://preview-7.test >> $GITHUB_OUTPUT; echo id=7 >> $GITHUB_OUTPUT" }]
  b: { needs: a, runs-on: x, steps: [{ run: "echo [\${{ needs.a.outputs.url }}] [\${{ needs.a.outputs.id }}]" }] }
`,
    expected: {
      conclusion: "success",
      outputs: { a: { id: "7" } },
      prints: ["[] [7]"],
      annotations: ["warning: Skip output 'url' since it may contain secret."],
    },
  },
  {
    name: "an environment url that holds a masked value is dropped",
    source: "actions/runner JobExtension.cs: Skip setting environment url",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    environment: { name: masked-url, url: "https://\${{ steps.s.outputs.host }}" }
    steps: [{ id: s, run: "echo ::add-mask::preview-8; echo host=preview-8.test >> $GITHUB_OUTPUT" }]
`,
    expected: {
      conclusion: "success",
      annotations: ["warning: Skip setting environment url as environment 'masked-url' may contain secret."],
      check: (_report, { host }) => {
        const made = host.deployments.filter(({ environment }) => environment === "masked-url");
        if (made.length !== 1 || made[0]?.url !== undefined) throw new Error(JSON.stringify(made));
      },
    },
  },
  {
    name: "the token is hidden",
    source: "docs.github.com: GITHUB_TOKEN is a secret",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: "echo [\${{ github.token }}] [\${{ secrets.GITHUB_TOKEN }}]" }] }
`,
    expected: { conclusion: "success", prints: ["[***] [***]"], hides: ["ghs_fake"] },
  },
  {
    name: "summaries and annotations are masked too",
    source: "actions/runner FileCommandManager.cs, ExecutionContext.cs",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - env: { KEY: "\${{ secrets.DEPLOY_KEY }}" }
        run: |
          echo "key $KEY" >> $GITHUB_STEP_SUMMARY
          echo "::error title=the $KEY::with $KEY in it"
`,
    expected: {
      conclusion: "success",
      annotations: ["error: with *** in it"],
      hides: [key],
      check: ({ jobs }) => {
        const [step] = jobs[0]?.steps ?? [];
        if (step?.summary !== "key ***\n") throw new Error(step?.summary);
      },
    },
  },
  {
    name: "a step's output is masked nowhere but the job's",
    source: "actions/runner: masks apply to lines, annotations, summaries; files keep what was written",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: "echo ::add-mask::pear-tree; echo fruit=pear-tree >> $GITHUB_OUTPUT" }
      - { run: 'test "\${{ steps.s.outputs.fruit }}" = "pear""-tree"' }
`,
    expected: { conclusion: "success" },
  },
  {
    name: "a mask holds only for its own job",
    source: "actions/runner: each job has a runner process and a masker of its own",
    workflow: `
on: workflow_dispatch
jobs:
  a: { runs-on: x, steps: [{ run: "echo ::add-mask::plum-tree; echo plum-tree" }] }
  b: { needs: a, runs-on: x, steps: [{ run: echo plum-tree }] }
`,
    expected: { conclusion: "success", prints: ["***", "plum-tree"] },
  },
];
