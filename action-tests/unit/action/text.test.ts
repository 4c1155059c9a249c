import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createLog } from "../../../shared/action/log.ts";
import { createRedactor } from "../../../shared/action/redaction/redactor.ts";
import { oneLine, safeLine, safeLines } from "../../../shared/action/text.ts";
import { fakeRunner } from "../../fakes/runner.ts";
import { hostile } from "./hostile.ts";
import { commandsIn } from "./runner-model.ts";

const UNSEEN = /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}\u2028\u2029]/u;

test("the model of the runner finds commands", () => {
  expect(commandsIn("a ##[Add-Mask]e\rb\n  ::set-output name=x::y\nc ::error::no")).toEqual(["add-mask", "set-output"]);
});

test("no line is a command, and none hides anything", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const printed = safeLines(text).join("\n");
      expect(commandsIn(printed)).toEqual([]);
      expect(printed.replaceAll(/[\n\t]/g, "")).not.toMatch(UNSEEN);
      expect(commandsIn(oneLine(text))).toEqual([]);
      expect(oneLine(text)).not.toMatch(/[\n\t]/);
    }),
    { numRuns: 2_000 },
  );
});

test("making a safe line safe again changes nothing", () => {
  fc.assert(fc.property(hostile, (text) => expect(safeLine(safeLine(text))).toBe(safeLine(text))));
});

test.each([
  ["plain text with unicode: größer, 中文", "plain text with unicode: größer, 中文"],
  ["  ::error::x", "  : :error::x"],
  ["a ##[group]b", "a # #[group]b"],
  ["###[x]", "## #[x]"],
  ["\x1b[1;31mred\x1b[0m", "red"],
  ["bell\x07 null\0", "bell␇ null␀"],
  ["user\u202egnp.exe", "usergnp.exe"],
])("%j becomes %j", (text, safe) => {
  expect(safeLine(text)).toBe(safe);
});

test("cuts a line that nobody would read", () => {
  expect(safeLine("x".repeat(50_000_000))).toMatch(/^x{8192}… \(49991808 more characters\)$/);
});

describe("the printer", () => {
  const print = (text: string, secret?: string) => {
    const runner = fakeRunner();
    const redactor = createRedactor();
    if (secret !== undefined) redactor.add(secret);
    return {
      runner,
      log: createLog(runner, redactor.redact),
      said: () => runner.log.map((line) => line.replace(/^\w+: /, "")),
      text,
    };
  };

  test("says nothing that the runner obeys", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const { log, said } = print(text);
        log.info(text);
        log.quote(text);
        log.debug(text);
        await log.group(text, async () => {});
        expect(commandsIn(said().join("\n"))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("hides a secret however it is torn apart", () => {
    const secret = "s3cr3t-value-0815";
    fc.assert(
      fc.property(
        fc.nat(secret.length),
        fc.constantFrom("\u200b", "\x1b[0m", "\n", "\r", "\u202e", "\u2028", "\u{e0041}"),
        (at, tear) => {
          const { log, said } = print("", secret);
          log.info(`a ${secret.slice(0, at)}${tear}${secret.slice(at)} b`);
          expect(
            said()
              .join("")
              .replaceAll(/[^\w-]/g, ""),
          ).not.toContain(secret.replaceAll(/[^\w-]/g, ""));
        },
      ),
    );
  });

  test("prefixes every quoted line", () => {
    const { log, runner } = print("");
    log.quote("a\nb\r::error::c\n");
    expect(runner.log).toEqual(["info: │ a", "info: │ b", "info: │ : :error::c"]);
  });

  test("goes on as plain lines after ten annotations of a kind", () => {
    const { log, runner } = print("");
    for (let count = 1; count <= 12; count++) log.warning(`w${count}`);
    expect(runner.log.filter((line) => line.startsWith("warning:"))).toHaveLength(10);
    expect(runner.log.slice(-2)).toEqual(["info: Warning: w11", "info: Warning: w12"]);
  });

  test("opens no group within a group", async () => {
    const { log, runner } = print("");
    await log.group("outer", () => log.group("inner", async () => log.info("x")));
    expect(runner.log).toEqual(
      ["group: outer", "info: inner", "info: x", "endgroup: "].map((line) => line.replace("endgroup: ", "endgroup")),
    );
  });
});
