import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { walkSite } from "../../../shared/providers/site-files/walk.ts";
import { createSitePacker } from "../../../shared/providers/site-pack/packer.ts";
import { installed } from "../../tools/installed.ts";
import { runStep } from "../../tools/step.ts";
import { plantedSecrets } from "../leaks/planted.ts";
import { page, type Rig, rig, sha } from "./rig.ts";

const CANARY = "canary-4711-outside-of-the-site";
const planted = plantedSecrets(11);
const GOOD = {
  "index.html": page("Home"),
  ".nojekyll": "",
  ".well-known/security.txt": "Contact: mailto:a@example.com\n",
};

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

const put = (folder: string, path: string, content = CANARY): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

/** What somebody leaves in a folder that is about to be published, each by itself. */
const traps: readonly (readonly [name: string, set: (folder: string, outside: string) => void])[] = [
  ["a link to a file outside", (folder, outside) => symlinkSync(join(outside, "secret.txt"), join(folder, "x.txt"))],
  ["a link to a file of the machine", (folder) => symlinkSync("/etc/hostname", join(folder, "host.txt"))],
  ["a relative link out", (folder) => symlinkSync("../outside/secret.txt", join(folder, "up.txt"))],
  ["a link to a folder outside", (folder, outside) => symlinkSync(outside, join(folder, "assets"))],
  [
    "a link through a link",
    (folder, outside) => {
      symlinkSync(outside, join(outside, "second"));
      symlinkSync(join(outside, "second/secret.txt"), join(folder, "chain.txt"));
    },
  ],
  [
    "a hard link to a file outside",
    (folder, outside) => linkSync(join(outside, "secret.txt"), join(folder, "hard.txt")),
  ],
  ["a circle of links", (folder) => symlinkSync(".", join(folder, "again"))],
  ["a pipe", (folder) => execFileSync(installed("mkfifo") ?? "", [join(folder, "pipe")])],
  ["a name with a line break", (folder) => put(folder, "a\n::error::x.html")],
  ["a name that reads backwards", (folder) => put(folder, "a\u202elmth.html")],
  [
    "a name that is no text",
    (folder) => writeFileSync(Buffer.concat([Buffer.from(`${folder}/a`), Buffer.from([0xfe])]), CANARY),
  ],
  ["a name of a device", (folder) => put(folder, "aux.html")],
  [
    "names that differ in case",
    (folder) => {
      put(folder, "Guide.html");
      put(folder, "guide.html");
    },
  ],
  ...[
    ".git/config",
    ".GIT/config",
    "git~1/config",
    "docs/.git/HEAD",
    ".env",
    "app/.env.production",
    ".npmrc",
    ".netrc",
    "id_rsa",
    "tls/server.key",
    "tls/server.pem",
    "keystore.p12",
    ".aws/credentials",
    ".docker/config.json",
    "kubeconfig",
    "terraform.tfstate",
    "dump.sql",
    "core.4711",
    ".bash_history",
    "credentials.json",
    ".hidden",
    ".github/workflows/x.yml",
    ".htpasswd",
    ".slipway/version.json",
  ].map((path) => [path, (folder: string) => put(folder, path)] as const),
];

const outside = (): string => {
  const folder = join(docs.folder, "outside");
  put(folder, "secret.txt");
  return folder;
};

describe(`each of ${traps.length} planted files is refused, and nothing is published`, () => {
  test.each(traps)("%s", async (_, set) => {
    const source = docs.write(GOOD);
    set(source, outside());
    await expect(docs.run({ source })).rejects.toMatchObject({ code: "SLIP-DOCS-REFUSED", outcome: "refused" });
    expect(docs.head()).toBe("");
  });
});

test(`each of ${planted.length} planted secrets is refused, with its line, and nothing is published`, async () => {
  for (const [rule, text] of planted) {
    const source = docs.write({ ...GOOD, "guide/index.html": `<!doctype html>\n<p>\n${text}\n` });
    await expect(docs.run({ source })).rejects.toThrow(/guide\/index\.html:\d+/);
    expect([rule, docs.head()]).toEqual([rule, ""]);
  }
}, 120_000);

test("without them the same folder is published, what is meant to be public with it", async () => {
  expect((await docs.publish(GOOD)).result.outcome).toBe("published");
  expect(docs.files()).toEqual(expect.arrayContaining([".nojekyll", ".well-known/security.txt", "index.html"]));
});

test("a packed site with a trap is refused where there are rights, and a good one is published", async () => {
  const change: NonNullable<Parameters<Rig["run"]>[1]>["change"] = (ports) => ({
    ...ports,
    packer: createSitePacker(),
  });
  const archive = join(docs.folder, "packed.tar");
  const pack = async (site: Readonly<Record<string, string>>) =>
    createSitePacker().pack((await walkSite(docs.write(site))).files, { commit: sha(5), basePath: "/shop/" }, archive);
  const publish = () => docs.run({ archive, headSha: sha(5) }, { change });

  for (const trap of ["_worker.js", "functions/x.js", "_headers", "CNAME"]) {
    await pack({ ...GOOD, [trap]: "x" });
    await expect(publish()).rejects.toMatchObject({ code: "SLIP-DOCS-PACK" });
  }
  for (const trap of [".env", "tls/server.key"]) {
    await pack({ ...GOOD, [trap]: CANARY });
    await expect(publish()).rejects.toMatchObject({ code: "SLIP-DOCS-REFUSED" });
  }
  await pack({ ...GOOD, "a.html": planted[0]?.[1] ?? "" });
  await expect(publish()).rejects.toMatchObject({ code: "SLIP-DOCS-REFUSED" });
  await pack(GOOD);
  await expect(docs.run({ archive, headSha: sha(6) }, { change })).rejects.toMatchObject({ code: "SLIP-DOCS-PACK" });
  expect(docs.head()).toBe("");
  expect((await publish()).result.outcome).toBe("published");
});

test("a step that finds all of them prints none of the values anywhere", async () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-planted-"));
  try {
    const remote = join(folder, "acme/shop.git");
    mkdirSync(remote, { recursive: true });
    execFileSync("git", ["init", "--quiet", "--bare", remote]);
    const source = join(folder, "site");
    for (const [path, content] of Object.entries(GOOD)) put(source, path, content);
    put(join(folder, "outside"), "secret.txt");
    for (const [, set] of traps) if (!set.toString().includes("aux.html")) set(source, join(folder, "outside"));
    planted.forEach(([, text], index) =>
      put(source, `secrets/${index}.${index % 2 === 0 ? "html" : "js"}`, `\n${text}\n`),
    );
    put(source, "links.html", planted.map(([, text]) => `<a href='${text.split("\n")[0]}'>x</a>`).join("\n"));
    const token = `ghs_${"q7".repeat(18)}`;
    put(source, "own.txt", Buffer.from(token).toString("base64"));
    const end = await runStep({
      action: "docs-publish",
      source: true,
      inputs: { source, "github-token": token, "site-url": "https://docs.example.com/", wait: "false", timeout: "60" },
      env: { GITHUB_SERVER_URL: `file://${folder}`, RUNNER_DEBUG: "1", ACTIONS_STEP_DEBUG: "true" },
    });
    expect(end.code).toBe(1);
    expect(end.outputs["outcome"]).toBe("refused");
    expect(execFileSync("git", ["-C", remote, "for-each-ref"]).toString()).toBe("");
    // Masks are for the runner, which takes them out of the log.
    const printed = end.stdout.replace(/^::add-mask::.*$/gm, "");
    const sinks = [printed, end.stderr, end.summary, JSON.stringify(end.outputs), end.temp].join("\n");
    expect(sinks).toContain("secrets/0.html");
    expect(sinks).not.toContain(CANARY);
    expect(sinks).not.toContain(token);
    expect(sinks).not.toContain(Buffer.from(token).toString("base64"));
    for (const [rule, , value] of planted) {
      // What stands in the middle of a value is nowhere else in the world.
      const core = value.length > 100 ? value.slice(60, 72) : value.length > 30 ? value.slice(16, 28) : value;
      expect([rule, sinks.includes(core)]).toEqual([rule, false]);
    }
    const findings = JSON.parse(end.outputs["findings"] ?? "[]") as { path: string; severity: string }[];
    const refused = new Set(findings.filter(({ severity }) => severity === "error").map(({ path }) => path));
    for (let index = 0; index < planted.length; index++)
      expect(refused).toContain(`secrets/${index}.${index % 2 === 0 ? "html" : "js"}`);
    expect(end.stdout).not.toMatch(/^::error::x/m);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
