import { expect, test } from "@jest/globals";
import { image as form } from "../../../../shared/domain/manifest/image-schema.ts";
import { imageOf } from "../../../../shared/domain/manifest/image.ts";

const repository = "ghcr.io/acme/web";
const read = (raw: object) => imageOf("web", form.parse({ repository, ...raw }));

test("what is not said has its default", () => {
  expect(read({})).toEqual({
    name: "web",
    repository,
    context: ".",
    file: "Dockerfile",
    buildArgs: {},
    platforms: [],
    paths: [],
  });
  expect(read({ context: "./apps/web/" })).toMatchObject({ context: "apps/web", file: "apps/web/Dockerfile" });
});

test("everything that is said is there", () => {
  const raw = {
    context: "apps/web",
    file: "docker/web.Dockerfile",
    target: "release",
    "build-args": { NODE: "24" },
    platforms: ["linux/amd64", "linux/arm64/v8"],
    paths: ["apps/web"],
    "max-size": "250MB",
    "max-growth": "10 %",
  };
  expect(read(raw)).toMatchObject({
    file: "docker/web.Dockerfile",
    target: "release",
    buildArgs: { NODE: "24" },
    platforms: ["linux/amd64", "linux/arm64/v8"],
    paths: ["apps/web"],
    maxSize: "250MB",
    maxGrowth: "10 %",
  });
});

test.each([
  [{ http: "/ok" }, { test: { kind: "http", path: "/ok", port: 8080, statuses: [200] }, env: {}, timeout: 30 }],
  [
    { http: "/ok", port: 80, "expect-status": [204], env: { A: "1" }, timeout: 5 },
    { test: { kind: "http", path: "/ok", port: 80, statuses: [204] }, env: { A: "1" }, timeout: 5 },
  ],
  [{ exec: ["/app", "--check"] }, { test: { kind: "exec", command: ["/app", "--check"] } }],
  [{ exit: 0 }, { test: { kind: "exit", code: 0, command: [] } }],
  [{ exit: 3, command: ["x"] }, { test: { kind: "exit", code: 3, command: ["x"] } }],
])("the test %j", (smoke, expected) => {
  expect(read({ smoke }).smoke).toMatchObject(expected);
});

test.each([
  [{ smoke: {} }],
  [{ smoke: { http: "/a", exit: 0 } }],
  [{ smoke: { http: "a" } }],
  [{ platforms: ["amd64"] }],
  [{ "max-size": "large" }],
  [{ "build-args": { "a-b": "1" } }],
  [{ paths: ["../x"] }],
])("%j is refused", (raw) => {
  expect(form.safeParse({ repository, ...raw }).success).toBe(false);
});
