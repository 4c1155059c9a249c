import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGithub } from "../../cloud/github/start.ts";
import { startOsv } from "../../cloud/osv/start.ts";
import { startRegistries } from "../../cloud/registries/start.ts";
import { newRepository } from "../../tools/repository.ts";
import { integrityOf, npmLock } from "../../unit/dependency-review/npm-lock.ts";
import type { Scenario, World } from "../scenario.ts";

const REPOSITORY = "acme/shop";
const OLD = "2020-01-01T00:00:00Z";

/** Two packages come: one that its author gave up, and one that ends a known vulnerability. */
const BEFORE = { "package-lock.json": npmLock({ mended: "1.0.0" }) };
const AFTER = { "package-lock.json": npmLock({ mended: "1.0.1", abandoned: "1.0.0" }) };

const release = (name: string, version: string) => ({
  version,
  publishedAt: OLD,
  license: "MIT",
  integrity: integrityOf(name, version),
});

async function world(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-review-fault-"));
  const registries = await startRegistries({
    packages: [
      { ecosystem: "npm", name: "mended", releases: ["1.0.0", "1.0.1"].map((version) => release("mended", version)) },
      {
        ecosystem: "npm",
        name: "abandoned",
        releases: [{ ...release("abandoned", "1.0.0"), deprecated: "use mended" }],
      },
    ],
  });
  const osv = await startOsv({
    records: [
      {
        id: "GHSA-aaaa-bbbb-cccc",
        summary: "Something that was mended",
        database_specific: { severity: "CRITICAL" },
        affected: [
          {
            package: { ecosystem: "npm", name: "mended" },
            ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.0.1" }] }],
          },
        ],
      },
    ],
  });
  const project = newRepository(join(folder));
  const base = project.commit("before", { ".npmrc": `registry=${registries.npm}\n`, ...BEFORE });
  project.git("checkout", "--quiet", "-b", "change");
  const head = project.commit("after", AFTER);
  const github = await startGithub({ repositories: { [REPOSITORY]: { git: folder, private: false } } });
  const token = github.issueToken(REPOSITORY, {
    contents: "read",
    "pull-requests": "write",
    "security-events": "write",
  });
  const number = github.openPull(REPOSITORY, { head: "change", base: "main", title: "Update" });
  const commits = new RegExp([base, head].map((sha) => `${sha.slice(0, 12)}(?:${sha.slice(12)})?`).join("|"), "g");
  const event = join(folder, ".git", "event.json");
  const end = (sha: string) => ({ sha, repo: { full_name: REPOSITORY } });
  writeFileSync(
    event,
    JSON.stringify({
      pull_request: { number, base: end(base), head: end(head) },
      repository: { default_branch: "main", private: false, visibility: "public" },
    }),
  );
  const created = (): number => github.effects()["comments created"] ?? 0;
  let since = 0;
  const call = async (method: string, path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${github.url}/repos/${REPOSITORY}${path}`, { method, headers });
    return response.status === 204 ? undefined : response.json();
  };

  return {
    step: {
      inputs: {
        "osv-url": osv.url,
        "api-url": github.url,
        "github-token": token,
        sarif: "file",
        timeout: "60",
      },
      env: {
        GITHUB_EVENT_NAME: "pull_request",
        GITHUB_EVENT_PATH: event,
        GITHUB_REF: `refs/pull/${number}/merge`,
        GITHUB_SHA: head,
        GITHUB_REPOSITORY: REPOSITORY,
      },
      workspace: folder,
    },
    emulators: [github, osv, registries],
    secrets: { given: [token], outputs: [] },
    // Each world has a repository of its own, and with it commits of its own.
    dump: () => Promise.resolve(JSON.parse(JSON.stringify(github.dump()).replaceAll(commits, "<commit>"))),
    effects: () => ({ comments: created() - since }),
    settled: () => Promise.resolve(),
    reset: async () => {
      const comments = (await call("GET", `/issues/${number}/comments`)) as readonly { readonly id: number }[];
      await Promise.all(comments.map(({ id }) => call("DELETE", `/issues/comments/${id}`)));
      since = created();
    },
    close: async () => {
      await Promise.all([github.close(), osv.close(), registries.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reads, and one comment that stays. */
export const dependencyReview: readonly Scenario[] = [
  {
    name: "dependency-review of a pull request",
    action: "dependency-review",
    outcome: "warned",
    again: [],
    stride: 3,
    afterCancel: (state) => state,
    open: (count) => Promise.all(Array.from({ length: count }, world)),
  },
];
