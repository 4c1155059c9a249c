import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { purlOf } from "../../../../shared/dependencies/purl.ts";
import type { ActionFacts } from "../../../../shared/ports/registries.ts";
import { githubActions } from "../../../../shared/providers/github/action-source.ts";
import { dependencyGraph } from "../../../../shared/providers/github/dependency-graph.ts";
import { type GithubEmulator, startGithub } from "../../../cloud/github/start.ts";
import type { GraphEntry } from "../../../cloud/github/supply.ts";
import { moveTags, trivyAction, type TrivyAction } from "../../../cloud/incidents/trivy-action.ts";
import { hurriedClock } from "../../../fakes/hurried-clock.ts";
import { dependency, realHttp } from "../osv/asking.ts";

const NAME = "aquasecurity/trivy-action";
let action: TrivyAction;
let github: GithubEmulator;
let token: Secret;

beforeAll(async () => {
  action = trivyAction();
  github = await startGithub({
    repositories: { [NAME]: { git: action.folder, defaultBranch: "master", private: false, supply: action.supply } },
    now: () => new Date("2026-03-19T20:00:00Z"),
  });
  token = new Secret(github.issueToken(NAME, { contents: "read" }));
});

afterAll(async () => {
  await github.close();
  action.remove();
});

const ask = async (version: string, more: { readonly subpath?: string; readonly name?: string } = {}) => {
  const { name = NAME, subpath } = more;
  const asked = dependency("GitHub Actions", name, version, {
    purl: purlOf("GitHub Actions", name, version, { subpath }),
  });
  const answer = await githubActions({ http: realHttp(), token, api: github.url }).actions([asked]);
  expect(answer.unchecked).toEqual([]);
  return answer.facts.get(asked.purl);
};

describe("before the attack", () => {
  test("a tag is a commit of a branch, signed, with a release", async () => {
    expect(await ask("0.33.1")).toEqual({
      kind: "tag",
      sha: action.commits["0.33.1"],
      onBranch: true,
      tags: ["0.33.1"],
      verified: true,
      committedAt: "2025-09-03T10:00:00Z",
      releasedAt: "2025-09-03T12:00:00Z",
      immutable: false,
      using: "composite",
      archived: false,
    } satisfies ActionFacts);
  });

  test("a commit is known by its tags, a branch as what it is", async () => {
    expect(await ask(action.commits["0.33.1"] ?? "")).toMatchObject({ kind: "sha", tags: ["0.33.1"], onBranch: true });
    expect(await ask("master")).toMatchObject({ kind: "branch", onBranch: true, tags: ["0.34.0"] });
  });

  test("a commit of a release line is on a branch too", async () => {
    expect(await ask(action.commits["0.32.1"] ?? "")).toMatchObject({ onBranch: true });
  });

  test("what is not there is missing", async () => {
    expect(await ask("9.9.9")).toMatchObject({ kind: "missing", sha: undefined, onBranch: undefined });
    expect(await ask("0123456789012345678901234567890123456789")).toMatchObject({ kind: "missing" });
    expect(await ask("v1", { name: "nobody/nothing" })).toMatchObject({ kind: "missing" });
  });

  test("folders are those of the action, and no way out of its repository", async () => {
    expect(await ask("0.33.1", { subpath: "setup" })).toMatchObject({ using: "node24" });
    expect(await ask("0.33.1", { subpath: "../../x" })).toMatchObject({ using: undefined });
    expect(await ask("0.33.1", { subpath: ".github/workflows/ci.yml" })).toMatchObject({ using: undefined });
  });

  test("a comment's tag leads to its commit", async () => {
    const source = githubActions({ http: realHttp(), token, api: github.url });
    expect(await source.tagged(NAME, "0.33.1")).toBe(action.commits["0.33.1"]);
    expect(await source.tagged(NAME, "9.9.9")).toBeUndefined();
  });
});

describe("after the attack", () => {
  beforeAll(() => moveTags(action));

  test("a moved tag leads to a commit of no branch, unsigned, older than nothing but its own word", async () => {
    expect(await ask("0.33.1")).toMatchObject({
      kind: "tag",
      sha: action.orphan,
      onBranch: false,
      verified: false,
      releasedAt: "2025-09-03T12:00:00Z",
    });
  });

  test("the commit itself is told to be of no branch, whatever a comment calls it", async () => {
    expect(await ask(action.orphan)).toMatchObject({ kind: "sha", onBranch: false, verified: false });
  });
});

test("what GitHub does not answer is not checked", async () => {
  github.fault({ path: /trivy-action/, times: 2000, action: { kind: "status", status: 502 } });
  const asked = dependency("GitHub Actions", NAME, "0.33.1");
  const answer = await githubActions({ http: realHttp({ budgetMs: 500 }), token, api: github.url }).actions([
    asked,
    asked,
  ]);
  github.clearFaults();
  expect(answer.facts.size).toBe(0);
  expect(answer.unchecked.map(({ purl, what }) => [purl, what])).toEqual([[asked.purl, "registry"]]);
});

describe("the dependency graph", () => {
  const entry = (name: string, more: Partial<GraphEntry> = {}): GraphEntry => ({
    change_type: "added",
    manifest: "package-lock.json",
    ecosystem: "npm",
    name,
    version: "1.0.0",
    package_url: `pkg:/npm/${name}@1.0.0`,
    license: "MIT",
    source_repository_url: null,
    scope: "runtime",
    vulnerabilities: [],
    ...more,
  });
  const graph = () =>
    dependencyGraph({
      http: realHttp(),
      clock: hurriedClock,
      signal: new AbortController().signal,
      token,
      api: github.url,
      repository: NAME,
    })("0.32.1", "0.33.1");

  test("every page of it", async () => {
    github.setSupply(NAME, { graph: { changes: Array.from({ length: 250 }, (_, at) => entry(`p${at}`)) } });
    const answer = await graph();
    expect(answer).toMatchObject({ kind: "complete", note: "" });
    expect("changes" in answer && answer.changes.map(({ purl }) => purl).at(-1)).toBe("pkg:npm/p249@1.0.0");
    expect("changes" in answer && answer.changes).toHaveLength(250);
  });

  test("with missing snapshots it is incomplete, and says so", async () => {
    github.setSupply(NAME, { graph: { changes: [entry("a")], warnings: "No snapshots were found for the head SHA." } });
    expect(await graph()).toMatchObject({ kind: "incomplete", note: "No snapshots were found for the head SHA." });
  });

  test("switched off, broken or absent it is unavailable", async () => {
    github.setSupply(NAME, {});
    expect(await graph()).toMatchObject({ kind: "unavailable" });
    github.setSupply(NAME, { graph: { changes: Array.from({ length: 150 }, (_, at) => entry(`p${at}`)) } });
    github.fault({ path: /dependency-graph/, nth: 1, times: 1, action: { kind: "html", status: 200 } });
    expect(await graph()).toMatchObject({ kind: "unavailable" });
    github.clearFaults();
  });
});

test("the emulator answers as GitHub's description says", () => {
  expect(github.violations).toEqual([]);
});
