import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, jest, test } from "@jest/globals";

// Processes that start from TypeScript, on a machine that does other things too.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "slipway-step-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const step = fileURLToPath(new URL("./fixtures/step.ts", import.meta.url));
let count = 0;

/** The step as a process, as the runner starts it. */
function start(behaviour: string, env: Record<string, string> = {}) {
  const output = join(folder, `output-${count++}`);
  writeFileSync(output, "");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", step], {
    env: { PATH: process.env["PATH"], INPUT_BEHAVIOUR: behaviour, GITHUB_OUTPUT: output, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.resume();
  const ended = new Promise<number | string | null>((resolve) =>
    child.once("close", (code, by) => resolve(code ?? by)),
  );
  const said = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const look = (): void => {
        const match = pattern.exec(stdout);
        if (match !== null) resolve(match);
      };
      child.stdout.on("data", look);
      look();
    });
  /** The last value of each output, as the runner reads the file. */
  const outputs = (): Record<string, string> =>
    Object.fromEntries(
      [...readFileSync(output, "utf8").matchAll(/^(\S+)<<(\S+)\n([^]*?)\n\2$/gm)].map(([, name, , value]) => [
        name,
        value,
      ]),
    ) as Record<string, string>;
  return { child, ended, said, outputs, stdout: () => stdout, errors: () => stdout.match(/^::error .*$/gm) ?? [] };
}

const runs = (pid: number): boolean => {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

test("a good step ends with 0 and its outputs", async () => {
  const { ended, outputs, errors } = start("succeed");
  expect(await ended).toBe(0);
  expect(outputs()).toEqual({ outcome: "done", value: "succeed" });
  expect(errors()).toEqual([]);
});

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
  test("ends a waiting step as cancelled", async () => {
    const { child, ended, said, outputs, errors } = start("wait");
    await said(/ready/);
    child.kill(signal);
    expect(await ended).toBe(1);
    expect(outputs()).toEqual({ outcome: "cancelled", value: "" });
    expect(errors()).toHaveLength(1);
    expect(errors()[0]).toContain(`SLIP-CANCELLED: The step was cancelled (${signal}).`);
  });

  test("takes a child along that does not listen", async () => {
    const { child, ended, said, outputs } = start("child");
    const [, pid] = await said(/ready (\d+)/);
    child.kill(signal);
    expect(await ended).toBe(1);
    expect(outputs()["outcome"]).toBe("cancelled");
    while (runs(Number(pid))) await new Promise((resolve) => setImmediate(resolve));
  });
});

test.each([
  ["reject", "nobody waits for this"],
  ["throw", "thrown in a callback"],
])("what nobody caught (%s) is one SLIP-BUG", async (behaviour, message) => {
  const { ended, outputs, errors } = start(behaviour);
  expect(await ended).toBe(1);
  expect(outputs()["outcome"]).toBe("failed");
  expect(errors()).toHaveLength(1);
  expect(errors()[0]).toContain(`SLIP-BUG: ${message}`);
});

test("a socket that is left open does not keep the step from ending", async () => {
  const { ended, outputs } = start("leak");
  expect(await ended).toBe(0);
  expect(outputs()["outcome"]).toBe("done");
});

test("a reader that goes away does not change how the step ends", async () => {
  const { child, ended, said, outputs } = start("flood");
  await said(/ready/);
  child.stdout.destroy();
  expect(await ended).toBe(0);
  expect(outputs()["outcome"]).toBe("done");
});

test("a reader that stalls does not keep the step for ever", async () => {
  const { child, said, outputs } = start("flood");
  await said(/ready/);
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.stdout.pause();
  expect(await exit).toBe(0);
  expect(outputs()["outcome"]).toBe("done");
  child.stdout.destroy();
});

test("without a file for outputs nothing is begun and no output is printed", async () => {
  const { ended, stdout, errors } = start("succeed", { GITHUB_OUTPUT: join(folder, "missing", "file") });
  expect(await ended).toBe(1);
  expect(errors()[0]).toContain("SLIP-RUNNER");
  expect(stdout()).not.toContain("set-output");
});

test("a secret is masked for the runner before anything else is said", async () => {
  const { ended, stdout } = start("nonsense rnd_0123456789abcdef", { INPUT_TOKEN: "s3cr3t-value-0815" });
  expect(await ended).toBe(1);
  expect(stdout()).toMatch(/^::add-mask::s3cr3t-value-0815\n/);
  expect(stdout().replace(/^::add-mask::.*\n/gm, "")).not.toMatch(/s3cr3t|0123456789/);
});
