import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { npmIncidents } from "../../cloud/incidents/npm.ts";
import { moveTags, trivyAction, type TrivyAction } from "../../cloud/incidents/trivy-action.ts";
import { startCloud } from "../../cloud/index.ts";
import { startRegistries } from "../../cloud/registries/start.ts";
import { newRepository, type Repository } from "../../tools/repository.ts";
import { runStep, type StepEnd } from "../../tools/step.ts";
import { npmLock } from "./npm-lock.ts";

/**
 * The action as a process against emulated registries, OSV and GitHub, as they stood while each attack went on: nobody had
 * written an advisory. OSV and GitHub's own database answer that nothing is known.
 */
const NOW = new Date();
const ACTION = "aquasecurity/trivy-action";
const incidents = npmIncidents(NOW);
let cloud: Awaited<ReturnType<typeof start>>;
let project: Repository;
let trivy: TrivyAction;

const start = () =>
  startCloud({
    osv: {},
    github: {
      repositories: {
        "acme/shop": { git: project.folder },
        [ACTION]: { git: trivy.folder, defaultBranch: "master", private: false, supply: trivy.supply },
      },
    },
  });

beforeAll(async () => {
  project = newRepository();
  trivy = trivyAction();
  moveTags(trivy);
  cloud = await start();
});

afterAll(async () => {
  await cloud.close();
  project.remove();
  trivy.remove();
});

const review = async (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Promise<StepEnd> => {
  const base = project.commit("base", before);
  const head = project.commit("head", after);
  const end = await runStep({
    action: "dependency-review",
    source: true,
    workspace: project.folder,
    inputs: {
      base,
      head,
      "osv-url": cloud.osv.url,
      "api-url": cloud.github.url,
      "github-token": cloud.github.issueToken("acme/shop", { contents: "read" }),
      comment: "never",
      sarif: "file",
    },
  });
  project.git("rm", "--quiet", "-r", ".");
  return end;
};

interface Finding {
  readonly rule: string;
  readonly level: string;
  readonly package: string;
}

const blockedBy = ({ outputs }: StepEnd): readonly string[] =>
  (JSON.parse(outputs["findings"] ?? "[]") as readonly Finding[])
    .filter(({ level }) => level === "block")
    .map(({ rule, package: name }) => `${rule} ${name}`)
    .toSorted();

/** Both databases answered for everything, and neither knew anything. */
const NOTHING_KNOWN = /OSV, all (\d+); GitHub's advisories, all \1\b/;

const rulesIn = (found: readonly string[]): number => new Set(found.map((rule) => rule.split(" ")[0])).size;

const GATES: Readonly<Record<string, readonly string[]>> = {
  "axios 1.14.1": [
    "age axios",
    "age plain-crypto-js",
    "install-script plain-crypto-js",
    "new-name plain-crypto-js",
    "trust axios",
  ],
  "Shai-Hulud, @ctrl/tinycolor 4.1.1": ["age @ctrl/tinycolor", "install-script @ctrl/tinycolor"],
  "event-stream 3.3.6, with a script": ["age event-stream", "install-script flatmap-stream", "maintainer event-stream"],
  "event-stream 3.3.6": ["age flatmap-stream", "maintainer event-stream"],
};

test.each(incidents)("$name is stopped by at least two gates, with nothing known against it", async (incident) => {
  const { name, before, after, direct, packages } = incident;
  // Each has a registry of its own: one package may have been attacked twice.
  const registries = await startRegistries({ packages });
  const files = { ".npmrc": `registry=${registries.npm}\n`, "package-lock.json": npmLock(before, direct) };
  const end = await review(files, { "package-lock.json": npmLock(after, direct) });
  await registries.close();
  expect(registries.violations).toEqual([]);
  const found = blockedBy(end);
  expect([end.code, end.outputs["outcome"], end.outputs["introduced"]]).toEqual([1, "blocked", "0"]);
  expect(end.outputs["not-checked"]).toBe("0");
  expect(end.summary).toMatch(NOTHING_KNOWN);
  expect(found).toEqual(GATES[name]);
  expect(rulesIn(found)).toBeGreaterThanOrEqual(2);
});

describe("trivy-action, its tags moved", () => {
  const workflow = (uses: string): Readonly<Record<string, string>> => ({
    ".github/workflows/scan.yml": `on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${ACTION}@${uses}\n`,
  });

  test("an update to a moved tag", async () => {
    const end = await review(workflow(`${trivy.commits["0.34.0"]} # 0.34.0`), workflow("0.33.1"));
    const found = blockedBy(end);
    expect([end.code, end.outputs["outcome"]]).toEqual([1, "blocked"]);
    expect(end.summary).toMatch(NOTHING_KNOWN);
    expect(found).toEqual([`imposter-commit ${ACTION}`, `moved-tag ${ACTION}`, `unpinned-action ${ACTION}`]);
  });

  test("a pinned commit that goes by the name of a release", async () => {
    const end = await review(workflow(`${trivy.commits["0.34.0"]} # 0.34.0`), workflow(`${trivy.orphan} # 0.34.0`));
    const found = blockedBy(end);
    expect(end.outputs["outcome"]).toBe("blocked");
    expect(end.summary).toMatch(NOTHING_KNOWN);
    expect(found).toEqual([`imposter-commit ${ACTION}`, `moved-tag ${ACTION}`]);
  });
});

test("the emulators were used as their vendors describe them", () => {
  expect(cloud.violations()).toEqual([]);
});
