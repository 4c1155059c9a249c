import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { Failure } from "../../../shared/action/failure.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { defineAction, outcome } from "../../../shared/action/spec.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { createCommand } from "../../../shared/command/create-command.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { CommandRequest } from "../../../shared/ports/command.ts";
import { fakeContext } from "../../fakes/context.ts";
import { until } from "../../tools/until.ts";
import { commandsIn } from "../action/runner-model.ts";

const spec = defineAction({
  name: "Test",
  description: "Test",
  icon: "check",
  inputs: {},
  outputs: { outcome: outcome("How", ["done"]) },
});
jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), "slipway-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function setUp(env: Record<string, string | undefined> = { PATH: process.env["PATH"] }) {
  const context = fakeContext(spec, {}, { clock: systemClock });
  const command = createCommand(context, env);
  const node = (script: string, more: Partial<CommandRequest> = {}) =>
    command({ file: process.execPath, args: ["-e", script], label: "script", ...more });
  return { context, command, node, log: () => context.runner.log.join("\n") };
}

/** True while a process of this id runs; a zombie that init has yet to collect does not. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

describe("a command", () => {
  test("gives its output and prints it quoted", async () => {
    const { node, log } = setUp();
    const result = await node(`console.log("one"); console.error("::error::two ##[group]x")`);
    expect(result).toMatchObject({ code: 0, stdout: "one\n", truncated: false });
    expect(log()).toContain("info: │ one");
    expect(commandsIn(log().replaceAll("info: ", ""))).toEqual([]);
  });

  test("takes its arguments as they are: no shell reads them", async () => {
    const { command } = setUp();
    const print = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              "$(id)",
              "`id`",
              "; id",
              "--upload-pack=x",
              "*",
              "a b",
              "'\"",
              "\n",
              "$HOME",
              "|| true",
              "",
            ),
            fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
          ),
          { maxLength: 5 },
        ),
        async (args) => {
          const { stdout } = await command({ file: process.execPath, args: ["-e", print, "--", ...args] });
          expect(JSON.parse(stdout)).toEqual(args);
        },
      ),
      { numRuns: 8 },
    );
  });

  test("gets secrets by environment and input, and none of the step's own", async () => {
    const { node, log, context } = setUp({
      PATH: process.env["PATH"],
      MINE: "kept",
      "INPUT_API-KEY": "x",
      ACTIONS_RUNTIME_TOKEN: "x",
      GITHUB_OUTPUT: "/x",
      GITHUB_TOKEN: "x",
    });
    const secret = context.protect("s3cr3t-value-0815");
    const { stdout } = await node(
      `let input = ""; process.stdin.on("data", (d) => input += d).on("end", () => console.log(JSON.stringify([process.env, input])))`,
      { env: { PASSWORD: secret, ABSENT: undefined }, input: new Secret("typed in") },
    );
    const [environment, input] = JSON.parse(stdout) as [Record<string, string>, string];
    expect(environment).toMatchObject({ MINE: "kept", PASSWORD: "s3cr3t-value-0815" });
    expect(Object.keys(environment)).toEqual(
      expect.not.arrayContaining(["INPUT_API-KEY", "GITHUB_OUTPUT", "GITHUB_TOKEN"]),
    );
    expect(Object.keys(environment).filter((name) => /^(?:INPUT|ACTIONS)_|ABSENT/.test(name))).toEqual([]);
    expect(input).toBe("typed in");
    expect(log()).toContain("***");
    expect(log()).not.toContain("s3cr3t");
  });

  test.each([
    ["a known secret", "s3cr3t-value-0815"],
    ["a password in an address", "postgres://app:hunter22@db/app"],
  ])("is refused with %s among its arguments", async (_, argument) => {
    const { command, context } = setUp();
    context.protect("s3cr3t-value-0815");
    const started = command({ file: "echo", args: ["--url", argument] });
    await expect(started).rejects.toMatchObject({ code: "SLIP-COMMAND-FAILED", state: "It did not run." });
    await expect(started).rejects.not.toThrow(argument);
  });

  test("that fails tells its exit code and last lines, redacted", async () => {
    const { node, context } = setUp();
    context.protect("s3cr3t-value-0815");
    const failing = node(
      `console.error("cannot connect with s3cr3t-" + "value-0815\\n::error::x"); process.exitCode = 3`,
    );
    await expect(failing).rejects.toMatchObject({
      code: "SLIP-COMMAND-FAILED",
      message: "`script` ended with exit code 3.\n  cannot connect with ***\n  : :error::x",
    });
  });

  test("may have more than one good exit code", async () => {
    await expect(setUp().node("process.exitCode = 3", { accept: [0, 3] })).resolves.toMatchObject({ code: 3 });
  });

  test.each([
    ["does not exist", "no-such-program-here", "was not found"],
    ["has a NUL in its name", "a\0b", "could not be started"],
  ])("that %s is one clear failure", async (_, file, why) => {
    await expect(setUp().command({ file, args: [] })).rejects.toThrow(why);
  });

  test("in a working directory that does not exist says so", async () => {
    const failing = setUp().command({ file: process.execPath, args: ["-v"], cwd: join(folder, "nowhere") });
    await expect(failing).rejects.toMatchObject({
      code: "SLIP-COMMAND-FAILED",
      message: expect.stringContaining("nowhere"),
    });
  });

  test("that takes too long is ended", async () => {
    const failing = setUp().node("setInterval(() => {}, 1000)", { timeout: 50 });
    await expect(failing).rejects.toThrow("was ended after");
  });
});

describe("output", () => {
  test("of any size needs little memory, and its end is kept", async () => {
    const { node, log } = setUp();
    const before = process.memoryUsage().rss;
    const script = `const line = "x".repeat(999) + "\\n"; let n = 0;
      const more = () => { while (n++ < 60000) if (!process.stdout.write(line)) return process.stdout.once("drain", more); console.log("the end") };
      more();`;
    const result = await node(script, { keep: 10 });
    expect(result).toMatchObject({ stdout: "xxxxxxxxxx", truncated: true });
    expect(result.tail.at(-1)).toBe("the end");
    expect(log().length).toBeLessThan(6_000_000);
    expect(log()).toContain("│ the end");
    expect(process.memoryUsage().rss - before).toBeLessThan(250_000_000);
  });

  test("in one endless line is cut", async () => {
    const { node, log } = setUp();
    const result = await node(`process.stdout.write("y".repeat(5_000_000) + "z")`);
    expect(result.tail).toHaveLength(1);
    expect(log()).toMatch(/│ y{4096}… \(4995905 more characters\)/);
  });

  test("hides a secret that arrives in pieces", async () => {
    const { node, log, context } = setUp();
    context.protect("s3cr3t-value-0815");
    await node(`process.stdout.write("a s3cr3t-"); setImmediate(() => process.stdout.write("value-0815 b\\n"))`);
    expect(log()).toContain("│ a *** b");
  });
});

describe("all that an ended program and its children wrote is read before the result is given", () => {
  /** Ends at once, and leaves a child that writes when it is told to end; `said` is there once all is written. */
  const lastWords = (name: string): { readonly script: string; readonly said: string } => {
    const [ready, said] = [join(folder, `${name}.ready`), join(folder, `${name}.said`)];
    const child = `const fs = require("node:fs");
      process.on("SIGTERM", () => {
        fs.writeSync(1, "x".repeat(59_996) + "end\\n");
        fs.writeSync(2, "last words\\n");
        fs.writeFileSync(${JSON.stringify(said)}, "");
        process.exit();
      });
      setInterval(() => {}, 1000);
      fs.writeFileSync(${JSON.stringify(ready)}, "");`;
    const script = `const { spawn } = require("node:child_process");
      spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" }).unref();
      const look = () => require("node:fs").existsSync(${JSON.stringify(ready)}) ? process.exit(0) : setTimeout(look, 5);
      look();`;
    return { script, said };
  };
  const whole = ({ stdout, tail }: { readonly stdout: string; readonly tail: readonly string[] }) => [
    stdout.length,
    stdout.slice(-4),
    tail.includes("last words"),
  ];
  const ALL = [60_000, "end\n", true];

  test("while there is time", async () => {
    expect(whole(await setUp().node(lastWords("time").script))).toEqual(ALL);
  });

  test("though the event loop was blocked until the time was over", async () => {
    const { script, said } = lastWords("blocked");
    const idle = new Int32Array(new SharedArrayBuffer(4));
    // Whoever waits for a short while wakes up late: all was written meanwhile, and nothing of it was looked at.
    const late: Clock = {
      ...systemClock,
      sleep: (milliseconds, signal) => {
        if (milliseconds > 1_000) return systemClock.sleep(milliseconds, signal);
        while (!existsSync(said)) Atomics.wait(idle, 0, 0, 5);
        return Promise.resolve();
      },
    };
    const context = fakeContext(spec, {}, { clock: late });
    const command = createCommand(context, { PATH: process.env["PATH"] });
    expect(whole(await command({ file: process.execPath, args: ["-e", script] }))).toEqual(ALL);
  });
});

describe("no process is left", () => {
  // A child that ignores SIGTERM, with a grandchild that holds the pipes open.
  const stubborn = (file: string) => `
    const { spawn } = require("node:child_process");
    const { writeFileSync, renameSync } = require("node:fs");
    const ignore = 'process.on("SIGTERM", () => {}); process.on("SIGINT", () => {}); setInterval(() => {}, 1000)';
    const child = spawn(process.execPath, ["-e", ignore], { stdio: "inherit" });
    process.on("SIGTERM", () => {});
    writeFileSync(${JSON.stringify(`${file}.new`)}, JSON.stringify([process.pid, child.pid]));
    renameSync(${JSON.stringify(`${file}.new`)}, ${JSON.stringify(file)});`;

  test("when the step is cancelled, though they ignore it", async () => {
    const { node, context } = setUp();
    const file = join(folder, "cancelled");
    const running = node(`${stubborn(file)} setInterval(() => {}, 1000)`);
    await until(() => existsSync(file));
    const reason = new Failure("SLIP-CANCELLED", "Cancelled.", { blame: "user", outcome: "cancelled" });
    context.abort(reason);
    await expect(running).rejects.toBe(reason);
    const pids = JSON.parse(readFileSync(file, "utf8")) as number[];
    await until(() => !pids.some(runs));
    expect(pids).toHaveLength(2);
  });

  test("when it ends and leaves a child behind", async () => {
    const file = join(folder, "left");
    await setUp().node(`${stubborn(file)} child.unref(); process.exit(0)`);
    const pids = JSON.parse(readFileSync(file, "utf8")) as number[];
    await until(() => !pids.some(runs));
    expect(pids).toHaveLength(2);
  });

  test("and none is started once the step is cancelled", async () => {
    const { node, context } = setUp();
    const reason = new Error("over");
    context.abort(reason);
    await expect(node("")).rejects.toBe(reason);
  });
});
