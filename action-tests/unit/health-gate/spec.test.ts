import { describe, expect, test } from "@jest/globals";
import { spec } from "../../../actions/health-gate/spec.ts";

const defaults = {
  url: undefined,
  checks: undefined,
  manifest: undefined,
  environment: undefined,
  services: undefined,
  expectVersion: undefined,
  versionPath: undefined,
  deploymentId: undefined,
};
const problems = (inputs: Partial<Record<keyof typeof defaults, string>>) =>
  spec.check?.({ ...defaults, ...inputs } as never).map(({ inputs: names }) => names.join()) ?? [];

describe("inputs that do not fit together", () => {
  test.each<[object, string[]]>([
    [{}, ["url,checks,manifest"]],
    [{ url: "u", manifest: "m", environment: "e" }, ["url,checks,manifest"]],
    [{ manifest: "m" }, ["manifest,environment"]],
    [{ url: "u", environment: "e" }, ["manifest,environment"]],
    [{ url: "u", services: "[]" }, ["services,manifest"]],
    [{ url: "u", expectVersion: "v" }, ["expect-version,version-path"]],
    // An old version that answers must not make the new one a target of rollbacks.
    [{ url: "u", deploymentId: "7" }, ["deployment-id,expect-version"]],
    [{ manifest: "m", environment: "e", deploymentId: "7", expectVersion: "v" }, []],
    [{ url: "u" }, []],
    [{ url: "u", checks: "c", expectVersion: "v" }, []],
    [{ manifest: "m", environment: "e", services: "[]", expectVersion: "v" }, []],
  ])("%j", (inputs, names) => {
    expect(problems(inputs)).toEqual(names);
  });
});

describe("statuses", () => {
  const read = (raw: string) => spec.inputs["expect-status"].read(raw);

  test("are 200 unless something else is given", () => {
    expect(read("")).toEqual({ value: [200] });
    expect(read("200, 204 301")).toEqual({ value: [200, 204, 301] });
    expect(read("2xx")).toEqual({ value: Array.from({ length: 100 }, (_, index) => 200 + index) });
  });

  test.each(["ok", "20", "600", "200-299", "-1"])("%s is none", (raw) => {
    expect(read(raw)).toHaveProperty("problem");
  });
});

test.each(["ftp://x", "shop.example", "https://user:pass@shop.example", "file:///etc/passwd"])(
  "%s is no address",
  (raw) => {
    expect(spec.inputs.url.read(raw)).toHaveProperty("problem");
  },
);
