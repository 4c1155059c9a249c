import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { actionFiles } from "../../../scripts/generate/actions.ts";
import { errorPages } from "../../../scripts/generate/errors.ts";
import { table } from "../../../scripts/generate/table.ts";
import { CODES } from "../../../shared/action/codes.ts";

interface Metadata {
  readonly inputs: Record<string, { description: string; required: boolean; default?: string }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { using: string; main: string };
}

const files = await actionFiles();
const metadata = [...files].filter(([path]) => path.endsWith("action.yml"));

describe.each(metadata)("%s", (path, content) => {
  const action = /actions\/([^/]+)\//.exec(path)?.[1];
  const { inputs, outputs, runs } = parse(content) as Metadata;

  test("runs its bundle on Node 24", () => {
    expect(runs).toEqual({ using: "node24", main: `../../dist/${action}/index.js` });
  });

  test("says of every input what it is; none is required and has a default", () => {
    for (const { description, required, default: fallback } of Object.values(inputs)) {
      expect(description.length).toBeGreaterThan(5);
      expect(required && fallback !== undefined).toBe(false);
    }
  });

  test("has kebab-case names and an outcome", () => {
    for (const name of [...Object.keys(inputs), ...Object.keys(outputs)])
      expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(outputs["outcome"]?.description).toMatch(/: \S+, .*failed.*cancelled/);
  });

  test("has all of it in its README and its page", () => {
    for (const page of [`actions/${action}/README.md`, `docs/reference/actions/${action}.md`]) {
      const text = files.get(page) ?? "";
      for (const name of [...Object.keys(inputs), ...Object.keys(outputs)]) expect(text).toContain(`| \`${name}\``);
    }
  });
});

test("every code has a page that says what to do, and is in the index", async () => {
  const pages = await errorPages();
  for (const code of Object.keys(CODES)) {
    expect(pages.get(`docs/reference/errors/${code}.md`)).toMatch(/## What to do\n\n1\. /);
    expect(pages.get("docs/reference/errors/README.md")).toContain(`[${code}](${code}.md)`);
  }
});

test("tables are aligned as the formatter aligns them", () => {
  expect(table(["A", "Long head"], [["wide cell", "x"]])).toBe(
    "| A         | Long head |\n| --------- | --------- |\n| wide cell | x         |",
  );
});
