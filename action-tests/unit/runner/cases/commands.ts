import type { Case } from "../case.ts";

const parser = "actions/runner ActionCommand.cs";
const manager = "actions/runner ActionCommandManager.cs";

export const commands: readonly Case[] = [
  {
    name: "a command may stand after white space",
    source: `${parser}: TrimStart before ::`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: 'echo "   ::notice::seen"; echo "x ::notice::line"' }] } }
`,
    expected: {
      conclusion: "success",
      prints: ["x ::notice::line"],
      annotations: ["notice: seen"],
      check: ({ jobs }) => {
        if (jobs[0]?.annotations.length !== 1) throw new Error("There is not one annotation");
      },
    },
  },
  {
    name: "an old command may stand anywhere in a line",
    source: `${parser}: IndexOf("##[")`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: 'echo "log: ##[set-output name=url;]forged"; echo "log: ##[warning]careful"' }
      - run: echo "url \${{ steps.s.outputs.url }}"
`,
    expected: { conclusion: "success", prints: ["url forged"], annotations: ["warning: careful"] },
  },
  {
    name: "names of commands have no case",
    source: `${manager}: StringComparer.OrdinalIgnoreCase`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: 'echo "::NoTiCe TITLE=T::seen"' }] } }
`,
    expected: { conclusion: "success", annotations: ["notice: seen"] },
  },
  {
    name: "a lone carriage return ends a line",
    source: "actions/runner ProcessInvoker.cs: StreamReader.ReadLine",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: 'printf "progress 1\\r::notice::seen\\rprogress 2\\r\\nend\\n"' }] } }
`,
    expected: { conclusion: "success", prints: ["progress 1", "progress 2", "end"], annotations: ["notice: seen"] },
  },
  {
    name: "stderr is read for commands as well",
    source: "actions/runner ScriptHandler.cs: both streams go to OutputManager",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: 'echo "::notice::seen" >&2' }] } }
`,
    expected: { conclusion: "success", annotations: ["notice: seen"] },
  },
  {
    name: "set-output and save-state by stdout still work",
    source: `${manager}; github.blog changelog 2022-10-11: deprecated, not removed`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: s, run: 'echo "::set-output name=word::plum%0Atree"; echo "::save-state name=k::v"' }
      - run: echo '\${{ toJSON(steps.s.outputs.word) }}'
`,
    expected: {
      conclusion: "success",
      prints: ['"plum\\ntree"'],
      annotations: [
        "warning: The `set-output` command is deprecated",
        "warning: The `save-state` command is deprecated",
      ],
    },
  },
  {
    name: "stop-commands stops until its token",
    source: "docs.github.com: workflow commands, stopping and starting workflow commands",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - run: |
          echo "::stop-commands::t0ken"
          echo "::notice::not seen"
          echo "##[notice]nor this"
          echo "::T0KEN::"
          echo "::notice::seen again"
`,
    expected: {
      conclusion: "success",
      prints: ["::notice::not seen", "##[notice]nor this"],
      annotations: ["notice: seen again"],
      check: ({ jobs }) => {
        if (jobs[0]?.annotations.length !== 1) throw new Error("There is not one annotation");
      },
    },
  },
  {
    name: "stopped commands are stopped for one step only",
    source: "actions/runner HandlerFactory.cs: each handler has a command manager of its own",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: 'echo "::stop-commands::t0ken"' }, { run: 'echo "::notice::seen"' }] } }
`,
    expected: { conclusion: "success", annotations: ["notice: seen"] },
  },
  {
    name: "the name of a command is no token",
    source: `${manager}: ValidateStopToken`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ id: s, run: 'echo "::stop-commands::add-mask"' }] } }
`,
    expected: { conclusion: "failure", steps: { "a/s": "failure/failure" } },
  },
  {
    name: "an unknown command is a line",
    source: `${parser}: registeredCommands`,
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: 'echo "::unknown::x"; echo "##[unknown]x"; echo "::notice without end"' }] } }
`,
    expected: { conclusion: "success", prints: ["::unknown::x", "##[unknown]x", "::notice without end"] },
  },
  {
    name: "an error command does not fail the step",
    source: "docs.github.com: workflow commands, setting an error message",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps: [{ run: 'echo "::error file=a.ts,line=7,title=Bad%2C very%3A bad::first%0Asecond 100%25"' }]
`,
    expected: {
      conclusion: "success",
      annotations: ["error: first\nsecond 100%"],
      prints: ["##[error]first", "second 100%"],
      check: ({ jobs }) => {
        const [annotation] = jobs[0]?.annotations ?? [];
        const { file, line, title } = annotation ?? {};
        if (`${file}:${line} ${title}` !== "a.ts:7 Bad, very: bad") throw new Error(JSON.stringify(annotation));
      },
    },
  },
  {
    name: "ten annotations of a kind for each step",
    source: "actions/runner ExecutionContext.cs: _maxIssueCount 10",
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps: [{ run: 'for n in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "::warning::w$n"; echo "::error::e$n"; done' }]
`,
    expected: {
      conclusion: "success",
      prints: ["##[warning]w12"],
      check: ({ jobs }) => {
        const count = (level: string) => jobs[0]?.annotations.filter((annotation) => annotation.level === level).length;
        if (count("warning") !== 10 || count("error") !== 10) throw new Error(JSON.stringify(jobs[0]?.annotations));
      },
    },
  },
  {
    name: "an annotation is cut at 4096 characters",
    source: "actions/runner ExecutionContext.cs: _maxIssueMessageLength, after masking",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: 'echo "::error::$(head -c 5000 /dev/zero | tr "\\0" x)"' }] } }
`,
    expected: {
      conclusion: "success",
      check: ({ jobs }) => {
        const length = jobs[0]?.annotations[0]?.message.length;
        if (length !== 4096) throw new Error(String(length));
      },
    },
  },
  {
    name: "set-env and add-path by stdout are refused",
    source: `${manager}: disabled unless ACTIONS_ALLOW_UNSECURE_COMMANDS`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps:
      - { id: env, run: 'echo "::set-env name=X::1"', continue-on-error: true }
      - { id: path, run: 'echo "::add-path::/x"', continue-on-error: true }
      - { id: open, run: 'echo "::set-env name=X::1"', env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true } }
      - run: echo "X is $X"
`,
    expected: {
      conclusion: "success",
      steps: { "a/env": "failure/success", "a/path": "failure/success", "a/open": "success/success" },
      prints: ["X is 1"],
      annotations: ["error: The `set-env` command is disabled.", "error: The `add-path` command is disabled."],
    },
  },
  {
    name: "debug lines are there only when asked for",
    source: "docs.github.com: workflow commands, setting a debug message",
    workflow: `
on: workflow_dispatch
jobs: { a: { runs-on: x, steps: [{ run: 'printf "::debug::%s\\n::group::a group\\n::endgroup::\\n" hidden-text | sed s/-/_/' }] } }
`,
    expected: { conclusion: "success", prints: ["##[group]a group", "##[endgroup]"], hides: ["hidden_text"] },
  },
  {
    name: "echo shows the commands that follow",
    source: `${manager}: EchoCommandExtension`,
    workflow: `
on: workflow_dispatch
jobs:
  a:
    runs-on: x
    steps: [{ run: 'echo "::echo::on"; echo "::set-output name=a::b"; echo "::echo::off"; echo "::set-output name=c::d"' }]
`,
    expected: {
      conclusion: "success",
      prints: ["::set-output name=a::b"],
      check: ({ jobs }) => {
        if (jobs[0]?.steps[0]?.log.includes("::set-output name=c::d")) throw new Error("echo is still on");
      },
    },
  },
];
