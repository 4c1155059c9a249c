import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createRedactor } from "../../../../shared/action/redaction/redactor.ts";
import { knownSecrets } from "../../../../shared/leaks/known-secrets.ts";
import { createSiteCheck } from "../../../../shared/providers/site-files/check.ts";
import { walkSite } from "../../../../shared/providers/site-files/walk.ts";
import type { SiteToCheck } from "../../../../shared/site/types.ts";
import { installed } from "../../../tools/installed.ts";
import { plantedSecrets } from "../../leaks/planted.ts";

let top: string;
let root: string;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "slipway-site-"));
  root = join(top, "site");
  mkdirSync(root);
  put("index.html", "<h1 id=x>Home</h1>");
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function put(path: string, content: string | Buffer = "x", folder = root): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const OPTIONS = {
  basePath: "/",
  rootPath: "/",
  elsewhere: () => false,
  linkCheck: "new",
  knownBroken: undefined,
  allowHidden: [],
  untrusted: false,
} as const satisfies Partial<SiteToCheck>;

async function findings(given: Partial<SiteToCheck> = {}, isKnown?: (text: string) => boolean) {
  const walked = await walkSite(root);
  const checked = await createSiteCheck(isKnown === undefined ? {} : { isKnown })({
    ...OPTIONS,
    files: walked.files,
    ...given,
  });
  return { files: walked.files.map(({ path }) => path), all: [...walked.findings, ...checked.findings] };
}
const errors = async (given: Partial<SiteToCheck> = {}) =>
  (await findings(given)).all
    .filter(({ severity }) => severity === "error")
    .map(({ rule, path, line }) => [rule, path, line]);

describe("a walk", () => {
  test("gives files sorted by path, with sizes, and lets what is public be", async () => {
    for (const path of [".nojekyll", ".well-known/security.txt", "b/c.html", "a.html"]) put(path, "<p>x");
    const { files, findings: found } = await walkSite(root);
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      [".nojekyll", 4],
      [".well-known/security.txt", 4],
      ["a.html", 4],
      ["b/c.html", 4],
      ["index.html", 18],
    ]);
    expect(found).toEqual([]);
    expect(await errors()).toEqual([]);
  });

  test("follows no link out, into a repository, in a circle or to nothing", async () => {
    put("secret.txt", "outside-secret", top);
    put("outside/x.html", "x", top);
    put("folder/x.html");
    put("one/x.html");
    mkdirSync(join(root, "one/deep"));
    symlinkSync("../secret.txt", join(root, "up"));
    symlinkSync("/etc/hostname", join(root, "absolute"));
    symlinkSync("../outside", join(root, "folder-out"));
    symlinkSync("../../one", join(root, "one/deep/circle"));
    symlinkSync(".", join(root, "self"));
    symlinkSync("nothing", join(root, "dead"));
    symlinkSync("folder", join(root, "inside"));
    symlinkSync("folder/x.html", join(root, "copy.html"));
    linkSync(join(top, "secret.txt"), join(root, "hard"));
    linkSync(join(root, "one/x.html"), join(root, "one/y.html"));
    const { files, findings: found } = await walkSite(root);
    expect(found.map(({ rule, path }) => [rule, path])).toEqual([
      ["link-out", "absolute"],
      ["dead-link", "dead"],
      ["link-out", "folder-out"],
      ["hard-link-out", "hard"],
      ["link-loop", "one/deep/circle"],
      ["link-loop", "self"],
      ["link-out", "up"],
    ]);
    expect(files.map(({ path }) => path)).toEqual([
      "copy.html",
      "folder/x.html",
      "hard",
      "index.html",
      "inside/x.html",
      "one/x.html",
      "one/y.html",
    ]);
  });

  test("reads no pipe, enters no repository and takes no hostile name", async () => {
    execFileSync(installed("mkfifo") ?? "", [join(root, "pipe")]);
    for (const path of [".git/config", "a/.GIT/x", "git~1/x", "line\nbreak.html", "rtl\u202egnp.html", "nul.html"])
      put(path);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff])]), "x");
    const { files, findings: found } = await walkSite(root);
    expect(files.map(({ path }) => path)).toEqual(["index.html"]);
    expect(found.map(({ rule }) => rule).toSorted()).toEqual([
      "bad-name",
      "bad-name",
      "bad-name",
      "git-folder",
      "git-folder",
      "git-folder",
      "reserved-name",
      "special-file",
    ]);
    expect(found.every(({ severity }) => severity === "error")).toBe(true);
    expect(JSON.stringify(found)).not.toMatch(/\\n|\u202e/);
  });

  test("says so when there is no folder", async () => {
    await expect(walkSite(join(top, "none"))).rejects.toMatchObject({ code: "SLIP-INPUT-INVALID" });
  });
});

describe("the checks", () => {
  test("find every planted secret with its line, in any kind of text file, and say nothing of it", async () => {
    const planted = plantedSecrets(7);
    const endings = ["html", "js", "json", "css", "map", "txt", "svg", "xml", "md", "bin", "unknown"];
    planted.forEach(([, text], index) => put(`p/${index}.${endings[index % endings.length]}`, `<p>\n${text}\n`));
    const { all } = await findings();
    const found = all.filter(({ path, severity }) => path.startsWith("p/") && severity === "error");
    expect(new Set(found.map(({ path }) => path)).size).toBe(planted.length);
    expect(found.every(({ line }) => line !== undefined && line >= 2)).toBe(true);
    const said = JSON.stringify(all);
    for (const [, , value] of planted) expect(said).not.toContain(value.length > 26 ? value.slice(14, 26) : value);
  });

  test("find secrets in code that a highlighter has cut into pieces, on the line where they are seen", async () => {
    const [[, , token] = []] = plantedSecrets(9);
    const pieces = `<span class="c">export</span> TOKEN=<span>${token?.slice(0, 9)}</span><span\nclass="d">${token?.slice(9)}</span>`;
    const escaped = `{\n  &quot;client_secret&quot;: &quot;${"Zk3vQ9".repeat(2)}w8Rt1LmX4Pb7&quot;\n}`;
    put("a.html", `<p>\n<pre><code>one\n${pieces}\n</code></pre>\n<p>\n<code>${escaped}</code>`);
    put("b.html", "<pre><code>token = <span>&lt;your token&gt;</span></code></pre><pre>unclosed <code> & <");
    expect(await errors()).toEqual([
      ["github-token", "a.html", 3],
      ["generic-secret", "a.html", 8],
    ]);
  });

  test("find secrets in UTF-16, after a NUL, and beyond the first megabytes", async () => {
    const [, token = ""] = plantedSecrets(3)[0] ?? [];
    put("wide.html", Buffer.from(`\ufeff<p>${token}`, "utf16le"));
    put("binary.js", `\0\0${token}`);
    put("large.json", `${"words and words\n".repeat(400_000)}${token}\n`);
    expect(await errors()).toEqual([
      ["github-token", "binary.js", 1],
      ["github-token", "large.json", 400_001],
      ["github-token", "wide.html", 1],
    ]);
  });

  test("show neither a secret in a file's name nor one in a link", async () => {
    const [[, , token] = []] = plantedSecrets(5);
    put(`a/${token}.html`, "<a href=gone>");
    put("b.html", `<a href="x/${token}">`);
    const { all } = await findings();
    expect(all.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["secret-in-name", "broken-link", "github-token"]),
    );
    expect(JSON.stringify(all)).not.toContain(token);
  });

  test("find the job's own secrets, and leave pictures alone", async () => {
    const redactor = createRedactor();
    redactor.add("a-very-own-secret-of-this-job");
    put("a.html", `<p>\n<p>${Buffer.from("a-very-own-secret-of-this-job").toString("base64")}`);
    put("a.png", Buffer.concat([Buffer.from([0x89, 0x50, 0, 0]), Buffer.from("AKIA")]));
    const { all } = await findings({}, knownSecrets(redactor.redact));
    expect(all.map(({ rule, path, line }) => [rule, path, line])).toEqual([["job-secret", "a.html", 2]]);
  });

  test("refuse hidden and dangerous files, whatever they hold; allow what is named", async () => {
    for (const path of [".env", ".npmrc", "tls/server.key", "terraform.tfstate", ".hidden/x", "dump.sql"]) put(path);
    expect((await errors()).map(([rule]) => String(rule)).toSorted()).toEqual([
      "database-dump",
      "dotfile",
      "env-file",
      "npmrc",
      "private-key-file",
      "terraform-state",
    ]);
    expect(await errors({ allowHidden: [".env", ".npmrc", "tls/", "terraform.tfstate", ".hidden", "*.sql"] })).toEqual(
      [],
    );
  });

  test("refuse control files of hosts from those without rights only", async () => {
    for (const path of ["_worker.js", "functions/a.js", "_redirects"]) put(path);
    expect(await errors()).toEqual([]);
    expect((await errors({ untrusted: true })).map(([rule]) => rule)).toEqual([
      "control-file",
      "control-file",
      "control-file",
    ]);
  });

  test("know what static hosts cannot serve", async () => {
    put("A.html");
    put("a.html");
    put("caf\u00e9.html");
    put("cafe\u0301.html");
    const walked = await walkSite(root);
    const big = { path: "video.bin", file: join(root, "index.html"), size: 101 * 1024 * 1024 };
    const many = Array.from({ length: 10 }, (_, index) => ({ ...big, path: `${index}.bin`, size: 99 * 1024 * 1024 }));
    expect(await errors({ files: [...walked.files, big, ...many] })).toEqual(
      expect.arrayContaining([
        ["too-large", "", undefined],
        ["case-clash", "a.html", undefined],
        ["unicode-clash", "caf\u00e9.html", undefined],
        ["too-large", "video.bin", undefined],
      ]),
    );
  });

  test("warn of source maps and of addresses that only the builder knows", async () => {
    put("app.js.map", '{"version":3,"sources":["/home/me/app.ts"],"sourcesContent":["let a"]}');
    put("app.js", 'a()\nfetch("http://localhost:3000/api")');
    put("guide.html", "<p>Open <code>http://localhost:3000</code>");
    const { all } = await findings();
    expect(all.map(({ rule, path, line, severity }) => [rule, path, line, severity])).toEqual([
      ["internal-url", "app.js", 2, "warning"],
      ["source-map", "app.js.map", undefined, "warning"],
      ["source-map", "app.js.map", undefined, "warning"],
    ]);
  });

  test("check links over the whole site, both ways", async () => {
    put("a.html", '<a href="z.html#there"><a href="z.html#gone"><a href="index.html#x"><a href="index.html#y">');
    put("z.html", '<b id="there"><a href="a.html">');
    expect(await errors()).toEqual([
      ["broken-anchor", "a.html", 1],
      ["broken-anchor", "a.html", 1],
    ]);
  });
});
