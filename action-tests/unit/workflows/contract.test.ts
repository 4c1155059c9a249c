import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { ActionSpec } from "../../../shared/action/spec.ts";
import { callers, jobsOf, named, published, type Step, strings } from "./files.ts";

const specs = new Map<string, ActionSpec>();
const actionOf = (uses: string | undefined): string | undefined => /^\$\/actions\/([\w-]+)$/.exec(uses ?? "")?.[1];
const used = [
  ...new Set(jobsOf(published).flatMap(([, { steps = [] }]) => steps.flatMap(({ uses }) => actionOf(uses) ?? []))),
];

beforeAll(async () => {
  for (const name of used) {
    const { spec } = (await import(`../../../actions/${name}/spec.ts`)) as { spec: ActionSpec };
    specs.set(name, spec);
  }
});

/** `path.name` for each mention such as `steps.gate.outputs.outcome`. */
const mentions = (value: unknown, form: RegExp): readonly RegExpMatchArray[] =>
  strings(value).flatMap((text) => [...text.matchAll(form)]);
const stepMentions = (value: unknown) => mentions(value, /\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g);

describe.each(jobsOf(published))("%s", (_, job, file) => {
  const steps = job.steps ?? [];
  const specOf = (id: string | undefined): ActionSpec | undefined =>
    specs.get(actionOf(steps.find((step) => step.id === id)?.uses) ?? "");

  test("uses actions that are there, with inputs that they have, all that they need", () => {
    for (const { uses, with: inputs = {} } of steps) {
      const action = actionOf(uses);
      if (action === undefined) continue;
      expect(existsSync(`actions/${action}/action.yml`)).toBe(true);
      const spec = specs.get(action);
      const given = Object.keys(inputs);
      expect(Object.keys(spec?.inputs ?? {})).toEqual(expect.arrayContaining(given));
      const needed = Object.entries(spec?.inputs ?? {}).filter(([, field]) => "problem" in field.read(""));
      expect(given).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
    }
  });

  test("writes fixed values as the inputs take them", () => {
    const refused = steps.flatMap(({ uses, with: inputs = {} }) =>
      Object.entries(inputs).filter(([name, value]) => {
        const field = specs.get(actionOf(uses) ?? "")?.inputs[name];
        return field !== undefined && !String(value).includes("${{") && "problem" in field.read(String(value));
      }),
    );
    expect(refused).toEqual([]);
  });

  test("reads outputs that its steps have, of steps that came before", () => {
    const unknown = (value: unknown, before: readonly Step[]): readonly string[] =>
      stepMentions(value)
        .filter(([, id = "", output = ""]) => {
          const spec = specOf(id);
          return !before.some((step) => step.id === id) || (spec !== undefined && !(output in spec.outputs));
        })
        .map(([text]) => text);
    expect(steps.flatMap((step, index) => unknown(step, steps.slice(0, index)))).toEqual([]);
    expect(unknown(job.outputs, steps)).toEqual([]);
  });

  test("reads inputs and secrets that are declared, and needs that it has", () => {
    const call = file.workflow.on.workflow_call;
    for (const [, name = ""] of mentions(job, /\binputs\.([\w-]+)/g)) {
      expect(Object.keys(call?.inputs ?? {})).toContain(name);
    }
    for (const [, name = ""] of mentions(job, /\bsecrets\.([a-z][\w-]*)/g)) {
      expect(Object.keys(call?.secrets ?? {})).toContain(name);
    }
    for (const [, id = ""] of mentions(job, /\bneeds\.([\w-]+)\./g)) expect([job.needs ?? []].flat()).toContain(id);
    for (const [, id = "", output = ""] of mentions(job, /\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      expect(outputsOf(file.workflow.jobs[id])).toContain(output);
    }
  });

  test("calls other workflows with what they take", () => {
    if (job.uses === undefined) return;
    const called = named(job.uses.replace("$/.github/workflows/", "")).workflow;
    const { inputs = {}, secrets = {} } = called.on.workflow_call ?? {};
    const required = Object.entries(inputs).filter(([, { required }]) => required === true);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(job.with ?? {})));
    expect(Object.keys(job.with ?? {})).toEqual(expect.arrayContaining(required.map(([name]) => name)));
    expect(Object.keys(job.secrets ?? {}).toSorted()).toEqual(Object.keys(secrets).toSorted());
    for (const { permissions = {} } of Object.values(called.jobs)) expect(job.permissions).toMatchObject(permissions);
  });
});

const outputsOf = (job: { uses?: string; outputs?: object } | undefined): readonly string[] =>
  job?.uses === undefined
    ? Object.keys(job?.outputs ?? {})
    : Object.keys(named(job.uses.replace("$/.github/workflows/", "")).workflow.on.workflow_call?.outputs ?? {});

test.each(published.map((file) => [file.name, file] as const))("%s gives out what its jobs have", (_, { workflow }) => {
  for (const [, job = "", output = ""] of mentions(workflow.on, /\bjobs\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    expect(outputsOf(workflow.jobs[job])).toContain(output);
  }
});

describe.each(jobsOf(callers))("the example's %s", (_, { uses, with: inputs = {}, secrets = {}, permissions = {} }) => {
  const file = /^slipway\/slipway\/\.github\/workflows\/([\w-]+\.yml)@v1$/.exec(uses ?? "")?.[1];

  test("calls a workflow of ours with what it takes, and every permission that it needs", () => {
    const { workflow } = named(file ?? "");
    const call = workflow.on.workflow_call;
    expect(Object.keys(call?.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(inputs)));
    expect(Object.keys(call?.secrets ?? {})).toEqual(expect.arrayContaining(Object.keys(secrets)));
    for (const job of Object.values(workflow.jobs)) {
      const needs = Object.entries(job.permissions ?? {});
      expect(needs.filter(([name, level]) => permissions[name] !== level && permissions[name] !== "write")).toEqual([]);
    }
  });
});
