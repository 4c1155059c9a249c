import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ignoreFiles, parseDockerignore } from "../../../../shared/domain/image/dockerignore.ts";

describe("what is left out", () => {
  test.each<readonly [rules: string, ignored: readonly string[], kept: readonly string[]]>([
    ["node_modules", ["node_modules/a/b.js", "node_modules"], ["app/node_modules/a.js", "node_modules2"]],
    ["/dist/", ["dist/a.js"], ["src/dist/a.js"]],
    ["./dist/../build", ["build/x"], ["dist/x"]],
    ["**/node_modules", ["node_modules/a", "a/b/node_modules/c"], ["a/node_modules_x"]],
    ["**/.env*", [".env", "a/.env.local"], ["a/env"]],
    ["*.md", ["README.md"], ["docs/README.md"]],
    ["*/temp*", ["a/temporary.txt", "a/temp"], ["temp", "a/b/temp"]],
    ["temp?", ["tempa"], ["temp", "temp/a", "tempab"]],
    ["docs/**", ["docs/a", "docs/a/b"], ["docs2/a"]],
    ["a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["a/bz", "z"]],
    ["*\n!README.md", ["a", "b/c"], ["README.md"]],
    ["**\n!src/**\nsrc/secret.pem", ["x", "src/secret.pem"], ["src/index.ts", "src/a/b"]],
    ["*.md\n!README*.md\nREADME-secret.md", ["a.md", "README-secret.md"], ["README.md", "README-x.md"]],
    ["[a-c].txt", ["a.txt", "c.txt"], ["d.txt", "[a-c].txt"]],
    ["[^a].txt", ["b.txt"], ["a.txt"]],
    [String.raw`\*.txt`, ["*.txt"], ["a.txt"]],
    ["a.b+c(d)", ["a.b+c(d)"], ["aXb+c(d)"]],
    ["# a comment\n\n  spaced  \n .\n", ["spaced"], ["# a comment", "a"]],
    ["\uFEFFa\r\nb\r\n", ["a", "b"], ["c"]],
    [" #not-a-comment", ["#not-a-comment"], ["not-a-comment"]],
    ["! kept\nkept", ["kept"], []],
    ["folder\n!folder/keep", ["folder/x"], ["folder/keep"]],
    ["[", [], ["a", "b"]],
    ["../../up", ["up"], ["a"]],
  ])("%j", (rules, ignored, kept) => {
    const { ignores } = parseDockerignore(rules);
    expect(ignored.filter((path) => !ignores(path))).toEqual([]);
    expect(kept.filter(ignores)).toEqual([]);
  });
});

test("a folder is passed over only when nothing in it can come back", () => {
  expect(parseDockerignore("a").prunes("a")).toBe(true);
  expect(parseDockerignore("a\n!a/b").prunes("a")).toBe(false);
  expect(parseDockerignore("a/*.md").prunes("a")).toBe(false);
});

test("a list beside the Dockerfile is looked for first", () => {
  expect(ignoreFiles("infra/docker/web.Dockerfile")).toEqual([
    "infra/docker/web.Dockerfile.dockerignore",
    ".dockerignore",
  ]);
});

test("no list takes the matcher long, or makes it throw", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("*", "?", "[", "]", "\\", "!", "/", "a", ".", "-") })),
      (lines) => {
        expect(typeof parseDockerignore(lines.join("\n")).ignores("a/b/c.a")).toBe("boolean");
      },
    ),
  );
});
