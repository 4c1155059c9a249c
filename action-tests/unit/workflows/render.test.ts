import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { renderWorkflow, renderWorkflows, workflowFiles } from "../../../scripts/generate/workflows.ts";

const sha = "a".repeat(40);
const pins = { "actions/checkout@v7": { version: "v7.0.1", sha } };
const source = [
  "jobs:",
  "  a:",
  "    uses: ./workflows/b.yml",
  "  c:",
  "    steps:",
  "      # why",
  "      - uses: actions/checkout@v7",
  "      - name: D",
  "        uses: ./actions/d",
  "",
].join("\n");

describe("a workflow is rendered", () => {
  test("for GitHub, where $/ is its own repository", () => {
    expect(renderWorkflow(source, "workflows/x.yml", pins, { kind: "self" }).split("\n").slice(1)).toEqual([
      "jobs:",
      "  a:",
      "    uses: $/.github/workflows/b.yml",
      "  c:",
      "    steps:",
      "      # why",
      `      - uses: actions/checkout@${sha} # v7.0.1`,
      "      - name: D",
      "        uses: $/actions/d",
      "",
    ]);
  });

  test("for other repositories, pinned to one commit", () => {
    const dialect = { kind: "vendored", repository: "acme/slipway", ref: "1234567" } as const;
    const text = renderWorkflow(source, "workflows/x.yml", pins, dialect);
    expect(text).toContain("    uses: acme/slipway/.github/workflows/b.yml@1234567\n");
    expect(text).toContain("        uses: acme/slipway/actions/d@1234567\n");
    expect(text).not.toContain("$/");
  });

  test("for Enterprise Server and act without the keys that they do not know", () => {
    const text =
      "    environment:\n      name: a\n      deployment: false\n    concurrency:\n      group: b\n      queue: max\n";
    const rendered = renderWorkflow(text, "x", pins, { kind: "pinned", repository: "a/b", ref: "c" });
    expect(parse(rendered)).toEqual({ environment: { name: "a" }, concurrency: { group: "b" } });
    expect(renderWorkflow(text, "x", pins, { kind: "vendored", repository: "a/b", ref: "c" })).toContain("queue: max");
  });

  test("only with actions that are pinned", () => {
    const stranger = "      - uses: evil/action@v1";
    expect(() => renderWorkflow(stranger, "workflows/x.yml", pins, { kind: "self" })).toThrow(
      /evil\/action@v1.*pins\.yml/,
    );
  });
});

test("what is committed is what the sources make", () => {
  for (const [path, text] of workflowFiles()) expect(readFileSync(path, "utf8")).toBe(text);
});

test("both dialects mean the same but for where things come from", () => {
  const pinned = renderWorkflows({ kind: "vendored", repository: "slipway/slipway", ref: sha });
  for (const [name, text] of renderWorkflows({ kind: "self" })) {
    const other = (pinned.get(name) ?? "").replaceAll(
      new RegExp(`slipway/slipway/([^@\\s]+)@${sha}`, "g"),
      (_, path: string) => `$/${path}`,
    );
    expect(parse(other)).toEqual(parse(text));
  }
});
