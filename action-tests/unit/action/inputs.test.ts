import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readInputs } from "../../../shared/action/inputs.ts";
import { Secret } from "../../../shared/action/secret.ts";
import {
  choice,
  defineAction,
  flag,
  lines,
  optionalPattern,
  optionalSecret,
  optionalText,
  outcome,
  pattern,
  seconds,
  secret,
  text,
  url,
  whole,
} from "../../../shared/action/spec.ts";
import { hostile } from "./hostile.ts";
import { commandsIn } from "./runner-model.ts";

const spec = defineAction({
  name: "Test",
  description: "Test",
  icon: "check",
  inputs: {
    "api-key": secret("API key"),
    "github-token": optionalSecret("Token", "${{ github.token }}"),
    name: text("Name"),
    mode: choice("Mode", ["plan", "apply"], "plan"),
    level: optionalText("Level"),
    "service-id": pattern("Service", /^srv-\w+$/, "srv-abc"),
    branch: optionalPattern("Branch", /^\w+$/, "main"),
    wait: flag("Wait", true),
    timeout: seconds("Seconds", 900),
    tries: whole("Tries", 3, { min: 0, max: 9 }),
    "api-url": url("Address", "https://api.example.com/"),
    env: lines("Variables"),
  },
  outputs: { outcome: outcome("How", ["done"]) },
  renamed: { token: "api-key" },
  check: ({ mode, level }) =>
    mode === "apply" && level === undefined
      ? [{ inputs: ["mode", "level"], message: "`apply` needs a level, such as `high`" }]
      : [],
});
const good = { "api-key": "rnd_0123456789", name: "web", "service-id": "srv-1" };

const read = (given: Record<string, string>) => {
  const protectedNames: string[] = [];
  const inputs = readInputs(spec, { input: (name) => given[name] ?? "" }, (name, value) => {
    protectedNames.push(name);
    return new Secret(value);
  });
  return { inputs, protectedNames };
};

test("absent inputs have their defaults; white space around a value is none of it", () => {
  const { inputs, protectedNames } = read({ ...good, name: "  web\n", level: " \n", env: "A=1\n\n  B=2 \r\n" });
  expect(inputs).toEqual({
    apiKey: expect.any(Secret),
    githubToken: undefined,
    name: "web",
    mode: "plan",
    level: undefined,
    serviceId: "srv-1",
    branch: undefined,
    wait: true,
    timeout: 900,
    tries: 3,
    apiUrl: "https://api.example.com",
    env: ["A=1", "B=2"],
  });
  expect(inputs.apiKey.reveal()).toBe("rnd_0123456789");
  expect(protectedNames).toEqual(["api-key"]);
});

test("everything that is wrong is told at once, by its name, with what would be right", () => {
  const given = {
    token: "old",
    mode: "aply",
    "service-id": "web",
    branch: "a b",
    wait: "maybe",
    timeout: "15m",
    tries: "10",
    "api-url": "http://api.example.com",
  };
  expect(() => read(given)).toThrow(
    [
      "10 inputs of this step are not valid:",
      "- `token` is now called `api-key`; rename it in the workflow",
      "- `api-key` is missing (API key)",
      "- `name` is missing (Name)",
      "- `mode` is `aply`; write one of `plan`, `apply` (Mode)",
      "- `service-id` is `web`; it has to look like `srv-abc` (Service)",
      "- `branch` is `a b`; it has to look like `main` (Branch)",
      "- `wait` is `maybe`; write `true` or `false` (Wait)",
      "- `timeout` is `15m`; write a whole number of seconds from 1 to 432000 (Seconds)",
      "- `tries` is `10`; write a whole number from 0 to 9 (Tries)",
      "- `api-url` is `http://api.example.com`; use https://, else the credentials travel unencrypted (Address)",
    ].join("\n"),
  );
});

describe("a rule over several inputs", () => {
  test("names them all and the way out", () => {
    expect(() => read({ ...good, mode: "apply" })).toThrow(
      "An input of this step is not valid: `mode` and `level`: `apply` needs a level, such as `high`.",
    );
  });

  test("keeps silent about an input that is wrong by itself", () => {
    expect(() => read({ ...good, mode: "x" })).toThrow(/^An input of this step is not valid: `mode` is `x`/);
  });
});

test.each([
  ["true", true],
  ["YES", true],
  ["on", true],
  ["1", true],
  ["False", false],
  ["no", false],
  ["off", false],
  ["0", false],
])("the switch %j is %j", (raw, value) => {
  expect(read({ ...good, wait: raw }).inputs.wait).toBe(value);
});

test.each(["0", "-1", "1.5", "1e3", "0x10", "NaN", "Infinity", "432001", "99999999999999999999", "९"])(
  "%j is no number of seconds",
  (raw) => {
    expect(() => read({ ...good, timeout: raw })).toThrow("`timeout` is");
  },
);

test.each([
  ["ftp://h", "whole address"],
  ["api.example.com", "whole address"],
  ["https://u:p@h", "user or password"],
  ["http://169.254.169.254", "https://"],
])("the address %j is refused", (raw, why) => {
  expect(() => read({ ...good, "api-url": raw })).toThrow(why);
});

test.each(["http://127.0.0.1:8080/v1", "http://localhost:1", "http://[::1]:1/", "https://render.example"])(
  "the address %j is taken",
  (raw) => {
    expect(read({ ...good, "api-url": raw }).inputs.apiUrl).toBe(raw.replace(/\/$/, ""));
  },
);

test("whatever is typed in, it is read or told in one harmless message of bounded length", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(spec.inputs)), hostile, (name, value) => {
      const told = (): string => {
        try {
          read({ ...good, [name]: value });
          return "";
        } catch (thrown) {
          return (thrown as Error).message;
        }
      };
      const message = told();
      expect(commandsIn(message)).toEqual([]);
      expect(message.length).toBeLessThan(400);
      expect(message === "" || message.includes(`\`${name}\``)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
