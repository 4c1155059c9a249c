import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../shared/action/secret.ts";
import type { SmartHttp } from "../../cloud/github/smart-http.ts";
import { type GithubEmulator, startGithub } from "../../cloud/github/start.ts";
import { type GitFront, startGitFront } from "../../tools/git-front.ts";
import { page, type Rig, rig, sha } from "./rig.ts";

const MINUTE = 60_000;

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => {
  if (docs.leftovers().length > 0) throw new Error(`left in the temporary folder: ${docs.leftovers().join(", ")}`);
  docs.close();
});

const SITE = { "index.html": page("Home"), "guide/index.html": page("Guide") };

test(
  "twenty deploys at once into twenty folders: all are there, all are green",
  async () => {
    const sites = Array.from({ length: 20 }, (_, index) => ({
      destination: `team-${index}`,
      site: { "index.html": page(`Team ${index}`), "data.txt": `${index}` },
    }));
    const ends = await Promise.all(sites.map(({ destination, site }) => docs.publish(site, { destination })));
    expect(ends.map(({ result }) => result.outcome)).toEqual(sites.map(() => "published"));
    const files = docs.files();
    for (const [index, { destination }] of sites.entries()) {
      expect(files).toContain(`${destination}/index.html`);
      expect(docs.show(`${destination}/data.txt`)).toBe(String(index));
    }
    expect(docs.commits()).toBe(20);
    expect(
      Object.keys((JSON.parse(docs.show(".slipway/publications.json")) as { publications: object }).publications),
    ).toHaveLength(20);
    docs.git("fsck", "--strict");
  },
  3 * MINUTE,
);

test(
  "a site, versions and previews at once into one tree, with one history",
  async () => {
    const ends = await Promise.all([
      docs.publish(SITE),
      docs.publish(SITE, { version: "1.0", alias: ["latest"] }),
      docs.publish(SITE, { version: "1.1", alias: ["latest"] }),
      docs.publish(SITE, { preview: "3" }),
      docs.publish(SITE, { preview: "4", history: { kind: "last", commits: 2 } }),
    ]);
    expect(ends.map(({ result }) => result.outcome)).toEqual(ends.map(() => "published"));
    const files = docs.files();
    const wanted = [
      "index.html",
      "v/1.0/index.html",
      "v/1.1/index.html",
      "v/latest/index.html",
      "pr/3/index.html",
      "pr/4/index.html",
    ];
    expect(files).toEqual(expect.arrayContaining(wanted));
  },
  MINUTE,
);

test("gives up when others never stop, and says so", async () => {
  await docs.publish(SITE);
  const head = docs.head();
  const failed = docs.publish(
    { ...SITE, "new.html": page("new") },
    { attempts: 3 },
    {
      change: (ports) => ({ ...ports, store: { ...ports.store, push: () => Promise.resolve("moved") } }),
    },
  );
  await expect(failed).rejects.toMatchObject({ code: "SLIP-DOCS-CONFLICT" });
  expect(docs.head()).toBe(head);
});

test.each(["pre-receive", "update"])(
  "a %s hook that fails: nothing is changed, and the next run is right",
  async (name) => {
    await docs.publish(SITE);
    const head = docs.head();
    const hook = join(docs.remote, "hooks", name);
    mkdirSync(join(docs.remote, "hooks"), { recursive: true });
    writeFileSync(hook, "#!/bin/sh\necho '::error::the branch is frozen' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    const next = { ...SITE, "index.html": page("New home") };
    await expect(docs.publish(next)).rejects.toMatchObject({
      code: "SLIP-GIT-REFUSED",
      message: expect.stringContaining("the branch is frozen") as unknown,
    });
    expect(docs.head()).toBe(head);
    writeFileSync(hook, "#!/bin/sh\nexit 0\n");
    expect((await docs.publish(next)).result.outcome).toBe("published");
  },
);

describe("over HTTP", () => {
  let github: GithubEmulator;
  let served: SmartHttp;
  let front: GitFront;
  let address: string;
  let token: Secret;
  beforeEach(async () => {
    github = await startGithub({ repositories: { "acme/shop": { git: docs.remote, private: true } } });
    served = await github.serveGit();
    front = await startGitFront(served.url);
    address = `${front.url}/acme/shop.git`;
    token = new Secret(github.issueToken("acme/shop", { contents: "write" }));
  });
  afterEach(async () => {
    await front.close();
    await served.close();
    await github.close();
  });

  const publish = (site: Record<string, string>, inputs = {}) =>
    docs.publish(site, { githubToken: token, ...inputs }, { address });
  const pushes = /git-receive-pack$/;

  test("fetches no content that it does not need, and keeps the token out of files and addresses", async () => {
    await publish(SITE);
    await publish({ ...SITE, "index.html": page("New home") });
    const { result, context } = await publish(SITE, { preview: "7" });
    expect(result.outcome).toBe("published");
    const said = [...context.runner.log, context.summary.markdown(), JSON.stringify(result)].join("\n");
    expect(said).not.toContain(token.reveal());
    expect(front.journal.some(({ path, query }) => (path + query).includes(token.reveal()))).toBe(false);
    expect(
      front.journal.some(
        ({ headers }) => headers["authorization"]?.startsWith("basic") ?? headers["authorization"] !== undefined,
      ),
    ).toBe(true);
  });

  test.each([
    ["the answer is lost", { kind: "lost-answer" }],
    ["the connection is reset", { kind: "reset" }],
    ["a 502 is answered", { kind: "status", status: 502 }],
  ] as const)("%s: it is there once", async (_, action) => {
    await publish(SITE);
    front.fault({ method: "POST", path: pushes, nth: 0, action });
    const { result } = await publish({ ...SITE, "index.html": page("New home") });
    expect(result).toMatchObject({ outcome: "published", changed: "1", commit: docs.head() });
    expect(docs.commits()).toBe(2);
    expect(docs.show("index.html")).toContain("New home");
  });

  test(
    "a push that is cut leaves the branch whole, and the next run is right",
    async () => {
      await publish(SITE);
      const head = docs.head();
      const next = { ...SITE, "index.html": page("New home") };
      front.fault({ method: "POST", path: pushes, action: { kind: "cut", bytes: 300 } });
      await expect(publish(next)).rejects.toMatchObject({ code: "SLIP-HTTP-UNREACHABLE" });
      front.clearFaults();
      expect(docs.head()).toBe(head);
      expect((await publish(next)).result.outcome).toBe("published");
      expect(docs.show("index.html")).toContain("New home");
    },
    MINUTE,
  );

  test(
    "a push that is cut once, at any byte, is made good by the same run",
    async () => {
      await publish(SITE);
      for (const bytes of [0, 4, 120, 200, 400, 700]) {
        front.fault({ method: "POST", path: pushes, nth: 0, action: { kind: "cut", bytes } });
        const { result } = await publish({ ...SITE, "index.html": page(`Home ${bytes}`) });
        front.clearFaults();
        expect(result.outcome).toBe("published");
        docs.git("fsck", "--strict");
        expect(docs.show("index.html")).toContain(`Home ${bytes}`);
      }
    },
    2 * MINUTE,
  );

  test("without the right to write: one clear error, and no token in it", async () => {
    const reader = new Secret(github.issueToken("acme/shop", { contents: "read" }));
    const failed = publish(SITE, { githubToken: reader });
    await expect(failed).rejects.toMatchObject({
      code: "SLIP-GIT-REFUSED",
      next: expect.stringContaining("contents: write") as unknown,
    });
    await expect(failed).rejects.not.toThrow(reader.reveal());
    expect(docs.files()).toEqual([]);
  });
});

test("leaves the workspace as it was: files, modes, configuration and index", async () => {
  const source = docs.write({ ...SITE, "run.sh": "echo", ".git-keep.txt": "x" });
  chmodSync(join(source, "run.sh"), 0o600);
  const before = state(source);
  await docs.run({ source, allowHidden: [".git-keep.txt"] }, { info: { workspace: source, sha: sha(1) } });
  expect(state(source)).toEqual(before);
});

const state = (folder: string): unknown =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { mode, mtimeMs } = statSync(path);
    return [path, mode, mtimeMs, entry.isFile() ? readFileSync(path, "utf8") : ""];
  });
