import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve as resolvePath } from "node:path";
import type { Scope } from "../expressions/evaluate.ts";
import { resolve, resolveText } from "../expressions/resolve.ts";
import { toText } from "../expressions/value.ts";
import { field, type Node } from "../template/node.ts";
import type { StepSpec } from "../template/workflow-spec.ts";
import { runStepProcess, type StepContext } from "./process-step.ts";

const templates: Readonly<Record<string, string>> = {
  bash: "bash --noprofile --norc -e -o pipefail {0}",
  sh: "sh -e {0}",
  python: "python {0}",
  pwsh: "pwsh -command . '{0}'",
};
const extensions: Readonly<Record<string, string>> = { bash: ".sh", sh: ".sh", python: ".py", pwsh: ".ps1" };

const onPath = (name: string) =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));

const unspecified = () => (onPath("bash") ? "bash -e {0}" : "sh -e {0}");

type Run = Extract<StepSpec["action"], { kind: "run" }>;

/** The first of the step's own value and the defaults of job and workflow. */
const setting = (context: StepContext, own: Node | undefined, name: string, scope: Scope): string | undefined => {
  if (own) return resolveText(own, scope);
  if (context.frame.isComposite) return undefined;
  for (const defaults of [context.job.request.spec.defaults, context.job.request.workflow.defaults]) {
    const run = field(defaults, "run");
    const value = run && (field(run, name) ?? undefined);
    if (value) return toText(resolve(value, scope));
  }
  return undefined;
};

/** Runs a `run:` step. True when it ended well. */
export const runScript = async (context: StepContext, action: Run, scope: Scope): Promise<boolean> => {
  const { job, log } = context;
  const script = resolveText(action.script, scope);
  const shell = setting(context, action.shell, "shell", scope);
  const folder = setting(context, action.workingDirectory, "working-directory", scope) ?? "";
  const template = shell === undefined ? unspecified() : (templates[shell] ?? shell);
  if (!template.includes("{0}"))
    throw new Error(
      "Invalid shell option. Shell must be a valid built-in (bash, sh, python, pwsh) or a format string containing '{0}'",
    );
  const path = join(job.folders.temp, `${randomUUID()}${extensions[shell ?? "bash"] ?? ""}`);
  await writeFile(path, `${script.replaceAll("\r\n", "\n")}\n`);

  const [first = ""] = script.trim().split("\n");
  log.line(`##[group]Run ${first}`);
  for (const line of script.trimEnd().split("\n")) log.line(line);
  log.line(`shell: ${template}`);
  const shown = Object.entries({ ...Object.fromEntries(job.env), ...context.frame.env, ...context.env });
  if (shown.length > 0) log.line("env:");
  for (const [name, value] of shown) log.line(`  ${name}: ${value}`);
  log.line("##[endgroup]");

  const [file = "", ...args] = template.split(" ").filter((word) => word !== "");
  const { code, good } = await runStepProcess(context, {
    file,
    args: args.map((arg) => arg.replace("{0}", path)),
    folder: isAbsolute(folder) ? folder : resolvePath(job.folders.workspace, folder),
    extra: {},
  });
  if (code !== 0 && !context.signal.aborted) log.error(`Process completed with exit code ${code}.`);
  return code === 0 && good;
};
