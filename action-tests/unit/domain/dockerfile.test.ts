import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { contextSources, parseDockerfile, stagesFor } from "../../../shared/domain/dockerfile.ts";
import { expand } from "../../../shared/domain/dockerfile/expand.ts";
import { readInstructions } from "../../../shared/domain/dockerfile/instructions.ts";

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;
const images = (text: string, args?: Record<string, string>) =>
  parseDockerfile(text, args).stages.map(({ image }) => image);

describe("FROM", () => {
  test.each<[string, string, (string | undefined)[]]>([
    ["a plain image", "FROM node:24\n", ["node:24"]],
    ["small letters and a platform", "from --platform=$BUILDPLATFORM node:24 as build\n", ["node:24"]],
    ["a default", "ARG V=24\nFROM node:$V-slim\n", ["node:24-slim"]],
    ["a default in quotes", 'ARG V="24"\nFROM node:${V}\n', ["node:24"]],
    ["a default of a default", "ARG A=1\nARG B=${A}2\nFROM x:$B\n", ["x:12"]],
    ["an ARG without a value", "ARG V\nFROM node:$V\n", [undefined]],
    ["a value in the reference", "FROM node:${V:-24}\n", ["node:24"]],
    ["nothing", "FROM scratch\n", [undefined]],
    ["an earlier stage", "FROM a AS one\nFROM ONE\nFROM b\n", ["a", undefined, "b"]],
    ["a number is no stage here", "FROM a\nFROM 0\n", ["a", "0"]],
    ["continued lines", "FROM \\\n# why\n\n  node:24 \\\n  AS x\n", ["node:24"]],
    ["another escape", "# escape=`\nFROM `\nnode:24\n", ["node:24"]],
    ["no instruction at all", "# nothing\n", []],
    ["FROM without words", "FROM\n", [undefined]],
  ])("%s", (_, text, expected) => {
    expect(images(text)).toEqual(expected);
  });

  test("build arguments win over defaults", () => {
    expect(images("ARG V=22\nFROM node:$V\n", { V: "24" })).toEqual(["node:24"]);
  });

  test("says where it stands and what it is called", () => {
    const { stages, globals, syntax } = parseDockerfile(
      lines(
        "# syntax=docker/dockerfile:1",
        "# escape=\\",
        "ARG V=1",
        "",
        "FROM --platform=linux/amd64 a:$V AS Build",
        "RUN x",
      ),
    );
    expect(stages).toMatchObject([
      { index: 0, name: "build", written: "a:$V", image: "a:1", platform: "linux/amd64", line: 5, parent: undefined },
    ]);
    expect(stages[0]?.instructions).toMatchObject([{ name: "RUN", text: "x", line: 6, endLine: 6 }]);
    expect(globals).toMatchObject([{ name: "ARG", text: "V=1" }]);
    expect(syntax).toBe("docker/dockerfile:1");
  });
});

describe("what is taken from the context", () => {
  const sources = (...rows: readonly string[]) => contextSources(parseDockerfile(lines("FROM a", ...rows)));
  test.each<[string, string[], readonly string[] | undefined]>([
    ["nothing", ["RUN x"], []],
    ["files", ["COPY package.json ./package-lock.json /app/"], ["package.json", "package-lock.json"]],
    ["a folder once", ["COPY src/ /src", "COPY /src /other"], ["src"]],
    ["JSON", ['COPY ["a b.txt", "/x/"]'], ["a b.txt"]],
    ["a broken JSON is words", ["COPY [ab] /x"], ["[ab]"]],
    ["words in quotes", ['COPY "a b" c\\ d /x/'], ["a b", "c d"]],
    ["patterns", ["COPY packages/*/package.json /x/"], ["packages/*/package.json"]],
    ["everything", ["COPY . /app"], undefined],
    ["everything by another name", ["COPY ./ /app"], undefined],
    ["what is outside", ["COPY ../x /app"], undefined],
    ["from another image", ["COPY --from=nginx:1 /etc /etc"], []],
    ["by ADD, without what is fetched", ["ADD https://example.com/x.tgz local.tgz /x/"], ["local.tgz"]],
    ["only what is fetched", ["ADD https://example.com/x.tgz /x/"], []],
    ["a here-document", ["COPY <<EOF /etc/motd", "COPY secret /x", "EOF", "COPY real /x"], ["real"]],
    ["a variable", ["ARG D=src", "COPY $D/a /x"], ["src/a"]],
    ["a variable of ENV", ["ENV D=src E=x", "COPY $D/a /x"], ["src/a"]],
    ["a variable of the old ENV", ["ENV D src of", "COPY $D /x"], ["src of"]],
    ["a variable without a value", ["ARG D", "COPY $D/a /x"], undefined],
    ["a variable that is taken back", ["ENV D=a", "ARG D", "COPY $D/a /x"], undefined],
    ["a mount", ["RUN --mount=type=bind,source=package.json,target=/p npm ci"], ["package.json"]],
    ["a mount of all", ["RUN --mount=target=/src make"], undefined],
    ["another mount", ["RUN --mount=type=cache,target=/root/.npm npm ci"], []],
    ["a mount from elsewhere", ["RUN --mount=type=cache,from=b,src=x,target=/y npm ci"], []],
    ["for whoever builds on it", ["ONBUILD COPY lib /lib", "ONBUILD"], ["lib"]],
  ])("%s", (_, rows, expected) => {
    expect(sources(...rows)).toEqual(expected);
  });

  const staged = lines(
    "FROM a AS base",
    "ENV D=conf",
    "FROM base AS build",
    "COPY src /src",
    "FROM base AS unused",
    "COPY never /never",
    "FROM scratch AS last",
    "COPY --from=build /out /",
    "COPY --from=0 /etc /etc",
    "COPY --from=$WHERE x /x",
    "FROM last",
    "COPY $D/x /x",
  );

  test("only of stages that the target needs", () => {
    const dockerfile = parseDockerfile(staged);
    expect(stagesFor(dockerfile, "build").map(({ index }) => index)).toEqual([0, 1]);
    expect(stagesFor(dockerfile, "LAST").map(({ index }) => index)).toEqual([0, 1, 3]);
    expect(stagesFor(dockerfile, "2").map(({ index }) => index)).toEqual([0, 2]);
    expect(stagesFor(dockerfile, "9")).toEqual([]);
    expect(stagesFor(dockerfile).map(({ index }) => index)).toEqual([0, 1, 3, 4]);
    expect(contextSources(dockerfile, "last")).toEqual(["src"]);
    // ENV goes along with the stage that goes on from another one; `last` began at nothing.
    expect(contextSources(dockerfile)).toBeUndefined();
    expect(contextSources(dockerfile, "unused")).toEqual(["never"]);
    expect(dockerfile.stages[3]?.takes[2]).toMatchObject({ stage: undefined, from: "$WHERE" });
  });

  test("ENV is inherited from the parent, ARG is not", () => {
    const text = lines("FROM a AS x", "ENV D=e", "ARG F=f", "FROM x", "COPY $D /d");
    expect(contextSources(parseDockerfile(text))).toEqual(["e"]);
    expect(contextSources(parseDockerfile(`${text}COPY $F /f\n`))).toBeUndefined();
  });
});

describe("instructions", () => {
  test("here-documents with and without tabs belong to their instruction", () => {
    const { instructions } = readInstructions(
      lines(
        "RUN <<-'ONE' cat <<TWO",
        "\techo 1",
        "\tONE",
        "echo 2",
        "TWO",
        "COPY --chmod='0 1' a b",
        "RUN <<END",
        "open",
      ),
    );
    expect(instructions).toMatchObject([
      { name: "RUN", heredocs: ["echo 1", "echo 2"], line: 1, endLine: 5 },
      { name: "COPY", flags: [["chmod", "0 1"]], text: "a b", line: 6 },
      { name: "RUN", heredocs: ["open\n"] },
    ]);
  });

  test("a flag without a value, a continued end, a first line with a mark", () => {
    expect(readInstructions("\uFEFFCOPY --link a b \\\n").instructions).toMatchObject([
      { name: "COPY", flags: [["link", "true"]], text: "a b" },
    ]);
    expect(readInstructions("RUN a \\\n# end").instructions).toMatchObject([{ text: "a" }]);
  });

  test("directives end at the first line that is none", () => {
    const { directives } = readInstructions("# check=skip=all\n# check=again\n# a comment\n# escape=`\nFROM x\n");
    expect([...directives]).toEqual([["check", "skip=all"]]);
  });
});

describe("variables", () => {
  const scope = new Map([
    ["A", "1"],
    ["E", ""],
  ]);
  test.each<[string, string | undefined]>([
    ["$A${A}", "11"],
    ["\\$A", "$A"],
    ["${E:-x}${E-y}", "x"],
    ["${N:-a${A}}", "a1"],
    ["${N-$A}", "1"],
    ["${A:+x}${E:+y}${E+z}", "xz"],
    ["${N:?no}", undefined],
    ["$N", undefined],
    ["${A#1}", undefined],
    ["$(x)", undefined],
    ["a$", undefined],
  ])("%s", (text, expected) => {
    expect(expand(text, scope)).toBe(expected);
  });
});

test("no text makes it throw or hang, and stages stay within the text", () => {
  const piece = fc.constantFrom(
    ...'FROM |COPY |RUN |ARG |ENV |ONBUILD |<<EOF|EOF|\n|\\\n|--from=|--mount=type=bind,|$|${|:-|}|["a"]|"|\'|.| |a|# escape=`\n|`|scratch|AS '.split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const dockerfile = parseDockerfile(text);
      contextSources(dockerfile);
      for (const { line } of dockerfile.stages) expect(line).toBeLessThanOrEqual(text.split("\n").length);
    }),
  );
});
