import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { runProcess, type ProcessOptions } from "../../runner/process/run-process.ts";
import { until } from "../../tools/until.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runner-processes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

jest.setTimeout(120_000);

const isAlive = (pid: number): boolean => {
  try {
    // A dead process that nobody has waited for yet is dead.
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

const patient = 600_000;

interface Started {
  readonly lines: string[];
  readonly ended: Promise<number>;
  readonly cancel: AbortController;
  readonly kill: AbortController;
}

const start = (script: string, grace: Partial<ProcessOptions["grace"]> = {}): Started => {
  const lines: string[] = [];
  const cancel = new AbortController();
  const kill = new AbortController();
  const ended = runProcess({
    file: "bash",
    args: ["-c", script],
    folder,
    env: { PATH: process.env["PATH"] ?? "" },
    onLine: (line) => lines.push(line),
    signal: cancel.signal,
    kill: kill.signal,
    grace: { interrupt: patient, terminate: patient, output: patient, ...grace },
  });
  return { lines, ended, cancel, kill };
};

const numberIn = (lines: readonly string[], word: string) =>
  Number(lines.find((line) => line.startsWith(`${word} `))?.split(" ")[1]);

describe("a cancelled process", () => {
  test("is interrupted alone, without its children", async () => {
    const { lines, ended, cancel } = start(
      `bash -c 'trap "echo child hit" INT; echo ready; while [ ! -e stop ]; do sleep 0.01; done; echo child ends' &
       trap 'echo hit; touch stop' INT; while ! wait; do :; done; echo parent ends`,
    );
    await until(() => lines.includes("ready"));
    cancel.abort();
    await ended;
    expect(lines).toContain("hit");
    expect(lines).toContain("child ends");
    expect(lines).not.toContain("child hit");
  });

  test("is terminated when it does not care", async () => {
    const { lines, ended, cancel } = start(
      `trap '' INT; trap 'echo terminated; exit 3' TERM; echo ready; while :; do sleep 0.01; done`,
      { interrupt: 1 },
    );
    await until(() => lines.includes("ready"));
    cancel.abort();
    expect(await ended).toBe(3);
    expect(lines).toContain("terminated");
  });

  test("is killed with all below it in the end, also what left its group", async () => {
    const { lines, ended, cancel } = start(
      `trap '' INT TERM; setsid bash -c 'trap "" INT TERM; echo child $$; while :; do sleep 0.01; done' &
       echo parent $$; while :; do sleep 0.01; done`,
      { interrupt: 1, terminate: 1 },
    );
    await until(() => lines.length === 2);
    cancel.abort();
    expect(await ended).toBe(137);
    await until(() => !isAlive(numberIn(lines, "child")));
    expect(isAlive(numberIn(lines, "parent"))).toBe(false);
  });
});

test("what holds the output open after the end is killed", async () => {
  const { lines, ended } = start(`sleep 1000 & echo child $!; exit 4`, { output: 1 });
  expect(await ended).toBe(4);
  await until(() => !isAlive(numberIn(lines, "child")));
});

test("a kill does not wait", async () => {
  const { lines, ended, kill } = start(`trap '' INT TERM; echo ready; while :; do sleep 0.01; done`);
  await until(() => lines.includes("ready"));
  kill.abort();
  expect(await ended).toBe(137);
});

test("a program that is not there is an error", async () => {
  const never = new AbortController().signal;
  const grace = { interrupt: patient, terminate: patient, output: patient };
  const options = { args: [], folder, env: {}, onLine: () => undefined, signal: never, kill: never, grace };
  await expect(runProcess({ ...options, file: join(folder, "nothing") })).rejects.toThrow("ENOENT");
});

describe("nothing is left", () => {
  const program = (ending: string) => `
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createFakeHost } from ${JSON.stringify(new URL("../../runner/fake-host.ts", import.meta.url).href)};
import { createRunner } from ${JSON.stringify(new URL("../../runner/runner.ts", import.meta.url).href)};
const folder = process.argv[2];
const git = (...args) => execFileSync("git", ["-C", folder + "/app", "-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { encoding: "utf8" }).trim();
mkdirSync(folder + "/app/.github/workflows", { recursive: true });
writeFileSync(folder + "/app/.github/workflows/w.yml", "{ on: push, jobs: { a: { runs-on: x, steps: [{ shell: bash, run: 'setsid sleep 1000 & echo $! $$ > " + folder + "/pids; sleep 1000' }] } } }");
git("init", "-q", "-b", "main"); git("add", "."); git("commit", "-qm", "x");
const runner = createRunner({ host: createFakeHost(), repositories: { "acme/app": { git: folder + "/app" } }, folder: folder + "/r" });
const run = runner.start({ repository: "acme/app", workflow: ".github/workflows/w.yml", event: "push", sha: git("rev-parse", "HEAD"), ref: "refs/heads/main", actor: "ann" });
process.on("message", async () => { ${ending} });
`;

  const pids = () =>
    existsSync(join(folder, "pids"))
      ? readFileSync(join(folder, "pids"), "utf8").trim().split(" ").filter(Boolean).map(Number)
      : [];

  const launch = (ending: string) => {
    writeFileSync(join(folder, "program.mjs"), program(ending));
    return spawn(process.execPath, [join(folder, "program.mjs"), folder], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  };

  test("when the runner's own process is killed", async () => {
    const child = launch("");
    await until(() => pids().length === 2);
    expect(pids().map(isAlive)).toEqual([true, true]);
    child.kill("SIGKILL");
    await until(() => !pids().some(isAlive));
  });

  test("after close", async () => {
    const child = launch(
      "await runner.close(); const { conclusion } = await run.done; process.send(conclusion, () => process.exit());",
    );
    await until(() => pids().length === 2);
    const answer = new Promise((resolve) => child.once("message", resolve));
    child.send("close");
    expect(await answer).toBe("cancelled");
    await until(() => !pids().some(isAlive));
  });
});
