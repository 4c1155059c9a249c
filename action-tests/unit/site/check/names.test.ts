import { describe, expect, test } from "@jest/globals";
import { allowance, controlProblem, exposureProblem } from "../../../../shared/site/check/exposure.ts";
import { isGitFolder, nameProblem, shownPath } from "../../../../shared/site/check/names.ts";

describe("names that no site has", () => {
  test.each([
    ["path-traversal", ["../x", "a/../b", "/etc/passwd", "C:/x", "a//b", String.raw`a\..\b`, "./a", ""]],
    [
      "git-folder",
      [".git/config", "a/.GIT/x", "git~1/x", ".git./x", ".git /x", ".g\u200cit/config", ".git::$INDEX_ALLOCATION/x"],
    ],
    [
      "bad-name",
      ["a\nb", "a\u202egnp.html", "a\u0000b", "a\u001b[31m", "zero\u200bwidth", "a\ufffd", "dot.", "blank "],
    ],
    ["name-too-long", [`${"n".repeat(256)}`, "é".repeat(128)]],
    ["path-too-long", [`${"folder/".repeat(150)}x`]],
    ["reserved-name", ["con", "aux.html", "a/NUL.txt", "com1", "LPT9.js"]],
  ])("%s", (rule, paths) => {
    for (const path of paths)
      expect([path, nameProblem(path)?.rule, nameProblem(path)?.severity]).toEqual([path, rule, "error"]);
  });

  test("are not those that are only unusual", () => {
    for (const path of [
      "a/b.html",
      "über/naïve.html",
      "日本語.html",
      "a b.html",
      ":: error.html".slice(3),
      "gitea.html",
      "console.html",
    ])
      expect([path, nameProblem(path)]).toEqual([path, undefined]);
    expect(nameProblem("index.php?title=Main")?.severity).toBe("warning");
    expect(nameProblem("::error::x")?.severity).toBe("warning");
    expect(isGitFolder(".github")).toBe(false);
  });

  test("are shown without what cannot be shown", () => {
    expect(shownPath("a\nb\u202e")).toBe("a\ufffdb\ufffd");
  });
});

describe("what nobody should see", () => {
  const none = allowance([]);
  test.each([
    ["dotfile", [".hidden", "a/.b/c.html", ".DS_Store", ".well-known/.secret", ".github/x"]],
    ["env-file", [".env", "a/.env.production"]],
    ["git-folder", [".git/HEAD"]],
    ["private-key-file", ["tls/server.key"]],
    ["reserved-folder", [".slipway/publications.json"]],
  ])("%s", (rule, paths) => {
    for (const path of paths) expect([path, exposureProblem(path, none)?.rule]).toEqual([path, rule]);
  });

  test("but what is meant to be public", () => {
    for (const path of [".well-known/security.txt", ".nojekyll", "docs/.nojekyll", "index.html", "a.b/c.d"])
      expect([path, exposureProblem(path, none)]).toEqual([path, undefined]);
  });

  test("and what the user names, but never a repository", () => {
    const some = allowance([".vitepress/", "a/.b", "*.pem", ".git"]);
    for (const path of [".vitepress/x", "q/.vitepress/x", "a/.b", "a/.b/c", "root.pem"])
      expect([path, exposureProblem(path, some)]).toEqual([path, undefined]);
    expect(exposureProblem("a/.bc", some)?.rule).toBe("dotfile");
    expect(exposureProblem(".git/config", some)?.rule).toBe("git-folder");
    expect(exposureProblem("x/.git/config", some)?.rule).toBe("git-folder");
  });

  test("files that tell a host what to do", () => {
    for (const path of [
      "_worker.js",
      "functions/x.js",
      "_headers",
      "_redirects",
      "a/_headers",
      "netlify.toml",
      "CNAME",
      "_routes.json",
      "vercel.json",
    ])
      expect([path, controlProblem(path)?.severity]).toEqual([path, "error"]);
    for (const path of ["worker.js", "guide/functions/index.html", "headers.html", "a/CNAME"])
      expect([path, controlProblem(path)]).toEqual([path, undefined]);
  });
});
