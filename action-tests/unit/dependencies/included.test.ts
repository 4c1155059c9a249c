import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { compareCommits } from "../../../shared/dependencies/repository.ts";
import type { Commits } from "../../../shared/ports/commits.ts";

const idOf = (text: string): string => createHash("sha1").update(text).digest("hex");

/** Packages of a commit with these files, each with the file and line that pin it. */
async function pinned(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const contents = new Map(Object.values(files).map((text) => [idOf(text), text]));
  const never = () => Promise.reject(new Error("nobody asks for this"));
  const commits: Commits = {
    find: never,
    mergeBase: never,
    parent: never,
    files: async () => Object.entries(files).map(([path, text]) => ({ path, id: idOf(text), kind: "file" })),
    texts: async (ids) => new Map(ids.flatMap((id) => (contents.has(id) ? [[id, contents.get(id) ?? ""]] : []))),
  };
  const { head } = await compareCommits(commits, undefined, "head");
  return head
    .flatMap(({ dependencies }) => dependencies)
    .map(({ name, version, file, line }) => `${name} ${version ?? "?"} ${file}:${line}`)
    .toSorted();
}

test("files that requirements include, or are constrained by, are read wherever they are", async () => {
  expect(
    await pinned({
      "requirements.txt": "-r deps/base.in\n--constraint=limits.cfg\nflask==3.0.0\n",
      "deps/base.in": "# first\n-rmore.list\nrich==14.0.0\n",
      "deps/more.list": "--requirement '../requirements.txt'\nclick==8.1.0\n",
      "limits.cfg": "jinja2==3.1.0\n",
      "other.cfg": "never==1.0.0\n",
    }),
  ).toEqual([
    "click 8.1.0 deps/more.list:2",
    "flask 3.0.0 requirements.txt:3",
    "jinja2 3.1.0 limits.cfg:1",
    "rich 14.0.0 deps/base.in:3",
  ]);
});

test("nothing leads out of the repository, to another machine, or on for ever", async () => {
  const chain = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`c${index}.in`, `-r c${index + 1}.in\np${index}==1.0\n`]),
  );
  const names = await pinned({
    ...chain,
    "requirements.txt": [
      "-r ../outside.in",
      "-r a/../../outside.in",
      "-r /etc/passwd",
      "-r https://evil.example/r.in",
      "-r file:///etc/passwd",
      "-r __proto__",
      "-r .",
      "-r c0.in",
    ].join("\n"),
    "outside.in": "outside==1.0\n",
    "etc/passwd": "etc==1.0\n",
  });
  expect(names).toEqual(["p0", "p1", "p2", "p3", "p4"].map((name, index) => `${name} 1.0 c${index}.in:2`));
});

test("modules of a pom are read wherever they are and whatever they are called, and what nobody builds is not", async () => {
  const pom = (name: string, modules = "") =>
    `<project><groupId>g</groupId><artifactId>${name}</artifactId><version>1</version>${modules}\n<dependencies><dependency><groupId>x</groupId><artifactId>${name}</artifactId><version>1</version></dependency></dependencies></project>`;
  expect(
    await pinned({
      "pom.xml": pom(
        "root",
        "<modules><module>src/test/hidden</module><module> api </module><module>odd/other.xml</module></modules>",
      ),
      "api/pom.xml": pom("api"),
      "src/test/hidden/pom.xml": pom(
        "hidden",
        "<modules><module>../../it/more</module><module>../../../../out</module></modules>",
      ),
      "src/it/more/pom.xml": pom("more"),
      "src/it/fixture/pom.xml": pom("fixture"),
      "odd/other.xml": pom("odd"),
      "other.xml": pom("other"),
    }),
  ).toEqual([
    "x:api 1 api/pom.xml:2",
    "x:hidden 1 src/test/hidden/pom.xml:2",
    "x:more 1 src/it/more/pom.xml:2",
    "x:odd 1 odd/other.xml:2",
    "x:root 1 pom.xml:2",
  ]);
});
