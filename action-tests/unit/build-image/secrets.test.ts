import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  dockerEngine,
  registryProgram,
  type RunningRegistry,
  startRegistry,
  staticBusybox,
} from "../../tools/engine.ts";
import { type Files, newRepository, type Repository } from "../../tools/repository.ts";
import { runStep, type StepEnd } from "../../tools/step.ts";

const engine = dockerEngine();
const busybox = staticBusybox();
const ready = engine !== undefined && busybox !== undefined && registryProgram() !== undefined;
const describeWithEngine = ready ? describe : describe.skip;

const random = (length: number, alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet[byte % alphabet.length]).join("");

const render = `rnd_${random(32)}`;
const github = `ghp_${random(36)}`;
const npm = `npm_${random(36)}`;
const aws = `AKIA${random(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`;
const neon = `napi_${random(64, "abcdefghijklmnopqrstuvwxyz0123456789")}`;
const plain = random(24);
const job = random(40);
const key = `-----BEGIN PRIVATE KEY-----\n${random(64)}\n${random(64)}\n${random(64)}\n-----END PRIVATE KEY-----\n`;

const DOCKERFILE = "FROM scratch\nCOPY busybox /bin/busybox\nCOPY app /app\n";
const run = (command: string, flags = ""): string =>
  `RUN ${flags}["/bin/busybox", "sh", "-c", "/bin/busybox ${command}"]`;

interface Plant {
  readonly files?: Files;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly value: string;
  /** How the place is named. */
  readonly named: RegExp;
  readonly when: "Nothing was built." | "Nothing was pushed.";
}

const early = "Nothing was built." as const;
const late = "Nothing was pushed." as const;
const withDockerfile = (more: string): Files => ({ Dockerfile: `${DOCKERFILE}${more}\n` });

const plants: Readonly<Record<string, Plant>> = {
  "a build argument of a known shape": {
    inputs: { "build-args": `PLAIN_NAME=${render}` },
    value: render,
    named: /the build argument PLAIN_NAME/,
    when: early,
  },
  "a build argument by its name": {
    inputs: { "build-args": `DB_PASSWORD=${plain}` },
    value: plain,
    named: /the build argument DB_PASSWORD/,
    when: early,
  },
  "a secret of the job in a build argument": {
    inputs: { "build-args": `HARMLESS=${Buffer.from(job).toString("base64")}`, secrets: `token=${job}` },
    value: Buffer.from(job).toString("base64"),
    named: /the build argument HARMLESS/,
    when: early,
  },
  "a label": { inputs: { labels: `note=${neon}` }, value: neon, named: /the label note/, when: early },
  "an annotation": { inputs: { annotations: `note=${npm}` }, value: npm, named: /the annotation note/, when: early },
  "an ARG's default": {
    files: withDockerfile(`ARG API_TOKEN=${plain}`),
    value: plain,
    named: /Dockerfile, line 4 \(ARG API_TOKEN\)/,
    when: early,
  },
  "an ENV": {
    files: withDockerfile(`ENV OTHER=1 \\\n  GH=${github}`),
    value: github,
    named: /Dockerfile, line 4 \(ENV GH\)/,
    when: early,
  },
  "a command of the Dockerfile": {
    files: withDockerfile(`RUN echo //registry.npmjs.org/:_authToken=${npm} > /.npmrc`),
    value: npm,
    named: /Dockerfile, line 4 \(RUN\)/,
    when: early,
  },
  "an .env": {
    files: { "app/.env": `A=${plain}\n` },
    value: plain,
    named: /app\/\.env in the build context/,
    when: early,
  },
  "an .npmrc with a token": {
    files: { "app/.npmrc": `registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=${npm}\n` },
    value: npm,
    named: /app\/\.npmrc in the build context, line 2/,
    when: early,
  },
  "a private key": {
    files: { "app/server.pem": key },
    value: key.split("\n")[1] ?? "",
    named: /app\/server\.pem in the build context/,
    when: early,
  },
  "credentials of a cloud": {
    files: { "app/.aws/credentials": `[default]\naws_access_key_id = ${aws}\n` },
    value: aws,
    named: /app\/\.aws\/credentials in the build context/,
    when: early,
  },
  "a token in source code": {
    files: { "app/src/client.js": `// one\n// two\nexport const key = "${render}";\n` },
    value: render,
    named: /app\/src\/client\.js in the build context, line 3/,
    when: early,
  },
  "what .dockerignore brings back": {
    files: { ".dockerignore": "**/*.txt\n!app/keep.txt\n", "app/keep.txt": github, "app/drop.txt": neon },
    value: github,
    named: /app\/keep\.txt in the build context/,
    when: early,
  },
  "a layer that a RUN wrote": {
    files: withDockerfile(run("cat /app/half /app/other > /left.txt")),
    value: github,
    named: /\/left\.txt in layer \d+ \(RUN\)/,
    when: late,
  },
  "a layer whose file a later layer deletes": {
    files: withDockerfile(`${run("cat /app/half /app/other > /left.txt")}\n${run("rm /left.txt")}`),
    value: github,
    named: /\/left\.txt in layer \d+ \(RUN\)/,
    when: late,
  },
  // A builder's cache does not look at the values of secrets: only a command that is new runs with this one.
  "a mounted secret that was copied": {
    files: withDockerfile(run(`cat /run/secrets/token > /config.json # ${random(8)}`, "--mount=type=secret,id=token ")),
    inputs: { secrets: `token=${job}` },
    value: job,
    named: /\/config\.json in layer \d+ \(RUN\)/,
    when: late,
  },
};

describeWithEngine("secrets that would be published with an image", () => {
  let registry: RunningRegistry;
  const repositories: Repository[] = [];

  const ends = new Map<string, StepEnd>();

  const build = (files: Files, inputs: Readonly<Record<string, string>>): Promise<StepEnd> => {
    const repository = newRepository();
    repositories.push(repository);
    copyFileSync(busybox ?? "", join(repository.folder, "busybox"));
    const halves = { "app/half": github.slice(0, 12), "app/other": github.slice(12) };
    const sha = repository.commit("first", { Dockerfile: DOCKERFILE, "app/index.js": "ok\n", ...halves, ...files });
    return runStep({
      action: "build-image",
      source: true,
      inputs: { image: `${registry.host}/acme/shop`, cache: "none", ...inputs },
      env: { ...engine?.env, GITHUB_SHA: sha },
      workspace: repository.folder,
    });
  };

  beforeAll(async () => {
    registry = await startRegistry();
    const left = Object.entries(plants);
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const [name, { files = {}, inputs = {} }] = next;
        ends.set(name, await build(files, inputs));
      }
    };
    await Promise.all([worker(), worker(), worker()]);
  }, 120_000);
  afterAll(async () => {
    for (const repository of repositories) repository.remove();
    await registry.close();
  });

  const stored = async (): Promise<readonly string[]> => {
    const answer = await fetch(`${registry.url}/v2/_catalog`);
    const { repositories: names } = (await answer.json()) as { repositories: string[] };
    return names;
  };

  test.each(Object.entries(plants))("%s is stopped and named, and its value is nowhere", async (name, plant) => {
    const end = ends.get(name);
    if (end === undefined) throw new Error("it was not built");
    expect(end.stdout).toMatch(/::error [^\n]*::SLIP-IMAGE-SECRET/);
    expect(end.stdout).toMatch(plant.named);
    expect(end.summary).toMatch(/secrets that would be published/);
    expect(end.stdout).toContain(plant.when);
    expect(end).toMatchObject({ code: 1, leftovers: [] });
    // The runner takes these lines for itself.
    const shown = end.stdout.replaceAll(/^::add-mask::.*$/gm, "");
    for (const sink of [shown, end.stderr, end.summary, end.temp, JSON.stringify(end.outputs)]) {
      expect(sink).not.toContain(plant.value);
    }
    expect(await stored()).toEqual([]);
  });

  test("what only looks like one, or is left out of the context, is let through; provenance has no values", async () => {
    const argument = `just-a-value-${random(20)}`;
    const end = await build(
      {
        ".dockerignore": ".env\n**/*.pem\n!app/test/ok.pem\n",
        ".env": `TOKEN=${github}\n`,
        "app/key.pem": key,
        "app/test/ok.pem": key,
        "app/.env.example": "API_TOKEN=your-token-here\n",
        "app/node_modules/jose/test/key.js": `const key = ${JSON.stringify(key)};\n`,
        "app/cert.crt": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        Dockerfile: `${DOCKERFILE}ARG CHANNEL\nARG TOKEN_FILE=/run/secrets/token\nENV PUBLIC_KEY=abc API_TOKEN_TTL=3600\n`,
      },
      { "build-args": `CHANNEL=${argument}`, secrets: `token=${job}`, allow: "app/test/*.pem" },
    );
    expect(end.stdout).not.toContain("::error");
    expect(end.code).toBe(0);
    const blobs = join(registry.folder, "data");
    const { globSync, statSync } = await import("node:fs");
    const small = globSync("**/data", { cwd: blobs })
      .map((path) => join(blobs, path))
      .filter((path) => statSync(path).isFile() && statSync(path).size < 200_000)
      .map((path) => readFileSync(path, "utf8"));
    const statements = small.filter(
      (text) => text.includes("https://slsa.dev/provenance/v1") && text.includes("CHANNEL"),
    );
    expect(statements.length).toBeGreaterThan(0);
    for (const text of statements) {
      expect(text).not.toContain(argument);
      expect(Buffer.from(text, "base64").toString()).not.toContain(argument);
    }
    expect(small.join("\n")).not.toContain(job);
  });
});
